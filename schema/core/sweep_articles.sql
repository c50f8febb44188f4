-- SPDX-License-Identifier: Apache-2.0
-- Applies due times to articles, at most p_max of each kind: holds by reports end, their comments are published and
-- authors notified; articles close. Returns [{id, version}] of changed articles.
create or replace function core.sweep_articles(p_max int) returns json
language plpgsql
as $$
#variable_conflict use_column
declare
	v_now timestamptz := core.now();
	v_last timestamptz;
	v_changed uuid[] := '{}'::uuid[];
	a core.article;
	c core.comment;
	f core.case_file;
begin
	for f in select x.* from core.case_file x where x.hold_ends <= v_now order by x.hold_ends limit p_max loop
		select * into a from core.article x where x.id = f.article_id for no key update skip locked;
		continue when not found;
		update core.case_file x set held = false, hold_ends = null
		where x.comment_id = f.comment_id and x.hold_ends <= v_now;
		continue when not found;
		select * into c from core.comment x where x.article_id = f.article_id and x.id = f.comment_id;
		continue when c.state <> 'held';
		perform core.comment_move(c, 'published');
		perform core.audit_write(core.new_id(), null, 'hold_ended', c.id, a.site_id, jsonb_build_object('revision', c.revision), null);
		perform core.notice_put(c.author_id, 'restored', a.site_id, a.id, c.id, null, null, json_build_object('action', 'hold_ended', 'automated', true,
			'by', null, 'since', core.rfc3339(v_now), 'reason', null, 'rule', 'reports', 'revision', c.revision), false);
		v_changed := v_changed || a.id;
	end loop;

	for a in select x.* from core.article x
		where (x.closes_at is not null or x.silence_check_at is not null) and x.state in ('open', 'premoderated')
			and least(x.closes_at, x.silence_check_at) <= v_now
		order by least(x.closes_at, x.silence_check_at) limit p_max
		for no key update skip locked
	loop
		if a.closes_at is null or a.closes_at > v_now then
			select max(core.id_time(x.id)) into v_last
			from (select c.id from core.comment c where c.article_id = a.id order by c.id desc limit 1) x;
			v_last := greatest(v_last, a.silence_check_at - make_interval(secs => a.closes_after)) + make_interval(secs => a.closes_after);
			if v_last > v_now then
				update core.article set silence_check_at = v_last where id = a.id;
				continue;
			end if;
		end if;
		update core.article set state = 'closed', closes_at = null, silence_check_at = null where id = a.id;
		perform core.article_bump(a.id, 0, 'state', null);
		perform core.audit_write(core.new_id(), null, 'article', a.id, a.site_id, jsonb_build_object('before', jsonb_build_object('state', a.state), 'after', jsonb_build_object('state', 'closed'),
			'why', case when a.closes_at <= v_now then 'time' else 'silence' end), null);
		v_changed := v_changed || a.id;
	end loop;
	return (select coalesce(json_agg(json_build_object('id', x.id, 'version', x.version)), '[]') from core.article x where x.id = any(v_changed));
end $$;
