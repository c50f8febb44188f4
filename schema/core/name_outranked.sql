-- SPDX-License-Identifier: Apache-2.0
-- Whether an account may decide about another one's name as a moderator of this site. A name is the same on all sites, so the
-- account needs more power on this site than the other one has anywhere.
create or replace function core.name_outranked(p_account uuid, p_other uuid, p_site uuid) returns boolean
language sql stable
as $$ select p_account <> p_other and core.power(p_account, p_site) > core.power(p_other, null) $$;
