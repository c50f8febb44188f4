-- SPDX-License-Identifier: Apache-2.0
-- The values for a mail's template: its data, and for a mail about a notice the facts that the notice states. No text of
-- a reader or moderator is among them but names and titles.
create or replace function core.mail_json(o core.outbox) returns jsonb
language plpgsql stable
as $$
#variable_conflict use_column
declare
	n core.notice;
	v_site uuid;
	v_article uuid;
	v_facts jsonb := jsonb_build_object();
begin
	if o.notice_id is not null then
		select * into n from core.notice x where x.id = o.notice_id;
		v_site := n.site_id;
		v_article := n.article_id;
		v_facts := jsonb_strip_nulls(jsonb_build_object('outcome', n.body ->> 'outcome', 'sanction', n.body ->> 'kind',
			'rule', n.body #>> '{house_rule,title}', 'until', n.body ->> 'until', 'appeal_until', n.body #>> '{appeal,until}',
			'decider', case when (n.body ->> 'automated')::boolean then 'rule' when n.body ->> 'by' is not null then 'moderator' end));
	elsif o.illegal_id is not null then
		select i.site_id, i.article_id into v_site, v_article from core.illegal_notice i where i.id = o.illegal_id;
	end if;
	return o.data::jsonb || v_facts || jsonb_strip_nulls(jsonb_build_object(
		'site', (select coalesce(nullif(s.title, ''), s.key) from core.site s where s.id = v_site),
		'article', (select a.title from core.article a where a.id = v_article)));
end $$;
