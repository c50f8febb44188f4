"""The rows of the table. A row is a function of the house that gives either two ways to measure, (ours, the
other's), each a function of seconds that returns a figure; or, by name, several such pairs; or a finished row."""
import hashlib
import http.client
import json
import os
import socket
import statistics
import subprocess
import threading
import time

from tools import CLIENT, HERE, SERVED, Client, family, openloop, pgbench, pgbench_best, pin, run, wrk, wrk_command, wrk_rate
from house import MEMORY, PASSES

from stage import PASSWORD      # noqa: E402  tools has set the path

THREAD, CROWD = 1000, 64
PASTE = ("Accept-Encoding: gzip",)


class Measured:
    """A way to measure, and whose processor time it costs."""

    def __init__(self, way, pid=None):
        self.way, self.pid = way, pid

    def __call__(self, seconds):
        return self.way(seconds)


# ---- from the cache
def edge(house):
    """A small answer without a question, against nginx giving the same."""
    server, nginx = house.server(), house.nginx()
    return (Measured(lambda s: wrk(server.url + "/v1/nothing", s, wrong=1), server.pid),
            Measured(lambda s: wrk(nginx.url + "/nothing", s, wrong=1), nginx.process.pid))


def against_nginx(house, path, name, *fields, conditional=False):
    server, nginx = house.server(), house.nginx()
    for _ in range(3):
        answer = house.api.get(path, headers={"Accept-Encoding": "gzip"} if fields else None)
    plain = house.api.get(path)
    url, tag = nginx.serves(name, plain.body)
    ours, theirs = list(fields), list(fields)
    if conditional:
        ours.append(f"If-None-Match: {plain.etag}")
        theirs.append(f"If-None-Match: {tag}")
    elif fields:
        assert answer.headers.get("Content-Encoding") == "gzip", answer
    return (Measured(lambda s: wrk(server.url + path, s, fields=ours), server.pid),
            Measured(lambda s: wrk(url, s, fields=theirs), nginx.process.pid))


def thread_path(house, n=THREAD):
    return f"/v1/articles/{house.thread(n)}/comments"


def article(house):
    """GET of an article, against nginx giving the same bytes from a file."""
    return against_nginx(house, f"/v1/articles/{house.article}", "article")


def cached(house):
    """The default thread page from the cache, against nginx giving the same bytes from a file."""
    return against_nginx(house, thread_path(house), "thread")


def cached_gzip(house):
    """The same, compressed (nginx: gzip_static)."""
    return against_nginx(house, thread_path(house), "thread", *PASTE)


def cached_304(house):
    """If-None-Match with the page's tag, against nginx's 304 for its file."""
    return against_nginx(house, thread_path(house), "thread", conditional=True)


def signed_in(house):
    """The thread page with a session's token, against the same without."""
    server, path = house.server(), thread_path(house)
    return (Measured(lambda s: wrk(server.url + path, s, fields=[f"Authorization: Bearer {house.token}"]), server.pid),
            Measured(lambda s: wrk(server.url + path, s), server.pid))


# ---- from the database
def thread(house):
    """The default thread page, nothing kept, against the bare prepared SELECT as the tables' owner, best of 1 … 16 clients."""
    server, article_id = house.server(cache__size=0), house.thread(THREAD)
    house.apart(server)
    c = pgbench_best(house.owner_url, "thread.sql", (1, 2, 4, 8, 16), article=article_id)
    return (Measured(lambda s: wrk(server.url + thread_path(house), s), server.pid),
            Measured(lambda s: pgbench(house.owner_url, s, "thread.sql", c, article=article_id)))


