# SPDX-License-Identifier: Apache-2.0
"""Goal: a refused form comes back with all that was written, and says what happened, why, and what to do next."""
import base64
import html.parser
import os
import re
import subprocess
import urllib.parse
import uuid

import pytest
import requests

from server import ROOT, binary
from fixture_site import PASSWORD
import totp
from world import FORMS, World, fill, form_token

SETTINGS = {"rules.refresh": "50ms"}
WORDS = "Two \"words\" of <b>mine</b> & '여러 줄'\r\nand a second line"
LINE = "One line, <i>\"marked\"</i> & 둘"
# The texts that people type into a form. A form without a row gets an unknown field.
WRITTEN = {
    "/sign-in": {"login": LINE}, "/sign-up": {"username": LINE, "email": LINE},
    "/notices/illegal": {"explanation": WORDS, "law": LINE, "name": LINE, "email": LINE},
    "/a/{article}/comments": {"body": WORDS}, "/a/{article}/c/{comment}/edit": {"body": WORDS},
    "/a/{article}/c/{comment}/report": {"detail": WORDS}, "/account/notices/{notice}/appeal": {"text": WORDS},
    "/desk/{comment}/decide": {"note": WORDS, "message": WORDS}, "/desk/decide": {"note": WORDS, "message": WORDS},
    "/desk/appeals/{appeal}/decide": {"note": WORDS}, "/desk/accounts/{account}/notes": {"text": WORDS},
    "/desk/accounts/{account}/sanction": {"note": WORDS, "message": WORDS},
    "/desk/jobs": {"note": WORDS, "text": LINE}, "/desk/rules": {"rules": "{\r\n}"}, "/desk/rules/try": {"rules": "{\r\n}", "sample": LINE},
    "/desk/settings": {"title": LINE, "title-1": LINE, "text-1": WORDS, "text-12": WORDS},
}
SECRETS = ("password", "current", "new", "secret", "code")
CALLS = ("/sso/oidc/{provider:text}/logout",)       # programs call them; no page has such a form


def rows():
    """{path: (who, rate)} of every form of a page."""
    said = subprocess.run([binary(), "routes"], cwd=ROOT, text=True, stdout=subprocess.PIPE, check=True).stdout
    lines = [line.split() for line in said.splitlines()[1:]]
    return {line[1]: (line[2], line[4]) for line in lines if line[0] == "POST" and not line[1].startswith("/v1") and line[1] not in CALLS}


ROWS = rows()
SESSION = [path for path, (who, _) in ROWS.items() if who not in ("open", "anyone")]


class Page(html.parser.HTMLParser):
    """texts: what its fields hold, by name, hidden ones too; forms: [(action, {name: value})]; words: what can be read."""

    def __init__(self, text):
        super().__init__()
        self.text = text
        self.texts, self.forms, self.words, self.area, self.areas = {}, [], [], None, []
        self.feed(text)
        self.words = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if tag == "form":
            self.forms.append((a["action"], {}))
        if tag == "textarea":
            self.area = a["name"]
            self.take(self.area, "")
        if tag == "input":
            self.take(a["name"], a.get("value", ""))

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.take(self.area, self.texts[self.area].removeprefix("\n"))      # as a browser reads it
            self.area = None
        if tag == "form":
            self.forms.append((None, {}))

    def handle_data(self, data):
        if self.area is None:
            self.words.append(data)
        else:
            self.take(self.area, self.texts[self.area] + data)

    def take(self, name, value):
        self.texts[name] = value
        if self.forms:
            self.forms[-1][1][name] = value

    def form(self, action):
        return dict(next(fields for where, fields in self.forms if where == action))


def lines(text):
    return text.replace("\r\n", "\n")


@pytest.fixture(scope="module")
def world(server, api, make_account, database):
    return World(server, api, make_account, database)


@pytest.fixture(scope="module")
def away(database, make_server):
    """The same, without a database."""
    s = make_server(database, {**SETTINGS, "database.backoff_max": "50ms"})
    s.settings["database.url"] = s.settings["database.owner_url"] = "postgresql://nobody@127.0.0.1:1/nothing"
    s.write()
    return s.start(wait="healthz")


@pytest.fixture(scope="module")
def strict(database, make_server):
    return make_server(database, {**SETTINGS, "limits.rates": "on", "limits.writes": 1, "limits.votes": 1, "limits.sign_ups": 1,
                                  "limits.free_tries": 1}).start()


