# SPDX-License-Identifier: Apache-2.0
"""Goal: what an attacker would try first gets nothing: others' drafts, shared pages with somebody's own on them,
forms that do something else than they say, hidden articles, secrets in messages."""
import json
import re
import subprocess
import uuid

import pytest
import requests

from server import binary

SETTINGS = {"server.workers": 1}


@pytest.fixture(scope="module")
def holding(server, admin, tmp_path_factory):
    """Comments with this word are held."""
    path = tmp_path_factory.mktemp("rules") / "rules.json"
    path.write_text(json.dumps({"words": [{"list": "w", "outcome": "hold", "reason": "abuse", "match": "word", "words": ["grobnik"]}]}))
    server.cli("rules", "import", str(path))
    probe = admin.api.post("/v1/articles", {"key": "probe", "url": "https://news.example/probe", "title": "Probe"}).json["id"]
    server.wait_for(lambda: admin.api.post(f"/v1/articles/{probe}/comments", {"body": "A grobnik."}).json["comment"]["state"] == "held",
                    what="the rules")


def browser(server, account, **headers):
    """A session with the account's cookie; where(path) is the status of a page it asks for."""
    http = requests.Session()
    http.headers.update({"Accept": "text/html", "Cookie": f"madang={account.token}", **headers})
    http.where = lambda path: http.get(server.url + path, allow_redirects=False).status_code
    return http


# ---- held comments
def test_a_held_comment_is_visible_to_its_author_and_moderators_only(server, holding, api, article, reader, make_account, moderator):
    """Its author and moderators see it; for every other account it does not exist, on any route."""
    of, other = f"/v1/articles/{article['id']}", make_account()
    held = reader.api.post(of + "/comments", {"body": "You grobnik."}).json["comment"]
    assert held["state"] == "held"
    at, page, nowhere = f"{of}/comments/{held['id']}", f"/a/{article['id']}/c/{held['id']}", str(uuid.uuid4())
    for who in (api, other.api):
        assert who.get(at).status == who.get(at + "/replies").status == 404
        assert held["id"] not in who.get(of + "/comments").body.decode()
    for method, path, body in [("GET", at + "/source", None), ("PUT", at + "/vote", {"value": 1}), ("DELETE", at + "/vote", None),
                               ("POST", at + "/reports", {"reason": "spam"}), ("DELETE", at, None),
                               ("PATCH", at, {"body": "Mine now.", "revision": 1})]:
        absent = other.api.request(method, path.replace(held["id"], nowhere), body)
        found = other.api.request(method, path, body)
        assert (found.status, found.body) == (absent.status, absent.body), (method, path)
        assert found.status == 404
    refused = [other.api.post(of + "/comments", {"body": "And you?", "parent_id": parent}) for parent in (held["id"], nowhere)]
    assert refused[0].status == 422 and refused[0].body == refused[1].body
    assert other.api.get(of + "/mine", query={"ids": held["id"]}).json["comments"] == []
    http = browser(server, other)
    assert http.where(page) == 404
    for end in ("/edit", "/report", "/withdraw"):
        assert http.where(page + end) == http.where(page.replace(held["id"], nowhere) + end)
    assert reader.api.get(at + "/source").status == moderator.api.get(at + "/source").status == 200


def test_a_hidden_article_answers_like_an_absent_one(api, article, reader, admin):
    """A caller without access gets the same answer as for an unknown id."""
    of, nowhere = f"/v1/articles/{article['id']}", f"/v1/articles/{uuid.uuid4()}"
    made = reader.api.post(of + "/comments", {"body": "Before it went."}).json["comment"]
    assert admin.api.patch(of, {"state": "hidden"}).status == 200
    at = "/comments/" + made["id"]
    for method, path, body in [("PATCH", "", {"state": "open"}), ("POST", "/comments", {"body": "Hello?"}), ("GET", "/mine", None),
                               ("PUT", at + "/vote", {"value": 1}), ("POST", at + "/reports", {"reason": "spam"}),
                               ("PATCH", at, {"body": "Other words.", "revision": 1})]:
        found, absent = (reader.api.request(method, of + path, body) for of in (of, nowhere))
        assert found.status == absent.status == 404 and found.body == absent.body, (method, path)
    assert {api.get(of + path).status for path in ("", "/comments", at, at + "/replies")} == {404}
    assert api.post("/v1/counts", {"articles": [article["id"]]}).json["counts"] == {}


# ---- pages
def test_a_page_with_credentials_is_never_shared(server, article, reader):
    """A browser sends a cookie, a program may send Authorization: neither's page is kept for others."""
    url = f"{server.url}/a/{article['id']}"
    own = requests.get(url, headers={"Authorization": f"Bearer {reader.token}"}, timeout=10)
    assert 'name="form_token"' in own.text and own.headers["Cache-Control"] == "private, no-store"
    for _ in range(2):
        shared = requests.get(url, timeout=10)
        assert 'name="form_token"' not in shared.text and reader.username not in shared.text


@pytest.mark.parametrize("undo", ["../../sign-out?", "../../account/password?", "x", "%2e%2e/claim?",
                                  "00000000-0000-7000-8000-000000000000/../../take?"])
def test_the_undo_button_only_undoes(server, moderator, undo):
    """A link somebody sent must not make a button with the moderator's form token that does something else."""
    text = browser(server, moderator).get(f"{server.url}/desk", params={"said": "approve", "undo": undo}).text
    assert "Approved." in text
    for action in re.findall(r'action="(/desk/decisions/[^"]*)"', text):
        pytest.fail(action)


def test_the_undo_button_posts_to_undo(server, moderator):
    decision = str(uuid.uuid4())
    text = browser(server, moderator).get(f"{server.url}/desk", params={"said": "approve", "undo": decision}).text
    assert f'action="/desk/decisions/{decision}/undo"' in text


@pytest.mark.parametrize("path", ["/\r\nSet-Cookie: a=b", "/\nx", "//evil.example/", "/\\evil.example", "https://evil.example/",
                                  "/\tx", "javascript:alert(1)", "/\x7f"])
def test_a_return_path_never_leaves_the_site(server, reader, path):
    answer = requests.post(server.url + "/sign-in", timeout=10, allow_redirects=False, headers={"Origin": server.url},
                           data={"login": reader.username, "password": reader.password, "next": path})
    assert answer.status_code == 303 and answer.headers["Location"] == "/"
    assert answer.headers["Set-Cookie"].startswith("madang=") and reader.token not in answer.headers["Set-Cookie"]


# ---- secrets
@pytest.mark.parametrize("url", ["postgresql://u:s3cretpw@[::1/db", "postgresql://u:s3cret%zzpw@h/db", "host=h password='s3cretpw",
                                 "postgresql://u:s3cretpw@h:1/db?nonsense=s3cretpw"])
def test_a_malformed_database_url_is_not_logged(make_server, database, url):
    """libpq repeats what it could not read, password and all."""
    s = make_server(database, {"database.url": url, "database.owner_url": url, "database.backoff_max": "50ms"})
    for command in ("check", "migrate"):
        done = subprocess.run([binary(), command, "-c", s.config], text=True, timeout=30, stdin=subprocess.DEVNULL,
                              env=s.env(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        assert done.returncode == 1 and "libpq" in done.stdout, done.stdout
        assert "s3cret" not in done.stdout
    s.start(wait="healthz")
    s.wait_for(lambda: "libpq" in s.admin("/readyz")[1], what="the reason")
    assert "s3cret" not in s.admin("/readyz")[1] + s.log_text()
    s.stop()
