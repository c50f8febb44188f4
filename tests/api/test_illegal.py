# SPDX-License-Identifier: Apache-2.0
"""Goal: anyone can give notice of illegal content; the notice comes first, and its sender learns the outcome and nothing else."""
import uuid

import pytest

from visitor import Visitor

SETTINGS = {"limits.rates": "off", "rules.refresh": "50ms"}
NOWHERE = "00000000-0000-7000-8000-000000000000"


def post(account, article, body="a few words"):
    return account.api.post(f"/v1/articles/{article['id']}/comments", {"body": body}).json["comment"]


def give(api, **body):
    return api.post("/v1/notices/illegal", {"explanation": "This is a threat.", "good_faith": True, **body})


def decide(moderator, comment, action, reason=None):
    version = moderator.api.get(f"/v1/moderation/cases/{comment['id']}").json["version"]
    return moderator.api.post("/v1/moderation/decisions", {"decisions": [
        {"case": comment["id"], "version": version, "action": action, "reason": reason}]}).json["results"][0]


def state(api, reference):
    return api.get(f"/v1/notices/illegal/{reference}").json


def test_a_strangers_notice_comes_first_and_its_outcome_is_reported(api, article, reader, moderator, make_account, database):
    author = make_account()
    for n in range(3):
        other = post(author, article, f"reported {n}")
        reader.api.post(f"/v1/articles/{article['id']}/comments/{other['id']}/reports", {"reason": "illegal"})
    made = post(author, article)
    url = f"https://news.example/story?at=1#/a/{article['id']}/c/{made['id']}"
    given = give(api, url=url, name="Kim", email="kim@example.org", law="§ 241 StGB")
    assert given.status == 201 and given.json["state"] == "open" and given.json["outcome"] is None
    reference = given.json["reference"]
    assert len(reference) == 32
    first = moderator.api.get("/v1/moderation/cases", query={"article": article["id"]}).json["cases"][0]
    assert first["case"] == made["id"]
    assert moderator.api.get("/v1/moderation/cases", query={"view": "illegal", "article": article["id"]}).json["cases"][0]["case"] == made["id"]
    said = first["notices"][0]
    assert said["law"] == "§ 241 StGB" and said["explanation"] == "This is a threat." and "kim@" not in str(first) and "Kim" not in str(first)
    assert decide(moderator, made, "reject", "illegal")["status"] == 200
    told = state(api, reference)
    assert (told["state"], told["outcome"]) == ("decided", "removed")
    assert set(told) == {"reference", "state", "outcome", "automated", "received_at", "decided_at"}
    mails = database.sql("select o.template, o.data::text, o.account_id from core.outbox o join core.illegal_notice i on i.id = o.illegal_id "
                         "where i.reference = %s order by o.id", [reference])
    assert [m[0] for m in mails] == ["illegal_received", "illegal_outcome"]
    assert "kim" not in str(mails).lower()
    # erasure empties what names the notifier; the notice and its outcome stand
    database.sql("update core.illegal_private set name = null, email = null, url = null, law = null, explanation = null returning 1")
    assert state(api, reference)["outcome"] == "removed"


def test_the_page_of_a_case_has_the_notifiers_address_and_the_mails(api, article, reader, moderator, make_account, database, server):
    author = make_account()
    made = post(author, article)
    assert give(api, comment=made["id"], name="Kim <b>", email="kim@example.org").status == 201
    assert give(reader.api, comment=made["id"]).status == 201
    path = f"/v1/moderation/cases/{made['id']}"
    with_address, without = moderator.api.get(path).json["notices"]
    assert (with_address["name"], with_address["email"]) == ("Kim <b>", "kim@example.org")
    assert [(m["mail"], m["state"]) for m in with_address["mails"]] == [("illegal_received", "waiting")]
    assert (without["email"], without["mails"]) == (None, [])
    assert decide(moderator, made, "reject", "illegal")["status"] == 200
    database.sql("update core.outbox set state = 'sent', sent_at = core.now() where template = 'illegal_received' returning 1")
    assert [(m["mail"], m["state"]) for m in moderator.api.get(path).json["notices"][0]["mails"]] == [("illegal_received", "sent"), ("illegal_outcome", "waiting")]
    v = Visitor(server)
    v.sign_in(moderator)
    page = v.get(f"/desk/{made['id']}").text
    assert "kim@example.org" in page and "Kim &lt;b&gt;" in page and "Receipt by mail: sent" in page and "Outcome by mail: waits to be sent" in page
    listed = moderator.api.get("/v1/moderation/cases", query={"article": article["id"]}).text + v.get("/desk?view=all").text
    assert "kim@" not in listed and reader.api.get(path).status == 403


