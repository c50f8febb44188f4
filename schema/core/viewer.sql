-- SPDX-License-Identifier: Apache-2.0
-- The session's account as the site sees it: session, account, role and sanctions, in one query. p_site null: its
-- strongest role on any site, and sanctions on all sites only. account is null without a live session, and in a
-- pending one. Roles count for nothing in a session that lacks a required second factor. p_token: 32 bytes of the token's
-- digest, 32 of the keyed digest of the request's network, which is set for audit_write(), then the seconds for which a proof of
-- the person counts as fresh (session.fresh, 4 bytes; without them 600).
create or replace function core.viewer(p_token bytea, p_site uuid) returns core.viewer_state
language plpgsql stable
as $$
#variable_conflict use_column
declare
	w core.viewer_state;
	v_now timestamptz := core.now();
	v_sanctions boolean;
begin
	select a.id, a.username,
		case when s.factor_required and s.factor_at is null then 0 else coalesce((select max(core.role_rank(r.role)) from core.role r
			where r.account_id = a.id and (p_site is null or r.site_id is null or r.site_id = p_site)), 0) end,
		a.created_at, s.id, s.expires_at,
		exists (select from core.sanction n where n.account_id = a.id and n.lifted_at is null),
		false, false, false, false, a.email_verified, a.terms_accepted, s.factor_required and s.factor_at is null,
		s.proved_at > v_now - make_interval(secs => case length(p_token) when 68 then ('x' || encode(substring(p_token from 65), 'hex'))::bit(32)::int else 600 end)
	into w.account, w.name, w.rank, w.since, w.session, w.expires_at, v_sanctions,
		w.banned, w.muted, w.premoderate, w.warned, w.verified, w.terms, w.unproven, w.fresh
	from core.session s
	join core.account a on a.id = s.account_id
	where s.token = substring(p_token from 1 for 32) and s.expires_at > v_now and not s.pending and a.state = 'active';
	if v_sanctions then -- few accounts have any, so others are spared this query
		select coalesce(bool_or(n.kind = 'ban'), false), max(n.until) filter (where n.kind = 'ban'),
			coalesce(bool_or(n.kind = 'mute'), false), max(n.until) filter (where n.kind = 'mute'),
			coalesce(bool_or(n.kind = 'premoderate'), false),
			coalesce(bool_or(n.kind = 'warn' and n.read_at is null), false)
		into w.banned, w.ban_until, w.muted, w.mute_until, w.premoderate, w.warned
		from core.sanction n
		where n.account_id = w.account and n.lifted_at is null and n.until > v_now
			and (n.site_id is null or n.site_id = p_site);
	end if;
	perform set_config('madang.audit_source', concat(w.account, ' ', encode(substring(p_token from 33 for 32), 'hex')), true);
	return w;
end $$;
