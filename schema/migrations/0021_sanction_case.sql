-- SPDX-License-Identifier: Apache-2.0
-- Sanctions that were imposed from the card of a case, with its decision.
alter table core.sanction add column comment_id uuid, add column decision_id uuid;
comment on column core.sanction.comment_id is 'The comment from whose case it was imposed; null without a case.';
comment on column core.sanction.decision_id is 'The decision of that case in the same act; null if it decided none.';
