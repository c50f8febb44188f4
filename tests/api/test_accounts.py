# SPDX-License-Identifier: Apache-2.0
"""Goal: accounts are made with sound names and passwords only, and their owner alone changes them."""
import concurrent.futures
import re
import unicodedata

import pytest

from client import Client
from corpora import blns, utf8_cases
from visitor import Visitor, page

PASSWORD = "seven brown teapots"
NOWHERE = "00000000-0000-7000-8000-000000000000"


def sign_up(api, username, password=PASSWORD, email="somebody@mail.example", **more):
    return api.post("/v1/accounts", {"username": username, "email": email, "password": password}, **more)


def fields(answer):
    assert answer.status == 422, answer
    return {f["field"]: f["code"] for f in answer.json["fields"]}


def test_sign_up_makes_an_account_and_a_session(api):
    made = sign_up(api, "Kim Yuna", email="Yuna@Mail.Example")
    assert made.status == 201, made
    account = made.json["account"]
    assert account["username"] == "Kim Yuna" and account["role"] == "reader"
    assert account["email"] == "yuna@mail.example" and account["email_verified"] is False
    assert account["state"] == "active" and account["sanctions"] == []
    mine = api.signed_in(made.json["token"]).get("/v1/session")
    assert mine.json == {"account": account, "expires_at": made.json["expires_at"], "unread": 0}
    assert made.headers["Set-Cookie"] is None
    public = api.get(f"/v1/accounts/{account['id']}")
    assert set(public.json) == {"id", "username", "role", "created_at", "comment_count"}
    assert public.json["comment_count"] == 0


def test_sign_up_sets_the_cookie_for_an_accepted_origin(server, api):
    made = sign_up(api, "cookie eater", headers={"Origin": server.url})
    assert made.status == 201
    value, *attributes = made.headers["Set-Cookie"].split("; ")
    assert value == "madang=" + made.json["token"]
    assert set(attributes) == {"Path=/", "HttpOnly", "SameSite=Lax", "Max-Age=2592000"}


@pytest.mark.parametrize("name", ["Bo", "김유나", "Ёлка", "José Álvarez", "O'Neill", "山田太郎", "anna-maria", "x.y_z", "Zoë2",
                                  "Ελένη", "محمد", "דנה", "สมชาย", "ひらがなカタカナ漢字", "n" * 32])
def test_names_of_any_script_are_accepted(api, name):
    made = sign_up(api, name)
    assert made.status == 201, made
    assert made.json["account"]["username"] == unicodedata.normalize("NFC", name)
    assert api.post("/v1/sessions", {"login": name, "password": PASSWORD}).status == 201


@pytest.mark.parametrize("name", ["a", "x" * 33, "a@b", "@", " lead", "trail ", "two  blanks", "tab\there", "new\nline",
                                  "zero\u200bwidth", "bidi\u202eoverride", "\u2066isolate", "nul\u0001", "emoji 😀", "<b>bold</b>",
                                  "раypal", "gооgle", "аdmin", "admin", "Admin", "MODERATOR", "madang", "аdmіn",
                                  "\u115f\u1160", "ﷺ" * 5, "\ufffd\ufffd", "\ue000\ue001"])
def test_unsafe_names_are_refused(api, name):
    assert "username" in fields(sign_up(api, name))


def test_look_alike_names_are_taken(api):
    assert sign_up(api, "Robin Sparrow").status == 201
    for twin in ("Robin Sparrow", "robin sparrow", "ROBIN SPARROW", "Ｒobin Sparrow", "Rob1n Sparrow"):
        answer = sign_up(api, twin)
        assert answer.code == "username_taken" and fields(answer) == {"username": "username_taken"}, (twin, answer)
    assert sign_up(api, "보리수").status == 201
    assert sign_up(api, unicodedata.normalize("NFD", "보리수")).code == "username_taken"


def test_concurrent_sign_ups_give_a_name_once(server):
    def one(n):
        return sign_up(Client(server.url), "racing heart").status
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(one, range(8))) == [201] + [422] * 7


