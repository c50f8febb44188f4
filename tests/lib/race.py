# SPDX-License-Identifier: Apache-2.0
"""Moderators racing over HTTP: claims, decisions by version, undos, leases that run out. Used by the test and by the bench."""
import collections
import random
import threading
import time

WORDS = ("approve", "reject")


class Race:
    """cases: comment ids. moderators: Clients. finish() asserts that every case was decided once per version."""

    def __init__(self, moderators, seconds=120):
        self.moderators, self.until = moderators, time.monotonic() + seconds
        self.lock = threading.Lock()
        self.won = collections.Counter()         # (case, version it was decided at): how often
        self.said = collections.Counter()        # status of items and calls
        self.errors = []

    def note(self, *keys):
        with self.lock:
            for key in keys:
                self.said[key] += 1

    def decide(self, api, cases, dice):
        answer = api.post("/v1/moderation/decisions", {"decisions": [
            {"case": c, "version": v, "action": dice.choice(WORDS), "reason": "spam"} for c, v in cases]})
        assert answer.status == 200, answer
        won = []
        with self.lock:
            for (case, version), r in zip(cases, answer.json["results"]):
                self.said[r["status"]] += 1
                if r["status"] == 200:
                    self.won[case, version] += 1
                    won.append(r["decision"])
        return won

    def work(self, n, undo):
        api, dice = self.moderators[n], random.Random(n)
        left = True
        while left:
            assert time.monotonic() < self.until, f"cases are open still: {dict(self.said)}"
            kind = dice.random()
            if kind < 0.7:
                answer = api.post("/v1/moderation/claims", {"limit": dice.choice((1, 5, 20))})
            else:                                # cases that any moderator holds: most of these are refused
                answer = api.get("/v1/moderation/cases", query={"limit": dice.choice((5, 20))})
            assert answer.status == 200, answer
            cases = [(c["case"], c["version"]) for c in answer.json["cases"]]
            left = bool(cases) or kind < 0.7     # nothing to claim may mean that others hold them
            if kind < 0.1:
                continue                         # claimed and left: the lease runs out
            done = self.decide(api, cases, dice) if cases else []
            for decision in done:
                if dice.random() < undo:
                    self.note(f"undo {api.post(f'/v1/moderation/decisions/{decision}/undo').status}")

    def run(self, undo=0.1, ticks=None):
        """ticks: called now and then by the caller's thread while they race, to let leases run out."""
        def one(n):
            try:
                self.work(n, undo)
            except Exception as e:               # noqa: BLE001: any is a failure
                self.errors.append(f"{type(e).__name__}: {str(e)[:2000]}")
        threads = [threading.Thread(target=one, args=(n,)) for n in range(len(self.moderators))]
        for t in threads:
            t.start()
        while any(t.is_alive() for t in threads):
            if ticks is not None:
                ticks()
            for t in threads:
                t.join(0.2)
        assert not self.errors, self.errors[:3]
        return self

    def check(self, database, n):
        """database: has sql() and one()."""
        assert max(self.won.values()) == 1, [k for k, v in self.won.items() if v > 1][:5]
        assert database.one("select count(*) from core.case_file where state = 'open'") == 0
        assert database.one("select count(*) from core.case_file") == n
        # the log agrees with what was answered, and each case's last decision that stands with its comment
        assert database.one("select count(*) from core.decision") == len(self.won)
        assert database.one("select count(*) from core.decision where undone_at is not null") == self.said["undo 200"]
        assert database.sql("""
            select c.id from core.comment c join core.case_file f on f.comment_id = c.id
            left join lateral (select d.state_after from core.decision d where d.comment_id = c.id and d.undone_at is null
                order by d.id desc limit 1) d on true
            where c.state is distinct from d.state_after
                or f.closed_as is distinct from case c.state when 'published' then 'approved' else 'rejected' end""") == []
        # a version for the opening, one for each decision and each undo
        assert database.sql("""
            select f.comment_id from core.case_file f
            where f.version <> 1 + (select count(*) + count(d.undone_at) from core.decision d where d.comment_id = f.comment_id)""") == []
        assert database.one("select count(*) from core.audit where action in ('approve', 'reject')") == len(self.won)
        assert database.sql("select * from core.recount()") == []
        assert database.one("select deadlocks from pg_stat_database where datname = current_database()") == 0


def fill(database, article_ids, n, author):
    """n held comments by author over the articles, each with its open case, made without the api."""
    database.sql("""
        with made as (
            insert into core.comment (article_id, id, parent_id, depth, author_id, author_name, author_role, state, visible, created_at, body, html)
            select a, core.new_id(), a, 0, %(author)s, 'reader', 'reader', 'held', false, core.now(), 'Number ' || i, '<p>Number ' || i || '</p>'
            from generate_series(1, %(n)s) i cross join lateral (select (%(articles)s::uuid[])[1 + i %% cardinality(%(articles)s::uuid[])] as a) x
            returning *)
        insert into core.case_file (comment_id, article_id, site_id, author_id, state, version, weight, priority, terms, held, opened_at)
        select m.id, m.article_id, x.site_id, m.author_id, 'open', 1, 1, 1 - extract(epoch from core.now()) / core.half_life(),
            '{"rules": 1}', true, core.now()
        from made m join core.article x on x.id = m.article_id""", {"author": author, "n": n, "articles": article_ids})
