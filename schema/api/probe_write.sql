-- For readiness: can a row be written and committed? With p_bytes of filler for a disk that was full: where there is
-- no room for new pages it fails as comments do. Outcomes: ok
create or replace function api_1.probe_write(p_bytes int, out outcome text)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
	insert into core.probe (filler) values (repeat('x', p_bytes));
	delete from core.probe;
	outcome := 'ok';
end $$;
