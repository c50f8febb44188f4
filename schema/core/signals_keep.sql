-- SPDX-License-Identifier: Apache-2.0
-- Stores every hit as a signal, and the text's signature if the site has the rule repetition or the text has a hit: its
-- case may be like others, see core.case_alike().
create or replace function core.signals_keep(p_site uuid, p_rules jsonb, p_rules_version int, c core.comment,
	p_signals json, p_hits jsonb) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	if p_hits <> '[]' then
		insert into core.signal (article_id, comment_id, revision, rule, reason, outcome, weight, detail, spans, words,
			rules_version, at)
		select c.article_id, c.id, c.revision, h ->> 'rule', coalesce(h ->> 'reason', 'other'), h ->> 'outcome',
			coalesce((h ->> 'weight')::real, 0), h ->> 'detail', coalesce(h -> 'spans', '[]'),
			case when h ? 'words' then array(select jsonb_array_elements_text(h -> 'words')) end, p_rules_version, core.now()
		from jsonb_array_elements(p_hits) h;
	end if;
	if p_rules ? 'repetition' or p_hits <> '[]' then
		insert into core.signature (site_id, band, at, article_id, comment_id)
		select p_site, b::bigint, core.now(), c.article_id, c.id
		from json_array_elements_text(p_signals -> 'signature') b;
	end if;
end $$;