@pytest.mark.parametrize("email", ["x", "@", "a@", "@b.example", "a@b", "a b@c.example", "a@b..example", "a@-b.example", "a@b@c.example",
                                   "x" * 65 + "@b.example", "a@" + "b" * 250 + ".example", "a\n@b.example", "a@b.example\u0000"[:-1] + "\x7f"])
def test_malformed_email_addresses_are_refused(api, email):
    assert fields(sign_up(api, "addressee", email=email)) == {"email": "bad_email"}


def test_unverified_addresses_are_not_unique_and_sign_nobody_in(api):
    for name in ("first owner", "second owner"):
        assert sign_up(api, name, email="shared@mail.example").status == 201
    answer = api.post("/v1/sessions", {"login": "shared@mail.example", "password": PASSWORD})
    assert (answer.status, answer.code) == (401, "bad_credentials")


@pytest.mark.parametrize("password,code", [("short", "too_short"), ("123456789", "too_short"), ("x" * 257, "too_long"),
                                           ("aaaaaaaaaaaa", "common_password"), ("Password Owner", "same_as_name"),
                                           ("password owner", "same_as_name"), ("somebody@mail.example", "same_as_name")])
def test_weak_passwords_are_refused_at_sign_up(api, password, code):
    assert fields(sign_up(api, "Password Owner", password=password)) == {"password": code}


@pytest.fixture(scope="module")
def renamer(api):
    made = sign_up(api, "Change Of Name", email="changer-of-names@mail.example")
    return api.signed_in(made.json["token"])


@pytest.mark.parametrize("password,code", [("short", "too_short"), ("aaaaaaaaaaaa", "common_password"), ("Change Of Name", "same_as_name"),
                                           ("CHANGE OF NAME", "same_as_name"), ("changer-of-names@mail.example", "same_as_name"),
                                           ("Changer-Of-Names", "same_as_name")])
def test_weak_new_passwords_are_refused(renamer, password, code):
    assert fields(renamer.put("/v1/account/password", {"current": PASSWORD, "new": password})) == {"new": code}


@pytest.mark.parametrize("password,code", [
    ("1234567890", "common_password"), ("password123", "common_password"), ("qwertyuiop", "common_password"),
    ("P@$$w0rd!!", "common_password"), ("asdfghjkl;", "common_password"), ("1q2w3e4r5t", "common_password"),
    ("basketball7", "common_password"), ("iloveyou2026", "common_password"), ("ｐａｓｓｗｏｒｄ１２", "common_password"),
    ("PasswordOwner1", "same_as_name"), ("somebody2026", "same_as_name"), ("MADANG2026", "same_as_name"),
    ("The Default Courier", "same_as_name"), ("TheDefaultCourier99", "same_as_name")])
def test_guessable_passwords_are_refused(api, renamer, password, code):
    assert fields(sign_up(api, "Password Owner", password=password)) == {"password": code}
    if code == "common_password":
        assert fields(renamer.put("/v1/account/password", {"current": PASSWORD, "new": password})) == {"new": code}


@pytest.mark.parametrize("password", ["ChangeOfName1", "changer-of-names7!", "TheDefaultCourier"])
def test_a_new_password_like_the_name_is_refused(renamer, password):
    assert fields(renamer.put("/v1/account/password", {"current": PASSWORD, "new": password})) == {"new": "same_as_name"}


def test_listed_passwords_are_refused(make_database, make_server, tmp_path):
    (tmp_path / "list").write_text("correct horse\nbattery staple\n")
    server = make_server(make_database(), {"accounts.password_list": tmp_path / "list"}).start()
    api = Client(server.url)
    for password in ("correct horse", "Correct HORSE", "c0rr3ct h0r$e!"):
        assert fields(sign_up(api, "horse rider", password=password)) == {"password": "common_password"}
    assert sign_up(api, "horse rider", password="correct horse battery").status == 201


