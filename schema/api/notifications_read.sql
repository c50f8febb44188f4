-- SPDX-License-Identifier: Apache-2.0
-- Marks the viewer's notifications and notices up to p_upto as read, at most a thousand of each, oldest first; or (p_ids) these
-- notifications of the viewer's alone. A warning
-- stays unread: its account reads it by itself. Entries that another transaction holds are left out.
-- Outcomes:
--   ok  {unread}: as core.unread(), afterwards
--   sign_in
create or replace function api_1.notifications_read(p_viewer bytea, p_upto uuid, p_ids uuid[], out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_ids uuid[];
	w core.viewer_state := core.viewer(p_viewer, null);
	v_now timestamptz := core.now();
begin
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	if p_ids is null then
		v_ids := array(select n.id from core.notification n
			where n.account_id = w.account and n.read_at is null and n.id <= p_upto order by n.id limit 1000 for update skip locked);
	else
		v_ids := array(select n.id from core.notification n
			where n.id = any(p_ids[1:1000]) and n.account_id = w.account and n.read_at is null order by n.id for update skip locked);
	end if;
	with marked as (
		update core.notification set read_at = v_now where id = any(v_ids) returning kind, article_id
	)
	update core.follow f set waiting = false from marked m
	where m.kind = 'follow' and f.article_id = m.article_id and f.account_id = w.account;
	update core.notice set read_at = v_now where p_ids is null and id = any(array(select n.id from core.notice n
		where n.account_id = w.account and n.read_at is null and n.id <= p_upto
			and not exists (select from core.sanction s where s.id = n.sanction_id and s.kind = 'warn' and s.read_at is null)
		order by n.id limit 1000 for update skip locked));
	outcome := 'ok';
	body := json_build_object('unread', core.unread(w.account));
end $$;
