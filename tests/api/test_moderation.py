# SPDX-License-Identifier: Apache-2.0
"""Goal: what needs a human becomes one case, is decided once, by version, with its reasons, and can be undone."""
import json
import threading

import pytest

SETTINGS = {"limits.rates": "off", "rules.refresh": "50ms", "moderation.hold_reports": 3, "moderation.claims_max": 4}
RULES = {
    "length": {"outcome": "reject", "max": 2000, "reason": "spam", "weight": 1},
    "links": {"outcome": "hold", "max": 1, "allowed": [], "refused": ["bad.example"], "reason": "spam", "weight": 1},
    "words": [{"list": "test-hold", "outcome": "hold", "reason": "abuse", "match": "word", "weight": 2,
               "words": ["nincompoop"]},
              {"list": "test-flag", "outcome": "flag", "reason": "hate", "match": "word", "weight": 1,
               "words": ["scoundrel"]}],
    "premoderated": {"reason": "other", "weight": 0},
}


@pytest.fixture(scope="module", autouse=True)
def rules(server, admin, tmp_path_factory):
    """The site's rules, in force in every worker."""
    path = tmp_path_factory.mktemp("rules") / "rules.json"
    path.write_text(json.dumps(RULES))
    server.cli("rules", "import", str(path))
    answer = admin.api.post("/v1/articles", {"key": "probe", "url": "https://news.example/probe", "title": "Probe"})
    heard = []

    def in_force():
        heard.append(post(admin, answer.json, "scoundrel nincompoop")["state"])
        return heard[-8:] == ["held"] * 8       # whichever worker answers
    server.wait_for(in_force, what="the rules in force")


def post(account, article, body, parent=None):
    answer = account.api.post(f"/v1/articles/{article['id']}/comments", {"body": body, "parent_id": parent})
    assert answer.status == 201, answer
    return answer.json["comment"]


def report(account, article, comment, reason="abuse", detail=None):
    return account.api.post(f"/v1/articles/{article['id']}/comments/{comment['id']}/reports",
                            {"reason": reason, "detail": detail})


def case(moderator, comment):
    answer = moderator.api.get(f"/v1/moderation/cases/{comment['id']}")
    assert answer.status == 200, answer
    return answer.json


def cases(moderator, article, view="all"):
    answer = moderator.api.get("/v1/moderation/cases", query={"view": view, "article": article["id"]})
    assert answer.status == 200, answer
    return [c["case"] for c in answer.json["cases"]]


def decide(moderator, comment, version, action, reason=None, note=None):
    answer = moderator.api.post("/v1/moderation/decisions", {"decisions": [
        {"case": comment["id"], "version": version, "action": action, "reason": reason, "note": note}]})
    assert answer.status == 200, answer
    return answer.json["results"][0]


def shown(api, article):
    return [n["id"] for n in api.get(f"/v1/articles/{article['id']}/comments").json["comments"]]


def test_all_rules_run_and_every_reason_is_told(api, article, reader, moderator):
    made = post(reader, article, "You nincompoop and scoundrel https://a.example https://b.example")
    assert made["state"] == "held" and shown(api, article) == []
    found = case(moderator, made)
    assert {(s["rule"], s["reason"]) for s in found["signals"]} == \
        {("words", "abuse"), ("words", "hate"), ("links", "spam")}
    body = made["body"].encode()
    spans = [s["spans"] for s in found["signals"] if s["reason"] == "abuse"][0]
    assert body[spans[0][0]:spans[0][1]] == b"nincompoop"
    mine = reader.api.get(f"/v1/articles/{article['id']}/mine").json["comments"]
    assert [c["id"] for c in mine] == [made["id"]] and mine[0]["state"] == "held"
    assert {r["reason"] for r in mine[0]["reasons"]} >= {"abuse"}
    assert cases(moderator, article, "held") == [made["id"]]
    assert cases(moderator, article, "reported") == []