def test_a_missing_password_list_is_logged(make_database, make_server, tmp_path):
    server = make_server(make_database(), {"accounts.password_list": tmp_path / "none"}).start()
    said = [line for line in server.log_lines() if "password list not loaded" in str(line)]
    assert [(line["level"], line["path"]) for line in said] == [("error", str(tmp_path / "none"))]
    assert fields(sign_up(Client(server.url), "horse rider", password="1234567890")) == {"password": "common_password"}


@pytest.mark.parametrize("password", ["ten chars!", "비밀번호는열글자이상", "x" * 31 + " " * 33, "pässwörd ünïcode", "🦆🐟🌳" * 4, " leading and trailing "])
def test_good_passwords_are_accepted_in_any_normalization(api, password):
    made = sign_up(api, f"keeper of {len(password)} {sum(password.encode())}", password=password)
    assert made.status == 201, made
    name = made.json["account"]["username"]
    for typed in (password, unicodedata.normalize("NFD", password)):
        assert api.post("/v1/sessions", {"login": name, "password": typed}).status == 201
    assert api.post("/v1/sessions", {"login": name, "password": password + " "}).status == 401


def test_fields_of_passwords_are_masked_and_filled_by_password_managers(server, make_account):
    visitor = Visitor(server)
    shown = [page(visitor.get(path)) for path in ("/sign-in", "/sign-up")]
    visitor.sign_in(make_account())
    shown.append(page(visitor.get("/account")))
    visitor.http.close()
    inputs = [tag for text in shown for tag in re.findall(r"<input [^>]*>", text) if re.search(r'name="(password|current)"', tag)]
    assert len(inputs) >= 4
    for tag in inputs:
        assert 'type="password"' in tag and re.search(r'autocomplete="(current|new)-password"', tag) and "onpaste" not in tag, tag


def test_all_failed_checks_are_reported_at_once(api):
    assert fields(sign_up(api, "@", password="x", email="y")) == {
        "username": "bad_character", "password": "too_short", "email": "bad_email"}


def test_sign_up_can_be_closed(make_database, make_server):
    server = make_server(make_database(), {"accounts.sign_up": "off"}).start()
    assert sign_up(Client(server.url), "late comer").code == "forbidden"


# ---- password
def change(account, current, new, **more):
    return account.api.put("/v1/account/password", {"current": current, "new": new}, **more)


def test_a_new_password_ends_all_other_sessions(api, make_account):
    me = make_account()
    other = api.post("/v1/sessions", {"login": me.username, "password": PASSWORD}).json["token"]
    assert change(me, PASSWORD, "a wholly new one").status == 204
    assert me.api.get("/v1/session").status == 200
    assert api.signed_in(other).get("/v1/session").status == 401
    assert api.post("/v1/sessions", {"login": me.username, "password": PASSWORD}).status == 401
    assert api.post("/v1/sessions", {"login": me.username, "password": "a wholly new one"}).status == 201


def test_a_password_change_needs_the_current_password(api, make_account):
    me = make_account()
    assert fields(change(me, "not the current one", "a wholly new one")) == {"current": "wrong_password"}
    assert fields(change(me, PASSWORD, "short")) == {"new": "too_short"}
    assert fields(me.api.put("/v1/account/password", {"current": PASSWORD})) == {"new": "missing"}
    assert api.post("/v1/sessions", {"login": me.username, "password": PASSWORD}).status == 201


# ---- roles and profiles
def test_an_admin_gives_every_role(api, admin, make_account):
    me = make_account()
    for role, site in (("staff", None), ("moderator", None), ("auditor", None), ("reader", None), ("admin", "default"), ("reader", "default")):
        answer = admin.api.put(f"/v1/accounts/{me.id}/role", {"role": role, **({"site": site} if site else {})})
        assert answer.status == 200 and answer.json["role"] == role, answer
        assert api.get(f"/v1/accounts/{me.id}").json["role"] == role
        assert me.api.get("/v1/session").code == "sign_in", "a change of the role ends the sessions"
        assert me.sign_in(api).api.get("/v1/session").json["account"]["role"] == role


def test_only_an_admin_gives_roles(make_account, moderator, reader):
    other = make_account()
    for who in (moderator, reader, other):
        assert who.api.put(f"/v1/accounts/{other.id}/role", {"role": "admin"}).code == "forbidden"


