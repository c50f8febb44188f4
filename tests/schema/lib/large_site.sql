-- SPDX-License-Identifier: Apache-2.0
-- Many of everything beside the threads of fill.sql, so that the planner has a choice: accounts
-- with sessions and notices, and on a hundred articles votes, reports, signals, cases, decisions.
insert into core.account (id, username, skeleton, password_hash)
select md5('crowd' || i)::uuid, 'crowd ' || i, 'crowd' || i, 'h' from generate_series(1, 5000) i;
insert into core.session (id, account_id, token, expires_at)
select core.new_id(), md5('crowd' || i)::uuid, sha256(i::text::bytea), core.now() + interval '1 day' from generate_series(1, 5000) i;
insert into core.role (account_id, role) select md5('crowd' || i)::uuid, 'moderator' from generate_series(1, 20) i;
insert into core.sanction (id, account_id, kind, reason, until)
select core.new_id(), md5('crowd' || i)::uuid, 'mute', 'spam', core.now() - interval '1 day' from generate_series(1, 5000, 2) i;
insert into core.notice (id, account_id, kind, body, created_at)
select core.new_id(), md5('crowd' || i % 5000)::uuid, 'report', '{}', core.now() from generate_series(1, 20000) i;
create temp table recent as select article_id, id, author_id, row_number() over () as n from core.comment order by id desc limit 20000;
insert into core.vote (article_id, account_id, comment_id, value)
select article_id, md5('crowd' || (n * 7 + i) % 5000)::uuid, id, 1 from recent, generate_series(1, 3) i;
insert into core.report (article_id, comment_id, reporter_id, revision, id, reason, at)
select article_id, id, md5('crowd' || (n * 11 + i) % 5000)::uuid, 1, core.new_id(), 'spam', core.now() from recent, generate_series(1, 2) i;
insert into core.signal (article_id, comment_id, revision, rule, reason, outcome, weight, rules_version, at)
select article_id, id, 1, 'words', 'abuse', 'flag', 1, 1, core.now() from recent;
insert into core.comment_revision (article_id, comment_id, revision, body, html, made_at)
select article_id, id, 0, 'x', 'x', core.now() from recent;
insert into core.case_file (comment_id, article_id, site_id, author_id, state, version, weight, priority, reported, held, illegal, opened_at)
select s.id, s.article_id, a.site_id, s.author_id, case when s.n % 2 = 0 then 'open' else 'closed' end, 1, 1, -s.n, true, s.n % 20 = 0, s.n % 500 = 0, core.now()
from recent s join core.article a on a.id = s.article_id;
insert into core.decision (id, site_id, article_id, comment_id, author_id, moderator_id, action, revision, state_before, state_after, case_version, at)
select core.new_id(), f.site_id, f.article_id, f.comment_id, f.author_id, md5('crowd1')::uuid, 'approve', 1, 'published', 'published', 1, core.now()
from core.case_file f where f.state = 'closed';
insert into core.idempotency (account_id, key, operation, digest, at)
select md5('crowd' || i % 5000)::uuid, core.new_id(), 'x', '\x00', core.now() from generate_series(1, 20000) i;
insert into core.signature (site_id, band, at, article_id, comment_id)
select a.site_id, s.n * 1000 + b, core.now(), s.article_id, s.id from recent s join core.article a on a.id = s.article_id, generate_series(1, 4) b;
insert into core.illegal_notice (id, reference, article_id, comment_id, site_id, revision, made_at)
select core.new_id(), 'R' || s.n, s.article_id, s.id, a.site_id, 1, core.now() from recent s join core.article a on a.id = s.article_id where s.n % 4 = 0;
insert into core.appeal (id, account_id, subject, kind, site_id, article_id, comment_id, text, state, decided_by, made_at)
select core.new_id(), s.author_id, core.new_id(), 'decision', a.site_id, s.article_id, s.id, 'x', case when s.n % 100 = 0 then 'open' else 'upheld' end,
	case when s.n % 100 > 0 then md5('crowd2')::uuid end, core.now() from recent s join core.article a on a.id = s.article_id where s.n % 4 = 0;
