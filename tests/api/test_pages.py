"""Goal: the pages people see keep the house's laws: two questions, one for a form; safe ways back; errors as pages."""
import re
import time
import urllib.parse

import pytest
import requests

SETTINGS = {"rules.refresh": 600000, "server.workers": 1}
ROUNDS = 20


class Visitor:
    """A browser without a screen: keeps its cookie, sends Origin, follows nothing by itself."""

    def __init__(self, server):
        self.server, self.url = server, server.url
        self.http = requests.Session()
        self.http.headers["Accept"] = "text/html,*/*;q=0.8"

    def get(self, path, **headers):
        return self.http.get(self.url + path, headers=headers, allow_redirects=False)

    def post(self, path, fields, token=True, origin=True):
        if token:
            fields = {**fields, "form_token": self.token()}
        return self.http.post(self.url + path, data=fields, allow_redirects=False,
                              headers={"Origin": self.url} if origin else {})

    def token(self):
        return re.search(r'name="form_token" value="([^"]+)"', self.get("/").text)[1]

    def sign_in(self, account, **more):
        answer = self.post("/sign-in", {"login": account.username, "password": account.password, **more}, token=False)
        assert answer.status_code == 303, answer.text
        return answer


@pytest.fixture(scope="module")
def visitor(server, reader):
    v = Visitor(server)
    v.sign_in(reader)
    yield v
    v.http.close()


@pytest.fixture(scope="module")
def desk(server, moderator):
    v = Visitor(server)
    v.sign_in(moderator)
    yield v
    v.http.close()


def questions(server):
    """Asked so far; waits for figures that the workers wrote after this call began."""
    began = time.monotonic()
    while True:
        assert time.monotonic() < began + 20
        text = requests.get(server.admin_url + "/metrics", timeout=10).text
        ages = [float(n) for n in re.findall(r"^madang_worker_beat_age_seconds\S* (\S+)", text, re.M)]
        if time.monotonic() - max(ages) > began + 0.01:
            return sum(float(n) for n in re.findall(r"^madang_database_questions_total\S* (\S+)", text, re.M))
        time.sleep(0.05)


def asked(server, act):
    """Questions that one act asks, rounded: the worker's own few between them do not count."""
    before = questions(server)
    for _ in range(ROUNDS):
        act()
    return round((questions(server) - before) / ROUNDS)


def comment(account, article, body="A word."):
    answer = account.api.post(f"/v1/articles/{article['id']}/comments", {"body": body})
    assert answer.status == 201, answer
    return answer.json["comment"]["id"]


def page(answer, status=200):
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] in ("private, no-store", "no-cache")
    assert "unsafe" not in answer.headers["content-security-policy"]
    return answer.text


def test_a_page_asks_at_most_two_questions(server, visitor, desk, reader, admin, article):
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


def test_a_strangers_page_is_everybodys(server, visitor, admin, article):
    """Kept by its version, so it says nothing of one reader and tells no time of day."""
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


def test_a_form_asks_one_question(server, visitor, admin, article):
    other = comment(admin, article)
    at, token = f"/a/{article['id']}", visitor.token()

    def post(path, fields, status=303):
        answer = visitor.post(path, {**fields, "form_token": token}, token=False)
        assert answer.status_code == status, answer.text
    assert asked(server, lambda: post(f"{at}/comments", {"body": "Once more."})) == 1
    assert asked(server, lambda: post(f"{at}/c/{other}/vote", {"value": "1"})) == 1
    assert asked(server, lambda: post(f"{at}/comments", {"body": " "}, 422)) == 0


@pytest.mark.parametrize("way", ["//evil.example", "https://evil.example/", "/\\evil.example", "/a\r\nX: y", "x", ""])
def test_no_way_back_leads_elsewhere(server, reader, visitor, article, admin, way):
    assert Visitor(server).sign_in(reader, next=way).headers["location"] == "/"
    shown = page(Visitor(server).get("/sign-in?next=" + urllib.parse.quote(way)))
    assert 'name="next" value="/"' in shown
    at = f"/a/{article['id']}/c/{comment(admin, article)}"
    assert visitor.post(at + "/vote", {"value": "1", "back": way}).headers["location"].startswith("/a/")


def test_the_way_back_keeps_its_place_and_nothing_of_the_form_before(visitor, article, admin):
    one = comment(admin, article)
    answer = visitor.post(f"/a/{article['id']}/c/{one}/vote", {
        "value": "-1", "back": f"/a/{article['id']}?sort=best&said=posted&v=1"})
    assert re.fullmatch(rf"/a/{article['id']}\?sort=best&v=\d+#c-{one}", answer.headers["location"])
    page(visitor.get(answer.headers["location"].split("#")[0]))


def test_forms_want_their_token_and_origin(visitor, article):
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


def test_who_may(server, visitor, article):
    stranger = Visitor(server)
    assert stranger.get("/desk?view=held").headers["location"] == "/sign-in?next=%2Fdesk%3Fview%3Dheld"
    page(visitor.get("/desk"), 403)
    page(visitor.get("/desk/log"), 403)
    page(visitor.post("/desk/claim", {"view": "all"}), 403)
    page(stranger.post(f"/a/{article['id']}/comments", {"body": "mine"}, token=False), 401)


def test_nobody_edits_or_reads_the_source_of_another(visitor, article, admin):
    other = comment(admin, article)
    at = f"/a/{article['id']}/c/{other}"
    page(visitor.get(at + "/edit"), 403)
    page(visitor.post(at + "/edit", {"body": "taken over", "revision": "1"}), 403)
    page(visitor.post(at + "/withdraw", {}), 403)


def test_a_stale_edit_is_409_and_the_text_is_kept(visitor, reader, article):
    own = comment(reader, article)
    at = f"/a/{article['id']}/c/{own}/edit"
    assert visitor.post(at, {"body": "second", "revision": "1"}).status_code == 303
    assert "third" in page(visitor.post(at, {"body": "third", "revision": "1"}), 409)


def test_an_ended_session_reads_on_as_a_stranger(server, make_account, article):
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


def key(shown):
    return re.search(r'name="key" value="([^"]+)"', shown)[1]


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


def test_the_same_decision_twice_is_one(desk, visitor, reader, article):
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
    for _ in range(3):
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
