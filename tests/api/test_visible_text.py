# SPDX-License-Identifier: Apache-2.0
"""Goal: an invisible text is "empty" at every endpoint that takes a text, and one visible character is enough."""
import html
import itertools
import re

import pytest

SETTINGS = {"limits.rates": "off"}
number = itertools.count(1)
UNSEEN = ["\u2800\u2800", "\ufffc", "\u007f", " ", "\u3164", "\u115f \u1160", "\u200b\u200d", "\ufe0f", "\u202e\u202c", "\u00ad",
          "\u0301", "\U000e0061", "\uffa0\n\u2800\r\n\t"]


def field_code(answer):
    assert answer.status == 422, answer
    if answer.code != "invalid":
        return answer.code
    return {f["code"] for f in answer.json["fields"]}.pop()


@pytest.mark.parametrize("text", UNSEEN)
def test_an_invisible_comment_is_empty(article, reader, text):
    path = f"/v1/articles/{article['id']}/comments"
    assert field_code(reader.api.post(path, {"body": text})) == "empty"
    mine = reader.api.post(path, {"body": "visible"}).json["comment"]
    assert field_code(reader.api.patch(f"{path}/{mine['id']}", {"body": text, "revision": 1})) == "empty"


@pytest.mark.parametrize("text", ["네", "응", "👍", "7", "?", "ㅋ", "👨‍👩‍👧‍👦", "é", "是"])
def test_one_visible_character_passes_a_length_rule(server, article, admin, make_account, text):
    """Even where a site's rule rejects what is short."""
    rules = {"length": {"outcome": "reject", "min": 3, "reason": "spam", "weight": 1}}
    author, path = make_account("reader"), f"/v1/articles/{article['id']}/comments"
    was = admin.api.get("/v1/moderation/rules").json
    assert admin.api.request("PUT", "/v1/moderation/rules", {"version": was["version"], "rules": rules}).status == 200
    server.wait_for(lambda: "too_short" in str(admin.api.post("/v1/moderation/rules/try", {"text": "x"}).json), what="the rule")
    answer = author.api.post(path, {"body": text})
    assert answer.status == 201 and answer.json["comment"]["state"] == "published", answer


@pytest.mark.parametrize("text", ["**\u200b**", "> ", "> \u2800", "# \u3164", "```\n\u2060\n```", "- \u00ad", "---", "***", "~~~"])
def test_markup_around_nothing_is_shown_as_typed(article, reader, text):
    answer = reader.api.post(f"/v1/articles/{article['id']}/comments", {"body": text})
    assert answer.status == 201 and html.unescape(re.sub("<[^>]*>", "", answer.json["comment"]["html"])).strip() == text.strip()


@pytest.mark.parametrize("text", UNSEEN)
def test_an_invisible_field_is_empty(article, reader, admin, moderator, text):
    a = {"key": f"k{next(number)}", "url": "https://news.example/x", "title": "Title"}
    assert field_code(admin.api.post("/v1/articles", {**a, "title": text})) == "empty"
    assert field_code(admin.api.post("/v1/articles", {**a, "key": text})) == "empty"
    assert field_code(admin.api.patch(f"/v1/articles/{article['id']}", {"title": text})) == "empty"
    note = f"/v1/moderation/accounts/{reader.id}/notes"
    assert field_code(moderator.api.post(note, {"text": text})) == "empty"
    assert moderator.api.post(note, {"text": text + "x"}).status in (201, 422)
    notice = {"comment": None, "url": "https://news.example/x", "explanation": text, "good_faith": True}
    assert field_code(reader.api.post("/v1/notices/illegal", notice)) == "empty"


def test_an_invisible_name_is_empty(api):
    answer = api.post("/v1/accounts", {"username": "\u3164\u3164", "email": "a@b.example", "password": "five little ducks 77"})
    assert {"field": "username", "code": "empty"} in answer.json["fields"], answer


def test_a_text_that_is_too_long_names_both_numbers(admin, moderator, reader):
    for client, path, body, field, size, most in (
            (admin, "/v1/articles", {"key": "k" * 3000, "url": "https://news.example/long", "title": "T"}, "key", 3000, 200),
            (moderator, f"/v1/moderation/accounts/{reader.id}/notes", {"text": "길" * 9000}, "text", 27000, None),
            (reader, "/v1/appeals", {"notice": reader.id, "text": "길" * 9000}, "text", 27000, None)):
        answer = client.api.post(path, body, check=False)
        assert answer.status == 422, answer
        said = {one["field"]: one for one in answer.json["fields"]}[field]
        assert said["code"] == "too_long" and said["bytes"] == size and said["bytes_max"] < size, said
