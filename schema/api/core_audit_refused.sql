-- An attempt that was refused, in the log where it matters who tried: beyond the asker's role or sites, on an own
-- comment, on what the asker took part in, on what is no longer to be decided. Mistakes in writing and lost
-- races leave no entry, nor does what is not there (not_found without an object). Ten of one account in
-- a minute at most, so that a flood fills no log; the tenth says that what follows is not written.
create or replace function core.audit_refused(w core.who, p_act text, p_object uuid, p_site uuid, p_code text) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_most constant int := 10;
	v_entry constant uuid := core.new_id();
	v_count int;
begin
	if w.account is null or p_code = 'not_found' and p_object is null
		or not coalesce(p_code in ('forbidden', 'sanctioned', 'not_found', 'second_needed', 'appealed', 'not_decidable'), false) then
		return;
	end if;
	select count(*) into v_count from (select from core.audit a
		where a.action = 'refused' and a.actor_id = w.account and a.id > core.id_from(core.id_time(v_entry) - interval '1 minute')
		limit v_most) x;
	if v_count < v_most then
		perform core.audit_write(v_entry, w.account, 'refused', coalesce(p_object, p_site, w.account), p_site,
			jsonb_build_object('act', p_act, 'code', p_code)
				|| case when v_count = v_most - 1 then '{"more": "not written"}'::jsonb else '{}' end, null);
	end if;
end $$;
