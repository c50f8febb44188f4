# SPDX-License-Identifier: Apache-2.0
"""Goal: after a restore no client gets a 304 for an old version, the audit continues after a named gap, and all sessions have ended."""
import subprocess

import pytest

from client import Client
from conftest import PASSWORD, Account
from cache_client import fetch
from postgres import BIN
from fixture_site import create_account

pytestmark = pytest.mark.fault

SETTINGS = {"limits.rates": "off", "rules.refresh": "50ms", "audit.seal_every": "50ms", "server.workers": 1}


@pytest.fixture
def site(postgres, make_database, make_server, tmp_path):
    """A sealing site in a database of its own, with dump() and restore()."""
    return RestorableSite(postgres, make_database(), make_server, tmp_path)


class RestorableSite:
    def __init__(self, cluster, database, make_server, folder):
        self.cluster, self.database, self.file = cluster, database, str(folder / "dump")
        self.heads = str(folder / "heads")
        self.server = make_server(database, {**SETTINGS, "audit.key_file": str(folder / "key"), "audit.heads_file": self.heads})
        self.server.cli("audit", "key")
        self.server.start()

    def account(self, name, role):
        create_account(self.server, name, role)
        return self.sign_in(name, role)

    def sign_in(self, name, role):
        return Account(name, role, PASSWORD).sign_in(Client(self.server.url))

    def run(self, program, *args):
        done = subprocess.run([f"{BIN}/{program}", "-h", self.cluster.folder, "-p", str(self.cluster.port), "-U", "postgres", *args],
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert done.returncode == 0, done.stdout

    def sealed(self):
        self.server.wait_for(lambda: self.database.one("select count(*) from core.audit_unsealed") == 0, what="the seals")

    def dump(self):
        self.sealed()
        self.run("pg_dump", "-Fc", "-f", self.file, self.database.name)

    def restore(self):
        self.server.stop()
        self.cluster.sql(f"drop database {self.database.name} with (force)")
        self.run("createdb", "-O", "madang", "-T", "template0", self.database.name)
        self.run("pg_restore", "-d", self.database.name, self.file)

    def verify(self):
        done = self.server.cli("audit", "verify", check=False)
        return done.returncode, done.stdout + done.stderr


def page(article):
    return f"/v1/articles/{article['id']}/comments"


def test_a_dump_can_be_restored_twice_with_the_same_heads(site):
    server = site.server
    admin, reader = site.account("anna", "admin"), site.account("rosa", "reader")
    article = admin.api.post("/v1/articles", {"key": "k", "url": "https://news.example/k", "title": "Story"}).json
    site.dump()
    version = fetch(server, page(article))[1]["madang-version"]
    tags = set()
    for n in range(2):
        for text in range(n + 1):
            assert reader.api.post(page(article), {"body": f"Lost comment {n} {text}."}).status == 201
        tags.add(fetch(server, page(article))[1]["etag"])
        server.cli("account", "role", "rosa", ("staff", "auditor")[n])
        site.sealed()

        site.restore()
        assert site.verify()[0] == 1, "the heads file knows more"
        said = server.cli("check", "--restored").stdout
        assert "may be missing" in said and "ended 2 sessions" in said and "gap" in said, said
        server.start()
        server.wait_for(lambda: '"audit":"sealed"' in server.admin("/readyz")[1], what="the sealer")
        site.sealed()
        code, text = site.verify()
        assert code == 0 and text.count("gap: ") == 1 and "fine: " in text, text

        assert reader.api.get("/v1/session").status == 401, "all sessions have ended"
        admin, reader = site.sign_in("anna", "admin"), site.sign_in("rosa", "reader")
        status, fields, _ = fetch(server, page(article), {"If-None-Match": ", ".join(tags)})
        assert status == 200 and fields["etag"] not in tags
        assert int(fields["madang-version"]) > int(version) + 1000
    entry = site.database.one("select codes from core.audit where action = 'restored' order by seq desc limit 1")
    assert {"since", "until", "sessions", "gap"} == set(entry) and entry["since"] < entry["until"], entry


def test_a_gap_without_an_entry_is_reported(site):
    site.account("anna", "admin")
    site.dump()
    site.server.cli("account", "role", "anna", "staff")
    site.sealed()
    site.restore()
    number, head = site.database.sql("select number, encode(hash, 'hex') from core.seal order by number desc limit 1")[0]
    with open(site.heads, "a") as heads:
        heads.write(f"restored {number} {head}\n")
    code, text = site.verify()
    assert code == 1 and "no entry records a restored backup" in text, text
    site.server.cli("check", "--restored")
    assert site.verify()[0] == 0


def test_a_new_epoch_drops_cached_pages(site):
    """Also while a worker runs, and with the same version."""
    admin = site.account("anna", "admin")
    article = admin.api.post("/v1/articles", {"key": "k", "url": "https://news.example/k", "title": "Story"}).json
    before = fetch(site.server, page(article))[1]
    site.database.sql("update core.epoch set epoch = gen_random_uuid() returning 1")
    site.server.wait_for(lambda: fetch(site.server, page(article))[1]["etag"] != before["etag"], what="another ETag")
    status, fields, _ = fetch(site.server, page(article), {"If-None-Match": before["etag"]})
    assert status == 200 and fields["madang-version"] == before["madang-version"]
