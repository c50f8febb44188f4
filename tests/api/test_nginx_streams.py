# SPDX-License-Identifier: Apache-2.0
"""Goal: the shipped nginx passes thousands of streams on at once, counts them apart from requests, and never refuses one by a status."""
import json
import os
import re
import resource
import selectors
import shutil
import signal
import socket
import ssl
import subprocess
import time

import pytest

from client import Client
from fixture_site import create_account, sign_in
from nginx import NAME, NGINX, ORIGIN, Https, Nginx

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
STREAMS, ADDRESSES = 2000, 10
NODE = shutil.which("node")


class Streams:
    """Many streams through nginx, read by one selector. first: the number of the first client address, 127.0.0.first."""

    def __init__(self, nginx, first=2):
        self.nginx, self.first = nginx, first
        self.context, self.selector = nginx.context(), selectors.DefaultSelector()
        self.read, self.ended = {}, set()

    def open(self, path, address):
        s = socket.socket()
        s.bind((f"127.0.0.{self.first + address}", 0))
        s.settimeout(20)
        s.connect(("127.0.0.1", self.nginx.port))
        s = self.context.wrap_socket(s, server_hostname=NAME)
        s.sendall(f"GET {path} HTTP/1.1\r\nHost: {NAME}\r\nAccept: text/event-stream\r\n\r\n".encode())
        s.setblocking(False)
        self.read[s] = b""
        self.selector.register(s, selectors.EVENT_READ)
        return s

    def take(self, seconds=0.2):
        for key, _ in self.selector.select(seconds):
            s = key.fileobj
            try:
                data = s.recv(65536)
            except (ssl.SSLWantReadError, BlockingIOError):
                continue
            except OSError:
                data = b""
            self.read[s] += data
            if not data:
                self.ended.add(s)
                self.selector.unregister(s)

    def until(self, condition, seconds=30):
        """Seconds until condition(bytes read) holds for all; the test fails after so many."""
        began = time.monotonic()
        while not all(condition(text) for text in self.read.values()):
            assert time.monotonic() - began < seconds, f"{sum(map(condition, self.read.values()))} of {len(self.read)}"
            self.take()
        return time.monotonic() - began

    def close(self):
        for s in self.read:
            s.close()
        self.selector.close()


def let_nginx_connect(server):
    """To the unix socket, which each start of the server creates."""
    os.chmod(re.search(r"unix:(\S+)", server.settings["server.listen"])[1], 0o666)


@pytest.fixture(scope="module")
def site(database, make_server, tmp_path_factory):
    """(nginx, server, a writer's client, article): nginx reaches Madang by a unix socket."""
    folder = tmp_path_factory.mktemp("socket")
    for path in (folder, *folder.parents):
        if path != path.parent and os.stat(path).st_uid == os.getuid():
            os.chmod(path, 0o755)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 16384)), hard))
    s = make_server(database, {"server.base_url": ORIGIN, "server.trusted_proxies": "127.0.0.1 unix", "live.collect": "100ms"})
    socket_path = f"{folder}/http.sock"
    s.settings["server.listen"] += f" unix:{socket_path}"
    s.write()
    s.start()
    let_nginx_connect(s)
    create_account(s, "boss", "admin")
    create_account(s, "writer", "reader")
    boss, writer = sign_in(Client(s.url), "boss"), sign_in(Client(s.url), "writer")
    article = boss.post("/v1/articles", {"key": "streams", "url": "https://news.example/streams", "title": "Streams"}).json["id"]
    n = Nginx(s.port, replaced={"server 127.0.0.1:8080": f"server unix:{socket_path}", "worker_shutdown_timeout 30s": "worker_shutdown_timeout 1s"}).start()
    yield n, s, writer, article
    errors = n.errors()
    n.stop()
    assert "[emerg]" not in errors and "[alert]" not in errors, errors


@pytest.fixture
def streams(site):
    made = []

    def make(first=2):
        made.append(Streams(site[0], first))
        return made[-1]
    yield make
    for one in made:
        one.close()


def write(site, body="words"):
    answer = site[2].post(f"/v1/articles/{site[3]}/comments", {"body": body})
    assert answer.status == 201
    return answer.json["comment"]["id"]


def path(site):
    return f"/v1/articles/{site[3]}/events"


def test_two_thousand_streams_of_ten_addresses_hear_a_comment(site, streams):
    all_ = streams()
    for i in range(STREAMS):
        all_.open(path(site), i % ADDRESSES)
        if i % 100 == 0:
            all_.take(0)
    all_.until(lambda text: b"retry: " in text)
    assert all(text.startswith(b"HTTP/1.1 200 ") for text in all_.read.values())
    site[1].wait_for(lambda: sum(float(line.split()[1]) for line in site[1].admin("/metrics")[1].splitlines()
                                 if line.startswith("madang_live_streams{")) == STREAMS)
    comment = write(site).encode()
    took = all_.until(lambda text: comment in text, 20)
    began = time.monotonic()
    answer = Https(site[0]).ask("GET", f"/a/{site[3]}")
    assert answer.status == 200 and time.monotonic() - began < 2
    assert not all_.ended and took < 10
    print(f"{STREAMS} streams through nginx: all heard after {took:.2f} s")


