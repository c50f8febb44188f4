# SPDX-License-Identifier: Apache-2.0
"""Goal: the courier calls identity providers for the workers; none that hangs, lies or dies costs more than its own calls, and
no provider makes the courier reach the machines of the house."""
import os
import signal
import socket
import threading
import time

import pytest

from fetch_site import BODY_MAX, BUSY, FAILED, FETCHED, PUBLIC, TIMEOUT, Call, Names, Provider
from mail_site import Courier, certificate


@pytest.fixture(scope="module")
def tls(tmp_path_factory):
    """(context, file of the authority) of a provider on 127.0.0.1."""
    return certificate(str(tmp_path_factory.mktemp("tls")))


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    return Names(str(tmp_path_factory.mktemp("names")))


@pytest.fixture(scope="module")
def named_tls(tmp_path_factory):
    """The same for the name id.example."""
    return certificate(str(tmp_path_factory.mktemp("named")), "id.example")


@pytest.fixture(scope="module")
def courier(database, tls):
    with Courier(database, settings={"fetch.ca_file": tls[1]}) as c:
        yield c


@pytest.fixture
def provider(tls):
    with Provider(tls[0]) as p:
        yield p


def get(courier, provider, path="/keys", **more):
    return Call(courier, provider.url + path, inside=provider.url, **more).answer()


# ---- calls
def test_a_get_returns_status_type_and_body(courier, provider):
    provider.script = lambda c: c.read().answer("404 Not Found", b'{"a":1}', ["Content-Type: application/json; charset=utf-8"])
    answer = get(courier, provider, "/.well-known/openid-configuration?a=1")
    assert (answer.result, answer.status, answer.body) == (FETCHED, 404, b'{"a":1}')
    assert answer.kind == "application/json; charset=utf-8"
    request = provider.requests[0]
    assert (request.method, request.target) == ("GET", "/.well-known/openid-configuration?a=1")
    assert request.fields["accept"] == "application/json" and request.fields["user-agent"] == "Madang"
    assert not {"authorization", "cookie", "accept-encoding"} & request.fields.keys()


def test_a_post_has_the_form_and_the_credentials(courier, provider):
    answer = get(courier, provider, "/token", form="code=a%20b&grant_type=authorization_code", user="madang", password="p:w")
    assert (answer.result, answer.status) == (FETCHED, 200)
    request = provider.requests[0]
    assert (request.method, request.body) == ("POST", b"code=a%20b&grant_type=authorization_code")
    assert request.fields["content-type"] == "application/x-www-form-urlencoded"
    assert request.fields["authorization"] == "Basic bWFkYW5nOnA6dw=="


def test_the_largest_body_arrives_and_one_byte_more_does_not(courier, provider):
    provider.script = lambda c: c.read().answer(body=b"x" * int(c.target[1:]))
    assert get(courier, provider, f"/{BODY_MAX}").body == b"x" * BODY_MAX
    assert get(courier, provider, f"/{BODY_MAX + 1}").result == FAILED


def test_a_body_without_a_length_ends_at_the_bound(courier, provider):
    sent = []

    def endless(c):
        c.read()
        c.sock.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        while True:
            c.sock.sendall(b"x" * 65536)
            sent.append(65536)
    provider.script = endless
    assert get(courier, provider).result == FAILED
    assert sum(sent) < 16 << 20             # what the sockets' buffers hold


def test_endless_header_fields_end_at_the_bound(courier, provider):
    def endless(c):
        c.read()
        c.sock.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            c.sock.sendall(b"X-More: " + b"x" * 1000 + b"\r\n")
    provider.script = endless
    assert get(courier, provider).result == FAILED
    assert "header fields are too large" in courier.log_text()


def test_a_redirect_is_an_answer_and_is_not_followed(courier, provider):
    provider.script = lambda c: c.read().answer("302 Found", b"", [f"Location: {provider.url}/other", "Set-Cookie: a=b"])
    assert get(courier, provider).status == 302
    assert get(courier, provider).status == 302
    assert [r.target for r in provider.requests] == ["/keys", "/keys"]
    assert "cookie" not in provider.requests[1].fields


