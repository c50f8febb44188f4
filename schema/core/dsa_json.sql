-- SPDX-License-Identifier: Apache-2.0
-- A restriction in the format of the EU DSA Transparency Database (Regulation (EU) 2022/2065, art. 24(5)). It holds
-- codes, dates and house rules only: no text of a comment and no person.
create or replace function core.dsa_json(p_id uuid, p_kind text, p_site uuid, p_revision int, p_reason text, p_source text, p_automated boolean,
	p_at timestamptz, p_until timestamptz, p_content_at timestamptz) returns jsonb
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_body jsonb;
	v_reason text := coalesce(p_reason, 'other');
	v_account boolean := p_kind in ('mute', 'ban', 'premoderate');
begin
	v_body := jsonb_build_object('puid', concat_ws('-', p_id::text, p_revision),
		'content_type', jsonb_build_array('CONTENT_TYPE_TEXT'),
		-- a restriction holds for readers of all countries
		'territorial_scope', (select to_jsonb(string_to_array(f.codes, ' ')) from core.dsa_codes() f where f.name = 'territorial_scope'),
		'category', case when v_reason in ('abuse', 'hate', 'harassment', 'illegal') then 'STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH'
			else 'STATEMENT_CATEGORY_OTHER_VIOLATION_TC' end,
		'content_date', to_char(p_content_at at time zone 'UTC', 'YYYY-MM-DD'),
		'application_date', to_char(p_at at time zone 'UTC', 'YYYY-MM-DD'),
		'decision_facts', case when v_account then 'An account was restricted (' || p_kind || ')' when p_kind = 'rename' then 'The name of an account was replaced' else 'A comment under an article was restricted' end ||
			'; reason: ' || left(v_reason, 100) || '; found by: ' || p_source || '.',
		'source_type', case p_source when 'notice' then 'SOURCE_ARTICLE_16' when 'report' then 'SOURCE_TYPE_OTHER_NOTIFICATION' else 'SOURCE_VOLUNTARY' end,
		'automated_detection', case when p_source = 'rule' then 'Yes' else 'No' end,
		'automated_decision', case when p_automated then 'AUTOMATED_DECISION_FULLY' else 'AUTOMATED_DECISION_NOT_AUTOMATED' end);
	v_body := v_body || case when v_reason = 'illegal' then jsonb_build_object('decision_ground', 'DECISION_GROUND_ILLEGAL_CONTENT',
			'illegal_content_legal_ground', left('The rule of the house on what the law forbids; no provision was recorded: '
				|| coalesce(core.house_rule(p_site, v_reason, null) ->> 'text', v_reason), 500),
			'illegal_content_explanation', case when p_automated then 'A rule of the site' else 'A moderator' end || ' took the content for illegal.')
		else jsonb_build_object('decision_ground', 'DECISION_GROUND_INCOMPATIBLE_CONTENT',
			'incompatible_content_ground', left(coalesce(core.house_rule(p_site, v_reason, null) ->> 'text', v_reason), 500),
			'incompatible_content_explanation', 'The content is against this rule of the house.', 'incompatible_content_illegal', 'No') end;
	return v_body || case p_kind
		when 'ban' then jsonb_build_object('decision_account', case when p_until is null then 'DECISION_ACCOUNT_TERMINATED' else 'DECISION_ACCOUNT_SUSPENDED' end)
		when 'mute' then jsonb_build_object('decision_provision', 'DECISION_PROVISION_PARTIAL_SUSPENSION')
		when 'premoderate' then jsonb_build_object('decision_provision', 'DECISION_PROVISION_PARTIAL_SUSPENSION')
		when 'hold' then jsonb_build_object('decision_visibility', jsonb_build_array('DECISION_VISIBILITY_CONTENT_DISABLED'))
		else jsonb_build_object('decision_visibility', jsonb_build_array('DECISION_VISIBILITY_CONTENT_REMOVED')) end ||
		case when p_until is null then '{}'::jsonb else jsonb_build_object(case p_kind when 'ban' then 'end_date_account_restriction'
			else 'end_date_service_restriction' end, to_char(p_until at time zone 'UTC', 'YYYY-MM-DD')) end;
end $$;
