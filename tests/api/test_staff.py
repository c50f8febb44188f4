# SPDX-License-Identifier: Apache-2.0
"""Goal: admins see the staff of their sites, invite by mail, resend and withdraw; a role acts and ends at once."""
import re

import pytest

from visitor import Visitor, page
from world import link

SETTINGS = {"limits.rates": "off", "rules.refresh": "50ms"}
STAFF, INVITE = "/v1/moderation/staff", "/v1/moderation/invitations"
NEW = "eleven purple kettles"


@pytest.fixture(scope="module")
def boss(server, make_account):
    """An admin of the first of two sites."""
    server.cli("site", "create", "second", "--title", "The Second")
    person = make_account("reader")
    person.give_role(server, "admin", "--site", "default")
    return person


def fields(answer):
    return {f["field"]: f["code"] for f in answer.json["fields"]}


def invite(boss, name, role="moderator", email=None, **more):
    return boss.api.post(INVITE, {"name": name, "email": email or f"{name}@mail.example", "role": role, "site": "default", **more})


def account_of(database, address):
    return database.one("select account_id::text from core.role_offer where address = %s", [address])


def accept(api, database, address):
    account = account_of(database, address)
    answer = api.post("/v1/password-resets/confirm", {"token": link(database, account, "invite", address), "password": NEW})
    return answer, account


def waiting(boss, address):
    return [i for i in boss.api.get(STAFF).json["invitations"] if i["address"] == address]


def test_an_invited_moderator_has_the_areas_that_were_given(api, boss, database):
    made = invite(boss, "viewer", permissions=["cases"])
    assert made.status == 201 and made.json["invitation"]["account"]["username"] == "viewer" and made.json["invitation"]["limited"] is True
    assert database.one("select count(*) from core.outbox where account_id = %s and template = 'invite'", [made.json["invitation"]["account"]["id"]]) == 1
    answer, account = accept(api, database, "viewer@mail.example")
    assert answer.status == 204 and waiting(boss, "viewer@mail.example") == []
    session = api.post("/v1/sessions", {"login": "viewer", "password": NEW}).json
    assert session["account"]["email_verified"] is True
    viewer = api.signed_in(session["token"])
    assert viewer.get("/v1/session").json["roles"] == [{"role": "moderator", "site": "default", "permissions": ["cases"], "limited": True}]
    assert viewer.get("/v1/moderation/cases").status == 200
    assert viewer.post(f"/v1/moderation/accounts/{boss.id}/sanctions", {"kind": "mute", "reason": "spam", "site": "default"}).status == 403
    row = next(s for s in boss.api.get(STAFF).json["staff"] if s["id"] == account)
    assert row["last_sign_in"] is not None and [r["may_change"] for r in row["roles"]] == [True] and row["roles"][0]["by"] == boss.username


def test_an_admin_invites_to_less_than_they_are(server, boss, make_account, admin):
    assert invite(boss, "peer", "admin").status == 403
    assert boss.api.post(INVITE, {"name": "all", "email": "all@mail.example", "role": "staff"}).status == 403
    assert invite(boss, "abroad", site="second").status == 404
    assert invite(boss, "nowhere", site="nowhere").status == 404
    for person in (make_account("moderator"), make_account("auditor"), make_account("reader")):
        assert invite(person, "by-others").status == 403
    limited = make_account("reader")
    assert admin.api.put(f"/v1/accounts/{limited.id}/role", {"role": "admin", "site": "default", "permissions": ["cases", "staff"]}).status == 200
    limited.sign_in_again()
    assert invite(limited, "too-much").status == 403 and invite(limited, "enough", permissions=["cases"]).status == 201
    assert admin.api.post(INVITE, {"name": "Chief Two", "email": "two@mail.example", "role": "admin", "site": "second"}).status == 201


def test_bad_invitations_name_their_fields(boss, make_account):
    assert fields(invite(boss, "x" * 200, email="long@mail.example")) == {"name": "too_long"}
    assert fields(invite(boss, "fine", email="nowhere")) == {"email": "bad_email"}
    assert fields(invite(boss, "fine", "king")) == {"role": "unknown_value"}
    assert fields(invite(boss, "fine", permissions=["everything"])) == {"permissions[0]": "unknown_value"}
    assert fields(invite(boss, "fine", permissions="cases")) == {"permissions": "bad_type"}
    assert fields(invite(boss, make_account().username, email="taken@mail.example")) == {"name": "username_taken"}


