-- SPDX-License-Identifier: Apache-2.0
-- Rejects the next comments of a span, at most p_max, with one audit entry that lists them. It ends if its moderator no
-- longer moderates the site. Returns {article: version} of changed articles.
create or replace function core.span_reject(s core.sanction_span, p_max int) returns jsonb
language plpgsql
as $$
#variable_conflict use_column
declare
	w core.viewer_state;
	v_ids uuid[];
	v_sites uuid[];
	t record;
begin
	w.account := s.moderator_id;
	v_sites := core.sites_moderated(w.account, 3, 'sanctions');
	if not coalesce(s.site_id = any(v_sites), v_sites is null) then
		update core.sanction_span set state = 'rejected' where sanction_id = s.sanction_id;
		perform core.audit_write(core.new_id(), null, 'span_stopped', s.sanction_id, s.site_id, jsonb_build_object('moderator', w.account), null);
		return '{}'::jsonb;
	end if;
	v_ids := core.span_pick(s, p_max);
	perform core.articles_lock(array(select c.article_id from core.comment c where c.id = any(v_ids)));
	t := core.span_take(s, w, v_sites, v_ids);
	if cardinality(v_ids) < p_max then
		update core.sanction_span x set state = 'rejected' where x.sanction_id = s.sanction_id;
	end if;
	if t.decided <> array[]::uuid[] then
		perform core.audit_write(core.new_id(), w.account, 'span', s.sanction_id, s.site_id,
			jsonb_build_object('reason', s.reason, 'comments', to_jsonb(t.decided)), null);
	end if;
	return t.articles;
end $$;