def test_an_answer_that_is_not_http_fails(courier, provider):
    def speak(c):
        c.read()
        c.sock.sendall(b"220 mail.example ESMTP\r\n")
    provider.script = speak
    assert get(courier, provider).result == FAILED


def test_the_log_has_the_host_and_no_other_part_of_a_call(courier, provider):
    provider.script = lambda c: c.read().sock.close()
    get(courier, provider, "/secret-path?code=secret-code", form="code=secret-form", user="secret-user", password="secret-password")
    assert '"msg":"provider call failed"' in courier.log_text() and '"host":"127.0.0.1"' in courier.log_text()
    assert "secret" not in courier.log_text()


# ---- certificates and addresses
def test_a_certificate_that_is_not_signed_by_the_authority_fails(database, provider):
    with Courier(database) as strict:
        assert get(strict, provider).result == FAILED
        assert not provider.requests


def test_a_certificate_of_another_host_fails(database, names, named_tls):
    names.set(other_example="127.0.0.1", id_example="127.0.0.1")
    with Courier(database, settings={"fetch.ca_file": named_tls[1]}, environment=names.environment) as courier:
        with Provider(named_tls[0], name="other.example") as p:
            assert get(courier, p).result == FAILED and not p.requests
        with Provider(named_tls[0], name="id.example") as p:
            assert get(courier, p).result == FETCHED


def test_an_address_of_the_house_is_refused_unless_the_provider_is_inside(courier, provider):
    for inside in ("", "https://other.example", "https://127.0.0.2"):
        assert Call(courier, provider.url + "/keys", inside=inside).answer().result == FAILED
    assert provider.connections == 0
    assert "the address is not public" in courier.log_text()
    assert get(courier, provider).result == FETCHED


@pytest.mark.parametrize("host", ["169.254.169.254", "0.0.0.0", "[::ffff:169.254.169.254]", "[fe80::1]", "224.0.0.1", "255.255.255.255"])
def test_link_local_and_special_addresses_are_refused_even_inside(courier, host):
    assert Call(courier, f"https://{host}/keys", inside=f"https://{host}").answer().result == FAILED


def test_a_public_provider_is_reached(database, names, named_tls):
    names.set(id_example=PUBLIC)
    with Courier(database, settings={"fetch.ca_file": named_tls[1]}, environment=names.environment) as courier:
        with Provider(named_tls[0], name="id.example") as p:
            assert Call(courier, p.url + "/keys").answer().body == b"/keys"


def test_a_name_is_judged_by_the_address_that_is_connected_to(database, names, named_tls):
    """So a name gains nothing that later resolves to another address, or that has several."""
    with Courier(database, settings={"fetch.ca_file": named_tls[1]}, environment=names.environment) as courier, \
            Provider(named_tls[0], name="id.example") as p:
        port = p.url.rpartition(":")[2]
        for i, addresses in enumerate(("127.0.0.1", "10.0.0.1 127.0.0.1", "::1", "::ffff:127.0.0.1")):
            names.set(**{f"id{i}_example": addresses})
            assert Call(courier, f"https://id{i}.example:{port}/keys").answer().result == FAILED
        assert p.connections == 0
        names.set(id_example=f"127.0.0.1 {PUBLIC}")
        assert Call(courier, p.url + "/keys").answer().result == FETCHED
        assert p.connections == 1


@pytest.mark.parametrize("url", ["http://9.9.9.9/keys", "http://id.example/keys", "ftp://127.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1/",
                                 "https://user:pw@127.0.0.1/", "//127.0.0.1/", "127.0.0.1", "", "https://", "https://a\r\nb/"])
def test_other_urls_than_https_are_refused(courier, url):
    assert Call(courier, url, inside="https://127.0.0.1").answer().result == FAILED


def test_http_works_for_a_provider_on_this_machine_only(database, names):
    names.set(id_example=PUBLIC, house_example="127.0.0.1", lan_example="10.0.0.1")
    with Courier(database, environment=names.environment) as courier, Provider(None, name="house.example") as p:
        port = p.url.rpartition(":")[2]
        assert get(courier, p).result == FETCHED
        assert Call(courier, p.url + "/keys").answer().result == FAILED
        for host in ("id.example", "lan.example"):
            assert Call(courier, f"http://{host}:{port}/keys", inside=f"http://{host}").answer().result == FAILED
        assert p.connections == 1


