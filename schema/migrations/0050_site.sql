-- A site's settings at run time: every version is kept, whoever writes.

alter table core.site add column settings_version int not null default 0;

create table core.site_settings (
	site_id uuid not null references core.site,
	version int not null,
	settings jsonb not null check (jsonb_typeof(settings) = 'object'),
	made_by uuid, -- null: the operator
	made_at timestamptz not null default core.now(),
	primary key (site_id, version)
);
insert into core.site_settings (site_id, version, settings) select id, 0, settings from core.site where settings <> '{}';

-- The account is whom core.viewer() noted in this transaction.
create function core.settings_kept() returns trigger language plpgsql
as $$
begin
	new.settings_version := old.settings_version + 1;
	insert into core.site_settings (site_id, version, settings, made_by)
	values (new.id, new.settings_version, new.settings, substring(current_setting('madang.come_from', true) from '^[0-9a-f-]{36}')::uuid);
	return new;
end $$;
create trigger settings_kept before update of settings on core.site for each row
when (new.settings is distinct from old.settings) execute function core.settings_kept();

drop function if exists core.decision_propose(core.who, uuid, core.comment, uuid, text, text, text);
