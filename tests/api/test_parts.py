# SPDX-License-Identifier: Apache-2.0
"""Goal: a form sent by a discussion's script (Madang-Part: 1) is answered with the changed part, never with a page or a redirect."""
import gzip
import re
import urllib.parse
import uuid

import pytest

from visitor import comment, visiting

SETTINGS = {"limits.rates": "off", "server.workers": 1, "comments.length_max": 500}
THREAD_SCRIPT_MAX = 16 * 1024
MENTION_SCRIPT_MAX = 1800
DESK_SCRIPT_MAX = 24 * 1024
FIRST_VIEW_MAX = 45 * 1024
PART = {"Madang-Part": "1"}


@pytest.fixture(scope="module")
def author(make_account):
    return make_account("reader")


@pytest.fixture(scope="module")
def mia(server, reader):
    yield from visiting(server, reader)


@pytest.fixture(scope="module")
def noah(server, author):
    yield from visiting(server, author)


@pytest.fixture(scope="module")
def desk(server, moderator):
    yield from visiting(server, moderator)


def at(article, path=""):
    return f"/a/{article['id']}{path}"


def send(visitor, path, fields, **headers):
    return visitor.http.post(visitor.url + path, data={**fields, "form_token": visitor.token()}, allow_redirects=False,
                             headers={"Origin": visitor.url, **PART, **headers})


def part(answer, status=200):
    """HTML without the frame of a page, private, that leads nowhere else."""
    assert answer.status_code == status and "location" not in answer.headers, (answer.status_code, answer.text)
    assert "<html" not in answer.text and "<main" not in answer.text, answer.text
    assert answer.headers["cache-control"] == "private, no-store"
    return answer.text


def own_comment(text, id):
    return re.search(rf'<article class="comment[^"]*" id="c-{id}".*?</article>', text, re.DOTALL)[0]


def without_times(text):
    text = re.sub(r'(name="back" value=|name="key" value=)"[^"]*"', r"\1", text)
    return re.sub(r">(just now|\d+ \w+ ago)</time>", ">ago</time>", re.sub(r' target"', '"', text))


def test_a_new_comment_is_answered_as_the_next_view_shows_it(mia, article):
    answer = send(mia, at(article, "/comments"), {"body": "**New**.", "back": at(article)})
    text = part(answer, 201)
    id = re.search(r'id="c-([^"]+)"', text)[1]
    assert '<li class="branch"' in text and "<strong>New</strong>." in text and "Your comment is published." in text
    shown = mia.get(at(article) + "?v=" + answer.headers["Madang-Version"]).text
    assert without_times(own_comment(shown, id)) == without_times(own_comment(text, id))


def test_a_new_comment_is_answered_with_the_number_of_comments(mia, article):
    for n, shown in ((1, "1 comment"), (2, "2 comments")):
        text = part(send(mia, at(article, "/comments"), {"body": f"Comment {n}", "key": str(uuid.uuid4())}), 201)
        assert f'<p data-count="{n}">{shown}</p>' in text
        assert f'data-count="{n}"><span>{shown}</span>' in mia.get(at(article)).text


def test_forms_of_a_framed_page_keep_the_theme(mia, article):
    place = f"/embed/{article['id']}"
    page = mia.get(f"{place}?theme=dark").text
    form = re.search(r'<form method="post" action="([^"]*/comments[^"]*)".*?</form>', page, re.DOTALL)
    assert form[1] == f"{place}/comments?theme=dark" and f'name="back" value="{place}?theme=dark"' in form[0]
    text = part(send(mia, form[1], {"body": "Dark.", "back": f"{place}?theme=dark"}), 201)
    links = re.findall(r'href="(/embed/[^"]*)"', text)
    assert links and all("theme=dark" in one for one in links), links
    edit = next(one for one in links if "/edit" in one).replace("&amp;", "&")
    shown = mia.get(edit).text
    assert 'data-theme="dark"' in shown and '/edit?theme=dark"' in shown
    refused = mia.http.post(mia.url + form[1], data={"body": "", "form_token": mia.token()}, headers={"Origin": mia.url})
    assert refused.status_code == 422 and 'data-theme="dark"' in refused.text
    back = mia.http.post(mia.url + form[1], data={"body": "More.", "back": f"{place}?theme=dark", "form_token": mia.token()},
                         allow_redirects=False, headers={"Origin": mia.url})
    assert back.status_code == 303 and "theme=dark" in back.headers["location"]


