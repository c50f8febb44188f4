# SPDX-License-Identifier: Apache-2.0
"""Goal: every route gives every role what `madang routes --matrix` says, asked cell by cell; what hangs on another site is not even there."""
import subprocess
import urllib.parse

import pytest

from client import document
from server import ROOT, binary
from fixture_site import PASSWORD
from publisher import SECRET
from world import ALL_SITES, ELSEWHERE, FORMS, ILLEGAL, NEW_PASSKEY, NONE, PAPER, PAPER_CALLS, PASSKEY_PROOFS, PROOF, World, fill, form_token

SETTINGS = {"limits.rates": "off", "rules.refresh": "50ms"}
OWN_PAGES = ("/v1/sessions/handover", "/v1/sessions/exchange")      # calls for our own pages only
PROVES = ("/v1/session/second-factor", "/sign-in/second", *PASSKEY_PROOFS, "/v1/session/passkey/options")      # open for the token of a pending sign-in
FRESH = ("/v1/session", "/v1/session/step-up", "/account/confirm", "/v1/account/password", "/sign-out", "/account/password", "/v1/account/sessions", "/account/sessions/end", "/v1/account/sessions/{session}", "/v1/session/second-factor", "/sign-in/second", "/v1/account/totp/confirm", "/account/security/app/confirm",
         "/account/sessions/{session}/end")      # they end a session or its token: one of their own


def table():
    """[(method, path, {role: status})]"""
    done = subprocess.run([binary(), "routes", "--matrix"], cwd=ROOT, text=True, stdout=subprocess.PIPE, check=True)
    head, *lines = [line.split() for line in done.stdout.splitlines()]
    return [(line[0], line[1], dict(zip(head[2:], map(int, line[2:])))) for line in lines]


TABLE = table()
# Their site stands in the body, so that the table of routes does not know of it; what it says of one in the query holds here.
# A page that saves rules looks at them first.
LOOKS = {("POST", "/desk/rules"): "/desk/rules"}
SITED = [("PUT", "/v1/accounts/{account}/role"), ("POST", "/v1/moderation/invitations"), ("POST", "/desk/staff/invite"), ("POST", "/desk/tokens"), ("POST", "/desk/providers"), ("POST", "/desk/providers/remove"), ("PUT", "/v1/moderation/rules"), ("POST", "/v1/moderation/rules/try"),
         ("POST", "/v1/moderation/accounts/{account}/notes"), ("POST", "/v1/moderation/accounts/{account}/sanctions"),
         ("POST", "/desk/rules"), ("POST", "/desk/rules/try")]
LOOKED = {key: row for key, path in LOOKS.items() for m, p, row in TABLE if (m, p) == ("GET", path)}
CELLS = [(method, path, role, gives) for method, path, row in TABLE for role, gives in row.items()] + [
    (method, path + "?site", role, 404 if role not in ALL_SITES and 200 in (gives, LOOKED.get((method, path), {}).get(role)) else gives)
    for method, path, row in TABLE if (method, path) in SITED for role, gives in row.items()]

