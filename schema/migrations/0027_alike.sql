-- SPDX-License-Identifier: Apache-2.0
-- Open cases whose texts are alike are one group at the desk.
alter table core.case_file add column alike bigint;
comment on column core.case_file.alike is
	'The group of open cases whose texts are alike: a hash of the site and of the text of one of them, see core.case_alike(). Null if the case is closed, '
	'and of cases that were opened before groups existed.';
create index case_alike on core.case_file (site_id, alike) where alike is not null and withdrawn_at is null;
comment on table core.signature is
	'Bands of the minhash of recent texts; two texts with an equal band are similar. No personal data beyond the '
	'comment''s id. Kept for a day, or for the `within` seconds of the rule repetition if these are more. Read by the database functions alone.';