def test_a_reader_is_told_the_outcome(article, reader, moderator, make_account):
    made = post(make_account(), article)
    reference = give(reader.api, comment=made["id"]).json["reference"]
    done = decide(moderator, made, "approve")
    told = [n for n in reader.api.get("/v1/account/notices").json["notices"] if n["kind"] == "illegal"][0]
    assert told["statement"] == {"reference": reference, "outcome": "kept", "automated": False}
    assert moderator.api.post(f"/v1/moderation/decisions/{done['decision']}/undo").status == 200
    assert state(reader.api, reference)["state"] == "open"


def test_a_notice_sent_twice_is_one_notice(api, article, reader, make_account, database):
    made, other = post(make_account(), article), post(make_account(), article, "another text")
    for who in (api, reader.api):
        key = {"Idempotency-Key": str(uuid.uuid4())}
        body = {"explanation": "This is a threat.", "good_faith": True, "comment": made["id"], "email": "kim@example.org"}
        before = database.one("select count(*) from core.illegal_notice")
        first, again = (who.post("/v1/notices/illegal", body, headers=key) for _ in range(2))
        assert first.status == again.status == 201 and first.json["reference"] == again.json["reference"]
        assert database.one("select count(*) from core.illegal_notice") == before + 1
        reused = who.post("/v1/notices/illegal", {**body, "comment": other["id"]}, headers=key)
        assert (reused.status, reused.code) == (422, "key_reused")


def test_withdrawing_the_comment_ends_its_notice(api, article, make_account):
    author = make_account()
    made = post(author, article)
    reference = give(api, comment=made["id"]).json["reference"]
    assert author.api.delete(f"/v1/articles/{article['id']}/comments/{made['id']}").status == 204
    assert state(api, reference)["outcome"] == "withdrawn"


@pytest.mark.parametrize("body, field", [
    ({"good_faith": False}, "good_faith"), ({"good_faith": "true"}, "good_faith"), ({"comment": "x"}, "comment"),
    ({"comment": None}, "comment"), ({"url": "https://x.example"}, "comment"), ({"email": "nobody"}, "email"),
    ({"email": "a b@example.org"}, "email"), ({"explanation": ""}, "explanation"), ({"explanation": None}, "explanation"),
])
def test_bad_input_changes_nothing(api, article, reader, database, body, field):
    before = database.one("select count(*) from core.illegal_notice")
    answer = give(api, **{"comment": NOWHERE, **body})
    assert answer.status == 422 and field in [f["field"] for f in answer.json["fields"]], answer
    assert database.one("select count(*) from core.illegal_notice") == before


def test_notices_on_absent_objects_are_404(api, article, reader, moderator):
    assert give(api, comment=NOWHERE).status == give(api, url="https://elsewhere.example/x").status == 404
    made = post(reader, article)
    assert decide(moderator, made, "reject", "spam")["status"] == 200
    assert give(api, comment=made["id"]).status == 404, "what is not shown is not there"
    assert api.get("/v1/notices/illegal/" + "0" * 32).status == 404
    held = api.get("/v1/notices/illegal/" + "0" * 32)
    assert "no-store" in held.headers["Cache-Control"]
