# SPDX-License-Identifier: Apache-2.0
"""Goal: a stream tells each change of a discussion once, soon and in few bytes, and each bad request has its defined answer."""
import time

import pytest

from client import Client
from listener import Listener

COLLECT = 0.4      # s
SETTINGS = {"live.collect": f"{COLLECT * 1000:.0f}ms", "live.votes": "2s", "live.keepalive": "1s", "live.retry_min": "700ms", "live.retry_max": "900ms",
            "live.replay": 20, "live.check": "300ms", "live.streams_per_address": 60}
UNKNOWN = "01936f3a-7c00-7000-8000-00000000ffff"


def post(account, article, parent=None, body="words of a reader"):
    answer = account.api.post(f"/v1/articles/{article['id']}/comments", {"body": body, **({"parent_id": parent} if parent else {})})
    assert answer.status == 201, answer
    return answer.json["comment"]["id"], answer.version


def metric(server, name):
    return sum(float(line.split()[1]) for line in server.admin("/metrics")[1].splitlines() if line.startswith(name + "{"))


@pytest.fixture
def follow(server):
    made = []

    def start(article, since=None, **more):
        made.append(Listener(server.url, article["id"] if isinstance(article, dict) else article, since, **more))
        return made[-1]
    yield start
    for listener in made:
        listener.close()


def test_the_answer_is_public_uncached_and_unbuffered(follow, article):
    listener = follow(article, article["version"], headers={"Origin": "https://news.example"})
    head = listener.head.lower()
    assert listener.status == 200
    for field in ("content-type: text/event-stream", "cache-control: no-store", "x-accel-buffering: no",
                  "access-control-allow-origin: *"):
        assert field in head, head
    assert "content-length" not in head and "set-cookie" not in head and "content-encoding" not in head


def test_a_comment_a_reply_an_edit_and_a_removal_are_told_by_their_ids(follow, article, make_account):
    reader = make_account("reader")
    listener = follow(article, article["version"])
    first, version = post(reader, article)
    event = listener.next()
    assert (event["event"], event["id"], event["v"], event["count"]) == ("change", version, version, 1)
    assert event["new"] == [[first, None]] and event["gone"] == event["edited"] == event["votes"] == [] and event["more"] == 0
    reply, _ = post(reader, article, first)
    assert listener.next()["new"] == [[reply, first]]
    answer = reader.api.patch(f"/v1/articles/{article['id']}/comments/{reply}", {"body": "other words", "revision": 1})
    assert answer.status == 200, answer
    assert listener.next()["edited"] == [reply]
    assert reader.api.delete(f"/v1/articles/{article['id']}/comments/{reply}").status == 204
    event = listener.next()
    assert event["gone"] == [reply] and event["count"] == 1


def test_the_first_change_comes_at_once_and_further_ones_together(follow, article, reader):
    listener = follow(article, article["version"])
    time.sleep(0.5)
    began = time.monotonic()
    first, _ = post(reader, article)
    event = listener.next()
    assert event["at"] - began < 0.2
    rest = [post(reader, article)[0] for _ in range(5)]
    again = listener.next()
    assert [id for id, _ in again["new"]] == rest
    assert again["at"] - event["at"] > 0.35


def test_votes_come_together_and_seldom(follow, article, make_account):
    author, voters = make_account("reader"), [make_account("reader") for _ in range(3)]
    comment, version = post(author, article)
    listener = follow(article, version)
    times = []
    for n, voter in enumerate(voters):
        assert voter.api.put(f"/v1/articles/{article['id']}/comments/{comment}/vote", {"value": 1}).status == 200
        if n == 0:
            event = listener.next()
            assert event["votes"] == [[comment, 1, 0]] and event["new"] == []
            times.append(event["at"])
        time.sleep(0.1)
    event = listener.next()
    assert event["votes"] == [[comment, 3, 0]]
    assert event["at"] - times[0] > 1.8


