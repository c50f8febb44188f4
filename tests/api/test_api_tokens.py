# SPDX-License-Identifier: Apache-2.0
"""Goal: an API token opens exactly the routes of its scopes, on its own site, until it ends; it is no session; nothing keeps the token itself."""
import re
import subprocess
import urllib.parse

import pytest

from server import ROOT, binary
from world import NONE, World, fill, form_token

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
    """An API token in a cookie opens no session. The token of a session behind the prefix is no API token."""
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


# ---- made and ended by admins
TOKENS = "/v1/sites/default/tokens"


@pytest.fixture
def wanted():
    return {"name": "newsroom", "scopes": ["articles:create", "moderation:read"], "days": 30}


def test_an_admin_makes_a_token_that_works_and_sees_it_once(api, admin, wanted, database):
    made = admin.api.post(TOKENS, wanted)
    assert made.status == 201 and TOKEN.fullmatch(made.json["token"]) and made.headers["Cache-Control"] == "private, no-store"
    client = api.signed_in(made.json["token"])
    assert client.post("/v1/articles", new_article("desk")).status == 201 and client.get("/v1/moderation/decisions").status == 200
    listed = admin.api.get(TOKENS)
    assert made.json["token"] not in listed.text and "token" not in listed.json["tokens"][0]
    one = listed.json["tokens"][0]
    assert (one["id"], one["name"], one["scopes"], one["state"], one["made_by"]) == (made.json["id"], "newsroom", wanted["scopes"], "valid", admin.username)
    assert database.one("select extract(day from expires_at - created_at)::int from core.api_token where id = %s", [made.json["id"]]) == 30
    entry = admin.api.get("/v1/moderation/audit", query={"action": "site_token", "object": one["id"]}).json["entries"][0]
    assert entry["actor"]["username"] == admin.username and entry["codes"]["scopes"] == wanted["scopes"]
    client.close()


def test_an_admin_ends_a_token_at_once(api, admin, wanted):
    made = admin.api.post(TOKENS, wanted).json
    client = api.signed_in(made["token"])
    for _ in range(2):
        assert admin.api.delete(f"{TOKENS}/{made['id']}").status == 204
    assert client.get("/v1/moderation/cases").code == "token_ended"
    assert next(t for t in admin.api.get(TOKENS).json["tokens"] if t["id"] == made["id"])["state"] == "ended"
    assert len(admin.api.get("/v1/moderation/audit", query={"action": "site_token_revoke", "object": made["id"]}).json["entries"]) == 1
    client.close()


def test_a_repeated_request_makes_no_second_token(admin, wanted, database):
    key = {"Idempotency-Key": NONE[:-1] + "7"}
    first, again = (admin.api.post(TOKENS, wanted, headers=key) for _ in range(2))
    assert first.status == 201 and (again.status, again.code) == (409, "conflict") and "token" not in again.json
    assert admin.api.post(TOKENS, {**wanted, "name": "other"}, headers=key).code == "key_reused"
    assert database.one("select count(*) from core.api_token where id = %s", [first.json["id"]]) == 1


@pytest.mark.parametrize("wrong,field", [({"name": ""}, "name"), ({"name": "n" * 61}, "name"), ({"scopes": []}, "scopes"), ({"scopes": ["articles:delete"]}, "scopes"),
                                         ({"scopes": "audit:read"}, "scopes"), ({"scopes": [7]}, "scopes"), ({"days": 731}, "days"), ({"days": 0}, "days")])
def test_a_wrong_wish_makes_none(admin, wanted, database, wrong, field):
    before = database.one("select count(*) from core.api_token")
    answer = admin.api.post(TOKENS, {**wanted, **wrong})
    assert answer.status == 422 and [f["field"] for f in answer.json["fields"]] == [field]
    assert database.one("select count(*) from core.api_token") == before


def test_a_token_makes_no_token(make, wanted):
    client = make("articles:create", "audit:read")
    assert client.post(TOKENS, wanted).code == "scope" and client.get(TOKENS).code == "scope"


def test_a_site_has_a_limited_number_of_valid_tokens(server, admin, wanted, database):
    server.cli("site", "create", "many", "--title", "Many")
    database.sql("insert into core.api_token (id, site_id, name, token, scopes) select core.new_id(), s.id, 'n', sha256(n::text::bytea), '{audit:read}'"
                 " from core.site s, generate_series(1, 50) n where s.key = 'many'")
    assert admin.api.post("/v1/sites/many/tokens", wanted).code == "tokens_max"
    database.sql("update core.api_token set revoked_at = core.now() where name = 'n'")
    assert admin.api.post("/v1/sites/many/tokens", wanted).status == 201


# ---- the desk's page
def visit(api, person, method, path, form=None):
    headers = {"Cookie": "madang=" + person.api.token, "Accept": "text/html", "Origin": api.base, "Content-Type": "application/x-www-form-urlencoded"}
    body = urllib.parse.urlencode({**form, "form_token": form_token(person.api.token)}) if form is not None else None
    return api.request(method, path, body, headers=headers, check=False)


def test_the_desk_makes_a_token_shows_it_once_and_ends_it(api, admin):
    form = {"site": "default", "name": "편집국 <CMS>", "days": "90", "scope-articles:create": "yes", "scope-audit:read": "yes", "key": NONE[:-1] + "8"}
    made = visit(api, admin, "POST", "/desk/tokens", form)
    token = TOKEN.search(made.text)[0]
    assert made.status == 200 and made.headers["Cache-Control"] == "private, no-store"
    assert api.signed_in(token).get("/v1/moderation/audit").status == 200
    assert visit(api, admin, "POST", "/desk/tokens", form).status == 409
    page = visit(api, admin, "GET", "/desk/connections?site=default")
    assert token not in page.text and "편집국 &lt;CMS&gt;" in page.text and "<code>audit:read</code>" in page.text
    ended = visit(api, admin, "POST", re.search(r'action="(/desk/tokens/[^"]+/end)"', page.text)[1], {"site": "default"})
    assert ended.status == 303 and ended.headers["Location"] == "/desk/connections?site=default&said=token_end"
    assert api.signed_in(token).get("/v1/moderation/audit").code == "token_ended"


def test_the_desks_form_says_what_is_missing_and_keeps_the_rest(api, admin):
    page = visit(api, admin, "POST", "/desk/tokens", {"site": "default", "name": "", "days": "730", "scope-moderation:read": "yes"})
    assert page.status == 422 and 'name="scope-moderation:read" value="yes" checked=""' in page.text and 'value="730" selected=""' in page.text
    page = visit(api, admin, "POST", "/desk/tokens", {"site": "default", "name": "cms", "days": "730"})
    assert page.status == 422 and "Tick what the token may do." in page.text and 'value="cms"' in page.text


def test_the_desk_points_out_a_token_that_ends_soon(api, admin, database):
    database.sql("update core.api_token set revoked_at = core.now() where revoked_at is null")
    made = [admin.api.post(TOKENS, {"name": name, "scopes": ["audit:read"], "days": days}).json for name, days in (("soon", 13), ("later", 15))]
    page = visit(api, admin, "GET", "/desk/connections?site=default").text
    assert "1 token expires within 14 days" in page and page.count("Expires soon") == 1 and len(made) == 2
