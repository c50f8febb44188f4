-- SPDX-License-Identifier: Apache-2.0
-- A courier claims at most p_max mails that are due, for p_lease ms; another courier skips them. A mail whose lease
-- ended while its text was being sent becomes unknown, and is due again after p_window ms. Mails older than
-- p_expire seconds are not claimed; the sweep expires them. A mail whose link needs a token gets the next of p_digests as
-- its token's digest; p_lifetimes: seconds by purpose. The caller has the tokens.
-- A mail about a comment that is shown no longer is cancelled in place of claimed; daily mails leave such comments out.
-- Outcomes:
--   ok  [{id, claim, template, data, address, language, name, at, token}]: address is null if the account is erased or
--       has none; token is the place in p_digests, from 0, null without one; at is in ms
create or replace function api_1.mail_claim(p_max int, p_digests bytea[], p_lease int, p_window int, p_expire int, p_lifetimes json,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
-- few of many mails are claimed, which the planner cannot see from a limit that is a parameter
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off
as $$
#variable_conflict use_column
declare
	o core.outbox;
	v_now constant timestamptz := core.now();
	v_address text;
	v_name text;
	v_language text;
	v_token int;
	v_next int := 0;
	v_mails json[] := array[]::json[];
	v_lost int := 0;
	v_cancelled int := 0;
	v_data jsonb;
begin
	for o in
		update core.outbox x set state = case x.state when 'sending' then 'unknown' else 'leased' end,
			due_at = v_now + make_interval(secs => case x.state when 'sending' then p_window * 2 ^ least(x.tries, 8) else p_lease end / 1000.0),
			claims = x.claims + (x.state <> 'sending')::int, tries = x.tries + (x.state = 'sending')::int,
			failure = case x.state when 'sending' then 'unknown' else x.failure end,
			reply = case x.state when 'sending' then 'the courier ended while it sent this mail' else x.reply end
		where x.id = any(array(select d.id from core.outbox d
			where d.state in ('waiting', 'leased', 'sending', 'unknown') and d.due_at <= v_now
				and (d.created_at > v_now - make_interval(secs => p_expire) or d.state = 'sending')
			order by d.due_at limit p_max for update skip locked))
		returning x.*
	loop
		if o.state = 'unknown' then
			v_lost := v_lost + 1;
			continue;
		end if;
		v_data := core.mail_json(o);
		if o.notification_id is not null and not core.notification_shown(o.notification_id) then
			v_data := null;
		elsif o.template = 'digest' then
			v_data := core.digest_shown(v_data);
		end if;
		if v_data is null then
			update core.outbox x set state = 'cancelled' where x.id = o.id;
			v_cancelled := v_cancelled + 1;
			continue;
		end if;
		v_address := o.address;
		v_name := null;
		v_language := null;
		v_token := null;
		if o.account_id is not null then
			select coalesce(v_address, a.email), a.username, to_jsonb(a) ->> 'language' into v_address, v_name, v_language
			from core.account a where a.id = o.account_id and a.state = 'active';
			v_address := case when found then v_address end;
		elsif o.illegal_id is not null then
			select coalesce(v_address, p.email) into v_address from core.illegal_private p where p.illegal_id = o.illegal_id;
		end if;
		if o.token_purpose is not null and v_address is not null then
			v_token := v_next;
			v_next := v_next + 1;
			insert into core.token (digest, purpose, account_id, address, data, made_at, expires_at)
			values (p_digests[v_next], o.token_purpose, o.account_id, v_address, o.data, v_now,
				v_now + make_interval(secs => (p_lifetimes ->> o.token_purpose)::float8));
		end if;
		v_mails := v_mails || json_build_object('id', o.id, 'claim', o.claims, 'template', o.template, 'data', v_data,
			'address', v_address, 'language', coalesce(o.language, v_language), 'name', v_name,
			'at', (extract(epoch from o.created_at) * 1000)::bigint, 'token', v_token);
	end loop;
	perform core.mail_count('cancelled', v_cancelled);
	perform core.mail_count('unknown', v_lost);
	outcome := 'ok';
	body := array_to_json(v_mails);
end $$;
