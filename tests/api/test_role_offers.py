# SPDX-License-Identifier: Apache-2.0
"""Goal: an account gets a role from an admin of single sites by its own consent only, and staff is invited by mail."""
import re
import urllib.parse

import pytest

from client import Client
from fixture_site import PASSWORD
from world import form_token, link

NEW = "eleven silent lanterns"


@pytest.fixture(scope="module")
def boss(server, make_account):
    """An admin of the site, not of all sites."""
    person = make_account("reader")
    person.give_role(server, "admin", "--site", "default")
    return person


def give(boss, account, role="moderator"):
    answer = boss.api.put(f"/v1/accounts/{account}/role", {"role": role, "site": "default"})
    assert answer.status == 200, answer
    return answer.json


def offers(person):
    return person.api.get("/v1/account").json["role_offers"]


def answer(person, offer, what):
    return person.api.post(f"/v1/account/role-offers/{offer}", {"answer": what})


def page(server, method, path, fields=None, token=None):
    headers = {"Cookie": f"madang={token}"} if token else {}
    if method == "POST":
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": server.url, "Accept": "text/html"}
        fields = {**fields, **({"form_token": form_token(token)} if token else {})}
    return Client(server.url).request(method, path, urllib.parse.urlencode(fields) if fields else None, headers=headers, check=False)


def test_a_role_of_a_site_admin_waits_for_consent(boss, make_account, database):
    reader = make_account("reader")
    database.sql("update core.account set email = 'r@mail.example', email_verified = true where id = %s", [reader.id])
    given = give(boss, reader.id)
    assert (given["role"], given["offered"]) == ("reader", "moderator")
    assert reader.api.get("/v1/moderation/cases").status == 403
    offer, = offers(reader)
    assert (offer["role"], offer["site"]) == ("moderator", "default")
    assert database.sql("select template, data ->> 'role' from core.outbox where account_id = %s", [reader.id]) == [("role_offer", "moderator")]
    done = answer(reader, offer["id"], "accept")
    assert (done.status, done.json["role"]) == (200, "moderator")
    assert reader.api.get("/v1/moderation/cases").status == 200 and offers(reader) == []
    assert database.sql("select action, codes ->> 'role', actor_id = %s from core.audit where object_id = %s order by seq", [boss.id, reader.id])[-2:] == [
        ("role_offer", "moderator", True), ("role", "moderator", True)]


def test_a_declined_offer_gives_nothing(boss, make_account, database):
    reader = make_account("reader")
    give(boss, reader.id)
    offer = offers(reader)[0]["id"]
    assert answer(reader, offer, "decline").json["role"] == "reader"
    assert answer(reader, offer, "accept").status == 404 and reader.api.get("/v1/moderation/cases").status == 403
    assert database.one("select count(*) from core.audit where action = 'role_decline' and actor_id = %s", [reader.id]) == 1


def test_an_offer_is_its_accounts_alone(boss, make_account):
    reader, other = make_account("reader"), make_account("reader")
    give(boss, reader.id)
    offer = offers(reader)[0]["id"]
    assert answer(other, offer, "accept").status == 404
    assert answer(boss, offer, "accept").status == 404
    for bad in ("yes", "", None):
        assert answer(reader, offer, bad).status == 422
    assert answer(reader, "not-an-id", "accept").status == 404
    assert answer(reader, offer, "accept").status == 200


def test_a_lower_role_holds_at_once_and_ends_an_offer(boss, make_account):
    reader = make_account("reader")
    give(boss, reader.id, "moderator")
    assert answer(reader, offers(reader)[0]["id"], "accept").status == 200
    give(boss, reader.id, "staff")
    assert give(boss, reader.id, "moderator")["offered"] == "moderator"
    lowered = give(boss, reader.id, "staff")
    reader.sign_in_again()
    assert (lowered["role"], lowered["offered"]) == ("staff", None) and offers(reader) == []


def test_a_second_offer_replaces_the_first(boss, make_account):
    reader = make_account("reader")
    give(boss, reader.id, "staff")
    give(boss, reader.id, "moderator")
    assert [o["role"] for o in offers(reader)] == ["moderator"]
    assert give(boss, reader.id, "reader")["offered"] is None and offers(reader) == []


def test_an_offer_ends_with_its_admins_role_and_after_a_month(server, make_account, database):
    boss, reader = make_account("reader"), make_account("reader")
    boss.give_role(server, "admin", "--site", "default")
    give(boss, reader.id)
    boss.give_role(server, "reader", "--site", "default")
    assert answer(reader, offers(reader)[0]["id"], "accept").status == 404
    assert reader.api.get("/v1/moderation/cases").status == 403
    boss.give_role(server, "admin", "--site", "default")
    give(boss, reader.id)
    database.sql("update core.role_offer set offered_at = offered_at - interval '31 days'")
    database.sql("select api_1.sweep(100, 1, 1)")
    assert offers(reader) == []


