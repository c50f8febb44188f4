-- The record in full: attempts that were refused, and what the privacy policy lets moderators know of networks.

-- What anybody can cause of one account: it is counted before another is written.
create index audit_bounded on core.audit (actor_id, action, id) where action in ('refused', 'sign_in_failed');
