# SPDX-License-Identifier: Apache-2.0
"""Goal: a token that the publisher signed signs its reader in once, to an account of issuer and subject; every other token changes nothing."""
import json
import re
import time

import pytest

import publisher
from client import Client
from publisher import SECRET, Key, Publisher, b64, register

SETTINGS = {"limits.rates": "off"}


@pytest.fixture(scope="module")
def paper(server):
    """The publisher of the site, whose secret is registered, with roles."""
    return publisher.open_site(server, roles={"editor": "moderator", "author": "staff"})


@pytest.fixture(scope="module")
def keys():
    return {alg: Key(alg, f"key-{alg}") for alg in ("RS256", "ES256", "EdDSA")}


@pytest.fixture(scope="module")
def agency(server, keys):
    """Another publisher with public keys."""
    made = Publisher("https://agency.example", "talk", keys["EdDSA"])
    register(server, made.settings(algorithms=["RS256", "PS256", "ES256", "EdDSA"]), keys={"keys": [k.jwk() for k in keys.values()]}, name="agency")
    return made


def enter(api, token, **more):
    return api.post("/v1/sessions/sso", {"token": token}, **more)


def refused(answer, reason):
    assert (answer.status, answer.code, answer.json.get("reason")) == (403, "bad_token", reason), answer.text
    assert "Set-Cookie" not in answer.headers


def counts(database):
    return database.one("select array[(select count(*) from core.account), (select count(*) from core.session), (select count(*) from core.identity),"
                        " (select count(*) from core.sign_on_token), (select count(*) from core.role)]")


# ---- signing in
def test_a_token_makes_an_account_and_a_session(api, paper):
    made = enter(api, paper.token(name="Haneul Kim", email="haneul@news.example", email_verified=True))
    assert made.status == 201 and set(made.json) == {"token", "account", "expires_at"}
    account = api.signed_in(made.json["token"]).get("/v1/session").json["account"]
    assert (account["username"], account["role"], account["email"], account["email_verified"]) == ("Haneul Kim", "reader", "haneul@news.example", True)


def test_the_same_subject_comes_back_to_its_account(api, paper):
    first, again = (enter(api, paper.token(sub="same", name="Same Person")).json["account"]["id"] for _ in range(2))
    assert first == again
    assert enter(api, paper.token(sub="other", name="Same Person")).json["account"]["id"] != first


def test_every_algorithm_of_the_provider_signs_in(api, agency, keys):
    for alg, key in (*keys.items(), ("PS256", keys["RS256"])):
        head = {"alg": alg, "kid": key.kid}
        if alg == "PS256":
            key = type("PSS", (), {"alg": alg, "kid": key.kid, "path": key.path, "folder": key.folder, "sign": Key.sign})()
        assert enter(api, agency.token(head, key, name="Signed")).status == 201, alg


def test_our_page_in_a_frame_gets_the_session_in_the_frame_cookie_alone(api, paper):
    made = enter(api, paper.token(name="Framed"), headers={"Origin": api.base})
    value, *attributes = made.headers["Set-Cookie"].split("; ")
    assert made.status == 201 and set(made.json) == {"account", "expires_at"} and {"HttpOnly", "SameSite=None", "Partitioned", "Secure"} <= set(attributes)
    assert api.get("/v1/session", headers={"Cookie": value}).status == 200


@pytest.mark.parametrize("origin", ["https://news.example", "https://evil.example", "null"])
def test_a_page_of_another_origin_gets_no_session(server, api, paper, database, origin):
    server.cli("site", "origin", "default", "https://news.example")
    before = counts(database)
    assert enter(api, paper.token(), headers={"Origin": origin}).code == "bad_origin"
    assert counts(database) == before


def test_claims_have_the_names_of_the_settings(server, api):
    piano = Publisher("https://piano.example", "AID")
    register(server, piano.settings(claims={"subject": "uid", "name": ["profile", "display_name"], "email": "mail", "email_verified": "confirmed"}), SECRET, name="piano")
    account = enter(api, piano.token(sub=None, uid=4711, profile={"display_name": "Mapped Name"}, mail="m@piano.example", confirmed="true")).json["account"]
    assert (account["username"], account["email"], account["email_verified"]) == ("Mapped Name", "m@piano.example", True)
    refused(enter(api, piano.token()), "subject")


# ---- names and addresses
def test_a_taken_name_gets_a_number(api, paper, make_account):
    make_account(username="Taken Name")
    assert [enter(api, paper.token(name="Taken Name")).json["account"]["username"] for _ in range(2)] == ["Taken Name-2", "Taken Name-3"]


@pytest.mark.parametrize("name", ["admin", "m@il.example", "x" * 300, "", None, "\u202eevil", 7, "<b>"])
def test_a_name_that_no_reader_may_have_becomes_another(api, paper, name):
    made = enter(api, paper.token(name=name))
    assert made.status == 201 and re.fullmatch(r"Reader-\d{8}", made.json["account"]["username"])


