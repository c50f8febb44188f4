-- What a decision says of reports, and what taking it back does, are two functions.
drop function if exists core.reports_decided(core.comment, uuid, boolean, boolean);
