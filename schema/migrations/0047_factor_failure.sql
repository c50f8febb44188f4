-- SPDX-License-Identifier: Apache-2.0
-- core.factor_failure() returns its outcome and body.
drop function if exists core.factor_failure(core.session, uuid, bytea);
