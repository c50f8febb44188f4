-- SPDX-License-Identifier: Apache-2.0
-- A job's filter as an SQL condition on a comment c: comments that its action can still change, of the job's sites,
-- and not the maker's own. With 'case' (open, closed or any) the comment has such a case, and the times are those of the
-- case. Words are found in search_text, which has an index and lags writers by about a second.
create or replace function core.job_filter_sql(j core.job) returns text
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_sql text := format('c.author_id <> %L and c.id <= %L', j.made_by, j.until);
begin
	v_sql := v_sql || case j.action
		when 'reject' then ' and c.state in (''published'', ''held'')'
		when 'restore' then ' and c.state in (''held'', ''rejected'') and c.text_erased_at is null'
		else ' and c.text_erased_at is null and (c.state = ''held'' or c.state = ''published''
			and exists (select from core.case_file f where f.comment_id = c.id and f.state = ''open''))' end;
	if j.sites is not null then
		v_sql := v_sql || format(' and exists (select from core.article a where a.id = c.article_id and a.site_id = any(%L::uuid[]))', j.sites);
	end if;
	if j.filter ? 'author' then
		v_sql := v_sql || format(' and c.author_id = %L', j.filter ->> 'author');
	end if;
	if j.filter ? 'article' then
		v_sql := v_sql || format(' and c.article_id = %L', j.filter ->> 'article');
	end if;
	if j.filter ? 'state' then
		v_sql := v_sql || format(' and c.state = %L', j.filter ->> 'state');
	end if;
	if j.filter ? 'case' then
		v_sql := v_sql || ' and exists (select from core.case_file f where f.comment_id = c.id' ||
			case j.filter ->> 'case' when 'any' then '' else format(' and f.state = %L', j.filter ->> 'case') end ||
			case when j.filter ? 'from' then format(' and f.opened_at >= %L', (j.filter ->> 'from')::timestamptz) else '' end ||
			case when j.filter ? 'to' then format(' and f.opened_at < %L', (j.filter ->> 'to')::timestamptz) else '' end || ')';
	end if;
	if j.filter ? 'from' and not j.filter ? 'case' then
		v_sql := v_sql || format(' and c.id >= %L', core.id_from((j.filter ->> 'from')::timestamptz));
	end if;
	if j.filter ? 'to' and not j.filter ? 'case' then
		v_sql := v_sql || format(' and c.id < %L', core.id_from((j.filter ->> 'to')::timestamptz));
	end if;
	if j.filter ? 'text' then
		v_sql := v_sql || format(' and exists (select from core.search_text t where t.comment_id = c.id and t.article_id = c.article_id
			and t.text like %L)', core.search_pattern(j.filter ->> 'text'));
	end if;
	if j.filter ? 'rule' then
		v_sql := v_sql || format(' and exists (select from core.signal s where s.article_id = c.article_id and s.comment_id = c.id
			and s.revision = c.revision and s.rule = %L)', j.filter ->> 'rule');
	end if;
	if j.filter ? 'reason' then
		v_sql := v_sql || format(' and (exists (select from core.signal s where s.article_id = c.article_id and s.comment_id = c.id
			and s.revision = c.revision and s.reason = %1$L) or exists (select from core.report r where r.article_id = c.article_id
			and r.comment_id = c.id and r.revision = c.revision and r.reason = %1$L))', j.filter ->> 'reason');
	end if;
	return v_sql;
end $$;
