-- An appeal whose object is gone is moot: its comment was withdrawn, or its sanction lifted.
alter table core.appeal drop constraint appeal_state_check;
alter table core.appeal add constraint appeal_state_check check (state in ('open', 'upheld', 'overturned', 'moot'));
alter table core.appeal drop constraint appeal_check;
alter table core.appeal add constraint appeal_check check ((decided_by is null) = (state in ('open', 'moot')));
create index appeal_sanction on core.appeal (sanction_id) where sanction_id is not null;

update core.appeal p set state = 'moot', decided_at = core.now()
where p.state = 'open' and (exists (select from core.comment c where c.article_id = p.article_id and c.id = p.comment_id and c.state = 'withdrawn')
	or exists (select from core.sanction n where n.id = p.sanction_id and n.lifted_at is not null));
