-- SPDX-License-Identifier: Apache-2.0
-- The next case, leased for five seconds, for pgbench -M prepared as the server's role. A refusal divides by nought.
select 1 / (p.outcome = 'ok' and json_array_length(p.body -> 'cases') = 1)::int
from api_1.claim_next(:token::bytea, 'all', null, 1, 5, 0) p;
