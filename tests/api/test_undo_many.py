# SPDX-License-Identifier: Apache-2.0
"""Goal: many decisions are undone by one call, each by itself, and the audit has one entry that lists them."""
import uuid

import pytest

from visitor import comment

SETTINGS = {"server.workers": 1, "rules.refresh": "10min"}
PATH = "/v1/moderation/decisions/undo"


@pytest.fixture
def rejected(moderator, reader, article):
    """Comments and the decisions that rejected them."""
    made = [comment(reader, article, f"Undo {i}.") for i in range(3)]
    done = moderator.api.post("/v1/moderation/decisions", {"decisions": [
        {"case": one, "version": 0, "action": "reject", "reason": "spam"} for one in made]}).json["results"]
    return made, [r["decision"] for r in done]


def entries(admin, decision):
    return [e for e in admin.api.get("/v1/moderation/audit", query={"object": decision}).json["entries"] if e["action"] == "undo"]


def test_an_undo_of_many_is_one_entry_that_lists_them(api, moderator, admin, article, rejected):
    made, done = rejected
    answer = moderator.api.post(PATH, {"decisions": done[:2]})
    assert [(r["decision"], r["status"], r["case"]) for r in answer.json["results"]] == [(done[0], 200, made[0]), (done[1], 200, made[1])]
    shown = [c["id"] for c in api.get(f"/v1/articles/{article['id']}/comments").json["comments"]]
    assert set(shown) == set(made[:2])
    one, = entries(admin, done[0])
    assert [m["decision"] for m in one["codes"]["members"]] == done[:2] and one["actor"]["id"] == moderator.id
    assert entries(admin, done[1]) == [one] and entries(admin, done[2]) == []


def test_what_changed_since_is_refused_alone_and_shown(moderator, admin, rejected):
    made, done = rejected
    assert admin.api.post("/v1/moderation/decisions", {"decisions": [
        {"case": made[0], "version": 2, "action": "restore"}]}).json["results"][0]["status"] == 200
    answer = moderator.api.post(PATH, {"decisions": [done[0], str(uuid.uuid4()), done[1]]})
    assert [(r["status"], r.get("code")) for r in answer.json["results"]] == [(409, "conflict"), (404, "not_found"), (200, None)]
    assert answer.json["results"][0]["current"]["last"]["by"]["id"] == admin.id


def test_an_undo_that_is_sent_again_counts_once(moderator, admin, rejected):
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    first = moderator.api.post(PATH, {"decisions": rejected[1]}, headers=headers)
    again = moderator.api.post(PATH, {"decisions": rejected[1]}, headers=headers)
    assert first.json == again.json and {r["status"] for r in first.json["results"]} == {200}
    assert len(entries(admin, rejected[1][0])) == 1
    other = moderator.api.post(PATH, {"decisions": rejected[1][:1]}, headers=headers)
    assert (other.status, other.code) == (422, "key_reused")


def test_a_malformed_list_undoes_nothing(moderator, rejected):
    for body, field, code in (({}, "decisions", "missing"), ({"decisions": []}, "decisions", "missing"), ({"decisions": "x"}, "decisions", "bad_type"),
                              ({"decisions": [rejected[1][0], 1]}, "decisions[1]", "bad_type"), ({"decisions": [rejected[1][0], "x"]}, "decisions[1]", "bad_id"),
                              ({"decisions": [rejected[1][0]] * 101}, "decisions", "too_many")):
        answer = moderator.api.post(PATH, body)
        assert (answer.status, answer.json["fields"][0]) == (422, {"field": field, "code": code}), answer
    assert moderator.api.get(f"/v1/moderation/cases/{rejected[0][0]}").json["comment"]["state"] == "rejected"


def test_roles_and_sites(server, api, moderator, make_account, rejected):
    server.cli("site", "create", "second")
    other = make_account("reader")
    other.give_role(server, "moderator", "--site", "second")
    for account, status in ((make_account(), 403), (make_account("auditor"), 403)):
        assert account.api.post(PATH, {"decisions": rejected[1]}).status == status
    assert api.post(PATH, {"decisions": rejected[1]}).status == 401
    assert {r["status"] for r in other.api.post(PATH, {"decisions": rejected[1]}).json["results"]} == {404}
