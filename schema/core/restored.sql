-- SPDX-License-Identifier: Apache-2.0
-- For the operator after a restore from a backup. All sessions end, because sessions closed after the backup would be
-- open again. The epoch changes, and every article's version rises above any lost version. An audit entry records the
-- time since the backup's last write, and p_gap: the seals {after, last, head} that only the heads file has. Returns
-- that time and both numbers.
create or replace function core.restored(p_gap jsonb, out since text, out until text, out sessions bigint, out articles bigint)
language plpgsql
as $$
#variable_conflict use_column
begin
	since := core.rfc3339(greatest((select max(a.at) from core.audit a), (select max(j.at) from core.journal j),
		(select max(s.created_at) from core.session s), (select max(c.created_at) from core.comment c)));
	until := core.rfc3339(core.now());
	delete from core.session where true;
	get diagnostics sessions = row_count;
	update core.epoch set epoch = gen_random_uuid();
	articles := core.versions_raise(1000000);
	perform core.audit_write(core.new_id(), null, 'restored', core.new_id(), null,
		jsonb_strip_nulls(jsonb_build_object('since', since, 'until', until, 'sessions', sessions, 'gap', p_gap)), null);
end $$;
