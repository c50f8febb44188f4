"""Goal: a wrong clock leaves nothing dated wrongly, and deletes nothing."""
import time

import pytest

from client import Client
from server import wall_clock

SETTINGS = {"limits.rates": "off"}


def made_at(id):
    """The time in a UUIDv7, in seconds."""
    return int(id.replace("-", "")[:12], 16) / 1000


def id_of(answer):
    """Of what was made, whether it is the answer or a member of it."""
    return answer.json.get("id") or next(iter(answer.json.values()))["id"]


@pytest.fixture
def moved(database, make_server, tmp_path):
    """A server of one worker, and move(seconds), which sets its wall clock."""
    path = tmp_path / "ahead"

    def move(seconds):
        path.write_text(str(seconds))
    move(0)
    server = make_server(database, {**SETTINGS, "server.workers": 1})
    server.environment = {**wall_clock(server, tmp_path), "MADANG_CLOCK_FILE": str(path)}
    return server.start(), move


@pytest.mark.parametrize("jump", [3600, 10 * 365 * 86400, -3600], ids=["an hour ahead", "ten years ahead", "an hour behind"])
def test_a_clock_that_jumps_and_returns_dates_nothing_wrongly(moved, article, reader, moderator, jump):
    server, move = moved
    there = Client(server.url)
    there.token = reader.api.token

    def post(body):
        return there.post(f"/v1/articles/{article['id']}/comments", {"body": body})

    def note():
        there.token = moderator.api.token
        made = there.post(f"/v1/moderation/accounts/{reader.id}/notes", {"text": "A note."})
        there.token = reader.api.token
        return made
    assert post("Before it jumped.").status == 201
    move(jump)
    for made in (post("While the clock is wrong."), note()):
        if jump > 0 or made.status != 201:
            assert (made.status, made.code) == (503, "clock_skew"), made
        else:           # ids do not follow a clock that goes back
            assert abs(made_at(id_of(made)) - time.time()) < 5, made
    move(0)
    server.wait_for(lambda: post("The clock is right again.").status == 201, what="a comment")
    for made in (post("And another."), note()):
        assert made.status == 201 and abs(made_at(id_of(made)) - time.time()) < 5, made
    there.close()
    server.stop()
