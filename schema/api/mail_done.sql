-- SPDX-License-Identifier: Apache-2.0
-- Records the results of mails that a courier claimed. p_results: sent; released (not tried; due at once); relay (the
-- mail server cannot be used; due again after p_backoff); temporary (refused for now; due again after p_backoff, doubled
-- with each try up to p_backoff_max); unknown (the connection ended after the text was sent in part or whole; due again
-- after p_window, doubled likewise); permanent, address or template (dead). Times are in ms; p_backoff has
-- jitter. A result of an earlier claim is ignored, so a call may be repeated.
-- Outcomes:
--   ok  [id]: the mails that are dead now
create or replace function api_1.mail_done(p_ids uuid[], p_claims int[], p_results text[], p_replies text[], p_backoff int, p_backoff_max int,
	p_window int, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_now constant timestamptz := core.now();
	v_dead uuid[] := array[]::uuid[];
	r record;
begin
	for r in
		with mine as (
			update core.outbox o set
				state = case when c.result = 'sent' then 'sent' when c.result in ('permanent', 'address', 'template') then 'dead'
					when c.result = 'unknown' then 'unknown' else 'waiting' end,
				sent_at = case when c.result = 'sent' then v_now end,
				reply = coalesce(left(c.reply, 200), o.reply),
				failure = case when c.result in ('sent', 'released') then o.failure else c.result end,
				tries = o.tries + (c.result in ('temporary', 'unknown'))::int,
				due_at = v_now + make_interval(secs => 0.001 * case c.result
					when 'relay' then p_backoff * (0.75 + random() / 2)
					when 'temporary' then least(p_backoff_max, p_backoff * 2 ^ least(o.tries, 20)) * (0.75 + random() / 2)
					when 'unknown' then p_window * 2 ^ least(o.tries, 8)
					else 0 end)
			from unnest(p_ids, p_claims, p_results, p_replies) c (id, claim, result, reply)
			where o.id = c.id and o.claims = c.claim and (o.state in ('leased', 'sending') or o.state = 'unknown' and c.result = 'sent')
			returning o.id, o.state, c.result
		)
		select m.result, count(*) as n, array_agg(m.id) filter (where m.state = 'dead') as dead
		from mine m where m.result <> 'released' group by m.result
		order by m.result -- and dead last: two couriers lock the totals in one order
	loop
		perform core.mail_count(r.result, r.n);
		v_dead := v_dead || coalesce(r.dead, '{}');
	end loop;
	perform core.mail_count('dead', cardinality(v_dead));
	outcome := 'ok';
	body := to_json(v_dead);
end $$;
