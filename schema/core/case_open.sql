-- SPDX-License-Identifier: Apache-2.0
-- Opens the comment's case, reopens a closed one, or adds weight to an open one. Opening makes a new version; adding
-- weight does not, or a group of reporters could keep moderators from deciding. Weight is kept by term (reports,
-- rules, illegal, escalated). Opening on a busy article adds the term article: a fiftieth of a point for each of up
-- to 100 comments of the last hour, if there are at least ten.
create or replace function core.case_open(c core.comment, p_site uuid, p_weight float8,
	p_held boolean, p_suspect boolean, p_reported boolean, p_escalated boolean, p_illegal boolean) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	f core.case_file;
	v_now timestamptz := core.now();
	v_term text := case when p_illegal then 'illegal' when p_reported then 'reports' when p_escalated then 'escalated' else 'rules' end;
	v_recent bigint;
begin
	select * into f from core.case_file x where x.comment_id = c.id for no key update;
	if f.state is distinct from 'open' then
		select count(*) into v_recent from (select from core.comment x
			where x.article_id = c.article_id and x.id > core.id_from(v_now - interval '1 hour') limit 100) n;
		f.terms := case when v_recent >= 10 then jsonb_build_object('article', v_recent / 50.0) else '{}'::jsonb end;
		f.weight := 0::float8;
		f.alike := core.case_alike(c, p_site);
		f.opened_at := v_now;
		f.held := false; f.suspect := false; f.reported := false; f.escalated := false; f.illegal := false;
		f.claimed_by := null; f.claimed_until := null; f.hold_ends := null; f.proposal := null;
	end if;
	f.terms := f.terms || case when p_weight <> 0 then
		jsonb_build_object(v_term, round((coalesce((f.terms ->> v_term)::float8, 0) + p_weight)::numeric, 3)) else '{}' end;
	select coalesce(sum(t.value::float8), 0) into f.weight from jsonb_each_text(f.terms) t;

	insert into core.case_file as x (comment_id, article_id, site_id, author_id, state, version, weight, priority, terms,
		held, suspect, reported, escalated, illegal, opened_at, alike)
	values (c.id, c.article_id, p_site, c.author_id, 'open', 1, f.weight, f.weight - extract(epoch from f.opened_at) / core.half_life(), f.terms,
		p_held, p_suspect, p_reported, p_escalated, p_illegal, f.opened_at, f.alike)
	on conflict (comment_id) do update set
		state = 'open', closed_as = null,
		version = x.version + (x.state = 'closed')::int,
		weight = excluded.weight, priority = excluded.priority, terms = excluded.terms,
		held = excluded.held or f.held,
		suspect = excluded.suspect or f.suspect,
		reported = excluded.reported or f.reported,
		escalated = excluded.escalated or f.escalated,
		illegal = excluded.illegal or f.illegal,
		opened_at = excluded.opened_at, alike = excluded.alike,
		claimed_by = f.claimed_by,
		claimed_until = f.claimed_until,
		-- a hold that a rule causes too does not end by time
		hold_ends = case when not p_held then f.hold_ends end,
		proposal = f.proposal;
end $$;
