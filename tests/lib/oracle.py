# SPDX-License-Identifier: Apache-2.0
"""Readers and moderators under faults, and the record of what Madang acknowledged to them.

Each actor is a thread with its own kept connection. A write carries an Idempotency-Key and is sent again until
its answer is known or the tries are used up; what stays unknown is sent once more when the fault is over.
`Oracle.settle()` does that, and `Oracle.check()` then holds the record against the database:

    every acknowledged write is there exactly once, with the id that the answer named
    every refused write is absent; every unknown one is there once after its repetition, never twice
    no answer belonged to another reader or another article
    the counters agree with what they count
"""
import http.client
import json
import random
import socket
import threading
import time
import uuid

from client import Client

TRIES = 4
PAUSE = 0.05                        # seconds between two tries of one write
SKEW = 5.5                          # database.skew_max, and the time that a request takes
LOST = (OSError, http.client.HTTPException, json.JSONDecodeError)


class Wrong(AssertionError):
    """An answer that no fault excuses."""


class Write:
    """One write that shall happen once. result: the decoded answer of its acknowledgement, None while unknown."""

    def __init__(self, method, path, body, text=None):
        self.method, self.path, self.body, self.text = method, path, body, text
        self.key, self.result, self.status, self.tries = str(uuid.uuid4()), None, None, 0
        self.begun, self.ended = time.time(), None


class Actor(threading.Thread):
    """A loop around `act`, which one of the classes below defines."""
    pause = 0.0

    def __init__(self, oracle, client, account, number):
        super().__init__(daemon=True)
        self.oracle, self.account, self.number = oracle, account, number
        self.client = client
        self.random = random.Random(f"{oracle.seed} {type(self).__name__} {number}")
        self.writes, self.answers, self.statuses = [], 0, {}
        self.failure = None

    def run(self):
        try:
            while not self.oracle.stopping.is_set():
                self.act()
                if self.pause:
                    self.oracle.stopping.wait(self.pause)
        except BaseException as e:
            self.failure = e
        finally:
            self.client.close()

    def ask(self, method, path, body=None, headers=None):
        """The Answer, or None when there was none. 5xx other than 503 is Wrong: the server must know its state."""
        try:
            answer = self.client.request(method, path, body, headers)
        except LOST:
            self.count("lost")
            return None
        self.count(answer.status)
        if answer.status >= 500 and answer.status != 503:
            raise Wrong(f"{method} {path}: {answer}")
        if self.oracle.lossy and 400 <= answer.status < 500:
            return None
        return answer

    def count(self, status):
        self.answers += 1
        self.statuses[status] = self.statuses.get(status, 0) + 1

    def perform(self, write, accepted, refused=(), tries=TRIES):
        """Sends the write until it has a definite answer; True when it was accepted."""
        for _ in range(tries):
            write.tries += 1
            answer = self.ask(write.method, write.path, write.body, {"Idempotency-Key": write.key})
            if answer is not None and answer.status in accepted:
                write.status, write.result, write.ended = answer.status, answer.json, time.time()
                return True
            if answer is not None and answer.status in refused:
                write.status = answer.status
                return False
            if answer is not None and answer.status != 503:
                raise Wrong(f"{write.method} {write.path}: {answer}")
            if self.oracle.stopping.wait(PAUSE):
                break
        return False

    def record(self, write):
        self.writes.append(write)
        return write


class Poster(Actor):
    def act(self):
        article = self.random.choice(self.oracle.articles)
        text = f"{self.oracle.tag} post {self.number} {len(self.writes)}"
        write = self.record(Write("POST", f"/v1/articles/{article}/comments", {"body": text}, text))
        if self.perform(write, {201}):
            self.oracle.published(article, write.result["comment"]["id"], self.account)

    def settle(self):
        for write in self.writes:
            if write.status is None and not self.perform(write, {201}, tries=20):
                raise Wrong(f"still no answer after the fault: {write.text}")

    def check(self, database):
        rows = database.sql("select body, id::text from core.comment where author_id = %s", [self.account.id])
        found = {}
        for body, comment in rows:
            found.setdefault(body, []).append(comment)
        for write in self.writes:
            if found.get(write.text) != [write.result["comment"]["id"]]:
                raise Wrong(f"{write.text}: acknowledged as {write.result['comment']['id']}, "
                            f"stored as {found.get(write.text)}, {write.tries} tries")
            dated = int(found[write.text][0].replace("-", "")[:12], 16) / 1000      # the time in a UUIDv7
            if not write.begun - SKEW <= dated <= write.ended + SKEW:
                raise Wrong(f"{write.text}: written from {write.begun} to {write.ended}, dated {dated}")


