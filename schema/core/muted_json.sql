-- SPDX-License-Identifier: Apache-2.0
-- The accounts that p_account muted, as a list of ids: those who wrote the comments p_ids of an article, or (p_ids null)
-- at most 500 of all.
create or replace function core.muted_json(p_account uuid, p_article uuid, p_ids uuid[]) returns json
language plpgsql stable
as $$
#variable_conflict use_column
begin
	if not exists (select from core.mute m where m.account_id = p_account) then
		return json_build_array(); -- most accounts, so they are spared the other query
	elsif p_ids is null then
		return (select coalesce(json_agg(x.muted_id), '[]') from (select m.muted_id from core.mute m where m.account_id = p_account order by m.muted_id desc limit 500) x);
	end if;
	return (select coalesce(json_agg(distinct c.author_id), '[]') from core.comment c
		join core.mute m on m.account_id = p_account and m.muted_id = c.author_id
		where c.article_id = p_article and c.id = any(p_ids));
end $$;
