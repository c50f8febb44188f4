# SPDX-License-Identifier: Apache-2.0
"""The rows of the table. A row is a function of the site that gives either two ways to measure, (ours, the
other's), each a function of seconds that returns a figure; or, by name, several such pairs; or a finished row."""
import http.client
import os
import socket
import statistics
import subprocess
import threading
import time

import psycopg2

from tools import CLIENT, HERE, SERVED, Client, cpu_us, family, openloop, pgbench, pgbench_best, pin, real_time, run, wrk, wrk_command, wrk_rate
from bench_site import MEMORY, PASSES

from fetch_site import Provider   # noqa: E402  tools has set the path
from mail_site import Courier     # noqa: E402
from oidc_site import PRESSED, settings as oidc_settings     # noqa: E402
from publisher import register    # noqa: E402

from live_rows import LIVE, article_of, follow_hot_thread, live

import race                     # noqa: E402  tools has set the path

THREAD, CROWD = 1000, 64
PASTE = ("Accept-Encoding: gzip",)


class Sql:
    """The site's database as race.fill() wants it."""

    def __init__(self, site):
        self.url = site.owner_url

    def sql(self, text, args):
        with psycopg2.connect(self.url) as link:
            link.cursor().execute(text, args)
        link.close()


class Measured:
    """A way to measure, and whose processor time it costs."""

    def __init__(self, way, pid=None):
        self.way, self.pid = way, pid

    def __call__(self, seconds):
        return self.way(seconds)


# ---- from the cache
def edge(site):
    """A small answer without a question, against nginx giving the same."""
    server = site.server()
    nginx = max(site.nginx(), key=lambda one: wrk(one.url + "/nothing", 1, wrong=1))
    return (Measured(lambda s: wrk(server.url + "/v1/nothing", s, wrong=1), server.pid),
            Measured(lambda s: wrk(nginx.url + "/nothing", s, wrong=1), nginx.process.pid))


def against_nginx(site, path, name, *fields, conditional=False):
    server = site.server()
    for _ in range(3):
        packed = site.api.get(path, headers={"Accept-Encoding": "gzip"})
    plain = site.api.get(path)
    found = [(one, *one.serves(name, plain.body, packed.body)) for one in site.nginx()]
    nginx, url, tag = max(found, key=lambda row: wrk(row[1], 1, fields=fields))
    ours, theirs = list(fields), list(fields)
    if conditional:
        ours.append(f"If-None-Match: {plain.etag}")
        theirs.append(f"If-None-Match: {tag}")
    elif fields:
        assert packed.headers.get("Content-Encoding") == "gzip", packed
    first = Measured(lambda s: wrk(server.url + path, s, fields=ours), server.pid)
    first.note = lambda: f"{len(packed.body if fields else plain.body)} bytes, nginx with {nginx.workers} worker{'s'[nginx.workers == 1:]}"
    return first, Measured(lambda s: wrk(url, s, fields=theirs), nginx.process.pid)


def thread_path(site, n=THREAD):
    return f"/v1/articles/{site.thread(n)}/comments"


def article(site):
    """GET of an article, against nginx giving the same bytes from a file."""
    return against_nginx(site, f"/v1/articles/{site.article}", "article")


def cached(site):
    """The default thread page from the cache, against nginx giving the same bytes from a file."""
    return against_nginx(site, thread_path(site), "thread")


def cached_of(size):
    def row(site):
        return against_nginx(site, site.page_of(size), f"page-{size}")
    row.__doc__ = f"A thread page of about {size // 1000} kB from the cache, against nginx giving the same bytes from a file."
    return row


def cached_gzip(site):
    """The same, compressed (nginx: gzip_static)."""
    return against_nginx(site, thread_path(site), "thread", *PASTE)


def cached_304(site):
    """If-None-Match with the page's tag, against nginx's 304 for its file."""
    return against_nginx(site, thread_path(site), "thread", conditional=True)


