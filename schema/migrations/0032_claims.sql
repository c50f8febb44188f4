-- Whose claims: they are renewed while their holder works.
create index case_claimed on core.case_file (claimed_by) where claimed_by is not null;
drop function if exists api_1.case_get(bytea, uuid);
drop function if exists api_1.decide(bytea, json, uuid, bytea);
