-- SPDX-License-Identifier: Apache-2.0
-- The decision on an appeal can be taken back by the moderator who made it, until something happens.
alter table core.appeal add column case_before jsonb, add column case_version int, add column undone_entry uuid;
comment on column core.appeal.case_before is 'The case before the decision on the appeal; null while the appeal is open, and if it had no case.';
comment on column core.appeal.case_version is 'Version of the case after the decision on the appeal; null while the appeal is open, and if it had no case.';
comment on column core.appeal.undone_entry is 'The audit entry of the last undo of a decision on the appeal; null without an undo.';

create or replace function core.appeal_independent() returns trigger language plpgsql
as $$
begin
	if old.decided_by is not null and new.decided_by is not null and new.decided_by <> old.decided_by
		or old.decided_by is not null and new.decided_by is null and new.undone_entry is not distinct from old.undone_entry then
		raise exception 'an appeal is decided once' using errcode = 'check_violation';
	elsif new.decided_by is not null and old.decided_by is null and core.took_part(old, new.decided_by) then
		raise exception 'who took part does not decide the appeal' using errcode = 'check_violation';
	end if;
	return new;
end $$;