def test_a_comment_does_not_wait_for_votes(follow, article, make_account):
    author, voter = make_account("reader"), make_account("reader")
    comment, version = post(author, article)
    listener = follow(article, version)
    vote = f"/v1/articles/{article['id']}/comments/{comment}/vote"
    assert voter.api.put(vote, {"value": 1}).status == 200
    event = listener.next()
    assert voter.api.put(vote, {"value": -1}).status == 200
    time.sleep(0.5)
    began = time.monotonic()
    new, _ = post(author, article)
    event = listener.next()
    assert event["new"] == [[new, None]] and event["votes"] == [[comment, 0, 1]] and event["at"] - began < 0.7


def test_an_event_has_at_most_1024_bytes_and_counts_the_rest(follow, article, reader):
    first, version = post(reader, article)
    listener = follow(article, version)
    ids = [post(reader, article, first)[0] for _ in range(18)]
    told, more = [], 0
    while len(told) + more < len(ids):
        event = listener.next()
        told += [id for id, _ in event["new"]]
        more += event["more"]
    assert len(told) + more == len(ids) and set(told) <= set(ids)
    assert max(listener.sizes) <= 1024
    late = follow(article, version)         # all at once: they do not fit
    event = late.next()
    assert len(event["new"]) + event["more"] == len(ids) and event["more"] > 0
    assert [id for id, _ in event["new"]] == ids[:len(event["new"])]
    assert late.sizes[0] <= 1024


def test_who_comes_back_is_told_what_was_missed_and_nothing_twice(follow, article, reader):
    ids = [post(reader, article) for _ in range(4)]
    missed = follow(article, ids[1][1]).next()
    assert [id for id, _ in missed["new"]] == [id for id, _ in ids[2:]] and missed["v"] == ids[3][1]
    by_header = follow(article, article["version"], headers={"Last-Event-ID": str(ids[2][1])}).next()
    assert [id for id, _ in by_header["new"]] == [ids[3][0]]
    current = follow(article, ids[3][1])
    assert current.none(0.5)
    assert follow(article).none(0.3)        # without a version: from now on


@pytest.mark.parametrize("value", ["x", "12x", "-1", "", "x" * 400, "9" * 30])
def test_a_last_event_id_that_is_no_version_is_ignored(follow, article, reader, value):
    comment, version = post(reader, article)
    event = follow(article, version - 1, headers={"Last-Event-ID": value}).next()
    assert event["new"] == [[comment, None]]


def test_a_version_older_than_the_replay_is_told_to_load_again(follow, article, reader):
    for _ in range(25):
        _, version = post(reader, article)
    listener = follow(article, article["version"])
    event = listener.next()
    assert (event["event"], event["v"], event["count"], event["id"]) == ("reset", version, 25, version)
    comment, _ = post(reader, article)
    assert listener.next()["new"] == [[comment, None]]      # and goes on


def test_a_version_that_the_journal_has_forgotten_is_told_to_load_again(follow, article, reader, database):
    for _ in range(3):
        _, version = post(reader, article)
    database.sql("delete from core.journal where article_id = %s and version < %s returning 1", [article["id"], version])
    assert follow(article, version - 1).next()["event"] == "change"
    assert follow(article, version - 2).next()["event"] == "reset"


def test_a_version_from_the_future_is_told_to_load_again(server, follow, article, reader):
    _, version = post(reader, article)
    first = follow(article, version + 1000)             # reads the journal itself
    assert first.next()["event"] == "reset"
    later = [follow(article, version + n) for n in (1, 5, 10 ** 17)]    # the worker knows the article
    for listener in later:
        event = listener.next()
        assert (event["event"], event["v"]) == ("reset", version)
    began, before = time.monotonic(), metric(server, "madang_live_journal_reads_total")
    many = [follow(article, version + 7) for _ in range(20)]
    assert all(listener.next()["event"] == "reset" for listener in many)
    reads, took = metric(server, "madang_live_journal_reads_total") - before, time.monotonic() - began
    assert reads <= len(server.children("worker")) * (took / COLLECT + 1)       # invented versions cost one query of each worker in this time


