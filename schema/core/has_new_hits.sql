-- SPDX-License-Identifier: Apache-2.0
-- Whether a text has a hit that the former revision did not have. Hits on the text are equal if rule, reason, outcome and
-- words are; of words and links also the detail, a list or a domain. Hits of state rules count for every new text.
create or replace function core.has_new_hits(p_article uuid, p_comment uuid, p_revision int, p_hits jsonb) returns boolean
language sql stable
as $$
	select exists (
		select from jsonb_array_elements(p_hits) h
		where h ->> 'rule' = any(core.state_rule_names() || '{sanction,unjudged}') or not exists (
			select from core.signal s
			where s.article_id = p_article and s.comment_id = p_comment and s.revision = p_revision
				and s.rule = h ->> 'rule' and s.reason = coalesce(h ->> 'reason', 'other') and s.outcome = h ->> 'outcome'
				and (s.rule not in ('words', 'links') or s.detail is not distinct from h ->> 'detail')
				and (not h ? 'words' or s.words @> array(select jsonb_array_elements_text(h -> 'words')))))
$$;
