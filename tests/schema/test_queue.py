# SPDX-License-Identifier: Apache-2.0
"""Goal: the queue's page and the next claims cost the same with ten thousand open cases, with or without closed ones, alike or not."""
import os
import time

import pytest

OPEN, CLOSED, RATIO, SHAKE = 10000, int(os.environ.get("MADANG_CLOSED", "100000")), 1.3, 20
TOKEN = b"\x00desk"
CASES = """
    with made as (
        insert into core.comment (article_id, id, parent_id, depth, author_id, author_name, author_role, state, visible, created_at, body, html)
        select a.id, core.new_id(), a.id, 0, md5(%(who)s || i %% 500)::uuid, 'reader', 'reader', %(state)s, %(state)s = 'published', core.now(), 'Body', '<p>Body</p>'
        from generate_series(1, %(n)s) i join core.article a on a.key = 'k' || i %% 1000
        returning *)
    insert into core.case_file (comment_id, article_id, site_id, author_id, state, closed_as, version, weight, priority, terms, held, reported, opened_at)
    select m.id, m.article_id, a.site_id, m.author_id, %(case)s, case when %(case)s = 'closed' then 'approved' end, 1, 1, random(), '{"rules": 1}',
        m.state = 'held', random() < 0.2, core.now()
    from made m join core.article a on a.id = m.article_id"""


def vacuum(ask, *tables):
    """Pages become visible to all only where every commit is flushed; an analyze commits without waiting for that."""
    for table in tables:
        ask("checkpoint")
        ask(f"vacuum analyze core.{table}")
        assert ask("select relallvisible >= 0.9 * relpages from pg_class where oid = %s::regclass", [f"core.{table}"])[0][0], table


@pytest.fixture
def link(make_database):
    """Asks a database of the test's own."""
    database = make_database()
    link = database.pg.connect(database.name)
    at = link.cursor()

    def ask(text, args=None):
        at.execute(text, args)
        return at.fetchall() if at.description else []
    site = ask("select core.site_make(core.new_id(), 'default', 'Site', '{}')")[0][0]
    ask("insert into core.article (id, site_id, key, url, title) select core.new_id(), %s, 'k' || i, 'https://x/' || i, 'T' from generate_series(0, 999) i", [site])
    ask("select core.account_make(md5('desk')::uuid, 'desk', 'desk', null, 'h', 'moderator')")
    ask("insert into core.session (id, account_id, token, expires_at) values (core.new_id(), md5('desk')::uuid, %s, core.now() + interval '1 hour')", [TOKEN])
    ask("insert into core.account (id, username, skeleton, password_hash) select md5('a' || i)::uuid, 'a' || i, 'a' || i, 'h' from generate_series(0, 499) i")
    ask(CASES, {"n": OPEN, "state": "held", "case": "open", "who": "a"})
    vacuum(ask, "case_file", "comment", "article", "account")
    ask("set plan_cache_mode = force_generic_plan")      # as on the worker's links
    ask("set jit = off")
    yield ask
    link.close()


CALLS = {
    "page": "case_list(%s, 'all', null, 20, 1e300, 'ffffffff-ffff-ffff-ffff-ffffffffffff')",
    "reported": "case_list(%s, 'reported', null, 20, 1e300, 'ffffffff-ffff-ffff-ffff-ffffffffffff')",
    "claim": "claim_next(%s, 'all', null, 10, 600)",
}


def cost(ask, call):
    """(buffers, milliseconds), of the last of some calls, each taken back."""
    taken = []
    for _ in range(8):
        ask("begin")
        began = time.perf_counter()
        plan = ask(f"explain (analyze, buffers, timing off, format json) select * from api_1.{call}", [TOKEN])[0][0][0]["Plan"]
        taken.append(time.perf_counter() - began)
        ask("rollback")
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"], min(taken) * 1000


def test_closed_cases_cost_the_queue_nothing(link):
    before = {name: cost(link, call) for name, call in CALLS.items()}
    # by the same authors, whose records count up to twenty comments of each state
    link(CASES, {"n": CLOSED, "state": "published", "case": "closed", "who": "a"})
    vacuum(link, "case_file", "comment")
    after = {name: cost(link, call) for name, call in CALLS.items()}
    print({name: (*before[name], *after[name]) for name in CALLS})
    for name in CALLS:
        assert after[name][0] <= before[name][0] * RATIO + SHAKE, (name, before, after)


def test_groups_cost_the_queue_little(link):
    """Each case of the page has a hundred like it or more, and each group is another."""
    def groups(of):
        """Each call writes every row, so that the table has the same size each time."""
        link(f"update core.case_file f set alike = {of} from (select comment_id, row_number() over (order by comment_id) as n from core.case_file) x"
             " where x.comment_id = f.comment_id")
        link("vacuum full core.case_file")
        vacuum(link, "case_file")
        return cost(link, CALLS["page"])
    none, alike = groups("null"), groups("x.n / 150")
    cases = link(f"select body -> 'cases' from api_1.{CALLS['page']}", [TOKEN])[0][0]
    assert [c["alike"]["count"] for c in cases] == [100] * len(cases) and len({c["alike"]["group"] for c in cases}) > 10
    print(none, alike)
    assert alike[0] <= none[0] * RATIO, (none, alike)
