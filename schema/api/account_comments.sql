-- SPDX-License-Identifier: Apache-2.0
-- The published comments of an account, newest first. p_at_id: comments below this id. p_viewer null: nobody.
-- Outcomes:
--   ok  {account, comments, next} as core.comments_of_json(); account is {id, username, role, created_at, comment_count};
--       with a viewer also muted, and own: the account is the viewer's
--   not_found
create or replace function api_1.account_comments(p_viewer bytea, p_account uuid, p_limit int, p_at_id uuid,
	out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state;
	v_profile json;
begin
	select p.outcome, p.body into outcome, v_profile from api_1.account_profile(p_account) p;
	if outcome <> 'ok' then
		return;
	end if;
	body := (jsonb_build_object('account', v_profile) || core.comments_of_json(p_account, 'published', p_limit, p_at_id)::jsonb)::json;
	if p_viewer is not null then
		w := core.viewer(p_viewer, null);
		body := (body::jsonb || jsonb_build_object('own', coalesce(w.account = p_account, false),
			'muted', exists (select from core.mute m where m.account_id = w.account and m.muted_id = p_account)))::json;
	end if;
end $$;
