-- SPDX-License-Identifier: Apache-2.0
-- The desk shows which mails a notifier of illegal content got.
create index outbox_illegal on core.outbox (illegal_id) where illegal_id is not null;
comment on table core.illegal_private is
	'The part of a notice of illegal content that names or quotes the notifier, apart so that it can be erased. '
	'Personal data. Kept until it is erased. Read by moderators of the site: explanation, law, name and address. The rest is for '
	'the database functions and the mail program alone.';
