-- Does the site want a second moderator for this: a decision for one of its reasons, or a rejection by
-- who is no more there than one of its roles? Escalating never needs one.
create or replace function core.second_needed(s core.site, p_account uuid, p_action text, p_reason text) returns boolean
language sql stable
as $$
	select p_action <> 'escalate' and s.settings ? 'second'
		and (coalesce(s.settings #> '{second,reasons}' ? p_reason, false)
			or p_action = 'reject' and coalesce(s.settings #> '{second,roles}' ? core.rank_role(core.site_rank(p_account, s.id)), false))
$$;
