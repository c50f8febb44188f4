-- A notice of illegal content takes an Idempotency-Key, which is two parameters more.
drop function if exists api_1.illegal_post(bytea, uuid, uuid, text, text, text, text, text);
