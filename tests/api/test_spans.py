# SPDX-License-Identifier: Apache-2.0
"""Goal: a sanction takes any number of comments with it, and gives them back, batch by batch, and the worker lives."""
import pytest

from visitor import visiting

SETTINGS = {"jobs.pause": "1ms"}
MANY = 450          # more batches than a request used to be able to hold
TOO_MANY = 1150     # more than one request works on: the rest is left to the periodic work


@pytest.fixture(scope="module")
def desk(server, moderator):
    yield from visiting(server, moderator)


@pytest.fixture(scope="module")
def second(make_account):
    return make_account("moderator")


def write(database, article, author, n):
    """n published comments, each posted as the server posts it."""
    token = database.one("select token from core.session where account_id = %s limit 1", [author.id])
    database.sql("""
        select count(*) from generate_series(1, %s) i, lateral api_1.comment_post(%s::bytea || %s::bytea, %s, core.new_id(), null,
            'Number ' || i, '<p>Number ' || i || '</p>', '{}', null, null, 100) p where p.outcome = 'ok'""",
                 [n, bytes(token), bytes(32), article["id"]])


def ban(by, account, **more):
    return by.api.post(f"/v1/moderation/accounts/{account.id}/sanctions", {
        "kind": "ban", "reason": "abuse", "reject_comments": 3600, **more})


def counts(database, account):
    return dict(map(tuple, database.sql(
        "select state, count(*) from core.comment where author_id = %s group by state", [account.id])))


def processes(server):
    """The supervisor's children: one that aborted has another number."""
    return sorted(server.children())


@pytest.mark.parametrize("n", [MANY, TOO_MANY])
def test_a_ban_takes_any_number_of_comments_and_gives_them_back(server, database, make_account, moderator, article, n):
    author = make_account()
    write(database, article, author, n)
    before = processes(server)
    made = ban(moderator, author)
    assert made.status == 201 and made.json["comments"]["state"] in ("rejected", "rejecting")
    server.wait_for(lambda: counts(database, author) == {"rejected": n}, what="all of them gone")
    back = moderator.api.post(f"/v1/moderation/accounts/{author.id}/sanctions/{made.json['id']}/restore")
    assert back.status == 200 and back.json["comments"]["state"] in ("restored", "restoring")
    server.wait_for(lambda: counts(database, author) == {"published": n}, what="all of them back")
    assert database.sql("select * from core.recount()") == []
    assert processes(server) == before


def test_an_overturned_appeal_gives_back_any_number(server, database, api, make_account, moderator, second, article):
    author = make_account()
    write(database, article, author, MANY)
    before = processes(server)
    made = ban(moderator, author)
    author.sign_in(api)
    asked = author.api.post("/v1/appeals", {"sanction": made.json["id"], "text": "All of it was fair."})
    assert asked.status == 201
    won = second.api.post(f"/v1/moderation/appeals/{asked.json['id']}/decide", {"outcome": "overturned"})
    assert won.status == 200 and won.json["state"] == "overturned"
    assert counts(database, author) == {"published": MANY}
    assert processes(server) == before


def test_the_form_of_the_desk_bans_and_rejects_any_number(server, database, desk, make_account, article):
    author = make_account()
    write(database, article, author, MANY)
    before = processes(server)
    made = desk.post(f"/desk/accounts/{author.id}/sanction", {"kind": "ban", "days": "7", "reason": "abuse", "span": "1"})
    assert made.status_code == 303, made.text
    server.wait_for(lambda: counts(database, author) == {"rejected": MANY}, what="all of them gone")
    assert processes(server) == before


def test_a_hundred_decisions_are_taken_back_in_one_request(server, database, desk, make_account, moderator, article):
    author = make_account()
    write(database, article, author, 100)
    ids = [str(r[0]) for r in database.sql("select id from core.comment where author_id = %s", [author.id])]
    before = processes(server)
    done = moderator.api.post("/v1/moderation/decisions", {"decisions": [
        {"case": i, "version": 0, "action": "reject", "reason": "abuse"} for i in ids]})
    assert done.status == 200 and counts(database, author) == {"rejected": 100}
    undone = desk.post("/desk/decisions/undo", {f"decision-{r['decision']}": "on" for r in done.json["results"]})
    assert undone.status_code == 303 and "all_undone" in undone.headers["Location"]
    assert counts(database, author) == {"published": 100}
    assert processes(server) == before