def test_the_name_follows_the_publisher_and_a_number_stays(api, paper, database):
    enter(api, paper.token(name="Park Owner"))
    names = [enter(api, paper.token(sub="park", name=name)).json["account"]["username"] for name in ("Park Owner", "Park Owner", "Park New", None)]
    assert names == ["Park Owner-2", "Park Owner-2", "Park New", "Park New"]
    assert database.one("select count(*) from core.account_name where username = 'Park Owner-2'") == 1


def test_an_address_links_no_account_verified_or_not(api, paper, make_account, database):
    owner = make_account()
    database.sql("update core.account set email = 'owner@mail.example', email_verified = true where id = %s", [owner.id])
    for verified in (True, False):
        account = enter(api, paper.token(email="owner@mail.example", email_verified=verified)).json["account"]
        assert account["id"] != owner.id and account["email_verified"] is False
    assert owner.api.get("/v1/session").status == 200
    assert database.one("select username from core.login_account('owner@mail.example')") == owner.username


def test_an_address_is_refreshed(api, paper):
    def address(**claims):
        account = enter(api, paper.token(sub="moves", name="Mover", **claims)).json["account"]
        return account["email"], account["email_verified"]
    assert address(email="one@mail.example") == ("one@mail.example", False)
    assert address(email="one@mail.example", email_verified=True) == ("one@mail.example", True)
    assert address(email="two@mail.example") == ("two@mail.example", False)
    assert address(email="not an address") == ("two@mail.example", False)


# ---- roles
def test_a_role_by_claim_comes_and_goes(api, paper, database):
    def role(roles):
        account = enter(api, paper.token(sub="editor", name="Ed Itor", roles=roles)).json["account"]
        return account["role"]
    assert [role(r) for r in (["reader"], ["author", "editor"], "author editor", ["author"], ["admin"], None)] == \
        ["reader", "moderator", "moderator", "staff", "reader", "reader"]
    assert database.one("select string_agg(codes ->> 'role', ' ' order by id) from core.audit where action = 'role' and codes ->> 'provider' = 'news'"
                        " and object_id = (select account_id from core.identity where subject = 'editor')") == "moderator staff reader"


def test_a_role_that_a_person_gave_stays(server, api, paper):
    name = enter(api, paper.token(sub="chief", name="Chief", roles=["author"])).json["account"]["username"]
    server.cli("account", "role", name, "admin", "--site", "default")
    assert enter(api, paper.token(sub="chief", name="Chief")).json["account"]["role"] == "admin"


def test_a_badge_by_claim_stands_beside_comments(server, api, article, database):
    paper = publisher.Publisher("https://badges.example")
    register(server, paper.settings(badges={"premium": "Subscriber & <friend>"}), SECRET, name="badges")
    me = api.signed_in(enter(api, paper.token(sub="b", name="Bearer", badge="basic premium")).json["token"])
    posted = me.post(f"/v1/articles/{article['id']}/comments", {"body": "With a badge."}).json["comment"]
    (shown,) = api.get(f"/v1/articles/{article['id']}/comments").json["comments"]
    assert posted["author"]["badge"] == shown["author"]["badge"] == "Subscriber & <friend>"
    for path in (f"/a/{article['id']}", f"/fragment/{article['id']}", f"/a/{article['id']}/c/{posted['id']}"):
        assert "Subscriber &amp; &lt;friend&gt;" in api.get(path, check=False, headers={"Accept": "text/html"}).text, path


