"""Goal: every route gives every role what `madang routes --matrix` says, asked cell by cell; what hangs on another site is not even there."""
import base64
import hashlib
import itertools
import re
import subprocess
import urllib.parse

import pytest

from client import document
from server import ROOT, binary
from stage import PASSWORD

SETTINGS = {"limits.rates": "off", "rules.refresh": 50}
numbers = itertools.count()
FRESH = ("/v1/session", "/v1/account/password", "/sign-out", "/account/password", "/v1/account/sessions/{session}",
         "/account/sessions/{session}/end")      # they end a session: one of their own


def table():
    """[(method, path, {role: status})]"""
    done = subprocess.run([binary(), "routes", "--matrix"], cwd=ROOT, text=True, stdout=subprocess.PIPE, check=True)
    head, *lines = [line.split() for line in done.stdout.splitlines()]
    return [(line[0], line[1], dict(zip(head[2:], map(int, line[2:])))) for line in lines]


TABLE = table()
ELSEWHERE = {"elsewhere": "moderator", "auditor-elsewhere": "auditor", "admin-elsewhere": "admin"}       # of the second site
ALL_SITES = ("auditor", "admin")
# Their site stands in the body, so that the table of routes does not know of it; what it says of one in the query holds here.
# A page that saves rules looks at them first.
LOOKS = {("POST", "/desk/rules"): "/desk/rules"}
SITED = [("PUT", "/v1/accounts/{account}/role"), ("PUT", "/v1/moderation/rules"), ("POST", "/v1/moderation/rules/try"),
         ("POST", "/v1/moderation/accounts/{account}/notes"), ("POST", "/v1/moderation/accounts/{account}/sanctions"),
         ("POST", "/desk/rules"), ("POST", "/desk/rules/try")]
LOOKED = {key: row for key, path in LOOKS.items() for m, p, row in TABLE if (m, p) == ("GET", path)}
CELLS = [(method, path, role, gives) for method, path, row in TABLE for role, gives in row.items()] + [
    (method, path + "?site", role, 404 if role not in ALL_SITES and 200 in (gives, LOOKED.get((method, path), {}).get(role)) else gives)
    for method, path, row in TABLE if (method, path) in SITED for role, gives in row.items()]

