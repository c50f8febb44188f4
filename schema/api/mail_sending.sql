-- SPDX-License-Identifier: Apache-2.0
-- A courier is about to send the text of mails that it claimed. From now on the mail server may accept them, so if the
-- courier vanishes they are unknown. p_claims: the numbers of the claims. The lease starts again.
-- Outcomes:
--   ok  [id]: the mails that the courier still has; it must drop the others, because another courier has them
create or replace function api_1.mail_sending(p_ids uuid[], p_claims int[], p_lease int, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_ids uuid[];
begin
	with mine as (
		update core.outbox o set state = 'sending', due_at = core.now() + make_interval(secs => p_lease / 1000.0)
		from unnest(p_ids, p_claims) c (id, claim)
		where o.id = c.id and o.claims = c.claim and o.state in ('leased', 'sending')
		returning o.id
	)
	select array_agg(m.id) into v_ids from mine m;
	outcome := 'ok';
	body := to_json(coalesce(v_ids, '{}'));
end $$;