# ---- refusals
def flawed(paper, keys):
    """{name: (token, reason)}"""
    now = int(time.time())
    good = paper.token()
    header, payload, signature = good.split(".")
    public = keys["RS256"].public("PEM")
    sign = publisher.sign
    none = b64({"alg": "none", "typ": "JWT"})
    return {
        "expired": (paper.token(exp=now - 61), "expired"), "without exp": (paper.token(exp=None), "expired"), "lives too long": (paper.token(exp=now + 86400), "expired"),
        "not yet valid": (paper.token(nbf=now + 70), "early"), "issued in the future": (paper.token(iat=now + 70), "early"),
        "another audience": (paper.token(aud="https://other.example"), "issuer"), "two audiences": (paper.token(aud=[paper.audience, "x"]), "audience"),
        "no audience": (paper.token(aud=None), "audience"), "another issuer": (paper.token(iss="https://evil.example"), "issuer"), "no issuer": (paper.token(iss=None), "issuer"),
        "alg none": (f"{none}.{payload}.", "algorithm"), "alg none with a signature": (f"{none}.{payload}.{signature}", "algorithm"),
        "alg None": (f"{b64({'alg': 'None'})}.{payload}.{signature}", "algorithm"),
        "public key as secret": (paper.token({"alg": "HS256"}, public), "signature"), "another algorithm": (paper.token({"alg": "HS512"}), "algorithm"),
        "RS256 for a secret": (paper.token({"alg": "RS256"}), "algorithm"), "wrong secret": (paper.token(key="x" * 32), "signature"),
        "jku": (paper.token({"jku": "https://evil.example/keys"}), "header"), "x5u": (paper.token({"x5u": "https://evil.example/x"}), "header"),
        "x5c": (paper.token({"x5c": ["MII"]}), "header"), "jwk": (paper.token({"jwk": {"kty": "oct", "k": "AAAA"}}), "header"), "crit": (paper.token({"crit": ["exp"]}), "header"),
        "kid unknown": (paper.token({"kid": "' or 1=1 --"}), "key_unknown"), "kid a path": (paper.token({"kid": "../../dev/null"}), "key_unknown"), "kid a number": (paper.token({"kid": 1}), "malformed"),
        "other type": (paper.token(typ="logout+jwt"), "type"), "no subject": (paper.token(sub=None), "subject"), "empty subject": (paper.token(sub=""), "subject"),
        "long subject": (paper.token(sub="s" * 256), "subject"), "subject a list": (paper.token(sub=["a"]), "subject"),
        "cut": (good[:-11], "signature"), "two parts": (f"{header}.{payload}", "malformed"), "four parts": (good + ".x", "malformed"), "not a token": ("x", "malformed"),
        "huge claims": (paper.token(filler="x" * 13000), "malformed"), "signed again": (f"{header}.{b64(json.dumps(paper.claims()).encode())}.{signature}", "signature"),
        "iss twice": (twice(paper, sign), "malformed"),
    }


def twice(paper, sign):
    head, body = b64({"alg": "HS256"}), b64(json.dumps(paper.claims()).replace('"iss"', '"iss": "https://evil.example", "iss"').encode())
    return f"{head}.{body}.{b64(sign(SECRET, f'{head}.{body}'.encode()))}"


def test_a_flawed_token_is_refused_by_its_reason_and_changes_nothing(server, api, paper, keys, database):
    before = counts(database)
    for name, (token, reason) in flawed(paper, keys).items():
        answer = enter(api, token)
        assert (answer.code, answer.json.get("reason")) == ("bad_token", reason), (name, answer.text)
        assert [line for line in server.log_lines() if line["msg"] == "sign-on refused"][-1]["reason"] == reason, name
    assert counts(database) == before


def test_a_token_that_never_fits_is_too_large(api, paper):
    assert enter(api, paper.token(filler="x" * 40000)).status == 413


def test_clocks_may_differ_by_a_minute(api, paper):
    now = int(time.time())
    assert enter(api, paper.token(exp=now - 50)).status == 201
    assert enter(api, paper.token(nbf=now + 50, iat=now + 50)).status == 201


def test_a_token_works_once(api, paper, database):
    for token in (paper.token(sub="once"), paper.token(sub="once", jti=None)):
        assert enter(api, token).status == 201
        before = counts(database)
        refused(enter(api, token), "replayed")
        assert counts(database) == before
    assert enter(api, paper.token(sub="once", jti="same")).status == 201
    refused(enter(api, paper.token(sub="once", jti="same")), "replayed")
    assert database.one("select count(*) from core.audit where action = 'refused' and codes ->> 'act' = 'sign_on' and codes ->> 'code' = 'replayed'") >= 3


def test_a_used_token_is_forgotten_when_it_would_be_refused_as_expired(api, paper, database, clock):
    token = paper.token(sub="forgotten")
    assert enter(api, token).status == 201
    clock(250)
    database.sql("select api_1.sweep(1000, 1, 1)")
    refused(enter(api, token), "replayed")
    clock(500)
    database.sql("select api_1.sweep(1000, 1, 1)")
    assert database.one("select count(*) from core.sign_on_token where expires_at <= core.now()") == 0
    refused(enter(api, token), "expired")


# ---- keys
def test_keys_roll_over_by_their_ids(server, api):
    old, new = Key("EdDSA", "old"), Key("EdDSA", "new")
    rolls = Publisher("https://rolls.example", "talk", old)
    register(server, rolls.settings(algorithms=["EdDSA"]), keys={"keys": [old.jwk()]}, name="rolls")
    refused(enter(api, rolls.token(key=new)), "key_unknown")
    register(server, keys={"keys": [old.jwk(), new.jwk()]}, name="rolls")
    assert enter(api, rolls.token(key=new)).status == 201 and enter(api, rolls.token(key=old)).status == 201
    register(server, keys={"keys": [new.jwk()]}, name="rolls")
    refused(enter(api, rolls.token(key=old)), "key_unknown")
    refused(enter(api, rolls.token({"kid": None}, old)), "signature")


