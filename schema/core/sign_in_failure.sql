-- SPDX-License-Identifier: Apache-2.0
-- Counts a failed password or code for its account and for its device. The failure that reaches core.sign_in_failures_max()
-- queues a mail with a link that resets the password, and returns true. p_account null: an unknown login, which takes the
-- same writes. p_entry identifies the failure.
create or replace function core.sign_in_failure(p_account uuid, p_network text, p_entry uuid, p_device bytea) returns boolean
language plpgsql
as $$
#variable_conflict use_column
declare
	v_account constant uuid := coalesce(p_account, lpad(to_hex(floor(random() * 256)::int), 32, '0')::uuid);
	v_marks constant bytea[] := core.device_marks(v_account, p_device, p_network);
	v_failures int;
begin
	perform core.sign_in_lock(v_account);
	insert into core.sign_in_failures as f (account_id, failures, last_entry) values (v_account, 1, p_entry)
	on conflict (account_id) do update set failures = least(f.failures + 1, 1000000), last_entry = excluded.last_entry
		where f.last_entry <> excluded.last_entry
	returning f.failures into v_failures;
	if v_failures is null then -- the same call again
		return false;
	end if;
	update core.known_device set failures = least(failures + 1, 1000) where account_id = v_account and mark = any(v_marks);
	if p_account is null or v_failures <> core.sign_in_failures_max() then
		return false;
	end if;
	if exists (select from core.account a where a.id = p_account and a.email_verified)
		and core.signs_in_at(p_account) is null then
		perform core.mail_put(p_account, 'sign_in_limited', json_build_object('failures', v_failures), null, 'reset');
	end if;
	return true;
end $$;
