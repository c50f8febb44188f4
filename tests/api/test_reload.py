# SPDX-License-Identifier: Apache-2.0
"""Goal: SIGHUP changes what it may, a bad file changes nothing, and no connection notices."""
import http.client
import os
import signal

import pytest

pytestmark = pytest.mark.fault

MISSING = "/v1/articles/01890000-0000-7000-8000-000000000000"


@pytest.fixture
def link(server):
    link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    link.connect()
    yield link
    link.close()


def ask(link, path=MISSING):
    link.request("GET", path)
    answer = link.getresponse()
    answer.read()
    return answer.status


def reload(server, settings):
    before = len(server.log_lines())
    server.reload(settings)

    def done():
        said = [line["msg"] for line in server.log_lines()[before:] if line["process"] == "supervisor"]
        return "settings reloaded" in said or "settings not reloaded" in said
    server.wait_for(done, what="reload")
    return server.log_lines()[before:]


def test_every_worker_loads_a_good_file(server):
    long = "/v1/articles?key=" + "k" * 3000
    link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    assert ask(link, long) != 414
    reload(server, {"http.target_max": "2kB"})

    def every():
        found = []
        for _ in range(8):
            fresh = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
            found.append(ask(fresh, long))
            fresh.close()
        return set(found) == {414}
    server.wait_for(every, what="414 from both workers")
    assert ask(link) == 404                     # the connection from before the reload
    reload(server, {"http.target_max": "8kB"})


def test_a_bad_file_changes_nothing_and_says_why(server, link):
    assert ask(link) == 404
    said = reload(server, {"http.target_max": "1B", "log.level": "loud"})
    whys = [line["why"] for line in said if line["msg"] == "settings not reloaded"]
    assert any("http.target_max: a size" in why for why in whys), whys
    assert ask(link) == 404
    assert ask(link, "/v1/articles?key=" + "k" * 3000) != 414
    server.settings.pop("log.level")
    said = reload(server, {"http.target_max": "8kB", "log.level": "debug"})
    assert any(line["msg"] == "settings reloaded" for line in said)


def test_a_setting_read_at_start_is_reported_and_unchanged(server, link):
    said = reload(server, {"server.workers": 5})
    assert any("server.workers: the new value takes effect" in (line.get("why") or "") for line in said)
    assert ask(link) == 404
    assert server.admin("/readyz")[1] == '{"ready":true,"workers":2,"audit":"unsealed"}\n'
    reload(server, {"server.workers": 2})


def test_a_missing_file_changes_nothing(server, link):
    os.rename(server.config, server.config + ".away")
    try:
        before = len(server.log_lines())
        server.process.send_signal(signal.SIGHUP)
        server.wait_for(lambda: any(line["msg"] == "settings not reloaded"
                                    for line in server.log_lines()[before:]), what="refusal")
    finally:
        os.rename(server.config + ".away", server.config)
    assert ask(link) == 404


def test_many_reloads_disturb_no_connection(server, link):
    for _ in range(20):
        server.process.send_signal(signal.SIGHUP)
        assert ask(link) == 404
