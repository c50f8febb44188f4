-- SPDX-License-Identifier: Apache-2.0
-- Whether a token is accepted.
-- Outcomes:
--   ok
--   link_unknown  there is none of this purpose
--   link_used
--   link_expired
create or replace function core.token_state(t core.token) returns text
language plpgsql stable
as $$
begin
	return case when t.digest is null then 'link_unknown' when t.used_at is not null then 'link_used'
		when t.expires_at <= core.now() then 'link_expired' else 'ok' end;
end $$;
