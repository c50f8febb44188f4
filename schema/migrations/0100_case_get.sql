-- A look at a case renews no claim: these have a parameter less now.
drop function if exists api_1.case_get(bytea, uuid, int);
drop function if exists core.claims_renew(uuid, uuid, int);
