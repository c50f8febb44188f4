-- SPDX-License-Identifier: Apache-2.0
-- When an account gets mail about notifications of a kind, or (report) about the results of its reports: now, daily or never. p_choices: core.account.mail_choices.
create or replace function core.mail_choice(p_choices jsonb, p_kind text) returns text
language sql immutable
as $$ select coalesce(p_choices ->> p_kind, case when p_kind in ('follow', 'report') then 'daily' else 'now' end) $$;
