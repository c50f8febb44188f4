# SPDX-License-Identifier: Apache-2.0
"""Goal: the site that the benches measure: one filled database, servers on it with the settings of a row, and nginx.

Each of them is made when a row first asks for it."""
import base64
import contextlib
import hashlib
import json
import os
import re
import subprocess

from tools import BUILD, CLIENT, HERE, SERVED, Client, Nginx, compiled, pin, real_time, run

from server import Server       # noqa: E402  tools has set the path
from fixture_site import PASSWORD, fixture_site   # noqa: E402

MEMORY, PASSES = 19456, 2
SETTINGS = {"server.workers": 1, "hash.memory": f"{MEMORY}kB", "hash.passes": PASSES, "hash.nice": 20, "log.level": "warn",
            "log.requests": "off", "http.connections_per_address": 20000, "http.connections_max": 20000}


class BenchSite:
    def __init__(self, server, env):
        self.main, self.article = server, env["MADANG_ARTICLE"]
        self.owner_url, self.app_url = server.settings["database.owner_url"], server.settings["database.url"]
        self.cleanup = contextlib.ExitStack()
        self.api = Client(server.url, check=False)
        self.token = self.api.post("/v1/sessions", {"login": "reader", "password": PASSWORD}).json["token"]
        self.psql("-v", f"article={self.article}", "-f", os.path.join(HERE, "fill.sql"))
        self.servers, self.threads, self.static = {(): server}, {}, None
        folder = re.search(r"host=([^&]+)", self.owner_url)[1]
        with open(folder + "/data/postmaster.pid") as f:
            self.postgres = int(f.readline())

    def close(self):
        self.api.close()
        self.cleanup.close()

    # ---- the database
    def psql(self, *args):
        return run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *args, self.owner_url)

    def sql(self, text):
        return self.psql("-At", "-c", text).strip()

    def fill(self, *args):
        """Articles by key, as tests/bench/fill made them."""
        made = json.loads(run(os.path.join(HERE, "fill"), "--unsearched", "--seed", str(len(self.threads) + 1), *args, self.owner_url))
        self.threads.update(made["articles"])
        return made["articles"]

    def thread(self, n):
        """The id of an article with n comments."""
        key = f"fill-thread-{n}"
        return self.threads.get(key) or self.fill("--comments", "0", "--thread", str(n))[key]

    def page_of(self, size):
        """The path of a thread page whose body is closest to so many bytes."""
        article, letters = self.thread(1001), 40
        if size > 100_000:
            article, letters = self.thread(1002), 1800
        self.sql(f"update core.comment set html = '<p>' || repeat('madang ', {letters} / 7) || '</p>' where article_id = '{article}'")
        found = []
        for limit in range(1, 101):
            path = f"/v1/articles/{article}/comments?limit={limit}&replies=0"
            found.append((abs(len(self.api.get(path).body) - size), path))
        return min(found)[1]

    def reader_tokens(self, n):
        """n tokens of readers, each an account."""
        tokens = [base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=") for _ in range(n)]
        rows = ",".join(f"('\\x{hashlib.blake2b(t.encode(), digest_size=32).hexdigest()}'::bytea)" for t in tokens)
        self.sql(f"""
            with who as (select core.new_id() as id, token, row_number() over () as n from (values {rows}) x (token)),
            made as (select core.account_make(id, 'voter' || n, 'voter' || n, null, 'h', 'reader') from who)
            insert into core.session (id, account_id, token, expires_at)
            select core.new_id(), id, token, core.now() + interval '1 day' from who, (select count(*) from made) x""")
        return tokens

    def accounts(self, n):
        """[login, password, …] of n accounts, each with its own password."""
        out = []
        for k in range(n):
            name, password = f"person{k}", f"{k} green kettles {k}"
            if not self.sql(f"select 1 from core.account where username = '{name}'"):
                self.main.cli("account", "create", name, "--role", "reader", stdin=password + "\n")
            out += [name, password]
        return out

    # ---- servers
    def server(self, number=0, **settings):
        """A server with these settings over the usual ones, alone on its core. number distinguishes servers with equal settings."""
        key = tuple(sorted(settings.items())) + ((number,) if number else ())
        if key not in self.servers:
            more = {name.replace("__", "."): value for name, value in settings.items()}
            made = Server(self.app_url, self.owner_url, {**self.main_settings(), **more})
            self.cleanup.callback(made.close)
            self.servers[key] = made.start()
            self.cleanup.callback(made.stop)
        pin(self.servers[key].pid, SERVED)
        real_time(self.servers[key].pid, False)
        pin(self.postgres, CLIENT)
        return self.servers[key]

    def main_settings(self):
        own = ("server.listen", "server.admin_listen", "server.base_url", "server.run_dir", "fetch.socket", "database.url", "database.owner_url")
        return {k: v for k, v in self.main.settings.items() if k not in own}

    def nginx(self):
        """One nginx with one worker and one with two, both on the served core."""
        if self.static is None:
            self.static = [Nginx(self.api.get("/v1/nothing").text, workers) for workers in (1, 2)]
            for one in self.static:
                self.cleanup.callback(one.stop)
                self.main.wait_for(one.answers, 10, "nginx")
                pin(one.process.pid, SERVED)
        return self.static

    def bare_loop(self, answer):
        """(process, URL) of a loop that gives this answer to everything, on the served core."""
        file = os.path.join(BUILD, "bareloop.answer")
        with open(file, "wb") as f:
            f.write(answer)
        process = subprocess.Popen(["setpriv", "--pdeathsig", "TERM", "taskset", "-c", SERVED, self.program("bareloop"), file],
                                   stdout=subprocess.PIPE, text=True)
        self.cleanup.callback(process.wait)
        self.cleanup.callback(process.kill)
        return process, f"http://127.0.0.1:{int(process.stdout.readline())}/"

    def postgres_alone(self, server):
        """PostgreSQL alone on the served core; the server beside its client."""
        pin(self.postgres, SERVED)
        pin(server.pid, CLIENT)

    def empty_search_queue(self):
        """Drops texts that still wait for the search index, so that indexing them does not disturb the next figure."""
        self.sql("truncate core.search_queue")

    def moderator(self):
        """A moderator's token."""
        api = Client(self.main.url, check=False)    # the connection of this object may have been idle for too long
        try:
            return api.post("/v1/sessions", {"login": "moderator", "password": PASSWORD}).json["token"]
        finally:
            api.close()

    def token_digest(self, token=None):
        return "\\x" + hashlib.blake2b((token or self.token).encode(), digest_size=32).hexdigest()

    def program(self, name, *flags):
        return compiled(name, *flags)


@contextlib.contextmanager
def bench_site():
    with fixture_site(SETTINGS, {"fsync": True, "settings": {"shared_buffers": "512MB", "max_wal_size": "4GB"}}) as (server, env):
        made = BenchSite(server, env)
        try:
            yield made
        finally:
            made.close()
