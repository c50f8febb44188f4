-- SPDX-License-Identifier: Apache-2.0
-- Rejects comments that waited p_after seconds for a verified address and for nothing else, oldest first, at most p_max.
-- Their authors get a statement of reasons; comments with an open case are left to the moderators. Returns how many expired.
create or replace function core.sweep_unverified(p_max int, p_after int) returns int
language plpgsql
as $$
#variable_conflict use_column
declare
	v_count int := 0;
	v_site uuid;
	c core.comment;
	d record;
begin
	for d in select x.article_id, x.id from core.comment x
		where x.state = 'held' and x.id < core.id_from(core.now() - make_interval(secs => p_after))
			and exists (select from core.signal s where s.article_id = x.article_id and s.comment_id = x.id and s.rule = 'unverified')
			and not exists (select from core.case_file f where f.comment_id = x.id and f.state = 'open')
			and not exists (select from core.account a where a.id = x.author_id and a.email_verified)
		order by x.id limit p_max
	loop
		select a.site_id into v_site from core.article a where a.id = d.article_id for no key update skip locked;
		continue when not found;
		select x.* into c from core.comment x where x.article_id = d.article_id and x.id = d.id;
		continue when c.state <> 'held';
		perform core.comment_move(c, 'rejected');
		perform core.audit_write(core.new_id(), null, 'address_expired', c.id, v_site, jsonb_build_object('revision', c.revision), null);
		perform core.notice_rule(c, v_site, 'rejected', '[{"rule": "unverified", "reason": "other", "outcome": "reject"}]');
		v_count := v_count + 1;
	end loop;
	return v_count;
end $$;
