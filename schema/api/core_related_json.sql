-- Accounts that signed in from the same network as this one within the last p_days, the newest 20;
-- equal keyed digests are compared, and neither address nor digest is told. p_days 0: the privacy
-- policy does not allow it, and there is nothing.
create or replace function core.related_json(p_account uuid, p_days int) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_since timestamptz := core.now() - make_interval(days => p_days);
	v_body json;
begin
	select coalesce(json_agg(json_build_object('id', a.id, 'username', a.username, 'state', a.state) order by a.id desc), '[]') into v_body
	from (select distinct o.account_id from core.session s
		join core.session o on o.network = s.network and o.account_id <> s.account_id and o.created_at > v_since
		where s.account_id = p_account and s.created_at > v_since and p_days > 0
		order by o.account_id desc limit 20) x
	join core.account a on a.id = x.account_id;
	return v_body;
end $$;
