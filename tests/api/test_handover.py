# SPDX-License-Identifier: Apache-2.0
"""Goal: a frame is signed in by a one-time code alone, its cookie obeys our own pages alone, and no answer in a frame sets the other cookie."""
import re

import pytest
import requests

from fixture_site import PASSWORD
from visitor import Visitor, comment, page
from world import form_token

SETTINGS = {"limits.rates": "off", "server.origins": "https://accepted.example"}
ELSEWHERE = "https://elsewhere.example"
IN_FRAME = {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "same-origin"}


def cookie(token, name="madang"):
    return {"Cookie": f"{name}={token}"}


def framed(token):
    return cookie(token, "madang-frame")


def handover(api, token, **headers):
    return api.post("/v1/sessions/handover", headers={**cookie(token), "Origin": api.base, **headers})


def exchange(api, code, **headers):
    return api.post("/v1/sessions/exchange", {"code": code}, headers={"Origin": api.base, **headers})


def frame_token(answer):
    assert answer.status == 201, answer
    return re.match(r"madang-frame=([^;]+)", answer.headers["Set-Cookie"])[1]


@pytest.fixture
def person(make_account):
    return make_account()


@pytest.fixture
def code(api, person):
    return handover(api, person.token).json["code"]


@pytest.fixture
def frame(api, code):
    """The token of a session inside a frame."""
    return frame_token(exchange(api, code))


# ---- the code
def test_a_code_opens_a_session_whose_token_is_in_the_cookie_alone(api, person, code):
    made = exchange(api, code)
    value, *attributes = made.headers["Set-Cookie"].split("; ")
    assert set(attributes) == {"Path=/", "HttpOnly", "SameSite=None", "Partitioned", "Secure", "Max-Age=2592000"}
    assert set(made.json) == {"account", "expires_at"} and made.json["account"]["id"] == person.id
    assert value.removeprefix("madang-frame=") not in made.text
    assert api.get("/v1/session", headers={"Cookie": value}).json["account"]["id"] == person.id


def test_the_names_over_https_have_the_prefix_host(make_database, make_server):
    from conftest import create_account
    from client import Client
    server = make_server(make_database(), {"server.base_url": "https://talk.example", **SETTINGS}).start()
    create_account(server, "secured", "reader")
    own, api = {"Origin": "https://talk.example"}, Client(server.url)
    token = api.post("/v1/sessions", {"login": "secured", "password": PASSWORD}).json["token"]
    made = api.post("/v1/sessions/handover", headers={**cookie(token, "__Host-madang"), **own}).json["code"]
    value = api.post("/v1/sessions/exchange", {"code": made}, headers=own).headers["Set-Cookie"].split("; ")[0]
    assert value.startswith("__Host-madang-frame=")
    assert api.get("/v1/session", headers={"Cookie": value}).status == 200
    assert api.get("/v1/session", headers={"Cookie": value.removeprefix("__Host-")}).status == 401


def test_a_code_works_once(api, code, database, person):
    assert exchange(api, code).status == 201
    again = exchange(api, code)
    assert (again.status, again.code, again.headers["Set-Cookie"]) == (403, "bad_code", None)
    assert database.one("select count(*) from core.audit where action = 'refused' and codes ->> 'act' = 'session_exchange' and actor_id = %s",
                        [person.id]) == 1
    assert len(person.api.get("/v1/account/sessions").json["sessions"]) == 2


def test_a_code_ends(api, code, database):
    database.sql("update core.session_code set expires_at = core.now()")
    assert exchange(api, code).code == "bad_code"


def test_a_code_ends_with_the_session_that_made_it(api, person, code):
    assert person.api.delete("/v1/session").status == 204
    assert exchange(api, code).code == "bad_code"


@pytest.mark.parametrize("wrong", ["A" * 43, "A", "x" * 256, "\u0001", "ä" * 43])
def test_an_invented_code_opens_nothing(api, wrong):
    answer = exchange(api, wrong)
    assert (answer.status, answer.code, answer.headers["Set-Cookie"]) == (403, "bad_code", None)


@pytest.mark.parametrize("body", [{}, {"code": ""}, {"code": 7}, {"code": None}, {"code": "x" * 257}])
def test_a_malformed_exchange_is_422(api, body):
    assert api.post("/v1/sessions/exchange", body, headers={"Origin": api.base}).status == 422


def test_the_token_of_a_session_is_no_code_and_a_code_is_no_token(api, person, code):
    assert exchange(api, person.token).code == "bad_code"
    assert api.get("/v1/session", headers=cookie(code)).status == 401
    assert api.get("/v1/session", headers=framed(code)).status == 401


@pytest.mark.parametrize("headers", [{"Origin": ELSEWHERE}, {"Origin": "null"}, {"Origin": "https://accepted.example"}, {"Origin": None},
                                     {"Origin": None, "Sec-Fetch-Site": "cross-site"}, {"Origin": None, "Sec-Fetch-Site": "same-site"}])
