-- Readiness asks whether a row can be written: one is put in and taken out again in one transaction, so that
-- nobody ever sees it and no two workers meet. The filler is stored as it is, and takes pages that are not there yet.
create table core.probe (
	filler text not null
);
alter table core.probe alter column filler set storage external;
