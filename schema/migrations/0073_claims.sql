-- The limit to what one holds counts whatever way a claim comes into being.
drop function if exists api_1.claim_renew(bytea, uuid, int);
drop function if exists api_1.claim_take(bytea, uuid, int, uuid);
