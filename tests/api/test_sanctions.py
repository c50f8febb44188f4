# SPDX-License-Identifier: Apache-2.0
"""Goal: an account is warned, muted, premoderated, banned, as far and as long as was said, by who may, and it is all undone."""
import datetime
import uuid

import pytest

SETTINGS = {"limits.rates": "off", "rules.refresh": "50ms"}
NOWHERE = "00000000-0000-7000-8000-000000000000"


def path(account, more=""):
    return f"/v1/moderation/accounts/{account.id}{more}"


def sanction(by, account, kind, **more):
    key = more.pop("key", None)
    return by.api.post(path(account, "/sanctions"), {"kind": kind, "reason": "abuse", **more},
                       headers={"Idempotency-Key": key} if key else None)


def post(account, article, body="a few words"):
    return account.api.post(f"/v1/articles/{article['id']}/comments", {"body": body})


def later(seconds):
    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def notices(account):
    return account.api.get("/v1/account/notices").json["notices"]


def shown(api, article):
    return [n["id"] for n in api.get(f"/v1/articles/{article['id']}/comments").json["comments"]]


@pytest.fixture
def other(make_account):
    return make_account("reader")


def test_a_warning_is_read_before_the_next_comment(article, moderator, other):
    made = sanction(moderator, other, "warn", message="Please argue about the matter.", note="third time")
    assert made.status == 201 and made.json["kind"] == "warn" and made.json["state"] == "live"
    assert post(other, article).code == "warning_unread"
    told = notices(other)[0]
    said = told["statement"]
    assert told["sanction"] == made.json["id"] and said["note"] == "Please argue about the matter."
    assert "third time" not in str(told) and moderator.username not in str(told)
    assert said["by"].startswith("Moderator ") and not said["automated"]
    assert said["house_rule"]["title"] == "Insults" and said["appeal"]["until"] > said["since"]
    assert other.api.post(f"/v1/account/notices/{told['id']}/read").status == 204
    assert post(other, article).status == 201


def test_a_mute_ends_by_itself(article, moderator, other, clock):
    assert sanction(moderator, other, "mute", until=later(3600)).status == 201
    refused = post(other, article)
    assert refused.code == "sanctioned" and refused.json["kind"] == "mute" and refused.json["until"]
    clock(3700)
    assert post(other, article).status == 201
    assert moderator.api.get(path(other)).json["sanctions"][0]["state"] == "expired"


def test_premoderation_holds_and_tells_the_author(article, moderator, other):
    sanction(moderator, other, "premoderate")
    made = post(other, article).json["comment"]
    assert made["state"] == "held"
    told = notices(other)[0]
    assert told["kind"] == "held" and told["comment"] == made["id"] and told["statement"]["automated"]
    assert told["statement"]["rule"] == "sanction" and told["statement"]["by"] is None


def test_a_ban_ends_all_sessions_at_once(api, article, moderator, other):
    second = api.signed_in(api.post("/v1/sessions", {"login": other.username, "password": other.password}).json["token"])
    made = sanction(moderator, other, "ban")
    assert made.json["until"] is None
    assert other.api.get("/v1/session").status == second.get("/v1/session").status == 401
    other.sign_in(api)
    assert post(other, article).code == "sanctioned"
    assert notices(other)[0]["statement"]["kind"] == "ban"
    assert moderator.api.delete(path(other, f"/sanctions/{made.json['id']}")).status == 204
    assert moderator.api.delete(path(other, f"/sanctions/{made.json['id']}")).status == 204
    assert post(other, article).status == 201
    assert notices(other)[0]["kind"] == "lifted"
    history = moderator.api.get(path(other)).json["sanctions"]
    assert [(s["state"], s["by"]["username"], s["lifted"]["by"]["username"]) for s in history] == \
        [("lifted", moderator.username, moderator.username)]


def test_nobody_sanctions_a_peer_or_superior(moderator, admin, make_account, other, database):
    peer, auditor = make_account("moderator"), make_account("auditor")
    for who, whom in ((moderator, moderator), (moderator, peer), (moderator, admin), (admin, admin), (other, peer), (auditor, other)):
        refused = sanction(who, whom, "mute")
        assert (refused.status, refused.code) == (403, "forbidden"), (who.role, whom.role)
        assert database.one("select count(*) from core.sanction where account_id = %s", [whom.id]) == 0
    assert sanction(moderator, auditor, "warn").status == 201
    assert sanction(admin, peer, "warn").status == 201


@pytest.mark.parametrize("body, field, code", [
    ({"kind": "shun"}, "kind", "unknown_value"),
    ({"kind": "mute", "until": "2020-01-01T00:00:00.000Z"}, None, "time_past"),
    ({"kind": "mute", "until": "tomorrow"}, "until", "bad_time"),
    ({"kind": "mute", "reason": "because"}, None, "unknown_reason"),
    ({"kind": "mute", "reject_comments": 0}, "reject_comments", "out_of_range"),
    ({"kind": "mute", "reject_comments": {"from": "x"}}, "reject_comments", "bad_span"),
    ({"kind": "mute", "reject_comments": "all"}, "reject_comments", "bad_span"),
    ({"kind": "mute", "reject_comments": {"since": later(3600)}}, "reject_comments", "time_future"),
    ({"kind": "warn", "until": later(3600)}, "until", "not_allowed"),
    ({"kind": "mute", "site": "nowhere"}, None, "not_found"),
])
def test_bad_input_changes_nothing(moderator, other, database, body, field, code):
    answer = moderator.api.post(path(other, "/sanctions"), {"reason": "abuse", **body})
    assert answer.status == (404 if code == "not_found" else 422), answer
    assert {"field": field, "code": code} in answer.json["fields"] if field else answer.code == code
    assert database.one("select count(*) from core.sanction where account_id = %s", [other.id]) == 0
    assert notices(other) == []