def test_an_account_that_has_the_address_is_offered_the_role_unnamed(boss, make_account, database):
    reader = make_account("reader")
    database.sql("update core.account set email = 'known@mail.example', email_verified = true where id = %s", [reader.id])
    made = invite(boss, "other-name", email="Known@mail.example").json["invitation"]
    assert made["account"] is None and made["address"] == "known@mail.example"
    assert reader.username not in str(waiting(boss, "known@mail.example"))
    assert database.one("select count(*) from core.outbox where account_id = %s and template = 'role_offer'", [reader.id]) == 1
    offer, = reader.api.get("/v1/account").json["role_offers"]
    assert reader.api.post(f"/v1/account/role-offers/{offer['id']}", {"answer": "accept"}).json["role"] == "moderator"


def test_a_withdrawn_invitation_leaves_nothing(api, boss, database):
    made = invite(boss, "never").json["invitation"]
    token = link(database, made["account"]["id"], "invite", "never@mail.example")
    assert boss.api.delete(f"{INVITE}/{made['id']}").status == 204
    assert boss.api.delete(f"{INVITE}/{made['id']}").status == 404
    assert api.post("/v1/password-resets/confirm", {"token": token, "password": NEW}).code == "link_unknown"
    assert database.one("select count(*) from core.account where username = 'never'") == 0
    assert invite(boss, "never").status == 201      # the name is free again


def test_an_invitation_that_nobody_takes_is_deleted_after_a_month(boss, database):
    made = invite(boss, "late").json["invitation"]
    database.sql("update core.role_offer set offered_at = offered_at - interval '31 days' where id = %s", [made["id"]])
    database.sql("select api_1.sweep(100, 1, 1)")
    assert database.one("select count(*) from core.account where username = 'late'") == 0


def test_an_offer_to_an_account_of_a_publisher_deletes_nothing(boss, make_account, database):
    """It has no password either, and it is not an invited account."""
    reader = make_account("reader")
    database.sql("update core.account set password_hash = core.no_password(), email = null where id = %s", [reader.id])
    database.sql("insert into core.identity (issuer, subject, account_id, made_at, last_at) values ('https://id.example', %s, %s, core.now(), core.now())", [reader.username, reader.id])
    boss.api.put(f"/v1/accounts/{reader.id}/role", {"role": "staff", "site": "default"})
    offer = next(i for i in boss.api.get(STAFF).json["invitations"] if i["account"] and i["account"]["id"] == reader.id)
    assert boss.api.delete(f"{INVITE}/{offer['id']}").status == 204
    assert database.one("select count(*) from core.account where id = %s", [reader.id]) == 1


def test_a_mail_is_sent_again_after_a_while_with_a_new_link(boss, database):
    made = invite(boss, "again").json["invitation"]
    account = made["account"]["id"]
    first = link(database, account, "invite", "again@mail.example")
    early = boss.api.post(f"{INVITE}/{made['id']}/resend")
    assert (early.status, early.code) == (429, "too_fast") and 500 < int(early.headers["Retry-After"]) <= 600
    database.sql("update core.role_offer set mailed_at = mailed_at - interval '11 minutes' where id = %s", [made["id"]])
    assert boss.api.post(f"{INVITE}/{made['id']}/resend").status == 204
    assert database.one("select count(*) from core.outbox where account_id = %s and template = 'invite'", [account]) == 2
    assert boss.api.post("/v1/password-resets/confirm", {"token": first, "password": NEW}).code in ("link_used", "link_unknown")


def test_an_offer_of_another_site_is_not_found(boss, admin):
    made = admin.api.post(INVITE, {"name": "elsewhere", "email": "elsewhere@mail.example", "role": "staff", "site": "second"}).json["invitation"]
    assert waiting(boss, "elsewhere@mail.example") == []
    for call in (lambda: boss.api.post(f"{INVITE}/{made['id']}/resend"), lambda: boss.api.delete(f"{INVITE}/{made['id']}")):
        assert call().status == 404
    assert boss.api.get(STAFF, query={"site": "second"}).status == 404
    peer = admin.api.post(INVITE, {"name": "higher", "email": "higher@mail.example", "role": "admin", "site": "default"}).json["invitation"]
    assert boss.api.delete(f"{INVITE}/{peer['id']}").status == 403


