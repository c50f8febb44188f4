-- SPDX-License-Identifier: Apache-2.0
-- When this account may comment on this article again in slow mode; null: now. An account's recent comments are few.
create or replace function core.slow_until(p_account uuid, p_article uuid, p_slow int, p_comment uuid) returns timestamptz
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_now timestamptz := core.now();
	v_last timestamptz;
begin
	select max(c.created_at) into v_last from core.comment c
	where c.author_id = p_account and c.state in ('published', 'held', 'rejected', 'withdrawn')
		and c.id > core.id_from(v_now - make_interval(secs => p_slow)) and c.article_id = p_article and c.id <> p_comment;
	return v_last + make_interval(secs => p_slow);
end $$;
