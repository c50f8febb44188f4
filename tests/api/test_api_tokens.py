# SPDX-License-Identifier: Apache-2.0
"""Goal: an API token opens exactly the routes of its scopes, on its own site, until it ends; it is no session; nothing keeps the token itself."""
import re
import subprocess

import pytest

from server import ROOT, binary
from world import NONE, World, fill

SETTINGS = {"limits.rates": "off", "log.level": "debug", "session.idle_staff": "20s"}      # the last use is then exact to a second
TOKEN = re.compile(r"madang_[A-Za-z0-9_-]{43}")


def table():
    """[(method, path, who, scope)] of every route."""
    done = subprocess.run([binary(), "routes"], cwd=ROOT, text=True, stdout=subprocess.PIPE, check=True)
    return [(w[0], w[1], w[2], w[5]) for w in map(str.split, done.stdout.splitlines()[1:])]


TABLE = table()
SCOPES = sorted({scope for *_, scope in TABLE} - {"-"})


@pytest.fixture(scope="module")
def world(server, api, make_account, database):
    return World(server, api, make_account, database)


@pytest.fixture
def make(server, api):
    """A token's client, made on the command line."""
    made = []

    def make(*scopes, name="cms", days=None, site="default"):
        token = server.cli("site", "token", site, name, "--scopes", " ".join(scopes), *(("--days", str(days)) if days else ())).stdout.strip()
        made.append(api.signed_in(token))
        return made[-1]
    yield make
    for client in made:
        client.close()


def new_article(n):
    return {"key": f"token-{n}", "url": f"https://news.example/token-{n}", "title": "T"}


# ---- scopes
BODIES = {"POST /v1/articles": new_article("{n}"), "PATCH /v1/articles/{article}": {"title": "Token {n}"}}


@pytest.mark.parametrize("scope", SCOPES)
def test_a_token_opens_exactly_the_routes_of_its_scope(world, make, scope):
    """Every route that needs somebody, pages too. A refusal is 403 `scope` and names the scope that is missing, if one exists."""
    client, opened, wrong = make(scope), set(), []
    for method, path, who, needs in TABLE:
        if who in ("anyone", "open"):
            continue
        values = world.values(f"{method} {path}", path, world.people["admin"], False) if needs != "-" else {}
        where = re.sub(r"\{[^}]*\}", NONE, fill(path, values))
        answer = client.request(method, where, fill(BODIES.get(f"{method} {path}"), values), check=path.startswith("/v1"))
        if answer.status < 300:
            opened.add((method, path))
        elif (answer.status, answer.code, answer.json.get("scope")) != (403, "scope", None if needs == "-" else needs):
            wrong.append((method, path, answer.status, answer.text))
    assert wrong == [] and opened == {(m, p) for m, p, _, needs in TABLE if needs == scope}


def test_every_scope_opens_a_route_and_only_calls_of_the_api():
    said = subprocess.run([binary(), "site", "token", "--help"], text=True, stdout=subprocess.PIPE, check=True).stdout
    assert [scope for scope in SCOPES if scope in said] == SCOPES and len(set(re.findall(r"\b[a-z]+:[a-z]+\b", said))) == len(SCOPES)
    assert all(path.startswith("/v1/") for _, path, _, scope in TABLE if scope != "-")


def test_scopes_add_up(world, make):
    client = make("articles:create", "articles:change")
    made = client.post("/v1/articles", new_article("sum")).json
    assert client.patch(f"/v1/articles/{made['id']}", {"state": "closed"}).json["state"] == "closed"


def test_a_token_acts_on_its_own_site_alone(server, world, make):
    server.cli("site", "create", "weekly-tokens", "--title", "Weekly")
    client = make("articles:create", "articles:change", "moderation:read", site="weekly-tokens")
    assert client.post("/v1/articles", new_article("weekly")).json["site"] == "weekly-tokens"
    assert client.post("/v1/articles", {**new_article("away"), "site": "default"}).status == 403
    assert client.patch(f"/v1/articles/{world.article}", {"title": "Taken"}).status == 404
    assert client.get(f"/v1/moderation/cases/{world.comment()}").status == 404
    assert client.get("/v1/moderation/cases", query={"site": "default"}).status == 404
    assert client.get("/v1/moderation/cases").json["cases"] == []


