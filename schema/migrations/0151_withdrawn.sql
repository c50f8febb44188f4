-- When the author of a reported comment withdrew it. Never reset: a withdrawn comment is not published again.
-- Such a case stays open in a view of its own; every other view's index leaves it out.
alter table core.case_file add column withdrawn_at timestamptz;
drop index core.case_open, core.case_held, core.case_reported, core.case_suspect, core.case_escalated, core.case_appealed,
	core.case_illegal, core.case_proposed;
create index case_open on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is null;
create index case_held on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is null and held;
create index case_reported on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is null and reported;
create index case_suspect on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is null and suspect;
create index case_escalated on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is null and escalated;
create index case_appealed on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is null and appealed;
create index case_illegal on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is null and illegal;
create index case_proposed on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is null and proposal is not null;
create index case_withdrawn on core.case_file (priority, comment_id) where state = 'open' and withdrawn_at is not null;
create index case_withdrawn_at on core.case_file (withdrawn_at) where state = 'open' and withdrawn_at is not null;
drop function if exists core.case_moot(core.comment);
