# SPDX-License-Identifier: Apache-2.0
"""Goal: a restricted author can appeal to another moderator, and an upheld appeal reverses the whole restriction."""
import uuid

import pytest

SETTINGS = {"limits.rates": "off", "rules.refresh": "50ms"}
NOWHERE = "00000000-0000-7000-8000-000000000000"
HALF_A_YEAR = 186 * 86400


def post(account, article, body="a few words"):
    answer = account.api.post(f"/v1/articles/{article['id']}/comments", {"body": body})
    assert answer.status == 201, answer
    return answer.json["comment"]


def decide(moderator, comment, action="reject", reason="abuse"):
    version = moderator.api.get(f"/v1/moderation/cases/{comment['id']}").json["version"]
    return moderator.api.post("/v1/moderation/decisions", {"decisions": [
        {"case": comment["id"], "version": version, "action": action, "reason": reason}]}).json["results"][0]


def appeal(account, text="I meant it kindly", key=None, **what):
    return account.api.post("/v1/appeals", {"text": text, **what}, headers={"Idempotency-Key": key} if key else None)


def settle(moderator, made, outcome, note=None):
    return moderator.api.post(f"/v1/moderation/appeals/{made['id']}/decide", {"outcome": outcome, "note": note})


def notices(account, kind=None):
    return [n for n in account.api.get("/v1/account/notices").json["notices"] if kind in (None, n["kind"])]


def shown(api, article):
    return [n["id"] for n in api.get(f"/v1/articles/{article['id']}/comments").json["comments"]]


def view(moderator, name, article):
    return [c["case"] for c in moderator.api.get("/v1/moderation/cases", query={"view": name, "article": article["id"]}).json["cases"]]


@pytest.fixture
def author(make_account):
    return make_account()


@pytest.fixture
def second(make_account):
    return make_account("moderator")


def decide_of(author, comment):
    return [n["decision"] for n in notices(author, "rejected") if n["comment"] == comment["id"]][0]


def test_withdrawing_the_comment_ends_its_appeal(article, moderator, admin, make_account):
    author, other = make_account(), make_account("moderator")
    made = post(author, article)
    decide(moderator, made)
    asked = appeal(author, decision=decide_of(author, made)).json
    assert author.api.delete(f"/v1/articles/{article['id']}/comments/{made['id']}").status == 204
    assert [a["state"] for a in author.api.get("/v1/account/appeals").json["appeals"]] == ["moot"]
    assert notices(author, "appeal")[0]["statement"]["outcome"] == "moot"
    late = settle(other, asked, "overturned")
    assert (late.status, late.code) == (409, "conflict"), "nobody says that it restored anything"
    decided = other.api.get("/v1/moderation/appeals", query={"state": "decided", "limit": 100}).json["appeals"]
    assert [a["state"] for a in decided if a["id"] == asked["id"]] == ["moot"]


def test_an_overturned_decision_restores_the_comment(api, server, article, author, reader, moderator, second):
    made = post(author, article)
    api_path = f"/v1/articles/{article['id']}/comments/{made['id']}/reports"
    assert reader.api.post(api_path, {"reason": "abuse"}).status == 201
    done = decide(moderator, made)
    told = notices(author, "rejected")[0]
    assert told["statement"]["reason"] == "abuse" and told["statement"]["by"].startswith("Moderator ")
    assert moderator.username not in str(told) and moderator.id not in str(told)
    heard = notices(reader, "report")[0]
    assert heard["statement"]["upheld"] and author.id not in str(heard) and author.username not in str(heard)
    mine = appeal(author, notice=told["id"])
    assert mine.status == 201 and mine.json["decision"] == done["decision"] and mine.json["state"] == "open"
    assert view(moderator, "appealed", article) == [made["id"]]
    case = second.api.get(f"/v1/moderation/cases/{made['id']}").json
    assert case["appeal"]["text"] == "I meant it kindly" and case["comment"]["body"] == "a few words"
    # not by who decided, not on the side, not by undoing it
    assert settle(moderator, mine.json, "upheld").code == "forbidden"
    assert decide(second, made, "approve")["status"] == 422
    assert second.api.post(f"/v1/moderation/decisions/{done['decision']}/undo").status == 409
    listed = {m.username: m.api.get("/v1/moderation/appeals").json["appeals"][-1]["may_decide"] for m in (moderator, second)}
    assert listed == {moderator.username: False, second.username: True}
    won = settle(second, mine.json, "overturned", "It was kind.")
    assert won.status == 200 and won.json["state"] == "overturned" and won.json["decided_by"]["username"] == second.username
    server.wait_for(lambda: shown(api, article) == [made["id"]], what="the comment back")
    assert view(second, "all", article) == []
    assert notices(author, "appeal")[0]["statement"]["outcome"] == "overturned"
    assert notices(author, "appeal")[0]["statement"]["note"] == "It was kind." and second.username not in str(notices(author))
    assert notices(moderator, "appeal")[0]["statement"]["yours"] == "decision"
    assert [n["statement"]["upheld"] for n in notices(reader, "report")] == [False, True]
    log = second.api.get("/v1/moderation/decisions", query={"comment": made["id"]}).json["decisions"]
    assert [(d["action"], d["moderator"]["username"]) for d in log] == [("restore", second.username), ("reject", moderator.username)]
    assert second.api.post(f"/v1/moderation/decisions/{log[0]['id']}/undo").status == 409
    assert settle(second, mine.json, "upheld").json["current"]["state"] == "overturned"
    assert appeal(author, decision=done["decision"]).json["current"]["id"] == mine.json["id"]


