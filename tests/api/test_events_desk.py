# SPDX-License-Identifier: Apache-2.0
"""Goal: the desk's stream shows the queue of its account's sites as ids and numbers, never texts, and ends with session, role or sanction."""
import time

import pytest

from client import Client
from conftest import Account, create_account
from listener import Listener

SETTINGS = {"live.desk": "150ms", "live.retry_min": "700ms", "live.retry_max": "900ms", "live.keepalive": "700ms", "live.streams_per_address": 30}
SECRET = "words that no stream may show"


@pytest.fixture
def follow(server):
    made = []

    def start(account, headers=None):
        made.append(Listener(server.url, path="/v1/moderation/events", headers=headers or {"Authorization": f"Bearer {account.token}"}))
        return made[-1]
    yield start
    for listener in made:
        listener.close()


def comment(account, article):
    answer = account.api.post(f"/v1/articles/{article['id']}/comments", {"body": SECRET})
    assert answer.status == 201, answer
    return answer.json["comment"]["id"]


def report(account, article, id):
    assert account.api.post(f"/v1/articles/{article['id']}/comments/{id}/reports", {"reason": "spam"}).status in (200, 201, 202, 204)


def until(listener, condition, seconds=10):
    """The first event that fulfils the condition."""
    end = time.monotonic() + seconds
    while True:
        event = listener.next(max(0.1, end - time.monotonic()))
        assert event is not None
        if condition(event):
            return event


def cases(event):
    return {id: (version, holder) for id, version, holder in event["cases"]}


def test_a_case_a_claim_and_a_decision_are_told_without_text(follow, article, moderator, make_account):
    author, witness = make_account("reader"), make_account("reader")
    listener = follow(moderator)
    first = listener.next()
    assert first["event"] == "desk" and set(first["views"]) >= {"all", "held", "reported", "escalated", "appealed", "illegal"}
    id = comment(author, article)
    report(witness, article, id)
    event = until(listener, lambda e: id in cases(e))
    assert event["views"]["reported"] == first["views"]["reported"] + 1
    version, holder = cases(event)[id]
    assert holder is None
    claimed = moderator.api.post("/v1/moderation/claims", {"article": article["id"]})
    assert claimed.status == 200, claimed
    event = until(listener, lambda e: any(claim[0] == id for claim in e["claims"]))
    assert cases(event)[id][1] == moderator.id and [claim[1] for claim in event["claims"] if claim[0] == id] == [moderator.id]
    decided = moderator.api.post("/v1/moderation/decisions", {"decisions": [{"case": id, "version": version, "action": "approve"}]})
    assert decided.status == 200, decided
    event = until(listener, lambda e: id not in cases(e))
    newest = moderator.api.get("/v1/moderation/decisions", query={"limit": 1}).json["decisions"][0]
    assert (event["decisions"][0], newest["case"]) == ([newest["id"], moderator.id, False], id)
    assert event["views"]["reported"] == first["views"]["reported"] and all(claim[0] != id for claim in event["claims"])
    assert SECRET.encode() not in listener.bytes and listener.none(0.5)


def test_the_cookie_opens_the_stream_too(server, follow, moderator):
    listener = follow(moderator, {"Cookie": f"madang={moderator.token}"})
    assert listener.status == 200 and listener.next()["event"] == "desk"
    assert "cache-control: no-store" in listener.head.lower() and "access-control-allow-origin: *" not in listener.head.lower()


def test_only_moderators_get_the_stream(server, reader):
    assert Client(server.url).get("/v1/moderation/events").status == 401
    assert reader.api.get("/v1/moderation/events").status == 403
    assert Client(server.url, "x" * 43).get("/v1/moderation/events").status == 401


def test_a_role_on_one_site_shows_only_that_site(server, follow, admin, make_account, article):
    server.cli("site", "create", "second", "--title", "The Second Courier")
    assert admin.api.post("/v1/articles", {"key": "second", "site": "second", "url": "https://second.example/a", "title": "A"}).status == 201
    near, author, witness = make_account("reader"), make_account("reader"), make_account("reader")
    assert admin.api.put(f"/v1/accounts/{near.id}/role", {"role": "moderator", "site": "second"}).status in (200, 204)
    near.sign_in_again()
    listener, wide = follow(near), follow(admin)
    assert listener.next()["views"]["all"] == 0
    id = comment(author, article)
    report(witness, article, id)
    until(wide, lambda e: id in cases(e))
    assert listener.none(0.6)


@pytest.mark.parametrize("how,outcome", [("session", "sign_in"), ("role", "sign_in"), ("password", "sign_in"), ("others", "sign_in"), ("ban", "sign_in"), ("site ban", "sanctioned")])
def test_the_stream_ends_with_session_role_or_sanction(server, follow, admin, make_account, database, how, outcome):
    person = make_account("moderator")
    listener = follow(person)
    assert listener.next()["event"] == "desk"
    if how == "session":
        assert person.api.delete("/v1/session").status == 204
    elif how == "password":
        server.cli("account", "password", person.username, stdin="nine yellow kettles\n")
    elif how == "others":
        assert Account(person.username, "moderator").sign_in(Client(server.url)).api.delete("/v1/account/sessions").status == 204
    elif how == "role":
        assert admin.api.put(f"/v1/accounts/{person.id}/role", {"role": "reader"}).status in (200, 204)
    elif how == "site ban":      # the session lives on
        database.sql("insert into core.sanction (id, account_id, kind, reason) values (core.new_id(), %s, 'ban', 'abuse') returning 1", [person.id])
    else:
        made = admin.api.post(f"/v1/moderation/accounts/{person.id}/sanctions", {"kind": "ban", "reason": "abuse"})
        assert made.status in (200, 201), made
    event = until(listener, lambda e: e["event"] == "end")
    assert event["outcome"] == outcome
    assert listener.next() is None
    assert person.api.get("/v1/moderation/events").status in (401, 403)


def test_listeners_of_the_same_sites_share_a_query(server, follow, moderator, article, make_account):
    listeners = [follow(moderator) for _ in range(10)]
    assert all(listener.next()["event"] == "desk" for listener in listeners)
    author, witness = make_account("reader"), make_account("reader")
    id = comment(author, article)
    report(witness, article, id)
    told = [until(listener, lambda e: id in cases(e)) for listener in listeners]
    assert len({str(sorted((k, str(v)) for k, v in event.items() if k != "at")) for event in told}) == 1


def test_a_quiet_desk_gets_a_comment_line(follow, moderator):
    listener = follow(moderator)
    listener.next()
    assert listener.none(1.8)
    assert listener.comments >= 1 and 700 <= listener.retry <= 900


def test_a_stop_ends_the_desks_streams(make_database, make_server):
    server = make_server(make_database(), {"live.desk": "100ms"}).start()
    create_account(server, "mod", "moderator")
    from fixture_site import sign_in
    token = sign_in(Client(server.url), "mod").token
    with Listener(server.url, path="/v1/moderation/events", headers={"Authorization": f"Bearer {token}"}) as listener:
        assert listener.next()["event"] == "desk"
        began = time.monotonic()
        server.stop()
        assert listener.ended.wait(5) and time.monotonic() - began < 5
