# SPDX-License-Identifier: Apache-2.0
"""Goal: the fixtures and options that every kind of test shares.

A test module may set SETTINGS = {"section.key": value}
for the server of its module; a test that needs a server of its own takes `make_server`."""
import datetime
import itertools
import os
import random
import sys

import pytest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "lib"))

from client import Client           # noqa: E402
from postgres import Cluster        # noqa: E402
from server import Server, binary, migrate, running  # noqa: E402
from fixture_site import PASSWORD, create_account  # noqa: E402

counter = itertools.count(1)

# Parallel runs start these modules first, so that none of them is the last one still running.
LONGEST = ("test_news", "test_quickstart", "test_command_line", "test_shipped_rules", "test_buffers", "test_clocks", "test_cache_pressure",
           "test_matrix", "test_moderation", "test_audit", "test_naughty", "test_sessions", "test_cache_fresh", "test_budgets_reads")


def pytest_addoption(parser):
    group = parser.getgroup("madang")
    group.addoption("--order", choices=("file", "reverse", "random"), default="file",
                    help="the order of tests: as in the files, backwards, or shuffled (files, and tests inside each)")
    group.addoption("--seed", type=int, help="of --order random; printed at the start of a run")


def pytest_configure(config):
    if config.option.seed is None:
        config.option.seed = random.randrange(1 << 31)      # before parallel workers take over the options: all need the same


def pytest_report_header(config):
    return f"order: {config.option.order}, seed {config.option.seed}" if config.option.order == "random" else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """A file's tests stay together: they share its server."""
    files = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    order = list(files)
    if config.option.order == "reverse":
        order.reverse()
        for tests in files.values():
            tests.reverse()
    elif config.option.order == "random":
        dice = random.Random(config.option.seed)
        dice.shuffle(order)
        for tests in files.values():
            dice.shuffle(tests)
    else:
        order.sort(key=lambda path: LONGEST.index(path.stem) if path.stem in LONGEST else len(LONGEST))
    items[:] = [item for path in order for item in files[path]]


@pytest.fixture(scope="session")
def postgres():
    """The run's private PostgreSQL."""
    with Cluster() as pg:
        yield pg


@pytest.fixture(scope="session")
def template(postgres):
    """The name of a migrated database to copy: one site, "default", without rules, and nothing else."""
    if not os.path.exists(binary()):
        pytest.exit(f"{binary()} is not built", 2)
    name = "madang_template"
    postgres.create(name)
    migrate(postgres.url(name, "madang_app"), postgres.url(name, "madang"))
    return name


class Database:
    """One migrated database: sql() asks as its owner."""

    def __init__(self, pg, name):
        self.pg, self.name = pg, name
        self.url = pg.url(name, "madang_app")
        self.owner_url = pg.url(name, "madang")

    def sql(self, text, args=None, user="madang"):
        return self.pg.sql(text, args, self.name, user)

    def one(self, text, args=None, user="madang"):
        rows = self.sql(text, args, user)
        return rows[0][0] if rows else None


@pytest.fixture(scope="session")
def make_database(postgres, template):
    """A function that gives a fresh migrated database. None is dropped, which would cost a checkpoint: all go with the cluster."""
    def make():
        name = f"madang_{next(counter)}"
        postgres.create(name, template)
        return Database(postgres, name)
    return make


@pytest.fixture(scope="module")
def database(make_database):
    return make_database()


@pytest.fixture(scope="module")
def make_server():
    """A function (database, settings, **more) that gives a Server, not yet started; all are
    stopped at the module's end, and each must end cleanly."""
    made = []

    def make(database, settings=None, **more):
        s = Server(database.url, database.owner_url, settings, **more)
        made.append(s)
        running.append(s)
        return s
    yield make
    try:
        for s in made:
            if s.process is not None:
                s.stop()
    finally:
        for s in made:
            running.remove(s)
            s.close()


@pytest.fixture(scope="module")
def server(request, database, make_server):
    """The module's running server, ready."""
    return make_server(database, getattr(request.module, "SETTINGS", None)).start()


@pytest.fixture(scope="module")
def api(server):
    """Nobody signed in."""
    c = Client(server.url)
    yield c
    c.close()


class Account:
    """id, username, password, role; api: a Client with its session."""

    def __init__(self, username, role, password=PASSWORD):
        self.username, self.role, self.password = username, role, password
        self.id, self.token, self.api = None, None, None

    def sign_in(self, api):
        answer = api.post("/v1/sessions", {"login": self.username, "password": self.password})
        assert answer.status == 201, answer
        self.id, self.token = answer.json["account"]["id"], answer.json["token"]
        self.api = api.signed_in(self.token)
        return self

    def give_role(self, server, role, *options):
        """By the operator."""
        server.cli("account", "role", self.username, role, *options)
        return self.sign_in_again()

    def sign_in_again(self):
        """After a change of its role, which ended its sessions."""
        api = Client(self.api.base)
        self.sign_in(api)
        api.close()
        return self


@pytest.fixture(scope="module")
def make_account(server, api):
    """A function (role="reader", username=None) that gives a signed-in Account."""
    made = []

    def make(role="reader", username=None):
        username = username or f"{role}{next(counter)}"
        create_account(server, username, role)
        made.append(Account(username, role).sign_in(api))
        return made[-1]
    yield make
    for account in made:
        account.api.close()


@pytest.fixture
def alone_site(request, make_database, make_server):
    """(server, database, function (name, role) that gives a signed-in Account): a site that no other test sees."""
    database = make_database()
    server = make_server(database, getattr(request.module, "SETTINGS", None)).start()
    api = Client(server.url)

    def account(name, role="reader"):
        create_account(server, name, role)
        return Account(name, role).sign_in(api)
    yield server, database, account
    api.close()


@pytest.fixture(scope="module")
def reader(make_account):
    return make_account("reader")


@pytest.fixture(scope="module")
def moderator(make_account):
    return make_account("moderator")


@pytest.fixture(scope="module")
def admin(make_account):
    return make_account("admin")


@pytest.fixture
def article(admin):
    """A fresh open article, as the API gives it."""
    n = next(counter)
    answer = admin.api.post("/v1/articles", {
        "key": f"story-{n}", "url": f"https://news.example/story-{n}", "title": f"Story {n}"})
    assert answer.status == 201, answer
    return answer.json


@pytest.fixture
def clock(database):
    """clock(seconds) moves the database's idea of now; back at the end of the test. Without accept, nothing is deleted
    by a clock that moved by more than an hour."""
    def move(seconds, accept=True):
        database.sql("select core.clock_set(%s)", [datetime.timedelta(seconds=seconds)])
        if accept:
            database.sql("update core.sweep_state set doubt = null, doubt_at = null, last_at = core.now(), accepted = accepted + 1 returning 1")
    yield move
    move(0)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    if report.failed:
        for s in running:
            report.sections.append(("server", s.tail()))
