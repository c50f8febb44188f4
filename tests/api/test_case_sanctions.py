# SPDX-License-Identifier: Apache-2.0
"""Goal: a ban from the card of a case is one act and one undo, also with a second key press, a lost answer or a colleague."""
import itertools
import threading
import uuid

import pytest

from visitor import visiting

SETTINGS = {"limits.rates": "off", "jobs.pause": "1ms"}
numbers = itertools.count()
MANY = 250          # more than the act's own transaction takes


@pytest.fixture(scope="module")
def desk(server, moderator):
    yield from visiting(server, moderator)


@pytest.fixture
def spammer(make_account):
    return make_account()


def post(author, article, n=1):
    made = [author.api.post(f"/v1/articles/{article['id']}/comments", {"body": f"Cheap pills, number {next(numbers)}."}) for _ in range(n)]
    return [one.json["comment"]["id"] for one in made]


def at(case):
    return f"/v1/moderation/cases/{case}/sanction"


def ban(by, case, key=None, **more):
    return by.api.post(at(case), {"version": 0, "kind": "ban", "reason": "spam", "comments": "all", **more},
                       headers={"Idempotency-Key": key} if key else None)


def undo(by, account, sanction, key=None):
    return by.api.post(f"/v1/moderation/accounts/{account.id}/sanctions/{sanction}/undo", headers={"Idempotency-Key": key} if key else None)


def states(database, author):
    return dict(map(tuple, database.sql("select state, count(*)::int from core.comment where author_id = %s group by state", [author.id])))


def notices(account):
    return [(n["kind"], n["comment"]) for n in account.api.get("/v1/account/notices").json["notices"]]


def test_the_preview_counts_and_changes_nothing(database, moderator, spammer, article):
    case, *_ = post(spammer, article, 4)
    got = moderator.api.get(at(case))
    assert got.status == 200 and got.json["case"]["case"] == case and got.json["more"] is False
    assert got.json["here"] == got.json["everywhere"] == {"day": 3, "week": 3, "month": 3, "all": 3}
    assert states(database, spammer) == {"published": 4}


def test_one_act_bans_rejects_and_removes_and_one_undo_takes_all_back(api, database, moderator, spammer, article):
    case, *_ = post(spammer, article, 4)
    made = ban(moderator, case, message="Not here.", note="third account")
    assert made.status == 201
    assert (made.json["kind"], made.json["case"], made.json["site"], made.json["comments"]["rejected"]) == ("ban", case, "default", 4)
    assert states(database, spammer) == {"rejected": 4}
    assert moderator.api.get(f"/v1/moderation/cases/{case}").json["last"]["id"] == made.json["decision"]
    spammer.sign_in(api)
    assert notices(spammer).count(("sanction", case)) == 1 and ("rejected", case) not in notices(spammer)
    back = undo(moderator, spammer, made.json["id"])
    assert back.status == 200 and back.json["state"] == "lifted" and back.json["comments"]["restored"] == 4
    assert states(database, spammer) == {"published": 4}
    assert notices(spammer).count(("lifted", case)) == 1 and ("restored", case) not in notices(spammer)
    assert database.sql("select * from core.recount()") == []


def test_readers_lose_sight_of_the_comments(server, api, moderator, spammer, article):
    post(spammer, article, 2)
    case = post(spammer, article)[0]
    shown = f"/v1/articles/{article['id']}/comments"
    assert len(api.get(shown).json["comments"]) == 3
    assert ban(moderator, case).status == 201
    server.wait_for(lambda: api.get(shown).json["comments"] == [], what="the page without them")


def test_any_number_of_comments_goes_and_comes_back(server, database, moderator, spammer, article):
    case = post(spammer, article)[0]
    database.sql("""
        select count(*) from generate_series(1, %s) i, lateral api_1.comment_post((select token from core.session where account_id = %s limit 1), %s,
            core.new_id(), null, 'Number ' || i, '<p>Number ' || i || '</p>', '{}', null, null, 100) p where p.outcome = 'ok'""",
                 [MANY, spammer.id, article["id"]])
    made = ban(moderator, case)
    server.wait_for(lambda: states(database, spammer) == {"rejected": MANY + 1}, what="all of them gone")
    undo(moderator, spammer, made.json["id"])
    server.wait_for(lambda: states(database, spammer) == {"published": MANY + 1}, what="all of them back")
    members = database.sql("select action, jsonb_array_length(codes -> 'comments')::int from core.audit where id = %s or object_id = %s order by seq",
                           [made.json["id"], made.json["id"]])
    assert sum(n for action, n in members if action in ("sanction", "span")) == MANY + 1
    assert sum(n for action, n in members if action in ("undo_sanction", "undo_span")) == MANY + 1


def test_a_stale_version_is_refused_as_a_whole_with_the_colleague(database, moderator, admin, spammer, article):
    case, *_ = post(spammer, article, 3)
    decided = admin.api.post("/v1/moderation/decisions", {"decisions": [{"case": case, "version": 0, "action": "approve"}]})
    assert decided.json["results"][0]["status"] == 200
    got = ban(moderator, case)
    assert got.status == 409 and got.code == "conflict" and got.json["current"]["last"]["by"]["username"] == admin.username
    assert states(database, spammer) == {"published": 3}
    assert database.one("select count(*)::int from core.sanction where account_id = %s", [spammer.id]) == 0


