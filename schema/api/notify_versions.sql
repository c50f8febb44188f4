-- The notifier's only call: new versions of articles for whoever listens, a list
-- "article:version article:version" in each payload. After the commits it speaks of, on a
-- connection that waits for no disk: a notice holds a lock of the whole cluster until its
-- commit is done. Outcomes: ok
create or replace function api_1.notify_versions(p_payloads text[], out outcome text)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
	v_payload text;
begin
	foreach v_payload in array p_payloads loop
		perform pg_catalog.pg_notify('madang_versions', v_payload);
	end loop;
	outcome := 'ok';
end $$;