def test_a_held_comment_changes_nothing_visible(api, article, reader):
    before = api.get(f"/v1/articles/{article['id']}/comments")
    post(reader, article, "nincompoop")
    after = api.get(f"/v1/articles/{article['id']}/comments", headers={"If-None-Match": before.etag})
    assert after.status == 304


def test_a_flag_publishes_and_opens_a_case(api, article, reader, moderator):
    made = post(reader, article, "what a scoundrel")
    assert made["state"] == "published" and shown(api, article) == [made["id"]]
    assert cases(moderator, article, "suspect") == [made["id"]]


def test_a_rejection_by_a_rule_is_explained(article, reader, moderator):
    made = post(reader, article, "x" * 2001)
    assert made["state"] == "rejected"
    mine = reader.api.get(f"/v1/articles/{article['id']}/mine").json["comments"]
    assert mine[0]["state"] == "rejected" and mine[0]["reasons"][0]["rule"] == "length"
    notices = reader.api.get("/v1/account/notices").json["notices"]
    assert any(n["kind"] == "rejected" for n in notices)


def test_approving_publishes(api, article, reader, moderator):
    made = post(reader, article, "nincompoop, said with love")
    found = case(moderator, made)
    assert found["version"] == 1 and found["state"] == "open"
    result = decide(moderator, made, 1, "approve")
    assert result["status"] == 200, result
    assert shown(api, article) == [made["id"]] and cases(moderator, article) == []
    assert case(moderator, made)["version"] == 2


def test_a_rejection_needs_a_reason_and_tells_the_author(api, article, reader, moderator):
    made = post(reader, article, "scoundrel again")
    assert decide(moderator, made, 1, "reject")["status"] == 422
    assert decide(moderator, made, 1, "reject", "no-such-reason")["status"] == 422
    assert shown(api, article) == [made["id"]]
    assert decide(moderator, made, 1, "reject", "abuse", "please stay kind")["status"] == 200
    assert shown(api, article) == []
    mine = reader.api.get(f"/v1/articles/{article['id']}/mine").json["comments"][0]
    assert mine["state"] == "rejected"


def test_the_author_reads_the_message_and_never_the_note(article, reader, moderator, make_account):
    made = post(reader, article, "a scoundrel with a message")

    def say(version, action, **more):
        return moderator.api.post("/v1/moderation/decisions", {"decisions": [
            {"case": made["id"], "version": version, "action": action, **more}]})
    done = say(1, "reject", reason="abuse", note="the third time this week", message="Please name the deed, not the man.")
    assert done.json["results"][0]["status"] == 200
    told = reader.api.get("/v1/account/notices").json
    assert told["notices"][0]["statement"]["note"] == "Please name the deed, not the man."
    assert "third time" not in json.dumps(told)
    log = moderator.api.get("/v1/moderation/decisions", query={"comment": made["id"]}).json["decisions"][0]
    assert (log["note"], log["message"]) == ("the third time this week", "Please name the deed, not the man.")
    assert say(2, "restore", message="We were wrong.").json["results"][0]["status"] == 200
    assert reader.api.get("/v1/account/notices").json["notices"][0]["statement"]["note"] == "We were wrong."
    # nothing changes, so there is no reader for it
    late = say(3, "approve", message="All is well.").json["results"][0]
    assert (late["status"], late["code"]) == (422, "author_not_notified")
    assert say(3, "approve", message="x" * 2001).json["fields"] == [{"field": "decisions[0].message", "code": "too_long"}]


def test_the_second_moderator_gets_409(article, reader, moderator, make_account):
    made = post(reader, article, "nincompoop twice")
    other = make_account("moderator")
    assert decide(moderator, made, 1, "approve")["status"] == 200
    late = decide(other, made, 1, "reject", "abuse")
    assert late["status"] == 409 and late["current"]["version"] == 2