def test_sanctions_on_absent_objects_are_404(moderator, other, make_account):
    assert moderator.api.get(f"/v1/moderation/accounts/{NOWHERE}").status == 404
    assert moderator.api.post(f"/v1/moderation/accounts/{NOWHERE}/sanctions", {"kind": "warn", "reason": "abuse"}).status == 404
    made = sanction(moderator, other, "warn").json["id"]
    stranger = make_account()
    assert moderator.api.delete(path(stranger, f"/sanctions/{made}")).status == 404
    assert moderator.api.post(path(other, f"/sanctions/{made}/restore")).status == 404
    assert other.api.get(path(other)).status == 403


def test_the_same_key_is_the_same_sanction(moderator, other):
    key = str(uuid.uuid4())
    first, again = (sanction(moderator, other, "mute", key=key) for _ in range(2))
    assert (first.status, again.status) == (201, 201) and first.json["id"] == again.json["id"]
    assert sanction(moderator, other, "warn", key=key).code == "key_reused"
    assert len(moderator.api.get(path(other)).json["sanctions"]) == 1


def test_a_moderator_of_one_site_sanctions_there_only(moderator, admin, other, article, server, make_account):
    server.cli("site", "create", "second", "--title", "The Second")
    local = make_account("reader")
    assert admin.api.put(f"/v1/accounts/{local.id}/role", {"role": "moderator", "site": "second"}).status == 200
    local.sign_in_again()
    elsewhere = admin.api.post("/v1/articles", {"key": "far", "url": "https://far.example/1", "title": "Far", "site": "second"}).json
    made = sanction(local, other, "mute")
    assert made.status == 201 and made.json["site"] == "second"
    assert post(other, article).status == 201 and post(other, elsewhere).code == "sanctioned"
    assert sanction(local, other, "mute", site="default").status == 404
    everywhere = sanction(moderator, other, "mute").json["id"]
    assert local.api.delete(path(other, f"/sanctions/{everywhere}")).status == 404
    here = sanction(moderator, other, "mute", site="default").json["id"]
    assert here not in [s["id"] for s in local.api.get(path(other)).json["sanctions"]]
    assert local.api.delete(path(other, f"/sanctions/{made.json['id']}")).status == 204


def test_a_wrong_ban_is_undone_with_all_its_comments(api, server, make_account, moderator, admin, database):
    author = make_account()
    articles = [admin.api.post("/v1/articles", {"key": f"span-{n}", "url": f"https://news.example/span-{n}", "title": "Span"}).json for n in range(3)]
    made = [post(author, articles[n % 3], f"comment number {n}").json["comment"]["id"] for n in range(130)]
    kept = post(moderator, articles[0], "somebody else's").json["comment"]["id"]
    banned = sanction(moderator, author, "ban", reject_comments={"since": later(-3600)})
    assert banned.status == 201
    assert banned.json["comments"]["state"] == "rejected" and banned.json["comments"]["rejected"] == 130
    server.wait_for(lambda: shown(api, articles[0]) == [kept], what="the comments gone")
    assert database.one("select count(*) from core.decision where sanction_id = %s", [banned.json["id"]]) == 130
    author.sign_in(api)
    told = notices(author)
    assert sum(n["kind"] == "rejected" for n in told) == 50 or len(told) == 50
    # one of them was looked at again meanwhile: that stands
    case = moderator.api.get(f"/v1/moderation/cases/{made[1]}").json
    moderator.api.post("/v1/moderation/decisions", {"decisions": [{"case": made[1], "version": case["version"], "action": "restore"}]})
    back = moderator.api.post(path(author, f"/sanctions/{banned.json['id']}/restore"))
    assert back.status == 200
    assert back.json["comments"] == {**back.json["comments"], "state": "restored", "restored": 129, "kept": 1}
    assert moderator.api.delete(path(author, f"/sanctions/{banned.json['id']}")).status == 204
    rows = database.sql("select state, count(*) from core.comment where author_id = %s group by state", [author.id])
    assert [tuple(r) for r in rows] == [("published", 130)]
    assert database.sql("select * from core.recount()") == []
    assert not {c["author"]["id"] for c in moderator.api.get("/v1/moderation/cases").json["cases"]} & {author.id}
    again = moderator.api.post(path(author, f"/sanctions/{banned.json['id']}/restore"))
    assert again.status == 200 and again.json["comments"]["restored"] == 129


def test_moderators_see_sanctions_notes_and_comments_of_an_account(article, moderator, other, make_account):
    post(other, article)
    sanction(moderator, other, "warn", note="for colleagues")
    assert moderator.api.post(path(other, "/notes"), {"text": "writes late at night"}).status == 201
    seen = make_account("auditor").api.get(path(other)).json
    assert seen["record"]["published"] == 1 and len(seen["comments"]) == 1
    assert seen["sanctions"][0]["note"] == "for colleagues"
    assert [n["text"] for n in seen["notes"]] == ["writes late at night"]
    assert make_account("auditor").api.post(path(other, "/notes"), {"text": "x"}).status == 403


def test_notices_are_complete_page_by_page(moderator, other):
    for _ in range(5):
        sanction(moderator, other, "warn")
    got, cursor = [], None
    while True:
        page = other.api.get("/v1/account/notices", query={"limit": 2, **({"cursor": cursor} if cursor else {})}).json
        assert page["unread"] == 5
        got += [n["id"] for n in page["notices"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(got) == 5 and got == sorted(got, reverse=True)
    assert other.api.get("/v1/account/notices", query={"cursor": "x"}).code == "bad_cursor"
    assert other.api.get("/v1/account/notices", query={"limit": 0}).code == "bad_query"
