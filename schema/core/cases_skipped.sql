-- SPDX-License-Identifier: Apache-2.0
-- The open cases that this moderator skipped at their present version, the first skipped first, at most 1000.
create or replace function core.cases_skipped(p_account uuid) returns uuid[]
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return array(select s.comment_id from core.case_skip s
		join core.case_file f on f.comment_id = s.comment_id and f.state = 'open' and f.version = s.version
		where s.account_id = p_account and s.back_at is null
		order by s.at, s.id limit 1000);
end $$;
