-- SPDX-License-Identifier: Apache-2.0
-- Invitations from the desk: roles that are offered by mail.
alter table core.role_offer
	add column address text,
	add column mailed_at timestamptz;
comment on column core.role_offer.address is
	'Personal data: the address that an admin invited; null: the offer was made to the account by its name. Deleted with the offer.';
comment on column core.role_offer.mailed_at is 'When its mail was written last; null: there was none.';
create index role_offer_address on core.role_offer (address) where address is not null;

-- Functions with new parameters, and one without a use.
drop function if exists core.audit_sites(uuid);
drop function if exists core.role_offer_put(uuid, text, uuid, uuid, uuid, text[]);
