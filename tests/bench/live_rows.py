# SPDX-License-Identifier: Apache-2.0
"""The rows about streams of events."""
import http.client
import json
import os
import select
import socket
import statistics
import subprocess
import sys
import threading
import time

from tools import CLIENT, SERVED, Client, family

LIVE = {"live__streams_per_address": 20000, "live__streams_per_worker": 20000, "live__streams_per_article": 20000}
FRAME = 200     # bytes of an event about one comment, about


class Followers:
    """n open sockets that get the same bytes at the same time."""

    def __init__(self, n, port, request=None):
        self.poll, self.sockets = select.epoll(), {}
        for _ in range(n):
            s = socket.create_connection(("127.0.0.1", port))
            if request:
                s.sendall(request)
            s.setblocking(False)
            self.sockets[s.fileno()] = s
            self.poll.register(s, select.EPOLLIN)

    def drain(self, seconds):
        """Reads what comes until nothing has come for so long."""
        while (found := self.poll.poll(seconds)):
            for fd, _ in found:
                try:
                    self.sockets[fd].recv(65536)
                except BlockingIOError:
                    pass

    def heard(self, seconds=10):
        """Times at which each socket was first readable, in order."""
        waiting, times, until = set(self.sockets), [], time.monotonic() + seconds
        while waiting:
            if time.monotonic() > until:
                raise SystemExit(f"bench: {len(waiting)} of {len(self.sockets)} streams heard nothing")
            found = self.poll.poll(1)
            now = time.monotonic()
            for fd, _ in found:
                if fd in waiting:
                    waiting.discard(fd)
                    times.append(now)
                self.sockets[fd].recv(65536)
        return times

    def close(self):
        self.poll.close()
        for s in self.sockets.values():
            s.close()


def stream_request(article):
    return f"GET /v1/articles/{article}/events HTTP/1.1\r\nHost: x\r\n\r\n".encode()


def private_bytes(server):
    for pid in family(server.pid):
        with open(f"/proc/{pid}/comm") as f:
            if not f.read().startswith("worker"):
                continue
        with open(f"/proc/{pid}/smaps_rollup") as f:
            return sum(int(line.split()[1]) for line in f if line.startswith("Private_")) * 1024
    raise SystemExit("bench: no worker")


def article_of(site, key):
    boss = Client(site.main.url, check=False)
    token = boss.post("/v1/sessions", {"login": "admin", "password": "seven brown teapots"}).json["token"]
    made = Client(site.main.url, token, check=False).post("/v1/articles", {"key": key, "url": f"https://news.example/{key}", "title": key})
    return made.json["id"]


def bare_rate(site, n):
    """Connections told a second by a bare loop of send()."""
    process = subprocess.Popen(["setpriv", "--pdeathsig", "TERM", "taskset", "-c", SERVED, site.program("fanloop"), str(n), str(FRAME)],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        followers = Followers(n, int(process.stdout.readline()))
        time.sleep(0.2)
        rates = []
        for _ in range(5):
            process.stdin.write("x")
            process.stdin.flush()
            times = followers.heard()
            rates.append(n / (times[-1] - times[0]))
            followers.drain(0.1)
        followers.close()
        return statistics.median(rates)
    finally:
        process.kill()
        process.wait()


def live(site, idle=8000, listeners=1000, crowd=5000, samples=20):
    """Bytes of an idle listener; p99 (ms) from the answer to a comment until a listener of a thousand has its event, on a thread
    with less than a comment a second; listeners told a second, against a bare loop of send()."""
    article, server = article_of(site, f"live-{time.time_ns()}"), site.server(**LIVE)
    writer = Client(server.url, site.token, check=False)
    server.wait_for(lambda: server.metric("madang_worker_ready") == 1, 10, "the worker")
    base = private_bytes(server)
    held = Followers(idle, server.port, stream_request(article))
    held.drain(0.5)
    each, counted = (private_bytes(server) - base) / idle, server.metric("madang_live_memory_bytes") / idle
    held.close()
    followers, lags = Followers(listeners, server.port, stream_request(article)), []
    followers.drain(0.5)
    for n in range(samples):
        answer = writer.post(f"/v1/articles/{article}/comments", {"body": f"Is this heard? {n}"})
        began = time.monotonic()
        assert answer.status == 201, answer
        lags += [1000 * max(0, t - began) for t in followers.heard()]
        time.sleep(1.1)
    followers.close()
    lags.sort()
    followers, rates = Followers(crowd, server.port, stream_request(article)), []
    followers.drain(0.5)
    for n in range(5):
        time.sleep(1.1)
        writer.post(f"/v1/articles/{article}/comments", {"body": f"And this? {n}"})
        times = followers.heard()
        rates.append(crowd / (times[-1] - times[0]))
    followers.close()
    writer.close()
    bare, ours = bare_rate(site, crowd), statistics.median(rates)
    return {"figures": {"bytes of an idle listener": (each, None, 1024), "of these counted": (counted, None, 1024),
                        "p99 ms": (lags[int(0.99 * (len(lags) - 1))], None, 50), "median ms": (statistics.median(lags),),
                        "listeners told/s": (ours,), "of a bare loop": (ours / bare, 0.8)}}


def follow_hot_thread(site, server, article, crowd=5000, rate=50):
    """For waiting(): comments at this rate on an article that so many listeners follow."""
    def begin(seconds):
        followers = subprocess.Popen(["taskset", "-c", CLIENT, sys.executable, os.path.abspath(__file__), str(crowd), str(server.port), article],
                                     stdout=subprocess.PIPE, text=True)
        followers.stdout.readline()
        stop, posted = threading.Event(), []

        def write():
            link = http.client.HTTPConnection(server.host, server.port, timeout=10)
            due = time.monotonic()
            while not stop.wait(max(0, due - time.monotonic())):
                due += 1 / rate
                link.request("POST", f"/v1/articles/{article}/comments", json.dumps({"body": f"Hot {len(posted)} {time.time_ns()}"}),
                             {"Authorization": "Bearer " + site.token, "Content-Type": "application/json"})
                posted.append(link.getresponse().read())
            link.close()
        thread, began = threading.Thread(target=write), time.monotonic()
        thread.start()

        def end():
            stop.set()
            thread.join()
            followers.kill()
            followers.wait()
            return len(posted) / (time.monotonic() - began)
        return end
    return begin


def hold(n, port, article):
    """What follow_hot_thread() starts: listeners that read."""
    followers = Followers(n, port, stream_request(article))
    followers.drain(0.3)
    print("ready", flush=True)
    while True:
        followers.drain(1)


if __name__ == "__main__":
    hold(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
