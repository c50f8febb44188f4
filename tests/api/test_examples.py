# SPDX-License-Identifier: Apache-2.0
"""Goal: the server takes what openapi.json shows as a body: its shape passes every check."""
import pytest

from client import document
from world import PAPER, PAPER_CALLS, World, fill

SETTINGS = {"limits.rates": "off", "rules.refresh": "50ms"}
CALLS = [(method.upper(), path, op) for path, item in document().root["paths"].items() for method, op in item.items()
         if "requestBody" in op]
# Values that only the person of the example knows: a password, a code of an app, a key or a site of its own.
OWN_PAGES = ("/v1/sessions/handover", "/v1/sessions/exchange")      # calls for our own pages only
OWN = {"password_set": {"current": "wrong_password"}, "account_patch": {"password": "wrong_password"},
       "session_second_factor": {"code": "wrong_code"}, "totp_confirm": {"code": "wrong_code"}}


@pytest.fixture(scope="module")
def world(server, api, make_account, database):
    w = World(server, api, make_account, database)
    w.open_paper()
    return w


@pytest.mark.parametrize("method,path,op", CALLS, ids=[op["operationId"] for _, _, op in CALLS])
def test_the_body_of_an_example_passes_every_check(world, method, path, op):
    person = world.people["reader" if op["operationId"] == "role_answer" else "admin"]      # the admin of the others keeps the role
    where = fill(path, world.values(f"{method} {path}", path, person, False))
    answer = person.api.request(method, where, op["requestBody"]["content"]["application/json"]["example"],
                                headers={"Origin": world.server.url} if path in OWN_PAGES else {"Origin": PAPER} if path in PAPER_CALLS else None)
    assert answer.status not in (400, 403, 413, 415) or answer.code in ("bad_code", "bad_token"), answer      # those of an example are unknown
    if answer.code == "invalid":
        assert {f["field"]: f["code"] for f in answer.json["fields"]} == OWN.get(op["operationId"]), answer
