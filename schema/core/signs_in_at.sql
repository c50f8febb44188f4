-- SPDX-License-Identifier: Apache-2.0
-- The title of the publisher where an account without a password signs in; null: it has a password, or no provider signs it in.
create or replace function core.signs_in_at(p_account uuid) returns text
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return (select p.settings ->> 'title' from core.account a
		join core.identity i on i.account_id = a.id join core.provider p on p.id = i.provider_id
		where a.id = p_account and a.password_hash = core.no_password() order by i.last_at desc limit 1);
end $$;
