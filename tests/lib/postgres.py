#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Goal: a private PostgreSQL cluster for tests: its own folder, its own socket, gone afterwards.

In Python:
    with Cluster() as pg:
        pg.url("madang")                # postgresql://postgres@/madang?host=...&port=...
        pg.sql("select 1")              # rows, as superuser

From a shell (PGHOST, PGPORT, PGUSER and PGDATABASE are set for the command):
    tests/lib/postgres.py run [--fsync] [--port N] [--set name=value] -- psql -c 'select 1'
    tests/lib/postgres.py start FOLDER [--fsync] [--port N] [--set name=value]    # prints the environment
    tests/lib/postgres.py stop FOLDER

Roles: `postgres` (superuser), `madang` (owner: may create roles and databases),
`madang_app` (the server's). Everybody on the socket is trusted; only the folder's
owner and root may enter it. Started by root, the server runs as user postgres.
"""
import argparse
import os
import pwd
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from readable import readable

BIN = "/usr/lib/postgresql/15/bin"

SETTINGS = {
    "shared_buffers": "128MB",
    "max_connections": "240",     # a module may keep several servers, of six connections a worker
    "listen_addresses": "",
    "logging_collector": "off",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    "log_lock_waits": "on",
    "deadlock_timeout": "200ms",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "1h",
    "min_wal_size": "160MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
}
KEPT_MAX = 8
RISKY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Cluster:
    def __init__(self, folder=None, fsync=False, port=None, settings=None, wal=None):
        self.own_folder = folder is None
        self.folder = folder and os.path.abspath(folder)
        self.fsync = fsync
        self.tcp_port = port
        self.port = port or 5432
        self.settings = dict(settings or {})
        self.wal = wal          # where pg_wal is, if not in the data folder
        self.process = None
        self.kept = {}          # (database, user) -> a session that waits for the next sql()

    # ---- life
    def __enter__(self):
        return self.start()

    def __exit__(self, *exc):
        self.stop(signal.SIGQUIT if self.own_folder else signal.SIGINT)     # our own folder is never read again

    @property
    def data(self):
        return os.path.join(self.folder, "data")

    @property
    def log(self):
        return os.path.join(self.folder, "log")

    def start(self):
        self.prepare()
        log = open(self.log, "ab")
        # setpriv: become postgres if we are root, and die with the parent process.
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "INT", *self.become(), f"{BIN}/postgres", "-D", self.data],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", start_new_session=True)
        log.close()
        try:
            self.wait_ready()
            self.roles()
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self, mode=signal.SIGINT):
        self.end_kept()
        if self.process is not None:
            if self.process.poll() is None:
                self.process.send_signal(mode)
                try:
                    self.process.wait(30)
                except subprocess.TimeoutExpired:
                    self.process.send_signal(signal.SIGQUIT)
                    self.process.wait(30)
            self.process = None
        if self.own_folder and self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None

    def restart(self, mode=signal.SIGINT):
        """The same data again, as after a crash (SIGQUIT) or an upgrade (SIGINT)."""
        own, self.own_folder = self.own_folder, False
        self.stop(mode)
        self.own_folder = own
        return self.start()

    # ---- steps
    @staticmethod
    def become():
        if os.geteuid() != 0:
            return []
        return ["--reuid", "postgres", "--regid", "postgres", "--init-groups"]

    def prepare(self):
        if self.folder is None:
            self.folder = tempfile.mkdtemp(prefix="madang-pg-", dir="/tmp")
        os.makedirs(self.folder, mode=0o700, exist_ok=True)
        os.chmod(self.folder, 0o700)
        if os.geteuid() == 0:
            who = pwd.getpwnam("postgres")
            os.chown(self.folder, who.pw_uid, who.pw_gid)
        if not os.path.exists(os.path.join(self.data, "PG_VERSION")):
            made = subprocess.run(
                ["setpriv", "--pdeathsig", "KILL", *self.become(), f"{BIN}/initdb", "-D", self.data,
                 "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
                 "--no-instructions", *(["-X", self.wal] if self.wal else [])], cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, text=True)
            if made.returncode != 0:
                raise RuntimeError("initdb: " + made.stdout)
        chosen = dict(SETTINGS)
        if not self.fsync:
            chosen.update(RISKY)
        if self.tcp_port:
            chosen["listen_addresses"] = "127.0.0.1"
        chosen.update(self.settings)
        chosen["port"] = str(self.port)
        chosen["unix_socket_directories"] = self.folder
        conf = os.path.join(self.data, "postgresql.auto.conf")
        with open(conf, "w") as out:
            for name, value in chosen.items():
                out.write("%s = '%s'\n" % (name, str(value).replace("'", "''")))
        if os.geteuid() == 0:
            os.chown(conf, who.pw_uid, who.pw_gid)

    def wait_ready(self, seconds=60):
        until = time.monotonic() + seconds
        ask = [f"{BIN}/pg_isready", "-q", "-h", self.folder, "-p", str(self.port)]
        while subprocess.run(ask, cwd="/").returncode != 0:
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("PostgreSQL did not start:\n" + self.tail())
            time.sleep(0.02)

    def roles(self):
        have = {row[0] for row in self.sql("select rolname from pg_roles")}
        if "madang" not in have:
            self.sql("create role madang login createrole createdb")
        if "madang_app" not in have:
            self.sql("create role madang_app login")
        if "madang_courier" not in have:
            self.sql("create role madang_courier login")

    def tail(self, lines=60):
        try:
            with open(self.log, errors="replace") as f:
                return "".join(f.readlines()[-lines:])
        except OSError:
            return ""

    # ---- use
    def url(self, database="postgres", user="postgres"):
        return f"postgresql://{user}@/{database}?host={self.folder}&port={self.port}"

    def connect(self, database="postgres", user="postgres"):
        import psycopg2
        link = psycopg2.connect(self.url(database, user))
        link.autocommit = True
        return link

    def sql(self, text, args=None, database="postgres", user="postgres"):
        """Rows, as from a session of its own. Sessions are kept, because a start of one costs as much as thirty queries."""
        if database == "postgres":
            self.end_kept()     # a database is copied, renamed or dropped only without sessions
        link = self.session(database, user)
        try:
            with link.cursor() as at:
                at.execute(text, args)
                rows = at.fetchall() if at.description else []
                at.execute("discard all")
        except BaseException:
            link.close()
            raise
        self.keep((database, user), link)
        return rows

    def session(self, database, user):
        """A kept session, which is not there for another thread meanwhile, or a new one."""
        link = self.kept.pop((database, user), None)
        if link is not None and not readable(link):       # else the server has ended it
            return link
        return self.connect(database, user)

    def keep(self, key, link):
        if key[0] == "postgres" or key in self.kept or len(self.kept) >= KEPT_MAX:
            link.close()
        else:
            self.kept[key] = link

    def end_kept(self):
        for key in list(self.kept):
            link = self.kept.pop(key, None)
            if link is not None:
                link.close()

    def create(self, database, template="template0", owner="madang"):
        self.sql(f'create database "{database}" template "{template}" owner "{owner}"')

    def drop(self, database):
        self.sql(f'drop database if exists "{database}" with (force)')

    def environment(self):
        return {"PGHOST": self.folder, "PGPORT": str(self.port), "PGUSER": "postgres",
                "PGDATABASE": "postgres"}


# ---- the command line
def parse(argv):
    p = argparse.ArgumentParser(description="A private PostgreSQL 15 cluster.")
    sub = p.add_subparsers(dest="what", required=True)
    for name in ("run", "start", "stop"):
        s = sub.add_parser(name)
        if name != "run":
            s.add_argument("folder")
        if name != "stop":
            s.add_argument("--fsync", action="store_true", help="commit to disk for real")
            s.add_argument("--port", type=int, help="listen on 127.0.0.1 too")
            s.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
        if name == "run":
            s.add_argument("command", nargs=argparse.REMAINDER)
    return p.parse_args(argv)


def run(args, settings):
    command = args.command[1:] if args.command[:1] == ["--"] else args.command
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with Cluster(fsync=args.fsync, port=args.port, settings=settings) as pg:
        return subprocess.run(command, env={**os.environ, **pg.environment()}).returncode


def pg_ctl(pg, *what):
    done = subprocess.run([*(["setpriv", *pg.become()] if pg.become() else []), f"{BIN}/pg_ctl",
                           "-D", pg.data, "-w", "-s", *what], cwd="/", stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        sys.exit("pg_ctl failed:\n" + pg.tail())


def main(argv):
    args = parse(argv)
    if args.what == "stop":
        pg_ctl(Cluster(args.folder), "-m", "fast", "stop")
        return 0
    settings = dict(pair.split("=", 1) for pair in args.set)
    if args.what == "run":
        return run(args, settings)
    pg = Cluster(args.folder, fsync=args.fsync, port=args.port, settings=settings)
    pg.prepare()
    pg_ctl(pg, "-l", pg.log, "start")
    pg.roles()
    for name, value in pg.environment().items():
        print(f"export {name}={shlex.quote(value)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
