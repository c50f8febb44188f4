-- SPDX-License-Identifier: Apache-2.0
-- Goal: ids that the database makes are UUIDs of version 7, in the order in which they were made, also within one millisecond.
begin;
select plan(3);

create temporary table made as select n, clock_timestamp() as at, core.new_id() as id from generate_series(1, 20000) n;

select is((select count(*)::int from (select left(id::text, 18) < lag(left(id::text, 18)) over (order by n) as back from made) m where back), 0,
	'no id is before the previous one');
select is((select count(*)::int from made where id::text !~ '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'), 0,
	'each has version 7 and the variant of RFC 9562');
select is((select count(*)::int from made where core.id_time(id) not between date_trunc('milliseconds', at) and at + interval '1 s'), 0,
	'each has the time at which it was made');

select * from finish();
rollback;
