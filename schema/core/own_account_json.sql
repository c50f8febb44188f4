-- SPDX-License-Identifier: Apache-2.0
-- core.account_json() with core.signs_in_at(), the accepted terms and the changes under way. name_change_at: from when the name can be changed, p_wait seconds after
-- the last change; null: now. notifications: core.mail_choices_json(). email_change: the new address and which of the two addresses have agreed; null: none.
create or replace function core.own_account_json(p_account uuid, p_wait int) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_free timestamptz := core.name_free_at(p_account, p_wait);
begin
	return (core.account_json(p_account)::jsonb || jsonb_build_object(
		'signs_in_at', core.signs_in_at(p_account),
		'terms_accepted', (select a.terms_accepted from core.account a where a.id = p_account),
		'role_offers', core.role_offers_json(p_account),
		'name_change_at', core.rfc3339(v_free),
		'notifications', (select core.mail_choices_json(a.mail_choices) from core.account a where a.id = p_account),
		'email_change', (select json_build_object('email', c.address, 'confirmed', c.confirmed_at is not null, 'approved', c.approved_at is not null)
			from core.email_change c where c.account_id = p_account)))::json;
end $$;
