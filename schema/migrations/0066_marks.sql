-- Marks end with what they mark: what is no longer published is neither pinned nor featured, what is no longer
-- shown not locked.
update core.article a set marks = (select coalesce(jsonb_object_agg(x.key, x.list), '{}') from (
	select m.key, jsonb_agg(i.id order by i.n) as list
	from jsonb_each(a.marks) m
	cross join jsonb_array_elements_text(m.value) with ordinality i (id, n)
	join core.comment c on c.article_id = a.id and c.id = i.id::uuid and case m.key when 'locked' then c.shown else c.state = 'published' end
	group by m.key) x)
where a.marks <> '{}';
