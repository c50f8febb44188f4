-- Rules at run time: what they found, word by word, and rules about the author's record and speed.

drop function if exists core.judge(uuid, jsonb, boolean, core.who, json, uuid);

alter table core.signal add column words text[]; -- entries of the list that were found
create index signal_when on core.signal (at); -- hits over time

-- What of a rules document the database applies itself, the articles' own rules among it.
create function core.state_rules(p_document jsonb) returns jsonb language sql immutable parallel safe
as $$
	select coalesce(jsonb_object_agg(r.key, r.value), '{}') from (
		select d.key, d.value from jsonb_each(p_document) d
		where d.key in ('repetition', 'newcomer', 'record', 'velocity', 'premoderated') and d.value <> 'null'
		union all
		select 'articles', jsonb_object_agg(x.key, x.own) from (
			select o.key, jsonb_object_agg(e.key, e.value) as own
			from jsonb_each(case jsonb_typeof(p_document -> 'articles') when 'object' then p_document -> 'articles' else '{}' end) o,
				jsonb_each(o.value) e
			where e.key in ('repetition', 'newcomer', 'record', 'velocity', 'premoderated')
			group by o.key) x
		having count(*) > 0) r
$$;

-- The state rules of one article: the site's, with its own in their place; null switches one off.
create function core.article_rules(p_rules jsonb, p_article uuid) returns jsonb language sql immutable parallel safe
as $$
	select case when p_rules ? 'articles'
		then jsonb_strip_nulls((p_rules - 'articles') || coalesce(p_rules #> array['articles', p_article::text], '{}'))
		else p_rules end
$$;
