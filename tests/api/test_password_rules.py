# SPDX-License-Identifier: Apache-2.0
"""Goal: every way to set a password refuses the same guessable ones, for readers and for staff."""
import itertools
import urllib.parse

import pytest

from client import Client
from fixture_site import PASSWORD
from world import form_token, link

NEW = "eleven silent lanterns"
NAME, ADDRESS = "Quillon Vexley", "quill@mail.example"
# passwords and their fault, for an account of that name and address on the site "The Default Courier"
GUESSABLE = {
    "1234567890": "common_password", "password123": "common_password", "qwertyuiop": "common_password", "P@$$w0rd2026": "common_password",
    "madang2026": "same_as_name", "TheDefaultCourier1": "same_as_name",
    "QuillonVexley7": "same_as_name", "quill@mail.example": "same_as_name", "vexley": "too_short",
}
numbers = itertools.count(100)


def person(api, database, role=None):
    """(account, address, token): its name and address end in the same number, so that all places share the table above."""
    n = next(numbers)
    made = api.post("/v1/accounts", {"username": f"{NAME}{n}", "password": PASSWORD, "email": f"{n}{ADDRESS}"})
    assert made.status == 201, made
    account = made.json["account"]["id"]
    database.sql("update core.account set email_verified = true where id = %s", [account])
    if role:
        database.sql("insert into core.role (account_id, role) values (%s, %s)", [account, role])
    return n, account, f"{n}{ADDRESS}", made.json["token"]


def of_person(password, n):
    return password.replace("QuillonVexley", f"QuillonVexley{n}").replace("quill@", f"{n}quill@")


def post(server, path, fields, token=None):
    """A page's form. The text of the answer, or None: it went through."""
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": server.url, "Accept": "text/html"}
    if token:
        headers["Cookie"], fields = f"madang={token}", {**fields, "form_token": form_token(token)}
    answer = Client(server.url).request("POST", path, urllib.parse.urlencode(fields), headers=headers, check=False)
    assert answer.status in (303, 422), answer
    return answer.text if answer.status == 422 else None


def fault(answer, *fields):
    """The code of an API's failure in one of these fields; None: it went through."""
    if answer.status < 300:
        return None
    found = [f["code"] for f in answer.json["fields"] if f["field"] in fields]
    assert answer.status == 422 and len(found) == 1, answer
    return found[0]


# ---- the places: each sets a password once and returns the code of its failure, or of a page its text

def api_sign_up(w, role, password):
    n = next(numbers)
    return fault(w.api.post("/v1/accounts", {"username": f"{NAME}{n}", "email": f"{n}{ADDRESS}", "password": of_person(password, n)}), "password")


def page_sign_up(w, role, password):
    n = next(numbers)
    return post(w.server, "/sign-up", {"username": f"{NAME}{n}", "email": f"{n}{ADDRESS}", "password": of_person(password, n)})


def api_change(w, role, password):
    n, _, _, token = person(w.api, w.database, role)
    return fault(w.api.signed_in(token).put("/v1/account/password", {"current": PASSWORD, "new": of_person(password, n)}), "new")


def page_change(w, role, password):
    n, _, _, token = person(w.api, w.database, role)
    return post(w.server, "/account/password", {"current": PASSWORD, "new": of_person(password, n)}, token)


def api_reset(w, role, password):
    n, account, address, _ = person(w.api, w.database, role)
    return fault(w.api.post("/v1/password-resets/confirm", {
        "token": link(w.database, account, "reset", address), "password": of_person(password, n)}), "password")


def page_reset(w, role, password):
    n, account, address, _ = person(w.api, w.database, role)
    return post(w.server, "/reset/password", {"token": link(w.database, account, "reset", address), "password": of_person(password, n)})


def page_invitation(w, role, password):
    n, account, address, _ = person(w.api, w.database, role)
    w.database.sql("update core.account set email_verified = false where id = %s", [account])
    return post(w.server, "/reset/password", {"token": link(w.database, account, "invite", address), "password": of_person(password, n), "invited": "yes"})


def told(done):
    """The code in the message of the command line."""
    if done.returncode == 0:
        return None
    return next(code for code in ("too_short", "common_password", "same_as_name") if f"({code})" in done.stderr)


def command_create(w, role, password):
    n = next(numbers)
    return told(w.server.cli("account", "create", f"{NAME}{n}", "--email", f"{n}{ADDRESS}", "--role", role or "reader",
                             stdin=of_person(password, n) + "\n", check=False))


def command_password(w, role, password):
    n, _, _, _ = person(w.api, w.database, role)
    return told(w.server.cli("account", "password", f"{NAME}{n}", stdin=of_person(password, n) + "\n", check=False))


PLACES = [api_sign_up, page_sign_up, api_change, page_change, api_reset, page_reset, page_invitation, command_create, command_password]
WORDS = {"common_password": "easy to guess", "same_as_name": "your name, your address or the name of this site", "too_short": "too short"}      # on pages


class Here:
    pass


@pytest.fixture
def here(server, api, database):
    w = Here()
    w.server, w.api, w.database = server, api, database
    return w


@pytest.mark.parametrize("place, role", [(place, role) for place in PLACES for role in (None, "moderator")
                                         if role is None or place not in (api_sign_up, page_sign_up)])
def test_guessable_passwords_are_refused_everywhere(here, place, role):
    """And one that is not is accepted."""
    for password, code in GUESSABLE.items():
        found = place(here, role, password)
        if place.__name__.startswith("page_") and code is not None:
            assert found is not None and WORDS[code] in found, (password, found)
        else:
            assert found == code, password
    assert place(here, role, NEW) is None
