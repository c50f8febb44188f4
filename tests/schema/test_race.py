# SPDX-License-Identifier: Apache-2.0
"""Goal: under concurrency votes stay exact, two moderators never hold one case, and nothing deadlocks."""
import collections
import json
import random
import threading
import uuid

import pytest

READERS, ARTICLES, ROUNDS, LINKS = 20, 10, 12, 6


def token(n):
    return b"\x00token" + bytes([n])


@pytest.fixture(scope="module")
def site_with_comments(database):
    """Readers with sessions (the last four moderate), articles with a comment each by reader 0."""
    site = database.one("select core.site_make(core.new_id(), 'default', 'Site', '{}')")
    people = []
    for n in range(READERS):
        role = "moderator" if n >= READERS - 4 else "reader"
        people.append(str(uuid.uuid4()))
        database.sql("select core.account_make(%s, %s, %s, null, 'h', %s)", [people[n], f"r{n}", f"r{n}", role])
        database.sql("insert into core.session (id, account_id, token, expires_at)"
                     " values (core.new_id(), %s, %s, core.now() + interval '1 hour')", [people[n], token(n)])
    articles = []
    for n in range(ARTICLES):
        article = database.one("select id from core.article_make(core.new_id(), 'default', %s, %s, 'T')", [f"k{n}", f"https://x/{n}"])
        comment = database.one("select body #>> '{comment,id}' from api_1.comment_post(%s, %s, core.new_id(), null, 'x', 'x',"
                               " %s, null, null, 8)", [token(0), article, hits(site, "flag")])
        articles.append((article, comment))
    return site, articles


def hits(site, outcome):
    found = [{"rule": "words", "reason": "abuse", "outcome": outcome, "weight": 1}] if outcome else []
    return json.dumps({"sites": {str(site): {"version": 1, "hits": found}}, "signature": []})


def together(database, work):
    """Runs work(link number, ask) on LINKS connections at once; their errors are the test's."""
    errors, start = [], threading.Barrier(LINKS)

    def run(n):
        link = database.pg.connect(database.name)
        try:
            at = link.cursor()

            def ask(text, *args):
                at.execute(text, args)
                return at.fetchall()
            start.wait()
            work(n, ask)
        except Exception as e:      # noqa: BLE001: any is a failure
            errors.append(repr(e))
        finally:
            link.close()
    threads = [threading.Thread(target=run, args=(n,)) for n in range(LINKS)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert errors == []


def test_counts_stay_exact_under_concurrent_writes(database, site_with_comments):
    site, articles = site_with_comments

    def work(n, ask):
        dice = random.Random(n)
        for _ in range(ROUNDS):
            who, (article, comment) = token(dice.randrange(1, READERS)), dice.choice(articles)
            votes = [(who, *dice.choice(articles), dice.choice([-1, 0, 1])) for _ in range(dice.choice([1, 4]))]
            ask("select min(outcome) from api_1.votes_set(%s::bytea[], %s::uuid[], %s::uuid[], %s)", *map(list, zip(*votes)))
            ask("select outcome from api_1.comment_post(%s, %s, core.new_id(), %s, 'x', 'x', %s, null, null, 8)",
                who, article, comment if dice.random() < 0.5 else None, hits(site, dice.choice([None, "flag", "hold"])))
            ask("select outcome from api_1.report_post(%s, %s, %s, core.new_id(), 'spam', null, null, null, 0, 60, 0)", who, article, comment)
    together(database, work)
    assert database.sql("select * from core.recount()") == []
    assert database.one("select count(*) from core.article a where version <> (select max(version) from core.journal j"
                        " where j.article_id = a.id) or version <> (select count(distinct version) from core.journal j where j.article_id = a.id)") == 0


def test_two_moderators_never_hold_one_case(database, site_with_comments):
    held = collections.Counter()

    def work(n, ask):
        for _ in range(4):
            cases = ask("select body from api_1.claim_next(%s, 'all', null, 5, 600)", token(READERS - 1 - n % 4))[0][0]["cases"]
            held.update(c["case"] for c in cases)
    together(database, work)
    assert held and max(held.values()) == 1


def test_concurrent_claims_respect_the_limit(database, site_with_comments):
    """One moderator by many requests at once: all that is held together is no more than the limit."""
    database.sql("update core.case_file set claimed_by = null, claimed_until = null")
    cases = [c for c, in database.sql("select comment_id from core.case_file where state = 'open' limit 30")]
    assert len(cases) == 30
    who = token(READERS - 1)

    def work(n, ask):
        for case in cases[n::LINKS]:
            ask("select outcome from api_1.claim_next(%s, 'all', null, 2, 600, 7)", who)
            ask("select outcome from api_1.claim_renew(%s, %s, 600, 7)", who, case)
    together(database, work)
    assert database.one("select count(*) from core.case_file where claimed_until > core.now()") == 7


def test_each_case_is_decided_once_in_any_order(database, site_with_comments):
    database.sql("update core.case_file set claimed_by = null, claimed_until = null")
    cases = database.sql("select comment_id, version from core.case_file where state = 'open'")
    assert len(cases) > 20
    won = collections.Counter()

    def work(n, ask):
        dice = random.Random(n)
        mine = [{"id": str(uuid.uuid4()), "case": c, "version": v, "action": dice.choice(["approve", "reject"]), "reason": "spam"}
                for c, v in cases]
        dice.shuffle(mine)
        for i in range(0, len(mine), 25):
            results = ask("select body from api_1.decide(%s, %s, null, null)", token(READERS - 1 - n % 4),
                          json.dumps(mine[i:i + 25]))[0][0]["results"]
            won.update(r["case"] for r in results if r["status"] == 200)
    together(database, work)
    own = database.one("select count(*) from core.case_file where state = 'open'")
    assert max(won.values()) == 1 and len(won) >= len(cases) - own
    assert database.sql("select * from core.recount()") == []


def test_concurrent_writes_do_not_deadlock(database):
    assert database.one("select deadlocks from pg_stat_database where datname = current_database()") == 0
