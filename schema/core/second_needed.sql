-- SPDX-License-Identifier: Apache-2.0
-- Whether the site wants a second moderator: for one of its listed reasons, or for a rejection by an account without
-- a role beyond the listed ones. An escalation never needs one.
create or replace function core.second_needed(s core.site, p_account uuid, p_action text, p_reason text) returns boolean
language sql stable
as $$
	select p_action <> 'escalate' and s.settings ? 'second'
		and (coalesce(s.settings #> '{second,reasons}' ? p_reason, false)
			or p_action = 'reject' and coalesce(s.settings #> '{second,roles}' ? core.rank_role(core.site_rank(p_account, s.id)), false))
$$;