# What a sound call of a route says; a value in braces is filled in like the path's. Routes that take nothing need no row.
NEW = {"key": "matrix-{n}", "url": "https://news.example/matrix-{n}", "title": "M"}
DECISION = {"decisions": [{"case": "{comment}", "version": 1, "action": "approve"}]}
ILLEGAL = {"comment": "{comment}", "explanation": "words of {n}", "good_faith": True}
BODIES = {
    ("POST", "/v1/accounts"): {"username": "matrix{n}", "email": "matrix{n}@mail.example", "password": PASSWORD},
    ("PUT", "/v1/accounts/{account}/role"): {"role": "reader", "site": "{site}"},
    ("PUT", "/v1/account/password"): {"current": PASSWORD, "new": PASSWORD},
    ("POST", "/v1/sessions"): {"login": "{username}", "password": PASSWORD},
    ("POST", "/v1/articles"): {**NEW, "site": "default"},
    ("PATCH", "/v1/articles/{article}"): {"title": "Matrix {n}"},
    ("POST", "/v1/counts"): {"articles": ["{article}"]},
    ("POST", "/v1/articles/{article}/comments"): {"body": "words of {n}"},
    ("PATCH", "/v1/articles/{article}/comments/{comment}"): {"body": "other words of {n}", "revision": 1},
    ("PUT", "/v1/articles/{article}/comments/{comment}/vote"): {"value": 1},
    ("POST", "/v1/articles/{article}/comments/{comment}/reports"): {"reason": "spam"},
    ("PATCH", "/v1/moderation/comments/{comment}"): {"featured": True},
    ("POST", "/v1/moderation/claims"): {},
    ("PUT", "/v1/moderation/settings"): {"version": 0, "settings": {}},
    ("PUT", "/v1/moderation/rules"): {"site": "{site}", "version": "{rules}", "rules": {}},
    ("POST", "/v1/moderation/rules/try"): {"site": "{site}", "rules": {}, "text": "words"},
    ("POST", "/v1/moderation/jobs"): {"filter": {"article": "{article}", "author": "{account}"}, "action": "reject", "reason": "spam"},
    ("POST", "/v1/moderation/decisions"): DECISION,
    ("POST", "/v1/moderation/accounts/{account}/notes"): {"text": "words of {n}", "site": "{site}"},
    ("POST", "/v1/moderation/accounts/{account}/sanctions"): {"kind": "mute", "reason": "spam", "site": "{site}"},
    ("POST", "/v1/moderation/appeals/{appeal}/decide"): {"outcome": "upheld"},
    ("POST", "/v1/appeals"): {"notice": "{notice}", "text": "words of {n}"},
    ("POST", "/v1/notices/illegal"): ILLEGAL,
}
NONE = "01936000-0003-7000-8000-000000000001"       # nothing has this id
FORMS = {
    "/sign-in": {"login": "{username}", "password": PASSWORD}, "/sign-up": {"username": "matrix{n}", "email": "m{n}@mail.example", "password": PASSWORD},
    "/account/password": {"current": PASSWORD, "new": PASSWORD}, "/a/{article}/comments": {"body": "words of {n}"},
    "/a/{article}/c/{comment}/edit": {"body": "other words of {n}", "revision": "1"}, "/a/{article}/c/{comment}/vote": {"value": "1"},
    "/a/{article}/c/{comment}/report": {"reason": "spam"}, "/desk/{comment}/decide": {"action": "approve", "version": "1"},
    "/desk/decide": {"action": "approve", f"case-{NONE}": "1"}, "/desk/decisions/undo": {f"decision-{NONE}": "yes"},
    "/desk/accounts/{account}/role": {"role": "reader", "site": "{site}"},
    "/desk/{comment}/mark": {"locked": "no"}, "/desk/articles/{article}": {"state": "open", "slow_mode": "0", "closes_after": "0"},
    "/desk/accounts/{account}/notes": {"text": "words"}, "/desk/accounts/{account}/sanction": {"kind": "warn", "reason": "spam", "days": "1"},
    "/desk/appeals/{appeal}/decide": {"outcome": "upheld"}, "/account/notices/{notice}/appeal": {"text": "words"},
    "/desk/settings": {"site": "{site}", "version": "{settings}"}, "/desk/rules": {"site": "{site}", "version": "{rules}", "rules": "{}"}, "/desk/rules/try": {"site": "{site}", "rules": "{}", "last": "1"},
    "/desk/jobs": {"text": "words", "action": "approve"}, "/desk/jobs/{job}/move": {"verb": "start"},
    "/notices/illegal": {"url": "{comment}", "explanation": "words", "good_faith": "yes"},
}
QUERIES = {"/desk/settings": {"site": "{site}"}, "/desk/transparency": {"site": "{site}"}, "/v1/moderation/transparency": {"site": "{site}"}, "/desk/rules": {"site": "{site}"}, "/desk/rules/hits": {"site": "{site}"}, "/v1/moderation/settings": {"site": "{site}"}, "/v1/moderation/rules": {"site": "{site}"}, "/v1/moderation/rules/hits": {"site": "{site}"}, "/v1/articles": {"key": "world", "site": "default"}}
DULL = {("POST", "/desk/decide"): 200, ("POST", "/desk/rules/try"): 200, ("POST", "/desk/jobs"): 200}        # forms that show what they found
OWN = ("PATCH /v1/articles/{article}/comments/{comment}", "DELETE /v1/articles/{article}/comments/{comment}",
       "GET /v1/articles/{article}/comments/{comment}/source", "GET /a/{article}/c/{comment}/edit", "POST /a/{article}/c/{comment}/edit",
       "GET /a/{article}/c/{comment}/withdraw", "POST /a/{article}/c/{comment}/withdraw")      # with an own comment