def test_an_undo_reopens_the_case_and_is_refused_when_outdated(api, article, reader, moderator):
    made = post(reader, article, "nincompoop to be undone")
    done = decide(moderator, made, 1, "approve")
    assert shown(api, article) == [made["id"]]
    undone = moderator.api.post(f"/v1/moderation/decisions/{done['decision']}/undo")
    assert undone.status == 200, undone
    assert shown(api, article) == [] and cases(moderator, article) == [made["id"]]
    again = moderator.api.post(f"/v1/moderation/decisions/{done['decision']}/undo")
    assert (again.status, again.code) == (409, "conflict")
    version = case(moderator, made)["version"]
    first = decide(moderator, made, version, "reject", "abuse")
    decide(moderator, made, version + 1, "restore")
    late = moderator.api.post(f"/v1/moderation/decisions/{first['decision']}/undo")
    assert (late.status, late.code) == (409, "conflict")


def test_no_moderator_decides_on_an_own_comment(article, moderator, make_account):
    made = post(moderator, article, "scoundrel, wrote the moderator")
    assert decide(moderator, made, 0, "reject", "abuse")["status"] == 403


def test_a_decision_without_a_case_opens_and_decides(api, article, reader, moderator):
    made = post(reader, article, "quite harmless")
    assert case(moderator, made)["version"] == 0
    assert decide(moderator, made, 0, "reject", "off_topic")["status"] == 200
    assert shown(api, article) == []
    assert decide(moderator, made, 0, "restore")["status"] == 409


def test_a_batch_is_decided_item_by_item(api, article, reader, moderator, make_account):
    one, two = post(reader, article, "nincompoop one"), post(reader, article, "nincompoop two")
    own = post(moderator, article, "nincompoop own")
    answer = moderator.api.post("/v1/moderation/decisions", {"decisions": [
        {"case": one["id"], "version": 1, "action": "approve"},
        {"case": two["id"], "version": 7, "action": "approve"},
        {"case": own["id"], "version": 0, "action": "approve"},
        {"case": "01900000-0000-7000-8000-000000000000", "version": 1, "action": "approve"}]})
    assert [r["status"] for r in answer.json["results"]] == [200, 409, 403, 404]
    bad = moderator.api.post("/v1/moderation/decisions", {"decisions": [{"case": "x", "version": -1, "action": "burn"}]})
    assert bad.status == 422
    assert {f["field"] for f in bad.json["fields"]} == {"decisions[0].case", "decisions[0].version", "decisions[0].action"}
    assert moderator.api.post("/v1/moderation/decisions", {"decisions": []}).status == 422


def test_decisions_sent_again_with_their_key_decide_once(article, reader, moderator):
    made = post(reader, article, "nincompoop key")
    body = {"decisions": [{"case": made["id"], "version": 1, "action": "approve"}]}
    key = {"Idempotency-Key": "01900000-0000-7000-8000-0000000000dd"}
    one = moderator.api.post("/v1/moderation/decisions", body, headers=key)
    two = moderator.api.post("/v1/moderation/decisions", body, headers=key)
    assert one.json["results"][0]["status"] == two.json["results"][0]["status"] == 200
    assert one.json["results"][0]["decision"] == two.json["results"][0]["decision"]


def test_a_key_keeps_no_refusal(article, reader, moderator, make_account):
    made, colleague = post(reader, article, "nincompoop key again"), make_account("moderator")
    body = {"decisions": [{"case": made["id"], "version": 1, "action": "approve"}]}
    key = {"Idempotency-Key": "01900000-0000-7000-8000-0000000000de"}
    assert colleague.api.post(f"/v1/moderation/claims/{made['id']}/renew").status == 200
    assert moderator.api.post("/v1/moderation/decisions", body, headers=key).json["results"][0]["status"] == 409
    assert colleague.api.delete(f"/v1/moderation/claims/{made['id']}").status == 204
    assert moderator.api.post("/v1/moderation/decisions", body, headers=key).json["results"][0]["status"] == 200


