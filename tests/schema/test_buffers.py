# SPDX-License-Identifier: Apache-2.0
"""Goal: a page costs the same in a thread of a thousand comments and of two hundred thousand, in every order and at every
place. No query of a large database scans a large table."""
import json
import os
import re

import pytest

FILL = os.path.join(os.path.dirname(__file__), "lib", "fill.sql")
BUFFERS_MAX, RATIO, TOLERANCE = 200, 1.2, 3     # small pages differ by an index level or a neighbouring page
SORTS = {"newest": None, "oldest": None, "best": "rank_best", "replies": "reply_count"}
FIRST, LAST = "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"
SIZES = {"small": 1000, "large": 200000}
DEEP_SIZES, DEEP_BUFFERS_MAX = {"small": 4000, "large": 80000}, 400      # as the pages of a discussion ask: 100 comments on three levels


class Threads:
    """Two threads in one database, and a hundred small ones beside them."""

    def __init__(self, database):
        self.link = database.pg.connect(database.name)
        self.at = self.link.cursor()
        with open(FILL, encoding="utf-8") as f:
            self.at.execute(f.read())
        self.ask("insert into core.account (id, username, skeleton, password_hash)"
                 " select md5(i::text)::uuid, 'author ' || i, 'author' || i, 'h' from generate_series(0, 49) i")
        site = self.ask("select core.site_make(core.new_id(), 'default', 'Site', '{}')")[0][0]
        self.article, self.first = {}, {}
        for name, n in SIZES.items():
            self.article[name] = self.ask("select core.new_id()")[0][0]
            self.first[name] = self.ask("select pg_temp.fill(%s, %s, %s)", self.article[name], site, n)[0][0]
        self.deep, self.deep_first = {}, {}
        for name, n in DEEP_SIZES.items():
            self.deep[name] = self.ask("select core.new_id()")[0][0]
            self.deep_first[name] = self.ask("select pg_temp.fill_deep(%s, %s, %s)", self.deep[name], site, n)[0][0]
        self.ask("select pg_temp.fill(core.new_id(), %s, 20) from generate_series(1, 100)", site)
        self.ask("vacuum analyze core.comment, core.article, core.site")

    def fill_all_tables(self):
        with open(os.path.join(os.path.dirname(FILL), "large_site.sql"), encoding="utf-8") as f:
            self.at.execute(f.read())
        self.ask("select core.rules_import('default', %s)", json.dumps({
            "repetition": {"outcome": "flag", "within": 86400, "reason": "spam", "weight": 2},
            "newcomer": {"outcome": "flag", "first": 3, "age": 0, "reason": "other", "weight": 1}}))
        self.ask("vacuum analyze")

    def ask(self, text, *args):
        self.at.execute(text, args or None)
        return self.at.fetchall() if self.at.description else []

    def places(self, article, parent, sort):
        """Keys of the page at the start, in the middle, and of the last full one."""
        column = SORTS[sort]
        rows = self.ask(f"select {column or 0}, id from core.comment where article_id = %s and parent_id = %s and visible"
                        f" order by {column + ' desc,' if column else ''} id {'asc' if sort == 'oldest' else 'desc'}",
                        article, parent)
        start = (2147483647, FIRST if sort == "oldest" else LAST)
        return {"first": start, "middle": rows[len(rows) // 2], "last": rows[-22]}

    def buffers(self, call, *args):
        for _ in range(2):      # the first call plans and warms the catalogue's caches
            plan = self.ask(f"explain (analyze, buffers, format json) select * from api_1.{call}", *args)[0][0][0]["Plan"]
        return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"], plan["Actual Rows"]


@pytest.fixture(scope="module")
def threads(database):
    made = Threads(database)
    yield made
    made.link.close()


def costs(threads, level, sort):
    found = {}
    for name, article in threads.article.items():
        parent = article if level == "top" else threads.first[name]
        for place, (key, at) in threads.places(article, parent, sort).items():
            if level == "top":
                found[name, place] = threads.buffers("thread_page(%s, %s, 20, 3, %s, %s)", article, sort, key, at)
            else:
                found[name, place] = threads.buffers("replies_page(%s, %s, %s, 20, %s, %s)", article, parent, sort, key, at)
    return found


@pytest.mark.parametrize("analyze", ["once", "twice"])
@pytest.mark.parametrize("level", ["top", "replies"])
@pytest.mark.parametrize("sort", SORTS)
def test_a_page_costs_the_same_in_a_large_thread(threads, sort, level, analyze):
    if analyze == "twice":
        threads.ask("analyze core.comment")
    found = costs(threads, level, sort)
    assert all(rows > 20 for _, rows in found.values()), found       # otherwise the page was empty
    for place in ("first", "middle", "last"):
        small, large = found["small", place][0], found["large", place][0]
        assert max(small, large) <= BUFFERS_MAX, found
        assert max(small, large) <= min(small, large) * RATIO + TOLERANCE, found


@pytest.mark.parametrize("sort", [*SORTS, "picks"])
def test_three_levels_cost_the_same_in_a_large_thread(threads, sort):
    found = {}
    for name, article in threads.deep.items():
        key, at = 2147483647, FIRST if sort == "oldest" else LAST
        top = threads.buffers("thread_page(%s, %s, 20, 2, %s, %s, 3)", article, sort, key, at)
        below = threads.buffers("replies_page(%s, %s, %s, 20, %s, %s, 2, 3)", article, threads.deep_first[name],
                                sort if sort != "picks" else "newest", key, at)
        found[name] = top, below
    print(sort, found)
    assert all(top[1] == 102 for top, _ in found.values()), found        # the article, 20 trees of 5, and the next one
    assert all(below[1] == 16 for _, below in found.values()), found
    for small, large in zip(found["small"], found["large"]):
        assert large[0] <= DEEP_BUFFERS_MAX and large[0] <= small[0] * RATIO + TOLERANCE, found


def test_counters_match_their_rows(threads):
    assert threads.ask("select * from core.recount() where what not in ('comment.up', 'comment.down')") == []


# Calls of the api functions with placeholders: %(a)s the large thread, %(c)s its newest comment, %(t)s a moderator's token, %(u)s a reader's.
END = "'ffffffff-ffff-ffff-ffff-ffffffffffff'"
SIGNALS = """'{"sites":{},"signature":[5001,5002,7003,7004]}'"""
WHO = """'{"subject": "s77", "name": "Other", "names": [["Other", "other"]], "others": [], "email": "o@z.example", "email_verified": true, "roles": ["a"]}'"""
CALLS = [
    "comment_get(%(a)s, %(c)s)", "article_get(%(a)s)", "article_find(null, 'no', null)", "article_find(null, null, 'no')",
    "counts(array[%(a)s]::uuid[])", "recent(20)", "account_profile(%(who)s)", "sites(null)", "session_get(%(u)s)", "session_list(%(u)s, true)",
    "moderated_account(%(t)s, %(who)s)",
    "notification_list(%(u)s, false, 30, " + END + ")", "notifications_read(%(u)s, " + END + ", null)", "notifications_read(%(u)s, null, array[%(c)s, %(c)s]::uuid[])",
    "follow_list(%(u)s, 30, " + END + ")", "follow_set(%(u)s, %(a)s, true)", "mute_list(%(u)s, 30, " + END + ")", "mute_set(%(u)s, %(who_b)s, true, 500)",
    "account_comments(%(u)s, %(who)s, 20, " + END + ")",
    "notice_list(%(u)s, 50, 'ffffffff-ffff-ffff-ffff-ffffffffffff')", "mine(%(u)s, %(a)s, null)", "mine(%(u)s, %(a)s, array[%(c)s]::uuid[])", "mine_page(%(u)s, %(a)s, array[%(c)s]::uuid[])",
    "participants(%(u)s, %(a)s, 'c')", "comment_source(%(t)s, %(a)s, %(c)s, 900)", "account_secret('crowd77')", "viewer_secret(%(u)s)",
    "session_open(%(who)s, 'h', null, core.new_id(), '\\x07', 60, null, null)",
    "comment_post(%(u)s, %(a)s, core.new_id(), %(c)s, 'x', 'x', " + SIGNALS + ", core.new_id(), '\\x00', 9)",
    "votes_set(array[%(u)s], array[%(a)s]::uuid[], array[%(c)s]::uuid[], array[1])", "report_post(%(u)s, %(a)s, %(c)s, core.new_id(), 'spam', null, core.new_id(), '\\x00', 50, 60, 0)",
    "case_list(%(t)s, 'illegal', null, 20, 1e300, " + END + ")", "case_list(%(t)s, 'all', %(a)s, 20, 1e300, " + END + ")",
    "case_get(%(t)s, %(c)s)", "claim_next(%(t)s, 'held', null, 5, 600)", "claim_release(%(t)s, %(c)s)",
    "decision_log(%(t)s, %(who)s, null, null, null, null, 20, " + END + ")",
    "decide(%(t)s, %(d)s::json, null, null)", "comment_mark(%(t)s, %(c)s, true, null, null, core.new_id())",
    "sweep(100, 15000000, 15000000, 600000, 100000)", "job_make(%(t)s, core.new_id(), json_build_object('author', %(who)s), 'reject', 'spam', null)",
    "account_page(%(u)s, 60, true)", "account_change(%(u)s, core.new_id(), 'crowd 77b', 'crowd77b', 0, 'h', 'new@x.example', true, 'ko', null, null)", "link_get(sha256('78'), 'email_new email_old')",
    "email_confirm(sha256('80'))", "password_reset(sha256('81'), 'h')", "reset_ask(core.new_id(), 'crowd9')", "reset_step(10, 5)",
    "mail_claim(10, array_fill('\\x98'::bytea, array[10]), 60000, 60000, 604800, '{}')", "mail_sending(array[%(who)s]::uuid[], array[1], 60000)",
    "mail_done(array[%(who)s]::uuid[], array[1], array['sent'], array['250'], 1000, 1000, 1000)",
    "newsroom_figures()", "notification_step(100)", "digest_step(100, 20)", "unsubscribe(%(link)s, false)", "unsubscribe(%(link)s, true)",
    "sign_on_provider('iss', 'aud')", "sign_on(%(p)s, sha256('token 90'), 2000000000, " + WHO + ", core.new_id(), core.new_id(), sha256('session 91'), 1000, 500, null, null, null, 'en', core.new_id())",
    "sign_on_end(%(p)s, sha256('token 92'), 2000000000, 's78', core.new_id())",
    "sign_on_named('id')", "sign_on_logout((select id from core.provider where kind = 'oidc'), sha256('token 95'), 2000000000, 's78', 'sid 9', core.new_id())",
    "sign_on_begin('id', sha256('93'), sha256('94'), '/', 600)", "sign_on_take('id', sha256('93'), sha256('94'))",
    "article_first_sight(core.new_id(), null, 'https://news.example', 'https://news.example/seen', 'Seen', 1000)",
    "comment_withdraw(%(mine_u)s, %(a)s, %(c)s)", "session_close(%(mine_u)s)",
]
SMALL = "site|role|mail_total|api_token|rule_set|job|article_moved|epoch|session_code|provider"       # a few rows, or untouched by large_site.sql


@pytest.fixture(scope="module")
def filled(threads):
    threads.fill_all_tables()
    notices = threads.link.notices
    threads.ask("load 'auto_explain'")
    for setting in ("log_min_duration = 0", "log_nested_statements = on", "log_level = 'notice'", "log_timing = off"):
        threads.ask("set auto_explain." + setting)
    threads.ask("set client_min_messages = notice")
    threads.ask("set plan_cache_mode = force_generic_plan")
    yield notices
    threads.ask("set auto_explain.log_min_duration = -1")


def test_no_query_scans_a_large_table(threads, filled):
    a = threads.article["large"]
    c, author = threads.ask("select id, author_id from core.comment where article_id = %s order by id desc limit 1", a)[0]
    threads.ask("insert into core.session (id, account_id, token, expires_at) values (core.new_id(), %s, '\\x99', core.now() + interval '1 day')", author)
    threads.ask("insert into core.token (digest, purpose, account_id, made_at, expires_at) values ('\\x97', 'unsubscribe', %s, core.now(), core.now() + interval '1 day')", author)
    values = {"a": a, "c": c, "t": threads.ask("select sha256('1')")[0][0], "u": threads.ask("select sha256('77')")[0][0],
              "mine_u": b"\x99", "link": b"\x97", "who_b": threads.ask("select md5('crowd9')::uuid")[0][0], "p": threads.ask("select id from core.provider where kind = 'jwt'")[0][0], "who": threads.ask("select md5('crowd77')::uuid")[0][0],
              "d": json.dumps([{"id": c, "case": c, "version": 99, "action": "approve"}])}
    wrong = []
    for call in CALLS:
        filled.clear()
        threads.at.execute("select * from api_1." + call, values)
        outcome = threads.at.fetchall()[0][0]
        plans = "\n".join(filled)
        if outcome not in ("ok", "conflict", "idle") and "'no'" not in call:
            wrong.append(f"{call}: {outcome}")
        for table in re.findall(r"Seq Scan on (?:core\.)?(\w+)", plans):
            if not re.fullmatch(SMALL, table):
                wrong.append(f"{call}: scans {table}")
    assert not wrong, "\n" + "\n".join(wrong)
