-- The epoch of the database's contents, 8 hex digits. It is another one after a restore, see core.restored(), and after the
-- cluster's timeline changed, so after a promotion, whose standby may have missed writes: one version of an article then
-- may have had other contents.
create or replace function core.epoch() returns text
language plpgsql stable
as $$
declare
	v_timeline text;
begin
	if pg_is_in_recovery() then
		select lpad(to_hex(c.timeline_id), 8, '0') into v_timeline from pg_control_checkpoint() c;
	else -- at once after a promotion, before any checkpoint
		v_timeline := lower(left(pg_walfile_name(pg_current_wal_insert_lsn()), 8));
	end if;
	return left(md5(v_timeline || (select e.epoch from core.epoch e)), 8);
end $$;
