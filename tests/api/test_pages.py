# SPDX-License-Identifier: Apache-2.0
"""Goal: the pages people see keep the house's laws: two questions, one for a form; safe ways back; errors as pages."""
import re
import time
import urllib.parse

import pytest
import requests

from visitor import Visitor, comment, key, page, visiting

SETTINGS = {"rules.refresh": "10min", "server.workers": 1}
ROUNDS = 20


@pytest.fixture(scope="module")
def visitor(server, reader):
    yield from visiting(server, reader)


@pytest.fixture(scope="module")
def desk(server, moderator):
    yield from visiting(server, moderator)


def questions(server):
    """Asked so far; waits for figures that the workers wrote after this call began."""
    began = time.monotonic()
    while True:
        assert time.monotonic() < began + 20
        text = requests.get(server.admin_url + "/metrics", timeout=10).text
        ages = [float(n) for n in re.findall(r"^madang_worker_heartbeat_age_seconds\S* (\S+)", text, re.M)]
        if time.monotonic() - max(ages) > began + 0.01:
            return sum(float(n) for n in re.findall(r"^madang_database_queries_total\S* (\S+)", text, re.M))
        time.sleep(0.05)


def asked(server, act):
    """Questions that one act asks, rounded: the worker's own few between them do not count."""
    before = questions(server)
    for _ in range(ROUNDS):
        act()
    return round((questions(server) - before) / ROUNDS)


def test_a_page_runs_at_most_two_queries(server, visitor, desk, reader, admin, article):
    own, other = comment(reader, article), comment(admin, article)
    at = f"/a/{article['id']}"
    for who, path in [(visitor, at), (visitor, f"{at}/c/{other}"), (visitor, f"{at}/c/{own}/edit"),
                      (visitor, f"{at}/c/{own}/withdraw"), (visitor, f"{at}/c/{other}/report"), (visitor, "/account"),
                      (visitor, "/account/notices"), (visitor, "/"), (desk, "/desk"), (desk, f"/desk/{other}"),
                      (desk, "/desk/log")]:
        assert asked(server, lambda: page(who.get(path))) <= 2, path
    stranger = Visitor(server)
    for path in (at, f"{at}/c/{other}"):
        assert asked(server, lambda: page(stranger.get(path))) <= 1, path


def test_the_page_of_a_stranger_says_nothing_personal(server, visitor, admin, article):
    """The page is cached by its version, so it has nothing of one reader and no relative time."""
    other = comment(admin, article)
    for path in (f"/a/{article['id']}", f"/a/{article['id']}/c/{other}"):
        first = Visitor(server).get(path + "?v=1")
        shown = page(first)
        assert "form_token" not in shown and "ago<" not in shown and "just now" not in shown
        assert "v=1" not in shown and "v%3D1" not in shown
        assert "Cookie" in first.headers["vary"]
        assert page(Visitor(server).get(path)) == shown
        again = Visitor(server).get(path, **{"If-None-Match": first.headers["etag"]})
        assert again.status_code == 304
        assert visitor.get(path).headers["cache-control"] == "private, no-store"
        assert "etag" not in visitor.get(path).headers
        comment(admin, article, "And another.")


def test_a_form_runs_one_query(server, visitor, admin, article):
    other = comment(admin, article)
    at, token = f"/a/{article['id']}", visitor.token()

    def post(path, fields, status=303):
        answer = visitor.post(path, {**fields, "form_token": token}, token=False)
        assert answer.status_code == status, answer.text
    assert asked(server, lambda: post(f"{at}/comments", {"body": "Once more."})) == 1
    assert asked(server, lambda: post(f"{at}/c/{other}/vote", {"value": "1"})) == 1
    assert asked(server, lambda: post(f"{at}/comments", {"body": " "}, 422)) == 0


