-- SPDX-License-Identifier: Apache-2.0
-- Rejects the next comments of a span, each with a decision of its own, at most p_max. A colleague's claim does not
-- stop it; the case's version shows the change. It ends if its moderator no longer moderates the site. Returns
-- {article: version} of changed articles.
create or replace function core.span_reject(s core.sanction_span, p_max int) returns jsonb
language plpgsql
as $$
#variable_conflict use_column
declare
	w core.viewer_state;
	i record;
	v_ids uuid[];
	v_sites uuid[];
	v_state text;
	v_result json;
	v_articles jsonb := '{}'::jsonb;
	v_done int := 0;
begin
	w.account := s.moderator_id;
	v_sites := core.sites_moderated(w.account, 3, 'sanctions');
	if not coalesce(s.site_id = any(v_sites), v_sites is null) then
		update core.sanction_span set state = 'rejected' where sanction_id = s.sanction_id;
		perform core.audit_write(core.new_id(), null, 'span_stopped', s.sanction_id, s.site_id, jsonb_build_object('moderator', w.account), null);
		return v_articles;
	end if;
	select array_agg(x.id order by x.id) into v_ids from (
		(select c.id from core.comment c join core.article a on a.id = c.article_id
		where c.author_id = s.account_id and c.state = 'published' and c.id > s.at_id and c.id < core.id_from(s.upto)
			and (s.site_id is null or a.site_id = s.site_id)
		order by c.id limit p_max)
		union all
		(select c.id from core.comment c join core.article a on a.id = c.article_id
		where c.author_id = s.account_id and c.state = 'held' and c.id > s.at_id and c.id < core.id_from(s.upto)
			and (s.site_id is null or a.site_id = s.site_id)
		order by c.id limit p_max)
		order by 1 limit p_max) x;
	perform from core.article a where a.id in (select c.article_id from core.comment c where c.id = any(v_ids))
	order by a.id for no key update;
	for i in select c.article_id, c.id from core.comment c where c.id = any(v_ids) order by c.article_id, c.id loop
		select c.state into v_state from core.comment c where c.article_id = i.article_id and c.id = i.id;
		continue when v_state not in ('published', 'held');
		update core.case_file set claimed_by = null, claimed_until = null where comment_id = i.id and claimed_by is not null;
		v_result := core.decide_one(w, v_sites, i.article_id, json_build_object('id', core.new_id(), 'case', i.id, 'action', 'reject', 'reason', s.reason, 'sanction', s.sanction_id,
			'version', coalesce((select f.version from core.case_file f where f.comment_id = i.id), 0)));
		if v_result ->> 'status' = '200' then
			v_done := v_done + 1;
			v_articles := v_articles || jsonb_build_object(i.article_id, (select a.version from core.article a where a.id = i.article_id));
		end if;
	end loop;
	update core.sanction_span x set
		at_id = coalesce(v_ids[cardinality(v_ids)], x.at_id),
		rejected = x.rejected + v_done, kept = x.kept + coalesce(cardinality(v_ids), 0) - v_done,
		state = case when coalesce(cardinality(v_ids), 0) < p_max then 'rejected' else x.state end
	where x.sanction_id = s.sanction_id;
	return v_articles;
end $$;