class Sender:
    """One form of one person, sent as a browser would."""

    def __init__(self, world, path):
        self.world, self.path = world, path
        self.person = None if ROWS[path][0] == "open" else world.people["admin" if ROWS[path][0] == "admin" else "moderator"]
        values = world.values(f"POST {path}", path, self.person, False)
        self.where = fill(path, values)
        self.written = WRITTEN.get(path, {"any": WORDS})
        self.fields = {**{name: str(value) for name, value in fill(FORMS.get(path, {}), values).items()}, **self.written, "key": "01936000-0003-7000-8000-00000000c0de"}
        if path == "/desk/tokens":      # it answers a repeated key with a refusal: the token is shown once
            self.fields["key"] = str(uuid.uuid4())
        if path == "/desk/jobs":
            self.fields["author"] = values["account"]

    def send(self, token=None, origin=None, server=None, fields=None):
        server = server or self.world.server
        headers = {"Accept": "text/html", "Origin": origin or server.url}
        fields = {**self.fields, **(fields or {})}
        if token is not None:
            headers["Cookie"] = "madang=" + token
            fields.setdefault("form_token", form_token(token))
        return requests.post(server.url + self.where, data=fields, headers=headers, allow_redirects=False, timeout=30)

    def back(self, answer, status, prefix="", again=True):
        """The page repeats all typed texts except a password, and gives the reason."""
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"].startswith("text/html"), answer.text
        page = Page(answer.text)
        for name, value in self.written.items():
            assert lines(page.texts[prefix + name]) == lines(value), name
        for name, value in self.fields.items():
            if name in SECRETS:
                assert value not in answer.text
            elif again:
                assert lines(page.texts[prefix + name]) == lines(value), name
        return page


@pytest.fixture
def sender(world):
    return lambda path: Sender(world, path)


def random_token():
    return base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")


def pending(world, person):
    """The token of a sign-in that waits for the code of an app, and a code that is ten minutes early."""
    secret = person.api.post("/v1/account/totp").json["secret"]
    assert person.api.post("/v1/account/totp/confirm", {"code": totp.code(secret)}).status == 201
    made = world.api.post("/v1/sessions", {"login": person.username, "password": PASSWORD})
    return made.json["token"], totp.code(secret, steps=20)


def by_password(path):
    """Passwords and codes must be typed again, since no page repeats them. Signing out needs no sign-in."""
    return path in ("/account/password", "/account/email", "/account/confirm", "/account/security/app/confirm", "/desk/providers", "/sign-out")


def signed_in(world, sender, page, account=None):
    """The refusal's page, filled in and sent."""
    account = account or sender.person
    return requests.post(world.server.url + "/sign-in", allow_redirects=False, timeout=30,
                         data={**page.form("/sign-in"), "login": account.username, "password": PASSWORD},
                         headers={"Accept": "text/html", "Origin": world.server.url})


# ---- signed out

@pytest.mark.parametrize("path", SESSION)
@pytest.mark.parametrize("over", [False, True], ids=["no session", "session over"])
def test_signing_in_sends_the_refused_form(world, sender, path, over):
    s = sender(path)
    answer = s.send(random_token() if over else None)
    if by_password(path):
        if path != "/sign-out" or not over:
            assert answer.status_code == 401
        return
    if path == "/account/passkeys" and over:
        return      # the challenge belongs to another session: it is refused before the query that knows the session
    page = s.back(answer, 401, "f.")
    assert "Sign in to send it" in page.words
    assert page.form("/sign-in")["next"].startswith(("/a/", "/embed/", "/account", "/desk", "/people/"))
    if "passkey" in path:
        return      # the account has one, so a password alone does not sign it in
    done = signed_in(world, s, page)
    assert "madang=" in done.headers["set-cookie"]
    assert done.status_code in (303, 200, 422), done.text      # as the form itself answers: some samples are not sound with words in them
    if path in ("/account/sessions/{session}/end", "/account/sessions/end"):
        s.person.sign_in(world.api)     # that was it
    if done.status_code == 303:
        assert not done.headers["location"].startswith("/sign-in")


def test_a_comment_is_posted_by_signing_in(world, sender):
    def count():
        return world.database.one("select count(*) from core.comment where author_id = %s and starts_with(body, 'Two')", [s.person.id])
    s = sender("/a/{article}/comments")
    before = count()
    page = s.back(s.send(random_token(), fields={"key": "01936000-0003-7000-8000-0000000000aa"}), 401, "f.", again=False)
    first, again = signed_in(world, s, page), signed_in(world, s, page)
    assert first.status_code == again.status_code == 303
    assert re.search(r"#c-\S+$", first.headers["location"])[0] == re.search(r"#c-\S+$", again.headers["location"])[0]      # once
    assert count() == before + 1