# ---- no session
def test_a_token_is_no_session(api, make, moderator):
    """Nor is it one in a cookie; and the token of a session is none behind the prefix."""
    client = make("moderation:read")
    assert client.get("/v1/session").status == 403
    assert api.get("/v1/moderation/cases", headers={"Cookie": f"madang={client.token}"}).status == 401
    assert api.signed_in("madang_" + moderator.api.token).get("/v1/moderation/cases").status == 401
    assert api.signed_in(client.token.removeprefix("madang_")).get("/v1/moderation/cases").status == 401


@pytest.mark.parametrize("broken", [lambda t: t[:-1], lambda t: t + "A", lambda t: t.upper(), lambda t: t.replace("madang_", "madang-"), lambda t: t[:-1] + "="])
def test_a_broken_token_is_unknown(api, make, broken):
    assert api.signed_in(broken(make("moderation:read").token)).get("/v1/moderation/cases").status == 401


def test_a_token_in_the_address_is_an_error(api, make):
    assert api.get("/v1/moderation/cases", query={"token": make("moderation:read").token}).status == 401


# ---- the end
def test_an_ended_and_an_expired_token_say_so(server, database, make):
    ended, expired = make("moderation:read", "articles:create", name="ended"), make("moderation:read", "articles:create", name="expired")
    assert ended.get("/v1/moderation/cases").status == expired.get("/v1/moderation/cases").status == 200
    server.cli("site", "token", "default", "ended", "--revoke")
    database.sql("update core.api_token set expires_at = core.now() where name = 'expired'")
    for client, code in ((ended, "token_ended"), (expired, "token_expired")):
        for answer in client.get("/v1/moderation/cases"), client.post("/v1/articles", new_article(code)):
            assert (answer.status, answer.code) == (401, code)


def test_a_token_ends_after_a_year_unless_its_maker_says_otherwise(server, make, database):
    def days(name):
        return database.one("select extract(day from expires_at - created_at)::int from core.api_token where name = %s", [name])
    make("articles:create", name="year")
    make("articles:create", name="week", days=7)
    assert (days("year"), days("week")) == (365, 7)
    for wrong in ("--days", "731"), ("--days", "0"), ("--days", "1x"), ("--scopes", "articles:delete"), ("--scopes", " "):
        done = server.cli("site", "token", "default", "wrong", *wrong, check=False)
        assert done.returncode == 1 and not TOKEN.search(done.stdout) and done.stderr, wrong


def test_a_token_from_before_keeps_creating_articles_and_nothing_else(api, database):
    """43 characters without the prefix, with the scope that the migration gave and no end."""
    token = "cms" + "A" * 40
    digest = __import__("hashlib").blake2b(token.encode(), digest_size=32).digest()
    database.sql("insert into core.api_token (id, site_id, name, token, scopes) select core.new_id(), s.id, 'old', %s, '{articles:create}'"
                 " from core.site s where s.key = 'default'", [digest])
    old = api.signed_in(token)
    assert old.post("/v1/articles", new_article("old")).status == 201
    assert old.get("/v1/moderation/cases").json["scope"] == "moderation:read"
    assert old.get("/v1/session").status == 401
    old.close()


# ---- what stays
def test_the_last_use_is_seen_without_a_write_for_each_request(server, make, database):
    client = make("moderation:read", name="used")
    first = database.one("select last_used_at from core.api_token where name = 'used'")
    for _ in range(20):
        client.get("/v1/moderation/cases")
    server.wait_for(lambda: database.one("select last_used_at from core.api_token where name = 'used'"), what="the last use")
    assert first is None and "used 20" in server.cli("site", "token", "default").stdout


def test_the_token_itself_is_kept_nowhere(server, make, database):
    client = make("articles:create", "moderation:read", name="secret")
    client.post("/v1/articles", new_article("secret"))
    client.get("/v1/account")
    rows = database.sql("select to_jsonb(t)::text from core.api_token t union all select a.codes::text || coalesce(p.payload, '')"
                        " from core.audit a left join core.audit_private p on p.entry = a.id")
    assert client.token not in str(rows) and client.token not in server.log_text() and client.token not in server.cli("site", "token", "default").stdout
