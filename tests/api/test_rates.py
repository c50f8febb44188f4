# SPDX-License-Identifier: Apache-2.0
"""Goal: a limit holds by network for any made-up tokens, and by account for any number of sessions."""
import base64
import os

import pytest

from client import Client
from conftest import Account
from fixture_site import PASSWORD, create_account
from wire import Wire

SETTINGS = {"limits.rates": "on", "limits.writes": 5, "limits.votes": 3, "limits.network_writes": 12, "limits.network_votes": 8,
            "limits.sign_ups": 1000, "server.trusted_proxies": "127.0.0.1", "server.workers": 2}
NOWHERE = "/v1/articles/01890000-0000-7000-8000-000000000000/comments"
COMMENT = NOWHERE + "/01890000-0000-7000-8000-000000000000"
NOTICE = {"comment": "01890000-0000-7000-8000-000000000000", "explanation": "This is a threat.", "good_faith": True}
networks = iter(range(1, 255))


@pytest.fixture
def network():
    """An address of a network that no other test uses, as a trusted proxy would name it."""
    return f"203.0.113.{next(networks)}"


def made_up():
    return base64.urlsafe_b64encode(os.urandom(32)).rstrip(b"=").decode()


def sends(api, method, path, body, address, n, token=made_up):
    """The statuses of n requests from this address, each with a token of its own."""
    answers = []
    for _ in range(n):
        fields = {"X-Forwarded-For": address}
        if token is not None:
            fields["Authorization"] = "Bearer " + token()
        answers.append(api.request(method, path, body, headers=fields))
    for refused in (a for a in answers if a.status == 429):
        assert refused.code == "too_fast" and 0 < int(refused.headers["Retry-After"]) <= 60
    return [a.status for a in answers]


@pytest.mark.parametrize("token", [made_up, None, lambda: "A" * 43])
def test_an_open_route_is_limited_by_network(api, network, token):
    said = sends(api, "POST", "/v1/notices/illegal", NOTICE, network, 8, token)
    assert said[:5] == [404] * 5 and said[5:] == [429] * 3


@pytest.mark.parametrize("method, path, body, most", [
    ("POST", NOWHERE, {"body": "words"}, 12), ("POST", COMMENT + "/reports", {"reason": "spam"}, 12),
    ("PUT", COMMENT + "/vote", {"value": 1}, 8), ("DELETE", COMMENT + "/vote", None, 8), ("DELETE", "/v1/session", None, 12),
    ("POST", "/v1/moderation/claims", {}, 12), ("POST", "/v1/moderation/decisions", {"decisions": []}, 12),
    ("PUT", "/v1/moderation/rules", {"version": 0, "rules": {}}, 12)])
def test_made_up_sessions_are_limited_by_network(api, network, method, path, body, most):
    assert sends(api, method, path, body, network, most + 3) == [401] * most + [429] * 3


def test_neighbours_of_one_ipv6_network_share_its_limit(api):
    near = [sends(api, "POST", "/v1/notices/illegal", NOTICE, f"2001:db8:0:1::{n:x}", 1)[0] for n in range(1, 8)]
    assert near == [404] * 5 + [429] * 2
    assert sends(api, "POST", "/v1/notices/illegal", NOTICE, "2001:db8:0:2::1", 1) == [404]


def sessions(server, api, n, role="reader"):
    """An account of its own, signed in n times."""
    name = "many" + os.urandom(4).hex()
    create_account(server, name, role)
    accounts = []
    for _ in range(n):
        accounts.append(Account(name, role).sign_in(api))
    return accounts


def write(account, address):
    return account.api.post(NOWHERE, {"body": "words"}, headers={"X-Forwarded-For": address}).status


def test_sessions_of_one_account_share_its_limit(server, api):
    six = sessions(server, api, 6)
    said = [write(a, f"198.51.100.{n}") for _ in range(2) for n, a in enumerate(six)]
    assert said == [404] * 5 + [429] * 7
    votes = [a.api.put(COMMENT + "/vote", {"value": 1}, headers={"X-Forwarded-For": f"198.51.100.{n}"}).status for n, a in enumerate(six)]
    assert votes == [404] * 3 + [429] * 3


