-- SPDX-License-Identifier: Apache-2.0
-- Stores a notice of illegal content from anybody, about a comment named by its id or by an address that contains it.
-- Opens the comment's case before all others. Requests without a session share one space of Idempotency-Keys; the
-- body's digest must match too.
-- Outcomes:
--   ok         {reference, state, outcome, received_at, decided_at}; the same again for the same id or
--              Idempotency-Key
--   not_found  no such comment, or not published
--   key_reused
create or replace function api_1.illegal_post(p_viewer bytea, p_notice uuid, p_comment uuid, p_url text, p_explanation text,
	p_law text, p_name text, p_email text, p_key uuid default null, p_digest bytea default null, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state;
	k record;
	v_who uuid;
	c core.comment;
	i core.illegal_notice;
	v_site uuid;
	v_first boolean;
	v_now timestamptz := core.now();
begin
	perform core.id_check(p_notice);
	select x.* into c from core.comment x where x.id = p_comment;
	if p_comment is null then
		select x.* into c from regexp_matches(lower(p_url), '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}', 'g') m (id)
		join core.comment x on x.id = m.id[1]::uuid limit 1;
	end if;
	select a.site_id into v_site from core.article a where a.id = c.article_id and a.state <> 'hidden' for no key update;
	select x.* into c from core.comment x where x.article_id = c.article_id and x.id = c.id;
	w := core.viewer(p_viewer, v_site);
	v_who := coalesce(w.account, '00000000-0000-0000-0000-000000000000');
	if p_key is not null then
		k := core.idempotency_find(v_who, p_key, 'illegal_post', p_digest);
		if k.reused then
			outcome := 'key_reused';
			return;
		end if;
		p_notice := coalesce(k.object_id, p_notice);
	end if;
	select x.* into i from core.illegal_notice x where x.id = p_notice;
	if i.id is not null then
		outcome := 'ok';
		body := core.illegal_json(i);
		return;
	elsif v_site is null or c.state is distinct from 'published' then
		outcome := 'not_found';
		return;
	end if;
	v_first := not exists (select from core.case_file f where f.comment_id = c.id and f.state = 'open'
		and (f.terms ->> 'illegal')::float8 >= 1000); -- a lower weight comes from readers' reports
	insert into core.illegal_notice (id, reference, article_id, comment_id, site_id, revision, account_id, made_at)
	values (p_notice, left(encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex'), 32),
		c.article_id, c.id, v_site, c.revision, w.account, v_now)
	returning * into i;
	insert into core.illegal_private (illegal_id, name, email, url, law, explanation)
	values (p_notice, p_name, p_email, p_url, p_law, p_explanation);
	-- 1000 points: before every case without such a notice
	perform core.case_open(c, v_site, case when v_first then 1000 else 0 end, false, false, false, false, true);
	perform core.audit_write(p_notice, w.account, 'illegal_notice', c.id, v_site, jsonb_build_object('signed_in', w.account is not null),
		json_build_object('sha256', core.text_digest(json_build_array(p_name, p_email, p_url, p_law, p_explanation)::text)));
	perform core.mail_put(null, 'illegal_received', json_build_object('reference', i.reference), p_illegal => p_notice);
	if p_key is not null then
		perform core.idempotency_store(v_who, p_key, 'illegal_post', p_digest, c.article_id, p_notice, null);
	end if;
	outcome := 'ok';
	body := core.illegal_json(i);
end $$;
