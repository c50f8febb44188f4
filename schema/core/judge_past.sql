-- Hits that the state rules would have had when a comment was written, as far as it can be known now. Published
-- comments are counted as they are today; similar texts are found while their signatures are kept. Sanctions and
-- modes are left out.
create or replace function core.judge_past(p_site uuid, p_rules jsonb, c core.comment) returns jsonb
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_rules constant jsonb := core.article_rules(p_rules, c.article_id);
	v_plain constant jsonb := '{"reason":"other","outcome":"hold","weight":1}'::jsonb;
	v_hits jsonb := '[]'::jsonb;
	v_detail text;
begin
	if v_rules ? 'newcomer' and c.author_role = 'reader' and core.rule_newcomer(v_rules -> 'newcomer', c.author_id,
		(select a.created_at from core.account a where a.id = c.author_id), c.created_at, c.id) then
		v_hits := v_hits || (v_plain || (v_rules -> 'newcomer') || '{"rule":"newcomer"}');
	end if;
	if v_rules ? 'velocity' and c.author_role = 'reader' and core.rule_velocity(v_rules -> 'velocity', c.author_id, c.id) then
		v_hits := v_hits || (v_plain || (v_rules -> 'velocity') || '{"rule":"velocity"}');
	end if;
	if v_rules ? 'record' and c.author_role = 'reader' then
		v_detail := core.rule_record(v_rules -> 'record', c.author_id, p_site, c.id);
		if v_detail is not null then
			v_hits := v_hits || (v_plain || (v_rules -> 'record') || jsonb_build_object('rule', 'record', 'detail', v_detail));
		end if;
	end if;
	if v_rules ? 'repetition' and core.rule_repetition(v_rules -> 'repetition', p_site,
		array(select s.band from core.signature s where s.article_id = c.article_id and s.comment_id = c.id), c.id,
		(select min(s.at) from core.signature s where s.article_id = c.article_id and s.comment_id = c.id),
		case when core.rule_short(v_rules -> 'repetition', char_length(c.body)) then c.author_id end) then
		v_hits := v_hits || (v_plain || (v_rules -> 'repetition') || '{"rule":"repetition"}');
	end if;
	return v_hits;
end $$;
