-- SPDX-License-Identifier: Apache-2.0
-- Writes a notice for an account, and with p_mail a mail for a verified address. Returns the notice's id.
create or replace function core.notice_put(p_account uuid, p_kind text, p_site uuid, p_article uuid, p_comment uuid,
	p_decision uuid, p_sanction uuid, p_body json, p_mail boolean) returns uuid
language plpgsql
as $$
#variable_conflict use_column
declare
	v_id uuid := core.new_id();
	v_now timestamptz := core.now();
begin
	insert into core.notice (id, account_id, kind, site_id, article_id, comment_id, decision_id, sanction_id, body, created_at)
	values (v_id, p_account, p_kind, p_site, p_article, p_comment, p_decision, p_sanction, p_body, v_now);
	if p_mail and exists (select from core.account a where a.id = p_account and a.email_verified) then
		perform core.mail_put(p_account, 'notice_' || p_kind, json_build_object('notice', v_id), p_notice => v_id);
	end if;
	return v_id;
end $$;
