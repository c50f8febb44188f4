-- SPDX-License-Identifier: Apache-2.0
-- Badges of readers, such as "Subscriber", from the tokens of a provider.
alter table core.identity add column badge text;
comment on column core.identity.badge is 'Personal data: the badge of the last token, in the words of the provider''s settings; null: none. Public beside new comments on the provider''s site.';
comment on column core.provider.settings is
	'An object {title, algorithms, sign_in, life_max, claims, roles, badges}: what deploy/doc/sign-on.md explains; without secrets.';
alter table core.comment add column author_badge text;
comment on column core.comment.author_badge is 'Personal data: the author''s badge when the comment was written; null: none.';

drop view core.public_comment;
alter type core.public_columns add attribute author_badge text;
comment on column core.public_columns.author_badge is 'Personal data: the author''s badge when the comment was written; null for none and for a tombstone.';
alter type core.thread_row add attribute author_badge text;
comment on column core.thread_row.author_badge is 'See core.public_columns.';
create view core.public_comment as
select c.article_id, c.id, c.parent_id, c.depth, c.state, c.reply_count, c.rank_best,
	row(c.id, c.parent_id,
		case when c.state = 'published' then c.author_id end,
		case when c.state = 'published' then c.author_name end,
		case when c.state = 'published' then c.author_role end,
		case when c.state = 'published' then c.html end,
		case c.state when 'published' then 'published' when 'withdrawn' then 'withdrawn' else 'removed' end,
		c.revision,
		case when c.state = 'published' and c.edited_at is not null then core.rfc3339(c.edited_at) end,
		case when c.state = 'published' then c.up end,
		case when c.state = 'published' then c.down end,
		c.reply_count, c.rank_best,
		case when c.state = 'published' then c.author_badge end)::core.public_columns as shown
from core.comment c
where c.visible;
comment on view core.public_comment is
	'Comments as everybody sees them. Personal data. Kept as long as core.comment keeps them. Public: the column shown; the '
	'other columns are for the order and place of a comment.';
comment on column core.public_comment.article_id is 'The article.';
comment on column core.public_comment.id is 'Identifies the comment; its time orders comments.';
comment on column core.public_comment.parent_id is 'The comment that this one answers; the article''s id at top level.';
comment on column core.public_comment.depth is 'Number of ancestors.';
comment on column core.public_comment.state is 'The state in core.comment, which readers may not see.';
comment on column core.public_comment.reply_count is 'Key of the order "replies".';
comment on column core.public_comment.rank_best is 'Key of the order "best".';
comment on column core.public_comment.shown is 'The members of the comment that everybody may read.';
