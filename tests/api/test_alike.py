# SPDX-License-Identifier: Apache-2.0
"""Goal: open cases whose texts are alike stand as one group at the desk, and are decided together or apart."""
import re

import pytest

from visitor import comment, page, visiting

SETTINGS = {"server.workers": 1, "rules.refresh": "10min", "limits.rates": "off"}
SPAM = "Best offer ever: double your income from home, write to the address in my profile and start tomorrow morning!"
NEAR = SPAM.upper().replace(",", " ")
ID = "[0-9a-f-]{36}"


@pytest.fixture(scope="module")
def desk(server, moderator):
    yield from visiting(server, moderator)


@pytest.fixture
def story(moderator, article):
    assert moderator.api.patch(f"/v1/articles/{article['id']}", {"state": "premoderated"}).status == 200
    return article


@pytest.fixture
def flood(reader, make_account, story):
    """Held comments: two near copies by two authors, with another text between them."""
    other = make_account("reader")
    made = [comment(reader, story, SPAM), comment(reader, story, "The bridge needs a new railing before winter, says the report."), comment(other, story, NEAR)]
    return made


@pytest.fixture(autouse=True)
def nothing_else_is_open(moderator):
    """Each test decides what the one before left."""
    cases = moderator.api.get("/v1/moderation/cases", query={"limit": 100}).json["cases"]
    if cases:
        moderator.api.post("/v1/moderation/decisions", {"decisions": [{"case": c["case"], "version": c["version"], "action": "approve"} for c in cases]})


def listed(who):
    return {c["case"]: c["alike"] for c in who.api.get("/v1/moderation/cases").json["cases"]}


def shown(html):
    """The cases of the page in their order, and those whose boxes are ticked."""
    return re.findall(rf'id="case-({ID})"', html), re.findall(rf'name="case-({ID})" value="\d+" checked', html)


def test_near_copies_are_a_group_without_the_rule_repetition(moderator, flood):
    found = listed(moderator)
    assert found[flood[1]] is None
    assert found[flood[0]]["count"] == 2 and found[flood[0]] == found[flood[2]]
    assert moderator.api.get(f"/v1/moderation/cases/{flood[0]}").json["alike"] == found[flood[0]]


def test_a_group_is_ticked_with_one_link_and_decided_for_one_reason(desk, moderator, story, flood):
    html = page(desk.get(f"/desk?view=held&article={story['id']}"))
    order, ticked = shown(html)
    assert sorted(order) == sorted(flood) and abs(order.index(flood[0]) - order.index(flood[2])) == 1 and ticked == []
    assert html.count("<strong>2 alike</strong>") == 1 and html.count('class="alike"') == 2
    html = page(desk.get(re.search(r'class="tick-alike"[^>]*href="([^"]*)"', html)[1].replace("&amp;", "&")))
    order, ticked = shown(html)
    assert sorted(ticked) == sorted([flood[0], flood[2]]) and '<details class="bulk" open="">' in html and "Tick none" in html
    answer = desk.post("/desk/decide", {**{f"case-{one}": 1 for one in ticked}, "action": "reject", "reason": "spam"})
    assert "Rejected: 2 cases." in page(answer)
    assert listed(moderator) == {flood[1]: None}


def test_a_member_that_is_decided_apart_leaves_the_group(desk, moderator, flood):
    assert "1 other open case has a text like this one." in page(desk.get(f"/desk/{flood[0]}"))
    moderator.api.post("/v1/moderation/decisions", {"decisions": [{"case": flood[0], "version": 1, "action": "approve"}]})
    assert listed(moderator) == {flood[1]: None, flood[2]: None}
    assert 'class="alike"' not in page(desk.get("/desk"))


def test_a_page_says_that_more_of_a_group_follow(desk, reader, story):
    for _ in range(3):
        comment(reader, story, SPAM)
    html = page(desk.get("/desk?limit=2"))
    assert "<strong>3 alike, 2 of them here</strong>" in html and "Tick these 2" in html
    html = page(desk.get(re.search(r'href="([^"]*cursor=[^"]*)"', html)[1].replace("&amp;", "&")))
    assert 'class="alike"' not in html and len(shown(html)[0]) == 1       # one case alone needs no link


def test_an_edit_takes_a_case_out_of_its_group(reader, moderator, story, flood):
    answer = reader.api.request("PATCH", f"/v1/articles/{story['id']}/comments/{flood[0]}", {"body": "Nothing to sell, sorry about that.", "revision": 1})
    assert answer.status == 200
    assert set(listed(moderator).values()) == {None}
