-- SPDX-License-Identifier: Apache-2.0
-- For a worker's timer: takes at most p_max comments from the queue into search_text.
-- Outcomes:
--   ok    {taken}: p_max; there may be more
--   idle  {taken}: fewer; the queue is empty
create or replace function api_1.search_fill(p_max int, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_taken bigint;
begin
	with taken as (
		delete from core.search_queue where ctid = any(array(select w.ctid from core.search_queue w limit p_max for update skip locked))
		returning article_id, comment_id
	), texts as (
		select distinct c.id, c.article_id, a.site_id, core.folded(core.visible_text(c.html)) as text
		from taken t
		join core.comment c on c.article_id = t.article_id and c.id = t.comment_id
		join core.article a on a.id = c.article_id
	), filled as (
		insert into core.search_text as s (comment_id, article_id, site_id, text)
		select x.id, x.article_id, x.site_id, x.text from texts x
		on conflict (comment_id) do update set text = excluded.text
	)
	select count(*) into v_taken from taken;
	outcome := case when v_taken < p_max then 'idle' else 'ok' end;
	version := v_taken;
	body := json_build_object('taken', v_taken);
end $$;
