# SPDX-License-Identifier: Apache-2.0
"""Goal: a reader hears of answers and mentions, counts what is unread, and reads one or all of it."""
import re
import time

import pytest
import requests

from visitor import Visitor
from world import link

SETTINGS = {"notifications.interval": "20ms"}
NOWHERE = "01936000-0003-7000-8000-000000000001"


def post(account, article, body, parent=None):
    answer = account.api.post(f"/v1/articles/{article['id']}/comments", {"body": body, **({"parent_id": parent} if parent else {})})
    assert answer.status == 201, answer
    return answer.json["comment"]["id"]


def heard(account):
    return account.api.get("/v1/account/notifications").json


@pytest.fixture
def made(database):
    """Waits until every notification is made."""
    def wait():
        for _ in range(500):
            if database.one("select count(*) from core.notification_task") == 0:
                return
            time.sleep(0.02)
        raise AssertionError("notifications are still to be made")
    return wait


def test_an_answer_and_a_mention_are_listed_with_their_comment(make_account, article, made):
    ann, bob, cho = make_account("reader"), make_account("reader"), make_account("reader")
    assert heard(ann) == {"notifications": [], "unread": 0, "next": None}
    first = post(ann, article, "first")
    answer = post(bob, article, f"an answer, see @{cho.username}", first)
    made()
    got = heard(ann)
    assert got["unread"] == 1 and len(got["notifications"]) == 1
    one = got["notifications"][0]
    assert (one["kind"], one["comment"], one["article"], one["notice"]) == ("reply", answer, article["id"], False)
    assert one["from"] == {"id": bob.id, "username": bob.username} and one["text"].startswith("an answer") and one["read_at"] is None
    assert [n["kind"] for n in heard(cho)["notifications"]] == ["mention"]
    assert heard(bob)["unread"] == 0


def test_a_mention_leads_to_the_account_that_was_meant_also_after_a_change_of_its_name(make_account, article, server, database):
    ann, bob = make_account("reader"), make_account("reader")
    comment = post(ann, article, f"ask @{bob.username}, `@{bob.username}` or @nobody{article['id'][:8]}")
    name = bob.username
    assert bob.api.patch("/v1/account", {"username": name + "2"}).status == 200
    html = ann.api.get(f"/v1/articles/{article['id']}/comments/{comment}").json["comment"]["html"]
    assert f'<span class="mention" data-account="{bob.id}">@{name}</span>' in html and html.count("data-account") == 1
    pages = {f"/a/{article['id']}": "", f"/a/{article['id']}/c/{comment}": "", f"/people/{ann.id}": "", f"/embed/{article['id']}": ' target="_blank" rel="noopener"'}
    own = Visitor(server)
    own.sign_in(ann)
    for path, attributes in pages.items():
        for reader in (Visitor(server), own):
            page = reader.get(path).text
            assert f'<a class="mention" href="/people/{bob.id}"{attributes}>@{name}</a>' in page, path
            assert f"<code>@{name}</code>" in page and '<span class="mention">@nobody' in page
    assert f"{name}2" in Visitor(server).get(f"/people/{bob.id}").text
    edited = ann.api.patch(f"/v1/articles/{article['id']}/comments/{comment}", {"body": f"ask @{name}", "revision": 1}).json["comment"]
    assert f'data-account="{bob.id}"' in edited["html"], "a former name still means its account"


