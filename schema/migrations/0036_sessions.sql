-- SPDX-License-Identifier: Apache-2.0
-- Fresh proofs of the person before dangerous acts (core.fresh), and a longest life of the sessions of staff.
alter type core.viewer_state add attribute fresh boolean;
comment on column core.viewer_state.fresh is 'Whether the person proved themselves in this session within session.fresh.';
drop function if exists api_1.sessions_used(bytea[], int, int, int, int);