def test_an_admin_of_all_sites_gives_roles_at_once(make_account):
    reader = make_account("reader")
    assert give(make_account("admin"), reader.id) == {"id": reader.id, "username": reader.username, "role": "moderator", "offered": None,
                                                             "permissions": ["appeals", "articles", "cases", "jobs", "rules", "sanctions"]}


def test_the_pages_offer_accept_and_decline(server, boss, make_account):
    reader = make_account("reader")
    done = page(server, "POST", f"/desk/accounts/{reader.id}/role", {"role": "moderator", "site": "default"}, boss.api.token)
    assert done.headers["Location"].endswith("said=offered")
    shown = page(server, "GET", "/account", token=reader.api.token).text
    path = re.search(r'action="(/account/role-offers/[^"]+)"', shown)[1]
    assert "You are offered a role" in shown
    done = page(server, "POST", path, {"answer": "accept"}, reader.api.token)
    assert (done.status, done.headers["Location"]) == (303, "/account?said=role_accept")
    assert "You are offered a role" not in page(server, "GET", "/account", token=reader.api.token).text


# ---- invitations

def invite(server, name, email, role="moderator"):
    return server.cli("account", "create", name, "--role", role, "--email", email, "--invite")


def account_of(database, name):
    return database.sql("select id::text, email, email_verified from core.account where username = %s", [name])[0]


def test_staff_is_invited_by_mail_and_chooses_a_password(server, api, database):
    invite(server, "Invited One", "invited@mail.example")
    account, email, verified = account_of(database, "Invited One")
    assert (email, verified) == ("invited@mail.example", False)
    assert database.sql("select template, token_purpose from core.outbox where account_id = %s", [account]) == [("invite", "invite")]
    for password in ("!", "", PASSWORD):
        assert api.post("/v1/sessions", {"login": "Invited One", "password": password}).status in (401, 422)
    token = link(database, account, "invite", email)
    shown = page(server, "GET", f"/invite?token={token}").text
    assert "You are invited" in shown and "Moderator on all sites" in shown and "Invited One" in shown
    weak = page(server, "POST", "/reset/password", {"token": token, "username": "Invited One", "password": "short"})
    assert weak.status == 422
    done = page(server, "POST", "/reset/password", {"token": token, "password": NEW, "invited": "yes"})
    assert (done.status, done.headers["Location"]) == (303, "/sign-in?said=invited")
    assert [c.split("=")[0] for c in done.headers.get_all("Set-Cookie")] == ["madang-device"], "a known device, but no session"
    made = api.post("/v1/sessions", {"login": "invited@mail.example", "password": NEW})
    assert made.status == 201 and made.json["account"]["role"] == "moderator" and made.json["account"]["email_verified"] is True
    assert api.post("/v1/password-resets/confirm", {"token": token, "password": NEW + " x"}).code == "link_used"
    assert database.one("select count(*) from core.audit where action = 'role' and object_id = %s", [account]) == 1


def test_an_invitation_is_sent_again_and_the_former_link_is_void(server, api, database):
    invite(server, "Invited Two", "wrong@mail.example")
    account, email, _ = account_of(database, "Invited Two")
    first = link(database, account, "invite", email)
    invite(server, "Invited Two", "two@mail.example", "staff")
    second = link(database, account, "invite", "two@mail.example")
    assert api.post("/v1/password-resets/confirm", {"token": first, "password": NEW}).code in ("link_used", "link_unknown")
    assert api.post("/v1/password-resets/confirm", {"token": second, "password": NEW}).status == 204
    assert api.post("/v1/sessions", {"login": "two@mail.example", "password": NEW}).json["account"]["role"] == "staff"
    with pytest.raises(AssertionError, match="username_taken"):
        invite(server, "Invited Two", "three@mail.example")


def test_an_invitation_to_a_verified_address_is_refused(server, make_account, database):
    reader = make_account("reader")
    database.sql("update core.account set email = 'mine@mail.example', email_verified = true where id = %s", [reader.id])
    with pytest.raises(AssertionError, match="email_taken"):
        invite(server, "Invited Three", "mine@mail.example")
    with pytest.raises(AssertionError, match="needs an address"):
        server.cli("account", "create", "Invited Four", "--invite")


def test_an_invited_account_without_a_password_gets_no_reset(server, api, database):
    invite(server, "Invited Five", "five@mail.example")
    account, email, _ = account_of(database, "Invited Five")
    assert api.post("/v1/password-resets/confirm", {"token": link(database, account, "reset", email), "password": NEW}).code == "link_unknown"
    assert api.post("/v1/account/email/confirm", {"token": link(database, account, "invite", email)}).code == "link_unknown"
