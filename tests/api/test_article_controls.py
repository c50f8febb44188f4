# SPDX-License-Identifier: Apache-2.0
"""Goal: slow mode, closing at a time or after silence, locked threads, pinned and featured comments."""
import datetime

SETTINGS = {"limits.rates": "off", "rules.refresh": "50ms", "sweep.every": "50ms"}


def post(account, article, body="A comment.", parent=None):
    return account.api.post(f"/v1/articles/{article['id']}/comments", {"body": body, "parent_id": parent})


def patch(moderator, article, **change):
    return moderator.api.patch(f"/v1/articles/{article['id']}", change)


def mark(moderator, comment, **marks):
    return moderator.api.patch(f"/v1/moderation/comments/{comment['id']}", marks)


def state(api, article):
    return api.get(f"/v1/articles/{article['id']}").json["state"]


def rfc3339(seconds):
    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def test_slow_mode_refuses_a_second_comment_too_soon(article, reader, moderator, make_account, clock):
    assert patch(moderator, article, slow_mode=60).json["slow_mode"] == 60
    assert post(reader, article).status == 201
    late = post(reader, article, "Another.")
    assert (late.status, late.code) == (429, "slow_mode")
    assert f"Wait {late.headers['Retry-After']} second" in late.json["detail"]
    assert 50 <= int(late.headers["retry-after"]) <= 60
    assert post(make_account("reader"), article).status == 201, "everybody has an own clock"
    assert [post(moderator, article).status for _ in range(2)] == [201, 201], "moderators wait for nobody"
    clock(61)
    assert post(reader, article, "Another.").status == 201
    assert "slow_mode" not in patch(moderator, article, slow_mode=0).json
    assert post(reader, article, "At once.").status == 201


def test_slow_mode_accepts_a_retry_of_the_same_comment(article, reader, moderator):
    patch(moderator, article, slow_mode=60)
    path, body = f"/v1/articles/{article['id']}/comments", {"body": "Only once.", "parent_id": None}
    key = {"Idempotency-Key": "01900000-0000-7000-8000-0000000000aa"}
    one, two = (reader.api.post(path, body, headers=key) for _ in range(2))
    assert one.status == two.status == 201 and one.json["comment"]["id"] == two.json["comment"]["id"]


def test_an_article_closes_at_its_time(server, api, article, reader, moderator, clock):
    assert patch(moderator, article, closes_at=rfc3339(600)).json["closes_at"]
    assert post(reader, article).status == 201
    clock(601)
    assert post(reader, article).code == "article_closed", "to the second, whenever the sweep comes"
    server.wait_for(lambda: all(state(api, article) == "closed" for _ in range(6)), what="closed on every worker's page")
    assert "closes_at" not in api.get(f"/v1/articles/{article['id']}").json
    assert patch(moderator, article, state="open").json["state"] == "open"
    assert post(reader, article).status == 201


def test_a_closing_time_can_be_removed(article, moderator):
    patch(moderator, article, closes_at=rfc3339(600))
    assert "closes_at" not in patch(moderator, article, closes_at="never").json
    for bad in ({"closes_at": "tomorrow"}, {"closes_at": "2020-01-01T00:00:00Z"}, {"slow_mode": -1}, {"closes_after": 10**10}):
        answer = patch(moderator, article, **bad)
        assert answer.status == 422 and [f["field"] for f in answer.json["fields"]] == list(bad), answer


def test_an_article_closes_after_silence(server, api, database, article, reader, moderator, clock):
    patch(moderator, article, closes_after=3600)
    clock(1800)
    assert post(reader, article).status == 201      # its time is the worker's clock: half an hour ago
    clock(3500)
    assert state(api, article) == "open"
    clock(3700)
    server.wait_for(lambda: all(state(api, article) == "closed" for _ in range(6)), what="closed after the silence")
    why = database.sql("select codes ->> 'why' from core.audit where object_id = %s and actor_id is null", [article["id"]])
    assert why == [("silence",)]


def test_a_locked_thread_takes_no_replies(api, article, reader, moderator):
    top = post(reader, article, "Top.").json["comment"]
    below = post(reader, article, "Below.", top["id"]).json["comment"]
    other = post(reader, article, "Other.").json["comment"]
    answer = mark(moderator, top, locked=True)
    assert answer.status == 200 and answer.json["marks"] == ["locked"]
    for parent in (top, below):
        refused = post(reader, article, "No.", parent["id"])
        assert (refused.status, refused.code) == (409, "thread_locked")
    assert post(reader, article, "Yes.", other["id"]).status == 201
    assert post(reader, article, "Yes.").status == 201
    page = api.get(f"/v1/articles/{article['id']}/comments").json
    assert {n["id"]: n.get("locked") for n in page["comments"]}[top["id"]] is True
    assert page["article"]["marks"] == {"locked": [top["id"]]}
    assert mark(moderator, top, locked=False).json["marks"] == []
    assert post(reader, article, "Again.", below["id"]).status == 201


def locked_below(answer):
    """Every comment of an answer, at any depth: id -> whether it says that it is locked."""
    found = {}
    if isinstance(answer, dict):
        if "parent_id" in answer:
            found[answer["id"]] = answer.get("locked", False)
        answer = list(answer.values())
    for value in answer if isinstance(answer, list) else ():
        found.update(locked_below(value))
    return found