# The body of a valid call of a route; a value in braces is filled in like the path's. Routes that take nothing need no row.
NEW = {"key": "matrix-{n}", "url": "https://news.example/matrix-{n}", "title": "M"}
DECISION = {"decisions": [{"case": "{comment}", "version": 1, "action": "approve"}]}
BODIES = {
    ("POST", "/v1/accounts"): {"username": "matrix{n}", "email": "matrix{n}@mail.example", "password": PASSWORD},
    ("PUT", "/v1/accounts/{account}/role"): {"role": "reader", "site": "{site}"},
    ("POST", "/v1/sites/{site:text}/providers"): {"name": "matrix", "settings": {"title": "T", "issuer": "https://matrix.example", "audience": "talk", "algorithms": ["HS256"]},
                                                   "secret": SECRET},
    ("POST", "/v1/sites/{site:text}/tokens"): {"name": "cms", "scopes": ["articles:create"], "days": 30},
    ("POST", "/v1/moderation/invitations"): {"name": "invited{n}", "email": "invited{n}@mail.example", "role": "staff", "site": "{site}"},
    ("PUT", "/v1/account/password"): {"current": PASSWORD, "new": PASSWORD},
    ("POST", "/v1/account/role-offers/{offer}"): {"answer": "decline"},
    ("PATCH", "/v1/account"): {"language": "en"},
    ("POST", "/v1/password-resets"): {"login": "nobody{n}"},
    ("POST", "/v1/password-resets/confirm"): {"token": "{reset}", "password": PASSWORD},
    ("POST", "/v1/account/email/confirm"): {"token": "{verify}"},
    ("POST", "/v1/session/second-factor"): {"code": "{recovery}"}, ("POST", "/v1/session/passkey"): PROOF, ("POST", "/v1/account/totp/confirm"): {"code": "{totp}"},
    ("POST", "/v1/session/step-up"): {"password": PASSWORD},
    ("POST", "/v1/sessions"): {"login": "{username}", "password": PASSWORD},
    ("POST", "/v1/account/passkeys"): NEW_PASSKEY, ("PATCH", "/v1/account/passkeys/{passkey}"): {"name": "key {n}"},
    ("POST", "/v1/sessions/passkey"): PROOF,
    ("POST", "/v1/sessions/exchange"): {"code": "{code}"},
    ("POST", "/v1/sessions/sso"): {"token": "{sso}"}, ("POST", "/v1/sessions/sso/end"): {"token": "{sso}"},
    ("POST", "/v1/articles"): {**NEW, "site": "default"},
    ("POST", "/v1/articles/first-sight"): {"url": "https://paper.example/matrix-{n}", "title": "M", "site": "paper"},
    ("PATCH", "/v1/articles/{article}"): {"title": "Matrix {n}"},
    ("POST", "/v1/counts"): {"articles": ["{article}"]},
    ("POST", "/v1/articles/{article}/comments"): {"body": "words of {n}"},
    ("POST", "/v1/preview"): {"body": "words of {n}"},
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
    ("POST", "/v1/moderation/decisions/undo"): {"decisions": [NONE]},
    ("POST", "/v1/moderation/accounts/{account}/notes"): {"text": "words of {n}", "site": "{site}"},
    ("POST", "/v1/moderation/accounts/{account}/sanctions"): {"kind": "mute", "reason": "spam", "site": "{site}"},
    ("POST", "/v1/moderation/cases/{comment}/sanction"): {"version": 0, "kind": "mute", "reason": "spam", "decide": "nothing"},
    ("POST", "/v1/moderation/appeals/{appeal}/decide"): {"outcome": "upheld"},
    ("POST", "/v1/accounts/{account}/reports"): {"reason": "abuse"}, ("POST", "/v1/moderation/names/{report}/decide"): {"outcome": "none"},
    ("POST", "/v1/account/notifications/read"): {"upto": NONE},
    ("POST", "/v1/appeals"): {"notice": "{notice}", "text": "words of {n}"},
    ("POST", "/v1/notices/illegal"): ILLEGAL,
}
QUERIES = {"/sso": {"token": "{sso}"}, "/desk/staff": {"site": "{site}"}, "/v1/moderation/staff": {"site": "{site}"}, "/invite": {"token": "{invite}"}, "/unsubscribe": {"token": "{unsubscribe}"}, "/email": {"token": "{email}"}, "/verify": {"token": "{verify}"}, "/desk/settings": {"site": "{site}"}, "/desk/transparency": {"site": "{site}"}, "/v1/moderation/transparency": {"site": "{site}"}, "/desk/rules": {"site": "{site}"}, "/desk/rules/hits": {"site": "{site}"}, "/v1/moderation/settings": {"site": "{site}"}, "/v1/moderation/rules": {"site": "{site}"}, "/v1/moderation/rules/hits": {"site": "{site}"}, "/v1/articles": {"key": "world", "site": "default"}, "/v1/counts": {"keys": "world", "site": "default"}}
QUERIES |= {root + path: {"site": "{site}"} for root in ("/desk", "/v1/moderation") for path in ("/jobs", "/appeals", "/names", "/search", "/audit")}
QUERIES |= {path: {"site": "{site}"} for path in ("/desk", "/desk/log", "/desk/articles", "/desk/staff/invite", "/desk/connections", "/desk/tokens", "/desk/providers", "/v1/moderation/cases", "/v1/moderation/decisions")}
BARRED = {"barred moderator": "moderator", "barred admin": "admin", "barred auditor": "auditor"}      # of all sites, banned on the first
DULL = {("POST", "/unsubscribe"): 200, ("POST", "/desk/decide"): 200, ("POST", "/desk/decisions/undo"): 200, ("POST", "/desk/rules/try"): 200, ("POST", "/desk/jobs"): 200, ("POST", "/desk/tokens"): 200}        # forms that show what they found
DULL |= {("GET", root + "/own"): 303 for root in ("/a/{article}", "/a/{article}/c/{comment}", "/embed/{article}", "/embed/{article}/c/{comment}")}      # for a script; others are led to the page
DULL |= {("POST", "/account/security/app/confirm"): 200, ("POST", "/account/security/codes"): 200}      # they show codes once
DULL |= {("GET", "/account/confirm"): 303}      # a session that was just opened is fresh
DULL |= {("GET", "/sso/oidc/{provider:text}/callback"): 403}      # an answer that nobody asked the provider for
DULL |= {("POST", "/sso/oidc/{provider:text}/logout"): 400}       # a call without the provider's token

