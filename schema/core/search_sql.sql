-- SPDX-License-Identifier: Apache-2.0
-- The SQL of one search with only the conditions that are asked for, so that each finds its index. Parameters: $1
-- keyset id, $2 sites, $3 pattern, $4 author, $5 state, $6 reason, $7 rule, $8 articles, $9 from, $10 to, $11 limit,
-- $12 lower bound of ids.
create or replace function core.search_sql(p_accounts boolean, p_cases boolean, p_sites boolean, p_words boolean, p_author boolean,
	p_state boolean, p_sanctioned boolean, p_reason boolean,
	p_rule boolean, p_article boolean, p_from boolean, p_to boolean, p_end boolean) returns text
language plpgsql immutable
as $$
#variable_conflict use_column
declare
	-- sanctions of other sites are not found; those on all sites are found by every moderator
	v_on_sites text := case when p_sites then ' and (n.site_id is null or n.site_id = any($2))' else '' end;
begin
	if p_accounts then
		return 'select array_agg(x.id order by x.id desc) from (select a.id from core.account a where a.id < $1' ||
			case when p_end then ' and a.id >= $12' else '' end ||
			case when p_words then ' and core.folded(a.username) like $3' else '' end ||
			case when p_author then ' and a.id = $4' else '' end ||
			case when p_sanctioned then ' and exists (select from core.sanction n where n.account_id = a.id and n.lifted_at is null and n.until > core.now()' || v_on_sites || ')'
				when p_state then ' and a.state = $5' else '' end ||
			case when p_reason then ' and a.id in (select n.account_id from core.sanction n where n.reason = $6' || v_on_sites || ')' else '' end ||
			case when p_article then ' and a.id in (select c.author_id from core.comment c where c.article_id = any($8))' else '' end ||
			case when p_from then ' and a.created_at >= $9' else '' end ||
			case when p_to then ' and a.created_at < $10' else '' end ||
			case when p_sites then ' and (exists (select from core.comment c join core.article r on r.id = c.article_id where c.author_id = a.id and r.site_id = any($2))
				or exists (select from core.sanction n where n.account_id = a.id and n.site_id = any($2)))' else '' end ||
			' order by a.id desc limit $11 + 1) x';
	end if;
	return 'select array_agg(x.id order by x.id desc) from (select c.id from core.search_text t
		join core.comment c on c.article_id = t.article_id and c.id = t.comment_id' ||
		case when p_cases then ' join core.case_file f on f.comment_id = t.comment_id' else '' end ||
		' where t.comment_id < $1' ||
		case when p_end then ' and t.comment_id >= $12' else '' end ||
		case when p_sites then ' and t.site_id = any($2)' else '' end ||
		case when p_words then ' and t.text like $3' else '' end ||
		case when p_author then ' and c.author_id = $4' else '' end ||
		case when not p_state then '' when p_cases then ' and f.state = $5' else ' and c.state = $5' end ||
		case when p_reason then ' and c.id in (select s.comment_id from core.signal s where s.reason = $6 union all
			select r.comment_id from core.report r where r.reason = $6 union all
			select d.comment_id from core.decision d where d.reason = $6)' else '' end ||
		case when p_rule then ' and c.id in (select s.comment_id from core.signal s where s.rule = $7)' else '' end ||
		case when p_article then ' and t.article_id = any($8)' else '' end ||
		case when not p_from then '' when p_cases then ' and f.opened_at >= $9' else ' and c.created_at >= $9' end ||
		case when not p_to then '' when p_cases then ' and f.opened_at < $10' else ' and c.created_at < $10' end ||
		' order by t.comment_id desc limit $11 + 1) x';
end $$;
