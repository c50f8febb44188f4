-- SPDX-License-Identifier: Apache-2.0
-- Hits that the state rules would have had when a comment was written, as far as it can be known now. Published
-- comments are counted as they are today; similar texts are found while their signatures are kept. Sanctions and
-- modes are left out.
create or replace function core.judge_past(p_site uuid, p_rules jsonb, c core.comment) returns jsonb
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_rules constant jsonb := core.article_rules(p_rules, c.article_id);
	v_since timestamptz;
	v_bands bigint[];
	v_text_at timestamptz;
begin
	if v_rules = '{}' then
		return '[]'::jsonb;
	end if;
	select a.created_at into v_since from core.account a where a.id = c.author_id;
	select coalesce(array_agg(s.band), '{}'), min(s.at) into v_bands, v_text_at
	from core.signature s where s.article_id = c.article_id and s.comment_id = c.id;
	return core.state_hits(v_rules, row(c.id, p_site, c.author_id, v_since, c.author_role = 'reader', c.created_at, v_bands,
		v_text_at, char_length(c.body))::core.judged);
end $$;