# The area of the desk (a permission) that each act at the desk needs. Reading needs none, except the audit.
AREAS = {
    "cases": ("POST /v1/moderation/claims", "DELETE /v1/moderation/claims/{comment}", "POST /v1/moderation/cases/{comment}/skip",
              "DELETE /v1/moderation/cases/{comment}/skip", "POST /v1/moderation/claims/{comment}/renew", "POST /v1/moderation/claims/{comment}/take",
              "POST /v1/moderation/decisions", "POST /v1/moderation/decisions/{decision}/undo", "POST /v1/moderation/decisions/undo", "PATCH /v1/moderation/comments/{comment}",
              "POST /v1/moderation/accounts/{account}/notes", "POST /desk/claim", "POST /desk/accounts/{account}/notes", "POST /desk/decide",
              "POST /desk/decisions/undo", "POST /desk/decisions/{decision}/undo", "POST /desk/{comment}/decide", "POST /desk/{comment}/skip",
              "POST /desk/{comment}/unskip", "POST /desk/{comment}/mark", "POST /desk/{comment}/renew", "POST /desk/{comment}/release", "POST /desk/{comment}/take", "POST /desk/cases/{article}/{comment}/reply"),
    "sanctions": ("POST /v1/moderation/names/{report}/decide", "POST /desk/names/{report}/decide", "POST /v1/moderation/cases/{comment}/sanction", "POST /desk/{comment}/ban",
                  "POST /v1/moderation/accounts/{account}/sanctions/{sanction}/undo", "POST /desk/accounts/{account}/sanctions/{sanction}/undo",
                  "POST /v1/moderation/accounts/{account}/sanctions", "DELETE /v1/moderation/accounts/{account}/sanctions/{sanction}",
                  "POST /v1/moderation/accounts/{account}/sanctions/{sanction}/restore", "POST /desk/accounts/{account}/sanction",
                  "POST /desk/accounts/{account}/sanctions/{sanction}/lift", "POST /desk/accounts/{account}/sanctions/{sanction}/restore"),
    "appeals": ("POST /v1/moderation/appeals/{appeal}/decide", "POST /desk/appeals/{appeal}/decide",
                "POST /v1/moderation/appeals/{appeal}/undo", "POST /desk/appeals/{appeal}/undo"),
    "jobs": ("POST /v1/moderation/jobs", "POST /v1/moderation/jobs/{job}/start", "POST /v1/moderation/jobs/{job}/pause",
             "POST /v1/moderation/jobs/{job}/undo", "POST /desk/jobs", "POST /desk/jobs/{job}/move"),
    "articles": ("PATCH /v1/articles/{article}", "POST /desk/articles/{article}"),
    "rules": ("PUT /v1/moderation/rules", "POST /v1/moderation/rules/try", "POST /desk/rules", "POST /desk/rules/try"),
    "settings": ("PUT /v1/moderation/settings", "POST /desk/settings"),
    "staff": ("PUT /v1/accounts/{account}/role", "POST /desk/accounts/{account}/role", "GET /v1/moderation/staff",
              "POST /v1/moderation/invitations", "POST /v1/moderation/invitations/{offer}/resend", "DELETE /v1/moderation/invitations/{offer}",
              "GET /desk/staff", "GET /desk/staff/invite", "POST /desk/staff/invite", "POST /desk/staff/invitations/{offer}/resend",
              "POST /desk/staff/invitations/{offer}/withdraw", "GET /v1/sites/{site:text}/tokens", "GET /v1/sites/{site:text}/providers",
              "GET /desk/connections", "GET /desk/tokens", "GET /desk/providers"),
    "audit": ("GET /v1/moderation/audit", "GET /desk/audit"),
}
# No area is enough for these: who connects systems gives what all areas give.
UNLIMITED = {("POST", "/v1/sites/{site:text}/providers"), ("DELETE", "/v1/sites/{site:text}/providers/{provider:text}"), ("POST", "/desk/providers"), ("POST", "/desk/providers/remove"),
             ("POST", "/v1/sites/{site:text}/tokens"), ("DELETE", "/v1/sites/{site:text}/tokens/{token}"), ("POST", "/desk/tokens"), ("POST", "/desk/tokens/{token}/end")}