def test_sessions_new_to_the_server_share_their_accounts_limit(database, make_server, server, api):
    six = sessions(server, api, 6)
    other = make_server(database, SETTINGS).start()
    for a in six:
        a.api = Client(other.url, a.token)
    assert [write(a, f"198.51.100.{n}") for n, a in enumerate(six)] == [404] * 5 + [429]
    other.stop()


def test_accounts_of_one_network_have_their_own_limits(server, api, network):
    two = [sessions(server, api, 1)[0] for _ in range(2)]
    assert [write(a, network) for a in two for _ in range(6)] == ([404] * 5 + [429]) * 2
    assert write(sessions(server, api, 1)[0], network) == 429, "and all of them the network's"


def test_a_session_that_has_ended_costs_its_account_nothing(server, api):
    """Where it is asked who writes, at the latest when a minute is over."""
    mine, stolen = sessions(server, api, 2)
    listed = mine.api.get("/v1/account/sessions").json["sessions"]
    other = next(s["id"] for s in listed if not s["current"])
    assert mine.api.delete(f"/v1/account/sessions/{other}", headers={"X-Forwarded-For": "192.0.2.1"}).status == 204
    tries = [stolen.api.put("/v1/account/password", {"current": PASSWORD, "new": PASSWORD + "!"},
                            headers={"X-Forwarded-For": "192.0.2.2"}).status for _ in range(6)]
    assert tries == [401] * 6
    assert [write(mine, "192.0.2.3") for _ in range(4)] == [404] * 3 + [429]  # ending it was one, and the first try of it


def test_desk_requests_of_a_known_session_are_not_counted(server, api, network):
    moderator = sessions(server, api, 1, "moderator")[0]
    said = [moderator.api.post("/v1/moderation/claims", {}, headers={"X-Forwarded-For": network}).status for _ in range(20)]
    assert said == [200] * 20


def test_a_sites_token_has_a_limit_of_its_own(server, api, network):
    token = server.cli("site", "token", "default", "cms").stdout.split()[-1]
    said = [api.signed_in(token).post("/v1/articles", {"key": f"k{n}", "url": f"https://news.example/k{n}", "title": "K"},
                                      headers={"X-Forwarded-For": network}).status for n in range(6)]
    assert said == [201] * 5 + [429]


# ---- large bodies
def head(server, token, n, network, more=b""):
    return (f"PUT /v1/moderation/rules HTTP/1.1\r\nHost: {server.host}:{server.port}\r\nContent-Type: application/json\r\n"
            f"Authorization: Bearer {token}\r\nX-Forwarded-For: {network}\r\nContent-Length: {n}\r\n").encode() + more + b"\r\n"


def test_a_large_body_is_read_only_with_a_session(server, api, network):
    admin = sessions(server, api, 1, "admin")[0]
    for token, says in ((made_up(), 401), (admin.token, 100)):
        w = Wire(server.host, server.port)
        assert w.send(head(server, token, 1000000, network, b"Expect: 100-continue\r\n")).answer().status == says
        w.socket.close()


@pytest.mark.parametrize("cut", [0, 1, 500, 200000])
def test_a_body_that_precedes_the_session_lookup_is_not_lost(server, api, network, cut):
    """For every split of the body, and for every request that follows on the same connection."""
    admin = sessions(server, api, 1, "admin")[0]
    body = b'{"version": 4711, "rules": {}' + b" " * 300000 + b"}"
    w = Wire(server.host, server.port)
    w.send(head(server, admin.token, len(body), network) + body[:cut])
    w.send(body[cut:] + b"GET /v1/articles?key=none HTTP/1.1\r\nHost: a.example\r\n\r\n")
    assert [w.answer().status, w.answer().status] == [409, 404]
    refused = Wire(server.host, server.port)
    refused.send(head(server, made_up(), len(body), network) + body[:cut])
    refused.send(body[cut:] + b"GET /v1/articles?key=none HTTP/1.1\r\nHost: a.example\r\n\r\n")
    assert [refused.answer().status, refused.answer().status] == [401, 404]


def test_a_client_that_leaves_during_the_session_lookup_leaks_nothing(server, api, network):
    before = server.metric("madang_http_exchanges")
    for _ in range(20):
        w = Wire(server.host, server.port)
        w.send(head(server, made_up(), 1000000, network) + b"{")
        w.socket.close()
    server.wait_for(lambda: server.metric("madang_http_exchanges") <= before, what="the end of all of them")
