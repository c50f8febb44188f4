-- Applies all rules to one text: the hits that the worker found for this site, and the state rules of the article
-- (core.article_rules()). p_premoderated: article or site if all comments wait there. strength is the strongest
-- outcome: 0 publish, 1 flag, 2 hold, 3 reject; weight is the sum. A rule without settings holds with weight 1. Staff
-- is judged by its text alone. If the site has rules and no worker's rules judged the text, the comment is held.
create or replace function core.judge(p_site uuid, p_rules jsonb, p_premoderated text, w core.viewer_state,
	p_signals json, p_comment uuid, out strength int, out hits jsonb, out weight float8)
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_now constant timestamptz := core.now();
	v_detail text;
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
	if p_rules ? 'newcomer' and w.rank = 0 and core.rule_newcomer(p_rules -> 'newcomer', w.account, w.since, v_now, p_comment) then
		hits := hits || (v_plain || (p_rules -> 'newcomer') || '{"rule":"newcomer"}');
	end if;
	if p_rules ? 'velocity' and w.rank = 0 and core.rule_velocity(p_rules -> 'velocity', w.account, p_comment) then
		hits := hits || (v_plain || (p_rules -> 'velocity') || '{"rule":"velocity"}');
	end if;
	if p_rules ? 'record' and w.rank = 0 then
		v_detail := core.rule_record(p_rules -> 'record', w.account, p_site, p_comment);
		if v_detail is not null then
			hits := hits || (v_plain || (p_rules -> 'record') || jsonb_build_object('rule', 'record', 'detail', v_detail));
		end if;
	end if;
	if p_rules ? 'repetition' and core.rule_repetition(p_rules -> 'repetition', p_site,
		array(select json_array_elements_text(p_signals -> 'signature')::bigint), p_comment, v_now,
		case when core.rule_short(p_rules -> 'repetition', (p_signals ->> 'characters')::int) then w.account end) then
		hits := hits || (v_plain || (p_rules -> 'repetition') || '{"rule":"repetition"}');
	end if;

	strength := 0;
	weight := 0;
	if hits <> '[]' then
		select max(case h ->> 'outcome' when 'reject' then 3 when 'hold' then 2 else 1 end), coalesce(sum((h ->> 'weight')::float8), 0)
		into strength, weight
		from jsonb_array_elements(hits) h;
	end if;
end $$;