@pytest.mark.parametrize("way", ["//evil.example", "https://evil.example/", "/\\evil.example", "/a\r\nX: y", "x", ""])
def test_a_return_path_never_leads_to_another_site(server, reader, visitor, article, admin, way):
    assert Visitor(server).sign_in(reader, next=way).headers["location"] == "/"
    shown = page(Visitor(server).get("/sign-in?next=" + urllib.parse.quote(way)))
    assert 'name="next" value="/"' in shown
    at = f"/a/{article['id']}/c/{comment(admin, article)}"
    assert visitor.post(at + "/vote", {"value": "1", "back": way}).headers["location"].startswith("/a/")


def test_a_return_path_keeps_its_place_and_drops_the_former_form(visitor, article, admin):
    one = comment(admin, article)
    answer = visitor.post(f"/a/{article['id']}/c/{one}/vote", {
        "value": "-1", "back": f"/a/{article['id']}?sort=best&said=posted&v=1"})
    assert re.fullmatch(rf"/a/{article['id']}\?sort=best&v=\d+#c-{one}", answer.headers["location"])
    page(visitor.get(answer.headers["location"].split("#")[0]))


def test_forms_need_their_token_and_origin(visitor, article):
    at = f"/a/{article['id']}/comments"
    page(visitor.post(at, {"body": "hello"}, token=False), 403)
    page(visitor.post(at, {"body": "hello", "form_token": "A" * 43}, token=False), 403)
    page(visitor.post(at, {"body": "hello"}, origin=False), 403)
    assert visitor.post(at, {"body": "hello"}).status_code == 303


def test_a_refused_comment_is_not_lost(visitor, server, article, moderator):
    moderator.api.patch(f"/v1/articles/{article['id']}", {"state": "closed"})
    shown = page(visitor.post(f"/a/{article['id']}/comments", {"body": "Too late </textarea><b>"}), 409)
    assert "Too late &lt;/textarea&gt;&lt;b&gt;" in shown
    assert "<b>" not in shown
    assert "closed" in page(visitor.get(f"/a/{article['id']}"))


def test_the_longest_comment_fits_a_form_and_a_longer_one_gets_its_length(visitor, article):
    """Percent-encoded, a Hangul letter is nine bytes, an emoji twelve."""
    at = f"/a/{article['id']}/comments"
    for longest in "가" * 5000, "🙂" * 5000:
        assert visitor.post(at, {"body": longest}).status_code == 303
    shown = page(visitor.post(at, {"body": "가" * 5001}), 422)
    assert "Your comment has 5001 of at most 5000 characters." in shown and "가" * 5001 in shown
    shown = page(visitor.post(at, {"body": "👨‍👩‍👧‍👦" * 1000}), 422)
    assert "Your comment has 25000 of at most 24576 bytes." in shown


def test_pages_of_the_desk_are_for_staff_only(server, visitor, article):
    stranger = Visitor(server)
    assert stranger.get("/desk?view=held").headers["location"] == "/sign-in?next=%2Fdesk%3Fview%3Dheld"
    page(visitor.get("/desk"), 403)
    page(visitor.get("/desk/log"), 403)
    page(visitor.post("/desk/claim", {"view": "all"}), 403)
    page(stranger.post(f"/a/{article['id']}/comments", {"body": "mine"}, token=False), 401)


def test_nobody_edits_or_reads_the_source_of_another_author(visitor, article, admin):
    other = comment(admin, article)
    at = f"/a/{article['id']}/c/{other}"
    page(visitor.get(at + "/edit"), 403)
    page(visitor.post(at + "/edit", {"body": "taken over", "revision": "1"}), 403)
    page(visitor.post(at + "/withdraw", {}), 403)


def test_a_stale_edit_is_409_and_keeps_the_text(visitor, reader, article):
    own = comment(reader, article)
    at = f"/a/{article['id']}/c/{own}/edit"
    assert visitor.post(at, {"body": "second", "revision": "1"}).status_code == 303
    assert "third" in page(visitor.post(at, {"body": "third", "revision": "1"}), 409)