insert into core.account_note (id, account_id, moderator_id, text, at)
select core.new_id(), md5('crowd' || i)::uuid, md5('crowd1')::uuid, 'x', core.now() from generate_series(1, 5000) i;
insert into core.notification (id, account_id, kind, article_id, comment_id, created_at, read_at)
select core.new_id(), md5('crowd' || (n * 13) % 5000)::uuid, 'reply', article_id, id, core.now(), case when n % 3 > 0 then core.now() end from recent;
insert into core.follow (article_id, account_id, follows, waiting)
select a.id, md5('crowd' || i)::uuid, i % 50 > 0, i % 3 = 0 from generate_series(1, 5000) i, (select id from core.article order by comment_count desc limit 2) a;
insert into core.mute (account_id, muted_id) select md5('crowd' || i)::uuid, md5('crowd' || i + 1)::uuid from generate_series(1, 4999) i;
insert into core.digest (account_id, since, due_at) select md5('crowd' || i)::uuid, core.new_id(), core.now() + make_interval(hours => i - 20) from generate_series(1, 5000) i;
insert into core.notification_task (article_id, comment_id, what) select article_id, id, 'edit' from recent where n <= 5000;
drop table recent;
insert into core.article (id, site_id, key, url, title)
select core.new_id(), s.id, 'crowd' || i, 'https://news.example/crowd' || i, 'Crowd' from core.site s, generate_series(1, 5000) i;
insert into core.article_url (site_id, url, article_id, address) select site_id, url, id, url from core.article;
insert into core.first_sight (article_id, site_id, at) select id, site_id, core.now() - row_number() over () * interval '20 minutes' from core.article where key like 'crowd%';
update core.site set origins = '{https://news.example}', settings = settings || '{"first_sight": true}';
insert into core.audit_private (entry, salt, payload) select core.new_id(), '\x00', '{}' from generate_series(1, 5000);
insert into core.sanction_span (sanction_id, account_id, moderator_id, reason, since, upto, state, at_id)
select n.id, n.account_id, n.account_id, 'spam', core.now(), core.now(), 'rejected', n.id from core.sanction n;
insert into core.illegal_private (illegal_id, explanation) select i.id, 'x' from core.illegal_notice i;
insert into core.report_notification (article_id, comment_id, revision, site_id, body, include_notified, reported_after, reported_until, after_revision, after_reporter, last_sent_at)
select core.new_id(), core.new_id(), 1, core.new_id(), '{}', false, '-infinity', core.now(), 1, core.new_id(), core.now() from generate_series(1, 5000) i;
insert into core.audit (id, at, action, object_id) select core.new_id(), core.now(), 'x', core.new_id() from generate_series(1, 5000) i;
insert into core.outbox (id, account_id, template, data, created_at, due_at, sent_at, state)
select core.new_id(), md5('crowd' || i)::uuid, 'x', '{}', core.now(), core.now(), case when i > 20 then core.now() end, case when i > 20 then 'sent' else 'waiting' end from generate_series(1, 5000) i;
update core.account set email = replace(username, 'crowd ', '') || '@y.example', email_verified = right(username, 1) in ('1', '3', '5', '7', '9') where username like 'crowd %';
insert into core.account_name (id, account_id, username, skeleton, changed_at)
select core.new_id(), md5('crowd' || i)::uuid, 'former ' || i, 'forrner' || i, core.now() from generate_series(1, 5000) i;
insert into core.known_device (account_id, mark, last_at) select md5('crowd' || i)::uuid, sha256(i::text::bytea), core.now() from generate_series(1, 5000) i;
insert into core.sign_in_failures (account_id, failures, last_entry) select md5('crowd' || i)::uuid, 1, core.new_id() from generate_series(1, 5000) i;
insert into core.email_change (account_id, address, former, at) select md5('crowd' || i)::uuid, i || '@x.example', i || '@y.example', core.now() from generate_series(1, 5000) i;
insert into core.token (digest, purpose, account_id, address, made_at, expires_at)
select sha256(i::text::bytea), (array['verify', 'reset', 'email_new', 'email_old'])[1 + i % 4], md5('crowd' || i)::uuid, i || case when i % 4 = 2 then '@x.example' else '@y.example' end, core.now(), core.now() + interval '1 hour' from generate_series(1, 5000) i;
insert into core.reset_request (id, login, at) select core.new_id(), 'crowd' || i, core.now() from generate_series(1, 5000) i;
insert into core.role_offer (id, account_id, role, offered_at) select core.new_id(), md5('crowd' || i)::uuid, 'staff', core.now() from generate_series(1, 5000) i;
insert into core.case_skip (id, account_id, comment_id, site_id, version, at)
select core.new_id(), md5('crowd' || i)::uuid, core.new_id(), core.new_id(), 1, core.now() from generate_series(1, 5000) i;
insert into core.provider (id, site_id, name, issuer, audience, settings, keys, updated_at)
select core.new_id(), s.id, 'news', 'iss', 'aud', '{"roles": {"a": "staff"}}', '{"keys": []}', core.now() from core.site s order by s.id limit 1;
insert into core.provider (id, site_id, name, kind, issuer, audience, settings, keys, updated_at)
select core.new_id(), s.id, 'id', 'oidc', 'https://id.example', 'madang', '{}', '{"keys": []}', core.now() from core.site s order by s.id limit 1;
insert into core.sign_on_state (digest, browser, provider_id, next, begun_at, expires_at)
select sha256(i::text::bytea), sha256('94'), p.id, '/', core.now(), core.now() + interval '5 minutes' from core.provider p, generate_series(100, 5000) i where p.name = 'id';
insert into core.identity (issuer, subject, account_id, provider_id, name, made_at, last_at)
select 'iss', 's' || i, md5('crowd' || i)::uuid, p.id, 'crowd', core.now(), core.now() from core.provider p, generate_series(1, 5000) i where p.name = 'news';
insert into core.sign_on_token (digest, used_by, expires_at) select sha256(i::text::bytea), core.new_id(), core.now() + interval '5 minutes' from generate_series(100, 5000) i;
insert into core.passkey (id, account_id, host, credential, alg, public_key, counter, name, transports, may_sync, synced, made_at)
select core.new_id(), md5('crowd' || i)::uuid, 'news.example', sha256(i::text::bytea), -7, '\x00', 0, 'Key', 'usb', false, false, core.now() from generate_series(100, 5000) i;
insert into core.totp (id, account_id, secret, made_at, confirmed_at) select core.new_id(), md5('crowd' || i)::uuid, '\x00', core.now(), core.now() from generate_series(100, 5000) i;
insert into core.recovery_code (account_id, digest, made_at) select md5('crowd' || i)::uuid, sha256(i::text::bytea), core.now() from generate_series(100, 5000) i;
insert into core.name_report (id, account_id, name, site_id, reporter_id, reason, at, answered_at, outcome)
select core.new_id(), md5('crowd' || i)::uuid, 'crowd ' || i, (select min(s.id::text)::uuid from core.site s), md5('crowd' || i + 1)::uuid, 'spam', core.now(),
	case when i > 20 then core.now() end, case when i > 20 then 'none' end from generate_series(1, 4999) i;