def test_a_page_offers_to_mark_what_it_shows_and_a_get_marks_nothing(make_account, article, made, server):
    ann, bob = make_account("reader"), make_account("reader")
    first = post(ann, article, "first")
    answers = [post(bob, article, f"answer {n}", first) for n in range(2)]
    made()
    v = Visitor(server)
    v.sign_in(ann)
    page = v.get(f"/a/{article['id']}/c/{answers[0]}").text
    assert "Mark 1 notification as read" in page and heard(ann)["unread"] == 2
    ids = re.search(r'name="ids" value="([^"]+)"', v.get(f"/a/{article['id']}").text)[1]
    assert len(ids.split(",")) == 2
    bobs = Visitor(server)
    bobs.sign_in(bob)
    assert "as read" not in bobs.get(f"/a/{article['id']}").text
    assert bobs.post("/account/notifications/read", {"ids": ids}).status_code == 303 and heard(ann)["unread"] == 2
    for bad in ("", "x", ids + ",", ids + ",x"):
        assert v.post("/account/notifications/read", {"ids": bad}).status_code == 303 and heard(ann)["unread"] == 2
    done = v.post("/account/notifications/read", {"ids": ids.split(",")[0], "back": f"/a/{article['id']}?sort=oldest"})
    assert done.status_code == 303 and done.headers["Location"].startswith(f"/a/{article['id']}?sort=oldest") and heard(ann)["unread"] == 1
    assert v.post("/account/notifications/read", {"ids": ids}).status_code == 303 and heard(ann)["unread"] == 0
    assert "as read" not in v.get(f"/a/{article['id']}").text


def test_participants_are_found_by_the_beginning_of_their_names(make_account, article, api, database):
    ann, bob, absent = make_account("reader"), make_account("reader"), make_account("reader")
    path = f"/v1/articles/{article['id']}/participants"

    def found(prefix):
        return ann.api.get(path, query={"prefix": prefix}).json["participants"]
    post(ann, article, "one")
    post(bob, article, "two")
    post(bob, article, "three")
    assert [p["id"] for p in found("")] == [bob.id, ann.id], "each once, the latest first"
    assert found(bob.username.upper()) == [{"id": bob.id, "username": bob.username}]
    assert found(absent.username) == [] and found("%") == []
    former = bob.username
    assert bob.api.patch("/v1/account", {"username": "new " + former}).status == 200
    assert found(former) == [{"id": bob.id, "username": "new " + former}], "the present name of who wrote under the former one"
    assert ann.api.get(path, query={"prefix": "x" * 401}).status == 400
    assert api.get(path).status == 401 and ann.api.get(f"/v1/articles/{NOWHERE}/participants").status == 404
    database.sql("update core.comment set state = 'rejected', visible = false where article_id = %s and author_id = %s returning 1", [article["id"], bob.id])
    assert [p["id"] for p in found("")] == [ann.id]


def test_names_beyond_the_limit_lead_nowhere(make_account, article):
    ann = make_account("reader")
    body = " ".join(f"@{make_account('reader').username}" for _ in range(12))
    got = ann.api.post(f"/v1/articles/{article['id']}/comments", {"body": body}).json["comment"]["html"]
    assert got.count("data-account=") == 10 and got.count('class="mention"') == 12


def test_the_count_is_in_the_session_the_overlay_and_the_bar(make_account, article, made, server):
    ann, bob = make_account("reader"), make_account("reader")
    first = post(ann, article, "first")
    for n in range(3):
        post(bob, article, f"answer {n}", first)
    made()
    assert ann.api.get("/v1/session").json["unread"] == 3
    assert ann.api.get(f"/v1/articles/{article['id']}/mine").json["unread"] == 3
    for path in (f"/a/{article['id']}", f"/embed/{article['id']}", "/account"):
        page = ann.api.get(path, headers={"Accept": "text/html"}, check=False).text
        assert re.search(r'href="/account/notifications"[^>]*><span class="word">Notifications</span> <span class="badge unread"><span class="unseen">Unread: </span>3</span>', page), path
        assert "Unread:" not in bob.api.get(path, headers={"Accept": "text/html"}, check=False).text
    assert "account/notifications" not in Visitor(server).get(f"/a/{article['id']}").text


def test_one_is_read_and_stays_read(make_account, article, made):
    ann, bob = make_account("reader"), make_account("reader")
    post(bob, article, "an answer", post(ann, article, "first"))
    made()
    one = heard(ann)["notifications"][0]["id"]
    assert bob.api.post(f"/v1/account/notifications/{one}/read").code == "not_found"
    assert ann.api.post(f"/v1/account/notifications/{NOWHERE}/read").code == "not_found"
    assert ann.api.post(f"/v1/account/notifications/{one}/read").status == 204
    read = heard(ann)
    assert read["unread"] == 0 and read["notifications"][0]["read_at"]
    assert ann.api.post(f"/v1/account/notifications/{one}/read").status == 204
    assert heard(ann) == read


