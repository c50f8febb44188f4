-- What the desk looks for, newest first, of the sites the asker may see: p_in comments, cases (both
-- as case objects) or accounts. Words are found inside words, folded as core.folded() does. Who moderates
-- some sites only finds accounts that wrote or were sanctioned there. null: not asked for. Outcomes:
--   ok {cases or accounts, next: id or null} · sign_in · forbidden · sanctioned
create or replace function api_1.search(p_viewer bytea, p_in text, p_q text, p_author uuid, p_state text, p_reason text, p_rule text,
	p_article uuid, p_from timestamptz, p_to timestamptz, p_limit int, p_at_id uuid, out outcome text, out version bigint, out body json)
language plpgsql stable security definer
as $$
#variable_conflict use_column
declare
	v_sites uuid[];
	v_ids uuid[];
	v_found json;
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk(core.viewer(p_viewer, null), 2) g;
	if outcome <> 'ok' then
		return;
	end if;
	execute 'select x.ids from (' || core.search_sql(p_in = 'accounts', p_in = 'cases', v_sites is not null, p_q is not null, p_author is not null,
		p_state is not null, p_state = 'sanctioned', p_reason is not null,
		p_rule is not null, p_article is not null, p_from is not null, p_to is not null) || ') x (ids)'
	into v_ids using p_at_id, v_sites, core.search_pattern(p_q),
		p_author, p_state, p_reason, p_rule, p_article, p_from, p_to, p_limit;
	select json_agg(case when p_in = 'accounts' then core.found_account_json(i) else core.case_json(i) end order by i desc) into v_found
	from unnest(v_ids[1:p_limit]) i;
	body := json_build_object(case when p_in = 'accounts' then 'accounts' else 'cases' end, coalesce(v_found, '[]'),
		'next', case when cardinality(v_ids) > p_limit then v_ids[p_limit] end);
end $$;