AREA_OF = {tuple(route.split()): area for area, routes in AREAS.items() for route in routes}


@pytest.fixture(scope="module")
def limited(world, make_account):
    """Admins of the first site, each limited to one area; and one who may only read."""
    people = {}
    for area in (*AREAS, "none"):
        people[area] = make_account("reader")
        people[area].give_role(world.server, "admin", "--site", "default")
        world.database.sql("update core.role set permissions = %s where account_id = %s", [[] if area == "none" else [area], people[area].id])
    world.people["jobs"] = people["jobs"]       # it starts jobs of its own
    return people


@pytest.mark.parametrize("area", [*AREAS, "none"])
def test_a_limited_role_acts_in_its_areas_alone(world, limited, area):
    """Every route of the desk: an act outside of the area is 403, within it and reading is permitted."""
    wrong = []
    for method, path, row in TABLE:
        if path.endswith("?site") or row["reader"] not in (403, 404) or row["admin"] != 200 or path == "/v1/articles":
            continue
        needs = AREA_OF.get((method, path))
        got, _ = asked(world, method, path, limited[area], False)
        if got not in (good(method, path) if needs in (None, area) and (method, path) not in UNLIMITED else {403}):
            wrong.append((method, path, got))
    assert wrong == []


def test_every_act_at_the_desk_belongs_to_an_area():
    acts = {(m, p) for m, p, row in TABLE if not p.endswith("?site") and row["reader"] in (403, 404) and row["admin"] == 200
            and (m != "GET" or row["moderator"] != 200)} - {("POST", "/v1/articles")}
    assert acts == set(AREA_OF) | UNLIMITED


