# SPDX-License-Identifier: Apache-2.0
"""Goal: a password alone opens no account that has a second factor, and no role where one is required; its owner is never locked out."""
import base64
import time

import pytest

import totp
from authenticator import add_passkey, sign_in_body

PASSWORD = "seven brown teapots"


SETTINGS = {"accounts.staff_factor": "on", "accounts.factor_key": "a key of at least 16 bytes",
            "database.skew_max": "60s"}


class App:
    """An account with an authenticator app."""

    def __init__(self, person):
        self.person = person
        setup = person.api.post("/v1/account/totp")
        assert setup.status == 201
        self.secret = setup.json["secret"]
        self.link = setup.json["link"]
        # the code of the last step, so that those of now and of the next step are not used
        self.used = -1
        done = person.api.post("/v1/account/totp/confirm", {"code": totp.code(self.secret, steps=-1)})
        assert done.status == 201, done.json
        self.codes = done.json["recovery_codes"]
        self.api = person.api.signed_in(done.json["token"])

    def next(self):
        """A code that was not used yet; at most two of them."""
        self.used += 1
        return totp.code(self.secret, steps=self.used)


def sign_in(api, login, password=PASSWORD):
    made = api.post("/v1/sessions", {"login": login, "password": password})
    assert made.status == 201
    return made.json


def with_address(person, database):
    database.sql("update core.account set email = %s, email_verified = true where id = %s", [f"{person.username}@mail.example", person.id])
    return person


def prove(api, token, code):
    return api.signed_in(token).post("/v1/session/second-factor", {"code": code})


@pytest.fixture(autouse=True)
def early_in_a_step(database):
    """The database's clock, which decides, is at the start of a step."""
    totp.shift = -(time.time() % 30)
    database.sql("select core.clock_set(make_interval(secs => %s))", [totp.shift])
    yield
    database.sql("select core.clock_set('0')")
    totp.shift = 0


def test_a_sign_in_with_an_app_needs_its_code(api, make_account):
    me = make_account()
    app = App(me)
    made = sign_in(api, me.username)
    assert made["second_factor"] == ["totp", "recovery"]
    pending = api.signed_in(made["token"])
    assert pending.get("/v1/session").code == "sign_in"
    assert pending.post("/v1/account/totp").code == "sign_in"
    wrong = prove(api, made["token"], totp.wrong(app.secret))
    assert wrong.status == 422 and wrong.json["fields"] == [{"field": "code", "code": "wrong_code"}]
    proven = prove(api, made["token"], app.next())
    assert proven.status == 201 and proven.json["token"] != made["token"]
    assert api.signed_in(proven.json["token"]).get("/v1/session").json["account"]["id"] == me.id
    assert pending.get("/v1/session").code == "sign_in"
    assert prove(api, made["token"], app.next()).code == "sign_in"


def test_a_code_works_once_and_within_one_step(api, make_account):
    me = make_account()
    app = App(me)
    code = app.next()
    assert prove(api, sign_in(api, me.username)["token"], code).status == 201
    token = sign_in(api, me.username)["token"]
    assert prove(api, token, code).status == 422
    assert prove(api, token, totp.code(app.secret, steps=-1)).status == 422
    assert prove(api, token, totp.code(app.secret, steps=3)).status == 422
    assert prove(api, token, "".join((code[:3], " ", code[3:]))).status == 422
    assert prove(api, token, app.next()).status == 201


def test_a_recovery_code_works_once(api, make_account, database):
    me = with_address(make_account(), database)
    app = App(me)
    assert len(app.codes) == 10 and len(set(app.codes)) == 10
    first = app.codes[0]
    assert prove(api, sign_in(api, me.username)["token"], first.upper().replace("-", " ")).status == 201
    token = sign_in(api, me.username)["token"]
    assert prove(api, token, first).status == 422
    assert prove(api, token, totp.NO_RECOVERY_CODE).status == 422
    left = prove(api, token, app.codes[9])
    assert left.status == 201
    assert api.signed_in(left.json["token"]).get("/v1/account/second-factors").json["recovery"] == 8
    assert database.one("select count(*) from core.outbox where account_id = %s and data ->> 'factor' = 'recovery_used'", [me.id]) == 2


