-- Threads: articles, comments, votes, and the journal that everything follows.
-- What belongs to an article has article_id first in its key, and no foreign keys: the
-- article's row lock is what keeps them whole, and a key share lock on an account that
-- many articles share would bring the deadlocks that the lock order is there to avoid.
create table core.article (
	id uuid primary key,
	site_id uuid not null references core.site,
	key text not null,
	url text not null,
	title text not null,
	state text not null default 'open' check (state in ('open', 'premoderated', 'closed', 'hidden')),
	version bigint not null default 1,
	comment_count int not null default 0 check (comment_count >= 0),
	created_at timestamptz not null default core.now(),
	unique (site_id, key)
) with (fillfactor = 50);

-- Present and former addresses.
create table core.article_url (
	site_id uuid not null,
	url text not null,
	article_id uuid not null references core.article,
	primary key (site_id, url)
);
create index article_url_article on core.article_url (article_id);

create table core.comment (
	article_id uuid not null,
	id uuid not null,
	parent_id uuid not null, -- the article's id at top level: null would hide it from the page indexes
	depth int not null,
	author_id uuid not null,
	author_name text not null,
	author_role text not null,
	state text not null check (state in ('published', 'held', 'rejected', 'withdrawn')),
	shown boolean not null, -- published, or has a shown reply
	revision int not null default 1,
	up int not null default 0 check (up >= 0),
	down int not null default 0 check (down >= 0),
	rank_best int not null default 0,
	reply_count int not null default 0 check (reply_count >= 0), -- shown direct replies
	rules_version int not null default 0, -- what it was judged by
	created_at timestamptz not null,
	edited_at timestamptz,
	moved_at timestamptz, -- into its state; null: it was made in it
	text_erased_at timestamptz,
	body text not null,
	html text not null,
	primary key (article_id, id)
);
create index comment_newest on core.comment (article_id, parent_id, id) where shown;
create index comment_best on core.comment (article_id, parent_id, rank_best, id) where shown;
create index comment_replies on core.comment (article_id, parent_id, reply_count, id) where shown;
create index comment_id on core.comment (id); -- moderation knows comments only
create index comment_author on core.comment (author_id, state, id);
-- texts that are kept for appeals only
create index comment_kept on core.comment (coalesce(moved_at, created_at)) where state in ('rejected', 'withdrawn') and text_erased_at is null;
create index comment_unseen on core.comment (article_id, author_id, id) where state in ('held', 'rejected');

-- Superseded texts; the current one stands in the comment.
create table core.comment_revision (
	article_id uuid not null,
	comment_id uuid not null,
	revision int not null,
	body text not null,
	html text not null,
	made_at timestamptz not null,
	text_erased_at timestamptz,
	primary key (article_id, comment_id, revision)
);
create index revision_kept on core.comment_revision (made_at) where text_erased_at is null;

create table core.vote (
	article_id uuid not null,
	account_id uuid not null,
	comment_id uuid not null,
	value smallint not null check (value in (-1, 1)),
	primary key (article_id, account_id, comment_id)
);

-- Every visible change, in the article's order. what: comment edit remove votes state.
create table core.journal (
	article_id uuid not null,
	version bigint not null,
	seq int not null default 0,
	what text not null,
	comment_id uuid,
	at timestamptz not null default core.now(),
	primary key (article_id, version, seq)
);

-- Bands of the minhash of recent texts: two comments with an equal band say much the same.
create table core.signature (
	site_id uuid not null,
	band bigint not null,
	at timestamptz not null,
	article_id uuid not null,
	comment_id uuid not null
);
create index signature_band on core.signature (site_id, band, at);
create index signature_at on core.signature (at);
create index signature_comment on core.signature (article_id, comment_id);
