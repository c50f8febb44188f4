-- SPDX-License-Identifier: Apache-2.0
-- The viewer follows a discussion, or does not want to, so that writing there does not follow it again.
-- Outcomes:
--   ok         {follows}; also again
--   not_found  no such article, or hidden
--   sign_in
create or replace function api_1.follow_set(p_viewer bytea, p_id uuid, p_follows boolean, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
begin
	if w.account is null then
		outcome := 'sign_in';
	elsif not exists (select from core.article a where a.id = p_id and a.state <> 'hidden') then
		outcome := 'not_found';
	else
		insert into core.follow as f (article_id, account_id, follows, at) values (p_id, w.account, p_follows, core.now())
		on conflict (article_id, account_id) do update set follows = p_follows, at = core.now() where f.follows <> p_follows;
		outcome := 'ok';
		body := json_build_object('follows', p_follows);
	end if;
end $$;
