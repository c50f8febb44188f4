# SPDX-License-Identifier: Apache-2.0
"""Goal: a case shows its weight, a brigade holds nothing, reports hold only for a time, two moderators agree where the site wants it."""
import json

import pytest

SETTINGS = {"limits.rates": "off", "rules.refresh": "50ms", "moderation.hold_reports": 3, "sweep.every": "50ms",
            "reports.standing_age": "1h", "reports.hold_max": "2h"}


def post(account, article, body, parent=None):
    answer = account.api.post(f"/v1/articles/{article['id']}/comments", {"body": body, "parent_id": parent})
    assert answer.status == 201, answer
    return answer.json["comment"]


def report(account, article, comment, reason="abuse"):
    return account.api.post(f"/v1/articles/{article['id']}/comments/{comment['id']}/reports", {"reason": reason})


def case(moderator, comment):
    answer = moderator.api.get(f"/v1/moderation/cases/{comment['id']}")
    assert answer.status == 200, answer
    return answer.json


def decide(moderator, comment, version, action, reason=None):
    answer = moderator.api.post("/v1/moderation/decisions", {"decisions": [
        {"case": comment["id"], "version": version, "action": action, "reason": reason}]})
    assert answer.status == 200, answer
    return answer.json["results"][0]


def shown(api, article):
    return [n["id"] for n in api.get(f"/v1/articles/{article['id']}/comments").json["comments"]]


@pytest.fixture(scope="module")
def crowd(make_account):
    return [make_account("reader") for _ in range(4)]


def test_a_brigade_of_fresh_accounts_holds_nothing(api, article, reader, moderator, crowd):
    made = post(reader, article, "An ordinary sentence.")
    assert [report(who, article, made).status for who in crowd] == [201] * 4
    assert shown(api, article) == [made["id"]]
    found = case(moderator, made)
    assert found["version"] == 1 and found["hold_ends"] is None
    terms = {t["term"]: t for t in found["terms"]}
    assert (terms["reports"]["text"], terms["reports"]["weight"]) == ("4 reports", 4)
    assert terms["waiting"]["text"] == "waiting 0 min"
    assert abs(found["priority"] - sum(t["weight"] for t in found["terms"])) < 0.01


def test_one_reader_reports_once(article, reader, moderator, crowd):
    made = post(reader, article, "Another ordinary sentence.")
    first, other = report(crowd[0], article, made, "abuse"), report(crowd[0], article, made, "spam")
    again = report(crowd[0], article, made, "spam")
    assert (first.status, other.status, again.status) == (201, 201, 200)
    assert other.json["id"] == again.json["id"] != first.json["id"]
    found = case(moderator, made)
    assert len(found["signals"]) == 2 and found["terms"][0]["text"] == "1 report"
    mine = crowd[0].api.get(f"/v1/articles/{article['id']}/mine").json
    assert mine["reports"] == [made["id"]]


def test_reports_hold_for_a_time_and_never_reject(server, api, article, reader, moderator, crowd, clock):
    made = post(reader, article, "A sentence that is not liked.")
    clock(3700)
    assert [report(who, article, made).status for who in crowd[:3]] == [201] * 3
    assert shown(api, article) == []
    found = case(moderator, made)
    assert found["comment"]["state"] == "held" and found["hold_ends"] is not None
    clock(3700 + 7300)
    server.wait_for(lambda: all(shown(api, article) == [made["id"]] for _ in range(6)), what="the comment on every worker's page")
    found = case(moderator, made)
    assert (found["comment"]["state"], found["state"], found["version"]) == ("published", "open", 1)
    assert report(crowd[3], article, made).status == 201
    assert shown(api, article) == [made["id"]], "reports hold a revision once"


def test_reporters_who_are_right_weigh_more(article, reader, moderator, make_account, crowd):
    right, wrong = make_account("reader"), make_account("reader")
    for i in range(4):
        for who, action in ((right, "reject"), (wrong, "approve")):
            made = post(reader, article, f"Sentence {i} for {action}.")
            report(who, article, made)
            assert decide(moderator, made, 1, action, "spam")["status"] == 200
    made = post(reader, article, "The last sentence.")
    for who in (right, wrong, crowd[0]):
        report(who, article, made)
    term = next(t for t in case(moderator, made)["terms"] if t["term"] == "reports")
    assert term["text"] == "3 reports, 1 of them by readers usually right"
    assert term["weight"] == pytest.approx(5 / 3 + 1 / 3 + 1, abs=0.01)


def test_a_decision_takes_a_second_moderator_where_the_site_wants_it(database, api, article, reader, moderator, make_account):
    database.sql("update core.site set settings = settings || %s", [json.dumps({"second": {"reasons": ["illegal"], "roles": []}})])
    other = make_account("moderator")
    made = post(reader, article, "Something grave.")
    first = decide(moderator, made, 0, "reject", "illegal")
    assert (first["status"], first["code"]) == (202, "proposed") and shown(api, article) == [made["id"]]
    proposal = first["current"]["proposal"]
    assert (proposal["by"]["username"], proposal["action"], proposal["reason"]) == (moderator.username, "reject", "illegal")
    version = case(other, made)["version"]
    assert (decide(moderator, made, version, "reject", "illegal")["code"]) == "own_proposal"
    assert decide(other, made, version, "reject", "illegal")["status"] == 200
    assert shown(api, article) == []
    database.sql("update core.site set settings = '{}'")