def test_only_our_own_pages_make_and_exchange_codes(api, person, code, headers):
    for call in (lambda: api.post("/v1/sessions/handover", headers={**cookie(person.token), **{k: v for k, v in headers.items() if v}}),
                 lambda: api.post("/v1/sessions/exchange", {"code": code}, headers={k: v for k, v in headers.items() if v})):
        answer = call()
        assert (answer.status, answer.code) == (403, "bad_origin"), headers
    assert exchange(api, code).status == 201        # it was not spent


def test_a_code_needs_a_session_and_that_of_a_frame_is_not_enough(api, frame):
    assert api.post("/v1/sessions/handover", headers={"Origin": api.base}).code == "sign_in"
    assert handover(api, "A" * 43).code == "sign_in"
    assert api.post("/v1/sessions/handover", headers={**framed(frame), "Origin": api.base}).code == "forbidden"


# ---- the frame's session
def test_the_session_of_a_frame_is_listed_and_ends_with_its_sign_in(api, person, frame):
    listed = person.api.get("/v1/account/sessions").json["sessions"]
    assert sorted((s["framed"], s["current"]) for s in listed) == [(False, True), (True, False)]
    assert person.api.delete("/v1/session").status == 204
    assert api.get("/v1/session", headers=framed(frame)).code == "sign_in"


def test_the_session_of_a_frame_is_ended_from_the_accounts_page(api, person, frame):
    [one] = [s["id"] for s in person.api.get("/v1/account/sessions").json["sessions"] if s["framed"]]
    assert person.api.delete(f"/v1/account/sessions/{one}").status == 204
    assert api.get("/v1/session", headers=framed(frame)).status == 401
    assert person.api.get("/v1/session").status == 200


def test_a_new_password_ends_the_session_of_a_frame(api, person, frame):
    assert person.api.put("/v1/account/password", {"current": PASSWORD, "new": "nine green lanterns"}).status == 204
    assert api.get("/v1/session", headers=framed(frame)).status == 401


def test_a_ban_ends_the_session_of_a_frame(api, admin, person, frame):
    made = admin.api.post(f"/v1/moderation/accounts/{person.id}/sanctions", {"kind": "ban", "reason": "spam"})
    assert made.status == 201, made
    assert api.get("/v1/session", headers=framed(frame)).status == 401


# ---- the frame's cookie
@pytest.mark.parametrize("origin", [ELSEWHERE, "https://accepted.example", "null", None])
def test_the_cookie_of_a_frame_writes_for_our_own_origin_alone(api, article, frame, origin):
    where, headers = f"/v1/articles/{article['id']}/comments", {**framed(frame), **({"Origin": origin} if origin else {})}
    refused = api.post(where, {"body": "Forged."}, headers=headers)
    assert refused.status in (401, 403) and refused.code in ("sign_in", "bad_origin")
    assert api.post(where, {"body": "Mine."}, headers={**framed(frame), "Origin": api.base}).status == 201


@pytest.mark.parametrize("origin", [ELSEWHERE, "https://accepted.example", "null"])
def test_scripts_of_the_embedding_page_read_nothing_by_the_cookie_of_a_frame(api, frame, origin):
    answer = api.get("/v1/session", headers={**framed(frame), "Origin": origin, "Sec-Fetch-Site": "cross-site"})
    assert answer.code == "sign_in"


def test_the_forms_of_a_frame_need_their_token_and_our_origin(server, article, frame, person):
    def post(fields, **headers):
        return requests.post(f"{server.url}/a/{article['id']}/comments", {"body": "A word.", **fields}, allow_redirects=False,
                             headers={**framed(frame), "Accept": "text/html", **headers})
    own = {"Origin": server.url, "Sec-Fetch-Site": "same-origin"}
    assert post({}, **own).status_code == 403
    assert post({"form_token": form_token(person.token)}, **own).status_code == 403
    assert post({"form_token": form_token(frame)}, Origin="https://accepted.example").status_code in (401, 403)
    assert post({"form_token": form_token(frame)}, **own).status_code == 303


def test_the_cookie_of_a_frame_shows_the_readers_own_page_and_shares_no_cache(server, article, frame, person):
    comment(person, article)
    where = f"{server.url}/a/{article['id']}"
    for _ in range(2):
        shared, own = requests.get(where), requests.get(where, headers=framed(frame))
        assert person.username not in re.sub(r"(?s)<main.*", "", shared.text) and 'name="form_token"' not in shared.text
        assert 'name="form_token"' in own.text and own.headers["Cache-Control"] == "private, no-store"


def test_the_cookie_of_a_frame_opens_no_desk(api, server, make_account):
    moderator = make_account("moderator")
    token = frame_token(exchange(api, handover(api, moderator.token).json["code"]))
    assert api.get("/v1/moderation/cases", headers=cookie(moderator.token)).status == 200
    assert api.get("/v1/moderation/cases", headers=framed(token)).code == "sign_in"
    assert requests.get(server.url + "/desk", headers=framed(token), allow_redirects=False).status_code in (303, 401)