def test_an_appealed_case_is_claimed_by_a_moderator_who_may_decide_it(article, author, reader, moderator, second):
    made, plain = post(author, article), post(author, article, "not appealed")
    assert appeal(author, decision=decide(moderator, made)["decision"]).status == 201
    path = f"/v1/articles/{article['id']}/comments/{plain['id']}/reports"
    assert reader.api.post(path, {"reason": "abuse"}).status == 201
    wish = {"article": article["id"], "limit": 10}
    assert [c["case"] for c in moderator.api.post("/v1/moderation/claims", wish).json["cases"]] == [plain["id"]]
    assert moderator.api.post("/v1/moderation/claims", {**wish, "view": "appealed"}).json["cases"] == []
    assert second.api.post("/v1/moderation/claims", wish).json["cases"] == []
    assert [c["case"] for c in second.api.post("/v1/moderation/claims", {**wish, "view": "appealed"}).json["cases"]] == [made["id"]]


def test_an_upheld_decision_stands(api, server, article, author, moderator, second):
    made = post(author, article)
    done = decide(moderator, made)
    mine = appeal(author, decision=done["decision"]).json
    lost = settle(second, mine, "upheld", "It was not.")
    assert lost.status == 200 and view(second, "all", article) == []
    server.wait_for(lambda: shown(api, article) == [], what="the comment gone")
    assert notices(author, "appeal")[0]["statement"]["outcome"] == "upheld"
    assert author.api.get("/v1/account/appeals").json["appeals"][0]["state"] == "upheld"
    assert appeal(author, decision=done["decision"]).status == 409
    decided = second.api.get("/v1/moderation/appeals", query={"state": "decided"}).json["appeals"]
    assert decided[0]["id"] == mine["id"] and decided[0]["note"] == "It was not."


def test_a_sanction_overturned_gives_back_its_comments(api, server, article, author, moderator, second):
    made = [post(author, article, f"number {n}")["id"] for n in range(3)]
    banned = moderator.api.post(f"/v1/moderation/accounts/{author.id}/sanctions",
                                {"kind": "ban", "reason": "spam", "reject_comments": 3600}).json
    assert banned["comments"]["rejected"] == 3
    server.wait_for(lambda: shown(api, article) == [], what="the comments gone")
    author.sign_in(api)
    mine = appeal(author, sanction=banned["id"])
    assert mine.status == 201, "the banned may appeal"
    assert settle(moderator, mine.json, "overturned").code == "forbidden"
    assert settle(second, mine.json, "overturned").status == 200
    server.wait_for(lambda: sorted(shown(api, article)) == sorted(made), what="the comments back")
    assert author.api.get("/v1/session").json["account"]["sanctions"] == []
    post(author, article, "and again")


def test_an_automatic_hold_can_be_appealed(api, article, author, moderator, second):
    moderator.api.post(f"/v1/moderation/accounts/{author.id}/sanctions", {"kind": "premoderate", "reason": "spam"})
    made = post(author, article)
    told = notices(author, "held")[0]
    mine = appeal(author, notice=told["id"])
    assert mine.status == 201 and mine.json["kind"] == "rule"
    assert view(second, "appealed", article) == view(second, "held", article) == [made["id"]]
    assert settle(second, mine.json, "upheld").status == 200
    assert view(second, "held", article) == [made["id"]] and view(second, "appealed", article) == []
    assert decide(second, made, "approve", None)["status"] == 200


def listed(moderator, made):
    return next(a for a in moderator.api.get("/v1/moderation/appeals").json["appeals"] if a["id"] == made["id"])


def test_the_list_has_the_text_that_was_decided_on(article, author, second, moderator):
    made = post(author, article, "the text of the first day")
    done = decide(moderator, made)
    mine = appeal(author, decision=done["decision"]).json
    about = listed(second, mine)["about"]
    assert about["body"] == "the text of the first day" and about["comment"] == made["id"] and about["state"] == "rejected"
    assert about["article"] == {"id": article["id"], "title": article["title"]}
    assert listed(second, mine)["may_decide"] and not listed(moderator, mine)["may_decide"]