class Editor(Actor):
    """Edits one own comment; the revision guards it, so a repetition after a lost answer is 409."""
    comment = article = None
    revision, body = 1, None

    def act(self):
        if self.comment is None:
            self.begin()
            return
        text = f"{self.oracle.tag} edit {self.number} {len(self.writes)}"
        write = self.record(Write("PATCH", f"/v1/articles/{self.article}/comments/{self.comment}",
                                  {"body": text, "revision": self.revision}, text))
        if self.perform(write, {200}, {409}):
            self.revision += 1
        else:
            self.look(write)

    def begin(self):
        self.article = self.random.choice(self.oracle.articles)
        first = Write("POST", f"/v1/articles/{self.article}/comments",
                      {"body": f"{self.oracle.tag} edited by {self.number}"})
        if self.perform(first, {201}, tries=20):
            self.comment = first.result["comment"]["id"]

    def look(self, write):
        """Whether the edit happened is read from the comment's source."""
        path = f"/v1/articles/{self.article}/comments/{self.comment}/source"
        while not self.oracle.abandoned.is_set():
            answer = self.ask("GET", path)
            if answer is not None and answer.status == 200:
                if answer.json["body"] == write.text:
                    write.status = 200
                self.revision = answer.json["revision"]
                return
            time.sleep(PAUSE)

    def settle(self):
        for write in self.writes:
            if write.status is None:
                self.look(write)

    def check(self, database):
        if self.comment is None:
            return
        stored = [row[0] for row in database.sql(
            "select body from core.comment where id = %s union all "
            "select body from core.comment_revision where comment_id = %s", [self.comment, self.comment])]
        for write in self.writes:
            there = min(stored.count(write.text), 1)
            if write.status == 200 and there != 1:
                raise Wrong(f"{write.text}: acknowledged and not stored")
        revision = database.one("select revision from core.comment where id = %s", [self.comment])
        if revision != 1 + sum(w.status == 200 for w in self.writes):
            raise Wrong(f"comment {self.comment}: revision {revision}, "
                        f"{sum(w.status == 200 for w in self.writes)} edits acknowledged")


class Voter(Actor):
    def __init__(self, *args):
        super().__init__(*args)
        self.votes = {}                 # comment → (value, whether it is known)

    def act(self):
        target = self.oracle.someones(self.random, self.account)
        if target is None:
            time.sleep(PAUSE)
            return
        article, comment = target
        value = self.random.choice((1, -1))
        path = f"/v1/articles/{article}/comments/{comment}/vote"
        self.votes[comment] = (path, value, False)
        answer = self.ask("PUT", path, {"value": value})
        if answer is not None and answer.status == 200:
            self.votes[comment] = (path, value, True)
        elif answer is not None and answer.status not in (503,):
            raise Wrong(f"PUT {path}: {answer}")

    def settle(self):
        for comment, (path, value, known) in list(self.votes.items()):
            for _ in range(20):
                if known:
                    break
                answer = self.ask("PUT", path, {"value": value})
                known = answer is not None and answer.status == 200
            self.votes[comment] = (path, value, known)

    def check(self, database):
        stored = dict(database.sql(
            "select v.comment_id::text, v.value from core.vote v join core.comment c on c.id = v.comment_id "
            "where v.account_id = %s and c.body like %s", [self.account.id, self.oracle.tag + "%"]))
        wanted = {comment: value for comment, (_, value, _) in self.votes.items()}
        if stored != wanted:
            raise Wrong(f"votes of {self.account.username}: {len(stored)} stored, {len(wanted)} acknowledged; "
                        f"first difference {next(iter(set(stored.items()) ^ set(wanted.items())))}")


