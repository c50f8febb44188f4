-- Which of the database's histories this is: a restore draws another one. A part of every ETag, see core.epoch().
create table core.epoch (
	one boolean primary key default true check (one),
	epoch uuid not null
);
insert into core.epoch (epoch) values (gen_random_uuid());