def test_an_edit_since_does_not_change_the_text_that_was_decided_on(article, author, moderator, database, second):
    made = post(author, article, "the text of the first day")
    mine = appeal(author, decision=decide(moderator, made)["decision"]).json
    database.sql("insert into core.comment_revision (article_id, comment_id, revision, body, html, made_at)"
                 " select article_id, id, revision, body, html, created_at from core.comment where id = %s returning 1", [made["id"]])
    database.sql("update core.comment set body = 'another text', revision = 2 where id = %s returning 1", [made["id"]])
    about = listed(second, mine)["about"]
    assert (about["revision"], about["body"]) == (1, "the text of the first day")


def test_an_appeal_against_a_ban_from_a_case_shows_the_comment_of_the_case(api, article, author, moderator, second):
    made = post(author, article, "the worst of them")
    ban = moderator.api.post(f"/v1/moderation/cases/{made['id']}/sanction", {"version": 0, "kind": "ban", "reason": "spam"}).json
    author.sign_in(api)
    mine = appeal(author, sanction=ban["id"]).json
    assert listed(second, mine)["about"]["body"] == "the worst of them"
    plain = moderator.api.post(f"/v1/moderation/accounts/{author.id}/sanctions", {"kind": "mute", "reason": "spam", "site": "default"}).json
    assert listed(second, appeal(author, sanction=plain["id"]).json)["about"] is None


def take_back(moderator, made, key=None):
    return moderator.api.post(f"/v1/moderation/appeals/{made['id']}/undo", headers={"Idempotency-Key": key} if key else None)


@pytest.mark.parametrize("outcome,state", [("overturned", "published"), ("upheld", "rejected")])
def test_a_decision_on_an_appeal_is_taken_back_and_made_again(article, author, moderator, second, outcome, state):
    made = post(author, article)
    mine = appeal(author, decision=decide(moderator, made)["decision"]).json
    case = f"/v1/moderation/cases/{made['id']}"
    before = second.api.get(case).json
    assert settle(second, mine, outcome).status == 200 and second.api.get(case).json["comment"]["state"] == state
    told = len(notices(author))
    key = str(uuid.uuid4())
    back = take_back(second, mine, key)
    assert back.status == 200 and back.json["state"] == "open" and back.json["decided_by"] is None
    assert take_back(second, mine, key).json["state"] == "open"
    after = second.api.get(case).json
    assert (after["state"], after["comment"]["state"], after["appeal"]["id"]) == ("open", "rejected", mine["id"])
    assert {k: after[k] for k in ("terms", "signals")} == {k: before[k] for k in ("terms", "signals")}
    new = notices(author)[:len(notices(author)) - told]
    assert [(n["kind"], n["statement"]["outcome"]) for n in new] == [("appeal", "reopened")]
    assert notices(moderator, "appeal")[0]["statement"]["outcome"] == "reopened"
    assert listed(second, mine)["may_decide"]
    assert settle(second, mine, "overturned").status == 200 and second.api.get(case).json["comment"]["state"] == "published"


def test_only_the_decider_takes_back_and_only_while_nothing_happened(article, author, moderator, second, make_account, reader):
    third = make_account("moderator")
    made = post(author, article)
    mine = appeal(author, decision=decide(moderator, made)["decision"]).json
    assert take_back(second, mine).status == 409
    settle(second, mine, "overturned")
    for other, status in ((third, 403), (moderator, 403), (reader, 403)):
        assert take_back(other, mine).status == status
    assert decide(third, made, "reject", "spam")["status"] == 200
    refused = take_back(second, mine)
    assert refused.status == 409 and refused.json["current"]["state"] == "overturned"


def test_a_lifted_sanction_holds_again_unless_its_comments_are_restored(api, article, author, moderator, second):
    mute = moderator.api.post(f"/v1/moderation/accounts/{author.id}/sanctions", {"kind": "mute", "reason": "abuse", "site": "default"}).json
    mine = appeal(author, sanction=mute["id"]).json
    settle(second, mine, "overturned")
    assert author.api.post(f"/v1/articles/{article['id']}/comments", {"body": "free"}).status == 201
    assert take_back(second, mine).status == 200
    assert author.api.post(f"/v1/articles/{article['id']}/comments", {"body": "not free"}).code == "sanctioned"
    assert settle(second, mine, "upheld").status == 200
    case = post(moderator, article) and moderator.api.get(f"/v1/moderation/accounts/{author.id}").json["comments"][0]["comment"]["id"]
    version = moderator.api.get(f"/v1/moderation/cases/{case}").json["version"]
    ban = moderator.api.post(f"/v1/moderation/cases/{case}/sanction", {"version": version, "kind": "ban", "reason": "spam"}).json
    author.sign_in(api)
    other = appeal(author, sanction=ban["id"]).json
    settle(second, other, "overturned")
    assert take_back(second, other).status == 409


