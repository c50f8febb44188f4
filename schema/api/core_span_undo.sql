-- The next decisions of a span, undone where nothing happened since. A comment that had no
-- case before has a closed one afterwards: the decision was wrong, nothing is left to decide.
-- Returns {article: version}, of those that changed.
create or replace function core.span_undo(s core.sanction_span, p_most int) returns jsonb
language plpgsql
as $$
#variable_conflict use_column
declare
	v_ids uuid[];
	v_articles jsonb := '{}'::jsonb;
	v_done int := 0;
	v_entry uuid;
	c core.comment;
	d core.decision;
	f core.case_file;
begin
	select array_agg(x.id order by x.id) into v_ids from (select y.id from core.decision y
		where y.sanction_id = s.sanction_id and y.id > s.at_id and y.undone_at is null order by y.id limit p_most) x;
	perform from core.article a where a.id in (select y.article_id from core.decision y where y.id = any(v_ids))
	order by a.id for no key update;
	for d in select * from core.decision y where y.id = any(v_ids) order by y.article_id, y.id loop
		select * into c from core.comment x where x.article_id = d.article_id and x.id = d.comment_id;
		select * into f from core.case_file x where x.comment_id = d.comment_id for no key update;
		continue when d.undone_at is not null or c.text_erased_at is not null
			or (c.state, c.revision, f.version) is distinct from (d.state_after, d.revision, d.case_version);
		perform core.case_back(f, coalesce(d.case_before, '{"state":"closed","closed_as":"moot","approved_revision":null}'));
		perform core.comment_move(c, d.state_before);
		v_entry := core.new_id();
		update core.decision x set undone_by = s.restored_by, undone_entry = v_entry, undone_at = core.now() where x.id = d.id;
		perform core.audit_write(v_entry, s.restored_by, 'undo', d.id, d.site_id,
			jsonb_build_object('from', d.state_after, 'to', d.state_before, 'version', f.version + 1, 'sanction', s.sanction_id), null);
		if d.state_before = 'published' then
			perform core.notice_put(c.author_id, 'restored', d.site_id, c.article_id, c.id, d.id, null,
				json_build_object('action', 'undo', 'automated', false, 'by', core.pseudonym(d.site_id, s.restored_by),
					'since', core.rfc3339(core.now()), 'reason', null, 'revision', c.revision), false);
		end if;
		v_done := v_done + 1;
		v_articles := v_articles || jsonb_build_object(c.article_id, (select a.version from core.article a where a.id = c.article_id));
	end loop;
	update core.sanction_span x set
		at_id = coalesce(v_ids[cardinality(v_ids)], x.at_id),
		restored = x.restored + v_done, kept = x.kept + coalesce(cardinality(v_ids), 0) - v_done,
		state = case when coalesce(cardinality(v_ids), 0) < p_most then 'restored' else x.state end
	where x.sanction_id = s.sanction_id;
	return v_articles;
end $$;
