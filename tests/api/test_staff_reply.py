# SPDX-License-Identifier: Apache-2.0
"""Goal: a moderator answers a comment from its case, and loses neither the text nor the case."""
import re

import pytest

from visitor import comment, key, page, visiting

SETTINGS = {"server.workers": 1}


@pytest.fixture(scope="module")
def desk(server, moderator):
    yield from visiting(server, moderator)


@pytest.fixture
def case(reader, make_account, article):
    made = comment(reader, article, "When does the ferry run again?")
    assert make_account().api.post(f"/v1/articles/{article['id']}/comments/{made}/reports", {"reason": "spam"}).status == 201
    return made


def form(shown):
    """The reply's form: its action and hidden fields."""
    found = re.search(r'<details class="answer">.*?<form method="post" action="([^"]+)">(.*?)</form>', shown, re.S)
    return found and (found[1], dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', found[2])))


def replies(api, article):
    return [c for top in api.get(f"/v1/articles/{article['id']}/comments").json["comments"] for c in top["replies"]["comments"]]


def test_a_reply_has_a_badge_and_leaves_the_case_open(desk, api, moderator, article, case):
    action, sent = form(page(desk.get(f"/desk/{case}")))
    answer = desk.post(action, {**sent, "body": "From Monday on."})
    assert answer.headers["location"] == f"/desk/{case}?said=replied"
    assert "Your reply is published." in page(desk.get(answer.headers["location"]))
    assert [(c["html"].strip(), c["author"]["role"]) for c in replies(api, article)] == [('<p dir="auto">From Monday on.</p>', "moderator")]
    assert moderator.api.get(f"/v1/moderation/cases/{case}").json["version"] == 1


def test_a_reply_that_is_sent_twice_counts_once(desk, api, article, case):
    action, sent = form(page(desk.get(f"/desk/{case}")))
    for _ in range(2):
        assert desk.post(action, {**sent, "body": "Once."}).status_code == 303
    assert len(replies(api, article)) == 1


def test_a_refused_reply_keeps_its_text(desk, api, article, case):
    action, sent = form(page(desk.get(f"/desk/{case}")))
    answer = desk.post(action, {**sent, "body": "x" * 20001})
    assert answer.status_code == 422 and "x" * 20001 in answer.text
    again = {**dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.text)), "body": "Shorter."}
    assert desk.post(action, again).headers["location"] == f"/desk/{case}?said=replied"
    assert [c["html"].strip() for c in replies(api, article)] == ['<p dir="auto">Shorter.</p>']


def test_a_reply_to_a_comment_that_was_removed_meanwhile_keeps_its_text(desk, moderator, article, case):
    action, sent = form(page(desk.get(f"/desk/{case}")))
    assert moderator.api.post("/v1/moderation/decisions", {"decisions": [
        {"case": case, "version": 1, "action": "reject", "reason": "spam"}]}).json["results"][0]["status"] == 200
    answer = desk.post(action, {**sent, "body": "Too late."})
    assert answer.status_code == 422 and "Too late." in answer.text
    assert form(page(desk.get(f"/desk/{case}"))) is None


def test_a_closed_article_refuses_the_reply_and_shows_its_text(desk, moderator, article, case):
    action, sent = form(page(desk.get(f"/desk/{case}")))
    assert moderator.api.patch(f"/v1/articles/{article['id']}", {"state": "closed"}).status == 200
    answer = desk.post(action, {**sent, "body": "After the end."})
    assert answer.status_code == 409 and "After the end." in answer.text