def test_a_reply_says_that_its_thread_is_locked(api, article, reader, moderator):
    """Every list marks the comments that a lock holds for, and only those."""
    way, at = [None], f"/v1/articles/{article['id']}/comments"
    for depth in range(5):
        way.append(post(reader, article, f"Level {depth}.", way[-1]).json["comment"]["id"])
    beside, top = [post(reader, article, "Beside.", of).json["comment"]["id"] for of in (way[1], None)]
    lock, below = {"id": way[2]}, way[2:]
    pinned = way[4]
    assert mark(moderator, lock, locked=True).status == 200 and mark(moderator, {"id": pinned}, pinned=True).status == 200

    def told():
        answers = [api.get(at, query={"replies": 3})] + [api.get(f"{at}/{c}") for c in way[1:] + [beside]]
        answers += [api.get(f"{at}/{c}/replies", query={"sort": sort}) for c in way[1:5] for sort in ("newest", "oldest", "best", "replies")]
        assert all(a.status == 200 for a in answers), answers
        return [locked_below(a.json) for a in answers]
    seen = told()
    assert {c for found in seen for c in found} == {*way[1:], beside, top}
    for found in seen:
        assert found == {c: c in below for c in found}
    assert mark(moderator, lock, locked=False).status == 200
    assert not any(any(found.values()) for found in told())
    assert mark(moderator, {"id": way[1]}, locked=True).status == 200
    below = [*way[1:], beside]
    for found in told():
        assert found == {c: c in below for c in found}


def test_a_deep_reply_says_that_its_thread_is_locked(api, article, reader, moderator, server):
    """The locked comment is not among the ancestors that the answer has room for."""
    way, at = [None], f"/v1/articles/{article['id']}/comments"
    for depth in range(26):
        answer = post(reader, article, f"Level {depth}.", way[-1])
        assert answer.status == 201, answer
        way.append(answer.json["comment"]["id"])
    assert mark(moderator, {"id": way[2]}, locked=True).status == 200
    answer = api.get(f"{at}/{way[-1]}").json
    assert way[2] not in [a["id"] for a in answer["ancestors"]] and answer["ancestors_more"]["count"] > 0
    assert locked_below(answer) == {c: c != way[1] for c in locked_below(answer)}
    assert locked_below(api.get(f"{at}/{way[-2]}/replies").json) == {way[-1]: True}


def test_pinned_and_featured_comments_are_marked_and_listed(api, article, reader, moderator):
    made = [post(reader, article, f"Number {i}.").json["comment"] for i in range(5)]
    assert mark(moderator, made[0], pinned=True, featured=True).json["marks"] == ["featured", "pinned"]
    node = api.get(f"/v1/articles/{article['id']}/comments/{made[0]['id']}").json["comment"]
    assert node["pinned"] and node["featured"] and "locked" not in node
    assert mark(moderator, made[0], pinned=True).status == 200, "twice is once"
    assert [mark(moderator, c, pinned=True).status for c in made[1:3]] == [200, 200]
    full = mark(moderator, made[3], pinned=True)
    assert (full.status, full.code) == (409, "marks_max")
    reader.api.delete(f"/v1/articles/{article['id']}/comments/{made[4]['id']}")
    thread = f"/v1/articles/{article['id']}/comments"
    for sort in ("newest", "oldest", "best", "replies"):
        first = api.get(thread, query={"sort": sort, "limit": 2}).json
        assert [n["id"] for n in first["pinned"]] == [c["id"] for c in made[:3]] and first["pinned"][0]["pinned"], "above the thread"
        seen, page = [n["id"] for n in first["comments"]], first
        while page["next"]:
            page = api.get(thread, query={"sort": sort, "limit": 2, "cursor": page["next"]}).json
            assert "pinned" not in page
            seen += [n["id"] for n in page["comments"]]
        assert sorted(seen) == sorted(c["id"] for c in made[:4]), "and each once in its own place"
    assert moderator.api.post("/v1/moderation/decisions", {"decisions": [
        {"case": made[0]["id"], "version": 0, "action": "reject", "reason": "spam"}]}).json["results"][0]["status"] == 200
    assert [n["id"] for n in api.get(thread).json["pinned"]] == [c["id"] for c in made[1:3]]
    assert mark(moderator, made[3], pinned=True).status == 200, "which makes room"
    gone = mark(moderator, made[4], featured=True)
    assert (gone.status, gone.code) == (409, "not_shown")
    page = api.get(thread).json
    assert {n["id"] for n in page["comments"] if n.get("pinned")} == {n["id"] for n in page["pinned"]} == {c["id"] for c in made[1:4]}
    assert page["comments"][0]["id"] == made[3]["id"] and page["comments"][0]["pinned"] is True, "in its own place too"


def test_only_moderators_use_the_controls(article, reader, moderator, make_account):
    made = post(reader, article).json["comment"]
    for who in (reader, make_account("staff"), make_account("auditor")):
        assert mark(who, made, locked=True).status == 403
        assert patch(who, article, slow_mode=5).status == 403
    assert mark(moderator, {"id": "01900000-0000-7000-8000-000000000000"}, locked=True).status == 404
    bad = mark(moderator, made, locked="yes", pinned=1)
    assert bad.status == 422 and {f["field"] for f in bad.json["fields"]} == {"locked", "pinned"}
    assert mark(moderator, made, shiny=True).code == "unknown_field"
