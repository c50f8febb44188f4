-- Finding comments, accounts and cases by their words: a folded copy of every text beside the
-- comments, with trigrams. It is filled behind the writers' backs (a comment costs them one narrow
-- row), and votes and moves never touch it.
create schema if not exists ext;
do $$
begin
	create extension if not exists pg_trgm schema ext;
exception when insufficient_privilege or undefined_file then
	raise warning 'pg_trgm cannot be installed: search reads every text';
end $$;

-- As search compares: compatibility forms, Hangul as its letters (a syllable is two or three of
-- them, so that words of two syllables have trigrams), small letters, no accents.
create function core.folded(p_text text) returns text language sql immutable strict parallel safe
as $$ select regexp_replace(lower(normalize(p_text, NFKD)), U&'[\0300-\036F]', '', 'g') $$;

create table core.search_text (
	comment_id uuid primary key,
	article_id uuid not null,
	site_id uuid not null,
	text text not null -- folded; empty once it was erased
);
create index search_article on core.search_text (article_id, comment_id);
create index search_site on core.search_text (site_id, comment_id);

-- Comments whose text is new, changed or erased. No index: it is read from its start and emptied.
create table core.search_waiting (article_id uuid not null, comment_id uuid not null);
insert into core.search_waiting (article_id, comment_id) select article_id, id from core.comment;

create function core.search_later() returns trigger language plpgsql
as $$
begin
	insert into core.search_waiting (article_id, comment_id) values (new.article_id, new.id);
	return null;
end $$;
create trigger search_later after insert or update of body on core.comment for each row execute function core.search_later();

do $$
declare
	v_schema name;
begin
	select n.nspname into v_schema from pg_opclass o join pg_namespace n on n.oid = o.opcnamespace where o.opcname = 'gin_trgm_ops' limit 1;
	if found then
		execute format('create index search_words on core.search_text using gin (text %I.gin_trgm_ops)', v_schema);
		execute format('create index account_words on core.account using gin (core.folded(username) %I.gin_trgm_ops)', v_schema);
	end if;
end $$;

create index comment_state on core.comment (state, id) where state <> 'published';
create index signal_rule on core.signal (rule, comment_id);
create index signal_reason on core.signal (reason, comment_id);
create index report_reason on core.report (reason, comment_id);
create index decision_reason on core.decision (reason, comment_id) where reason is not null;
create index sanction_reason on core.sanction (reason, account_id);
create index session_network on core.session (network, account_id) where network is not null;

-- Periods, for the figures.
create index signal_at on core.signal (at) where outcome in ('hold', 'reject');
create index report_at on core.report (at);
create index decision_at on core.decision (at);
