-- A session ends when it is idle: how long one of staff lives unused is told as it opens.
drop function if exists api_1.session_open(uuid, text, text, uuid, bytea, int, text, text);