def test_all_are_read_up_to_the_newest_that_was_seen(make_account, article, made):
    ann, bob = make_account("reader"), make_account("reader")
    first = post(ann, article, "first")
    post(bob, article, "one", first)
    post(bob, article, "two", first)
    made()
    seen = heard(ann)["notifications"][0]["id"]
    post(bob, article, "three", first)
    made()
    assert ann.api.post("/v1/account/notifications/read", {"upto": seen}).json == {"unread": 1}
    assert [n["read_at"] is None for n in heard(ann)["notifications"]] == [True, False, False]
    assert ann.api.post("/v1/account/notifications/read", {}).code == "invalid"
    assert ann.api.post("/v1/account/notifications/read", {"upto": "x"}).code == "invalid"


def test_a_notice_stands_in_the_list_and_a_warning_stays_unread(make_account, moderator, article, made, database):
    ann = make_account("reader")
    comment = post(ann, article, "to be rejected")
    decided = moderator.api.post("/v1/moderation/decisions", {"decisions": [{"case": comment, "version": 0, "action": "reject", "reason": "spam"}]})
    assert decided.status == 200
    assert moderator.api.post(f"/v1/moderation/accounts/{ann.id}/sanctions", {"kind": "warn", "reason": "spam"}).status == 201
    made()
    got = heard(ann)
    assert [(n["kind"], n["notice"], n["from"], n["text"]) for n in got["notifications"]] == [
        ("sanction", True, None, None), ("rejected", True, None, None)]
    assert got["unread"] == 2
    assert ann.api.post("/v1/account/notifications/read", {"upto": got["notifications"][0]["id"]}).json == {"unread": 1}
    assert ann.api.post(f"/v1/articles/{article['id']}/comments", {"body": "not yet"}).code == "warning_unread"
    assert ann.api.post(f"/v1/account/notifications/{got['notifications'][0]['id']}/read").status == 204
    assert heard(ann)["unread"] == 0
    post(ann, article, "now I have read it")


def test_pages_of_the_list_miss_and_repeat_nothing(make_account, article, made):
    ann, bob = make_account("reader"), make_account("reader")
    first = post(ann, article, "first")
    for n in range(7):
        post(bob, article, f"answer {n}", first)
    made()
    found, cursor = [], ""
    while cursor is not None:
        page = ann.api.get(f"/v1/account/notifications?limit=3{'&cursor=' + cursor if cursor else ''}").json
        found += [n["text"] for n in page["notifications"]]
        cursor = page["next"]
    assert found == [f"answer {n}" for n in reversed(range(7))]


def test_what_is_hidden_is_named_no_longer(make_account, moderator, article, made):
    ann, bob = make_account("reader"), make_account("reader")
    answer = post(bob, article, "an answer", post(ann, article, "first"))
    made()
    one = heard(ann)["notifications"][0]["id"]
    assert ann.api.post(f"/v1/account/notifications/{one}/read").status == 204
    assert bob.api.delete(f"/v1/articles/{article['id']}/comments/{answer}").status in (200, 204)
    got = heard(ann)["notifications"][0]
    assert (got["comment"], got["from"], got["text"], got["title"]) == (None, None, None, article["title"])
    assert moderator.api.patch(f"/v1/articles/{article['id']}", {"state": "hidden"}).status == 200
    got = heard(ann)["notifications"][0]
    assert (got["article"], got["title"]) == (None, None)


def test_the_page_opens_a_comment_and_marks_it(make_account, article, made, server):
    ann, bob = make_account("reader"), make_account("reader")
    answer = post(bob, article, "an answer <b>", post(ann, article, "first"))
    made()
    page = ann.api.get("/account/notifications", headers={"Accept": "text/html"}, check=False).text
    assert f"{bob.username} answered your comment" in page and "an answer &lt;b&gt;" in page and "Mark all as read" in page
    action = re.search(r'action="(/account/notifications/[0-9a-f-]{36}/read)"', page)[1]
    v = Visitor(server)
    v.sign_in(ann)
    seen = v.post(action, {})
    assert seen.status_code == 303 and seen.headers["location"].endswith(f"/a/{article['id']}/c/{answer}")
    assert heard(ann)["unread"] == 0
    page = ann.api.get("/account/notifications", headers={"Accept": "text/html"}, check=False).text
    assert "Mark all as read" not in page and action not in page