class World:
    """One site with an article, another site with a moderator of its own, and somebody of each role."""

    def __init__(self, server, api, make_account, database):
        self.server, self.api, self.database = server, api, database
        server.cli("site", "create", "second")
        self.people = {role: make_account("reader") for role in ("reader", "staff", "moderator", *ALL_SITES, *ELSEWHERE)}
        for role, site in (("staff", "default"), ("moderator", "default"), ("auditor", None), ("admin", None)):
            server.cli("account", "role", self.people[role].username, role, *(["--site", site] if site else []))
        for name, role in ELSEWHERE.items():
            server.cli("account", "role", self.people[name].username, role, "--site", "second")
        self.author, self.other = make_account("reader"), make_account("reader")
        self.judge = make_account("moderator")
        self.style = re.search(r'href="/assets/([^"]+)"', api.get("/sign-in", check=False).text)[1]
        self.article = self.make("admin", "/v1/articles", {"key": "world", "url": "https://news.example/world", "title": "W", "site": "default"})["id"]

    def make(self, role, path, body):
        answer = self.people[role].api.post(path, body)
        assert answer.status in (200, 201), answer
        return answer.json

    def comment(self, author=None):
        """With an open case."""
        answer = (author or self.author).api.post(f"/v1/articles/{self.article}/comments", {"body": f"words of {next(numbers)}"})
        assert answer.status == 201, answer
        made = answer.json["comment"]["id"]
        if author is None:
            assert self.other.api.post(f"/v1/articles/{self.article}/comments/{made}/reports", {"reason": "spam"}).status == 201
        return made

    def decision(self):
        answer = self.people["admin"].api.post("/v1/moderation/decisions", {"decisions": [
            {"case": self.comment(), "version": 1, "action": "approve"}]})
        return answer.json["results"][0]["decision"]

    def notice(self, person):
        made = self.comment(person)
        self.people["moderator" if person is not self.people["moderator"] else "admin"].api.post("/v1/moderation/decisions", {"decisions": [
            {"case": made, "version": 0, "action": "reject", "reason": "spam"}]})
        return person.api.get("/v1/account/notices").json["notices"][0]["id"]

    def sanction(self):
        """On this site, with a span of comments; of somebody who need not write."""
        return self.make("admin", f"/v1/moderation/accounts/{self.other.id}/sanctions",
                         {"kind": "mute", "reason": "spam", "site": "default", "reject_comments": 1})["id"]

    def appeal(self):
        """Against a decision of somebody who decides nothing else."""
        made = self.comment()
        done = self.judge.api.post("/v1/moderation/decisions", {"decisions": [
            {"case": made, "version": 1, "action": "reject", "reason": "spam"}]}).json["results"][0]["decision"]
        return self.author.api.post("/v1/appeals", {"decision": done, "text": "words"}).json["id"]

    def fresh(self, person):
        answer = self.api.post("/v1/sessions", {"login": person.username, "password": PASSWORD})
        assert answer.status == 201, answer
        return self.api.signed_in(answer.json["token"])

    def site(self, person, abroad):
        """Their own, or one where they are nobody."""
        second = person in [self.people[name] for name in ELSEWHERE]
        return "second" if second != abroad else "default"

    def values(self, key, path, person, abroad):
        """For the {names} of a path and of its body."""
        v = {"n": f"{next(numbers)}", "article": self.article, "account": self.author.id, "username": self.author.username, "site": self.site(person, abroad),
             "file:text": self.style}
        if person is not None and key in OWN:
            v["comment"] = self.comment(person)
        elif "{comment}" in path or key in ("POST /v1/moderation/decisions", "POST /v1/notices/illegal", "POST /notices/illegal"):
            v["comment"] = self.comment()
        if person is not None and path.endswith(("/renew", "/release")) or key == "DELETE /v1/moderation/claims/{comment}":
            self.database.sql("update core.case_file set claimed_by = %s, claimed_until = core.now() + interval '1 hour' where comment_id = %s",
                              [person.id if person else None, v["comment"]])
        if "{decision}" in path:
            v["decision"] = self.decision()
        if "/sanction" in path:
            v["account"] = self.other.id
        if "{sanction}" in path:
            v["sanction"] = self.sanction()
        if "{job}" in path:
            owner = next((r for r in ("moderator", "admin") if person is self.people[r]), "moderator")
            v["job"] = self.make(owner, "/v1/moderation/jobs", {
                "filter": {"article": self.article, "author": self.other.id}, "action": "reject", "reason": "spam"})["job"]["id"]
            self.database.sql("update core.job set state = %s, leased_by = made_by, leased_until = core.now() + interval '1 hour' where id = %s",
                              ["running" if path.endswith("/pause") else "done" if path.endswith("/undo") else "preview", v["job"]])
        if "{appeal}" in path:
            v["appeal"] = self.appeal()
        if "{reference:text}" in path:
            v["reference:text"] = self.api.post("/v1/notices/illegal", {**ILLEGAL, "comment": self.comment()}).json["reference"]
        if "/rules" in path:
            v["rules"] = self.database.one("select rules_version from core.site where key = %s", [v["site"]])
        if path == "/desk/settings":
            v["settings"] = str(self.database.one("select settings_version from core.site where key = %s", [v["site"]]))
        if "{notice}" in path or key == "POST /v1/appeals":
            v["notice"] = self.notice(person or self.author)
        if "{session}" in path:
            self.fresh(person or self.author)
            v["session"] = self.database.one("select id::text from core.session where account_id = %s order by id desc limit 1",
                                             [(person or self.author).id])
        return v


@pytest.fixture(scope="module")
def world(server, api, make_account, database):
    return World(server, api, make_account, database)


def fill(thing, values):
    if isinstance(thing, dict):
        return {k: fill(v, values) for k, v in thing.items()}
    if isinstance(thing, list):
        return [fill(v, values) for v in thing]
    if thing == "{rules}" and "rules" in values:
        return values["rules"]      # a number
    if isinstance(thing, str):
        for name, value in values.items():
            thing = thing.replace("{" + name + "}", str(value))
    return thing


def form_token(token):
    """As server/secret/token.h has it."""
    key = base64.urlsafe_b64decode(token + "=")
    return base64.urlsafe_b64encode(hashlib.blake2b(b"form\0", key=key, digest_size=32).digest()).decode().rstrip("=")


