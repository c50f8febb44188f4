# SPDX-License-Identifier: Apache-2.0
"""The base of the fault tests: clusters with small disks and standbys, a migrated database, a server as the shipped
user, accounts, and the resources that the server's processes hold."""
import collections
import contextlib
import os
import shutil
import subprocess
import tempfile
import time

from client import Client
from conftest import PASSWORD, Account
from ports import free_port
from postgres import BIN, Cluster
from fixture_site import create_account

SHIPPED = "nobody"          # without privileges, as the user of the shipped units
SETTINGS = {"server.workers": 2, "hash.workers": 2, "log.level": "info", "database.statement_timeout": "2s",
            "database.ask_timeout": "3s", "database.connect_timeout": "1s"}
STREAMING = {"wal_level": "replica", "max_wal_senders": "4", "hot_standby": "on", "max_connections": "120"}


# ---- the database
class At:
    """Where a server finds its database, instead of a Database's own addresses."""

    def __init__(self, url, owner_url):
        self.url, self.owner_url = url, owner_url


@contextlib.contextmanager
def streaming_pair(fsync=False):
    """(a primary with an empty database "madang", its standby); both listen on loopback."""
    with Cluster(fsync=fsync, port=free_port(), settings=STREAMING) as primary:
        primary.create("madang")
        standby = Cluster(fsync=fsync, port=free_port(), settings={
            **STREAMING, "primary_conninfo": f"host={primary.folder} port={primary.port} user=postgres"})
        standby.folder = primary.folder + "-standby"
        os.makedirs(standby.folder, mode=0o700)
        own(standby.folder, "postgres")
        base_backup(primary, standby.data)
        try:
            yield primary, standby.start()
        finally:
            standby.stop()
            shutil.rmtree(primary.folder + "-standby", ignore_errors=True)


def base_backup(primary, folder):
    done = subprocess.run(["setpriv", *primary.become(), f"{BIN}/pg_basebackup", "-h", primary.folder, "-p",
                           str(primary.port), "-U", "postgres", "-D", folder, "-X", "stream", "-R", "-c", "fast",
                           "--no-sync"],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd="/")
    assert done.returncode == 0, done.stdout


def url_of_pair(pair, user):
    """Both addresses; libpq takes the one that accepts writes."""
    hosts = ",".join(f"127.0.0.1:{pg.port}" for pg in pair)
    return f"postgresql://{user}@{hosts}/madang?target_session_attrs=read-write&connect_timeout=2"


# ---- people
def sign_up(server, api, name, role):
    create_account(server, name, role)
    return Account(name, role, PASSWORD).sign_in(api)


def people(server, readers, moderators, visitors, articles):
    """(ids of articles, readers, moderators, visitors), as an Oracle takes them."""
    api = Client(server.url)
    made = [[sign_up(server, api, f"{name}-of-oracle-{n}", role) for n in range(count)]
            for name, role, count in (("reader", "reader", readers), ("moderator", "moderator", moderators),
                                      ("visitor", "reader", visitors))]
    editor = sign_up(server, api, "editor-of-oracle", "admin")
    ids = []
    for n in range(articles):
        answer = editor.api.post("/v1/articles", {"key": f"oracle-{n}", "url": f"https://news.example/oracle-{n}",
                                                  "title": f"Oracle {n}"})
        assert answer.status == 201, answer
        ids.append(answer.json["id"])
    for client in (api, editor.api, *(account.api for group in made for account in group)):
        client.close()
    return ids, *made


# ---- disks
def own(path, user):
    if os.geteuid() == 0:
        shutil.chown(path, user, "nogroup" if user == SHIPPED else user)


class Disk:
    """A file system of its own in the folder `at`. `refused`: why there is none, then `at` is a folder as any other."""

    def __init__(self, at, size, user):
        self.at, self.size, self.refused = at, size, None
        os.makedirs(at, exist_ok=True)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", at], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            self.refused = "mount is refused: " + done.stdout.strip()
        os.chmod(at, 0o700)
        own(at, user)

    def resize(self, size):
        return subprocess.run(["mount", "-o", f"remount,size={size}", self.at], stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0

    def fill(self):
        """No page is left: the file system shrinks to what is used, which costs no memory as a file would."""
        until = time.monotonic() + 10
        while True:
            now = os.statvfs(self.at)
            if self.resize((now.f_blocks - now.f_bfree) * now.f_bsize) and os.statvfs(self.at).f_bfree == 0:
                return
            assert time.monotonic() < until, f"{self.at} could not be filled"

    def pad(self, path):
        """Fills what the file's last page has room for."""
        fd = os.open(path, os.O_WRONLY | os.O_APPEND)
        try:
            while True:
                os.write(fd, b"\n" * 64)
        except OSError as e:
            assert e.errno == 28, e
        finally:
            os.close(fd)

    def free(self):
        assert self.resize(self.size), f"{self.at} could not grow again"

    def close(self):
        if self.refused is None:
            subprocess.run(["umount", "-l", self.at], check=False)


@contextlib.contextmanager
def cluster_on_disks(**settings):
    """(a cluster that commits to disk for real, with an empty database "madang";
    {"data": Disk of the database and its tablespace "small", "wal": Disk of pg_wal})"""
    folder = tempfile.mkdtemp(prefix="madang-pg-", dir="/tmp")
    os.chmod(folder, 0o700)
    own(folder, "postgres")
    disks = {name: Disk(f"{folder}/{name}-disk", "4g", "postgres") for name in ("data", "wal")}
    try:
        with Cluster(folder, fsync=True, wal=f"{folder}/wal-disk/wal", settings={
                "min_wal_size": "32MB", "max_wal_size": "64MB", **settings}) as cluster:
            cluster.sql(f"create tablespace small location '{folder}/data-disk'")
            cluster.sql("create database madang template template0 owner madang tablespace small")
            yield cluster, disks
    finally:
        for disk in disks.values():
            disk.close()
        shutil.rmtree(folder, ignore_errors=True)


# ---- what processes hold
def descriptors(server):
    """Open descriptors of all processes, counted by kind: a path, "socket", "pipe". The memory files of cached bodies
    are not counted: a page that becomes popular gets one."""
    links = (link_of(f"/proc/{pid}/fd/{fd}") for pid in (server.pid, *server.children()) for fd in os.listdir(f"/proc/{pid}/fd"))
    return collections.Counter(link.split(":[")[0] for link in links if link and not link.startswith("/memfd:body"))


def link_of(path):
    """None: it was closed meanwhile."""
    try:
        return os.readlink(path)
    except FileNotFoundError:
        return None


def memory(server):
    """KiB that are the server's own, shared pages by share (PSS)."""
    total = 0
    for pid in (server.pid, *server.children()):
        with open(f"/proc/{pid}/smaps_rollup") as f:
            total += next(int(line.split()[1]) for line in f if line.startswith("Pss:"))
    return total