class Reporter(Actor):
    pause = 0.02

    def __init__(self, *args):
        super().__init__(*args)
        self.seen = set()

    def act(self):
        target = self.oracle.someones(self.random, self.account)
        if target is None or target in self.seen:
            time.sleep(PAUSE)
            return
        self.seen.add(target)
        write = self.record(Write("POST", "/v1/articles/{}/comments/{}/reports".format(*target),
                                  {"reason": "off_topic", "detail": self.oracle.tag}, target[1]))
        self.perform(write, {200, 201})

    def settle(self):
        for write in self.writes:
            if write.status is None and not self.perform(write, {200, 201}, tries=20):
                raise Wrong(f"still no answer to a report after the fault: {write.path}")

    def check(self, database):
        stored = sorted(row[0] for row in database.sql(
            "select comment_id::text from core.report where reporter_id = %s and detail = %s",
            [self.account.id, self.oracle.tag]))
        wanted = sorted(write.text for write in self.writes)
        if stored != wanted:
            raise Wrong(f"reports of {self.account.username}: {len(stored)} stored, {len(wanted)} acknowledged")


class Decider(Actor):
    """Claims a case and decides it. Two deciders never hold one case."""
    pause = 0.02

    def __init__(self, *args):
        super().__init__(*args)
        self.before = {decision for decision, _ in self.decisions(self.oracle.database)}

    def decisions(self, database):
        return database.sql("select id::text, comment_id::text from core.decision where moderator_id = %s",
                            [self.account.id])

    def act(self):
        answer = self.ask("POST", "/v1/moderation/claims", {"limit": 1}, {"Idempotency-Key": str(uuid.uuid4())})
        if answer is None or answer.status != 200:
            return
        for case in answer.json["cases"]:
            write = self.record(Write("POST", "/v1/moderation/decisions", {"decisions": [
                {"case": case["case"], "version": case["version"], "action": "approve"}]}, case["case"]))
            self.perform(write, {200})

    def settle(self):
        for write in self.writes:
            if write.status is None and not self.perform(write, {200}, tries=20):
                raise Wrong(f"still no answer to a decision after the fault: {write.text}")

    def check(self, database):
        stored = {}
        for decision, comment in self.decisions(database):
            if decision not in self.before:
                stored.setdefault(comment, []).append(decision)
        for write in self.writes:
            result = write.result["results"][0]
            if result.get("decision") and result["decision"] not in stored.get(write.text, []):
                raise Wrong(f"decision {result['decision']} on {write.text} acknowledged and not stored")
        decided = sum(bool(write.result["results"][0].get("decision")) for write in self.writes)
        if sum(map(len, stored.values())) != decided:
            raise Wrong(f"{self.account.username}: {sum(map(len, stored.values()))} decisions stored, "
                        f"{decided} acknowledged")


class SignIn(Actor):
    """Signs in again and again, with an account of its own: an account's oldest sessions end when it has too many."""
    pause = 0.05

    def act(self):
        account = self.account
        answer = self.ask("POST", "/v1/sessions", {"login": account.username, "password": account.password})
        if answer is None or answer.status == 503:
            return
        if answer.status != 201 or answer.json["account"]["id"] != account.id:
            raise Wrong(f"sign-in of {account.username}: {answer}")
        self.oracle.tokens.append((account, answer.json["token"]))


class Reader(Actor):
    """Reads its own session and public pages; an answer of somebody else's is Wrong."""
    pause = 0.005

    def act(self):
        if self.random.random() < 0.5:
            answer = self.ask("GET", "/v1/session")
            if answer is not None and answer.status == 200 and answer.json["account"]["id"] != self.account.id:
                raise Wrong(f"{self.account.username} was answered as {answer.json['account']['username']}")
            if answer is not None and answer.status not in (200, 503):
                raise Wrong(f"GET /v1/session of {self.account.username}: {answer}")
            return
        article = self.random.choice(self.oracle.articles)
        answer = self.ask("GET", f"/v1/articles/{article}" + self.random.choice(("", "/comments", "/comments?limit=3")))
        if answer is None or answer.status == 503:
            return
        if answer.status != 200:
            raise Wrong(f"a public page: {answer}")
        self.oracle.check_page(article, answer.json)


