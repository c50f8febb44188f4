-- SPDX-License-Identifier: Apache-2.0
-- The list of sessions compares networks; a new parameter says whether unequal digests mean different networks.
drop function if exists api_1.session_list(bytea);
drop function if exists api_1.account_page(bytea, int);
