-- SPDX-License-Identifier: Apache-2.0
-- The epoch of the database's contents: 8 hexadecimal digits, a part of every ETag. It changes after a restore
-- (core.restored()) and with the cluster's timeline: a promoted standby may have missed writes, and the same version
-- may then have had other contents.
create or replace function core.epoch() returns text
language plpgsql stable
as $$
declare
	v_timeline text;
begin
	if pg_is_in_recovery() then
		select lpad(to_hex(c.timeline_id), 8, '0') into v_timeline from pg_control_checkpoint() c;
	else -- right after a promotion, before a checkpoint
		v_timeline := lower(left(pg_walfile_name(pg_current_wal_insert_lsn()), 8));
	end if;
	return left(md5(v_timeline || (select e.epoch from core.epoch e)), 8);
end $$;