def test_the_same_key_gives_the_same_comment(mia, article):
    key = str(uuid.uuid4())
    first, second = (part(send(mia, at(article, "/comments"), {"body": "Once.", "key": key}), 201) for _ in range(2))
    assert re.findall(r'id="c-[^"]+"', first) == re.findall(r'id="c-[^"]+"', second)


def test_a_held_comment_is_answered_to_its_author_as_held(mia, article, admin):
    assert admin.api.patch(f"/v1/articles/{article['id']}", {"state": "premoderated"}).status == 200
    text = part(send(mia, at(article, "/comments"), {"body": "Held."}), 201)
    assert "Held for review." in text and 'id="mine-' in text


def test_an_edit_is_answered_with_the_comment(mia, reader, article):
    id = comment(reader, article, "Befor.")
    form = part(mia.get(at(article, f"/c/{id}/edit"), **PART))
    assert "Befor." in form and 'name="revision" value="1"' in form
    answer = send(mia, at(article, f"/c/{id}/edit"), {"body": "Before.", "revision": "1"})
    text = part(answer)
    assert "Before." in text and ">edited " in text and f'id="c-{id}"' in text and int(answer.headers["Madang-Version"]) > 0


def test_a_vote_is_answered_with_the_counts_and_the_pressed_button(noah, reader, article):
    path = at(article, f"/c/{comment(reader, article)}/vote")
    text = part(send(noah, path, {"value": "1", "back": at(article) + "?sort=best"}))
    assert 'aria-label="Vote up: 1"' in text and re.search(r'value="0" aria-pressed="true" aria-label="Vote up', text)
    assert f'value="{at(article)}?sort=best"' in text
    assert 'aria-label="Vote up: 0"' in part(send(noah, path, {"value": "0"}))


def test_a_report_is_answered_with_one_line(noah, reader, article):
    path = at(article, f"/c/{comment(reader, article)}/report")
    assert "What is wrong with it?" in part(noah.get(path, **PART))
    assert "A moderator will look at it." in part(send(noah, path, {"reason": "spam"}))


def test_a_comment_taken_back_is_answered_with_its_place(mia, reader, article):
    id = comment(reader, article)
    path = at(article, f"/c/{id}/withdraw")
    assert "Take it back" in part(mia.get(path, **PART))
    text = part(send(mia, path, {}))
    assert f'id="c-{id}"' in text and "The author took this comment back." in text


@pytest.mark.parametrize("fields, word", [({"body": "   "}, "empty"), ({"body": "long text " * 60}, "characters")])
def test_a_refused_text_comes_back_with_the_reason(mia, article, fields, word):
    text = part(send(mia, at(article, "/comments"), fields), 422)
    assert 'class="errors"' in text and f'{fields["body"]}</textarea>' in text, text


def test_a_report_without_a_reason_is_refused_in_its_form(noah, reader, article):
    text = part(send(noah, at(article, f"/c/{comment(reader, article)}/report"), {"detail": "Look at this."}), 422)
    assert 'class="errors"' in text and "Look at this." in text


def test_a_session_that_ended_gives_the_reason_a_link_and_the_text(server, make_account, article):
    for visitor in visiting(server, make_account("reader")):
        token = visitor.token()
        visitor.http.cookies.clear()
        answer = visitor.http.post(visitor.url + at(article, "/comments"), allow_redirects=False,
                                   data={"body": "Still here, every word.", "form_token": token}, headers={"Origin": visitor.url, **PART})
        text = part(answer, 401)
        assert 'href="/sign-in?next=' in text and "Still here, every word." in text and "password" not in text


