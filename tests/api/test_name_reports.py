# SPDX-License-Identifier: Apache-2.0
"""Goal: a reader reports a name at the profile, a moderator decides at the desk, and everybody concerned learns of it."""
import re
import uuid

import pytest

from visitor import Visitor, key, page, visiting

SETTINGS = {"server.workers": 1, "rules.refresh": "10min"}
NAMES = "/v1/moderation/names"


@pytest.fixture
def rude(make_account):
    return make_account("reader")


@pytest.fixture
def reported(reader, rude):
    """The id of a report of the account's name."""
    answer = reader.api.post(f"/v1/accounts/{rude.id}/reports", {"reason": "hate", "detail": "An insult."})
    assert answer.status == 201, answer
    return answer.json["id"]


@pytest.fixture
def visitor(server, reader):
    yield from visiting(server, reader)


@pytest.fixture
def desk(server, moderator):
    yield from visiting(server, moderator)


def shown(client, name):
    return [n for n in client.get(NAMES, query={"limit": 100}).json["names"] if n["name"] == name]


def test_a_reported_name_is_replaced_and_everybody_learns_of_it(reader, moderator, rude, reported):
    one, = shown(moderator.api, rude.username)
    assert (one["id"], one["reports"][0]["reason"], one["reports"][0]["detail"], one["may_decide"]) == (reported, "hate", "An insult.", True)
    answer = moderator.api.post(f"{NAMES}/{reported}/decide", {"outcome": "rename", "reason": "hate", "message": "Choose another."})
    assert answer.status == 200 and answer.json["decided"]["by"]["id"] == moderator.id, answer
    own = rude.api.get("/v1/account").json
    assert re.fullmatch(r"Reader-\d{8}", own["username"]) and own["name_change_at"] is None, own
    assert own["sanctions"][0]["kind"] == "rename"
    notice = rude.api.get("/v1/account/notices").json["notices"][0]
    assert (notice["kind"], notice["statement"]["reason"], notice["statement"]["note"]) == ("sanction", "hate", "Choose another.")
    result = reader.api.get("/v1/account/notices").json["notices"][0]
    assert (result["kind"], result["statement"]["upheld"], result["statement"]["about"]) == ("report", True, "name")
    assert shown(moderator.api, rude.username) == []
    refused = rude.api.request("PATCH", "/v1/account", {"username": rude.username})
    assert (refused.status, refused.json["fields"]) == (422, [{"field": "username", "code": "name_removed"}]), refused
    assert rude.api.request("PATCH", "/v1/account", {"username": f"Polite {uuid.uuid4().hex[:8]}"}).status == 200


def test_a_lift_gives_the_name_back(moderator, rude, reported):
    done = moderator.api.post(f"{NAMES}/{reported}/decide", {"outcome": "rename", "reason": "hate"}).json["decided"]
    assert moderator.api.request("DELETE", f"/v1/moderation/accounts/{rude.id}/sanctions/{done['sanction']}").status == 204
    assert rude.api.get("/v1/account").json["username"] == rude.username


def test_a_second_decision_changes_nothing(moderator, admin, rude, reported):
    again = {"Idempotency-Key": str(uuid.uuid4())}
    body = {"outcome": "none", "note": "It is a surname."}
    first = moderator.api.post(f"{NAMES}/{reported}/decide", body, headers=again)
    assert first.status == 200 and moderator.api.post(f"{NAMES}/{reported}/decide", body, headers=again).json == first.json
    late = admin.api.post(f"{NAMES}/{reported}/decide", {"outcome": "rename", "reason": "hate"})
    assert (late.status, late.code) == (409, "conflict")
    assert rude.api.get("/v1/account").json["username"] == rude.username


@pytest.mark.parametrize("body,field", [({"outcome": "rename"}, "reason"), ({"outcome": "rename", "reason": "because"}, "reason"), ({"outcome": "ban"}, "outcome")])
def test_a_wrong_decision_names_its_field(moderator, reported, body, field):
    answer = moderator.api.post(f"{NAMES}/{reported}/decide", body, check=False)
    assert answer.status in (400, 422) and [f["field"] for f in answer.json["fields"]] == [field], answer


def test_a_report_is_made_and_decided_with_the_pages_alone(visitor, desk, reader, rude):
    profile = page(visitor.get(f"/people/{rude.id}"))
    assert f'href="/people/{rude.id}/report"' in profile
    assert "/report" not in page(visitor.get(f"/people/{reader.id}")), "not on the own page"
    form = page(visitor.get(f"/people/{rude.id}/report"))
    assert "Choose a reason" in page(visitor.post(f"/people/{rude.id}/report", {"key": key(form), "detail": "Kept words."}), 422)
    assert "Kept words." in visitor.post(f"/people/{rude.id}/report", {"key": key(form), "detail": "Kept words."}).text
    sent = {"key": key(form), "reason": "abuse", "detail": "An insult."}
    for _ in range(2):      # sent again: once
        answer = visitor.post(f"/people/{rude.id}/report", sent)
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (303, f"/people/{rude.id}")
    listed = page(desk.get("/desk/names?limit=100"))
    at = re.search(r'action="(/desk/names/[^"]+/decide)"', listed[listed.index(rude.username):])[1]
    assert "An insult." in listed and 'href="/desk/names"' in page(desk.get("/desk"))
    assert desk.post(at, {"key": key(listed), "outcome": "rename"}).status_code == 422, "a reason is needed"
    done = desk.post(at, {"key": str(uuid.uuid4()), "outcome": "rename", "reason": "abuse"})
    assert done.status_code == 303, done.text
    after = page(desk.get(done.headers["Location"]))
    assert "The account has a neutral name now." in after
    undo = re.search(r'action="(/desk/accounts/[^"]+/undo)"', after)[1]
    assert rude.username not in after and desk.post(at, {"key": str(uuid.uuid4()), "outcome": "none"}).status_code == 409
    assert desk.post(undo, {"key": str(uuid.uuid4())}).status_code == 303
    assert rude.api.get("/v1/account").json["username"] == rude.username
    assert "The name you reported was replaced." in page(visitor.get("/account/notices"))


def test_a_visitor_without_a_session_is_led_to_sign_in(server, rude):
    answer = Visitor(server).get(f"/people/{rude.id}/report")
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (303, "/sign-in")
