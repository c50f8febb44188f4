# SPDX-License-Identifier: Apache-2.0
"""Goal: a bulk job is previewed, runs in batches, survives pause and kill, decides each case exactly once, and is undone as one."""
import signal

import pytest

SETTINGS = {"limits.rates": "off", "rules.refresh": "50ms", "jobs.poll_interval": "20ms", "jobs.batch": 10, "jobs.pause": 0, "jobs.lease": "5s"}


def post(account, article, body):
    answer = account.api.post(f"/v1/articles/{article['id']}/comments", {"body": body, "parent_id": None})
    assert answer.status == 201, answer
    return answer.json["comment"]


def make(moderator, filter, action="reject", reason="spam"):
    return moderator.api.post("/v1/moderation/jobs", {"filter": filter, "action": action, "reason": reason, "note": "A wave."})


def move(moderator, job, verb):
    return moderator.api.post(f"/v1/moderation/jobs/{job}/{verb}")


def progress(moderator, job):
    answer = moderator.api.get(f"/v1/moderation/jobs/{job}")
    assert answer.status == 200, answer
    return answer.json["job"]


def finished(server, moderator, job, state="done"):
    server.wait_for(lambda: progress(moderator, job)["state"] == state, 30, f"the job {state}")
    return progress(moderator, job)


@pytest.fixture
def restart(server, api, reader, moderator, admin):
    """restart(end) ends the server by calling end, starts it again and closes the clients' connections."""
    def again(end):
        end()
        for client in (api, reader.api, moderator.api, admin.api):
            client.close()
        server.start()
    return again


def shown(api, article):
    return [n["id"] for n in api.get(f"/v1/articles/{article['id']}/comments", query={"limit": 100}).json["comments"]]


def test_a_wave_of_comments_is_rejected_and_undone_as_one(server, database, api, article, reader, moderator, make_account):
    made = [post(reader, article, f"Buy my pills {i}!") for i in range(35)]
    other = [post(make_account("reader"), article, "I mean it well.")]
    server.wait_for(lambda: database.one("select count(*) from core.search_queue") == 0, what="the search's copy of the texts")
    previewed = make(moderator, {"article": article["id"], "text": "MY PILLS"})
    assert previewed.status == 201, previewed
    job = previewed.json["job"]
    assert (job["state"], job["matched"], job["more"], len(previewed.json["sample"])) == ("preview", 35, False, 10)
    assert len(shown(api, article)) == 36, "a preview decides nothing"
    assert move(moderator, job["id"], "pause").code == "conflict"
    assert move(moderator, job["id"], "start").status == 200
    done = finished(server, moderator, job["id"])
    assert (done["decided"], done["skipped"]) == (35, 0)
    server.wait_for(lambda: all(shown(api, article) == [other[0]["id"]] for _ in range(6)), what="the wave gone from every worker's page")
    assert database.one("select count(*) from core.decision where job_id = %s", [job["id"]]) == 35
    log = moderator.api.get("/v1/moderation/decisions", query={"comment": made[0]["id"]}).json["decisions"]
    assert [(d["action"], d["reason"], d["note"]) for d in log] == [("reject", "spam", "A wave.")]
    # Two of them change afterwards, so undo leaves those two alone.
    version = moderator.api.get(f"/v1/moderation/cases/{made[3]['id']}").json["version"]
    moderator.api.post("/v1/moderation/decisions", {"decisions": [{"case": made[3]["id"], "version": version, "action": "restore"}]})
    reader.api.delete(f"/v1/articles/{article['id']}/comments/{made[4]['id']}")
    assert move(moderator, job["id"], "undo").status == 200
    back = finished(server, moderator, job["id"], "undone")
    assert (back["undone"], back["kept"]) == (33, 2)
    assert database.one("select count(*) from core.case_file f join core.comment c on c.id = f.comment_id where f.state = 'open' and c.article_id = %s",
                        [article["id"]]) == 0, "no report asked for a decision, so no case is open"
    server.wait_for(lambda: all(len(shown(api, article)) == 35 for _ in range(6)), what="the wave on every worker's page again")
    assert database.sql("select * from core.recount()") == []