def test_new_recovery_codes_replace_the_former(api, make_account):
    me = make_account()
    assert me.api.post("/v1/account/recovery-codes").code == "no_factor"
    app = App(me)
    other = prove(api, sign_in(api, me.username)["token"], app.next()).json["token"]
    made = app.api.post("/v1/account/recovery-codes").json["recovery_codes"]
    assert len(made) == 10 and not set(made) & set(app.codes)
    assert api.signed_in(other).get("/v1/session").code == "sign_in"
    token = sign_in(api, me.username)["token"]
    assert prove(api, token, app.codes[0]).status == 422
    assert prove(api, token, made[0]).status == 201


def test_the_fifth_wrong_code_ends_the_sign_in_and_tells_the_owner(api, make_account, database):
    me = with_address(make_account(), database)
    app = App(me)
    token = sign_in(api, me.username)["token"]
    for _ in range(4):
        assert prove(api, token, totp.wrong(app.secret)).status == 422
    assert prove(api, token, totp.wrong(app.secret)).code == "sign_in"
    assert prove(api, token, app.next()).code == "sign_in"
    assert database.one("select string_agg(token_purpose, ' ') from core.outbox where account_id = %s and template = 'factor_failed'", [me.id]) == "reset"
    assert database.one("select count(*) from core.audit where actor_id = %s and action = 'sign_in_failed' and codes ->> 'factor' = 'code'", [me.id]) == 5
    assert prove(api, sign_in(api, me.username)["token"], app.next()).status == 201


def test_after_a_hundred_wrong_codes_a_stranger_guesses_no_more(api, make_account, database):
    me = make_account()
    app = App(me)
    token = sign_in(api, me.username)["token"]
    database.sql("insert into core.sign_in_failures (account_id, failures, last_entry) values (%s, 100, core.new_id())", [me.id])
    database.sql("delete from core.known_device where account_id = %s", [me.id])
    refused = prove(api, token, app.next())
    assert (refused.status, refused.code) == (403, "bad_code")
    assert prove(api, token, app.codes[0]).status == 201    # a recovery code cannot be guessed
    assert database.one("select count(*) from core.sign_in_failures where account_id = %s", [me.id]) == 0
    assert prove(api, sign_in(api, me.username)["token"], app.next()).status == 201


def test_a_setup_counts_only_when_a_code_confirms_it(api, make_account):
    me = make_account()
    setup = me.api.post("/v1/account/totp").json
    assert me.api.get("/v1/account/second-factors").json["totp"] is None
    assert "second_factor" not in sign_in(api, me.username)
    assert me.api.post("/v1/account/totp/confirm", {"code": totp.wrong(setup["secret"])}).status == 422
    again = me.api.post("/v1/account/totp").json
    assert again["secret"] != setup["secret"]
    assert me.api.post("/v1/account/totp/confirm", {"code": totp.code(setup["secret"])}).status == 422
    assert me.api.post("/v1/account/totp/confirm", {"code": totp.code(again["secret"])}).status == 201
    assert make_account().api.post("/v1/account/totp/confirm", {"code": "123456"}).code == "not_found"


def test_a_change_of_the_factors_ends_other_sessions_and_is_mailed_and_audited(api, make_account, database):
    me = with_address(make_account(), database)
    other = api.signed_in(sign_in(api, me.username)["token"])
    app = App(me)
    assert other.get("/v1/session").code == "sign_in"
    assert me.api.get("/v1/session").code == "sign_in", "the session's former token"
    second = prove(api, sign_in(api, me.username)["token"], app.next()).json["token"]
    assert app.api.delete("/v1/account/totp").status == 204
    assert api.signed_in(second).get("/v1/session").code == "sign_in"
    assert app.api.get("/v1/account/second-factors").json == {"totp": None, "recovery": 0, "needed": False, "waits": False}
    assert "second_factor" not in sign_in(api, me.username)
    for changes in ("select string_agg(data ->> 'factor', ' ' order by id) from core.outbox where account_id = %s and template = 'factor_changed'",
                    "select string_agg(codes ->> 'what', ' ' order by id) from core.audit where object_id = %s and action = 'factor'"):
        assert database.one(changes, [me.id]) == "totp_added totp_removed"


def test_secrets_and_codes_are_not_in_the_database(make_account, database):
    me = make_account()
    app = App(me)
    stored = bytes(database.one("select secret from core.totp where account_id = %s", [me.id]))
    assert stored[0] == 1 and base64.b32decode(app.secret) not in stored
    assert database.one("select count(*) from core.recovery_code where account_id = %s and length(digest) = 32", [me.id]) == 10


