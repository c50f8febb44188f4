# SPDX-License-Identifier: Apache-2.0
"""Goal: pages of newspapers include discussions, frame them and count their comments, without a query where nothing changed."""
import json
import re
from urllib.parse import quote

import pytest

HTML = {"Accept": "text/html"}
LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def fragment(api, path, **fields):
    return api.get(f"/fragment{path}", headers={**HTML, **fields}, check=False)


@pytest.fixture
def thread(reader, article):
    """An article with a comment that has a reply."""
    first = reader.api.post(f"/v1/articles/{article['id']}/comments", {"body": "마당에 <모인> **사람들** & friends"}).json["comment"]
    reader.api.post(f"/v1/articles/{article['id']}/comments", {"body": "An answer.", "parent_id": first["id"]})
    return {**article, "first": first["id"]}


def test_the_fragment_is_bare_html_for_everybody(api, reader, thread):
    got = fragment(api, f"/{thread['id']}")
    assert got.status == 200 and got.headers["content-type"].startswith("text/html")
    assert got.headers["access-control-allow-origin"] == "*" and got.headers.get("set-cookie") is None
    assert got.headers["cross-origin-resource-policy"] == "cross-origin"
    for absent in ("<html", "<head>", "<body", "<form", "form_token", "<link"):
        assert absent not in got.text
    assert "마당에" in got.text and "<strong>사람들</strong>" in got.text and f'id="c-{thread["first"]}"' in got.text
    assert all(one.startswith("http") for one in re.findall(r'href="([^"]*)"', got.text))
    signed_in = fragment(api, f"/{thread['id']}", Authorization=f"Bearer {reader.token}")
    assert signed_in.body == got.body


def test_an_unchanged_fragment_is_not_sent_again(api, reader, thread):
    got = fragment(api, f"/{thread['id']}")
    assert fragment(api, f"/{thread['id']}", **{"If-None-Match": got.headers["etag"]}).status == 304
    wrote = reader.api.post(f"/v1/articles/{thread['id']}/comments", {"body": "news"})
    later = fragment(api, f"/{thread['id']}", **{"If-None-Match": got.headers["etag"], "Madang-Min-Version": wrote.headers["madang-version"]})
    assert later.status == 200 and "news" in later.text


def test_the_fragment_has_its_facts_as_nested_json_ld(api, thread):
    document = json.loads(LD.search(fragment(api, f"/{thread['id']}").text)[1])
    assert document["@type"] == "DiscussionForumPosting" and document["headline"] == thread["title"]
    assert document["interactionStatistic"]["userInteractionCount"] == 2
    one, = document["comment"]
    assert one["@type"] == "Comment" and one["text"] == "마당에 <모인> 사람들 & friends"
    assert one["comment"][0]["text"] == "An answer." and one["author"]["name"]


def test_no_text_ends_the_json_ld_early(api, reader, article):
    body = "x </script><script>alert(1)</script> <!-- \u2028"
    reader.api.post(f"/v1/articles/{article['id']}/comments", {"body": body})
    page = fragment(api, f"/{article['id']}").text
    assert page.count("<script") == 1 and page.count("</script>") == 1
    assert "</script>" in json.loads(LD.search(page)[1])["comment"][0]["text"]


@pytest.mark.parametrize("kind", ["/fragment", "/embed"])
def test_an_article_is_found_by_address_and_by_key(api, thread, kind):
    for query in (f"url={quote(thread['url'], safe='')}", f"key={quote(thread['key'], safe='')}&site=default"):
        got = api.get(f"{kind}?{query}", headers=HTML, check=False)
        assert got.status == 200 and thread["first"] in got.text


@pytest.mark.parametrize("query", ["?url=https%3A%2F%2Fnews.example%2Fnowhere", "?key=nowhere", "?url=javascript%3Aalert(1)", "",
                                   "/00000000-0000-7000-8000-000000000000", "/xyz", "?key=a&url=https%3A%2F%2Fnews.example%2F"])
def test_an_unknown_article_is_a_sentence_and_kept_briefly(api, query):
    got = fragment(api, query)
    assert got.status == 200 and "no discussion here yet" in got.text
    assert got.headers["cache-control"] == "public, max-age=60"
    framed = api.get(f"/embed{query}", headers=HTML, check=False)
    assert framed.status == 200 and "There is no discussion for this page yet." in framed.text


