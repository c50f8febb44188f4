-- SPDX-License-Identifier: Apache-2.0
-- A statement of reasons: restriction, start and end, reason and house rule, the moderator's pseudonym or the rule,
-- the message to the author, and the last day for an appeal. In the language of the account p_for, who reads it.
create or replace function core.statement(p_for uuid, p_site uuid, p_action text, p_since timestamptz, p_until timestamptz, p_reason text,
	p_moderator uuid, p_rule text, p_note text) returns jsonb
language plpgsql
as $$
#variable_conflict use_column
begin
	return jsonb_build_object('action', p_action, 'automated', p_moderator is null,
		'by', case when p_moderator is not null then core.pseudonym(p_site, p_moderator) end,
		'since', core.rfc3339(p_since), 'until', core.rfc3339(nullif(p_until, 'infinity')),
		'reason', p_reason, 'rule', p_rule, 'house_rule', core.house_rule(p_site, p_reason, (select a.language from core.account a where a.id = p_for)), 'note', p_note,
		'appeal', jsonb_build_object('until', core.rfc3339(p_since + core.appeal_window()), 'path', '/v1/appeals'));
end $$;
