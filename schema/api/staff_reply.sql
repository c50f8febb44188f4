-- SPDX-License-Identifier: Apache-2.0
-- A moderator answers a comment from its case: an ordinary comment, which the site's rules judge as any other and which
-- has the badge of its author's role. The case stays as it is.
-- Outcomes:
--   those of comment_post(), and
--   not_found   no such comment in this article, or of a site that is not the viewer's
--   sanctioned  {kind, until}: a ban
--   sign_in, second_factor, forbidden
create or replace function api_1.staff_reply(p_viewer bytea, p_article uuid, p_comment uuid, p_parent uuid, p_body text, p_html text,
	p_signals json, p_key uuid, p_digest bytea, p_depth_max int,
	p_verify text default 'nothing', p_terms text default null, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
begin
	perform core.id_check(p_comment);
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 3, 'cases') g;
	if outcome <> 'ok' then
		return;
	end if;
	perform from core.comment c join core.article a on a.id = c.article_id
	where c.article_id = p_article and c.id = p_parent and coalesce(a.site_id = any(v_sites), true);
	if not found then
		outcome := 'not_found';
		return;
	end if;
	select p.outcome, p.version, p.body into outcome, version, body
	from api_1.comment_post(p_viewer, p_article, p_comment, p_parent, p_body, p_html, p_signals, p_key, p_digest, p_depth_max, p_verify, p_terms) p;
end $$;