def test_events_pass_at_once_and_unbuffered(site, streams):
    one = streams(40)
    s = one.open(path(site), 0)
    one.until(lambda text: b"retry: " in text)
    assert b"\r\nX-Accel-Buffering" not in one.read[s] and b"text/event-stream" in one.read[s]
    time.sleep(0.3)
    began = time.monotonic()
    comment = write(site)
    one.until(lambda text: comment.encode() in text)
    assert time.monotonic() - began < 1


def test_streams_do_not_count_as_connections_of_requests(site, streams):
    """A school behind one address: more streams than the 64 connections of requests."""
    many = streams(41)
    for _ in range(150):
        many.open(path(site), 0)
    many.until(lambda text: b"retry: " in text)
    assert not many.ended

    class FromThere(Https):
        def connect(self):
            raw = socket.create_connection(("127.0.0.1", self.port), self.timeout, source_address=("127.0.0.41", 0))
            self.sock = self._context.wrap_socket(raw, server_hostname=self.name)
    assert FromThere(site[0]).ask("GET", f"/a/{site[3]}").status == 200


def test_a_stream_above_nginxs_limit_is_told_when_to_come_back(database, make_server, site, streams):
    folder = site[0].folder
    with open(folder + "/conf.d/madang.conf") as f:
        text = f.read()
    changed = text.replace("limit_conn madang_streams 1000", "limit_conn madang_streams 5")
    assert changed != text
    reload(site, changed)
    try:
        many = streams(50)
        for _ in range(20):
            many.open(path(site), 0)
        many.until(lambda text: b"retry: " in text)
        assert all(text.startswith(b"HTTP/1.1 200 ") and b"text/event-stream" in text for text in many.read.values())
        waits = {int(re.search(rb"retry: (\d+)", text)[1]) for text in many.read.values()}
        assert len(waits) > 3
        comment = write(site)
        time.sleep(0.5)
        many.take(0.5)
        for _ in range(20):
            many.take(0.05)
        assert sum(comment.encode() in text for text in many.read.values()) == 5
    finally:
        reload(site, text)


def reload(site, text):
    with open(site[0].folder + "/conf.d/madang.conf", "w") as f:
        f.write(text)
    site[0].process.send_signal(signal.SIGHUP)
    time.sleep(1)


def test_a_reload_of_nginx_ends_its_streams_in_time(site, streams):
    few = streams(60)
    for _ in range(20):
        few.open(path(site), 0)
    few.until(lambda text: b"retry: " in text)
    site[0].process.send_signal(signal.SIGHUP)
    until = time.monotonic() + 10
    while len(few.ended) < 20 and time.monotonic() < until:
        few.take()
    assert len(few.ended) == 20
    again = streams(61)
    again.open(path(site), 0)
    again.until(lambda text: b"retry: " in text)


def test_while_madang_is_away_a_stream_is_told_when_to_come_back(site, streams):
    site[1].stop()
    try:
        one = Https(site[0]).ask("GET", path(site))
        assert one.status == 200 and one.type == "text/event-stream" and re.fullmatch(rb"retry: \d+\n\n", one.body)
        page = Https(site[0]).ask("GET", f"/v1/articles/{site[3]}", headers={"Accept": "application/json"})
        assert page.status == 503 and json.loads(page.body)["code"] == "unavailable"
    finally:
        site[1].start()
        let_nginx_connect(site[1])
        site[2].close()         # the writer's connection went with it


# Opens n streams on one connection, reports the statuses, then the number of streams that hear what it reads.
HTTP2 = """
const [port, name, ca, path, page, n] = process.argv.slice(1);
const session = require('http2').connect(`https://${name}:${port}`,
	{ ca: require('fs').readFileSync(ca), lookup: (host, options, done) => done(null, options.all ? [{ address: '127.0.0.1', family: 4 }] : '127.0.0.1', 4) });
const ask = (path) => new Promise((done) => {
	const stream = session.request({ ':path': path });
	stream.on('response', (head) => done({ status: head[':status'], stream }));
});
(async () => {
	await new Promise((done) => session.once('remoteSettings', done));
	const streams = await Promise.all(Array.from({ length: +n }, () => ask(path)));
	const told = streams.map(() => ''), report = (it) => console.log(JSON.stringify(it));
	let wanted, ended = 0;
	const check = () => wanted && told.every((text) => text.includes(wanted)) && report({ heard: told.length, ended });
	streams.forEach(({ stream }, i) => {
		stream.on('data', (data) => { told[i] += data; check(); }).on('end', () => { ended++; });
	});
	report({ statuses: streams.map(({ status }) => status), page: (await ask(page)).status });
	process.stdin.once('data', (id) => { wanted = String(id); check(); });
	setTimeout(() => { report({ told }); process.exit(); }, 20000);
})();
"""


@pytest.mark.skipif(NODE is None, reason="node is not installed")
def test_a_hundred_streams_on_one_http2_connection_are_counted_apart_from_requests(site):
    """nginx counts each request of an HTTP/2 connection as a connection; the requests' zone has 64."""
    nginx, n = site[0], 100
    client = subprocess.Popen([NODE, "-e", HTTP2, str(nginx.port), NAME, nginx.folder + "/cert.pem", path(site), f"/a/{site[3]}", str(n)],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        answers = json.loads(client.stdout.readline())
        assert answers == {"statuses": [200] * n, "page": 200}
        client.stdin.write(write(site))
        client.stdin.flush()
        assert json.loads(client.stdout.readline()) == {"heard": n, "ended": 0}
    finally:
        client.kill()
        client.wait()