def test_malformed_appeals_are_refused(article, author, reader, moderator, clock, database):
    made = post(author, article)
    done = decide(moderator, made)["decision"]
    for body in ({}, {"decision": done, "sanction": done}):
        assert appeal(author, **body).status == 422
    assert appeal(author, text="", decision=done).status == 422
    assert appeal(reader, decision=done).status == appeal(author, decision=NOWHERE).status == 404
    clock(HALF_A_YEAR)
    assert database.one("select count(*) from core.session where account_id = %s", [author.id]) == 1
    database.sql("update core.session set expires_at = 'infinity' where account_id = %s returning 1", [author.id])
    assert appeal(author, decision=done).code == "appeal_window"
    clock(0)
    assert moderator.api.post(f"/v1/moderation/decisions/{done}/undo").status == 200
    assert appeal(author, decision=done).code == "nothing_to_appeal"
    assert database.one("select count(*) from core.appeal where account_id = %s", [author.id]) == 0


def test_an_appeal_that_would_be_refused_has_no_form(server, article, author, reader, moderator, clock, database):
    made = post(author, article)
    done = decide(moderator, made)["decision"]
    notice = author.api.get("/v1/account/notices").json["notices"][0]["id"]

    def form(account):
        """The status of the form's page, and whether it asks for a text."""
        answer = account.api.get(f"/account/notices/{notice}/appeal", headers={"Accept": "text/html"}, check=False)
        return answer.status, '<textarea id="text"' in answer.text, answer.text

    assert form(author)[:2] == (200, True)
    assert form(reader)[:2] == (404, False)
    database.sql("update core.session set expires_at = 'infinity' where account_id = %s returning 1", [author.id])
    clock(HALF_A_YEAR)
    status, asks, text = form(author)
    assert (status, asks) == (409, False) and "six months" in text and "/account/notices" in text
    clock(0)
    assert appeal(author, notice=notice).status == 201
    status, asks, text = form(author)
    assert (status, asks) == (409, False) and "appealed this before" in text
    other = post(author, article)
    assert moderator.api.post(f"/v1/moderation/decisions/{decide(moderator, other)['decision']}/undo").status == 200
    notice = author.api.get("/v1/account/notices").json["notices"][0]["id"]
    assert done and form(author)[1] is False


def test_the_same_key_is_the_same_appeal(article, author, moderator):
    done = decide(moderator, post(author, article))["decision"]
    key = str(uuid.uuid4())
    first, again = appeal(author, key=key, decision=done), appeal(author, key=key, decision=done)
    assert (first.status, again.status) == (201, 201) and first.json["id"] == again.json["id"]
    assert appeal(author, "other words", key=key, decision=done).code == "key_reused"


def test_the_database_refuses_an_appeal_decided_by_a_participant(article, author, moderator, database):
    done = decide(moderator, post(author, article))["decision"]
    mine = appeal(author, decision=done).json
    with pytest.raises(Exception, match="took part"):
        database.sql("update core.appeal set state = 'upheld', decided_by = %s where id = %s", [moderator.id, mine["id"]])


def test_only_staff_reads_appeals_and_auditors_decide_none(api, reader, make_account):
    assert api.post("/v1/appeals", {"text": "x", "decision": NOWHERE}).status == 401
    assert reader.api.get("/v1/moderation/appeals").status == 403
    auditor = make_account("auditor")
    assert auditor.api.get("/v1/moderation/appeals").status == 200
    assert auditor.api.post(f"/v1/moderation/appeals/{NOWHERE}/decide", {"outcome": "upheld"}).status == 403
    for query in ({"state": "lost"}, {"limit": 0}):
        assert auditor.api.get("/v1/moderation/appeals", query=query).code == "bad_query"
    assert auditor.api.get("/v1/moderation/appeals", query={"cursor": "x"}).code == "bad_cursor"


def test_an_open_appeal_keeps_the_text(article, author, moderator, database, clock):
    made = post(author, article, "to be kept")
    mine = appeal(author, decision=decide(moderator, made)["decision"]).json
    clock(2 * HALF_A_YEAR)
    database.sql("update core.case_file set state = 'closed' where comment_id = %s returning 1", [made["id"]])
    database.sql("select * from api_1.sweep(1000, 100, 100)")
    assert database.one("select body from core.comment where id = %s", [made["id"]]) == "to be kept"
    database.sql("update core.appeal set state = 'upheld', decided_by = gen_random_uuid() where id = %s returning 1", [mine["id"]])
    database.sql("select * from api_1.sweep(1000, 100, 100)")
    assert database.one("select body from core.comment where id = %s", [made["id"]]) == ""