@pytest.mark.parametrize("since", ["x", "-1", "1.5", "1e3", "9" * 19, "%00"])
def test_a_version_that_is_no_number_is_400(server, article, since):
    answer = Client(server.url).get(f"/v1/articles/{article['id']}/events?since={since}")
    assert (answer.status, answer.code) == (400, "bad_query")


def test_head_has_the_fields_and_no_body(server, article):
    answer = Client(server.url).request("HEAD", f"/v1/articles/{article['id']}/events")
    assert answer.status == 200 and answer.type == "text/event-stream" and answer.body == b""


def test_an_unknown_article_is_404(server):
    assert Client(server.url).get(f"/v1/articles/{UNKNOWN}/events").status == 404


def test_a_hidden_article_ends_its_streams_and_is_404(server, follow, article, moderator):
    listener = follow(article, article["version"])
    assert moderator.api.patch(f"/v1/articles/{article['id']}", {"state": "hidden"}).status == 200
    assert listener.next()["event"] == "reset"
    assert listener.next() is None
    assert Client(server.url).get(f"/v1/articles/{article['id']}/events").status == 404


def test_a_closed_article_goes_on(follow, article, moderator, make_account):
    author, voter = make_account("reader"), make_account("reader")
    comment, version = post(author, article)
    listener = follow(article, version)
    assert moderator.api.patch(f"/v1/articles/{article['id']}", {"state": "closed"}).status == 200
    event = listener.next()
    assert event["article"] is True and event["new"] == []
    assert author.api.delete(f"/v1/articles/{article['id']}/comments/{comment}").status == 204
    assert listener.next()["gone"] == [comment]


def test_a_merged_article_sends_its_readers_to_the_other_one(server, follow, article, admin, reader):
    other = admin.api.post("/v1/articles", {"key": f"other-{article['key']}", "url": article["url"] + "-other", "title": "Other"}).json
    post(reader, other)
    listener, into = follow(other), follow(article, article["version"])
    server.cli("article", "merge", article["id"], other["id"])
    assert listener.next()["event"] == "reset"
    assert listener.next() is None
    answer = Client(server.url).get(f"/v1/articles/{other['id']}/events?since=2")
    assert answer.status == 308 and answer.headers["Location"] == f"/v1/articles/{article['id']}/events?since=2"
    assert into.next()["event"] in ("reset", "change")
    assert follow(article, 2).next()["event"] in ("reset", "change")


def test_a_quiet_stream_gets_a_comment_line(follow, article):
    listener = follow(article, article["version"])
    assert listener.none(2.3)
    assert 1 <= listener.comments <= 4
    assert 700 <= listener.retry <= 900


def test_too_many_streams_of_an_address_get_200_and_a_time_to_come_back(server, follow, article):
    listeners = [follow(article, article["version"]) for _ in range(150)]
    assert {listener.status for listener in listeners} == {200}
    ended = [listener for listener in listeners if listener.ended.wait(0.01)]
    assert 150 - 2 * 60 <= len(ended) < 150         # of each of two workers 60
    assert {"content-length: " in listener.head.lower() for listener in ended} == {True}
    retries = {listener.retry for listener in ended}
    assert len(retries) > 5 and all(700 <= r <= 900 for r in retries)
    server.wait_for(lambda: metric(server, "madang_live_streams") == 150 - len(ended))


def test_listeners_cost_no_queries(server, follow, article, reader):
    _, version = post(reader, article)
    listeners = [follow(article, version) for _ in range(40)]
    time.sleep(0.2)
    before, repairs = metric(server, "madang_live_journal_reads_total"), metric(server, "madang_live_repairs_total")
    comment, _ = post(reader, article)
    assert all(listener.next()["new"] == [[comment, None]] for listener in listeners)
    time.sleep(0.1)
    assert metric(server, "madang_live_journal_reads_total") - before <= 2      # one in each worker
    assert metric(server, "madang_live_repairs_total") == repairs
    assert metric(server, "madang_live_memory_bytes") / metric(server, "madang_live_streams") <= 1024 * 1.5     # few streams, with their article


