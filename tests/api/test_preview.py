# SPDX-License-Identifier: Apache-2.0
"""Goal: a preview is the HTML that the comment gets, refused for the same texts, and leaves nothing behind."""
import pytest

SETTINGS = {"limits.rates": "off", "server.workers": 1, "comments.length_max": 500, "comments.html_max": "1kB"}
TEXTS = ["**Bold** and *more*.", "> a quote\r\n\r\nand https://news.example/x", "굵은 **글**\n\n- one\n- two", "<script>alert(1)</script>"]
REFUSED = [("", "invalid"), ("\u200b", "invalid"), ("x" * 501, "too_long"), ("*a* " * 124, "too_large_rendered")]


def preview(reader, body):
    return reader.api.post("/v1/preview", {"body": body})


@pytest.mark.parametrize("body", TEXTS)
def test_a_preview_is_what_the_comment_becomes(reader, article, body):
    shown = preview(reader, body)
    posted = reader.api.post(f"/v1/articles/{article['id']}/comments", {"body": body})
    assert (shown.status, posted.status) == (200, 201)
    assert shown.json == {"html": posted.json["comment"]["html"]}


@pytest.mark.parametrize("body,code", REFUSED)
def test_a_preview_is_refused_as_the_comment_is(reader, article, body, code):
    shown = preview(reader, body)
    posted = reader.api.post(f"/v1/articles/{article['id']}/comments", {"body": body})
    assert (shown.status, shown.code) == (posted.status, posted.code) == (422, code)
    assert shown.json.get("detail") == posted.json.get("detail")


def test_a_preview_stores_nothing(reader, article, database):
    kept = "select concat_ws(' ', (select count(*) from core.comment), (select version from core.article where id = %s))"
    before = database.one(kept, [article["id"]])
    assert preview(reader, "Not to be kept.").status == 200
    assert database.one(kept, [article["id"]]) == before


def test_only_who_is_signed_in_gets_a_preview(api):
    assert api.post("/v1/preview", {"body": "words"}).status == 401