def test_unknown_roles_are_refused(admin, reader):
    assert fields(admin.api.put(f"/v1/accounts/{reader.id}/role", {"role": "king"})) == {"role": "unknown_value"}
    assert fields(admin.api.put(f"/v1/accounts/{reader.id}/role", {})) == {"role": "missing"}
    assert admin.api.put(f"/v1/accounts/{NOWHERE}/role", {"role": "staff"}).status == 404
    assert admin.api.put(f"/v1/accounts/{reader.id}/role", {"role": "staff", "site": "no such site"}).status in (404, 422)


# ---- what is shown of a name
@pytest.mark.parametrize("name,twin", [("ㅋㅋ", "\u110f\u110f"), ("㎏", "kg"), ("ㅠㅠ하나", "\u1172\u1172하나"), ("ＦＵＬＬ", "full"), ("x²y", "x2y")])
def test_a_name_is_shown_as_it_was_typed_and_compared_folded(api, name, twin):
    made = sign_up(api, name)
    assert made.status == 201 and made.json["account"]["username"] == name, made
    assert fields(sign_up(api, twin)) == {"username": "username_taken"}
    for login in name, twin:
        assert api.post("/v1/sessions", {"login": login, "password": PASSWORD}).status == 201


# ---- the naughty
def test_naughty_names_are_kept_or_refused_never_5xx(api):
    """Never a 5xx; what is accepted comes back as NFC of what was sent, and nothing else."""
    accepted = 0
    for text in blns():
        answer = sign_up(api, text)
        assert answer.status in (201, 422), (text, answer)
        if answer.status == 201:
            accepted += 1
            assert answer.json["account"]["username"] == unicodedata.normalize("NFC", text)
        else:
            assert answer.code == "bad_character" or "username" in fields(answer), (text, answer)
    assert 0 < accepted < len(blns()) / 2


def test_naughty_logins_are_refused_never_5xx(api):
    for text in blns():
        answer = api.post("/v1/sessions", {"login": text, "password": text})
        assert answer.status in (401, 422), (text, answer)


def test_invalid_utf8_in_a_name_is_bad_json(api):
    """Well-formed UTF-8 is taken as it is or refused by name; anything else is bad_json."""
    for name, valid, octets in utf8_cases():
        if b'"' in octets or b"\\" in octets or any(c < 0x20 for c in octets):
            continue
        answer = api.post("/v1/accounts", b'{"username":"' + octets + b'","email":"a@b.example","password":"' + PASSWORD.encode() + b'"}',
                          headers={"Content-Type": "application/json"})
        if valid:
            assert answer.status in (201, 422), (name, answer)
        else:
            assert (answer.status, answer.code) == (400, "bad_json"), (name, octets, answer)


# ---- how many
def test_sign_ups_are_limited_by_subscriber_network(database, make_server):
    s = make_server(database, {"limits.rates": "on", "limits.sign_ups": 2, "limits.site_sign_ups": 5, "server.workers": 1,
                               "server.trusted_proxies": "127.0.0.1"}).start()
    api, made = Client(s.url), iter(range(100))

    def one(address):
        return sign_up(api, f"counted {next(made)}", headers={"X-Forwarded-For": address}).status
    # An IPv6 /64 as an IPv4 address; and what is refused there is not taken from its /48.
    for network in ("192.0.2.7", "2001:db8:1:1::%x"):
        said = [one(network % n if "%" in network else network) for n in range(6)]
        assert said == [201, 201, 429, 429, 429, 429], network
    assert [one(f"2001:db8:1:{n:x}::1") for n in range(2, 8)] == [201, 201, 201, 429, 429, 429]
    # Others are not touched: another /48, another IPv4 address, mapped too.
    assert [one(a) for a in ("2001:db8:2:1::1", "192.0.2.8", "::ffff:192.0.2.9", "::ffff:192.0.2.7")] == [201, 201, 201, 429]
    api.close()
    s.stop()
