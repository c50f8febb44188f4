#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Goal: a complete Madang for tests outside pytest: cluster, migrated database, server, accounts, article.

    tests/lib/fixture_site.py [--set section.key=value] -- command...

The environment of the command has MADANG_URL, MADANG_ADMIN_URL, MADANG_CONFIG, MADANG_BINARY, MADANG_PID and
MADANG_ARTICLE (an id).
MADANG_READER, MADANG_READER2, MADANG_MODERATOR and MADANG_ADMIN are user names with the password
MADANG_PASSWORD. MADANG_DATABASE_URL is the owner's. MADANG_PORTS are ports for the command's own servers.
"""
import argparse
import contextlib
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from client import Client       # noqa: E402
from ports import free_port     # noqa: E402
from postgres import Cluster    # noqa: E402
from server import Server, migrate      # noqa: E402

PASSWORD = "seven brown teapots"
ACCOUNTS = {"reader": "reader", "reader2": "reader", "moderator": "moderator", "admin": "admin"}
PORTS = 20
TEMPLATE = "madang"


def create_account(server, username, role, password=PASSWORD):
    server.cli("account", "create", username, "--role", role, stdin=password + "\n")


def sign_in(api, username, password=PASSWORD):
    answer = api.post("/v1/sessions", {"login": username, "password": password})
    assert answer.status == 201, answer
    return api.signed_in(answer.json["token"])


def create_template(pg):
    """A database to copy: migrated, with the site "default"."""
    pg.create(TEMPLATE)
    migrate(pg.url(TEMPLATE, "madang_app"), pg.url(TEMPLATE, "madang"))


@contextlib.contextmanager
def fresh_database(cluster):
    """Yields (cluster, name): in the run's cluster, which MADANG_CLUSTER names, or in one of our own."""
    if "MADANG_CLUSTER" in os.environ and cluster is None:
        pg, name = Cluster(os.environ["MADANG_CLUSTER"]), f"madang_{os.getpid()}"
        pg.create(name, TEMPLATE)
        yield pg, name
        return
    with Cluster(**(cluster or {})) as pg:
        create_template(pg)
        yield pg, TEMPLATE


@contextlib.contextmanager
def fixture_site(settings=None, cluster=None):
    """Yields (server, environment); everything is stopped afterwards, and must stop cleanly."""
    with fresh_database(cluster) as (pg, name):
        server = Server(pg.url(name, "madang_app"), pg.url(name, "madang"), settings)
        try:
            server.start()
            for username, role in ACCOUNTS.items():
                create_account(server, username, role)
            article = server.cli("article", "create", "fixture", "https://news.example/fixture", "The first article").stdout.strip()
            environment = {f"MADANG_{username.upper()}": username for username in ACCOUNTS}
            environment.update({
                "MADANG_URL": server.url, "MADANG_ADMIN_URL": server.admin_url,
                "MADANG_ARTICLE": article, "MADANG_PASSWORD": PASSWORD,
                "MADANG_DATABASE_URL": pg.url(name, "madang"), "MADANG_CONFIG": server.config,
                "MADANG_PID": str(server.process.pid), "MADANG_BINARY": server.program(),
                "MADANG_PORTS": " ".join(str(free_port()) for _ in range(PORTS))})
            yield server, environment
            server.stop()
        except BaseException:
            print(server.tail(), file=sys.stderr)
            raise
        finally:
            server.close()


def main(argv):
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    p.add_argument("command", nargs=argparse.REMAINDER)
    args = p.parse_args(argv)
    command = args.command[1:] if args.command[:1] == ["--"] else args.command
    with fixture_site(dict(pair.split("=", 1) for pair in args.set)) as (_, environment):
        return subprocess.run(command, env={**os.environ, **environment}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