def test_a_key_pressed_twice_and_a_lost_answer_act_once(database, moderator, spammer, article):
    case, *_ = post(spammer, article, 3)
    key, answers = str(uuid.uuid4()), []

    def one():
        link = moderator.api.signed_in(moderator.token)
        answers.append(link.post(at(case), {"version": 0, "kind": "ban", "reason": "spam", "comments": "all"}, headers={"Idempotency-Key": key}))
        link.close()
    both = [threading.Thread(target=one) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    answers.append(ban(moderator, case, key))
    assert [a.status for a in answers] == [201] * 3 and len({a.json["id"] for a in answers}) == 1
    assert ban(moderator, case, key, kind="mute").code == "key_reused"
    key = str(uuid.uuid4())
    backs = [undo(moderator, spammer, answers[0].json["id"], key) for _ in range(2)]
    assert [b.status for b in backs] == [200, 200] and backs[0].json["lifted"] == backs[1].json["lifted"]
    again = undo(moderator, spammer, answers[0].json["id"])
    assert again.status == 409 and again.json["current"]["lifted"]["by"]["username"] == moderator.username
    assert database.one("select count(*)::int from core.sanction where account_id = %s", [spammer.id]) == 1
    assert states(database, spammer) == {"published": 3}


@pytest.mark.parametrize("more,field", [({"kind": "shout"}, "kind"), ({"until": "soon"}, "until"), ({"until": "2020-01-01T00:00:00Z"}, "until"),
                                        ({"kind": "warn", "until": "2099-01-01T00:00:00Z"}, "until"), ({"reason": "because"}, "reason"),
                                        ({"where": "here"}, "where"), ({"comments": "year"}, "comments"), ({"decide": "approve"}, "decide")])
def test_a_failed_check_names_its_field(database, moderator, spammer, article, more, field):
    case = post(spammer, article)[0]
    got = ban(moderator, case, **more)
    assert got.status == 422 and [f["field"] for f in got.json["fields"]] == [field]
    assert states(database, spammer) == {"published": 1}


def test_a_foreign_site_and_a_lower_role_are_refused(server, make_account, reader, moderator, spammer, article):
    server.cli("site", "create", "elsewhere")
    abroad, own = make_account(), make_account()
    abroad.give_role(server, "moderator", "--site", "elsewhere")
    own.give_role(server, "moderator", "--site", "default")
    case = post(spammer, article)[0]
    assert ban(reader, case).status == 403 and reader.api.get(at(case)).status == 403
    assert ban(abroad, case).status == 404 and abroad.api.get(at(case)).status == 404
    assert ban(own, case, where="everywhere").status == 403 and own.api.get(at(case)).json["everywhere"] is None
    made = ban(own, case)
    assert made.status == 201 and made.json["site"] == "default"
    assert undo(abroad, spammer, made.json["id"]).status == 404 and undo(reader, spammer, made.json["id"]).status == 403
    high = post(moderator, article)[0]
    assert ban(own, high).status == 403 and own.api.get(at(high)).status == 403


def test_an_appeal_against_the_ban_restores_what_went_with_it(api, database, make_account, moderator, spammer, article):
    case, *_ = post(spammer, article, 3)
    made = ban(moderator, case)
    spammer.sign_in(api)
    told = next(n for n in spammer.api.get("/v1/account/notices").json["notices"] if n["kind"] == "sanction")
    assert told["statement"]["rejected"] is True and told["text"].startswith("Cheap pills")
    asked = spammer.api.post("/v1/appeals", {"notice": told["id"], "text": "These were vitamins."})
    assert asked.status == 201 and asked.json["sanction"] == made.json["id"]
    second = make_account("moderator")
    assert moderator.api.post(f"/v1/moderation/appeals/{asked.json['id']}/decide", {"outcome": "overturned"}).status == 403
    assert second.api.post(f"/v1/moderation/appeals/{asked.json['id']}/decide", {"outcome": "overturned"}).status == 200
    assert states(database, spammer) == {"published": 3}


def test_the_form_comes_back_with_its_words_when_refused(desk, spammer, article):
    case = post(spammer, article)[0]
    fields = {"kind": "ban", "days": "7", "comments": "day", "version": "0", "decide": "yes", "message": "Words for the author."}
    got = desk.post(f"/desk/{case}/ban", fields)
    assert got.status_code == 422 and "Words for the author." in got.text and "A rejection needs a reason" in got.text
    done = desk.post(f"/desk/{case}/ban", {**fields, "reason": "spam"})
    assert done.status_code == 303 and "said=banned&undo=" in done.headers["Location"]
    assert "/undo" in desk.get(done.headers["Location"]).text


def test_the_undo_of_a_link_is_made_of_ids_only(desk, spammer):
    forged = desk.get(f"/desk?said=banned&undo={spammer.id}./../../settings")
    assert forged.status_code == 200 and "/undo" not in forged.text