def bare_304(site):
    """The upper bound of any server on epoll: recv() and send() of our own 304's bytes and nothing else, against nginx's 304."""
    _, theirs = cached_304(site)
    with socket.create_connection((site.server().host, site.server().port)) as link:
        link.sendall(f"GET {thread_path(site)} HTTP/1.1\r\nHost: x\r\nIf-None-Match: *\r\n\r\n".encode())
        answer = link.recv(65536)
    assert answer.startswith(b"HTTP/1.1 304 ") and answer.endswith(b"\r\n\r\n"), answer
    process, url = site.bare_loop(answer)
    return Measured(lambda s: wrk(url, s), process.pid), theirs


def page_paths(site):
    """The pages of a discussion that everybody gets."""
    article_id = site.thread(THREAD)
    return {"fragment": f"/fragment/{article_id}", "embed": f"/embed/{article_id}", "thread": f"/a/{article_id}"}


def page_row(name):
    def row(site):
        return against_nginx(site, page_paths(site)[name], f"html-{name}")
    row.__doc__ = f"The {name} page in HTML from the cache, against nginx giving the same bytes from a file."
    return row


def page_bytes(site):
    """Bytes a second of each page in HTML from the cache, against a JSON page of its size: the inverse of the processor time of a byte."""
    server, out = site.server(), {}

    def way(path):
        size = len(site.api.get(path).body)
        return Measured(lambda s: size * wrk(server.url + path, s), server.pid)
    for name, path in page_paths(site).items():
        out[name] = (way(path), way(site.page_of(len(site.api.get(path).body))))
    return out


def signed_in(site):
    """The thread page with a session's token, against the same without."""
    server, path = site.server(), thread_path(site)
    return (Measured(lambda s: wrk(server.url + path, s, fields=[f"Authorization: Bearer {site.token}"]), server.pid),
            Measured(lambda s: wrk(server.url + path, s), server.pid))


def signed_in_page(site):
    """The thread as a page in HTML with a session's cookie (two questions), against the shared one from the cache."""
    server, path = site.server(), f"/a/{site.thread(THREAD)}"
    return (Measured(lambda s: wrk(server.url + path, s, fields=[f"Cookie: madang={site.token}"]), server.pid),
            Measured(lambda s: wrk(server.url + path, s), server.pid))


# ---- from the database
def thread(site):
    """The default thread page, nothing kept, against the bare prepared SELECT as the tables' owner, best of 1 … 16 clients."""
    server, article_id = site.server(cache__size=0), site.thread(THREAD)
    site.postgres_alone(server)
    c = pgbench_best(site.owner_url, "thread.sql", (1, 2, 4, 8, 16), article=article_id)
    return (Measured(lambda s: wrk(server.url + thread_path(site), s), server.pid),
            Measured(lambda s: pgbench(site.owner_url, s, "thread.sql", c, article=article_id)))


