# SPDX-License-Identifier: Apache-2.0
"""Goal: the head of a page tells search engines and other sites what the page is, and which pages to leave out."""
import html
import re
import uuid

import pytest

HTML = {"Accept": "text/html"}
SITE = "The Default Courier"


def head(api, path, **fields):
    """{name: content} of a page's head: title, canonical, and its meta elements."""
    text = api.get(path, headers={**HTML, **fields}, check=False).text
    text = text[:text.index("</head>")]
    found = {name: html.unescape(content) for name, content in re.findall(r'<meta (?:name|property)="([^"]*)" content="([^"]*)">', text)}
    found["title"] = html.unescape(re.search(r"<title>(.*?)</title>", text)[1])
    found["canonical"] = next(iter(re.findall(r'<link rel="canonical" href="([^"]*)">', text)), None)
    return found


@pytest.fixture
def story(admin, reader):
    key = f"head-{uuid.uuid4()}"
    made = admin.api.post("/v1/articles", {"key": key, "url": f"https://news.example/{key}", "title": '해누리섬 "밤배" & <b>'}).json
    for n in range(3):
        made["last"] = reader.api.post(f"/v1/articles/{made['id']}/comments", {"body": f"comment {n}"}).json["comment"]["id"]
    return made


def test_a_discussion_has_the_titles_of_article_and_site(api, server, story):
    got = head(api, f"/a/{story['id']}")
    assert got["title"] == f"{story['title']} · {SITE}"
    assert got["description"] == f"Discussion of the article “{story['title']}”: 3 comments."
    assert got["og:title"] == story["title"] and got["og:site_name"] == SITE and got["og:type"] == "article"
    assert got["og:description"] == got["description"]
    assert got["canonical"] == got["og:url"] == f"{server.url}/a/{story['id']}"
    assert "robots" not in got


@pytest.mark.parametrize("query", ["?sort=best", "?theme=dark", "?sort=oldest&limit=1"])
def test_other_orders_are_the_same_page_to_search_engines(api, server, story, query):
    got = head(api, f"/a/{story['id']}{query}")
    assert got["canonical"] == f"{server.url}/a/{story['id']}" and "robots" not in got


def test_later_pages_are_not_indexed(api, server, story):
    first = api.get(f"/a/{story['id']}?limit=1", headers=HTML, check=False).text
    following = html.unescape(re.search(r'data-more="" href="([^"]*)"', first)[1])
    got = head(api, following)
    assert "cursor=" in following and got["robots"] == "noindex" and got["canonical"] == f"{server.url}/a/{story['id']}"


def test_pages_in_frames_are_not_indexed(api, server, story):
    for path in (f"/{story['id']}", f"/{story['id']}/c/{story['last']}"):
        got = head(api, f"/embed{path}")
        assert got["robots"] == "noindex" and got["canonical"] == f"{server.url}/a{path}"


def test_a_comment_has_a_title_of_its_own(api, reader, server, story):
    got = head(api, f"/a/{story['id']}/c/{story['last']}")
    assert got["title"] == f"Comment by {reader.username} on “{story['title']}” · {SITE}"
    assert got["description"] == f"Comment by {reader.username} on “{story['title']}”, with 0 replies."
    assert got["canonical"] == f"{server.url}/a/{story['id']}/c/{story['last']}" and "robots" not in got


def test_a_removed_comment_is_not_indexed(api, reader, story):
    reader.api.post(f"/v1/articles/{story['id']}/comments", {"body": "an answer", "parent_id": story["last"]})
    gone = reader.api.delete(f"/v1/articles/{story['id']}/comments/{story['last']}")
    got = head(api, f"/a/{story['id']}/c/{story['last']}", **{"Madang-Min-Version": gone.headers["madang-version"]})
    assert got["robots"] == "noindex" and reader.username not in got["title"]


@pytest.mark.parametrize("path", ["/sign-in", "/sign-up", "/notices/illegal", "/a/00000000-0000-7000-8000-000000000000"])
def test_forms_and_errors_are_not_indexed(api, path):
    got = head(api, path)
    assert got["robots"] == "noindex" and got["canonical"] is None and got["title"].endswith(f" · {SITE}")


def test_account_pages_are_not_indexed(reader):
    assert head(reader.api, "/account")["robots"] == "noindex"


def test_house_rules_are_indexed(api, server):
    got = head(api, "/house-rules/default")
    assert got["title"] == f"House rules · {SITE}" and got["canonical"] == f"{server.url}/house-rules/default" and "robots" not in got


@pytest.mark.parametrize("kind", ["/a", "/embed", "/fragment"])
def test_a_featured_comment_is_marked_everywhere(api, moderator, story, kind):
    before = api.get(f"{kind}/{story['id']}", headers=HTML, check=False).text
    done = moderator.api.patch(f"/v1/moderation/comments/{story['last']}", {"featured": True})
    version = {"Madang-Min-Version": str(done.json["article_version"])}
    after = api.get(f"{kind}/{story['id']}", headers={**HTML, **version}, check=False).text
    assert before.count("Picked by the editors") == 0 and after.count("Picked by the editors") == 1
    at = after.index("Picked by the editors")
    assert after.rindex("<article", 0, at) == after.rindex("<article", 0, after.index("comment 2"))


# ---- recent discussions

def recent(api):
    """(path, text) of each entry of the start page, in order."""
    page = api.get("/", headers=HTML, check=False).text
    return [(path, html.unescape(text)) for path, text in re.findall(r'<h2 dir="auto"><a href="([^"]*)">(.*?)</li>', page, re.S)]


def test_the_start_page_lists_discussions_by_their_newest_comment(api, admin, reader, story):
    other = admin.api.post("/v1/articles", {"key": f"head-{uuid.uuid4()}", "url": f"https://news.example/{uuid.uuid4()}", "title": "Other"}).json
    assert f"/a/{other['id']}" not in dict(recent(api))        # nobody has commented
    assert recent(api)[0][0] == f"/a/{story['id']}"
    reader.api.post(f"/v1/articles/{other['id']}/comments", {"body": "hello"})
    (first, _), (second, text) = recent(api)[:2]
    assert (first, second) == (f"/a/{other['id']}", f"/a/{story['id']}")
    assert story["title"] in text and SITE in text and "3 comments" in text and "last comment" in text


def test_the_start_page_has_no_hidden_article(api, admin, story):
    admin.api.patch(f"/v1/articles/{story['id']}", {"state": "hidden"})
    assert f"/a/{story['id']}" not in dict(recent(api))


def test_the_start_page_has_twenty_discussions_at_most(api, admin, reader):
    for n in range(21):
        made = admin.api.post("/v1/articles", {"key": f"head-{uuid.uuid4()}", "url": f"https://news.example/{uuid.uuid4()}", "title": f"Many {n}"}).json
        assert reader.api.post(f"/v1/articles/{made['id']}/comments", {"body": "hello"}).status == 201
    assert len(recent(api)) == 20


def test_the_start_page_says_what_it_is(api, server):
    got = head(api, "/")
    assert got["title"] == f"Discussions · {SITE}" and got["canonical"] == f"{server.url}/" and "robots" not in got
    assert got["description"] == f"The articles on {SITE} that readers discuss now."
