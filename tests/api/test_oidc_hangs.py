# SPDX-License-Identifier: Apache-2.0
"""Goal: a provider that hangs, and a courier that is full, dead or not there, cost only the sign-ins at providers: these end with a
clear answer in time, and every other request goes on meanwhile."""
import concurrent.futures
import threading

import pytest
import requests

from fetch_site import Provider
from oidc_site import Browser, LyingProvider, add, courier_of, query

SETTINGS = {"limits.rates": "off", "rules.refresh": "200ms", "server.workers": 1, "fetch.timeout": "30s"}
AWAY = "The system that signs you in does not answer"


@pytest.fixture
def courier(server, database):
    with courier_of(server, database, **{"fetch.timeout": "30s"}) as courier:
        yield courier


@pytest.fixture
def hanging(server, courier):
    """A provider that never answers, on a host of its own; held is released for each request that it has."""
    with Provider(None, name="localhost") as provider:
        provider.script = provider.hold
        add(server, "hanging", provider.url)
        yield provider
        server.cli("site", "provider", "default", "hanging", "--remove")


@pytest.fixture
def pool():
    with concurrent.futures.ThreadPoolExecutor(32) as made:
        yield made


def sign_in(server, lying, name="lying"):
    browser = Browser(server)
    sent = query(browser.begin(name).headers["Location"])
    token = lying.id_token(sent)
    lying.token = lambda form: (200, {"access_token": "a", "token_type": "Bearer", "id_token": token})
    assert browser.show(f"/sso/oidc/{name}/callback?code=a&state={sent['state']}").status_code == 303
    return browser


def away(answer):
    assert answer.status_code == 503 and AWAY in answer.text and int(answer.headers["Retry-After"]) > 0, (answer.status_code, answer.text)


def test_while_a_provider_hangs_all_else_goes_on(server, courier, hanging, pool, make_account, article):
    """All other requests are answered while sign-ins wait: none of these waits for a provider."""
    waiting = [pool.submit(Browser(server).begin, "hanging") for _ in range(20)]
    for _ in range(8):          # fetch.connections_per_host
        assert hanging.held.acquire(timeout=20)
    server.wait_for(lambda: server.metric("madang_fetch_waiting") == 20, what="twenty calls")
    lying = LyingProvider()
    try:
        add(server, "lying", lying.issuer)
        reader = make_account()
        assert reader.api.post(f"/v1/articles/{article['id']}/comments", {"body": "goes on"}).status == 201
        assert reader.api.get(f"/v1/articles/{article['id']}/comments").status == 200
        assert requests.get(server.url + "/sign-in", timeout=30).status_code == 200
        assert sign_in(server, lying).account().status_code == 200
    finally:
        lying.close()
    assert not any(w.done() for w in waiting) and server.metric("madang_fetch_waiting") == 20
    courier.kill()              # ends the wait
    for one in waiting:
        away(one.result(30))


def test_calls_beyond_the_queue_are_answered_at_once(make_server, database, pool):
    server = make_server(database, {**SETTINGS, "fetch.queue_max": 2})
    server.start()
    with courier_of(server, database, **{"fetch.timeout": "30s"}) as courier, Provider(None) as hanging:
        hanging.script = hanging.hold
        add(server, "queue", hanging.url)
        waiting = [pool.submit(Browser(server).begin, "queue") for _ in range(2)]
        for _ in waiting:
            assert hanging.held.acquire(timeout=20)
        away(Browser(server).begin("queue"))
        assert not any(w.done() for w in waiting) and len(hanging.requests) == 2
        server.wait_for(lambda: server.metric("madang_fetch_refused_total") == 1, what="the count")
        courier.kill()
        for one in waiting:
            away(one.result(30))
        server.stop()


def test_a_courier_that_is_killed_ends_the_sign_in_and_the_next_one_serves(server, database, courier, hanging, pool):
    waiting = pool.submit(Browser(server).begin, "hanging")
    assert hanging.held.acquire(timeout=20)
    courier.kill()
    away(waiting.result(20))
    away(Browser(server).begin("hanging"))          # no courier
    courier.start()
    courier.wait_for(lambda: courier.log_text().count('"courier started"') == 2, what="the second start")
    lying = LyingProvider()
    try:
        add(server, "after", lying.issuer)
        assert sign_in(server, lying, "after").account().status_code == 200
    finally:
        lying.close()


def test_check_says_whether_a_courier_listens(server, courier, hanging):
    assert "fine: courier for identity providers" in server.cli("check", check=False).stdout
    courier.kill()
    told = server.cli("check", check=False)
    assert told.returncode == 1 and f"wrong: no courier listens on {server.settings['fetch.socket']}" in told.stdout


def test_a_provider_that_hangs_within_its_answer_ends_in_a_timeout(make_server, database):
    settings = {"fetch.timeout": "1s", "fetch.connect_timeout": "1s"}
    server = make_server(database, {**SETTINGS, **settings})
    server.start()
    with courier_of(server, database, **settings), Provider(None) as hanging:
        def half(c):
            c.read().answer(body=b'{"issuer":', length=1000)
            c.wait_for_close()
        hanging.script = half
        add(server, "half", hanging.url)
        away(Browser(server).begin("half"))
        assert '"why":"timeout"' in server.log_text()
        assert hanging.closed.acquire(timeout=20)
        server.stop()


def test_a_token_endpoint_that_answers_a_page_signs_nobody_in(server, courier):
    lying = LyingProvider()
    try:
        add(server, "html", lying.issuer)
        browser = Browser(server)
        sent = query(browser.begin("html").headers["Location"])
        lying.token = lambda form: (200, b"<!doctype html><title>Log in</title>")
        answer = browser.show(f"/sso/oidc/html/callback?code=a&state={sent['state']}")
        assert answer.status_code in (403, 503) and browser.account().status_code == 401
        assert "Log in" not in answer.text
    finally:
        lying.close()


def test_a_server_that_stops_waits_for_a_sign_in_under_way(make_server, database, pool):
    server = make_server(database, SETTINGS)
    server.start()
    go_on = threading.Event()

    def late(c):
        c.read()
        hanging.held.release()
        assert go_on.wait(20)
        c.answer("404 Not Found")
    with courier_of(server, database, **{"fetch.timeout": "30s"}), Provider(None, late) as hanging:
        add(server, "late", hanging.url)
        waiting = pool.submit(Browser(server).begin, "late")
        assert hanging.held.acquire(timeout=20)
        stopping = pool.submit(server.stop)
        server.wait_for(lambda: '"stop requested"' in server.log_text() or "draining" in server.log_text(), what="the stop")
        go_on.set()
        away(waiting.result(30))
        stopping.result(30)
