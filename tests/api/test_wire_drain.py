# SPDX-License-Identifier: Apache-2.0
"""Goal: a server that stops under load answers every request that reached it, also without privileges."""
import signal
import socket
import threading
import time

import pytest

from wire import Wire

pytestmark = pytest.mark.fault

SHIPPED = "postgres"        # without a privilege, as the unit's user; this one may enter the cluster's folder
GRACE = {"http.drain_grace": "1s"}      # as shipped; other tests end their servers sooner
GET = b"GET /openapi.json HTTP/1.1\r\nHost: a.example\r\n\r\n"


class Reader(threading.Thread):
    """Asks on kept connections, opens a new one after Connection: close, and ends once connections are refused."""

    def __init__(self, server, kept):
        super().__init__()
        self.server, self.kept = server, kept
        self.answered, self.lost = 0, []

    def run(self):
        try:
            while True:
                self.connection()
        except ConnectionRefusedError:
            pass
        except Exception as e:              # shown by the test
            self.lost.append(repr(e))

    def connection(self):
        with Wire(self.server.host, self.server.port) as w:
            for n in range(self.kept):
                w.send(GET)
                a = w.answer()
                if a is None or a.status != 200:
                    self.lost.append(f"request {n} of a connection: {a}")
                    return
                self.answered += 1
                if a.last:
                    return


def stop_under(s, readers):
    """Stops a server under load that must lose nothing; how long that took."""
    for r in readers:
        r.start()
    s.wait_for(lambda: all(r.answered > 20 for r in readers), what="load")
    began = time.monotonic()
    s.stop()
    took = time.monotonic() - began
    for r in readers:
        r.join(20)
    assert not any(r.is_alive() for r in readers)
    assert [r.lost for r in readers] == [[]] * len(readers)
    return took


@pytest.mark.parametrize("user", [None, SHIPPED])
def test_a_drain_loses_no_request_that_was_sent(database, make_server, user):
    s = make_server(database, GRACE, user=user).start()
    stop_under(s, [Reader(s, kept) for kept in (1, 1, 3, 10, 1000, 1000)])


@pytest.mark.parametrize("listen", ["127.0.0.1", "[::1]"])
def test_a_stop_resets_no_connection(database, make_server, listen):
    """Again and again, as the shipped user, with clients that connect for each request."""
    for _ in range(4):
        s = make_server(database, GRACE, user=SHIPPED)
        s.settings["server.listen"] = f"{listen}:{s.port}"
        s.host = listen.strip("[]")
        s.write()
        s.start()
        assert stop_under(s, [Reader(s, 1) for _ in range(12)]) < 5


HALF = (b"POST /v1/counts HTTP/1.1\r\nHost: a.example\r\nContent-Type: application/json\r\n"
        b"Content-Length: 15\r\n\r\n" + b'{"art')


def test_a_drain_answers_new_connections_while_a_request_is_under_way(database, make_server):
    s = make_server(database, {**GRACE, "server.workers": 1}, user=SHIPPED).start()
    with Wire(s.host, s.port) as slow:
        slow.send(HALF)
        s.wait_for(lambda: s.metric("madang_http_connections") >= 1, what="the connection")
        s.process.send_signal(signal.SIGTERM)

        def one():
            with Wire(s.host, s.port) as w:
                answer = w.send(GET).answer()
                assert answer.status == 200
                return answer.last and w.closed()
        s.wait_for(one, what="the worker to drain")
        assert all(one() for _ in range(20))
        answer = slow.send(b'icles":[]}').answer()
        assert answer.status == 200 and answer.last
    s.stop()
    with pytest.raises(ConnectionRefusedError):
        Wire(s.host, s.port)


def test_clients_that_keep_coming_do_not_prolong_a_drain(database, make_server):
    s = make_server(database, {**GRACE, "server.workers": 1, "server.drain_timeout": "4s"}, user=SHIPPED).start()
    with Wire(s.host, s.port) as stuck:
        stuck.send(HALF)
        assert stop_under(s, [Reader(s, 1) for _ in range(4)]) < 8


def test_a_unix_socket_is_drained_too(database, make_server):
    s = make_server(database, {"http.drain_grace": "300ms"}, user=SHIPPED)
    path = s.settings["server.run_dir"] + "/socket"
    s.settings["server.listen"] = "unix:" + path
    s.write()
    s.start()
    lost, answered = [], []

    def ask():
        while True:
            with socket.socket(socket.AF_UNIX) as link:
                try:
                    link.connect(path)
                except (ConnectionRefusedError, FileNotFoundError):
                    return
                try:
                    link.sendall(GET)
                    data = link.recv(65536)
                except OSError as e:
                    data = repr(e).encode()
                (answered if data.startswith(b"HTTP/1.1 200") else lost).append(data[:60])
                if lost:
                    return
    threads = [threading.Thread(target=ask) for _ in range(6)]
    for t in threads:
        t.start()
    s.wait_for(lambda: len(answered) > 100, what="load")
    s.stop()
    for t in threads:
        t.join(20)
    assert not lost and not any(t.is_alive() for t in threads), lost[:3]