def test_signing_up_sends_the_refused_form(world, sender):
    s = sender("/a/{article}/comments")
    page = s.back(s.send(None), 401, "f.")
    assert urllib.parse.quote(f"next=/a/{world.article}", safe="=") in page.text
    carried = page.form("/sign-in")
    headers = {"Accept": "text/html", "Origin": world.server.url}
    shown = requests.post(world.server.url + "/sign-up", data={**carried, "login": "", "password": "", "step": "form"}, headers=headers,
                          timeout=30)
    page = s.back(shown, 200, "f.")
    wrong = requests.post(world.server.url + "/sign-up", headers=headers, timeout=30,
                          data={**page.form("/sign-up"), "username": "newcomer", "email": "nowhere", "password": PASSWORD})
    page = s.back(wrong, 422, "f.")
    done = requests.post(world.server.url + "/sign-up", headers=headers, allow_redirects=False, timeout=30,
                         data={**page.form("/sign-up"), "email": "newcomer@mail.example", "password": PASSWORD})
    assert done.status_code == 303 and "#c-" in done.headers["location"], done.text
    assert "newcomer" in world.api.get("/a/" + world.article, check=False).text


def test_a_wrong_password_keeps_the_refused_form(world, sender):
    s = sender("/a/{article}/c/{comment}/report")
    carried = s.back(s.send(None), 401, "f.").form("/sign-in")
    wrong = requests.post(world.server.url + "/sign-in", headers={"Accept": "text/html", "Origin": world.server.url}, timeout=30,
                          data={**carried, "login": s.person.username, "password": "not this one"})
    page = s.back(wrong, 422, "f.")
    assert "do not belong together" in page.words
    assert signed_in(world, s, page).status_code == 303
    assert world.database.one("select detail from core.report where reporter_id = %s order by id desc limit 1",
                              [s.person.id]).replace("\r", "") == WORDS.replace("\r", "")


def test_a_form_the_new_session_may_not_send_comes_back(world, sender):
    s = sender("/desk/accounts/{account}/notes")
    page = s.back(s.send(None), 401, "f.")
    done = signed_in(world, s, page, world.people["reader"])
    assert "madang=" in done.headers["set-cookie"]
    s.back(done, 403, again=False)


def test_a_form_of_a_foreign_page_is_not_sent_by_a_sign_in(world, sender):
    """A page of others may not put words into the mouth of who signs in: they are shown, and go nowhere."""
    s = sender("/desk/accounts/{account}/role")
    for origin in ("https://evil.example", "null", "http://127.0.0.1:1"):
        page = s.back(s.send(None, origin=origin), 401, again=False)
        assert all(action is None or not action.startswith("/sign-in") for action, _ in page.forms)
    s = sender("/a/{article}/comments")
    carried = s.back(s.send(None), 401, "f.").form("/sign-in")
    done = requests.post(world.server.url + "/sign-in", allow_redirects=False, timeout=30, headers={"Accept": "text/html"},
                         data={**carried, "login": s.person.username, "password": PASSWORD})
    assert done.status_code == 303 and done.headers["location"] == f"/a/{world.article}"      # signed in, not sent


@pytest.mark.parametrize("then", ["https://evil.example/", "//evil.example", "/v1/articles", "/a/nothing", "/sign-in", "/notices/illegal", "/a/{article}"])
def test_a_sign_in_sends_no_form_to_an_unknown_path(world, then):
    person = world.people["reader"]
    done = requests.post(world.server.url + "/sign-in", allow_redirects=False, timeout=30,
                         headers={"Accept": "text/html", "Origin": world.server.url},
                         data={"login": person.username, "password": PASSWORD, "next": "/account", "f.body": "words",
                               "then": then.replace("{article}", world.article)})
    assert (done.status_code, done.headers["location"]) == (303, "/account")


# ---- it came from somewhere else

@pytest.mark.parametrize("path", ROWS)
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
def test_a_form_of_a_foreign_origin_is_shown_and_not_executed(world, sender, path, origin):
    s = sender(path)
    before = world.database.one("select count(*) from core.comment") + world.database.one("select count(*) from core.audit")
    page = s.back(s.send(s.person.token if s.person else None, origin=origin), 403, again=False)
    assert "Nothing was sent" in page.words and "copy" in page.words
    assert all(action in (None, "/sign-out") for action, _ in page.forms)
    after = world.database.one("select count(*) from core.comment") + world.database.one("select count(*) from core.audit")
    assert before == after


@pytest.mark.parametrize("path", SESSION)
def test_a_form_of_another_session_can_be_sent_again(world, sender, path):
    if path == "/sign-out":
        return
    s = sender(path)
    page = s.back(s.send(s.person.token, fields={"form_token": "A" * 43}), 403)
    assert page.form(s.where)["form_token"] == form_token(s.person.token)


# ---- too much, too fast, too late

