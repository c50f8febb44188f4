-- Readers to whom it is still to be told what came of their reports: of a comment that very many reported the first
-- are told with the decision, the others by the sweep, each decision's in its turn. Told were those of the revisions above
-- after_revision, and of that one the reporters up to after_reporter.
create table core.telling (
	id bigint primary key generated always as identity,
	article_id uuid not null,
	comment_id uuid not null,
	revision int not null,
	site_id uuid not null,
	decision_id uuid, -- null: it was not decided
	body jsonb not null,
	again boolean not null,
	since timestamptz not null,
	upto timestamptz not null,
	after_revision int not null,
	after_reporter uuid not null,
	told_at timestamptz not null -- when somebody was last told
);
create index telling_comment on core.telling (comment_id);
create index telling_turn on core.telling (told_at, id);
create index telling_decision on core.telling (decision_id);
