# SPDX-License-Identifier: Apache-2.0
"""Goal: a connection lives up to its limits, gets its answers in order, and gets a reason before it is closed."""
import select
import socket
import time

import pytest

from wire import Wire, WireServer, talk

HOST = b"Host: a.example\r\n"


def get(path=b"/", fields=b""):
    return b"GET " + path + b" HTTP/1.1\r\n" + HOST + fields + b"\r\n"


def post(body, path=b"/", fields=b""):
    return (b"POST " + path + b" HTTP/1.1\r\n" + HOST + fields
            + b"Content-Length: %d\r\n\r\n" % len(body) + body)


@pytest.fixture
def serve():
    """A function (settings) that gives a WireServer; each must end cleanly."""
    made = []

    def make(settings=None):
        made.append(WireServer(settings))
        return made[-1]
    yield make
    for s in made:
        if not s.process.stdout.closed:
            s.stop()


@pytest.fixture(scope="module")
def plain():
    s = WireServer()
    yield s
    s.stop()


def connect(s):
    return Wire(s.host, s.port)


# ---- requests and answers

def test_requests_on_one_connection_are_answered_in_turn(plain):
    with connect(plain) as w:
        for n in range(5):
            assert w.send(post(b"n%d" % n)).answer().body == b"n%d" % n
        assert w.send(get()).answer().body == b"hello\n"


def test_pipelined_answers_keep_their_order(plain):
    wants = [b"/slow" if n % 7 == 3 else b"/" for n in range(30)]
    data = b"".join(post(b"%d" % n, path) for n, path in enumerate(wants))
    got = talk(plain, data)
    assert [a.body for a in got] == [b"%d" % n for n in range(30)]


def test_a_thousand_pipelined_requests_are_answered(plain):
    got = talk(plain, get() * 1000)
    assert [a.status for a in got] == [200] * 1000


def test_a_request_sent_byte_by_byte_is_read(plain):
    data = (b"POST /x HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n"
            b"5;a=\"b\"\r\nhello\r\n6\r\n world\r\n0\r\nX: y\r\n\r\n" + get())
    with connect(plain) as w:
        w.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for n in range(len(data)):
            w.send(data[n:n + 1])
        assert w.answer().body == b"hello world"
        assert w.answer().body == b"hello\n"


def test_head_has_the_length_and_no_body(plain):
    with connect(plain) as w:
        a = w.send(b"HEAD / HTTP/1.1\r\n" + HOST + b"\r\n").answer("HEAD")
        assert (a.status, a.fields["content-length"], a.body) == (200, "6", b"")
        assert w.send(get()).answer().status == 200