def test_an_article_that_is_hidden_leaves_fragment_and_counts(server, api, admin, thread):
    assert thread["first"] in fragment(api, f"/{thread['id']}").text
    assert admin.api.patch(f"/v1/articles/{thread['id']}", {"state": "hidden"}).status == 200
    server.wait_for(lambda: "no discussion here yet" in fragment(api, f"/{thread['id']}").text)
    assert api.get(f"/v1/counts?keys={quote(thread['key'])}").json == {"counts": {}}


def test_the_framed_page_names_who_may_frame_it_and_stays_in_the_frame(server, api, thread):
    server.cli("site", "origin", "default", "https://news.example")
    server.wait_for(lambda: "https://news.example" in api.get(f"/embed/{thread['id']}", headers=HTML, check=False).headers["content-security-policy"])
    got = api.get(f"/embed/{thread['id']}", headers=HTML, check=False)
    assert 'content="allow-origins=https://news.example"' in got.text and '<header class="bar">' not in got.text
    assert f'href="/embed/{thread["id"]}/c/{thread["first"]}"' in got.text and 'href="/a/' not in got.text
    for link in re.findall(r"<a [^>]*>", got.text):
        assert "/embed/" in link or 'target="_blank"' in link or 'href="#' in link, link


# ---- whose pages may frame a discussion
OWN, OTHER = "https://own.example", "https://other.example"


def framers(answer):
    return answer.headers["content-security-policy"].partition("frame-ancestors ")[2]


@pytest.fixture(scope="module")
def two_sites(server, database, api):
    """The default site and another one, each with an origin of its own, loaded by every worker."""
    database.sql("select core.site_make(core.new_id(), 'other', 'Other', array[%s])", [OTHER])
    database.sql("update core.site set origins = array[%s], updated_at = core.now() where key = 'default'", [OWN])
    nowhere = "/embed/00000000-0000-7000-8000-000000000000"
    server.wait_for(lambda: all({OWN, OTHER} <= set(framers(api.get(nowhere, headers={**HTML, "Connection": "close"}, check=False)).split())
                                for _ in range(8)), what="both origins")
    yield
    database.sql("update core.site set origins = '{}', updated_at = core.now()")


def test_a_discussion_is_framed_by_its_own_site_alone(api, reader, admin, two_sites, thread):
    far = admin.api.post("/v1/articles", {"key": "far", "url": "https://other.example/far", "title": "Far", "site": "other"}).json["id"]
    there = reader.api.post(f"/v1/articles/{far}/comments", {"body": "There."}).json["comment"]["id"]
    mine = {**HTML, "Cookie": f"madang={reader.token}"}
    for article, comment, only in ((thread["id"], thread["first"], OWN), (far, there, OTHER)):
        for root in ("/a", "/embed"):
            for path in ("", "?sort=oldest", f"/c/{comment}"):
                for headers in (HTML, HTML, mine):      # the second one comes from memory
                    got = api.get(f"{root}/{article}{path}", headers=headers, check=False)
                    assert got.status == 200 and framers(got) == f"'self' {only}", path
                    assert root == "/a" or f'allow-origins={only}"' in got.text and f'data-embedders="{only}"' in got.text
            for act in ("report", "edit", "withdraw"):
                got = api.get(f"{root}/{article}/c/{comment}/{act}", headers=mine, check=False)
                assert got.status == 200 and framers(got) == f"'self' {only}", act
        etag = api.get(f"/embed/{article}", headers=HTML, check=False).headers["etag"]
        again = api.get(f"/embed/{article}", headers={**HTML, "If-None-Match": etag}, check=False)
        assert again.status == 304 and framers(again) == f"'self' {only}"


def test_an_unknown_article_is_framed_by_the_site_that_was_named(api, two_sites):
    for query, only in (("url=https%3A%2F%2Fother.example%2Fnone&site=other", f" {OTHER}"), ("key=none", f" {OWN}"), ("key=none&site=default", f" {OWN}"),
                        ("key=none&site=nowhere", "")):
        got = api.get(f"/embed?{query}", headers=HTML, check=False)
        assert got.status == 200 and framers(got) == f"'self'{only}", query


def test_an_error_in_a_frame_is_shown_by_any_site(api, reader, two_sites, thread):
    """It names no article, so it has no site; and it acts for nobody."""
    mine = {**HTML, "Cookie": f"madang={reader.token}", "Origin": "null", "Content-Type": "application/x-www-form-urlencoded"}
    for got in (api.get(f"/embed/{thread['id']}/c/00000000-0000-7000-8000-000000000000", headers=HTML, check=False),
                api.post(f"/embed/{thread['id']}/comments", "body=x", headers=mine, check=False)):
        assert got.status in (403, 404) and set(framers(got).split()) == {"'self'", OWN, OTHER} and "form_token" not in got.text