def test_an_ended_session_reads_as_a_stranger(server, make_account, article):
    account = make_account()
    v = Visitor(server)
    v.sign_in(account)
    token = v.token()
    account.sign_in(account.api)
    listed = account.api.get("/v1/account/sessions").json["sessions"]
    for one in listed:
        if not one["current"]:
            account.api.delete(f"/v1/account/sessions/{one['id']}")
    assert "Sign in</a> to join the conversation." in page(v.get(f"/a/{article['id']}"))
    shown = page(v.post(f"/a/{article['id']}/comments", {"body": "still mine", "form_token": token}, token=False), 401)
    assert "still mine" in shown


def test_the_same_form_twice_makes_one_comment(visitor, article):
    at = f"/a/{article['id']}"
    fields = {"body": "Said once, pressed twice.", "key": key(page(visitor.get(at)))}
    first, second = (visitor.post(at + "/comments", fields) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first.headers["location"].split("#")[1] == second.headers["location"].split("#")[1]
    assert page(visitor.get(at)).count("Said once, pressed twice.") == 1
    # The same page reached by the back button, and something else written there.
    assert visitor.post(at + "/comments", {**fields, "body": "And another."}).status_code == 303
    assert "And another." in page(visitor.get(at))


def test_each_page_has_a_key_of_its_own(visitor, article):
    at = f"/a/{article['id']}"
    assert key(page(visitor.get(at))) != key(page(visitor.get(at)))
    assert 'name="key"' not in page(Visitor(visitor.server).get(at))


def test_the_same_decision_twice_is_one_decision(desk, visitor, reader, article):
    one = comment(reader, article)
    fields = {"version": "0", "action": "reject", "reason": "spam", "note": "", "key": key(page(desk.get(f"/desk/{one}")))}
    fields["version"] = re.search(r'name="version" value="(\d+)"', page(desk.get(f"/desk/{one}")))[1]
    first, second = (desk.post(f"/desk/{one}/decide", fields) for _ in range(2))
    assert first.status_code == 303 and first.headers["location"] == second.headers["location"]


@pytest.mark.parametrize("change, status", [
    ({"version": "999"}, 409), ({"reason": "nonsense"}, 422), ({"note": "x" * 2001}, 422), ({"action": "dance"}, 422)])
def test_a_refused_decision_keeps_the_note_and_the_reason(desk, reader, article, change, status):
    one = comment(reader, article)
    version = re.search(r'name="version" value="(\d+)"', page(desk.get(f"/desk/{one}")))[1]
    fields = {"version": version, "action": "reject", "reason": "hate", "note": "Not <lost>.", **change}
    shown = page(desk.post(f"/desk/{one}/decide", fields), status)
    assert "Nothing was decided" in shown
    assert ("Not &lt;lost&gt;." if "note" not in change else "x" * 2001) in shown
    if "reason" not in change:
        assert '<option value="hate" selected="">' in shown


def test_the_log_has_pages_and_keeps_its_filter(desk, reader, moderator, article):
    for _ in range(4):
        one = comment(reader, article)
        version = re.search(r'name="version" value="(\d+)"', page(desk.get(f"/desk/{one}")))[1]
        assert desk.post(f"/desk/{one}/decide", {"version": version, "action": "approve"}).status_code == 303
    path, seen = f"/desk/log?moderator={moderator.id}&limit=1", set()
    for _ in range(3):
        shown = page(desk.get(path))
        seen.add(re.search(r'href="/desk/([0-9a-f-]{36})"', shown)[1])
        path = re.search(r'href="(/desk/log\?[^"]+cursor=[^"]+)">Older', shown)[1].replace("&amp;", "&")
        assert f"moderator={moderator.id}" in path and "limit=1" in path
    assert len(seen) == 3 and "Back to the first page" in page(desk.get(path))
    shown = page(desk.get(f"/desk/log?moderator={moderator.id}&account={reader.id}&from=2020-01-01&to="))
    assert f'value="{moderator.id}"' in shown and f'value="{reader.id}"' in shown and 'value="2020-01-01"' in shown
    assert f'href="/desk/accounts/{reader.id}"' in shown and f'href="/desk/log?moderator={moderator.id}"' in shown
    assert '<details open="">\n<summary>Filter' in shown and '<details>\n<summary>Filter' in page(desk.get("/desk/log"))
    assert "No decision matches. Change the filter, then try again." in page(desk.get(f"/desk/log?moderator={reader.id}"))
    page(desk.get("/desk/log?moderator=somebody"), 400)


def test_an_account_page_shows_and_gives_sanctions(server, desk, visitor, make_account, article):
    account = make_account()
    one = comment(account, article, "Something rude.")
    at = f"/desk/accounts/{account.id}"
    assert f'href="{at}"' in page(desk.get(f"/desk/{one}"))
    shown = page(desk.get(at))
    assert "1 published" in shown and "Something rude." in shown
    assert desk.post(at + "/notes", {"text": "Was <friendly> on the phone."}).status_code == 303
    assert "Was &lt;friendly&gt; on the phone." in page(desk.get(at))
    assert 'value="mute" required="" checked=""' in page(desk.get(at + "/sanction?kind=mute"))
    fields = {"kind": "mute", "days": "7", "reason": "abuse", "message": "Please cool down.", "note": "Second time.", "span": "1",
              "site": "", "key": key(page(desk.get(at + "/sanction")))}
    for _ in range(2):      # pressed twice
        assert desk.post(at + "/sanction", fields).headers["location"] == at + "?said=sanctioned"
    shown = page(desk.get(at))
    assert shown.count("<strong>Muted</strong>") == 1 and "Second time." in shown and "1 comment taken down with it" in shown
    v = Visitor(server)
    v.sign_in(account)
    page(v.post(f"/a/{article['id']}/comments", {"body": "More."}), 403)
    told = page(v.get("/account/notices"))
    assert "Please cool down." in told and "Second time." not in told
    bring = re.search(r'action="([^"]+/restore)"', shown)[1]
    assert desk.post(bring, {}).headers["location"] == at + "?said=brought_back"
    assert desk.post(re.search(r'action="([^"]+/lift)"', shown)[1], {}).headers["location"] == at + "?said=lifted"
    assert v.post(f"/a/{article['id']}/comments", {"body": "More."}).status_code == 303
    assert "1 restored" in page(desk.get(at))


@pytest.mark.parametrize("change", [{"kind": "flog"}, {"days": "8"}, {"reason": "nonsense"}, {"note": "x" * 2001}, {"span": "9"}])
def test_a_refused_sanction_keeps_its_words(desk, make_account, change):
    at = f"/desk/accounts/{make_account().id}/sanction"
    shown = page(desk.post(at, {"kind": "mute", "days": "7", "reason": "abuse", "message": "Please <cool> down.", **change}), 422)
    assert "Please &lt;cool&gt; down." in shown and "That did not work yet" in shown


def test_the_audit_is_for_admins_and_auditors(server, desk, admin):
    page(desk.get("/desk/audit"), 403)
    assert "/desk/audit" not in page(desk.get("/desk"))
    chief = Visitor(server)
    chief.sign_in(admin)
    assert "/desk/audit" in page(chief.get("/desk"))
    assert "sign_in" in page(chief.get("/desk/audit?action=sign_in&actor=&object=&from=2020-01-01&to="))
    assert "No entry matches. Change the filter, then try again." in page(chief.get("/desk/audit?action=nothing"))
    page(chief.get("/desk/audit?actor=nobody"), 400)
    assert asked(server, lambda: page(chief.get("/desk/audit"))) <= 2


def test_an_appeal_leads_from_its_notice_to_its_outcome(server, desk, admin, make_account, article):
    account = make_account()
    one = comment(account, article, "A hard word.")
    version = re.search(r'name="version" value="(\d+)"', page(desk.get(f"/desk/{one}")))[1]
    assert desk.post(f"/desk/{one}/decide", {"version": version, "action": "reject", "reason": "abuse"}).status_code == 303
    v = Visitor(server)
    v.sign_in(account)
    told = page(v.get("/account/notices"))
    assert "House rule" in told and "A moderator decided this" in told and "You may appeal until" in told
    at = re.search(r'href="(/account/notices/[^"]+/appeal)"', told)[1]
    fields = {"text": "It was a <quote>.", "key": key(page(v.get(at)))}
    page(v.post(at, {**fields, "text": ""}), 422)
    for _ in range(2):      # pressed twice
        assert v.post(at, fields).headers["location"] == "/account/appeals?said=appealed"
    assert page(v.get("/account/appeals")).count("It was a &lt;quote&gt;.") == 1
    assert "It was a second try" in page(v.post(at, {"text": "It was a second try"}), 409)
    shown = page(desk.get("/desk/appeals"))
    assert "It was a &lt;quote&gt;." in shown and "A moderator who took no part decides" in shown
    chief = Visitor(server)
    chief.sign_in(admin)
    decide = re.search(r'action="(/desk/appeals/[^"]+/decide)"', page(chief.get("/desk/appeals")))[1]
    page(desk.post(decide, {"outcome": "upheld"}), 403)
    page(chief.post(decide, {"outcome": "maybe"}), 422)
    assert chief.post(decide, {"outcome": "overturned", "note": "A quote indeed."}).headers["location"].startswith("/desk/appeals?said=overturned&undo=appeal.")
    page(chief.post(decide, {"outcome": "upheld"}), 409)
    assert "A quote indeed." in page(desk.get("/desk/appeals?state=decided"))
    assert "A quote indeed." in page(v.get("/account/notices")) and "Overturned" in page(v.get("/account/appeals"))
    assert "A hard word." in page(Visitor(server).get(f"/a/{article['id']}"))


def test_anyone_gives_notice_of_illegal_content(server, desk, visitor, admin, article):
    one = comment(admin, article, "Forbidden words.")
    at = f"/a/{article['id']}/c/{one}"
    link = re.search(r'href="(/notices/illegal\?url=[^"]+)"', page(visitor.get(at + "/report")))[1]
    for v in (Visitor(server), visitor):
        form = page(v.get(link))
        fields = {"url": urllib.parse.unquote(re.search(r'name="url" type="text" value="([^"]+)"', form)[1]), "explanation": "It <forbids> it.",
                  "law": "§ 1", "name": "Kim", "email": "kim@mail.example", "good_faith": "yes", "key": key(form)}
        for change in ({"url": "https://news.example/none"}, {"explanation": ""}, {"email": "kim"}, {"good_faith": ""}):
            shown = page(v.post("/notices/illegal", {**fields, **change}, token=v is visitor), 422)
            assert "Kim" in shown and "That did not work yet" in shown
        first, second = (v.post("/notices/illegal", fields, token=v is visitor).headers["location"] for _ in range(2))
        assert first == second
        assert "A moderator has not decided your notice yet." in page(Visitor(server).get(first))
    shown = page(desk.get(f"/desk/{one}"))
    assert shown.count("It &lt;forbids&gt; it.") == 2 and "kim@mail.example" in shown
    assert "kim@mail.example" not in page(desk.get("/desk?view=illegal"))
    page(Visitor(server).get("/notices/illegal/" + "0" * 32), 404)
    version = re.search(r'name="version" value="(\d+)"', shown)[1]
    assert desk.post(f"/desk/{one}/decide", {"version": version, "action": "reject", "reason": "illegal"}).status_code == 303
    assert "The comment was taken down." in page(Visitor(server).get(first))


def test_the_controls_of_an_article_are_shown_and_changed(server, desk, visitor, reader, article):
    at = f"/desk/articles/{article['id']}"
    page(visitor.get(at), 403)
    one = comment(reader, article, "Before.")
    assert at in page(desk.get(f"/desk/{one}"))
    fields = {"state": "open", "slow_mode": "600", "closes_after": "86400", "closes_at": "2099-01-02T03:04"}
    assert desk.post(at, fields).headers["location"] == at + "?said=saved"
    shown = page(desk.get(at))
    for part in ('value="600" selected=""', 'value="86400" selected=""', 'value="2099-01-02T03:04"', 'value="open" selected=""'):
        assert part in shown
    shown = page(visitor.post(f"/a/{article['id']}/comments", {"body": "Too soon."}), 429)
    assert "Too soon." in shown and "slow" in shown
    for change in ({"state": "gone"}, {"slow_mode": "-1"}, {"closes_after": "x"}, {"closes_at": "tomorrow"}, {"closes_at": "2001-01-01T00:00"}):
        assert "That did not work yet" in page(desk.post(at, {**fields, **change}), 422)
    assert desk.post(at, {"state": "hidden", "slow_mode": "0", "closes_after": "0", "closes_at": ""}).status_code == 303
    page(Visitor(server).get(f"/a/{article['id']}"), 404)
    assert 'value="hidden" selected=""' in page(desk.get(at))
    assert desk.post(at, {"state": "open", "slow_mode": "0", "closes_after": "0", "closes_at": ""}).status_code == 303
    assert "Before." in page(Visitor(server).get(f"/a/{article['id']}"))


def test_a_comment_is_marked_from_its_case(desk, visitor, reader, article):
    one = comment(reader, article)
    at = f"/desk/{one}"
    assert "Lock this thread" in page(desk.get(at))
    assert desk.post(at + "/mark", {"locked": "yes"}).headers["location"] == at + "?said=marked"
    assert desk.post(at + "/mark", {"pinned": "yes"}).headers["location"] == at + "?said=marked"
    shown = page(desk.get(at))
    assert "Unlock this thread" in shown and "Unpin it" in shown
    assert page(visitor.get(f"/a/{article['id']}")).count(f'id="pin-{one}"') == 1
    assert "locked" in page(visitor.post(f"/a/{article['id']}/comments", {"body": "A reply.", "parent_id": one}), 409)
    assert desk.post(at + "/mark", {"locked": "no"}).status_code == 303
    assert visitor.post(f"/a/{article['id']}/comments", {"body": "A reply.", "parent_id": one}).status_code == 303


def test_search_finds_comments_cases_and_accounts(server, desk, visitor, make_account, article):
    page(visitor.get("/desk/search"), 403)
    account = make_account()
    one = comment(account, article, "A remark about zeppelins.")
    path = "/desk/search?q=zeppelins&state=&reason=&rule=&author=&article=&from=&to="
    server.wait_for(lambda: "zeppelins." in page(desk.get(path)), what="the words to be found")
    shown = page(desk.get(path))
    assert "A remark about zeppelins." in shown and f"/desk/{one}" in shown and 'value="zeppelins"' in shown
    assert "Nothing matches. Change the filter, then search again." in page(desk.get("/desk/search?q=nothing-such"))
    assert account.username in page(desk.get(f"/desk/search?in=accounts&q={account.username}"))
    page(desk.get("/desk/search?in=cases&state=open"))
    page(desk.get("/desk/search?q=x"), 400)
    states = re.search(r'<select id="state".*?</select>', page(desk.get("/desk/search")), re.S).group()
    assert states.count(">Held<") == 1
    for state in re.findall(r'value="(\w+)"', states):
        page(desk.get(f"/desk/search?state={state}"))
    assert asked(server, lambda: page(desk.get("/desk/search?q=zeppelins"))) <= 2


def test_figures_of_a_period_are_shown_and_downloaded(server, desk, visitor):
    page(visitor.get("/desk/transparency"), 403)
    shown = page(desk.get("/desk/transparency"))
    assert "Restrictions by reason" in shown
    csv = re.search(r'href="(/v1/moderation/transparency\?format=csv[^"]+)"', shown)[1].replace("&amp;", "&")
    assert desk.get(csv).text.startswith("figure,key,value")
    page(desk.get("/desk/transparency?from=&to=2020-01-01"))
    page(desk.get("/desk/transparency?from=yesterday"), 400)


def test_decisions_in_bulk_are_seen_before_they_are_made(server, desk, visitor, make_account, article):
    page(visitor.get("/desk/jobs"), 403)
    page(visitor.get("/desk/jobs/new"), 403)
    account = make_account()
    for i in range(3):
        comment(account, article, f"Buy marmalade {i}")
    form = page(desk.get("/desk/jobs/new"))
    fields = {"text": "", "state": "published", "reason": "", "rule": "", "author": account.username, "article": article["key"], "from": "", "to": "",
              "action": "reject", "because": "spam", "note": "A <wave>.", "key": key(form)}
    for change in ({"author": "x"}, {"article": "x"}, {"author": "", "state": "", "article": ""}, {"action": "dance"}, {"because": ""}, {"note": "x" * 2001}):
        assert "That did not work yet" in page(desk.post("/desk/jobs", {**fields, **change}), 422)
    first, second = (page(desk.post("/desk/jobs", fields)) for _ in range(2))
    assert "Not started" in first and first.count("Buy marmalade") == 3
    at = re.search(r'action="(/desk/jobs/[^"]+)/move"', first)[1]
    assert at in second     # pressed twice
    assert desk.post(at + "/move", {"verb": "start"}).headers["location"] == at + "?said=start"
    server.wait_for(lambda: ">Done<" in page(desk.get(at)), what="the job")
    assert "3; 0 skipped" in page(desk.get(at))
    listed = page(desk.get("/desk/jobs"))
    assert f'href="{at}"' in listed and "Reject, or take down: Spam" in listed and "3 of 3 decided" in listed and 'href="/desk/jobs/new"' in listed
    page(desk.post(at + "/move", {"verb": "start"}), 409)
    page(desk.post(at + "/move", {"verb": "dance"}), 422)
    assert desk.post(at + "/move", {"verb": "undo"}).status_code == 303
    server.wait_for(lambda: ">Undone<" in page(desk.get(at)), what="the undoing")
    assert "Buy marmalade 0" in page(Visitor(server).get(f"/a/{article['id']}"))


def test_rules_are_written_tried_and_put_in_force(server, desk, visitor, reader, admin, article):
    page(visitor.get("/desk/rules"), 403)
    chief = Visitor(server)
    chief.sign_in(admin)
    comment(reader, article, "Oh you dunderhead.")
    shown = page(chief.get("/desk/rules"))
    assert "Put these rules in force" in shown and "Put these rules in force" not in page(desk.get("/desk/rules"))
    rules = '{"words":[{"list":"oafs","outcome":"hold","reason":"abuse","match":"word","weight":1,"words":["dunderhead"]}]}'
    fields = {"site": "default", "version": re.search(r'name="version" value="(\d+)"', shown)[1], "rules": rules, "mode": "open",
              "key": key(shown), "last": "100"}
    tried = page(desk.post("/desk/rules/try", fields))
    assert "Results of the trial" in tried and "Oh you dunderhead." in tried and "dunderhead&quot;" in tried
    assert "This text would be: Held." in page(desk.post("/desk/rules/try", {**fields, "last": "", "sample": "A dunderhead!"}))
    for bad, says in (('{"words":', "The rules are not valid JSON: line 1"), ('{"words":[{"match":"whole"}]}', "words[0]"), ("[]", "object")):
        for path in ("/desk/rules", "/desk/rules/try"):
            shown = page(chief.post(path, {**fields, "rules": bad}), 422)
            assert says in shown and bad.replace('"', "&quot;") in shown
    page(desk.post("/desk/rules", fields), 403)
    for _ in range(2):      # pressed twice
        assert chief.post("/desk/rules", fields).headers["location"] == "/desk/rules?site=default&said=in_force"
    stale = page(chief.post("/desk/rules", {**fields, "rules": "{}"}), 409)
    assert "Somebody has put other rules in force in the meantime." in stale
    assert "dunderhead" in page(chief.get("/desk/rules?site=default"))
    page(desk.get("/desk/rules?version=99"), 404)
    page(desk.get("/desk/rules/hits"))
    page(visitor.get("/desk/rules/hits"), 403)
    page(desk.get("/desk/rules/hits?from=never"), 400)
    now = re.search(r'name="version" value="(\d+)"', stale)[1]
    assert chief.post("/desk/rules", {**fields, "rules": "{}", "version": now}).status_code == 303


def test_the_author_of_a_held_comment_is_told_why_and_how_to_appeal(server, desk, visitor, reader, admin, article):
    """A held comment without replies has no page of its own: the links lead to the page where its author sees it."""
    assert admin.api.patch(f"/v1/articles/{article['id']}", {"state": "premoderated"}).status == 200
    one = comment(reader, article, "Wait for <me>.")
    told = page(visitor.get("/account/notices"))
    told = told[told.index("Your comment waits"):]
    told = told[:told.index("Mark as read")]
    assert "Wait for &lt;me&gt;." in told and "You may appeal until" in told and "Read before it appears" in told
    where = f"/a/{article['id']}#mine-{one}"
    assert f'href="{where}">See the comment' in told
    thread = page(visitor.get(where.split("#")[0]))
    assert f'id="mine-{one}"' in thread and '<a href="/account/notices">Your notices</a> say why' in thread
    page(visitor.get(f"/a/{article['id']}/c/{one}"), 404)
    at = re.search(r'href="(/account/notices/[^"]+/appeal)"', told)[1]
    assert visitor.post(at, {"text": "I waited.", "key": key(page(visitor.get(at)))}).headers["location"] == "/account/appeals?said=appealed"
    assert f'href="{where}">See the comment' in page(visitor.get("/account/appeals"))
    chief = Visitor(server)
    chief.sign_in(admin)
    decide = re.search(r'action="(/desk/appeals/[^"]+/decide)"', page(chief.get("/desk/appeals")))[1]
    assert chief.post(decide, {"outcome": "overturned"}).status_code == 303
    told = page(visitor.get("/account/notices"))
    held = told[told.index("Your comment waits"):]
    held = held[:held.index("Mark as read")]
    assert "You may appeal" not in held and f'href="/a/{article["id"]}/c/{one}">See the comment' in held
    page(visitor.get(f"/a/{article['id']}/c/{one}"))


def test_no_notice_links_to_a_removed_comment(desk, visitor, reader, admin, article):
    """A reporter of a comment that was taken down, and its author who took another back."""
    other, own = comment(admin, article), comment(reader, article)
    assert visitor.post(f"/a/{article['id']}/c/{other}/report", {"reason": "spam"}).status_code == 303
    for one in (other, own):
        version = re.search(r'name="version" value="(\d+)"', page(desk.get(f"/desk/{one}")))[1]
        assert desk.post(f"/desk/{one}/decide", {"version": version, "action": "reject", "reason": "spam"}).status_code == 303
    assert reader.api.delete(f"/v1/articles/{article['id']}/comments/{own}").status == 204
    told = page(visitor.get("/account/notices"))
    assert "The comment you reported was taken down." in told and other not in told and f"mine-{own}" not in told and f"/c/{own}" not in told
