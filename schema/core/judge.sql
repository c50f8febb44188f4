-- SPDX-License-Identifier: Apache-2.0
-- Applies all rules to one text: the hits that the worker found for this site, and the state rules of the article
-- (core.article_rules()). p_premoderated: article or site if all comments wait there. strength is the strongest
-- outcome: 0 publish, 1 flag, 2 hold, 3 reject; weight is the sum. Staff is judged by its text alone. If the site has
-- rules and no worker's rules judged the text, the comment is held.
create or replace function core.judge(p_site uuid, p_rules jsonb, p_premoderated text, w core.viewer_state,
	p_signals json, p_comment uuid, out strength int, out hits jsonb, out weight float8)
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_now constant timestamptz := core.now();
	v_plain constant jsonb := '{"reason":"other","outcome":"hold","weight":1}'::jsonb;
begin
	hits := (p_signals #> array['sites', p_site::text, 'hits'])::jsonb;
	if hits is null then
		hits := case when (select s.rules_version from core.site s where s.id = p_site) > 0
			then jsonb_build_array(v_plain || '{"rule":"unjudged"}') else '[]'::jsonb end;
	end if;

	-- a short text is not spam only because it is short
	if hits @> '[{"rule":"length","detail":"too_short","reason":"spam"}]' then
		select jsonb_agg(case when h @> '{"rule":"length","detail":"too_short","reason":"spam"}'
			then h || '{"reason":"other"}' else h end order by n) into hits
		from jsonb_array_elements(hits) with ordinality x (h, n);
	end if;

	if p_premoderated is not null and w.rank = 0 then
		hits := hits || (v_plain || coalesce(p_rules -> 'premoderated', '{"weight":0}')
			|| jsonb_build_object('rule', 'premoderated', 'outcome', 'hold', 'detail', p_premoderated));
	end if;
	if w.premoderate then
		hits := hits || (v_plain || '{"rule":"sanction"}');
	end if;
	if p_rules <> '{}' then
		hits := hits || core.state_hits(p_rules, row(p_comment, p_site, w.account, w.since, w.rank = 0, v_now,
			array(select json_array_elements_text(p_signals -> 'signature')::bigint), v_now,
			(p_signals ->> 'characters')::int)::core.judged);
	end if;

	strength := 0;
	weight := 0;
	if hits <> '[]' then
		select max(case h ->> 'outcome' when 'reject' then 3 when 'hold' then 2 else 1 end), coalesce(sum((h ->> 'weight')::float8), 0)
		into strength, weight
		from jsonb_array_elements(hits) h;
	end if;
end $$;
