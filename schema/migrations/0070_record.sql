-- The record in full: attempts that were refused, and what the privacy policy lets moderators know of networks.

-- Refused attempts of one account, newest first: they are counted before another is written.
create index audit_refused on core.audit (actor_id, id) where action = 'refused';
