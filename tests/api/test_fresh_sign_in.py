# SPDX-License-Identifier: Apache-2.0
"""Goal: dangerous acts need a fresh proof of the person; giving one renews the session's token and nothing else."""
import re

import pytest

import totp
from client import Client
from conftest import Account, create_account
from fixture_site import PASSWORD
from visitor import page, visiting

LATER = 700     # s: more than session.fresh, less than an idle time


@pytest.fixture
def boss(make_account):
    return make_account("admin")


def role(boss, person, name="staff"):
    return boss.api.put(f"/v1/accounts/{person.id}/role", {"role": name, "site": "default"})


def prove(api, password=PASSWORD, **more):
    return api.post("/v1/session/step-up", {"password": password}, **more)


@pytest.fixture
def visit(server, boss):
    yield from visiting(server, boss)


def cookie(answer):
    return re.match("madang=([^;]+); Path=/; Max-Age=", answer.headers["Set-Cookie"])[1]


def carried(shown):
    """The hidden fields of the form on the page."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', shown))


def test_a_role_needs_a_fresh_proof_and_the_proof_renews_the_token(api, boss, make_account, clock, database):
    person, old = make_account(), boss.api.token
    assert role(boss, person).status == 200      # the session was just opened
    clock(LATER)
    refused = role(boss, person, "moderator")
    assert (refused.status, refused.code, refused.json["methods"]) == (403, "confirm", ["password"])
    assert database.one("select role from core.role where account_id = %s", [person.id]) == "staff"
    session = database.one("select max(id::text) from core.session where account_id = %s", [boss.id])
    proved = prove(boss.api)
    assert proved.status == 200 and set(proved.json) == {"account", "token", "expires_at"} and proved.headers["Set-Cookie"] is None
    assert boss.api.get("/v1/session").code == "sign_in"         # the former token opens nothing
    boss.api = api.signed_in(proved.json["token"])
    assert role(boss, person, "moderator").status == 200
    assert database.one("select max(id::text) from core.session where account_id = %s", [boss.id]) == session
    assert proved.json["token"] != old
    clock(LATER * 2)
    assert role(boss, person).code == "confirm"


def test_a_wrong_password_proves_nothing_and_counts_as_a_failed_sign_in(boss, make_account, clock, database):
    clock(LATER)
    answer = prove(boss.api, "not the password")
    assert (answer.status, answer.code) == (401, "bad_credentials")
    assert role(boss, make_account()).code == "confirm" and boss.api.get("/v1/session").status == 200
    assert database.one("select count(*) from core.audit where actor_id = %s and action = 'sign_in_failed'", [boss.id]) == 1
    assert prove(boss.api, PASSWORD).status == 200
    assert database.one("select codes ->> 'method' from core.audit where actor_id = %s and action = 'confirm'", [boss.id]) == "password"


def test_only_those_who_may_act_are_asked_for_a_proof(make_account, clock):
    reader, person = make_account(), make_account()
    clock(LATER)
    assert role(reader, person).code == "forbidden"


def test_invitations_and_undone_jobs_need_a_fresh_proof(boss, make_account, clock, database):
    article = boss.api.post("/v1/articles", {"key": "fresh", "url": "https://news.example/fresh", "title": "F"}).json["id"]
    job = boss.api.post("/v1/moderation/jobs", {"filter": {"article": article, "text": "words"}, "action": "reject", "reason": "spam"}).json["job"]["id"]
    database.sql("update core.job set state = 'done' where id = %s", [job])
    clock(LATER)
    assert boss.api.post("/v1/moderation/invitations", {"name": "invited fresh", "email": "invited@mail.example", "role": "staff", "site": "default"}).code == "confirm"
    assert boss.api.post(f"/v1/moderation/jobs/{job}/undo").code == "confirm"
    assert boss.api.get(f"/v1/moderation/jobs/{job}").json["job"]["state"] == "done"
    none = "01936000-0003-7000-8000-00000000%04d"
    assert boss.api.post("/v1/moderation/decisions/undo", {"decisions": [none % n for n in range(21)]}).code == "confirm"
    assert boss.api.post("/v1/moderation/decisions/undo", {"decisions": [none % n for n in range(20)]}).status == 200     # a page of the desk


def test_the_page_asks_first_and_then_sends_the_form(api, visit, make_account, clock, database):
    person, former = make_account(), visit.http.cookies["madang"]
    clock(LATER)
    asked = page(visit.post(f"/desk/accounts/{person.id}/role", {"role": "staff", "site": "default"}), 403)
    assert "Confirm that it is you" in asked
    fields = carried(asked)
    assert fields["then"] == f"/desk/accounts/{person.id}/role" and fields["return"] == f"/desk/accounts/{person.id}"
    wrong = page(visit.post("/account/confirm", {**fields, "password": "not the password"}), 422)
    assert {n: v for n, v in carried(wrong).items() if n != "key"} == {n: v for n, v in fields.items() if n != "key"}
    done = visit.post("/account/confirm", {**fields, "password": PASSWORD})
    assert done.status_code == 303 and visit.http.cookies["madang"] == cookie(done) != former, done.text
    assert database.one("select role from core.role where account_id = %s", [person.id]) == "staff"
    assert api.signed_in(former).get("/v1/session").code == "sign_in"
    assert visit.get("/account").status_code == 200


def test_a_script_of_the_desk_gets_a_link_to_the_page(visit, make_account, clock):
    person = make_account()
    token = visit.token()
    clock(LATER)
    part = visit.http.post(f"{visit.url}/desk/accounts/{person.id}/role", data={"role": "staff", "site": "default", "form_token": token},
                           headers={"Origin": visit.url, "Madang-Part": "1"})
    assert part.status_code == 403 and f"/account/confirm?return=%2Fdesk%2Faccounts%2F{person.id}" in part.text


def test_the_page_returns_only_within_the_server(visit, clock):
    assert visit.get("/account/confirm?return=/desk/staff").headers["Location"].endswith("/desk/staff")        # fresh already
    clock(LATER)
    assert 'name="return" value="/desk/staff"' in page(visit.get("/account/confirm?return=/desk/staff"))
    for evil in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
        done = visit.post("/account/confirm", {"password": PASSWORD, "return": evil})
        assert (done.status_code, done.headers["Location"]) == (303, "/")


def test_a_script_of_a_page_gets_the_new_token_in_the_cookie_alone(api, boss, clock):
    headers = {"Cookie": f"madang={boss.api.token}", "Origin": api.base, "Sec-Fetch-Dest": "empty", "Sec-Fetch-Site": "same-origin"}
    proved = prove(api, headers=headers)
    assert proved.status == 200 and set(proved.json) == {"account", "expires_at"}
    token = cookie(proved)
    assert api.signed_in(token).get("/v1/session").status == 200


def test_an_account_of_a_publisher_proves_itself_there(boss, visit, make_account, clock, database):
    person = make_account()
    database.sql("update core.account set password_hash = '!' where id = %s", [boss.id])
    clock(LATER)
    assert role(boss, person).json["methods"] == ["provider"]
    assert prove(boss.api, "!").code == "bad_credentials"
    asked = visit.post(f"/desk/accounts/{person.id}/role", {"role": "staff", "site": "default"})
    assert (asked.status_code, asked.headers["Location"]) == (303, f"/account/confirm?return=%2Fdesk%2Faccounts%2F{person.id}")
    assert "Sign in again where you have your account" in page(visit.get(asked.headers["Location"]))


def test_the_time_is_a_setting(database, make_server, clock):
    server = make_server(database, {"session.fresh": "1h"}).start()
    create_account(server, "slow boss", "admin")
    create_account(server, "slow person", "reader")
    api = Client(server.url)
    boss, person = Account("slow boss", "admin").sign_in(api), Account("slow person", "reader").sign_in(api)
    clock(3500)
    assert role(boss, person).status == 200
    clock(3700)
    assert role(boss, person, "reader").code == "confirm"
    server.stop()


def test_the_page_ends_all_other_sessions(api, visit, boss):
    assert "End all other sessions" in page(visit.get("/account"))
    assert visit.post("/account/sessions/end", {}).headers["location"] == "/account?said=ended_others"
    assert boss.api.get("/v1/session").code == "sign_in"
    assert "End all other sessions" not in page(visit.get("/account"))


def test_an_account_with_a_passkey_signs_in_again(boss, visit, make_account, clock, database):
    database.sql("insert into core.passkey (id, account_id, host, credential, alg, public_key, counter, name, transports, may_sync, synced, made_at)"
                 " values (core.new_id(), %s, 'h', '\\x01', -8, '\\x02', 0, 'Phone', '', false, false, core.now())", [boss.id])
    clock(LATER)
    assert role(boss, make_account()).json["methods"] == ["passkey"] and prove(boss.api).code == "confirm"
    assert visit.get("/account/confirm?return=/desk/staff").headers["location"].startswith("/sign-in?next=")


# ---- an authenticator app

@pytest.fixture
def app(boss, clock, database):
    """The secret of the app of boss; its recovery codes; a function that lets the proof age and returns a code of the app."""
    class App:
        secret = boss.api.post("/v1/account/totp").json["secret"]
        codes = None
        late = 0

        def code(self):
            totp.shift = self.late
            return totp.code(self.secret)

        def later(self):
            self.late += LATER
            clock(self.late)
            return self.code()

    app = App()
    done = boss.api.post("/v1/account/totp/confirm", {"code": totp.code(app.secret)})
    assert done.status == 201, done.json
    app.codes = done.json["recovery_codes"]
    boss.api = boss.api.signed_in(done.json["token"])
    yield app
    totp.shift = 0


def type_code(api, code):
    return api.post("/v1/session/step-up", {"code": code})


def audited(database, person):
    return database.one("select string_agg(codes ->> 'method', ' ' order by id) from core.audit where actor_id = %s and action = 'confirm'", [person.id])


def test_a_code_of_the_app_and_a_recovery_code_prove_the_person_once(api, boss, app, make_account, database):
    person, code = make_account(), app.later()
    session = database.one("select id::text from core.session where account_id = %s order by proved_at desc limit 1", [boss.id])
    assert role(boss, person).json["methods"] == ["totp", "recovery"]
    for proof in (code, app.codes[0]):
        if proof != code:
            app.later()
        assert role(boss, person).code == "confirm"
        proved = type_code(boss.api, proof)
        assert proved.status == 200 and set(proved.json) == {"account", "token", "expires_at"}
        assert boss.api.get("/v1/session").code == "sign_in"         # the former token opens nothing
        boss.api = api.signed_in(proved.json["token"])
        assert role(boss, person).status == 200
        again = type_code(boss.api, proof)
        assert again.status == 422 and again.json["fields"] == [{"field": "code", "code": "wrong_code"}]
    assert database.one("select id::text from core.session where account_id = %s and proved_at = factor_at order by proved_at desc limit 1", [boss.id]) == session
    assert audited(database, boss) == "totp recovery"


def test_a_wrong_code_proves_nothing_and_the_tenth_ends_the_session(boss, app, make_account, database):
    app.later()
    for _ in range(9):
        assert type_code(boss.api, totp.wrong(app.secret)).status == 422
    assert role(boss, make_account()).code == "confirm"
    assert database.one("select failures from core.sign_in_failures where account_id = %s", [boss.id]) == 9
    assert audited(database, boss) is None
    assert type_code(boss.api, totp.wrong(app.secret)).code == "sign_in"
    assert boss.api.get("/v1/session").code == "sign_in" and type_code(boss.api, app.codes[0]).code == "sign_in"


def test_a_proof_is_either_a_password_or_a_code(boss):
    for body, fields in (({}, [{"field": "password", "code": "missing"}]),
                         ({"password": PASSWORD, "code": "123456"}, [{"field": "code", "code": "not_allowed"}])):
        answer = boss.api.post("/v1/session/step-up", body)
        assert (answer.status, answer.json["fields"]) == (422, fields)


def test_the_page_asks_for_a_code_and_then_sends_the_form(boss, visit, app, make_account, database):
    person = make_account()
    database.sql("delete from core.session where account_id = %s", [boss.id])
    visit.post("/sign-in", {"login": boss.username, "password": PASSWORD}, token=False)
    assert visit.post("/sign-in/second", {"code": app.codes[0]}, token=False).status_code == 303
    former, code = visit.http.cookies["madang"], app.later()
    assert 'autocomplete="one-time-code"' in page(visit.get("/account/confirm?return=/desk/staff"))
    asked = page(visit.post(f"/desk/accounts/{person.id}/role", {"role": "staff", "site": "default"}), 403)
    assert "Code of your app, or a recovery code" in asked and 'type="password"' not in asked
    fields = carried(asked)
    assert fields["then"] == f"/desk/accounts/{person.id}/role" and fields["return"] == f"/desk/accounts/{person.id}"
    for typed in (totp.wrong(app.secret), "", app.codes[0]):
        wrong = page(visit.post("/account/confirm", {**fields, "code": typed}), 422)
        assert {n: v for n, v in carried(wrong).items() if n != "key"} == {n: v for n, v in fields.items() if n != "key"}
    done = visit.post("/account/confirm", {**fields, "code": code})
    assert done.status_code == 303 and visit.http.cookies["madang"] == cookie(done) != former, done.text
    assert database.one("select role from core.role where account_id = %s", [person.id]) == "staff"
    app.later()
    back = visit.post("/account/confirm", {"return": "/desk/staff", "code": app.codes[1]})
    assert (back.status_code, back.headers["Location"]) == (303, "/desk/staff")


def test_the_tenth_wrong_code_on_the_page_leads_to_the_sign_in(boss, visit, app, database):
    database.sql("delete from core.session where account_id = %s", [boss.id])
    visit.post("/sign-in", {"login": boss.username, "password": PASSWORD}, token=False)
    assert visit.post("/sign-in/second", {"code": app.codes[0]}, token=False).status_code == 303
    app.later()
    database.sql("update core.session set failures = 9 where account_id = %s", [boss.id])
    ended = page(visit.post("/account/confirm", {"return": "/desk/staff", "code": "000 000 secret"}), 422)
    assert "Too many codes were wrong" in ended and 'name="password"' in ended and "000 000 secret" not in ended
