-- SPDX-License-Identifier: Apache-2.0
-- An article with its settings for moderators, also a hidden one.
-- Outcomes:
--   ok          {article}
--   not_found   no such id, or of a site that is not the viewer's
--   sanctioned  {kind, until}: a ban
--   sign_in, second_factor, forbidden
create or replace function api_1.article_desk(p_viewer bytea, p_article uuid, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_sites uuid[];
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(core.viewer(p_viewer, null), 2) g;
	if outcome <> 'ok' then
		return;
	end if;
	select json_build_object('article', core.article_json(a, s.key)) into body
	from core.article a join core.site s on s.id = a.site_id
	where a.id = p_article and (v_sites is null or s.id = any(v_sites));
	if body is null then
		outcome := 'not_found';
	end if;
end $$;
