-- SPDX-License-Identifier: Apache-2.0
-- Whether this account took part in the act that is appealed. It did if it wrote the comment; if it decided, proposed
-- or undid the decision; if it added or lifted the sanction; or if it rejected or restored a span. Reports, notices of
-- illegal content and decisions on earlier appeals count too. A decision on this appeal that was taken back does not
-- count. Such an account may not decide the appeal; a trigger on core.appeal enforces it too.
create or replace function core.took_part(p_appeal core.appeal, p_account uuid) returns boolean
language sql stable
as $$
	select p_account = p_appeal.account_id
		or exists (select from core.decision d where d.comment_id = p_appeal.comment_id
			and p_account in (d.moderator_id, d.undone_by, d.proposed_by)
			and (d.undone_entry is null or d.undone_entry is distinct from p_appeal.undone_entry))
		or exists (select from core.case_file f where f.comment_id = p_appeal.comment_id and (f.proposal ->> 'by')::uuid = p_account)
		or exists (select from core.sanction n where n.id = p_appeal.sanction_id and p_account in (n.made_by, n.lifted_by))
		or exists (select from core.sanction_span s where s.sanction_id = p_appeal.sanction_id and p_account in (s.moderator_id, s.restored_by))
		or exists (select from core.report r where r.article_id = p_appeal.article_id and r.comment_id = p_appeal.comment_id
			and r.reporter_id = p_account)
		or exists (select from core.name_report r where r.entry = p_appeal.sanction_id and r.reporter_id = p_account)
		or exists (select from core.illegal_notice i where i.comment_id = p_appeal.comment_id and i.account_id = p_account)
		or exists (select from core.appeal x where x.comment_id = p_appeal.comment_id and x.id <> p_appeal.id
			and x.decided_by = p_account)
$$;