@pytest.fixture(scope="module")
def world(server, api, make_account, database):
    w = World(server, api, make_account, database)
    w.open_paper()
    for name, role in BARRED.items():
        w.people[name] = make_account(role)
        database.sql("insert into core.sanction (id, account_id, site_id, kind, reason) select core.new_id(), %s, s.id, 'ban', 'abuse'"
                     " from core.site s where s.key = 'default'", [w.people[name].id])
    return w


def good(method, path):
    """The answer of a route to a permitted caller: the document's status, a page, or the redirect after a form."""
    if (method, path) in DULL:
        return {DULL[method, path]}
    if method == "GET" or not path.startswith("/v1"):
        return {200 if method == "GET" else 303}
    return {int(status) for status in document().find(method, path)[1]["responses"] if status.startswith("2")}


@pytest.mark.parametrize("method,path,role,gives", CELLS, ids=[f"{m} {p} {r}" for m, p, r, _ in CELLS])
def test_each_role_gets_what_the_matrix_says(world, method, path, role, gives):
    person, abroad = world.people.get(role), path.endswith("?site")
    path = path.removesuffix("?site")
    got, answer = asked(world, method, path, person, abroad)
    if person is None and path in PROVES:
        gives = 401
    assert got in good(method, path) if gives == 200 else got == gives, answer


def asked(world, method, path, person, abroad):
    """The result of a valid call of the route by this person: its status (401 for a redirect to sign-in) and the answer."""
    values = world.values(f"{method} {path}", path, person, abroad)
    where = fill(path, values)
    assert "{" not in where, f"say in World.values() what {where} stands for"
    client = world.api if person is None else world.fresh(person) if path in FRESH else person.api
    more = {"query": fill(QUERIES[path], values)} if path in QUERIES and (method == "GET" or abroad and (method, path) not in SITED) else {}
    if path.startswith("/v1"):
        body = fill(BODIES.get((method, path)), values)
        if path in OWN_PAGES:
            more["headers"] = {"Origin": world.server.url}
        elif path in PAPER_CALLS:
            more["headers"] = {"Origin": PAPER}
    else:
        more["check"] = False      # the document has no pages
        fields = fill(FORMS.get(path, {}), values)
        more["headers"] = {"Content-Type": "application/x-www-form-urlencoded", "Origin": world.server.url} if method == "POST" else {}
        if person is not None:      # as a browser would: with the cookie, and the form's token
            more["headers"]["Cookie"] = "madang=" + client.token
            fields["form_token"] = form_token(client.token)
            client = world.api
        body = urllib.parse.urlencode(fields) if method == "POST" else None
    if path.endswith("/events"):
        method = "HEAD"         # a stream has no end
    answer = client.request(method, where, body, **more)
    if person is not None and path in PASSKEY_PROOFS:       # its token was replaced
        world.database.sql("delete from core.passkey")
        person.sign_in(world.api)
    if person is not None and (path.endswith(("/password", "/totp/confirm", "/app/confirm")) or (method, path) in (("DELETE", "/v1/account/sessions"), ("POST", "/account/sessions/end"))):
        world.database.sql("delete from core.totp")
        person.sign_in(world.api)       # it ended all other sessions
    got = answer.status
    if got == 303 and answer.headers["Location"].startswith("/sign-in") and path not in ("/sign-out", "/verify", "/reset/password"):
        got = 401       # a page asks to sign in
    return got, answer


def of_a_site(method, path, row):
    """Is it for some of the desk only, and about a thing or a site that can be another's?"""
    things = ("{comment}", "{decision}", "{sanction}", "{appeal}", "{job}", "{article}", "{report}")
    return row["reader"] in (403, 404) and 200 in (row["moderator"], row["admin"]) and (
        any(name in path for name in things) or (method, path) in SITED or method == "GET" and path in QUERIES)


@pytest.mark.parametrize("role", BARRED)
@pytest.mark.parametrize("method,path", [(m, p) for m, p, row in TABLE if of_a_site(m, p, row)])
def test_a_ban_on_the_site_outweighs_a_role_on_all_sites(world, method, path, role):
    got, answer = asked(world, method, path, world.people[role], False)
    assert got in (403, 404), answer


