-- SPDX-License-Identifier: Apache-2.0
-- Sets the outcome of every notice of illegal content about this comment, and notifies the notifiers of a new
-- outcome: by notice if signed in, by mail if there is an address. p_outcome null: the notices are open again,
-- without a notification.
create or replace function core.illegal_decided(p_comment uuid, p_outcome text) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	i core.illegal_notice;
	v_now timestamptz := core.now();
begin
	for i in
		update core.illegal_notice x set state = case when p_outcome is null then 'open' else 'decided' end,
			outcome = p_outcome, decided_at = case when p_outcome is not null then v_now end
		where x.comment_id = p_comment and x.outcome is distinct from p_outcome
		returning x.*
	loop
		continue when p_outcome is null;
		if i.account_id is not null then
			-- public facts about the author only
			perform core.notice_put(i.account_id, 'illegal', i.site_id, i.article_id, i.comment_id, null, null,
				json_build_object('reference', i.reference, 'outcome', p_outcome, 'automated', false), false);
		end if;
		perform core.mail_put(null, 'illegal_outcome', json_build_object('reference', i.reference, 'outcome', p_outcome), p_illegal => i.id);
	end loop;
end $$;
