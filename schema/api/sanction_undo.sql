-- SPDX-License-Identifier: Apache-2.0
-- Takes back a sanction with all that came with it: the sanction is lifted, its case is as before, the comments that it
-- rejected are restored, the first p_max here and all others by span_step(). Comments with a later decision stay as they
-- are. One audit entry lists the members, one notice tells the account. See core.sanction_liftable().
-- Outcomes:
--   ok          {sanction, articles}: articles is {article: version} of changed ones; the same again for the same entry or
--               Idempotency-Key
--   conflict    it was lifted before; the body is the sanction
--   sanctioned  {kind, until}: the viewer is banned
--   sign_in, second_factor, forbidden, not_found, key_reused
create or replace function api_1.sanction_undo(p_viewer bytea, p_account uuid, p_sanction uuid, p_entry uuid, p_max int, p_key uuid, p_digest bytea,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_reused boolean;
	v_articles jsonb := '{}'::jsonb;
	v_more jsonb := '{}'::jsonb;
	v_stated boolean := false;
	t record;
	c core.comment;
	n core.sanction;
	s core.sanction_span;
begin
	perform core.id_check(p_entry);
	select g.outcome, g.body into outcome, body from core.sanction_liftable(w, p_account, p_sanction) g;
	if outcome <> 'ok' then
		return;
	end if;
	select g.id, g.reused into p_entry, v_reused from core.write_id(w.account, p_key, 'sanction_undo', p_digest, p_entry) g;
	select * into n from core.sanction x where x.id = p_sanction;
	if v_reused then
		outcome := 'key_reused';
		return;
	elsif n.lifted_at is not null then
		if exists (select from core.audit a where a.id = p_entry and a.object_id = p_sanction) then
			body := json_build_object('sanction', core.sanction_json(n), 'articles', '{}'::json);
		else
			outcome := 'conflict';
			body := core.sanction_json(n);
		end if;
		return;
	end if;
	update core.sanction_span x set state = 'restoring', at_id = '00000000-0000-0000-0000-000000000000', kept = 0, restored_by = w.account
	where x.sanction_id = p_sanction and x.state in ('rejecting', 'rejected') returning * into s;
	if found then
		t := core.span_give(s, p_max, p_entry, n.decision_id);
		v_articles := t.articles;
		v_more := jsonb_build_object('comments', to_jsonb(t.given), 'kept', to_jsonb(t.stay));
		v_stated := n.comment_id = any(t.given) and n.decision_id is not null;
	end if;
	if v_stated then
		select x.* into c from core.comment x where x.id = n.comment_id;
	end if;
	perform core.sanction_end(n, w.account, p_entry, 'undo_sanction', v_more || jsonb_strip_nulls(jsonb_build_object('case', n.comment_id)), c);
	perform core.idempotency_store(w.account, p_key, 'sanction_undo', p_digest, null, p_entry, null);
	select * into n from core.sanction x where x.id = p_sanction;
	body := json_build_object('sanction', core.sanction_json(n), 'articles', v_articles);
end $$;