@pytest.mark.parametrize("role", BARRED)
def test_lists_show_nothing_of_a_site_that_banned_the_caller(world, role):
    """Cases, decisions, appeals, jobs, search, figures and the audit leave out the site's rows, for every filter."""
    made, decision, appeal = world.comment(), world.decision(), world.appeal()
    client = world.people[role].api
    for path, member in (("cases", "cases"), ("decisions", "decisions"), ("appeals", "appeals"),
                         ("search?in=comments", "cases"), ("search?in=cases", "cases"), ("rules/hits", "hits")):
        answer = client.get("/v1/moderation/" + path)
        assert (answer.status, answer.json[member]) == (200, []), path
    assert world.author.id not in [a["id"] for a in client.get("/v1/moderation/search?in=accounts&limit=100").json["accounts"]]
    jobs = [job["id"] for job in client.get("/v1/moderation/jobs", query={"limit": 100}).json["jobs"]]
    assert world.database.one("select count(*) from core.job j, core.site s where s.key = 'default' and s.id = any(j.sites) and j.id = any(%s::uuid[])", [jobs]) == 0
    if role != "barred auditor":
        answer = client.post("/v1/moderation/claims", {})
        assert (answer.status, answer.json["cases"]) == (200, [])
        answer = client.post("/v1/moderation/decisions", {"decisions": [{"case": made, "version": 1, "action": "approve"}]})
        assert answer.json["results"][0]["status"] == 404
    figures = {f["figure"]: f["value"] for f in client.get("/v1/moderation/transparency").json["figures"]}
    assert not figures.get("decisions") and not figures.get("reports") and not figures.get("appeals"), figures
    if role == "barred moderator":
        assert client.get("/v1/moderation/audit").status == 403
    else:
        seen = client.get("/v1/moderation/audit", query={"limit": 100}).json["entries"]
        assert not {made, decision, appeal} & {e["object"] for e in seen} and {e["site"] for e in seen} <= {"second", "paper", None}, seen
    shown = client.get(f"/v1/moderation/accounts/{world.author.id}").json
    assert not shown["decisions"] and not shown["comments"] and not shown["appeals"] and shown["record"]["published"] == 0


def test_only_an_admin_of_all_sites_bans_a_site_admin(world, make_account):
    """The site's own admin and moderators cannot ban its admin there; an admin of all sites can, there and on every site."""
    boss, troll = make_account("reader"), make_account("reader")
    boss.give_role(world.server, "admin", "--site", "second")
    troll.give_role(world.server, "admin", "--site", "second")
    path = f"/v1/moderation/accounts/{troll.id}/sanctions"
    for site, role, status in (("second", boss, 403), ("default", world.people["moderator"], 201), ("second", world.judge, 403),
                               ("second", world.people["admin"], 201), (None, world.people["admin"], 201)):
        answer = role.api.post(path, {"kind": "ban", "reason": "abuse", **({"site": site} if site else {})})
        assert answer.status == status, (site, answer)
    assert troll.sign_in(world.api).api.get("/v1/moderation/cases").status == 403


def test_every_route_with_a_body_has_a_sample_here():
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


def test_lists_show_nothing_of_another_site(world):
    made = world.comment()
    for path, member in (("/v1/moderation/cases", "cases"), ("/v1/moderation/decisions", "decisions")):
        assert world.people["elsewhere"].api.get(path).json[member] == []
    assert made in [c["case"] for c in world.people["moderator"].api.get("/v1/moderation/cases", query={
        "limit": 100, "article": world.article}).json["cases"]] or world.people["moderator"].api.get(f"/v1/moderation/cases/{made}").status == 200


def test_a_hidden_article_is_404_for_readers(world, api):
    """The comments of a hidden article are hidden too, from every account that may not moderate it."""
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