def test_input_of_a_client_does_not_end_its_stream(follow, article, reader):
    listener = follow(article, article["version"])
    listener.socket.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 100)
    comment, _ = post(reader, article)
    assert listener.next()["new"] == [[comment, None]]


def test_lost_notifications_are_found_by_their_version(server, follow, article, reader, database):
    _, version = post(reader, article)
    listener = follow(article, version)
    time.sleep(0.2)
    before = metric(server, "madang_live_repairs_total")
    database.sql("select core.article_bump(%s, 0, 'edit', c.id) from core.comment c where c.article_id = %s", [article["id"], article["id"]])
    event = listener.next()         # nobody has announced it
    assert len(event["edited"]) == 1 and event["v"] == version + 1
    time.sleep(0.2)
    assert metric(server, "madang_live_repairs_total") > before


def test_a_lower_version_after_a_restore_tells_all_to_load_again(follow, article, reader, database):
    for _ in range(3):
        _, version = post(reader, article)
    listener = follow(article, version)
    database.sql("update core.article set version = %s where id = %s returning 1", [version - 2, article["id"]])
    event = listener.next()
    assert (event["event"], event["v"]) == ("reset", version - 2)


def test_a_reader_who_does_not_read_is_disconnected_and_delays_nobody(make_database, make_server):
    server = make_server(make_database(), {"live.collect": "50ms", "live.keepalive": "600ms", "live.send_buffer": "4kB", "server.workers": 1,
                                           "http.write_timeout": "1s"}).start()
    from fixture_site import create_account, sign_in
    create_account(server, "boss", "admin")
    create_account(server, "writer", "reader")
    boss, writer = sign_in(Client(server.url), "boss"), sign_in(Client(server.url), "writer")
    article = boss.post("/v1/articles", {"key": "slow", "url": "https://news.example/slow", "title": "Slow"}).json
    with Listener(server.url, article["id"], 1, read=False, receive_buffer=2048), Listener(server.url, article["id"], 1) as fast:
        server.wait_for(lambda: metric(server, "madang_live_streams") == 2)
        deadline, told = time.monotonic() + 60, 0
        while metric(server, "madang_live_streams") == 2 and time.monotonic() < deadline:
            for _ in range(12):
                assert writer.post(f"/v1/articles/{article['id']}/comments", {"body": "many words"}).status == 201
            event = fast.next()
            told += len(event["new"]) + event["more"]
        assert metric(server, "madang_live_streams") == 1
        assert not fast.ended.is_set()
    server.stop()


def test_a_stop_ends_all_streams_with_a_random_time(make_database, make_server):
    server = make_server(make_database(), {"live.retry_min": "1s", "live.retry_max": "9s", "live.streams_per_address": 300}).start()
    from fixture_site import create_account, sign_in
    create_account(server, "boss", "admin")
    article = sign_in(Client(server.url), "boss").post("/v1/articles", {"key": "stop", "url": "https://news.example/stop", "title": "Stop"}).json
    listeners = [Listener(server.url, article["id"], 1) for _ in range(200)]
    before = [listener.retry for listener in listeners]
    began = time.monotonic()
    server.stop()
    assert time.monotonic() - began < 5
    assert all(listener.ended.wait(5) for listener in listeners)
    retries = [listener.retry for listener in listeners]
    assert retries != before and len(set(retries)) > 100 and all(1000 <= r <= 9000 for r in retries)
    for listener in listeners:
        listener.close()


def test_switching_streams_off_ends_them_and_answers_204(make_database, make_server):
    server = make_server(make_database(), {"live.on": "on"}).start()
    from fixture_site import create_account, sign_in
    create_account(server, "boss", "admin")
    article = sign_in(Client(server.url), "boss").post("/v1/articles", {"key": "off", "url": "https://news.example/off", "title": "Off"}).json
    with Listener(server.url, article["id"], 1) as listener:
        server.reload({"live.on": "off"})
        assert listener.ended.wait(10)
    assert Client(server.url).get(f"/v1/articles/{article['id']}/events").status == 204
    server.stop()
