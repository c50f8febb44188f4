-- SPDX-License-Identifier: Apache-2.0
-- The transaction of a comment, on one of so many articles, for pgbench -M prepared as the server's role. A refusal
-- divides by nought: what is not written is not counted.
\set n random(1, 1000000000)
\set a :n % :articles + 1
select 1 / (p.outcome = 'ok')::int from api_1.comment_post(:token::bytea, ('01000000-0000-7000-8000-' || lpad((:a)::text, 12, '0'))::uuid,
	encode(set_byte(overlay(uuid_send(gen_random_uuid()) placing
		substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3 for 6) from 1 for 6),
		6, 112 + :n % 16), 'hex')::uuid,
	null, 'A comment, number ' || :n, '<p>A comment, number ' || :n || '</p>', '{"sites":{},"signature":[]}', null, null, 1000) p;