# ---- providers that hang
def test_a_provider_that_hangs_ends_in_a_timeout_at_any_point(courier, provider):
    def within_body(c):
        c.read().answer(body=b"half", length=100)
        c.wait_for_close()

    def within_tls(c):
        c.wait_for_close()
    for script in (provider.hold, within_body):
        provider.script = script
        assert get(courier, provider, seconds=0.3).result == TIMEOUT
        assert provider.closed.acquire(timeout=20)
    provider.context, provider.script = None, within_tls
    assert get(courier, provider, seconds=0.3).result == TIMEOUT
    assert provider.closed.acquire(timeout=20)


def test_a_provider_that_trickles_ends_in_a_timeout(courier, provider):
    def trickle(c):
        c.read().answer(body=b"", length=100)
        while True:
            c.sock.sendall(b"x")
            time.sleep(0.02)
    provider.script = trickle
    assert get(courier, provider, seconds=0.5).result == TIMEOUT


def test_a_name_server_that_hangs_delays_no_other_call(database, names, tls, provider):
    names.set(slow_example="hang")
    with Courier(database, settings={"fetch.ca_file": tls[1], "fetch.connect_timeout": "500ms"}, environment=names.environment) as courier:
        slow = [Call(courier, "https://slow.example/keys") for _ in range(4)]
        assert get(courier, provider).result == FETCHED
        assert [c.answer().result for c in slow] == [TIMEOUT] * 4
        assert get(courier, provider).result == FETCHED
        courier.kill()                          # the look-ups never end, and neither would their threads


def test_a_worker_that_withdraws_ends_its_call(courier, provider):
    provider.script = provider.hold
    call = Call(courier, provider.url + "/keys", inside=provider.url)
    assert provider.held.acquire(timeout=20)
    call.withdraw()
    assert provider.closed.acquire(timeout=20)


def test_one_provider_takes_only_its_share_and_the_rest_is_busy_at_once(database, tls, provider):
    settings = {"fetch.ca_file": tls[1], "fetch.connections": 4, "fetch.connections_per_host": 2, "fetch.waiting_per_host": 3}
    with Courier(database, settings=settings) as courier, Provider(tls[0], name="localhost") as other:
        provider.script = provider.hold
        held = [Call(courier, provider.url + "/keys", inside=provider.url, seconds=60) for _ in range(2)]
        for _ in held:
            assert provider.held.acquire(timeout=20)
        waiting = [Call(courier, provider.url + "/keys", inside=provider.url, seconds=60) for _ in range(3)]
        courier.wait_for(lambda: get(courier, provider).result == BUSY, what="a full queue")
        assert len(provider.requests) == 2
        # Another provider has places. Its certificate is of another name, so it fails, but at once.
        assert get(courier, other).result == FAILED and other.connections == 1
        held[0].withdraw()
        assert provider.held.acquire(timeout=20)        # the first of those that wait has its place
        provider.script = lambda c: c.read().answer(body=b"now")
        for call in (held[1], waiting[0]):
            call.withdraw()
        assert [c.answer().body for c in waiting[1:]] == [b"now"] * 2


def test_a_call_that_waits_too_long_ends_in_a_timeout(database, tls, provider):
    with Courier(database, settings={"fetch.ca_file": tls[1], "fetch.connections": 1, "fetch.connections_per_host": 1}) as courier:
        provider.script = provider.hold
        held = Call(courier, provider.url + "/keys", inside=provider.url, seconds=60)
        assert provider.held.acquire(timeout=20)
        assert get(courier, provider, seconds=0.2).result == TIMEOUT
        assert len(provider.requests) == 1
        held.withdraw()


def test_mail_leaves_while_all_calls_hang(courier, database, provider):
    provider.script = provider.hold
    held = [Call(courier, provider.url + "/keys", inside=provider.url, seconds=60) for _ in range(20)]
    assert provider.held.acquire(timeout=20)
    database.sql("insert into core.outbox (id, address, template, data, created_at, due_at) values"
                 " (core.new_id(), 'r@example.org', 'illegal_received', '{\"reference\": \"r\"}', core.now(), core.now())")
    courier.wait_for(lambda: os.path.isdir(courier.mail_dir + "/new") and os.listdir(courier.mail_dir + "/new"), what="mail")
    for call in held:
        call.withdraw()


