# SPDX-License-Identifier: Apache-2.0
"""Goal: every comment comes back byte for byte except for its line ends, which become LF, and is rendered from the allow list only; never a 5xx."""
import re

import pytest

from corpora import blns, utf8_cases
from rendered import foreign


@pytest.fixture(scope="module")
def comments(admin):
    made = admin.api.post("/v1/articles", {"key": "naughty", "url": "https://news.example/naughty", "title": "Naughty"})
    assert made.status == 201, made
    return f"/v1/articles/{made.json['id']}/comments"


def held_against(answer, text):
    """True if it was taken, and then as it was sent."""
    assert answer.status in (201, 422), (text, answer)
    if answer.status == 422:
        return False
    node = answer.json["comment"]
    assert node["body"] == re.sub("\r\n?", "\n", text), (text, node["body"])
    assert not foreign(node["html"] or ""), (text, node["html"])
    return True


def test_naughty_strings_come_back_unchanged(reader, comments):
    taken = [held_against(reader.api.post(comments, {"body": text}), text) for text in blns()]
    assert sum(taken) > 0.95 * len(taken)


def test_naughty_strings_come_back_on_the_page(api, reader, comments):
    """The public page shows none of it as anything but text."""
    blns()                      # or skip: there is nothing on the page without it
    next_page = ""
    seen = 0
    while next_page is not None:
        page = api.get(comments, query={"limit": 100, **({"cursor": next_page} if next_page else {})})
        assert page.status == 200
        for node in page.json["comments"]:
            assert not foreign(node["html"] or ""), node
            seen += 1
        next_page = page.json["next"]
    assert seen > 0


def test_invalid_utf8_in_a_comment_is_refused(reader, comments):
    for name, valid, octets in utf8_cases():
        if b'"' in octets or b"\\" in octets or any(c < 0x20 for c in octets):
            continue
        answer = reader.api.post(comments, b'{"body":"case ' + octets + b'"}', headers={"Content-Type": "application/json"})
        if valid:
            assert held_against(answer, "case " + octets.decode()), (name, answer)
        else:
            assert (answer.status, answer.code) == (400, "bad_json"), (name, octets, answer)


@pytest.mark.parametrize("text", ["\u0001\u0008\u001f\u007f", "\u0085\u2028\u2029", "\ufeffbom", "\u202eright to left", "a\u0300" * 500,
                                  "\U0010ffff\ufffe\uffff", "\r\n\r\ncrlf\rcr", "\t\v\f", "👩‍👩‍👧‍👦" * 100, "한글\u1100\u1161\u11a8"])
def test_odd_characters_come_back_unchanged(reader, comments, text):
    assert held_against(reader.api.post(comments, {"body": "odd: " + text}), "odd: " + text)


def test_nul_and_lone_surrogates_are_refused(reader, comments):
    headers = {"Content-Type": "application/json"}
    assert reader.api.post(comments, '{"body":"a\\u0000b"}', headers=headers).code == "bad_character"
    for lone in ("\\ud800", "\\udfff", "\\ud83d x", "\\udc00\\ud83d"):
        assert reader.api.post(comments, '{"body":"%s"}' % lone, headers=headers).code == "bad_json"
    pair = reader.api.post(comments, '{"body":"pair \\ud83d\\ude00"}', headers=headers)
    assert pair.status == 201 and pair.json["comment"]["body"] == "pair 😀"
