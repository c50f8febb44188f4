-- SPDX-License-Identifier: Apache-2.0
-- A notice of illegal content for everybody who has its reference: state, outcome and times.
create or replace function core.illegal_json(i core.illegal_notice) returns json
language sql stable
as $$
	select json_build_object('reference', i.reference, 'state', i.state, 'outcome', i.outcome, 'automated', i.automated,
		'received_at', core.rfc3339(i.made_at), 'decided_at', core.rfc3339(i.decided_at))
$$;
