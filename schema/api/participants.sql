-- SPDX-License-Identifier: Apache-2.0
-- For the completion of "@name": at most eight readers who wrote one of the latest thousand published comments of an
-- article, and whose name there begins with p_prefix, in any case and without its spaces; latest first.
-- Outcomes:
--   ok         {participants: [{id, username}]}: the present names
--   not_found  no such article, or hidden
--   sign_in
create or replace function api_1.participants(p_viewer bytea, p_article uuid, p_prefix text, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_prefix constant text := lower(replace(normalize(coalesce(p_prefix, ''), NFC), ' ', ''));
begin
	if w.account is null then
		outcome := 'sign_in';
	elsif not exists (select from core.article a where a.id = p_article and a.state <> 'hidden') then
		outcome := 'not_found';
	else
		outcome := 'ok';
		select json_build_object('participants', coalesce(json_agg(json_build_object('id', y.id, 'username', y.username) order by y.latest desc), '[]')) into body
		from (
			select a.id, a.username, x.latest
			from (
				select distinct on (c.author_id) c.author_id, c.id as latest
				from (select k.id, k.author_id, k.author_name from core.comment k
					where k.article_id = p_article and k.state = 'published' order by k.id desc limit 1000) c
				where starts_with(lower(replace(c.author_name, ' ', '')), v_prefix)
				order by c.author_id, c.id desc) x
			join core.account a on a.id = x.author_id and a.state = 'active'
			order by x.latest desc limit 8) y;
	end if;
end $$;
