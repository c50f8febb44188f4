-- One decision, one way back: what a job or a sanction decided is undone by the same function as what a
-- moderator decided, and a rank is looked up where the comment is.
drop function if exists core.second_needed(core.site, core.who, text, text);
drop function if exists core.reports_decided(core.comment, boolean);
drop function if exists core.case_moot(uuid);
create index decision_job_author on core.decision (job_id, author_id) where job_id is not null;