def test_claims_are_exclusive_and_expire(article, reader, moderator, make_account, clock):
    made = [post(reader, article, f"nincompoop {i}") for i in range(4)]
    other = make_account("moderator")
    wish = {"article": article["id"], "limit": 3}
    mine = [c["case"] for c in moderator.api.post("/v1/moderation/claims", wish).json["cases"]]
    theirs = [c["case"] for c in other.api.post("/v1/moderation/claims", wish).json["cases"]]
    assert len(mine) == 3 and len(theirs) == 1 and not set(mine) & set(theirs)
    seen = case(other, {"id": mine[0]})
    assert seen["claim"]["by"]["username"] == moderator.username
    blocked = decide(other, {"id": mine[0]}, 1, "approve")
    assert blocked["status"] == 409
    assert other.api.post(f"/v1/moderation/claims/{mine[0]}/renew").status == 409
    assert moderator.api.post(f"/v1/moderation/claims/{mine[0]}/renew").status == 200
    assert moderator.api.delete(f"/v1/moderation/claims/{mine[1]}").status == 204
    assert decide(other, {"id": mine[1]}, 1, "approve")["status"] == 200
    clock(3600)
    assert decide(other, {"id": mine[0]}, 1, "approve")["status"] == 200
    assert len(made) == 4


def test_a_moderator_who_works_keeps_the_claims(article, reader, moderator, make_account, clock):
    made = [post(reader, article, f"nincompoop {i}") for i in range(3)]
    worker, other = make_account("moderator"), make_account("moderator")
    assert len(worker.api.post("/v1/moderation/claims", {"article": article["id"]}).json["cases"]) == 3
    clock(400)
    assert worker.api.post(f"/v1/moderation/claims/{made[0]['id']}/renew").status == 200
    for look in (case(worker, made[1]), case(other, made[1]), case(worker, made[2])):   # a look prolongs nothing
        assert look["claim"]["by"]["username"] == worker.username
    worker.api.get(f"/desk/{made[2]['id']}", headers={"Cookie": f"madang={worker.token}", "Accept": "text/html"}, check=False)
    clock(700)
    free = [c["case"] for c in other.api.post("/v1/moderation/claims", {"article": article["id"]}).json["cases"]]
    assert sorted(free) == sorted(c["id"] for c in made[1:])
    worker.api.post("/v1/moderation/decisions", {"decisions": [
        {"case": post(reader, article, "harmless")["id"], "version": 0, "action": "approve"}]})
    clock(1250)                                 # 550 s after a decision of its holder
    assert case(other, made[0])["claim"]["by"]["username"] == worker.username
    clock(1400)
    assert case(other, made[0])["claim"] is None
    late = decide(other, made[0], 1, "approve")
    assert late["status"] == 200
    assert worker.api.post(f"/v1/moderation/claims/{made[0]['id']}/renew").status == 404, "decided meanwhile"


def test_an_admin_takes_a_claim_over(article, reader, moderator, admin):
    made = post(reader, article, "nincompoop taken over")
    moderator.api.post("/v1/moderation/claims", {"article": article["id"]})
    assert moderator.api.post(f"/v1/moderation/claims/{made['id']}/take").status == 403
    taken = admin.api.post(f"/v1/moderation/claims/{made['id']}/take")
    assert taken.status == 200 and taken.json["claim"]["by"]["username"] == admin.username


