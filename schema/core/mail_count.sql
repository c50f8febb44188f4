-- SPDX-License-Identifier: Apache-2.0
-- Adds p_count mails to the total of a result (core.mail_total.result).
create or replace function core.mail_count(p_result text, p_count bigint) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	if p_count > 0 then
		insert into core.mail_total as t (result, total) values (p_result, p_count)
		on conflict (result) do update set total = t.total + excluded.total;
	end if;
end $$;
