# SPDX-License-Identifier: Apache-2.0
"""Goal: the log shows the restrictions of a period: figures, a safe CSV, and statements that the EU's database would accept."""
import csv
import io
import json
import re

import pytest

SETTINGS = {"limits.rates": "off", "rules.refresh": "50ms"}
PATH = "/v1/moderation/transparency"


def post(account, article, body):
    answer = account.api.post(f"/v1/articles/{article['id']}/comments", {"body": body})
    assert answer.status == 201, answer
    return answer.json["comment"]


def decide(moderator, comment, version, action, reason=None):
    answer = moderator.api.post("/v1/moderation/decisions", {"decisions": [
        {"case": comment["id"], "version": version, "action": action, "reason": reason}]})
    assert answer.json["results"][0]["status"] == 200, answer
    return answer.json["results"][0]["decision"]


def figures(account, **query):
    answer = account.api.get(PATH, query=query)
    assert answer.status == 200, answer
    return {(f["figure"], f["key"]): f["value"] for f in answer.json["figures"]}


@pytest.fixture(scope="module")
def story(server, database, admin, moderator, make_account):
    """Two rejections (one reported, one of the newsroom's own accord, undone), an approval, a mute; a reason that is a formula."""
    database.sql("update core.site set settings = settings || %s", [json.dumps({"reasons": ["=cmd|' /C calc'!A0"]})])
    article = admin.api.post("/v1/articles", {"key": "story", "url": "https://news.example/story", "title": "S"}).json
    author, other = make_account("reader", "UnmistakableName"), make_account("reader")
    made = [post(author, article, f"words nobody forgets {i}") for i in range(3)]
    for c in made[:2]:
        assert other.api.post(f"/v1/articles/{article['id']}/comments/{c['id']}/reports", {"reason": "hate", "detail": "a detail"}).status == 201
    decide(moderator, made[0], 1, "reject", "hate")
    decide(moderator, made[1], 1, "approve")
    own = decide(moderator, made[2], 0, "reject", "=cmd|' /C calc'!A0")
    assert moderator.api.post(f"/v1/moderation/decisions/{own}/undo").status == 200
    answer = moderator.api.post(f"/v1/moderation/accounts/{author.id}/sanctions", {"kind": "mute", "reason": "abuse", "until": "2199-01-01T00:00:00.000Z"})
    assert answer.status == 201, answer
    return author, other, made


def test_figures_match_the_log(moderator, story):
    got = figures(moderator)
    assert got["restrictions", "all"] == 3 and got["restrictions_undone", "all"] == 1
    assert got["restrictions_by_reason", "hate"] == 1 and got["restrictions_by_kind", "mute"] == 1
    assert got["restrictions_by_source", "report"] == 1 and got["restrictions_by_source", "own"] == 2
    assert got["restrictions_by_automation", "human"] == 3
    assert got["reports", "upheld"] == 1 and got["reports", "dismissed"] == 1
    assert got["decisions", "reject"] == 2 and got["decisions", "approve"] == 1
    assert 0 <= got["seconds_to_decision", "median"] <= got["seconds_to_decision", "p95"]


def test_another_period_has_no_restrictions(moderator, story):
    got = figures(moderator, **{"from": "2020-01-01", "to": "2020-02-01"})
    assert got == {("restrictions", "all"): 0, ("restrictions_undone", "all"): 0}


def test_a_csv_holds_no_formula(moderator, story):
    answer = moderator.api.get(PATH, query={"format": "csv"})
    assert answer.status == 200 and answer.type == "text/csv", answer
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert rows[0] == ["figure", "key", "value"] and ["restrictions_by_reason", "'=cmd|' /C calc'!A0", "1"] in rows
    assert not [cell for row in rows for cell in row[:2] if re.match(r"[=+\-@\t\r]", cell)]


def test_statements_keep_the_rules_and_name_nobody(moderator, story):
    author, other, made = story
    answer = moderator.api.get(PATH, query={"format": "dsa"})
    assert answer.status == 200 and answer.json["faulty"] == [], answer
    found = answer.json["statements"]
    assert len(found) == 3
    for s in found:
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,500}", s["puid"])
        assert any(k in s for k in ("decision_visibility", "decision_account", "decision_provision"))
        assert "2020-01-01" <= s["content_date"] <= s["application_date"] and len(s["application_date"]) == 10
        assert s["incompatible_content_ground"] and s["incompatible_content_explanation"] and len(s["decision_facts"]) <= 5000
    assert {s["source_type"] for s in found} == {"SOURCE_TYPE_OTHER_NOTIFICATION", "SOURCE_VOLUNTARY"}
    assert [s["end_date_service_restriction"] for s in found if "decision_provision" in s] == ["2199-01-01"]
    for secret in (author.username, author.id, other.username, other.id, moderator.username, moderator.id, "nobody forgets", "a detail"):
        assert secret not in answer.text


def test_statements_are_complete_page_by_page(moderator, story):
    got, cursor = [], {}
    while cursor is not None:
        page = moderator.api.get(PATH, query={"format": "dsa", "limit": 1, **cursor}).json
        got += [s["puid"] for s in page["statements"]]
        cursor = {"cursor": page["next"]} if page["next"] else None
    assert got == [s["puid"] for s in moderator.api.get(PATH, query={"format": "dsa"}).json["statements"]]


def test_what_a_rule_did_is_automated(alone_site, tmp_path):
    """On a site of its own, so that it counts its own restrictions only."""
    server, _, account = alone_site
    admin, moderator, author = (account(name, role) for name, role in (("chief", "admin"), ("judge", "moderator"), ("author", "reader")))
    path = tmp_path / "rules.json"
    path.write_text(json.dumps({"words": [{"list": "t", "outcome": "hold", "reason": "abuse", "match": "word", "weight": 1, "words": ["vermilion"]}]}))
    server.cli("rules", "import", str(path))
    article = admin.api.post("/v1/articles", {"key": "ruled", "url": "https://news.example/ruled", "title": "S"}).json
    server.wait_for(lambda: post(author, article, "a vermilion thing")["state"] == "held", what="the rule")
    got = figures(moderator)
    assert got["restrictions_by_automation", "automated"] >= 1 == got["restrictions_by_kind", "hold"] or got["restrictions_by_kind", "hold"] >= 1
    assert got["restrictions_by_rule", "words"] >= 1
    found = [s for s in moderator.api.get(PATH, query={"format": "dsa"}).json["statements"] if s["automated_decision"] == "AUTOMATED_DECISION_FULLY"]
    assert found and all(s["automated_detection"] == "Yes" and s["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_DISABLED"] for s in found)


def test_figures_cover_the_callers_sites_only(server, make_account, story):
    server.cli("site", "create", "second")
    eve = make_account("reader")
    eve.give_role(server, "moderator", "--site", "second")
    assert figures(eve)["restrictions", "all"] == 0
    assert eve.api.get(PATH, query={"format": "dsa"}).json == {"statements": [], "faulty": [], "next": None}


def test_figures_are_for_staff_and_bad_queries_are_400(api, reader, moderator):
    assert api.get(PATH).status == 401 and reader.api.get(PATH).status == 403
    for query in ({"format": "xls"}, {"from": "soon"}, {"cursor": "x"}, {"limit": 0}):
        assert moderator.api.get(PATH, query=query).status == 400
