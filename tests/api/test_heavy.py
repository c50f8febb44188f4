# SPDX-License-Identifier: Apache-2.0
"""Goal: heavy queries have a connection and a limit of their own, so other requests never wait behind them."""
import pytest

from client import Client
from cache_client import LockedTable, PendingRequest

SETTINGS = {"limits.rates": "on", "limits.heavy": 4, "limits.writes": 1000, "limits.reads": 100000, "server.workers": 1}
FIGURES, HITS = "/v1/moderation/transparency", "/v1/moderation/rules/hits"


def test_a_heavy_query_delays_no_other_query(server, database, moderator, reader, make_account):
    """A table that the dear question reads is locked; the desk and appeals go on."""
    many = make_account("moderator")
    with LockedTable(database, "core.illegal_notice"):
        slow = [PendingRequest(server, FIGURES, {"Authorization": "Bearer " + a.token}) for a in (moderator, many)]
        server.wait_for(lambda: server.metric("madang_requests_open") >= 2, what="dear questions under way")
        for path in ("/v1/moderation/jobs", "/v1/moderation/rules", "/v1/moderation/decisions"):
            assert moderator.api.get(path).status == 200, path
        assert reader.api.post("/v1/appeals", {"notice": "01890000-0000-7000-8000-000000000000", "text": "Please."}).status == 404
    assert {s.result()[0] for s in slow} <= {200, 503}


@pytest.mark.parametrize("path", [FIGURES, HITS])
def test_heavy_queries_are_limited_by_account(server, make_account, path):
    asker = make_account("moderator")
    entered = Client(server.url).post("/v1/sessions", {"login": asker.username, "password": asker.password})
    more = asker.api.signed_in(entered.json["token"])
    said = [who.get(path) for _ in range(3) for who in (asker.api, more)]
    assert [a.status for a in said] == [200] * 4 + [429] * 2
    assert said[-1].code == "too_fast" and 0 < int(said[-1].headers["Retry-After"]) <= 60


def test_previews_and_trials_share_the_heavy_limit(make_account):
    asker = make_account("moderator")
    said = [asker.api.post("/v1/moderation/rules/try", {"text": "words"}).status for _ in range(2)]
    said += [asker.api.post("/v1/moderation/jobs", {"filter": {"state": "held"}, "action": "approve"}).status for _ in range(2)]
    said += [asker.api.get(FIGURES).status, asker.api.post("/v1/moderation/rules/try", {"text": "words"}).status]
    assert said == [200, 200, 201, 201, 429, 429]


def test_accounts_of_one_network_have_their_own_heavy_limit(make_account):
    one, other = make_account("moderator"), make_account("moderator")
    assert [one.api.get(FIGURES).status for _ in range(5)] == [200] * 4 + [429]
    assert other.api.get(FIGURES).status == 200