def test_options_asterisk_lists_the_methods(plain):
    with connect(plain) as w:
        a = w.send(b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n").answer()
        assert a.status == 204 and "GET" in a.fields["allow"] and "content-length" not in a.fields


def test_http_1_0_closes_unless_keep_alive_is_asked_for(plain):
    with connect(plain) as w:
        a = w.send(b"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").answer()
        assert a.fields["connection"] == "keep-alive"
        assert w.send(b"GET / HTTP/1.0\r\n\r\n").answer().last
        assert w.closed()


def test_half_closed_clients_are_answered(plain):
    assert [a.body for a in talk(plain, get(b"/slow") + post(b"x"))] == [b"hello\n", b"x"]


@pytest.mark.parametrize("data", [b"GET / HT", post(b"hello")[:-1],
                                  b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"])
def test_a_truncated_request_is_400(plain, data):
    assert [a.status for a in talk(plain, data)] == [400]


def test_a_slow_reader_gets_a_large_answer_whole(plain):
    with connect(plain) as w:
        w.send(get(b"/big") + get())
        assert len(w.answer().body) == 4 << 20
        assert w.answer().body == b"hello\n"


def test_a_client_that_leaves_harms_nobody(plain):
    for path in (b"/slow", b"/big"):
        with connect(plain) as w:
            w.send(get(path))
    with connect(plain) as w:
        assert w.send(get(b"/slow")).answer().status == 200


# ---- bodies

def test_expect_100_continue_is_answered(plain):
    with connect(plain) as w:
        data = post(b"hello", fields=b"Expect: 100-continue\r\n")
        assert w.send(data[:-5]).answer().status == 100
        assert w.send(data[-5:]).answer().body == b"hello"
        assert w.send(data).answer().status == 200, "a body that is there already needs no 100"


def test_an_early_answer_leaves_the_connection_usable(plain):
    with connect(plain) as w:
        assert w.send(post(b"x" * 5000, b"/early") + get()).answer().status == 401
        assert w.answer().status == 200
        data = (b"POST /early HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n"
                b"5\r\nhello\r\n0\r\n\r\n")
        assert w.send(data + get()).answer().status == 401
        assert w.answer().status == 200


def test_a_malformed_body_counts_before_an_early_answer(plain):
    data = b"POST /early HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello!\r\n0\r\n\r\n"
    assert [a.status for a in talk(plain, data + get())] == [400]
    assert [a.status for a in talk(plain, post(b"hello", b"/early")[:-1])] == [400]


def test_an_early_answer_instead_of_100_closes(plain):
    with connect(plain) as w:
        a = w.send(post(b"", b"/early", b"Expect: 100-continue\r\nContent-Length: 5\r\n")
                   .replace(b"Content-Length: 0\r\n", b"")).answer()
        assert a.status == 401 and a.last
        assert w.finish().closed()


@pytest.mark.parametrize("chunked", [False, True])
def test_too_large_is_said_while_the_client_sends(plain, chunked):
    body = b"x" * (1 << 20)
    data = post(body)
    if chunked:
        data = (b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n"
                + b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n")
    with connect(plain) as w:
        a = w.send(data).answer()
        assert a.status == 413 and a.last and b'"too_large"' in a.body
        assert w.closed()


def test_a_refusal_is_a_problem_document(plain):
    a = talk(plain, b"GET / HTTP/1.1\r\n\r\n")[0]
    assert a.fields["content-type"] == "application/problem+json"
    assert a.body == (b'{"type":"about:blank","title":"Bad Request","status":400,"code":"bad_request",'
                      b'"detail":"The request is not valid HTTP. Correct it, then send it again."}')


# ---- deadlines

def lasted(action):
    began = time.monotonic()
    action()
    return time.monotonic() - began


def test_a_slow_head_times_out(serve):
    s = serve({"http.head_timeout": "300ms"})
    with connect(s) as w:
        w.socket.settimeout(0.05)
        w.send(b"GET / HTTP/1.1\r\n")
        answer = None
        began = time.monotonic()
        while answer is None and time.monotonic() - began < 5:
            try:
                w.send(b"X: y\r\n")     # never stops talking
                answer = w.answer()
            except TimeoutError:
                continue
        assert answer.status == 408 and answer.last
        assert 0.25 < time.monotonic() - began < 2


def test_a_slow_body_times_out(serve):
    s = serve({"http.body_timeout": "200ms"})
    with connect(s) as w:
        w.send(post(b"hello")[:-1])
        a = w.answer()
        assert a.status == 408 and a.last


def drip(w, data, rate):
    """Sends data at so many bytes a second until there is an answer; the answer, and how long that took."""
    began = time.monotonic()
    w.socket.settimeout(0.05)
    for n in range(len(data)):
        w.send(data[n:n + 1])
        while n + 1 > (time.monotonic() - began) * rate:
            try:
                w.more()
            except TimeoutError:
                pass
            if w.data:
                return w.answer(), time.monotonic() - began
    w.socket.settimeout(10)
    return w.answer(), time.monotonic() - began


@pytest.mark.parametrize("data", [
    get(fields=b"X: " + 9000 * b"x" + b"\r\n"), post(9000 * b"x"),
    b"POST /early HTTP/1.1\r\n" + HOST + b"Content-Length: 9000\r\n\r\n" + 9000 * b"x",
    b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n" + 1000 * b"1\r\nx\r\n",
    b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n1;" + 9000 * b"x"],
    ids=["head", "body", "early", "chunks", "extension"])
def test_a_dripping_request_is_ended(plain, data):
    with connect(plain) as w:
        w.send(data[:200])
        answer, took = drip(w, data[200:], 200)
        assert answer.status in (408, 400) and answer.last and took < 8
        assert w.closed()


@pytest.mark.parametrize("kind", ["head", "body"])
def test_a_slow_request_is_the_last_of_its_connection(plain, kind):
    """Or dripping short ones would hold it for ever."""
    data = get(fields=b"X: " + 300 * b"x" + b"\r\n") if kind == "head" else post(300 * b"x")
    with connect(plain) as w:
        answer, took = drip(w, data, 250)
        assert answer.status == 200 and answer.last and 1 < took < 3
    with connect(plain) as w:
        answer, took = drip(w, data, 4000)
        assert answer.status == 200 and not answer.last


def test_the_slowest_accepted_rate_is_a_setting(serve):
    s = serve({"http.rate_min": 0})
    with connect(s) as w:
        answer, took = drip(w, post(600 * b"x"), 170)
        assert answer.status == 200 and not answer.last and took > 3


def test_an_idle_connection_is_closed_silently(serve):
    s = serve({"http.idle_timeout": "200ms"})
    with connect(s) as w:
        assert w.send(get()).answer().status == 200
        assert 0.1 < lasted(w.closed) < 2


def test_an_answer_that_is_not_read_in_time_ends_the_connection(serve):
    s = serve({"http.write_timeout": "200ms"})
    with connect(s) as w, connect(s) as other:
        w.send(get(b"/big") * 10)
        poll = select.poll()
        poll.register(w.socket, 0)      # errors only: nothing is read
        began = time.monotonic()
        while not poll.poll(0):
            assert other.send(get(b"/slow")).answer().status == 200, "others are not held up"
            assert time.monotonic() - began < 5
        with pytest.raises(ConnectionResetError):
            while w.more():
                pass


def small_window(s):
    """A client whose side takes little."""
    w = Wire.__new__(Wire)
    w.socket, w.data = socket.socket(), b""
    w.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    w.socket.settimeout(10)
    w.socket.connect((s.host, s.port))
    return w


def waiting(s):
    """Bytes in the kernel for each of the server's connections that their clients have not taken."""
    rows = (line.split() for line in open("/proc/net/tcp").readlines()[1:])
    return [int(row[4].split(":")[0], 16) for row in rows if row[1].endswith(f":{s.port:04X}") and row[3] == "01"]


@pytest.mark.fault
def test_the_kernels_send_buffer_is_bounded(serve):
    s = serve({"http.send_buffer": "64kB"})
    clients = [small_window(s).send(get(b"/big")) for _ in range(20)]
    with connect(s) as other:
        queued, until = waiting(s), time.monotonic() + 20
        while sum(n > 16384 for n in queued) < len(clients) and time.monotonic() < until:
            other.send(get(b"/slow")).answer()
            queued = waiting(s)
    # The kernel doubles the size, and one segment of 64 kB may pass it.
    assert sum(n > 16384 for n in queued) >= len(clients) and max(queued) <= 3 * 65536, queued
    for w in clients:           # who reads on gets all of it
        if w is clients[0]:
            assert len(w.answer().body) == 4 << 20
        w.socket.close()


@pytest.mark.fault
def test_an_unread_answer_times_out_as_unread(serve):
    """The write timeout also holds for an answer that fits the kernel's buffer but stays unread."""
    s = serve({"http.write_timeout": "400ms", "http.idle_timeout": "2500ms"})
    deaf, good = small_window(s), connect(s)
    deaf.send(post(60000 * b"x"))
    assert good.send(get()).answer().status == 200
    poll = select.poll()
    poll.register(deaf.socket, 0)
    assert poll.poll(2000), "still there"
    with pytest.raises(ConnectionResetError):
        while deaf.more():
            pass
    # One that was read stays for its whole idle time, though no longer.
    assert 1 < lasted(good.closed) < 4
    deaf.socket.close()
    good.socket.close()
    with connect(s) as w:
        for _ in range(3):
            assert w.send(get()).answer().status == 200
            time.sleep(0.7)     # beyond the time for writing, within the idle one
        assert w.send(get()).answer().status == 200


def test_a_connection_ends_at_its_lifetime(serve):
    s = serve({"http.connection_timeout": "1s", "http.idle_timeout": "900ms"})
    with connect(s) as w:
        began = time.monotonic()
        while not (a := w.send(get(b"/slow")).answer()).last:
            assert a.status == 200 and time.monotonic() - began < 5
        assert time.monotonic() - began > 0.9
        assert w.closed()


# ---- caps

def test_connections_beyond_the_limit_get_503(serve):
    s = serve({"http.connections_max": 8})
    held = [connect(s) for _ in range(8)]
    assert all(w.send(get()).answer().status == 200 for w in held)
    with connect(s) as w:
        a = w.send(get()).answer()
        assert a.status == 503 and a.last and a.fields["retry-after"] == "1"
        assert w.finish().closed()
    held.pop().socket.close()
    deadline = time.monotonic() + 5
    while True:
        with connect(s) as w:
            if w.send(get()).answer().status == 200:
                break
        assert time.monotonic() < deadline
    for w in held:
        w.socket.close()


def test_connections_beyond_the_limit_of_an_address_get_503(serve):
    s = serve({"http.connections_per_address": 3})
    held = [connect(s) for _ in range(3)]
    assert all(w.send(get()).answer().status == 200 for w in held)
    with connect(s) as w:
        assert w.answer().status == 503
    for w in held:
        assert w.send(get()).answer().status == 200
        w.socket.close()


def test_a_trusted_proxy_is_not_counted(serve):
    s = serve({"http.connections_per_address": 1, "server.trusted_proxies": "127.0.0.0/8"})
    held = [connect(s) for _ in range(5)]
    assert all(w.send(get()).answer().status == 200 for w in held)
    for w in held:
        w.socket.close()


# ---- who

def test_forwarded_for_is_believed_from_trusted_proxies_only(plain, serve):
    fields = b"X-Forwarded-For: 6.6.6.6, 2001:db8:1:2:3::4\r\nX-Forwarded-For: 127.0.0.9\r\n"
    trusting = serve({"server.trusted_proxies": "127.0.0.0/8"})
    for s, who in ((plain, b"127.0.0.1"), (trusting, b"2001:db8:1:2::/64")):
        with connect(s) as w:
            assert w.send(get(b"/who", fields)).answer().body == who
            assert w.send(get(b"/who", b"X-Forwarded-For: nonsense\r\n")).answer().body == b"127.0.0.1"


def test_the_proxy_protocol_gives_the_client_address(serve):
    s = serve({"server.trusted_proxies": "127.0.0.1", "server.proxy_protocol": "on",
               "http.connections_per_address": 2})
    v1 = b"PROXY TCP4 192.0.2.%d 198.51.100.7 56324 443\r\n"
    v2 = (b"\r\n\r\n\0\r\nQUIT\n\x21\x21\0\x24" + bytes.fromhex("20010db8000100020003000000000004")
          + bytes(16) + b"\x12\x34\x01\xbb")
    fields = b"X-Forwarded-For: 6.6.6.6\r\n"
    for head, who in ((v1 % 1, b"192.0.2.1"), (v2, b"2001:db8:1:2::/64"), (b"PROXY UNKNOWN\r\n", b"6.6.6.6")):
        with connect(s) as w:
            assert w.send(head + get(b"/who", fields)).answer().body == who
            assert w.send(get(b"/who", fields)).answer().body == who
    with connect(s) as w:
        assert w.send(get()).finish().closed()
    with connect(s) as a, connect(s) as b, connect(s) as c:
        assert a.send(v1 % 2 + get()).answer().status == 200
        assert b.send(v1 % 2 + get()).answer().status == 200
        assert c.send(v1 % 2 + get()).answer().status == 503


# ---- drain

def test_a_drain_finishes_requests_under_way(serve):
    s = serve({"http.drain_grace": "500ms"})
    with connect(s) as slow, connect(s) as many, connect(s) as begun, connect(s) as late, connect(s) as idle:
        assert late.send(get()).answer().status == 200
        assert idle.send(get()).answer().status == 200
        slow.send(get(b"/slow"))
        many.send(get(b"/slow") + post(b"x") * 20)
        begun.send(post(b"hello")[:-1])
        with connect(s) as mark:        # all of them have been read when this is answered
            assert mark.send(get(b"/slow")).answer().status == 200
            s.term()
            s.wait_for_word("draining")
        late.send(get(b"/slow"))
        begun.send(b"o")
        for w in (slow, late, begun):
            a = w.answer()
            assert a.status == 200
            if w is not slow:           # that one may have been answered before
                assert a.last and w.finish().closed()
        got = many.finish().answers()
        assert [a.status for a in got] == [200] * 21
        slow.socket.close()
        assert idle.closed()
        with pytest.raises(OSError):
            for _ in range(200):
                connect(s).socket.close()
                time.sleep(0.02)
    s.wait()


def test_a_drain_without_connections_ends_at_once(serve):
    s = serve()
    assert lasted(s.stop) < 2
