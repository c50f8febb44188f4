-- core.rule_repetition takes the author to whom a short text is compared.
drop function if exists core.rule_repetition(jsonb, uuid, bigint[], uuid, timestamptz);
