-- Addresses are looked up by one spelling (text/url.h, core.url_key()). The spelling is the program's, so
-- `madang migrate` brings rows of a former form into it: form 0 is an address as it was sent.
alter table core.article_url add column form int not null default 0;
alter table core.article_url alter column form set default 1;

-- Articles that turned out to be of one page, each with the address that leads to another article: what
-- `madang check` lists and `madang article merge` takes away.
create table core.article_twin (
	article_id uuid not null references core.article,
	site_id uuid not null,
	url text not null,
	primary key (article_id, url)
);

drop function if exists core.article_make(uuid, text, text, text, text);
drop function if exists api_1.article_desk(bytea, uuid, text);
drop function if exists api_1.search(bytea, text, text, text, text, text, text, text, timestamptz, timestamptz, int, uuid);