def test_a_role_that_its_admin_cannot_give_any_more_is_not_accepted(server, api, boss, make_account, database):
    fading = make_account("reader")
    fading.give_role(server, "admin", "--site", "default")
    assert invite(fading, "orphan").status == 201
    fading.give_role(server, "reader", "--site", "default")
    assert accept(api, database, "orphan@mail.example")[0].status == 204
    assert api.post("/v1/sessions", {"login": "orphan", "password": NEW}).json["account"]["role"] == "reader"


def test_an_invitation_sent_twice_with_a_key_is_one(boss, database):
    body = {"name": "twice", "email": "twice@mail.example", "role": "staff", "site": "default"}
    head = {"Idempotency-Key": "01936f3a-7c00-7000-8000-0000000000aa"}
    one, two = (boss.api.post(INVITE, body, headers=head) for _ in range(2))
    assert one.status == two.status == 201 and one.json == two.json
    assert boss.api.post(INVITE, {**body, "role": "moderator"}, headers=head).code == "key_reused"


# ---- pages

@pytest.fixture
def chief(server, boss):
    v = Visitor(server)
    v.sign_in(boss)
    yield v
    v.http.close()


def test_the_page_invites_and_shows_who_waits(chief, boss):
    shown = page(chief.get("/desk/staff/invite"))
    assert 'name="may-cases"' in shown and '<option value="admin"' not in shown
    sent = {"name": "Form Guest", "email": "nowhere", "role": "moderator", "site": "default", "areas": "yes", "may-cases": "yes"}
    again = page(chief.post("/desk/staff/invite", sent), 422)
    assert 'value="Form Guest"' in again and re.search(r'name="may-cases"[^>]*checked', again) and not re.search(r'name="may-sanctions"[^>]*checked', again)
    done = chief.post("/desk/staff/invite", {**sent, "email": "guest@mail.example"})
    assert done.headers["location"] == "/desk/staff?said=invitation"
    shown = page(chief.get("/desk/staff?said=invitation"))
    assert "Form Guest (guest@mail.example)" in shown and "for cases only" in shown
    withdraw = re.search(r'Form Guest.*?action="(/desk/staff/invitations/[^"]+/withdraw)"', shown, re.S)[1]
    assert chief.post(withdraw, {}).headers["location"] == "/desk/staff?said=withdrawn_role"
    assert "Form Guest" not in page(chief.get("/desk/staff"))


def test_a_role_is_taken_away_and_given_back_on_the_page(server, chief, boss, make_account, admin):
    mod = make_account("reader")
    assert admin.api.put(f"/v1/accounts/{mod.id}/role", {"role": "moderator", "site": "default", "permissions": ["cases", "articles"]}).status == 200
    mod.sign_in_again()
    assert mod.api.get("/v1/moderation/cases").status == 200
    taken = chief.post(f"/desk/accounts/{mod.id}/role", {"role": "reader", "site": "default", "back": "/desk/staff"})
    assert taken.headers["location"] == "/desk/staff?said=taken" and mod.api.get("/v1/session").code == "sign_in"
    mod.sign_in_again()
    assert mod.api.get("/v1/moderation/cases").status == 403
    shown = page(chief.get("/desk/staff"))
    form = re.search(rf'<form method="post" action="/desk/accounts/{mod.id}/role">(.*?)</form>', shown, re.S)[1]
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
    assert (fields["role"], fields["site"], sorted(f for f in fields if f.startswith("may-"))) == ("moderator", "default", ["may-articles", "may-cases"])
    fields.pop("form_token", None)
    assert chief.post(f"/desk/accounts/{mod.id}/role", fields).headers["location"] == "/desk/staff?said=offered"
    offer, = mod.api.get("/v1/account").json["role_offers"]
    assert offer["permissions"] == ["articles", "cases"]


def test_the_page_offers_no_change_of_equals(chief, boss, admin, make_account):
    peer = make_account("reader")
    assert admin.api.put(f"/v1/accounts/{peer.id}/role", {"role": "admin", "site": "default"}).status == 200
    peer.sign_in_again()
    shown = page(chief.get("/desk/staff"))
    assert peer.username in shown and f"/desk/accounts/{peer.id}/role" not in shown and f"/desk/accounts/{boss.id}/role" not in shown


def test_moderators_have_no_staff_page(server, make_account):
    v = Visitor(server)
    v.sign_in(make_account("moderator"))
    assert "/desk/staff" not in page(v.get("/desk"))
    for path in ("/desk/staff", "/desk/staff/invite"):
        page(v.get(path), 403)
    v.http.close()