@pytest.mark.parametrize("path", [path for path, (_, rate) in ROWS.items() if rate != "-"])
def test_a_rate_limited_form_comes_back(world, strict, sender, make_account, path):
    s = sender(path)
    fields = {"username": "fast", "email": "fast@mail.example"} if path == "/sign-up" else {}
    token = s.person.token if s.person else None
    if path == "/sign-in/second":       # five wrong codes end a pending sign-in, a wait comes before that
        token, fields["code"] = pending(world, make_account())
    for _ in range(4 if path == "/sign-in/second" else 40):
        answer = s.send(token, server=strict, fields=fields)
        if answer.status_code == 429:
            break
    wait = int(answer.headers["retry-after"])
    assert wait > 0
    s.written = {**s.written, **{name: value for name, value in fields.items() if name not in SECRETS}}
    s.fields = {**s.fields, **fields}
    page = s.back(answer, 429)
    assert "Nothing was sent" in page.words
    assert wait >= 120 or f"Wait {wait} second" in page.words     # longer ones are minutes or hours


@pytest.mark.parametrize("path", ROWS)
def test_a_form_comes_back_without_a_database(world, away, sender, path):
    if path in ("/sign-out", "/sign-in/passkey", "/account/passkeys", "/sign-in/second/passkey"):
        return      # the cookie goes all the same; the challenge is another server's, which needs no database
    s = sender(path)
    fields = {"/sign-up": {"username": "late", "email": "late@mail.example"}, "/notices/illegal": {"email": "late@mail.example"}}.get(path, {})
    s.written = {**s.written, **fields}
    s.fields = {**s.fields, **fields}
    answer = s.send(random_token() if s.person or path == "/sign-in/second" else None, server=away)
    page = s.back(answer, 503)
    assert answer.headers["retry-after"] == "1"
    assert "Send it again: it counts only once." in page.words


def test_the_longest_text_fits_with_every_byte_encoded(sender):
    s = sender("/a/{article}/comments")
    s.written = {"body": "가" * 8000}      # 24 kB, 72 kB in the form
    s.fields["body"] = s.written["body"]
    s.back(s.send(None), 401, "f.")
    s.back(s.send(s.person.token), 422, again=False)


@pytest.mark.parametrize("path", [path for path in WRITTEN if not path.startswith(("/desk/rules", "/desk/settings"))])
def test_a_form_that_is_too_large_is_refused_with_advice(sender, path):
    s = sender(path)
    answer = s.send(s.person.token if s.person else None, fields={next(iter(s.written)): "가" * 20000})
    assert answer.status_code == 413
    page = Page(answer.text)
    assert "larger than" in page.words and "Go back" in page.words


def test_a_form_with_a_character_that_cannot_be_stored_comes_back(sender):
    s = sender("/a/{article}/comments")
    answer = s.send(s.person.token, fields={"body": WORDS.replace("mine", "mi\0ne")})
    s.back(answer, 422, again=False)


# ---- one rule for text, everywhere

BLANK = ["   ", "\u3000\u00a0", "\u200b\u2060", "\u2800"]
# Where nothing else is wrong with the sample. Titles of settings and rules are read as JSON and checked there.
TEXTS = {path: fields for path, fields in WRITTEN.items() if path not in ("/sign-in", "/sign-up", "/desk/rules", "/desk/rules/try", "/desk/settings")}


@pytest.mark.parametrize("path,name", [(path, name) for path, fields in TEXTS.items() for name in fields if name != "email"
                                       and (path, name) != ("/desk/jobs", "text")])
@pytest.mark.parametrize("text", BLANK)
def test_a_text_that_nobody_can_see_is_refused(sender, path, name, text):
    s = sender(path)
    fields = {**FORMS.get(path, {}), **({"email": ""} if "email" in s.written else {}), name: text}
    answer = s.send(s.person.token if s.person else None, fields={**{n: "words" for n in s.written if n != "email"}, **{
        k: v for k, v in fields.items() if "{" not in v}})
    assert answer.status_code == 422, answer.text
    words = Page(answer.text).words
    assert "no visible characters" in words or "no visible text" in words


@pytest.mark.parametrize("path,name", [(path, name) for path, fields in TEXTS.items() for name in fields if name not in ("email", "body")
                                       and (path, name) != ("/desk/jobs", "text")])
def test_a_text_that_is_too_long_says_by_how_much(sender, path, name):
    s = sender(path)
    s.written = {name: "길" * 9000}
    fields = {n: "words" for n in WRITTEN[path] if n != "email"}
    answer = s.send(s.person.token if s.person else None, fields={**fields, **({"email": ""} if "email" in WRITTEN[path] else {}), **s.written})
    page = s.back(answer, 422, again=False)
    assert re.search(r"has 27000 of at most \d+ bytes", page.words), page.words
