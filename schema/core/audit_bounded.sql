-- SPDX-License-Identifier: Apache-2.0
-- Writes an audit entry of a kind that anybody can cause at will. At most ten entries of one actor and action are
-- written in a minute; the tenth says that later entries of this minute are dropped.
create or replace function core.audit_bounded(p_entry uuid, p_actor uuid, p_action text, p_object uuid, p_site uuid, p_codes jsonb) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_max constant int := 10;
	v_count bigint;
begin
	select count(*) into v_count from (select from core.audit a
		where a.action = p_action and a.action in ('refused', 'sign_in_failed') and a.actor_id = p_actor
			and a.id > core.id_from(core.id_time(p_entry) - interval '1 minute')
		limit v_max) x;
	if v_count < v_max and not exists (select from core.audit a where a.id = p_entry) then
		perform core.audit_write(p_entry, p_actor, p_action, p_object, p_site,
			p_codes || case when v_count = v_max - 1 then '{"more": "not written"}'::jsonb else '{}' end, null);
	end if;
end $$;