def test_the_largest_bodies_of_all_calls_together_need_little_memory(database, tls, provider):
    """Each call holds one body; none is kept for a worker that does not read."""
    def private():
        with open(f"/proc/{courier.process.pid}/smaps_rollup") as f:
            return sum(int(line.split()[1]) << 10 for line in f if line.startswith("Private_"))
    provider.script = lambda c: c.read().answer(body=b"x" * BODY_MAX)
    settings = {"fetch.ca_file": tls[1], "fetch.connections": 8, "fetch.waiting_per_host": 200}
    with Courier(database, settings=settings, environment={"ASAN_OPTIONS": "quarantine_size_mb=1"}) as courier:
        for _ in range(8):
            assert len(get(courier, provider).body) == BODY_MAX
        before = private()
        calls = [Call(courier, provider.url + "/keys", inside=provider.url) for _ in range(100)]
        assert sum(len(c.answer().body) for c in calls) == 100 * BODY_MAX
        assert private() - before < 24 << 20


# ---- the courier's life
def test_a_courier_that_is_killed_fails_its_calls_and_the_next_one_takes_new_ones(database, tls, provider):
    provider.script = provider.hold
    with Courier(database, settings={"fetch.ca_file": tls[1]}) as courier:
        call = Call(courier, provider.url + "/keys", inside=provider.url)
        assert provider.held.acquire(timeout=20)
        courier.kill()
        with pytest.raises(ConnectionResetError):
            call.answer()
        with pytest.raises(ConnectionRefusedError):
            get(courier, provider)
        courier.start()
        courier.wait_for(lambda: courier.log_text().count('"courier started"') == 2, what="the second start")
        provider.script = lambda c: c.read().answer()
        assert get(courier, provider).result == FETCHED


def test_a_courier_that_stops_ends_the_calls_under_way_first(database, tls, provider):
    go_on = threading.Event()

    def late(c):
        c.read()
        provider.held.release()
        assert go_on.wait(20)
        c.answer(body=b"late")
    provider.script = late
    with Courier(database, settings={"fetch.ca_file": tls[1], "server.drain_timeout": "20s"}) as courier:
        call = Call(courier, provider.url + "/keys", inside=provider.url)
        assert provider.held.acquire(timeout=20)
        courier.process.send_signal(signal.SIGTERM)
        courier.wait_for(lambda: not os.path.exists(courier.settings["fetch.socket"]), what="the socket's end")
        go_on.set()
        assert call.answer().body == b"late"
        assert courier.process.wait(20) == 0


def test_of_several_couriers_one_serves_and_the_next_takes_over(database, tls, provider):
    with Courier(database, settings={"fetch.ca_file": tls[1]}) as first:
        with Courier(database, settings={"fetch.ca_file": tls[1], "fetch.socket": first.settings["fetch.socket"]}) as second:
            assert '"fetch socket served"' in first.log_text() and '"fetch socket served"' not in second.log_text()
            assert get(first, provider).result == FETCHED
            first.kill()
            second.wait_for(lambda: '"fetch socket served"' in second.log_text(), what="taking over")
            assert get(second, provider).result == FETCHED
            first.start()
            assert get(second, provider).result == FETCHED
            second.stop()
            first.wait_for(lambda: first.log_text().count('"fetch socket served"') == 2, what="taking over")
            assert get(first, provider).result == FETCHED


def test_a_folder_that_is_not_there_stops_no_mail(database):
    with Courier(database, settings={"fetch.socket": "/nowhere/fetch"}) as courier:
        assert '"fetch socket refused"' in courier.log_text()


def test_bytes_that_are_no_call_end_the_connection(courier, provider):
    for sent in (b"", b"x", b"GET / HTTP/1.1\r\n\r\n"):
        call = Call(courier, provider.url, inside=provider.url)
        call.socket.send(sent or b"\0")
        call.withdraw()
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as s:
        s.settimeout(20)
        s.connect(courier.settings["fetch.socket"])
        s.send(b"GET / HTTP/1.1\r\n\r\n")
        assert s.recv(10) == b""
    assert get(courier, provider).result == FETCHED