def good(method, path):
    """What a route gives who may: what the document says, a page, or the way on after a form."""
    if (method, path) in DULL:
        return {DULL[method, path]}
    if method == "GET" or not path.startswith("/v1"):
        return {200 if method == "GET" else 303}
    return {int(status) for status in document().find(method, path)[1]["responses"] if status.startswith("2")}


@pytest.mark.parametrize("method,path,role,gives", CELLS, ids=[f"{m} {p} {r}" for m, p, r, _ in CELLS])
def test_cell(world, method, path, role, gives):
    person, abroad = world.people.get(role), path.endswith("?site")
    path = path.removesuffix("?site")
    values = world.values(f"{method} {path}", path, person, abroad)
    where = fill(path, values)
    assert "{" not in where, f"say in World.values() what {where} stands for"
    client = world.api if person is None else world.fresh(person) if path in FRESH else person.api
    more = {"query": fill(QUERIES[path], values)} if path in QUERIES and (method == "GET" or abroad and (method, path) not in SITED) else {}
    if path.startswith("/v1"):
        body = fill(BODIES.get((method, path)), values)
    else:
        more["check"] = False      # the document has no pages
        fields = fill(FORMS.get(path, {}), values)
        more["headers"] = {"Content-Type": "application/x-www-form-urlencoded", "Origin": world.server.url} if method == "POST" else {}
        if person is not None:      # as a browser would: with the cookie, and the form's token
            more["headers"]["Cookie"] = "madang=" + client.token
            fields["form_token"] = form_token(client.token)
            client = world.api
        body = urllib.parse.urlencode(fields) if method == "POST" else None
    answer = client.request(method, where, body, **more)
    if person is not None and path.endswith("/password"):
        person.sign_in(world.api)       # it ended all other sessions
    got = answer.status
    if got == 303 and answer.headers["Location"].startswith("/sign-in") and path not in ("/sign-out",):
        got = 401       # a page asks to sign in
    assert got in good(method, path) if gives == 200 else got == gives, answer


def test_a_body_that_is_missing_here_is_said():
    """Every route that takes a body has a sound one above: else its cells would be answered before the role is looked at."""
    takes = {(m, p) for m, p, _ in TABLE if m in ("POST", "PUT", "PATCH") and p.startswith("/v1") and not p.endswith("?site")}
    sizes = {}
    for line in subprocess.run([binary(), "routes"], cwd=ROOT, text=True, stdout=subprocess.PIPE, check=True).stdout.splitlines()[1:]:
        words = line.split()
        sizes[words[0], words[1]] = int(words[3])
    assert [key for key in sorted(takes) if sizes[key] > 0 and key not in BODIES] == []


def test_an_auditor_changes_nothing():
    assert [(m, p) for m, p, row in TABLE if m != "GET" and row["auditor"] == 200 and row["reader"] != 200] == []


def test_a_decision_on_another_sites_comment_is_not_found(world):
    made = world.comment()
    answer = world.people["elsewhere"].api.post("/v1/moderation/decisions", {"decisions": [{"case": made, "version": 1, "action": "approve"}]})
    assert answer.json["results"][0]["status"] == 404


def test_lists_have_nothing_of_another_site(world):
    made = world.comment()
    for path, member in (("/v1/moderation/cases", "cases"), ("/v1/moderation/decisions", "decisions")):
        assert world.people["elsewhere"].api.get(path).json[member] == []
    assert made in [c["case"] for c in world.people["moderator"].api.get("/v1/moderation/cases", query={
        "limit": 100, "article": world.article}).json["cases"]] or world.people["moderator"].api.get(f"/v1/moderation/cases/{made}").status == 200


def test_a_hidden_article_is_not_there(world, api):
    """Nor what hangs on it, for whoever may not moderate it."""
    made = world.comment()
    article = f"/v1/articles/{world.article}"
    assert world.people["moderator"].api.patch(article, {"state": "hidden"}).status == 200
    try:
        for client in (api, world.people["elsewhere"].api, world.people["reader"].api):
            for path in (article, article + "/comments", f"{article}/comments/{made}", f"{article}/comments/{made}/replies"):
                assert client.get(path).status == 404, path
        for role in ("elsewhere", "reader", "staff"):
            client = world.people[role].api
            assert client.get(f"{article}/comments/{made}/source").status == 404
            assert client.post(article + "/comments", {"body": "words"}).status == 404
            assert client.put(f"{article}/comments/{made}/vote", {"value": 1}).status == 404
            assert client.post(f"{article}/comments/{made}/reports", {"reason": "spam"}).status == 404
    finally:
        assert world.people["moderator"].api.patch(article, {"state": "open"}).status == 200