def test_a_stale_edit_and_a_closed_article_keep_the_text(mia, reader, article, admin):
    id = comment(reader, article, "One.")
    assert send(mia, at(article, f"/c/{id}/edit"), {"body": "Two.", "revision": "1"}).status_code == 200
    assert "Three, rather." in part(send(mia, at(article, f"/c/{id}/edit"), {"body": "Three, rather.", "revision": "1"}), 409)
    assert admin.api.patch(f"/v1/articles/{article['id']}", {"state": "closed"}).status == 200
    text = part(send(mia, at(article, "/comments"), {"body": "Too late, friends."}), 409)
    assert "Too late, friends." in text and 'role="alert"' in text


def test_without_the_header_each_form_returns_to_its_page_and_comment(mia, noah, reader, article):
    """The same page, order and comment, by the field `back` or by the page that the form was opened from."""
    id, here = comment(reader, article), at(article) + "?sort=oldest"
    for visitor, act, fields in ((mia, "edit", {"body": "Edited.", "revision": "1"}), (noah, "report", {"reason": "spam"}), (mia, "withdraw", {})):
        form = visitor.get(at(article, f"/c/{id}/{act}"), Referer=visitor.url + here).text
        assert f'name="back" value="{here}"' in form and f'href="{here}">Cancel' in form, act
        answer = visitor.post(at(article, f"/c/{id}/{act}"), {**fields, "back": here})
        assert answer.status_code == 303
        place = urllib.parse.urlsplit(answer.headers["Location"])
        assert place.path == at(article) and "sort=oldest" in place.query and place.fragment == f"c-{id}", act


@pytest.mark.parametrize("from_", ["https://evil.example/a/x", "{base}/desk", "{base}//evil.example/", "{base}.evil.example/a/x"])
def test_a_form_returns_to_no_other_place(mia, reader, article, from_):
    id = comment(reader, article)
    form = mia.get(at(article, f"/c/{id}/edit"), Referer=from_.format(base=mia.url)).text
    assert f'name="back" value="{at(article)}/c/{id}"' in form


def scripts(visitor, page):
    """{name: text} of all scripts that a page can ever load."""
    found = {name: visitor.get(f"/assets/{path}").text for path, name in re.findall(r"[/\"](([\w-]+)-[0-9a-f]{16}\.js)", page)}
    assert not any(re.search(r"\bimport\b *[('\"{*]", re.sub(r"import\(new URL\(words\.\w+,", "", text)) for text in found.values())
    return found


def packed(text):
    return len(gzip.compress(text.encode(), 5))     # the level of server/http/cache.c


def test_the_scripts_of_a_thread_are_small(article, mia):
    """The script of every part is in them: live.js runs later, and is loaded with the others."""
    for path in (at(article), at(article).replace("/a/", "/embed/")):
        found = scripts(mia, mia.get(path).text)
        mention = found.pop("mention", "")      # loaded with the first "@"
        changed = found.pop("live_article")     # loaded when the article changes under an open page
        assert set(found) == {"early", "thread"} and "EventSource" in found["thread"]
        assert packed(mention) <= MENTION_SCRIPT_MAX and packed(changed) <= 1.5 * 1024, (packed(mention), packed(changed))
        assert sum(map(packed, found.values())) <= THREAD_SCRIPT_MAX, {name: packed(text) for name, text in found.items()}


def test_the_scripts_of_the_desk_are_small(desk):
    found = scripts(desk, desk.get("/desk").text)
    assert set(found) == {"desk"} and packed(found["desk"]) <= DESK_SCRIPT_MAX
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", found["desk"])


def test_the_first_view_of_twenty_comments_is_small(server, mia, reader, article):
    for i in range(20):
        comment(reader, article, f"Comment {i}: " + "a sentence of ordinary length, as readers write it. " * 4)
    page = mia.get(at(article))
    paths = re.findall(r'(?:href|src)="(/assets/[^"]+\.(?:css|js))"', page.text)
    total = len(gzip.compress(page.content, 6)) + sum(len(gzip.compress(mia.get(p).content, 6)) for p in paths if p.endswith(".css"))
    total += sum(map(packed, scripts(mia, page.text).values()))
    assert paths and total <= FIRST_VIEW_MAX, total


def test_scripts_write_html_through_one_policy_only(mia, article):
    assert "require-trusted-types-for 'script'; trusted-types madang" in mia.get(at(article)).headers["Content-Security-Policy"]
    for name, text in scripts(mia, mia.get(at(article)).text).items():
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", text), name
