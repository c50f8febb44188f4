-- Articles that became another one (`madang article merge`): their id and their site's key for them lead there.
create table core.article_moved (
	id uuid primary key,
	site_id uuid not null references core.site,
	key text not null,
	article_id uuid not null references core.article,
	at timestamptz not null default core.now(),
	unique (site_id, key)
);
create index article_moved_article on core.article_moved (article_id);