def sized(large):
    """A page of a thread that is so much larger: its time against the small one's, every order and level, nothing kept."""
    def pairs(site):
        server = site.server(cache__size=0)
        site.postgres_alone(server)
        out = {}
        for sort in ("newest", "oldest", "best", "replies"):
            for level in ("top", "replies"):
                def way(n, sort=sort, level=level):
                    path = thread_path(site, n)
                    if level == "replies":
                        first = site.sql("select id from core.comment where article_id = parent_id and article_id ="
                                          f" '{site.thread(n)}' and visible order by reply_count desc, id desc limit 1")
                        path += f"/{first}/replies"
                    url = f"{server.url}{path}?sort={sort}&replies=0" if level == "top" else f"{server.url}{path}?sort={sort}"
                    return Measured(lambda s: wrk(url, max(1, s // 2)), server.pid)
                out[f"{sort} {level}"] = (way(THREAD), way(large))
        return out
    pairs.__doc__ = sized.__doc__
    return pairs


# ---- writes
POST_PATH = "/v1/articles/01000000-0000-7000-8000-%a/comments"


def post_script(site, path="/v1/articles/%a/comments"):
    return os.path.join(HERE, "post.lua"), site.token, '{"body":"A comment, number %d"}', path


def commits(server):
    """Batches and writes until now; the figures are published once a second."""
    time.sleep(1.2)
    return server.metric("madang_database_batches_total"), server.metric("madang_database_writes_total")


def posting(site, path="/v1/articles/%a/comments"):
    server = site.server()
    site.postgres_alone(server)
    before, cost = commits(server), []

    def post(s):
        began = cpu_us(site.postgres)
        rate = wrk(server.url, s, CROWD, post_script(site, path))
        cost.append((cpu_us(site.postgres) - began) / (rate * s))
        return rate
    ours = Measured(post, server.pid)

    def note():
        batches, writes = (now - then for now, then in zip(commits(server), before))
        return f"{batches / writes:.3f} commits a comment, {statistics.median(cost):.0f} us of PostgreSQL"
    ours.note = note
    return ours


def comment(site):
    """Comments by 64 clients on fifty articles, against the same function by as many pgbench clients as there are write links (one)."""
    return posting(site), Measured(lambda s: pgbench(site.app_url, s, "comment.sql", 1, token=site.token_digest(), articles=50))


def comment_best(site):
    """The same, against the best of 1 … 64 pgbench clients."""
    ours = posting(site)
    c = pgbench_best(site.app_url, "comment.sql", (1, 4, 16, 64), token=site.token_digest(), articles=50)
    return ours, Measured(lambda s: pgbench(site.app_url, s, "comment.sql", c, token=site.token_digest(), articles=50))


def comment_one(site):
    """Comments by 64 clients on one article, against 64 pgbench clients."""
    ours = posting(site, "/v1/articles/01000000-0000-7000-8000-000000000001/comments")
    return ours, Measured(lambda s: pgbench(site.app_url, s, "comment.sql", CROWD, token=site.token_digest(), articles=1))


def overload(site):
    """Comments that got in when four times as many arrive as can be accepted, against that peak. The
    time until a 503 beside it."""
    server, program = site.server(), site.program("openloop")
    site.postgres_alone(server)
    peak = wrk(server.url, 3, CROWD, post_script(site))
    fields = (f"Authorization: Bearer {site.token}", "Content-Type: application/json", 'body: {"body":"A comment, number %n"}')
    seen = []

    def flood(s):
        seen.append(openloop(program, server.url, int(4 * peak), s, POST_PATH, 2000, fields, late=True))
        return seen[-1]["good"] / s
    ours = Measured(flood)
    ours.note = lambda: (f"{int(4 * peak)}/s offered, 503 in {statistics.median(f['shed_p50'] for f in seen) / 1000:.1f} ms,"
                         f" p99 {statistics.median(f['shed_p99'] for f in seen) / 1000:.1f} ms")
    return ours, lambda s: wrk(server.url, s, CROWD, post_script(site))


def vote(site):
    """Votes on one comment by 64 clients for 256 readers in turn, against 64 pgbench clients inserting the
    vote and updating the one row (of a comment of their own)."""
    server, article_id = site.server(), site.thread(THREAD)
    site.postgres_alone(server)
    ours, theirs = site.sql(f"select id from core.comment where article_id = '{article_id}' and parent_id = article_id"
                             " and state = 'published' limit 2").split()
    script = (os.path.join(HERE, "vote.lua"), f"/v1/articles/{article_id}/comments/{ours}/vote", *site.reader_tokens(256))
    return (Measured(lambda s: wrk(server.url, s, CROWD, script), server.pid),
            lambda s: pgbench(site.owner_url, s, "vote.sql", CROWD, article=article_id, comment=theirs))


# ---- sign-ins
def sign_in_script(site, n=32):
    return os.path.join(HERE, "sign_in.lua"), *site.accounts(n)


def sign_in(site):
    """Sign-ins of different accounts with different passwords, against a bare crypto_pwhash_str_verify loop as nice."""
    server, script = site.server(hash__nice=0), sign_in_script(site)
    program = site.program("hashloop", "-lsodium")
    return (Measured(lambda s: wrk(server.url + "/v1/sessions", s, 8, script), server.pid),
            lambda s: float(run("taskset", "-c", SERVED, program, s, MEMORY, PASSES)))


# ---- moderation
def open_cases(site, n=10000):
    """So many, made without the api."""
    if not site.sql("select 1 from core.case_file limit 1"):
        author = site.sql("select id from core.account where username = 'reader2'")
        race.fill(Sql(site), [f"01000000-0000-7000-8000-{k:012d}" for k in range(1, 51)], n, author)
        site.psql("-c", "vacuum analyze core.case_file, core.comment")


def claim(site):
    """Claims of the next case by 16 clients, leased for five seconds, with ten thousand open, against the best of 1 … 16 pgbench
    clients running the same function."""
    server, token = site.server(moderation__lease="5s", moderation__claims_max=0), site.moderator()
    site.postgres_alone(server)
    open_cases(site)
    script = (os.path.join(HERE, "post.lua"), token, '{"limit":1}')
    c = pgbench_best(site.app_url, "claim.sql", (1, 2, 4, 16), token=site.token_digest(token))
    return (Measured(lambda s: wrk(server.url + "/v1/moderation/claims", s, 16, script), server.pid),
            Measured(lambda s: pgbench(site.app_url, s, "claim.sql", c, token=site.token_digest(token))))


# ---- waiting
def waiting(site, begin, fields=(), path=None, alone=True, **settings):
    """p99 (µs) of cached reads at 30 % of their peak while what begin() starts goes on, against without. begin(seconds) gives a
    function that ends it and returns its rate, printed beside it. alone: nothing else is measured on Madang's core."""
    server, path, program = site.server(**settings), path or thread_path(site), site.program("openloop")
    site.empty_search_queue()
    rate = max(100, int(0.3 * wrk(server.url + path, 2, fields=fields)))
    rates, lost = [], []
    real_time(server.pid, alone)

    def read(s):
        said = openloop(program, server.url, rate, s, path, fields=fields)
        lost.append(said["lost_ms"])
        return said["p99"]

    def during(s):
        end = begin(s)
        found = read(s)
        rates.append(end())
        return found
    ours = Measured(during)
    ours.note = lambda: f"{rate} reads/s, {statistics.median(rates):.0f}/s of the load, client held up for {max(lost):.1f} ms at most"
    return ours, Measured(read)


def wrk_load(load):
    """For waiting(): starts the wrk command that load(seconds) gives."""
    def begin(s):
        other = subprocess.Popen(["nice", "-n", "5", *load(s + 1)], text=True, stdin=subprocess.DEVNULL,
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        time.sleep(0.5)
        return lambda: wrk_rate(other.communicate()[0], wrong=1, good=1)
    return begin


class Postgres:
    """The site's database as Courier() wants it."""

    def __init__(self, site):
        self.pg, self.name, self.app_url = self, "", site.app_url

    def url(self, name, user):
        return self.app_url.replace("madang_app", user)


def p99_mail(site):
    """p99 of requests with a query each while a courier has a thousand mails and the mail server hangs or refuses, against without."""
    fields = (f"Authorization: Bearer {site.token}",)

    def trouble(hangs):
        def begin(s):
            silent = socket.socket()
            silent.bind(("127.0.0.1", 0))
            if hangs:
                silent.listen(50)
            site.sql("delete from core.outbox; insert into core.outbox (id, address, template, data, created_at, due_at) select core.new_id(), 'r' || n || '@example.org',"
                     " 'illegal_received', '{\"reference\": \"r\"}', core.now(), core.now() from generate_series(1, 1000) n")
            courier = Courier(Postgres(site), None, {"mail.transport": "smtp", "mail.smtp_url": f"smtp://127.0.0.1:{silent.getsockname()[1]}", "log.level": "info"}).start()

            def end():
                courier.kill()
                silent.close()
                return int(site.sql("select sum(claims) from core.outbox")) / s
            return end
        return begin
    return {name: waiting(site, trouble(name == "hangs"), fields=fields, path="/v1/session") for name in ("hangs", "refuses")}


def p99_provider(site, rate=50):
    """p99 of cached reads, and of requests with a query each, while fifty sign-ins a second begin at a provider that hangs, against without."""
    fields = (f"Authorization: Bearer {site.token}",)
    server = site.server()
    provider = Provider(None)
    provider.script = provider.hold
    register(site.main, oidc_settings(provider.url), "secret\n", name="hangs")
    server.wait_for(lambda: site.api.get("/sso/oidc/hangs", headers={"Accept": "text/html"}, check=False).status == 200, 10, "the provider")
    head = "".join(f"{name}: {value}\r\n" for name, value in {"Host": f"{server.host}:{server.port}", **PRESSED}.items())

    def begin(s):
        courier = Courier(Postgres(site), None, {"fetch.socket": server.settings["fetch.socket"], "log.level": "info"}).start()
        stop, links = threading.Event(), []

        def sign_ins():
            while not stop.wait(1 / rate):
                links.append(socket.create_connection((server.host, server.port)))
                links[-1].sendall(f"GET /sso/oidc/hangs HTTP/1.1\r\n{head}\r\n".encode())
        thread = threading.Thread(target=sign_ins)
        thread.start()

        def end():
            stop.set()
            thread.join()
            courier.kill()
            for link in links:
                link.close()
            return len(links) / s
        return end
    return {"cached": waiting(site, begin), "queries": waiting(site, begin, fields=fields, path="/v1/session")}


def p99_sign_in(site):
    """p99 of cached reads, open loop at 30 % of their peak, during a flood of sign-ins, against without it."""
    script = sign_in_script(site)
    url = site.server().url + "/v1/sessions"
    return waiting(site, wrk_load(lambda s: wrk_command(url, s, CROWD, script)), alone=False)


def p99_burst(site, alone=True):
    """The same during a burst of comments on other articles."""
    url = site.server().url
    return waiting(site, wrk_load(lambda s: wrk_command(url, s, CROWD, post_script(site))), alone=alone)


def p99_burst_same(site):
    """The same, read compressed, during a burst of comments on the very article."""
    article_id = "01000000-0000-7000-8000-000000000001"
    path = f"/v1/articles/{article_id}/comments"
    url = site.server().url
    return waiting(site, wrk_load(lambda s: wrk_command(url, s, CROWD, post_script(site, path))), fields=PASTE, path=path)


def p99_shared_core(site):
    """p99_burst with PostgreSQL on Madang's core: what the kernel's slices of some milliseconds cost without a spare core."""
    ours, theirs = p99_burst(site, alone=False)

    def beside(way):
        def measure(s):
            pin(site.postgres, SERVED)
            try:
                return way(s)
            finally:
                pin(site.postgres, CLIENT)
        return measure
    made = Measured(beside(ours.way))
    made.note = ours.note
    return made, Measured(beside(theirs.way))


def p99_job(site, comments=50000):
    """p99 of cached reads while a job rejects fifty thousand comments, against without it."""
    token = site.moderator()
    desk = Client(site.server().url, token, check=False)
    open_cases(site)
    article_id = site.thread(comments)
    job = desk.post("/v1/moderation/jobs", {"filter": {"article": article_id, "state": "published"}, "action": "reject",
                                             "reason": "spam"}).json["job"]["id"]

    def decided():
        return desk.get(f"/v1/moderation/jobs/{job}").json["job"]

    def begin(_):
        paused = decided()
        answer = desk.post(f"/v1/moderation/jobs/{job}/start")
        assert answer.status == 200, answer
        while (before := decided())["decided"] == paused["decided"]:
            time.sleep(0.02)
        began = time.monotonic()

        def end():
            now, took = decided(), time.monotonic() - began
            assert now["state"] == "running", now
            desk.post(f"/v1/moderation/jobs/{job}/pause")
            return (now["decided"] - before["decided"]) / took
        return end
    return waiting(site, begin)


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


def visible(site, times=200, lost=10):
    """p99 (ms) from the answer to a comment until a page of another process shows it; and the longest repair of
    a version without a notification."""
    other = site.server(number=1)
    article_id = site.thread(THREAD)
    path = f"/v1/articles/{article_id}/comments"
    writer = Client(site.server().url, site.token, check=False)
    took, repaired = [], []
    for n in range(times):
        answer = writer.post(path, {"body": f"Is this seen? {n}"})
        took.append(seen(other, path, answer.json["article_version"], time.monotonic()))
    for _ in range(lost):
        version = int(site.sql(f"select core.article_bump('{article_id}', 0, 'state', null)"))
        repaired.append(seen(other, path, version, time.monotonic()))
    writer.close()
    took.sort()
    return {"figures": {"p99 ms": (took[int(0.99 * (len(took) - 1))], None, 50), "median ms": (statistics.median(took),),
                        "longest repair ms": (max(repaired), None, 1500), "median repair ms": (statistics.median(repaired),)}}


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


def memory(site, size=96, pages=10000, links=5000):
    """The growth of a worker with more than ten thousand pages, against the setting (cache.size, MiB); bytes of an idle
    connection."""
    server = site.server(cache__size=size)
    server.wait_for(lambda: server.metric("madang_worker_ready") == 1, 10, "the worker")
    base, held = private_bytes(server), []
    for _ in range(links):
        held.append(socket.create_connection((server.host, server.port)))
        held[-1].sendall(b"GET /v1/nothing HTTP/1.1\r\nHost: x\r\n\r\n")
        held[-1].recv(4096)
    each = (private_bytes(server) - base) / links
    for one in held:
        one.close()
    link = http.client.HTTPConnection(server.host, server.port, timeout=10)
    article_id = site.thread(THREAD)
    before = private_bytes(server)
    ids = site.sql(f"select id from core.comment where article_id = '{article_id}' and parent_id = article_id").split()
    asked, limit = 0, size * 1048576
    while asked < 4 * pages and server.metric("madang_cache_bytes") < 0.99 * limit:
        for parent in ("", *(f"/{i}/replies" for i in ids[:100])):      # ever larger pages of every order and parent
            for sort in ("newest", "oldest", "best", "replies"):
                link.request("GET", f"/v1/articles/{article_id}/comments{parent}?sort={sort}&limit={asked // 404 % 100 + 1}")
                link.getresponse().read()
                asked += 1
    link.close()
    time.sleep(1.2)     # the figures are published once a second
    kept, counted = server.metric("madang_cache_pages"), server.metric("madang_cache_bytes")
    grown = private_bytes(server) - before
    return {"figures": {"pages kept": (kept, pages), "counted of the setting": (counted / limit,),
                        "grown of the setting": (grown / limit, 0.9, 1.1), "bytes of an idle connection": (each, None, 1024)}}


def p99_live(site):
    """The same while five thousand listeners follow a thread that gets fifty comments a second."""
    server = site.server(**LIVE)
    return waiting(site, follow_hot_thread(site, server, article_of(site, f"hot-{time.time_ns()}")), **LIVE)


class Row:
    def __init__(self, make, goal, less=False):
        self.make, self.goal, self.less = make, goal, less


ROWS = {
    "edge": Row(edge, None), "article": Row(article, None),
    "cached": Row(cached, 1.0), "cached_2kb": Row(cached_of(2000), 1.0), "cached_20kb": Row(cached_of(20000), 1.0),
    "cached_200kb": Row(cached_of(200000), 1.0), "gzip": Row(cached_gzip, 1.0), "304": Row(cached_304, 1.2), "bare_304": Row(bare_304, None),
    "fragment_page": Row(page_row("fragment"), 1.0), "embed_page": Row(page_row("embed"), 1.0), "thread_page": Row(page_row("thread"), 1.0),
    "page_bytes": Row(page_bytes, 0.95),
    "signed_in": Row(signed_in, 0.97), "signed_in_page": Row(signed_in_page, None),
    "thread": Row(thread, 0.95),
    "million": Row(sized(1000000), 1.2, less=True), "large": Row(sized(100000), 1.2, less=True),
    "comment": Row(comment, 2.0), "comment_best": Row(comment_best, 0.9), "comment_one": Row(comment_one, 5.0),
    "overload": Row(overload, 0.9), "vote": Row(vote, 5.0), "sign_in": Row(sign_in, 0.95),
    "claim": Row(claim, 0.9),
    "p99_sign_in": Row(p99_sign_in, 2.0, less=True), "p99_burst": Row(p99_burst, 2.0, less=True),
    "p99_burst_same": Row(p99_burst_same, 2.0, less=True), "p99_job": Row(p99_job, 2.0, less=True), "p99_mail": Row(p99_mail, 2.0, less=True), "p99_provider": Row(p99_provider, 2.0, less=True),
    "p99_shared_core": Row(p99_shared_core, None, less=True),
    "p99_live": Row(p99_live, 2.0, less=True), "live": Row(live, None),
    "visible": Row(visible, None), "memory": Row(memory, None),
}