def test_the_theme_of_a_frame_is_its_own_page_in_the_cache(api, thread):
    for theme, shown in (("dark", ' data-theme="dark"'), ("light", ' data-theme="light"'), ("x", "")):
        assert f'<html lang="en"{shown}' in api.get(f"/embed/{thread['id']}?theme={theme}", headers=HTML, check=False).text
    plain = f"/embed?key={quote(thread['key'])}&theme=dark"
    assert ' data-theme="dark"' in api.get(plain, headers=HTML, check=False).text
    assert "data-theme" not in api.get(f"/embed/{thread['id']}", headers=HTML, check=False).text


def test_a_bad_order_of_a_frame_is_the_usual_one(api, thread):
    for path in (f"/embed/{thread['id']}?sort=zzz", f"/embed?key={quote(thread['key'])}&sort=zzz", f"/fragment/{thread['id']}?sort=zzz"):
        got = api.get(path, headers=HTML, check=False)
        assert got.status == 200 and thread["first"] in got.text
    assert api.get(f"/a/{thread['id']}?sort=zzz", headers=HTML, check=False).status == 400


def test_a_framed_page_of_an_unknown_comment_is_an_error(api, thread):
    assert api.get(f"/embed/{thread['id']}/c/00000000-0000-7000-8000-000000000000", headers=HTML, check=False).status == 404


def test_each_link_of_a_framed_page_keeps_the_theme(api, thread):
    for path in (f"/embed/{thread['id']}", f"/embed/{thread['id']}/c/{thread['first']}"):
        page = api.get(f"{path}?theme=dark", headers=HTML, check=False).text
        links = [one for one in re.findall(r'href="(/embed/[^"]*)"', page)]
        assert links and all("theme=dark" in one.split("#")[0] for one in links), links


def test_counts_of_a_page_are_public_and_kept(api, thread):
    got = api.get(f"/v1/counts?site=default&keys={quote(thread['key'])},nowhere")
    assert got.json == {"counts": {thread["key"]: 2}}
    assert got.headers["access-control-allow-origin"] == "*" and got.headers["cache-control"] == "public, max-age=30"


@pytest.mark.parametrize("query", ["", "keys=", "keys=,,", "keys=" + ",".join(map(str, range(101))), "keys=a&keys=b"])
def test_counts_need_one_to_a_hundred_keys(api, query):
    assert api.get(f"/v1/counts?{query}", check=False).status == 400


def test_a_key_of_counts_may_have_commas_and_backslashes(api, reader, admin):
    keys = ["2026,11,30", "a\\b", "a\\,b,", ",", "plain"]
    for key in keys:
        made = admin.api.post("/v1/articles", {"key": key, "url": f"https://news.example/{quote(key)}/counted", "title": "Counted"}).json
        assert reader.api.post(f"/v1/articles/{made['id']}/comments", {"body": "One."}).status == 201
    sent = ",".join(key.replace("\\", "\\\\").replace(",", "\\,") for key in keys)
    assert api.get("/v1/counts", query={"keys": sent}).json == {"counts": dict.fromkeys(keys, 1)}


@pytest.mark.parametrize("key", ['"', "\\", "{}", "a'b", "NULL", " "])
def test_a_key_of_counts_is_a_text_whatever_it_holds(api, key):
    assert api.get(f"/v1/counts?keys={quote(key)}").json == {"counts": {}}


@pytest.mark.parametrize("name, size", [("embed.js", 3000), ("count.js", 1000)])
def test_a_loader_is_small_and_kept_for_minutes(api, name, size):
    import gzip
    got = api.get(f"/{name}", check=False)
    assert got.headers["content-type"].startswith("text/javascript") and got.headers["cache-control"] == "public, max-age=300"
    assert len(gzip.compress(got.body, 9)) <= size


@pytest.mark.parametrize("name", ["embed.js", "count.js"])
def test_an_unchanged_loader_is_not_sent_again(api, name):
    etag = api.get(f"/{name}", check=False).headers["etag"]
    again = api.get(f"/{name}", headers={"If-None-Match": etag}, check=False)
    assert again.status == 304 and not again.body
    assert again.headers["etag"] == etag and again.headers["cache-control"] == "public, max-age=300"
    assert api.get(f"/{name}", headers={"If-None-Match": '"older"'}, check=False).status == 200
