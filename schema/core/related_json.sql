-- SPDX-License-Identifier: Apache-2.0
-- Accounts that signed in from the same network as this one within p_days (0: none): the newest 20 that wrote, were
-- sanctioned or have a role on these sites (null: all). A ban that ended the sessions does not hide them. Neither
-- address nor digest is returned.
create or replace function core.related_json(p_account uuid, p_days int, p_sites uuid[] default null) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_since timestamptz := core.now() - make_interval(days => p_days);
	v_networks text[];
	v_body json;
begin
	if p_days <= 0 then
		return '[]'::json;
	end if;
	-- live sessions too: sign-ins before the policy allowed it are not in account_network
	v_networks := array(select n.network from core.account_network n where n.account_id = p_account and n.last_at > v_since
		union select s.network from core.session s where s.account_id = p_account and s.created_at > v_since and s.network is not null);
	select coalesce(json_agg(json_build_object('id', a.id, 'username', a.username, 'state', a.state) order by a.id desc), '[]') into v_body
	from (select x.account_id from (
			select n.account_id from core.account_network n where n.network = any(v_networks) and n.last_at > v_since
			union select s.account_id from core.session s where s.network = any(v_networks) and s.created_at > v_since) x
		where x.account_id <> p_account and (p_sites is null
			or exists (select from core.comment c join core.article r on r.id = c.article_id where c.author_id = x.account_id and r.site_id = any(p_sites))
			or exists (select from core.sanction n where n.account_id = x.account_id and n.site_id = any(p_sites))
			or exists (select from core.role r where r.account_id = x.account_id and r.site_id = any(p_sites)))
		order by x.account_id desc limit 20) y
	join core.account a on a.id = y.account_id;
	return v_body;
end $$;
