-- SPDX-License-Identifier: Apache-2.0
-- The viewer mutes a reader, or ends it. The muted reader's comments notify the viewer no longer; unread notifications
-- of them end. p_max: the number of readers that an account can mute.
-- Outcomes:
--   ok         also again
--   not_found  no such account, or the viewer's own
--   mutes_max  the viewer has muted the maximum
--   sign_in
create or replace function api_1.mute_set(p_viewer bytea, p_account uuid, p_muted boolean, p_max int,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
begin
	if w.account is null then
		outcome := 'sign_in';
	elsif p_account = w.account or not exists (select from core.account a where a.id = p_account) then
		outcome := 'not_found';
	elsif not p_muted then
		delete from core.mute m where m.account_id = w.account and m.muted_id = p_account;
		outcome := 'ok';
	elsif not exists (select from core.mute m where m.account_id = w.account and m.muted_id = p_account)
		and (select count(*) from core.mute m where m.account_id = w.account) >= p_max then
		outcome := 'mutes_max';
	else
		insert into core.mute (account_id, muted_id) values (w.account, p_account) on conflict do nothing;
		delete from core.notification n where n.id = any(array(select x.id from core.notification x
			join core.comment c on c.article_id = x.article_id and c.id = x.comment_id and c.author_id = p_account
			where x.account_id = w.account and x.read_at is null and x.kind in ('reply', 'mention') order by x.id limit 1000));
		outcome := 'ok';
	end if;
end $$;