def test_a_follower_hears_once_until_they_read(make_account, article, made):
    ann, bob = make_account("reader"), make_account("reader")
    path = f"/v1/articles/{article['id']}/follow"
    assert ann.api.get(f"/v1/articles/{article['id']}/mine").json["follows"] is False
    assert ann.api.put(path).status == 204 and ann.api.put(path).status == 204
    assert ann.api.get(f"/v1/articles/{article['id']}/mine").json["follows"] is True
    assert [f["article"] for f in ann.api.get("/v1/account/follows").json["follows"]] == [article["id"]]
    post(bob, article, "one")
    post(bob, article, "two")
    made()
    assert [n["kind"] for n in heard(ann)["notifications"]] == ["follow"]
    assert ann.api.get("/v1/account/follows").json["follows"][0]["unread"] is True
    assert ann.api.post("/v1/account/notifications/read", {"upto": heard(ann)["notifications"][0]["id"]}).json == {"unread": 0}
    post(bob, article, "three")
    made()
    assert heard(ann)["unread"] == 1
    assert ann.api.delete(path).status == 204
    assert ann.api.get("/v1/account/follows").json == {"follows": [], "next": None}
    assert ann.api.put(f"/v1/articles/{NOWHERE}/follow").code == "not_found"


def test_who_ended_following_does_not_follow_by_writing(make_account, article, made):
    ann, bob = make_account("reader"), make_account("reader")
    post(ann, article, "first")
    made()
    assert ann.api.get(f"/v1/articles/{article['id']}/mine").json["follows"] is True
    assert ann.api.delete(f"/v1/articles/{article['id']}/follow").status == 204
    post(ann, article, "second")
    post(bob, article, "third")
    made()
    assert ann.api.get(f"/v1/articles/{article['id']}/mine").json["follows"] is False
    assert heard(ann)["notifications"] == []


def test_a_muted_reader_is_not_heard_and_is_folded(make_account, article, made, server):
    ann, bob = make_account("reader"), make_account("reader")
    first = post(ann, article, "first")
    post(bob, article, "before", first)
    made()
    assert heard(ann)["unread"] == 1
    path = f"/v1/account/mutes/{bob.id}"
    assert ann.api.put(path).status == 204 and ann.api.put(path).status == 204
    assert heard(ann)["unread"] == 0
    post(bob, article, f"after, @{ann.username}", first)
    made()
    assert heard(ann)["unread"] == 0
    assert [m["username"] for m in ann.api.get("/v1/account/mutes").json["mutes"]] == [bob.username]
    assert ann.api.get(f"/v1/articles/{article['id']}/mine").json["muted"] == [bob.id]
    assert ann.api.get(f"/v1/articles/{article['id']}/mine?ids={first}").json["muted"] == []
    v = Visitor(server)
    v.sign_in(ann)
    assert v.get(f"/a/{article['id']}").text.count("You muted this reader") == 2
    assert "You muted this reader" not in Visitor(server).get(f"/a/{article['id']}").text
    assert bob.api.get("/v1/account/mutes").json == {"mutes": [], "next": None}
    assert ann.api.delete(path).status == 204 and ann.api.delete(path).status == 204
    assert "You muted this reader" not in v.get(f"/a/{article['id']}").text


