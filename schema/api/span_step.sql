-- SPDX-License-Identifier: Apache-2.0
-- Makes one batch of a sanction's span, at most p_max comments. p_sanction null: any unfinished span that no other
-- worker has locked. It continues what a moderator started, so it has no viewer. The span is locked before the
-- articles, everywhere.
-- Outcomes:
--   ok         {sanction, unfinished, articles}: articles is {article: version}
--   not_found  nothing is left to do
create or replace function api_1.span_step(p_sanction uuid, p_max int, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	s core.sanction_span;
	n core.sanction;
	v_articles jsonb := '{}'::jsonb;
begin
	if p_sanction is null then
		select * into s from core.sanction_span x where x.state in ('rejecting', 'restoring') limit 1 for no key update skip locked;
	else
		select * into s from core.sanction_span x where x.sanction_id = p_sanction for no key update;
	end if;
	if s.sanction_id is null then
		outcome := 'not_found';
		return;
	end if;
	if s.state = 'rejecting' then
		v_articles := core.span_reject(s, p_max);
	elsif s.state = 'restoring' then
		v_articles := core.span_undo(s, p_max);
	end if;
	select * into n from core.sanction x where x.id = s.sanction_id;
	outcome := 'ok';
	body := json_build_object('sanction', core.sanction_json(n), 'articles', v_articles, 'unfinished',
		(select x.state in ('rejecting', 'restoring') from core.sanction_span x where x.sanction_id = s.sanction_id));
end $$;