def test_a_secret_is_never_shown(server, api, paper, database):
    shown = server.cli("site", "provider", "default").stdout
    assert paper.issuer in shown and SECRET not in shown and b64(SECRET.encode()) not in shown
    enter(api, paper.token())
    with open(server.log) as log:
        text = log.read()
    assert SECRET not in text and b64(SECRET.encode()) not in text
    assert database.one("select count(*) from core.audit where position(%s in codes::text) > 0", [b64(SECRET.encode())]) == 0


@pytest.mark.parametrize("change,why", [
    ({"algorithms": ["none"]}, "algorithms"), ({"algorithms": []}, "algorithms"), ({"life_max": 90000}, "life_max"), ({"sign_in": "javascript:alert(1)"}, "sign_in"),
    ({"claims": {"password": "p"}}, "claims"), ({"roles": {"boss": "owner"}}, "roles"), ({"badges": {"b": ""}}, "badges"), ({"unknown": 1}, "unknown")])
def test_bad_settings_are_refused(server, change, why):
    answer = register(server, {**Publisher("https://bad.example").settings(), **change}, SECRET, name="bad", check=False)
    assert answer.returncode == 1 and why in answer.stderr
    assert "bad" not in server.cli("site", "provider", "default").stdout.split()


def test_weak_or_missing_keys_are_refused(server):
    settings = Publisher("https://weak.example").settings()
    assert "32" in register(server, settings, "short", name="weak", check=False).stderr
    assert "--keys" in register(server, settings, name="weak", check=False).stderr
    assert "ES256" in register(server, {**settings, "algorithms": ["HS256", "ES256"]}, SECRET, name="weak", check=False).stderr
    assert "issuer" in register(server, Publisher().settings(), SECRET, name="weak", check=False).stderr


def test_a_removed_provider_ends_its_sessions_and_roles(server, api, database):
    gone = Publisher("https://gone.example")
    register(server, gone.settings(roles={"a": "moderator"}), SECRET, name="gone")
    me = api.signed_in(enter(api, gone.token(sub="g", roles="a")).json["token"])
    assert me.get("/v1/moderation/cases").status == 200
    server.cli("site", "provider", "default", "gone", "--remove")
    assert me.get("/v1/session").code == "sign_in"
    assert database.one("select count(*) from core.role r join core.identity i on i.account_id = r.account_id where i.subject = 'g'") == 0
    refused(enter(api, gone.token(sub="g")), "issuer")


# ---- what holds for such accounts
def test_the_publisher_signs_a_reader_out(api, paper, database):
    mine, other = (api.signed_in(enter(api, paper.token(sub=sub)).json["token"]) for sub in ("leaves", "stays"))
    end = paper.token(sub="leaves", typ="logout+jwt")
    refused(api.post("/v1/sessions/sso/end", {"token": paper.token(sub="leaves")}), "type")
    assert mine.get("/v1/session").status == 200
    assert api.post("/v1/sessions/sso/end", {"token": end}).status == 204
    assert mine.get("/v1/session").code == "sign_in" and other.get("/v1/session").status == 200
    refused(api.post("/v1/sessions/sso/end", {"token": end}), "replayed")
    assert api.post("/v1/sessions/sso/end", {"token": paper.token(sub="nobody", typ="logout+jwt")}).status == 204


def test_a_ban_holds(api, paper, moderator, admin, article):
    made = enter(api, paper.token(sub="banned", name="Banned One")).json
    assert admin.api.post(f"/v1/moderation/accounts/{made['account']['id']}/sanctions", {"kind": "ban", "reason": "spam"}).status == 201
    back = enter(api, paper.token(sub="banned", name="Banned One")).json
    assert back["account"]["id"] == made["account"]["id"] and back["account"]["state"] == "banned"
    assert api.signed_in(back["token"]).post(f"/v1/articles/{article['id']}/comments", {"body": "words"}).code == "sanctioned"


def test_an_erased_account_stays_erased(api, paper, database):
    made = enter(api, paper.token(sub="erased")).json
    database.sql("update core.account set state = 'erased' where id = %s", [made["account"]["id"]])
    before = database.one("select count(*) from core.session")
    refused(enter(api, paper.token(sub="erased")), "erased")
    assert database.one("select count(*) from core.session") == before


def test_no_password_opens_such_an_account(api, paper):
    name = enter(api, paper.token(name="No Password")).json["account"]["username"]
    for password in ("!", "seven brown teapots"):
        assert api.post("/v1/sessions", {"login": name, "password": password}).code == "bad_credentials"


def test_two_first_sign_ins_at_once_make_one_account(server, api, paper, database):
    import concurrent.futures

    def one(_):
        client = Client(server.url)
        try:
            return enter(client, paper.token(sub="twins", name="Twin")).json["account"]["id"]
        finally:
            client.close()
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(one, range(16)))) == 1