def test_a_paused_job_can_be_resumed(restart, server, database, article, reader, moderator):
    for i in range(60):
        post(reader, article, f"Number {i} of many.")
    job = make(moderator, {"author": reader.id, "article": article["id"], "state": "published"}).json["job"]["id"]
    move(moderator, job, "start")
    server.wait_for(lambda: progress(moderator, job)["decided"] >= 10, what="the first batch")
    paused = move(moderator, job, "pause")
    assert paused.status == 200 or paused.code == "conflict", "unless it was done sooner"
    at = progress(moderator, job)["decided"]
    assert progress(moderator, job)["decided"] == at
    move(moderator, job, "start")
    restart(lambda: server.end(signal.SIGTERM))     # another worker resumes the job
    done = finished(server, moderator, job)
    assert (done["decided"], done["skipped"]) == (60, 0)
    assert database.one("select count(*) from core.decision where job_id = %s", [job]) == 60


def test_a_killed_job_resumes_and_decides_exactly_once(restart, server, database, article, reader, moderator):
    for i in range(80):
        post(reader, article, f"Never again {i}.")
    job = make(moderator, {"article": article["id"]}).json["job"]["id"]
    move(moderator, job, "start")
    server.wait_for(lambda: 0 < database.one("select decided from core.job where id = %s", [job]), what="the first batch")
    restart(server.kill)
    before = database.sql("select decided, (select count(*) from core.decision d where d.job_id = j.id) from core.job j where id = %s", [job])[0]
    assert before[0] == before[1], "progress and decisions are one commit"
    done = finished(server, moderator, job)
    assert done["decided"] == 80
    assert database.sql("select count(*), count(distinct comment_id) from core.decision where job_id = %s", [job]) == [(80, 80)]
    assert database.sql("select * from core.recount()") == []


def test_the_list_has_every_job_once(article, reader, moderator, make_account):
    post(reader, article, "One of them.")
    made = [make(moderator, {"article": article["id"]}).json["job"]["id"] for _ in range(5)]
    got, cursor = [], None
    while True:
        answer = moderator.api.get("/v1/moderation/jobs", query={"limit": 2, **({"cursor": cursor} if cursor else {})})
        assert answer.status == 200, answer
        got += [j["id"] for j in answer.json["jobs"]]
        cursor = answer.json["next"]
        if cursor is None:
            break
    assert got[:5] == made[::-1] and len(got) == len(set(got))
    assert moderator.api.get("/v1/moderation/jobs", query={"cursor": "nonsense"}).code == "bad_cursor"
    assert reader.api.get("/v1/moderation/jobs").status == 403


def test_cases_claimed_by_others_are_skipped(server, article, reader, moderator, make_account):
    held = post(reader, article, "Somebody looks at this.")
    colleague = make_account("moderator")
    report = make_account("reader")
    report.api.post(f"/v1/articles/{article['id']}/comments/{held['id']}/reports", {"reason": "spam"})
    assert len(colleague.api.post("/v1/moderation/claims", {"article": article["id"]}).json["cases"]) == 1
    post(moderator, article, "The moderator's own.")
    post(reader, article, "Free to reject.")
    job = make(moderator, {"article": article["id"]}).json["job"]
    assert job["matched"] == 2, "a job excludes its maker's own comments"
    move(moderator, job["id"], "start")
    done = finished(server, moderator, job["id"])
    assert (done["decided"], done["skipped"]) == (1, 1), "a colleague's claim holds"


def test_a_job_takes_names_and_addresses(server, database, article, admin, moderator, make_account):
    """Of the author, in any spelling that is the same name; of the article its key, its address and a former address."""
    author, other = make_account("reader"), make_account("reader")
    for who in (author, author, other):
        post(who, article, "By name.")
    count = lambda **f: make(moderator, f).json["job"]     # noqa: E731
    here = {"article": article["key"]}
    job = count(author=author.username.upper(), **here)
    assert job["matched"] == 2 and job["author"]["username"] == author.username and job["article"]["title"] == article["title"]
    assert job["filter"] == {"author": author.id, "article": article["id"]}
    assert count(article=article["url"])["matched"] == 3 and count(article=article["id"])["matched"] == 3
    moved = article["url"] + "-moved"
    assert admin.api.patch(f"/v1/articles/{article['id']}", {"url": moved}).status == 200
    assert count(article=article["url"])["matched"] == count(article=moved)["matched"] == 3
    for filter, code in (({"author": "nobody of this name"}, "unknown_author"), ({"author": "\u200b"}, "unknown_author"),
                         ({"article": "no such key"}, "unknown_article"), ({"article": "https://elsewhere.example/1"}, "unknown_article")):
        answer = make(moderator, {**filter, "text": "name"})
        assert answer.status == 422 and answer.json["fields"] == [{**answer.json["fields"][0], "field": "filter." + next(iter(filter)), "code": code}], answer
    server.cli("site", "create", "jobs-second")
    second = admin.api.post("/v1/articles", {"key": article["key"], "url": "https://second.example/1", "title": "Elsewhere", "site": "jobs-second"})
    assert second.status == 201, second
    assert make(admin, here).json["fields"][0]["code"] == "several_articles"
    local = make_account("reader")
    local.give_role(server, "moderator", "--site", "default")
    assert make(local, here).json["job"]["matched"] == 3, "a moderator of one site means the article of that site"
    assert make(local, {"article": second.json["url"]}).json["fields"][0]["code"] == "unknown_article"


