-- All rules on one text: the hits C found for this site, and the rules about state. Every
-- hit counts; strength is the strongest outcome: 0 publish, 1 flag, 2 hold, 3 reject; weight
-- is theirs together. A rule that says no more than its name holds, with weight 1.
create or replace function core.judge(p_site uuid, p_rules jsonb, p_premoderated boolean, w core.who,
	p_signals json, p_comment uuid, out strength int, out hits jsonb, out weight float8)
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_rule jsonb;
	v_bands bigint[];
	v_plain constant jsonb := '{"reason":"other","outcome":"hold","weight":1}'::jsonb;
begin
	hits := coalesce((p_signals #> array['sites', p_site::text, 'hits'])::jsonb, '[]');

	if p_premoderated and w.rank = 0 then
		hits := hits || (v_plain || coalesce(p_rules -> 'premoderated', '{"weight":0}') || '{"rule":"premoderated","outcome":"hold"}');
	end if;
	if w.premoderate then
		hits := hits || (v_plain || '{"rule":"sanction"}');
	end if;

	v_rule := p_rules -> 'newcomer';
	if v_rule is not null and w.rank = 0
		and (w.since > core.now() - make_interval(secs => coalesce((v_rule ->> 'age')::float8, 0))
		or (select count(*) from (select from core.comment c where c.author_id = w.account and c.state = 'published'
			limit coalesce((v_rule ->> 'first')::int, 0)) x) < coalesce((v_rule ->> 'first')::int, 0)) then
		hits := hits || (v_plain || v_rule || '{"rule":"newcomer"}');
	end if;

	v_rule := p_rules -> 'repetition';
	if v_rule is not null then
		v_bands := array(select json_array_elements_text(p_signals -> 'signature')::bigint);
		if exists (select from core.signature s where s.site_id = p_site and s.band = any(v_bands)
			and s.at > core.now() - make_interval(secs => (v_rule ->> 'within')::float8)
			and s.comment_id <> p_comment) then
			hits := hits || (v_plain || v_rule || '{"rule":"repetition"}');
		end if;
	end if;

	strength := 0;
	weight := 0;
	if hits <> '[]' then
		select max(case h ->> 'outcome' when 'reject' then 3 when 'hold' then 2 else 1 end), coalesce(sum((h ->> 'weight')::float8), 0)
		into strength, weight
		from jsonb_array_elements(hits) h;
	end if;
end $$;
