-- All sites with their rules and their own reasons, for the workers' memory, and the epoch. p_known: the stamp of what is known. Outcomes:
--   ok    {"stamp","epoch","sites":[{id,key,title,mode,origins,reasons: {code: title},rules_version,rules}],"clock_ms"}
--   same  {"clock_ms"}
-- clock_ms is the machine's, not core.now(): ids are made by the workers' wall clocks.
create or replace function api_1.sites(p_known text, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_stamp text;
	v_epoch constant text := core.epoch();
	v_clock bigint := core.wall_clock();
begin
	select md5(v_epoch || coalesce(string_agg(concat_ws(' ', s.id, s.key, s.origins, s.rules_version, s.updated_at), ',' order by s.id), ''))
	into v_stamp from core.site s;
	if v_stamp = p_known then
		outcome := 'same';
		body := json_build_object('clock_ms', v_clock);
		return;
	end if;
	outcome := 'ok';
	select json_build_object('stamp', v_stamp, 'epoch', v_epoch, 'sites', coalesce(json_agg(json_build_object('id', s.id, 'key', s.key,
			'title', s.title, 'mode', s.settings ->> 'mode', 'origins', s.origins, 'reasons', core.reasons_json(s.settings), 'rules_version', s.rules_version, 'rules', coalesce(r.document, '{}')) order by s.id), '[]'),
		'clock_ms', v_clock)
	into body
	from core.site s
	left join core.rule_set r on r.site_id = s.id and r.version = s.rules_version;
end $$;
