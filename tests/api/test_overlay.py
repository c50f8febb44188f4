# SPDX-License-Identifier: Apache-2.0
"""Goal: a reader with a session whose browser runs the script gets everybody's page from memory, without a query, and their own
parts by one query of their own; nobody else ever gets these."""
import re

import pytest

from cache_client import comments_path, fetch, fresh_metric, post_comment

SETTINGS = {"limits.rates": "off", "server.workers": 1, "cache.refill_min": 0}
PART = {"Madang-Part": "1"}


def scripted(account, **more):
    return {"Accept": "text/html", "Cookie": f"madang-script=1; madang={account.token}", **more}


def own(account):
    return {"Accept": "text/html", "Cookie": f"madang={account.token}"}


def at(article, comment=None, root="/a"):
    return f"{root}/{article['id']}" + (f"/c/{comment}" if comment else "")


@pytest.fixture
def comments(reader, article):
    first = post_comment(reader, article, "The **first**.").json["comment"]["id"]
    return [first, post_comment(reader, article, "An answer.", parent_id=first).json["comment"]["id"]]


def queries(server):
    return fresh_metric(server, "madang_database_queries_total")


@pytest.mark.parametrize("root", ["/a", "/embed"])
def test_the_page_is_everybodys_to_the_byte(server, article, comments, make_account, root):
    who = make_account("reader")
    for path in (at(article, root=root), at(article, comments[0], root), at(article, root=root) + "?sort=oldest"):
        public = fetch(server, path)
        status, fields, body = fetch(server, path, scripted(who))
        assert status == public[0] == 200 and body == public[2] and fields["etag"] == public[1]["etag"]
        assert who.username.encode() not in body and b"form_token" not in body and who.id.encode() not in body


def test_only_the_readers_own_browser_may_keep_it(server, article, comments, make_account):
    who = make_account("reader")
    fetch(server, at(article))
    _, fields, _ = fetch(server, at(article), scripted(who))
    assert fields["cache-control"] == "private, no-cache" and "Cookie" in fields["vary"]
    status, again, body = fetch(server, at(article), scripted(who, **{"If-None-Match": fields["etag"]}))
    assert status == 304 and again["cache-control"] == "private, no-cache" and body == b""
    for _ in range(3):
        packed = fetch(server, at(article), scripted(who, **{"Accept-Encoding": "gzip"}))[1]
    assert packed["content-encoding"] == "gzip" and packed["etag"] != fields["etag"] and packed["cache-control"] == "private, no-cache"
    status, _, body = fetch(server, at(article), {**own(who), "If-None-Match": fields["etag"]})
    assert status == 200 and who.username.encode() in body, "without the script's cookie the page is the reader's own"


def test_other_requests_get_a_page_of_their_own(server, article, comments, make_account):
    """Without the script's cookie, with the line about a form, with a token in Authorization, and with a cookie of another value."""
    who = make_account("reader")
    fetch(server, at(article))
    for path, headers in ((at(article), own(who)), (at(article) + "?said=posted", scripted(who)), (at(article) + "?undo=1", scripted(who)),
                          (at(article), {"Accept": "text/html", "Cookie": "madang-script=1", "Authorization": f"Bearer {who.token}"}),
                          (at(article), {"Accept": "text/html", "Cookie": f"madang-script=; madang={who.token}"})):
        status, fields, body = fetch(server, path, headers)
        assert status == 200 and fields["cache-control"] == "private, no-store" and who.username.encode() in body, (path, headers)


def test_the_page_costs_no_query(server, article, comments, make_account):
    """Every answer is a hit; test_budgets_reads.py counts the overlay's one query."""
    who = make_account("reader")
    fetch(server, at(article))
    fills, hits = fresh_metric(server, "madang_cache_fills_total"), fresh_metric(server, "madang_cache_hits_total")
    for _ in range(5):
        assert fetch(server, at(article), scripted(who))[0] == 200
    assert fresh_metric(server, "madang_cache_fills_total") == fills and fresh_metric(server, "madang_cache_hits_total") == hits + 5

def test_a_readers_own_write_is_on_their_next_page(server, article, comments, make_account):
    who = make_account("reader")
    for n in range(5):
        fetch(server, at(article), scripted(who))
        post_comment(who, article, f"Written number {n}.")
        assert f"Written number {n}." in fetch(server, at(article), scripted(who))[2].decode()


