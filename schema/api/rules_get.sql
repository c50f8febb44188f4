-- A site's rules, those in force or a former version; p_site null: the default site. Outcomes:
--   ok {site, mode, version, current, rules, made_at, made_by}
--   not_found (site or version) · sign_in · forbidden · sanctioned
create or replace function api_1.rules_get(p_viewer bytea, p_site text, p_version int, out outcome text, out version bigint, out body json)
language plpgsql stable security definer
as $$
#variable_conflict use_column
declare
	s core.site := core.default_site(p_site);
	v_sites uuid[];
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk(core.viewer(p_viewer, s.id), 2) g;
	if outcome <> 'ok' then
		return;
	end if;
	if s.id is null then
		outcome := 'not_found';
	elsif v_sites is not null and s.id <> all(v_sites) then
		outcome := 'forbidden';
	else
		body := core.rules_json(s, p_version);
		outcome := case when body is null then 'not_found' else 'ok' end;
	end if;
end $$;