def test_with_both_cookies_the_sign_in_counts(api, make_account, frame, person):
    other = make_account()
    both = {"Cookie": f"madang-frame={frame}; madang={other.token}"}
    assert api.get("/v1/session", headers=both).json["account"]["id"] == other.id
    assert api.get("/v1/session", headers={"Cookie": f"madang-frame={frame}; madang="}).json["account"]["id"] == person.id
    assert api.get("/v1/session", headers={"Cookie": f"madang-frame={frame}; madang-frame={frame}"}).status == 401


def test_signing_out_clears_the_cookie_that_signed_in(server, api, person, frame):
    gone = requests.post(server.url + "/sign-out", {"form_token": form_token(frame), "back": "/house-rules/default"}, allow_redirects=False,
                         headers={**framed(frame), "Origin": server.url, **IN_FRAME})
    assert gone.status_code == 303 and gone.headers["Location"] == "/house-rules/default?said=out"
    assert gone.headers["Set-Cookie"].startswith("madang-frame=; ") and "Max-Age=0" in gone.headers["Set-Cookie"]
    assert "Partitioned" in gone.headers["Set-Cookie"]
    assert api.get("/v1/session", headers=framed(frame)).status == 401
    assert person.api.get("/v1/session").status == 200


# ---- the cookie of a sign-in
def sign_in(server, next="/", path="/sign-in", **headers):
    return requests.post(server.url + path, {"login": "reader", "password": PASSWORD, "next": next}, allow_redirects=False,
                         headers={"Origin": server.url, "Accept": "text/html", **headers})


@pytest.fixture(scope="module")
def login(server):
    from conftest import create_account
    create_account(server, "reader", "reader")


@pytest.mark.parametrize("dest, sets", [(None, True), ("document", True), ("iframe", False), ("frame", False), ("object", False), ("embed", False)])
def test_only_a_page_of_its_own_sets_the_cookie_of_a_sign_in(server, login, dest, sets):
    answer = sign_in(server, **({"Sec-Fetch-Dest": dest} if dest else {}))
    assert ("Set-Cookie" in answer.headers) == sets
    if not sets:
        assert 'target="_blank"' in page(answer, 422)


@pytest.mark.parametrize("path", ["/sign-in", "/sign-up"])
def test_a_sign_in_form_inside_a_frame_opens_a_window(server, path):
    assert 'target="_blank"' in page(requests.get(server.url + path, headers=IN_FRAME))
    assert 'target="_blank"' not in page(requests.get(server.url + path))


def test_a_script_gets_no_cookie_by_signing_in(api, login):
    def opened(**headers):
        return api.post("/v1/sessions", {"login": "reader", "password": PASSWORD}, headers={"Origin": api.base, **headers}).headers["Set-Cookie"]
    assert opened() is not None
    assert opened(**{"Sec-Fetch-Dest": "empty", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "same-origin"}) is None


def test_no_answer_to_a_signed_in_frame_sets_a_cookie(server, article, person, frame):
    for token in (cookie(person.token), framed(frame)):
        for path in (f"/a/{article['id']}", "/", "/account", "/sign-in", "/house-rules/default"):
            answer = requests.get(server.url + path, headers={**token, **IN_FRAME}, allow_redirects=False)
            assert "Set-Cookie" not in answer.headers, path


# ---- the window
def test_a_sign_in_from_a_frame_ends_at_the_windows_last_page(server, login, article):
    where = f"/embed/{article['id']}?sort=oldest"
    answer = sign_in(server, where, **{"Sec-Fetch-Dest": "document"})
    assert answer.headers["Location"] == f"/signed-in?next=%2Fembed%2F{article['id']}%3Fsort%3Doldest"
    visitor = Visitor(server)
    visitor.http.cookies.set("madang", answer.cookies["madang"])
    shown = page(visitor.get(answer.headers["Location"]))
    assert "Go back to the article and reload it." in shown and f'href="/a/{article["id"]}?sort=oldest"' in shown
    # Signed in already: the window is done at once.
    assert visitor.get("/sign-in?next=" + where).headers["Location"].startswith("/signed-in?next=%2Fembed%2F")
    assert "Password" in page(visitor.get("/sign-in?next=/"))
    # Without a session there is a form again.
    assert requests.get(server.url + answer.headers["Location"], headers={"Accept": "text/html"}, allow_redirects=False).headers["Location"].startswith("/sign-in?next=%2Fsigned-in")


@pytest.mark.parametrize("next", ["//evil.example/embed/x", "https://evil.example/embed/", "/embed/../\\evil", "javascript:alert(1)"])
def test_the_windows_last_page_links_to_this_server_alone(server, person, next):
    answer = requests.get(server.url + "/signed-in", {"next": next}, headers=cookie(person.token))
    assert "evil" not in re.sub(r'href="/sign-[^"]*"', "", page(answer)) and "javascript:" not in answer.text.replace("next=javascript", "")


@pytest.mark.parametrize("path", ["/sign-in", "/sign-up", "/signed-in"])
def test_the_pages_of_the_window_keep_their_opener(server, person, path):
    """Cross-Origin-Opener-Policy would cut the window from the frame that opened it."""
    answer = requests.get(server.url + path, headers=cookie(person.token))
    assert answer.status_code == 200 and "Cross-Origin-Opener-Policy" not in answer.headers