def test_nobody_mutes_themselves_or_nobody_or_too_many(make_account, make_server, database):
    ann, bob, cho = make_account("reader"), make_account("reader"), make_account("reader")
    assert ann.api.put(f"/v1/account/mutes/{ann.id}").code == "not_found"
    assert ann.api.put(f"/v1/account/mutes/{NOWHERE}").code == "not_found"
    few = make_server(database, {"notifications.mutes_max": "1"}).start()
    headers = {"Authorization": f"Bearer {ann.token}"}
    assert requests.put(f"{few.url}/v1/account/mutes/{bob.id}", headers=headers).status_code == 204
    assert requests.put(f"{few.url}/v1/account/mutes/{bob.id}", headers=headers).status_code == 204
    refused = requests.put(f"{few.url}/v1/account/mutes/{cho.id}", headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (409, "mutes_max")
    few.stop()


def test_an_accounts_page_lists_what_everybody_may_read(make_account, moderator, article, server):
    ann, bob = make_account("reader"), make_account("reader")
    for n in range(3):
        post(ann, article, f"words {n}")
    gone = post(ann, article, "rejected words")
    assert moderator.api.post("/v1/moderation/decisions", {"decisions": [{"case": gone, "version": 0, "action": "reject", "reason": "spam"}]}).status == 200
    found, cursor = [], ""
    while cursor is not None:
        page = bob.api.get(f"/v1/accounts/{ann.id}/comments?limit=2{'&cursor=' + cursor if cursor else ''}").json
        found += [re.sub("<[^>]*>", "", c["html"]).strip() for c in page["comments"]]
        cursor = page["next"]
    assert found == ["words 2", "words 1", "words 0"] and page["account"]["username"] == ann.username
    assert bob.api.get(f"/v1/accounts/{NOWHERE}/comments").code == "not_found"
    stranger, own, other = Visitor(server), Visitor(server), Visitor(server)
    own.sign_in(ann)
    other.sign_in(bob)
    pages = [v.get(f"/people/{ann.id}").text for v in (stranger, own, other)]
    assert all("words 2" in p and "rejected words" not in p for p in pages)
    assert ["Mute this reader" in p for p in pages] == [False, False, True] and ["as others see it" in p for p in pages] == [False, True, False]
    assert moderator.api.patch(f"/v1/articles/{article['id']}", {"state": "hidden"}).status == 200
    assert bob.api.get(f"/v1/accounts/{ann.id}/comments").json["comments"] == []


def test_a_readers_own_lists_take_back_what_they_show(make_account, article, made, server):
    ann, bob = make_account("reader"), make_account("reader")
    post(bob, article, "an answer", post(ann, article, "first"))
    made()
    v = Visitor(server)
    v.sign_in(ann)
    assert v.post(f"/people/{bob.id}/mute", {"value": "yes"}).headers["location"].endswith(f"/people/{bob.id}?said=muted")
    assert bob.username in v.get("/account/mutes").text
    assert v.post(f"/people/{bob.id}/mute", {"value": "no", "back": "/account/mutes"}).headers["location"].endswith("/account/mutes?said=unmuted")
    assert "You muted nobody." in v.get("/account/mutes").text
    assert article["title"] in v.get("/account/follows").text
    page = v.get(f"/a/{article['id']}").text
    assert "Stop following" in page and f'action="/a/{article["id"]}/follow"' in page
    assert v.post(f"/a/{article['id']}/follow", {"value": "no", "back": "/account/follows"}).headers["location"].endswith("/account/follows?said=unfollowed")
    assert "You follow no discussion." in v.get("/account/follows").text
    assert "Follow<" in v.get(f"/embed/{article['id']}").text and "/follow" not in Visitor(server).get(f"/a/{article['id']}").text
    answers = v.get("/account/replies").text
    assert "Answers to your comments" in answers and "Mark all as read" not in answers


DEFAULTS = {"reply": "now", "mention": "now", "follow": "daily", "pick": "now", "report": "daily"}


def chosen(account):
    return account.api.get("/v1/account").json["notifications"]


def test_each_kind_of_mail_is_chosen_by_itself(make_account):
    ann = make_account("reader")
    assert chosen(ann) == DEFAULTS
    assert ann.api.patch("/v1/account", {"notifications": {"reply": "daily", "pick": "never"}}).json["notifications"] == {**DEFAULTS, "reply": "daily", "pick": "never"}
    assert ann.api.patch("/v1/account", {"notifications": {}}).status == 200
    for bad, code in (({"reply": "hourly"}, "unknown_value"), ({"votes": "now"}, "unknown_value"), ({"reply": 1}, "unknown_value"), ("now", "bad_type")):
        assert ann.api.patch("/v1/account", {"notifications": bad}).json["fields"] == [{"field": "notifications", "code": code}], bad
    assert chosen(ann) == {**DEFAULTS, "reply": "daily", "pick": "never"}


def test_the_accounts_page_has_the_choices(make_account, server):
    ann = make_account("reader")
    v = Visitor(server)
    v.sign_in(ann)
    assert '<option value="daily" selected="">Once a day</option>' in v.get("/account").text
    saved = v.post("/account/mail", {"reply": "never", "mention": "daily", "follow": "now", "pick": "never", "report": "now"})
    assert saved.status_code == 303 and saved.headers["location"].endswith("/account?said=saved#mail")
    assert chosen(ann) == {"reply": "never", "mention": "daily", "follow": "now", "pick": "never", "report": "now"}
    assert v.post("/account/mail", {"reply": "sometimes", "mention": "daily", "follow": "now", "pick": "never", "report": "now"}).status_code == 422
    assert v.post("/account/mail", {"reply": "now"}).status_code == 422
    assert chosen(ann)["reply"] == "never"


def unsubscribe_link(database, account, kind="reply", life="90 days"):
    token = link(database, account.id, "unsubscribe", "ann@mail.example", life)
    database.sql("update core.token set data = %s where account_id = %s and purpose = 'unsubscribe' returning 1", [f'{{"kind": "{kind}"}}', account.id])
    return token


def test_the_link_of_a_mail_shows_a_page_and_its_button_ends_the_kind(make_account, database, server):
    ann = make_account("reader")
    token = unsubscribe_link(database, ann)
    v = Visitor(server)
    page = v.get(f"/unsubscribe?token={token}")
    assert page.status_code == 200 and ann.username in page.text and "Stop these mails" in page.text
    assert page.headers["cache-control"] == "private, no-store" or "no-store" in page.headers["cache-control"]
    assert chosen(ann) == DEFAULTS
    done = v.post("/unsubscribe", {"token": token, "what": "kind"}, token=False)
    assert done.status_code == 200 and "You get these mails no longer" in done.text and token not in done.text
    assert chosen(ann) == {**DEFAULTS, "reply": "never"}
    assert v.post("/unsubscribe", {"token": token, "what": "all"}, token=False).status_code == 200
    assert set(chosen(ann).values()) == {"never"}


@pytest.mark.parametrize("kind", ["form", "multipart", "no body"])
def test_a_mail_program_unsubscribes_with_one_post(make_account, database, server, kind):
    """RFC 8058, section 3.1: a POST to the link, without cookie and Origin."""
    ann = make_account("reader")
    url = f"{server.url}/unsubscribe?token={unsubscribe_link(database, ann, 'mention')}"
    body = {"form": {"data": {"List-Unsubscribe": "One-Click"}}, "multipart": {"files": {"List-Unsubscribe": (None, "One-Click")}}, "no body": {}}[kind]
    for _ in range(2):
        answer = requests.post(url, allow_redirects=False, **body)
        assert answer.status_code == 200, answer.text
    assert chosen(ann) == {**DEFAULTS, "mention": "never"}


def test_a_link_that_does_not_work_changes_nothing(make_account, database, server):
    ann = make_account("reader")
    old = unsubscribe_link(database, ann, life="-1 hour")
    other = link(database, ann.id, "reset", "ann@mail.example")
    v = Visitor(server)
    for token in (old, other, "x", "A" * 43, old[:-1]):
        for answer in (v.get(f"/unsubscribe?token={token}"), v.post("/unsubscribe", {"token": token}, token=False), requests.post(f"{server.url}/unsubscribe?token={token}")):
            assert answer.status_code == 422 and "This link does not work" in answer.text, (token, answer.text)
    assert v.get("/unsubscribe").status_code == 422
    assert chosen(ann) == DEFAULTS