def test_the_overlay_has_what_is_the_readers_own(server, article, comments, make_account, moderator):
    who, other = make_account("reader"), make_account("reader")
    assert who.api.put(f"{comments_path(article)}/{comments[0]}/vote", {"value": -1}).status == 200
    assert who.api.post(f"{comments_path(article)}/{comments[1]}/reports", {"reason": "spam"}).status in (200, 201)
    rejected = post_comment(who, article, "Rejected words.").json["comment"]["id"]
    assert moderator.api.post("/v1/moderation/decisions", {"decisions": [
        {"case": rejected, "version": 0, "action": "reject", "reason": "spam"}]}).status == 200
    _, fields, body = fetch(server, at(article) + "/own", scripted(who, **PART))
    text = body.decode()
    assert fields["cache-control"] == "private, no-store" and "<html" not in text and "<main" not in text
    assert f'data-account="{who.id}"' in text and who.username in text
    assert comments[0] in re.search(r'data-votes="([^"]*)"', text)[1] and comments[1] in re.search(r'data-reports="([^"]*)"', text)[1]
    assert f'id="mine-{rejected}"' in text and "Not published." in text
    assert f'action="{at(article)}/comments"' in text and f'name="back" value="{at(article)}"' in text
    assert {"other", "own", "reported"} == set(re.findall(r'data-kind="(\w+)"', text))
    text = fetch(server, at(article) + "/own", scripted(other, **PART))[2].decode()
    assert who.username not in text and rejected not in text and comments[0] not in text


def test_what_forbids_writing_takes_the_place_of_the_composer(server, api, article, comments, make_account, moderator, admin):
    muted, banned = make_account("reader"), make_account("reader")
    for account, kind in ((muted, "mute"), (banned, "ban")):
        assert moderator.api.post(f"/v1/moderation/accounts/{account.id}/sanctions", {"kind": kind, "reason": "spam", "site": "default"}).status == 201
    banned.sign_in(api)      # the ban ended the session
    text = fetch(server, at(article) + "/own", scripted(muted, **PART))[2].decode()
    assert "You are muted here" in text and "<textarea" not in text and 'class="votes" method="post"' in text
    text = fetch(server, at(article) + "/own", scripted(banned, **PART))[2].decode()
    assert "You are banned here" in text and "<textarea" not in text and 'method="post" action="/a/' not in text.split('data-kind="other"')[1]
    assert admin.api.patch(f"/v1/articles/{article['id']}", {"state": "closed"}).status == 200
    text = fetch(server, at(article) + "/own", scripted(make_account("reader"), **PART))[2].decode()
    assert "<textarea" not in text and "#write" not in text.split('data-kind="other"')[1]


def test_an_ended_session_has_no_overlay(server, article, comments, make_account):
    who = make_account("reader")
    session = next(s for s in who.api.get("/v1/account/sessions").json["sessions"] if s["current"])
    assert who.api.delete(f"/v1/account/sessions/{session['id']}").status == 204
    assert fetch(server, at(article), scripted(who))[2] == fetch(server, at(article))[2]
    status, fields, body = fetch(server, at(article) + "/own", scripted(who, **PART))
    assert status == 401 and b"/sign-in?next=" in body and fields["cache-control"] == "private, no-store"
    assert fetch(server, at(article) + "/own", PART)[0] == 401


def test_a_followed_address_of_the_overlay_leads_to_the_page(server, article, comments, make_account):
    status, fields, _ = fetch(server, at(article) + "/own?sort=oldest", own(make_account("reader")))
    assert (status, fields["location"]) == (303, at(article) + "?sort=oldest")


def test_a_hidden_article_is_404_and_its_page_names_the_reader(server, database, article, comments, make_account):
    who = make_account("reader")
    database.sql("update core.article set state = 'hidden' where id = %s", [article["id"]])
    status, _, body = fetch(server, at(article), scripted(who))
    assert status == 404 and who.username.encode() in body
    assert fetch(server, at(article) + "/own", scripted(who, **PART))[0] == 404


def test_the_sign_out_and_the_sign_in_page_end_the_scripts_cookie(server, make_account):
    """After a sign-out no page may be made of an overlay; and a reader who sees no overlay gets the server's page again."""
    who = make_account("reader")
    status, fields, _ = fetch(server, "/sign-in?next=/a/x", scripted(who))
    assert status == 200 and fields["set-cookie"] == "madang-script=; Path=/; Max-Age=0; SameSite=Lax"
    assert "set-cookie" not in fetch(server, "/sign-in?next=/a/x", own(who))[1]
