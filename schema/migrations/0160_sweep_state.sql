-- When the last sweep was, and why nothing is deleted by time, if anybody doubts the database's clock.
create table core.sweep_state (
	one boolean primary key default true check (one),
	last_at timestamptz not null,
	doubt text,
	doubt_at timestamptz,
	accepted int not null default 0, -- how often an operator accepted the clock
	check ((doubt is null) = (doubt_at is null))
);
insert into core.sweep_state (last_at) values (core.now());

drop function if exists api_1.sweep(int, int, int, int, int);