def sized(large):
    """A page of a thread that is so much larger: its time against the small one's, every order and level, nothing kept."""
    def pairs(house):
        server = house.server(cache__size=0)
        house.apart(server)
        out = {}
        for sort in ("newest", "oldest", "best", "replies"):
            for level in ("top", "replies"):
                def way(n, sort=sort, level=level):
                    path = thread_path(house, n)
                    if level == "replies":
                        first = house.sql("select id from core.comment where article_id = parent_id and article_id ="
                                          f" '{house.thread(n)}' and shown order by reply_count desc, id desc limit 1")
                        path += f"/{first}/replies"
                    url = f"{server.url}{path}?sort={sort}&replies=0" if level == "top" else f"{server.url}{path}?sort={sort}"
                    return Measured(lambda s: wrk(url, max(1, s // 2)), server.pid)
                out[f"{sort} {level}"] = (way(THREAD), way(large))
        return out
    pairs.__doc__ = sized.__doc__
    return pairs


# ---- writes
def post_script(house, path="/v1/articles/%a/comments"):
    return os.path.join(HERE, "post.lua"), house.token, '{"body":"A comment, number %d"}', path


def commits(server):
    """Batches and writes until now; the figures are published once a second."""
    time.sleep(1.2)
    return server.metric("madang_database_batches_total"), server.metric("madang_database_writes_total")


def posting(house, path="/v1/articles/%a/comments"):
    server = house.server()
    house.apart(server)
    before = commits(server)
    ours = Measured(lambda s: wrk(server.url, s, CROWD, post_script(house, path)), server.pid)

    def note():
        batches, writes = (now - then for now, then in zip(commits(server), before))
        return f"{batches / writes:.3f} commits a comment"
    ours.note = note
    return ours


def comment(house):
    """Comments by 64 clients on fifty articles, against the same function by as many pgbench clients as there are write links (one)."""
    return posting(house), Measured(lambda s: pgbench(house.app_url, s, "comment.sql", 1, token=house.digest(), articles=50))


def comment_best(house):
    """The same, against the best of 1 … 64 pgbench clients."""
    ours = posting(house)
    c = pgbench_best(house.app_url, "comment.sql", (1, 4, 16, 64), token=house.digest(), articles=50)
    return ours, Measured(lambda s: pgbench(house.app_url, s, "comment.sql", c, token=house.digest(), articles=50))


def comment_one(house):
    """Comments by 64 clients on one article, against 64 pgbench clients."""
    ours = posting(house, "/v1/articles/01000000-0000-7000-8000-000000000001/comments")
    return ours, Measured(lambda s: pgbench(house.app_url, s, "comment.sql", CROWD, token=house.digest(), articles=1))


def overload(house):
    """Comments that got in when four times as many come as can be taken, against that peak: 2,000
    connections, each waiting so long between two posts that they offer four times the peak."""
    server, post = house.server(), post_script(house)
    peak = wrk(server.url, 2, CROWD, post)
    return (lambda s: wrk(server.url, s, 2000, (*post, str(round(2000 / (4 * peak) * 1000))), wrong=1, good=1),
            lambda s: wrk(server.url, s, CROWD, post))


def vote(house):
    """Votes on one comment by 64 clients for 256 readers in turn, against 64 pgbench clients inserting the
    vote and updating the one row (of a comment of their own)."""
    server, article_id = house.server(), house.thread(THREAD)
    ours, theirs = house.sql(f"select id from core.comment where article_id = '{article_id}' and parent_id = article_id"
                             " and state = 'published' limit 2").split()
    script = (os.path.join(HERE, "vote.lua"), f"/v1/articles/{article_id}/comments/{ours}/vote", *house.readers(256))
    return (Measured(lambda s: wrk(server.url, s, CROWD, script), server.pid),
            lambda s: pgbench(house.owner_url, s, "vote.sql", CROWD, article=article_id, comment=theirs))


# ---- sign-ins
def sign_in_script(house, n=32):
    return os.path.join(HERE, "sign_in.lua"), *house.people(n)


def sign_in(house):
    """Sign-ins of different accounts with different passwords, against a bare crypto_pwhash_str_verify loop as nice."""
    server, script = house.server(hash__nice=0), sign_in_script(house)
    program = house.program("hashloop", "-lsodium")
    return (Measured(lambda s: wrk(server.url + "/v1/sessions", s, 8, script), server.pid),
            lambda s: float(run("taskset", "-c", SERVED, program, s, MEMORY, PASSES)))


# ---- waiting
def p99(house, load, idle_first=0.3):
    """p99 (µs) of cached reads at 30 % of their peak while the load runs, against without. The load's rate beside it."""
    server, path, program = house.server(), thread_path(house), house.program("openloop")
    rate = max(100, int(idle_first * wrk(server.url + path, 2)))
    rates = []

    def during(s):
        with subprocess.Popen(["nice", "-n", "5", *load(s + 1)], text=True, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as other:
            time.sleep(0.5)
            found = openloop(program, server.url, rate, s, path)["p99"]
            rates.append(wrk_rate(other.communicate()[0], wrong=1, good=1))
        return found
    ours, theirs = Measured(during), Measured(lambda s: openloop(program, server.url, rate, s, path)["p99"])
    ours.note = lambda: f"{rate} reads/s, {statistics.median(rates):.0f}/s of the load"
    return ours, theirs


def p99_sign_in(house):
    """p99 of cached reads, open loop at 30 % of their peak, during a flood of sign-ins, against without it."""
    script = sign_in_script(house)
    return p99(house, lambda s: wrk_command(house.server().url + "/v1/sessions", s, CROWD, script))


def p99_burst(house):
    """The same during a burst of comments."""
    return p99(house, lambda s: wrk_command(house.server().url, s, CROWD, post_script(house)))


def version_of(link, path):
    link.request("GET", path)
    answer = link.getresponse()
    answer.read()
    return int(answer.getheader("Madang-Version") or 0)


def seen(server, path, version, began, limit=5.0):
    """ms from `began` until the server's page has the version."""
    link = http.client.HTTPConnection(server.host, server.port, timeout=10)
    try:
        while version_of(link, path) < version:
            if time.monotonic() - began > limit:
                raise SystemExit(f"bench: version {version} was not seen")
        return (time.monotonic() - began) * 1000
    finally:
        link.close()


def visible(house, times=200, lost=10):
    """p99 (ms) from the answer to a comment until a page of another process shows it; and the longest repair of
    a version that no notice told of."""
    other = house.server(number=1)
    article_id = house.thread(THREAD)
    path = f"/v1/articles/{article_id}/comments"
    writer = Client(house.server().url, house.token, check=False)
    took, repaired = [], []
    for n in range(times):
        answer = writer.post(path, {"body": f"Is this seen? {n}"})
        took.append(seen(other, path, answer.json["article_version"], time.monotonic()))
    for _ in range(lost):
        version = int(house.sql(f"select core.article_bump('{article_id}', 0, 'state', null)"))
        repaired.append(seen(other, path, version, time.monotonic()))
    writer.close()
    took.sort()
    return {"figures": {"visible p99 ms": took[int(0.99 * (len(took) - 1))], "visible median ms": statistics.median(took),
                        "repair longest ms": max(repaired), "repair median ms": statistics.median(repaired)}}


# ---- memory
def private_bytes(server):
    """Of the worker: what is its own, not shared with the supervisor."""
    for pid in family(server.pid):
        with open(f"/proc/{pid}/comm") as f:
            if not f.read().startswith("worker"):
                continue
        with open(f"/proc/{pid}/smaps_rollup") as f:
            return sum(int(line.split()[1]) for line in f if line.startswith("Private_")) * 1024
    raise SystemExit("bench: no worker")


def memory(house, size=64, pages=10000, links=5000):
    """A worker with ten thousand pages against the setting (cache.size, MiB); octets of an idle connection."""
    server = house.server(cache__size=size)
    link = http.client.HTTPConnection(server.host, server.port, timeout=10)
    article_id = house.thread(THREAD)
    before = private_bytes(server)
    ids = house.sql(f"select id from core.comment where article_id = '{article_id}' and parent_id = article_id").split()
    asked = 0
    for limit in range(1, 101):     # ever larger pages of every order and parent, until so many are kept
        for sort in ("newest", "oldest", "best", "replies"):
            for parent in ("", *(f"/{i}/replies" for i in ids[:40])):
                link.request("GET", f"/v1/articles/{article_id}/comments{parent}?sort={sort}&limit={limit}")
                link.getresponse().read()
                asked += 1
        if asked >= pages * 1.2:
            break
    link.close()
    time.sleep(1.2)     # the figures are published once a second
    kept, counted = server.metric("madang_cache_pages"), server.metric("madang_cache_bytes")
    grown = private_bytes(server) - before
    base = private_bytes(server)
    held = []
    for _ in range(links):
        held.append(socket.create_connection((server.host, server.port)))
        held[-1].sendall(b"GET /v1/nothing HTTP/1.1\r\nHost: x\r\n\r\n")
        held[-1].recv(4096)
    each = (private_bytes(server) - base) / links
    for one in held:
        one.close()
    return {"figures": {"pages kept": kept, "counted MiB": counted / 1048576, "grown MiB": grown / 1048576,
                        "grown of counted": grown / counted, "octets an idle connection": each}}


class Row:
    def __init__(self, make, goal, less=False):
        self.make, self.goal, self.less = make, goal, less


ROWS = {
    "edge": Row(edge, None), "article": Row(article, None),
    "cached": Row(cached, 1.0), "gzip": Row(cached_gzip, 1.0), "304": Row(cached_304, 1.2),
    "signed_in": Row(signed_in, 0.97),
    "thread": Row(thread, 0.95),
    "million": Row(sized(1000000), 1.2, less=True), "large": Row(sized(100000), 1.2, less=True),
    "comment": Row(comment, 2.0), "comment_best": Row(comment_best, 0.9), "comment_one": Row(comment_one, 5.0),
    "overload": Row(overload, 0.9), "vote": Row(vote, 5.0), "sign_in": Row(sign_in, 0.95),
    "p99_sign_in": Row(p99_sign_in, 2.0, less=True), "p99_burst": Row(p99_burst, 2.0, less=True),
    "visible": Row(visible, None), "memory": Row(memory, None),
}