def test_racing_moderators_decide_each_case_once(article, reader, moderator, make_account):
    made = [post(reader, article, f"nincompoop race {i}") for i in range(20)]
    crew = [moderator, make_account("moderator"), make_account("moderator")]
    results = {c["id"]: [] for c in made}

    def work(m, action):
        api = m.api.signed_in(m.token)
        for c in made:
            answer = api.post("/v1/moderation/decisions", {"decisions": [
                {"case": c["id"], "version": 1, "action": action, "reason": "abuse"}]})
            results[c["id"]].append(answer.json["results"][0]["status"])
        api.close()
    threads = [threading.Thread(target=work, args=(m, a)) for m, a in zip(crew, ("approve", "reject", "approve"))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert all(sorted(r) == [200, 409, 409] for r in results.values()), results
    log = moderator.api.get("/v1/moderation/decisions", query={"comment": made[0]["id"]}).json["decisions"]
    assert len(log) == 1


def test_several_reports_open_one_case_and_then_hold(api, article, reader, moderator, make_account):
    made = post(reader, article, "an ordinary sentence")
    crowd = [make_account("reader") for _ in range(3)]
    first = report(crowd[0], article, made, "abuse", "look at this")
    again = report(crowd[0], article, made, "abuse", "look at this")
    assert (first.status, again.status) == (201, 200) and first.json["id"] == again.json["id"]
    found = case(moderator, made)
    assert found["version"] == 1 and [s["kind"] for s in found["signals"]] == ["report"]
    assert cases(moderator, article, "reported") == [made["id"]]
    assert report(reader, article, made).status in (403, 422)
    assert report(crowd[1], article, made, "no").status == 422
    mine = crowd[0].api.get(f"/v1/articles/{article['id']}/mine").json
    assert mine["reports"] == [made["id"]]
    report(crowd[1], article, made)
    assert case(moderator, made)["version"] == 1, "more reports do not move the version"


def test_withdrawal_closes_the_case_as_moot(article, reader, moderator):
    made = post(reader, article, "nincompoop withdrawn")
    assert reader.api.delete(f"/v1/articles/{article['id']}/comments/{made['id']}").status == 204
    assert cases(moderator, article) == []
    assert decide(moderator, made, 1, "approve")["status"] == 409
    found = case(moderator, made)
    assert found["state"] != "open"


def test_a_reported_comment_that_is_withdrawn_is_still_decided(article, moderator, make_account):
    reader = make_account()  # a new one: the record of an account counts to 20
    made = post(reader, article, "reported and withdrawn")
    assert report(make_account(), article, made).status == 201
    assert reader.api.delete(f"/v1/articles/{article['id']}/comments/{made['id']}").status == 204
    assert cases(moderator, article) == cases(moderator, article, "reported") == []
    assert cases(moderator, article, "withdrawn") == [made["id"]]
    for view in "all", "reported", "held":
        claimed = moderator.api.post("/v1/moderation/claims", {"view": view, "article": article["id"]})
        assert (claimed.status, claimed.json["cases"]) == (200, []), view
    found = case(moderator, made)
    assert found["state"] == "open" and found["withdrawn_at"] and found["comment"]["body"] == "reported and withdrawn"
    assert moderator.api.get("/v1/moderation/cases").json["counts"]["withdrawn"] >= 1
    assert decide(moderator, made, 1, "reject", "abuse")["status"] == 409, "the moderator saw it published"
    assert decide(moderator, made, found["version"], "escalate")["code"] == "not_decidable"
    before = found["author"]["record"]["rejected"]
    upheld = decide(moderator, made, found["version"], "reject", "abuse")
    assert upheld["status"] == 200
    found = case(moderator, made)
    assert (found["state"], found["comment"]["state"]) == ("closed", "rejected") and found["author"]["record"]["rejected"] == before + 1
    assert decide(moderator, made, found["version"], "restore")["code"] == "not_decidable"
    assert moderator.api.post(f"/v1/moderation/decisions/{upheld['decision']}/undo").status == 200
    assert cases(moderator, article, "withdrawn") == [made["id"]]
    assert decide(moderator, made, case(moderator, made)["version"], "approve")["status"] == 200
    found = case(moderator, made)
    assert (found["state"], found["comment"]["state"]) == ("closed", "withdrawn") and cases(moderator, article, "withdrawn") == []


def test_an_edit_with_a_hit_goes_back_to_the_queue(api, article, reader, moderator):
    made = post(reader, article, "fine at first")
    path = f"/v1/articles/{article['id']}/comments/{made['id']}"
    answer = reader.api.patch(path, {"body": "nincompoop at second", "revision": 1})
    assert answer.json["comment"]["state"] == "held" and shown(api, article) == []
    found = case(moderator, made)
    answer = reader.api.patch(path, {"body": "fine at third", "revision": 2})
    assert answer.json["comment"]["state"] == "held", "an edit never publishes what was held"
    late = decide(moderator, made, found["version"], "approve")
    assert late["status"] == 409, "the moderator saw another text"


@pytest.mark.parametrize("again", ["nincompoop, two\nlines", "nincompoop, two\r\nlines", "nincompoop, two \t\rlines  \n\n"])
def test_an_edit_that_nobody_sees_changes_nothing(api, article, reader, moderator, again):
    made = post(reader, article, "nincompoop, two\nlines")
    assert decide(moderator, made, 1, "approve")["status"] == 200
    path = f"/v1/articles/{article['id']}/comments/{made['id']}"
    before = reader.api.get(path).json
    answer = reader.api.patch(path, {"body": again, "revision": 1})
    assert answer.status == 200
    assert (answer.json["comment"]["revision"], answer.json["comment"]["state"], answer.json["comment"]["edited_at"]) == (1, "published", None)
    assert reader.api.get(path).json == before and case(moderator, made)["state"] == "closed"


def test_an_edit_without_a_new_hit_stays_published(api, article, reader, moderator):
    made = post(reader, article, "nincompoop is a nice word")
    assert made["state"] == "held" and decide(moderator, made, 1, "approve")["status"] == 200
    path = f"/v1/articles/{article['id']}/comments/{made['id']}"
    answer = reader.api.patch(path, {"body": "nincompoop is a nice old word", "revision": 1})
    assert (answer.json["comment"]["state"], answer.json["comment"]["revision"]) == ("published", 2), answer
    answer = reader.api.patch(path, {"body": "nincompoop is a word for a scoundrel", "revision": 2})
    assert answer.json["comment"]["state"] == "held", "scoundrel is new"


def test_a_premoderated_article_holds_each_comment(api, article, reader, moderator):
    moderator.api.patch(f"/v1/articles/{article['id']}", {"state": "premoderated"})
    made = post(reader, article, "kind words")
    assert made["state"] == "held"
    assert [s["rule"] for s in case(moderator, made)["signals"]] == ["premoderated"]


def test_escalating_keeps_the_case_open(article, reader, moderator):
    made = post(reader, article, "scoundrel escalated")
    assert decide(moderator, made, 1, "escalate")["status"] == 200
    assert cases(moderator, article, "escalated") == [made["id"]]
    assert moderator.api.post("/v1/moderation/claims", {"article": article["id"]}).json["cases"] == [], "it is for somebody else to look at"
    assert decide(moderator, made, 2, "approve")["status"] == 200, "who escalated may still decide"


def test_the_queue_pages_list_the_most_urgent_first(article, reader, moderator):
    for i in range(7):
        post(reader, article, f"nincompoop page {i}")
    loud = post(reader, article, "nincompoop scoundrel https://a.example https://b.example")
    got, cursor = [], None
    while True:
        query = {"article": article["id"], "limit": 3, **({"cursor": cursor} if cursor else {})}
        answer = moderator.api.get("/v1/moderation/cases", query=query)
        assert answer.status == 200, answer
        got += answer.json["cases"]
        cursor = answer.json["next"]
        if cursor is None:
            break
    assert len(got) == 8 and len({c["case"] for c in got}) == 8 and got[0]["case"] == loud["id"]
    priorities = [c["priority"] for c in got]
    assert priorities == sorted(priorities, reverse=True)
    bad = moderator.api.get("/v1/moderation/cases", query={"view": "held", "cursor": "nonsense"})
    assert (bad.status, bad.code) == (400, "bad_cursor")


def test_only_staff_reads_the_queue_and_only_moderators_decide(api, article, reader, make_account):
    auditor, staff = make_account("auditor"), make_account("staff")
    for path in ("/v1/moderation/cases", "/v1/moderation/decisions"):
        assert api.get(path).status == 401
        assert reader.api.get(path).status == staff.api.get(path).status == 403
        assert auditor.api.get(path).status == 200
    made = post(reader, article, "nincompoop for the auditor")
    assert reader.api.get(f"/v1/moderation/cases/{made['id']}").status in (403, 404)
    for account in (reader, staff, auditor):
        answer = account.api.post("/v1/moderation/decisions", {"decisions": [
            {"case": made["id"], "version": 1, "action": "approve"}]})
        assert answer.status == 403, answer
        assert account.api.post("/v1/moderation/claims", {}).status == 403


def test_the_log_lists_decisions_with_reason_and_note(article, reader, moderator, admin):
    made = post(reader, article, "nincompoop logged")
    decide(moderator, made, 1, "reject", "abuse", "a note")
    log = admin.api.get("/v1/moderation/decisions", query={"comment": made["id"]}).json["decisions"]
    assert [(d["action"], d["reason"], d["moderator"]["username"]) for d in log] == \
        [("reject", "abuse", moderator.username)]
    assert admin.api.get("/v1/moderation/decisions", query={"account": reader.id}).json["decisions"]
    for bad in ({"from": "yesterday"}, {"from": "2026-13-40"}, {"account": "x"}, {"limit": 0}):
        answer = admin.api.get("/v1/moderation/decisions", query=bad)
        assert (answer.status, answer.code) == (400, "bad_query"), answer


def test_the_view_of_ones_claims_has_a_limit(article, reader, make_account):
    moderator = make_account("moderator")
    made = [post(reader, article, f"nincompoop held {i}")["id"] for i in range(5)]
    view = lambda who, name: [c["case"] for c in who.api.get("/v1/moderation/cases", query={      # noqa: E731
        "view": name, "article": article["id"]}).json["cases"]]
    claim = lambda **wish: moderator.api.post("/v1/moderation/claims", {"article": article["id"], **wish})     # noqa: E731
    assert len(claim(limit=3).json["cases"]) == 3
    assert len(view(moderator, "mine")) == 3 and view(make_account("moderator"), "mine") == []
    assert len(claim(limit=5).json["cases"]) == 1, "as many as the limit leaves"
    full = claim(limit=1)
    assert (full.status, full.code) == (409, "claims_max")
    held = view(moderator, "mine")
    named, own = [moderator.api.post(f"/v1/moderation/claims/{one}/renew") for one in (next(m for m in made if m not in held), held[0])]
    assert (named.status, named.code, own.status) == (409, "claims_max", 200), "nor by its name; what one holds goes on"
    assert len(claim(view="mine", limit=100).json["cases"]) == 4, "and these are prolonged"
    assert view(moderator, "proposed") == [] and len(view(moderator, "all")) == len(made)


def test_a_single_case_has_its_context(article, reader, moderator, make_account):
    top = post(reader, article, "A claim.")
    author = make_account()
    made = author.api.post(f"/v1/articles/{article['id']}/comments", {"body": "An insult.", "parent_id": top["id"]}).json["comment"]
    reader.api.post(f"/v1/articles/{article['id']}/comments/{made['id']}/reports", {"reason": "abuse"})
    assert author.api.patch(f"/v1/articles/{article['id']}/comments/{made['id']}", {"body": "An argument.", "revision": 1}).status == 200
    version = case(moderator, made)["version"]
    moderator.api.post("/v1/moderation/decisions", {"decisions": [
        {"case": made["id"], "version": version, "action": "escalate", "note": "It was worse before."}]})
    found = case(make_account("moderator"), made)
    assert (found["parent"]["id"], found["parent"]["body"]) == (top["id"], "A claim.")
    assert (found["escalation"]["note"], found["escalation"]["by"]["username"]) == ("It was worse before.", moderator.username)
    assert [(r["revision"], r["body"]) for r in found["revisions"]] == [(1, "An insult.")]
    assert [t["text"] for t in found["terms"] if t["term"] == "reports"] == ["1 report, before the edit"]
    assert case(moderator, top)["parent"] is None