def test_a_new_password_does_not_bypass_the_factor(api, make_account, database):
    me = make_account()
    app = App(me)
    changed = app.api.put("/v1/account/password", {"current": PASSWORD, "new": "nine quiet harbours"})
    assert changed.status == 204
    made = sign_in(api, me.username, "nine quiet harbours")
    assert made["second_factor"] == ["totp", "recovery"]
    assert api.signed_in(made["token"]).get("/v1/session").code == "sign_in"


def test_a_role_waits_for_a_second_factor(api, make_account):
    boss = make_account(role="admin")
    assert boss.api.get("/v1/moderation/cases").code == "second_factor"
    me = sign_in(api, boss.username)
    assert me["role_waits"] is True and me["account"]["role"] == "reader"
    boss.api = api.signed_in(me["token"])
    assert boss.api.get("/v1/session").json["role_waits"] is True
    app = App(boss)
    assert app.api.get("/v1/moderation/cases").status == 200
    assert app.api.get("/v1/account/second-factors").json["needed"] is True
    made = sign_in(api, boss.username)
    proven = api.signed_in(prove(api, made["token"], app.next()).json["token"])
    assert proven.get("/v1/moderation/cases").status == 200
    assert proven.delete("/v1/account/totp").code == "factor_needed"
    assert proven.get("/v1/moderation/cases").status == 200


def test_the_last_passkey_of_a_role_stays(make_account, database):
    boss = make_account(role="admin")
    first, second = add_passkey(boss.api), add_passkey(boss.api)
    assert boss.api.delete(f"/v1/account/passkeys/{second.row}").status == 204
    refused = boss.api.delete(f"/v1/account/passkeys/{first.row}")
    assert (refused.status, refused.code) == (409, "factor_needed")
    assert boss.api.post("/v1/account/totp").status == 201, "an app that no code confirmed is no factor"
    assert boss.api.delete(f"/v1/account/passkeys/{first.row}").code == "factor_needed"
    assert [one["id"] for one in boss.api.get("/v1/account/passkeys").json["passkeys"]] == [first.row]
    app = App(boss)
    assert app.api.delete(f"/v1/account/passkeys/{first.row}").status == 204
    assert app.api.delete("/v1/account/totp").code == "factor_needed"
    database.sql("delete from core.role where account_id = %s", [boss.id])
    assert app.api.delete("/v1/account/totp").status == 204


def test_a_reader_removes_the_last_passkey(make_account):
    me = make_account()
    key = add_passkey(me.api)
    assert me.api.delete(f"/v1/account/passkeys/{key.row}").status == 204


def test_an_operator_removes_all_factors_of_an_owner_who_lost_them(server, api, make_account, database):
    me = with_address(make_account(), database)
    key = add_passkey(me.api)
    app = App(me)
    waiting = sign_in(api, me.username)["token"]
    assert server.cli("account", "factor", me.username).stdout == "authenticator app, passkeys (1), recovery codes (10)\n"
    assert app.api.get("/v1/session").status == 200, "the list changes nothing"
    done = server.cli("account", "factor", me.username.upper(), "--remove")
    assert done.stdout == "removed: authenticator app, passkeys (1), recovery codes (10); all sessions of the account ended\n"
    assert app.api.get("/v1/session").code == "sign_in"
    assert prove(api, waiting, app.codes[0]).code == "sign_in"
    assert api.post("/v1/sessions/passkey", sign_in_body(api, key)).code == "bad_passkey"
    made = sign_in(api, me.username)
    assert "second_factor" not in made
    opened = api.signed_in(made["token"])
    assert opened.get("/v1/session").json["account"]["id"] == me.id
    assert opened.get("/v1/account/second-factors").json == {"totp": None, "recovery": 0, "needed": False, "waits": False}
    assert database.one("select count(*) from core.outbox where account_id = %s and data ->> 'factor' = 'factors_removed'", [me.id]) == 1
    assert database.sql("select actor_id, codes from core.audit where object_id = %s and action = 'factor' order by id desc limit 1", [me.id]) \
        == [(None, {"what": "factors_removed"})]
    assert server.cli("account", "factor", me.username).stdout == "no second factor\n"


def test_the_operators_removal_of_factors_explains_refusals(server, make_account):
    me = make_account()
    for words, says in ((["nobody", "--remove"], 'there is no account "nobody"'), (["nobody"], 'there is no account "nobody"'),
                        ([me.username, "--remove"], "it has no second factor (no_factor)"), (["me@mail.example"], "not its e-mail address")):
        done = server.cli("account", "factor", *words, check=False)
        assert done.returncode == 1 and says in done.stderr and done.stdout == "", done
    assert me.api.get("/v1/session").status == 200
