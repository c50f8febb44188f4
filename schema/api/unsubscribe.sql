-- SPDX-License-Identifier: Apache-2.0
-- The link at the end of a mail about notifications: no further mail of its kind (of the daily mail: of the kinds that are
-- sent daily), or with p_all of any kind. It can be used many times, and needs no session.
-- Outcomes:
--   ok  {kinds, notifications}: what it ended, and the choices now
--   link_unknown, link_expired
create or replace function api_1.unsubscribe(p_token bytea, p_all boolean, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	t record;
	v_choices jsonb;
	v_kinds text[];
begin
	t := core.token_use(p_token, 'unsubscribe');
	outcome := t.outcome;
	if outcome <> 'ok' then
		return;
	end if;
	select a.mail_choices into v_choices from core.account a where a.id = t.account and a.state = 'active' for no key update;
	if not found then
		outcome := 'link_unknown';
		return;
	end if;
	v_kinds := array(select k from unnest(array['reply', 'mention', 'follow', 'pick', 'report']) k
		where p_all or k = t.data ->> 'kind' or t.data ->> 'kind' = 'digest' and core.mail_choice(v_choices, k) = 'daily');
	update core.account a set mail_choices = a.mail_choices || (select coalesce(jsonb_object_agg(k, 'never'), '{}') from unnest(v_kinds) k)
	where a.id = t.account returning a.mail_choices into v_choices;
	body := json_build_object('kinds', to_json(v_kinds), 'notifications', core.mail_choices_json(v_choices));
end $$;
