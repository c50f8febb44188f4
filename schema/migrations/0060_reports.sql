-- A reader's standing counts revisions, not reasons: of several reports of one revision only the first weighs.
drop index core.report_outcome;
create index report_outcome on core.report (reporter_id, at) include (upheld) where upheld is not null and weight > 0;