def test_a_job_decides_the_comments_of_open_or_closed_cases(article, reader, moderator, make_account):
    made = [post(reader, article, f"Case {i}") for i in range(3)]
    who = make_account("reader")
    for one in made[:2]:
        who.api.post(f"/v1/articles/{article['id']}/comments/{one['id']}/reports", {"reason": "spam"})
    version = moderator.api.get(f"/v1/moderation/cases/{made[0]['id']}").json["version"]
    moderator.api.post("/v1/moderation/decisions", {"decisions": [{"case": made[0]["id"], "version": version, "action": "approve"}]})
    count = lambda **f: make(moderator, {"article": article["id"], **f}).json["job"]["matched"]     # noqa: E731
    assert [count(), count(case="any"), count(case="open"), count(case="closed")] == [3, 2, 1, 1]
    opened = moderator.api.get(f"/v1/moderation/cases/{made[1]['id']}").json["opened_at"]
    assert count(case="any", **{"from": opened}) == 1 and count(case="any", to=opened) == 1
    assert make(moderator, {"case": "ajar"}).json["fields"][0]["code"] == "unknown_value"


def test_jobs_filter_by_reason_rule_and_time(article, reader, moderator, make_account):
    made = [post(reader, article, f"Thing {i}") for i in range(3)]
    who = make_account("reader")
    who.api.post(f"/v1/articles/{article['id']}/comments/{made[0]['id']}/reports", {"reason": "hate"})
    count = lambda **f: make(moderator, {"article": article["id"], **f}).json["job"]["matched"]     # noqa: E731
    assert count(reason="hate") == 1 and count(reason="spam") == 0 and count(rule="words") == 0
    assert count(to=made[1]["created_at"]) == 1 and count(**{"from": made[1]["created_at"]}) == 2


def test_malformed_jobs_are_refused(article, reader, moderator, make_account):
    for body, field in (({"filter": {}, "action": "reject", "reason": "spam"}, "filter"),
                        ({"filter": {"author": "x"}, "action": "reject", "reason": "spam"}, "filter.author"),
                        ({"filter": {"shoe": "x"}, "action": "reject", "reason": "spam"}, "filter"),
                        ({"filter": {"from": "monday"}, "action": "reject", "reason": "spam"}, "filter.from"),
                        ({"filter": {"text": "x"}, "action": "burn"}, "action"),
                        ({"filter": {"text": "x"}, "action": "reject"}, "reason"),
                        ({"filter": {"text": "x"}, "action": "reject", "reason": "because"}, "reason")):
        answer = moderator.api.post("/v1/moderation/jobs", body)
        assert answer.status == 422 and answer.json["fields"][0]["field"] == field, answer
    for who in (reader, make_account("auditor")):
        assert make(who, {"article": article["id"]}).status == 403
    job = make(moderator, {"article": article["id"]}).json["job"]["id"]
    nothing = "01900000-0000-7000-8000-000000000000"
    assert moderator.api.get(f"/v1/moderation/jobs/{nothing}").status == 404
    assert move(moderator, nothing, "start").status == 404
    assert move(reader, job, "start").status == 403
    with pytest.raises(AssertionError):
        progress(reader, job)


def test_only_the_maker_of_a_job_starts_it(article, reader, moderator, make_account):
    """It decides in the maker's name; a colleague may see, stop and undo it."""
    post(reader, article, "Buy my pills!")
    job = make(moderator, {"article": article["id"]}).json["job"]["id"]
    colleague = make_account("moderator")
    assert progress(colleague, job)["state"] == "preview"
    assert move(colleague, job, "start").code == "forbidden"
    assert progress(moderator, job)["state"] == "preview"
    assert move(moderator, job, "start").status == 200
