-- A moderator sanctions an account, on one site (by key) or wherever the moderator may; nobody
-- themselves, nor who has as much power. A ban on all sites ends every session. Outcomes:
--   ok         {sanction}; the same again for the same id or Idempotency-Key
--   not_found  no such account or site
--   forbidden · sign_in · sanctioned · key_reused
create or replace function api_1.sanction_add(p_viewer bytea, p_account uuid, p_sanction uuid, p_kind text, p_until timestamptz,
	p_reason text, p_note text, p_site text, p_key uuid, p_digest bytea, out outcome text, out version bigint, out body json)
language plpgsql security definer
as $$
#variable_conflict use_column
declare
	w core.who := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_site uuid;
	v_rank int;
	k record;
	n core.sanction;
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk(w, 3) g;
	if outcome <> 'ok' then
		return;
	end if;
	perform from core.account where id = p_account for no key update; -- the same key may be at work
	if p_key is not null then
		k := core.replayed(w.account, p_key, 'sanction_add', p_digest);
		if k.reused then
			outcome := 'key_reused';
			return;
		end if;
		p_sanction := coalesce(k.object_id, p_sanction);
	end if;
	if p_site is not null then
		select s.id into v_site from core.site s where s.key = p_site;
	elsif cardinality(v_sites) = 1 then
		v_site := v_sites[1];
	end if;
	select coalesce((select max(core.role_rank(r.role)) from core.role r where r.account_id = a.id), 0) into v_rank
	from core.account a where a.id = p_account and a.state = 'active';
	if not found or p_site is not null and v_site is null then
		outcome := 'not_found';
		return;
	elsif p_account = w.account or v_rank >= w.rank or not coalesce(v_site = any(v_sites), v_sites is null) then
		outcome := 'forbidden';
		return;
	end if;

	insert into core.sanction (id, account_id, site_id, kind, until, reason, made_by)
	values (p_sanction, p_account, v_site, p_kind, coalesce(p_until, 'infinity'), p_reason, w.account)
	on conflict do nothing
	returning * into n;
	if found then
		if p_kind = 'ban' and v_site is null then
			delete from core.session where account_id = p_account;
		end if;
		insert into core.notice (id, account_id, kind, sanction_id, body, created_at)
		values (core.new_id(), p_account, 'sanction', p_sanction, json_build_object('kind', p_kind,
			'until', core.rfc3339(nullif(n.until, 'infinity')), 'reason', p_reason, 'site', p_site), core.now());
		perform core.audit_write(p_sanction, w.account, 'sanction', p_account, v_site,
			jsonb_build_object('kind', p_kind, 'until', core.rfc3339(nullif(n.until, 'infinity')), 'reason', p_reason),
			case when p_note is not null then json_build_object('note', p_note) end);
		if p_key is not null then
			perform core.replay_keep(w.account, p_key, 'sanction_add', p_digest, null, p_sanction, null);
		end if;
	else
		select * into n from core.sanction where id = p_sanction;
	end if;
	outcome := 'ok';
	body := json_build_object('id', n.id, 'account', n.account_id, 'kind', n.kind,
		'until', core.rfc3339(nullif(n.until, 'infinity')), 'reason', n.reason,
		'site', (select s.key from core.site s where s.id = n.site_id), 'created_at', core.rfc3339(n.made_at));
end $$;
