-- A job may be undone by another moderator than its maker.
alter table core.job add column undo_by uuid;