class Oracle:
    """articles: ids. accounts, moderators, visitors: conftest.Account objects; visitors do nothing but sign in."""
    WRITERS = (Poster, Poster, Poster, Editor, Voter, Reporter, Reader, Reader)

    def __init__(self, server, database, articles, accounts, moderators, visitors, seed, timeout=8):
        self.database = database
        self.server, self.articles, self.seed = server, articles, seed
        self.tag = f"oracle-{uuid.uuid4().hex[:8]}"
        self.stopping, self.abandoned = threading.Event(), threading.Event()
        self.lossy = False              # acknowledged writes may be lost, so a 4xx proves nothing
        self.lock, self.comments, self.home, self.tokens = threading.Lock(), [], {}, []
        self.actors = []
        chosen = [(kind, account) for account in accounts for kind in self.WRITERS]
        chosen += [(Decider, account) for account in moderators] + [(SignIn, account) for account in visitors]
        for n, (kind, account) in enumerate(chosen):
            self.actors.append(kind(self, self.client(account, timeout), account, n))

    def client(self, account, timeout):
        return Client(self.server.url, account.token, check=False, timeout=timeout)

    # ---- what the actors share
    def published(self, article, comment, account):
        with self.lock:
            self.comments.append((article, comment, account.id))
            self.home[comment] = article

    def someones(self, rng, account):
        """An (article, comment) of another author, None while there is none."""
        with self.lock:
            for _ in range(8):
                if self.comments:
                    article, comment, author = rng.choice(self.comments)
                    if author != account.id:
                        return article, comment
        return None

    def check_page(self, article, page):
        """The article's own JSON carries its id; each comment of ours belongs to the article that was asked for."""
        about = page.get("article", page)
        if isinstance(about, dict) and about.get("id") not in (None, article):
            raise Wrong(f"asked for article {article}, got {about['id']}")
        for comment in page.get("comments", []):
            home = self.home.get(comment["id"])
            if home not in (None, article):
                raise Wrong(f"asked for article {article}, got comment {comment['id']} of {home}")

    # ---- life
    def start(self):
        for actor in self.actors:
            actor.start()
        return self

    def run(self, seconds):
        """Lets the actors work; ends early when one has failed."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not any(a.failure for a in self.actors):
            time.sleep(0.05)

    def stop(self):
        self.stopping.set()
        self.abandoned.set()
        for actor in self.actors:
            actor.join(30)
        failures = [f"{type(a).__name__} {a.number}: {a.failure}" for a in self.actors if a.failure]
        if failures:
            raise Wrong("\n".join(failures[:5]))

    def settle(self):
        """After the fault: what is unknown is sent again, with the same keys."""
        self.stopping, self.abandoned = threading.Event(), threading.Event()
        for actor in self.actors:
            if hasattr(actor, "settle"):
                actor.settle()

    def check(self):
        database = self.database
        for actor in self.actors:
            if hasattr(actor, "check"):
                actor.check(database)
        wrong = database.sql("select * from core.recount()")
        if wrong:
            raise Wrong(f"counters that do not agree: {wrong[:5]}")
        for account, token in self.tokens[-5:]:
            mine = Client(self.server.url, token, check=False)
            answer = mine.get("/v1/session")
            mine.close()
            if answer.status != 200 or answer.json["account"]["id"] != account.id:
                raise Wrong(f"an acknowledged session of {account.username}: {answer}")

    def close(self):
        """Ends the actors' connections."""
        for actor in self.actors:
            actor.client.close()

    def counts(self):
        total = {}
        for actor in self.actors:
            for status, n in actor.statuses.items():
                total[status] = total.get(status, 0) + n
        return total


def resets(port, seconds, stop):
    """Opens a connection per request until `stop` is set or `seconds` passed: (answered, refused, reset)."""
    answered = refused = reset = 0
    until = time.monotonic() + seconds
    while time.monotonic() < until and not stop.is_set():
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as s:
                s.sendall(b"GET /v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                if s.recv(64).startswith(b"HTTP/1.1"):
                    answered += 1
                else:
                    reset += 1
        except ConnectionRefusedError:
            refused += 1
            time.sleep(0.005)
        except OSError:
            reset += 1
    return answered, refused, reset
