-- SHA-256 of words that stand elsewhere, as hex: what binds them to their entry in the audit.
create or replace function core.text_digest(p_text text) returns text
language sql immutable
as $$ select encode(sha256(convert_to(p_text, 'UTF8')), 'hex') $$;
