"""The fixtures every kind of test shares. A test module may set SETTINGS = {"section.key": value}
for the server of its module; a test that needs a server of its own takes `make_server`."""
import datetime
import itertools
import os
import sys

import pytest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "lib"))

from client import Client           # noqa: E402
from postgres import Cluster        # noqa: E402
from server import Server, binary   # noqa: E402
from fixture_site import PASSWORD, create_account  # noqa: E402

counter = itertools.count(1)


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
    s = Server(postgres.url(name, "madang_app"), postgres.url(name, "madang"))
    try:
        s.cli("migrate")
        s.cli("site", "create", "default", "--title", "The Default Courier")
    finally:
        s.close()
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
    """A function that gives a fresh migrated database."""
    made = []

    def make():
        name = f"madang_{next(counter)}"
        postgres.create(name, template)
        made.append(name)
        return Database(postgres, name)
    yield make
    for name in made:
        postgres.drop(name)


@pytest.fixture(scope="module")
def database(make_database):
    return make_database()


running = []            # servers whose log a failing test shows


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
