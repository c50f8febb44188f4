-- SPDX-License-Identifier: Apache-2.0
-- Articles that pages of a newspaper made at first sight. One without a comment is deleted after retention.first_sight.
create table core.first_sight (
	article_id uuid primary key references core.article,
	site_id uuid not null references core.site,
	at timestamptz not null default core.now()
);
comment on table core.first_sight is
	'Articles that a page of the newspaper made at first sight, until the sweep finds that one has a comment or deletes it. '
	'No personal data. Kept for retention.first_sight. Read by the database functions alone.';
comment on column core.first_sight.article_id is 'The article.';
comment on column core.first_sight.site_id is 'Its site, whose articles of a day are counted.';
comment on column core.first_sight.at is 'When the page made the article.';
create index first_sight_site on core.first_sight (site_id, at);
create index first_sight_due on core.first_sight (at);
