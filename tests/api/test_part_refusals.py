# SPDX-License-Identifier: Apache-2.0
"""Goal: a form in place that is refused is answered with a part for every cause: the reason in one box, and the text kept."""
import re

import pytest
import requests

from visitor import comment
from world import form_token

SETTINGS = {"limits.rates": "off", "server.workers": 1, "rules.refresh": "50ms"}
TEXT = "Words that must not be lost, <b>잃지 않을</b>"
SHOWN = "Words that must not be lost, &lt;b&gt;잃지 않을&lt;/b&gt;"
PART = {"Madang-Part": "1", "Accept": "text/html"}


def send(server, account, path, fields, token=None):
    return requests.post(server.url + path, data={**fields, "form_token": token or form_token(account.token)}, allow_redirects=False,
                         headers={**PART, "Origin": server.url, "Cookie": f"madang={account.token}"}, timeout=30)


def refused(answer, status):
    """The words of the one box with the reason; the answer is a part, and is private."""
    assert answer.status_code == status and "location" not in answer.headers, (answer.status_code, answer.text)
    assert answer.headers["cache-control"] == "private, no-store"
    assert "<html" not in answer.text and "<main" not in answer.text and "<h1" not in answer.text
    assert answer.text.count('class="errors" role="alert"') == 1, answer.text
    box = re.search(r'<div class="errors".*?</div>\n', answer.text, re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", box).split())


def write(server, account, article, **more):
    return send(server, account, f"/a/{article['id']}/comments", {"body": TEXT}, **more)


@pytest.fixture
def who(make_account):
    return make_account("reader")


def impose(moderator, account, kind):
    body = {"kind": kind, "reason": "harassment", "site": "default"}
    assert moderator.api.post(f"/v1/moderation/accounts/{account.id}/sanctions", body).status == 201


def test_403_of_a_form_of_another_session(server, article, who):
    answer = write(server, who, article, token="A" * 43)
    assert "form" in refused(answer, 403) and SHOWN in answer.text


def test_403_of_a_muted_reader_says_until_when(server, article, who, moderator):
    impose(moderator, who, "mute")
    answer = write(server, who, article)
    assert "muted" in refused(answer, 403) and SHOWN in answer.text


def test_403_of_a_banned_reader(server, api, article, who, moderator):
    impose(moderator, who, "ban")
    who.sign_in(api)
    answer = write(server, who, article)
    assert "banned" in refused(answer, 403) and SHOWN in answer.text


def test_a_banned_reader_is_told_in_place_of_the_form_of_a_report(server, api, article, who, reader, moderator):
    one = comment(reader, article)
    impose(moderator, who, "ban")
    who.sign_in(api)
    answer = requests.get(f"{server.url}/a/{article['id']}/c/{one}/report", headers={**PART, "Cookie": f"madang={who.token}"}, timeout=30)
    assert answer.status_code == 200 and answer.text.lstrip().startswith('<section class="part"'), answer.text
    assert "You are banned here" in answer.text and "<form" not in answer.text and 'data-cancel=""' in answer.text


def test_slow_mode_says_how_long(server, article, who, admin):
    assert admin.api.patch(f"/v1/articles/{article['id']}", {"slow_mode": 3600}).status == 200
    assert write(server, who, article).status_code == 201
    answer = write(server, who, article)
    assert "slow mode" in refused(answer, 429).lower() and SHOWN in answer.text
    assert int(answer.headers["retry-after"]) > 3000


def test_413_says_that_nothing_was_sent(server, article, who):
    answer = send(server, who, f"/a/{article['id']}/comments", {"body": "가" * 40000})
    assert "larger than" in refused(answer, 413)


def test_429_of_too_many_comments(server, database, make_server, article, who):
    strict = make_server(database, {**SETTINGS, "limits.rates": "on", "limits.writes": 1}).start()
    for _ in range(40):
        answer = write(strict, who, article)
        if answer.status_code == 429:
            break
    assert "Wait" in refused(answer, 429) and SHOWN in answer.text and int(answer.headers["retry-after"]) > 0


def test_503_without_a_database_says_that_the_form_counts_once(server, database, make_server, article, who):
    away = make_server(database, {**SETTINGS, "database.backoff_max": "50ms"})
    away.settings["database.url"] = away.settings["database.owner_url"] = "postgresql://nobody@127.0.0.1:1/nothing"
    away.write()
    away.start(wait="healthz")
    answer = write(away, who, article)
    refused(answer, 503)
    assert SHOWN in answer.text and answer.headers["retry-after"] == "1"


def test_401_links_to_the_page_of_the_reader(server, article, who, reader):
    one = comment(reader, article)
    session = next(s for s in who.api.get("/v1/account/sessions").json["sessions"] if s["current"])
    assert who.api.delete(f"/v1/account/sessions/{session['id']}").status == 204
    back = f"/a/{article['id']}?sort=oldest"
    answer = send(server, who, f"/a/{article['id']}/c/{one}/report", {"reason": "spam", "back": back})
    words = refused(answer, 401)
    assert f'href="/sign-in?next=/a/{article["id"]}%3Fsort%3Doldest"' in answer.text.replace("%2F", "/") and "Back to the discussion" not in words
