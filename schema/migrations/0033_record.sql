-- An author's record counts as far as its reader wants.
drop function if exists core.record_json(uuid);
