# SPDX-License-Identifier: Apache-2.0
"""Goal: deploy/quickstart makes a running demo with a newspaper, lively threads and a queue, twice, and stops it."""
import contextlib
import json
import os
import pathlib
import pwd
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request

import pytest

from client import Client
from ports import free_ports
from server import ROOT

KEYS = {"url", "admin_url", "demo_url", "article_id", "database_url", "pid", "mail_dir", "accounts"}


def quickstart(folder, *words, environment=None, code=0):
    done = subprocess.run(["deploy/quickstart", "--dir", folder, *words], cwd=ROOT, stdin=subprocess.DEVNULL,
                          env={**os.environ, **(environment or {})}, text=True, timeout=560,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert done.returncode == code, done.stdout
    return done.stdout


def gone(*pids):
    """None of them lives; one that only waits to be buried does not."""
    for pid in pids:
        try:
            with open(f"/proc/{pid}/stat") as f:
                if f.read().rsplit(")", 1)[1].split()[0] != "Z":
                    return False
        except OSError:
            continue
    return True


def told(folder):
    with open(os.path.join(folder, "quickstart.json")) as f:
        return json.load(f)


@pytest.fixture(scope="module")
def place():
    """(folder, what it printed) of a detached run."""
    # Not pytest's own folder: as root, user postgres must be able to enter.
    folder = subprocess.run(["mktemp", "-d", "/tmp/madang-quickstart-XXXXXX"], check=True, text=True,
                            stdout=subprocess.PIPE).stdout.strip()
    try:
        said = quickstart(folder, "--port", str(free_ports(3)), "--detach")
        yield folder, said
    finally:
        quickstart(folder, "--stop")
        subprocess.run(["rm", "-rf", folder])


@pytest.fixture
def demo(place):
    """(folder, quickstart.json, what the first run printed) of the running demo."""
    return place[0], told(place[0]), place[1]


@pytest.fixture
def api(demo):
    c = Client(demo[1]["url"])
    yield c
    c.close()


def signed_in(api, who):
    answer = api.post("/v1/sessions", {"login": who["username"], "password": who["password"]})
    assert answer.status == 201, answer
    return api.signed_in(answer.json["token"])


def test_the_file_has_exactly_its_keys(demo):
    assert set(demo[1]) == KEYS
    assert set(demo[1]["accounts"]) == {"admin", "moderator", "reader"}
    for who in demo[1]["accounts"].values():
        assert set(who) == {"username", "password"} and who["password"] in demo[2]
    assert os.path.exists(f"/proc/{demo[1]['pid']}")
    assert os.stat(os.path.join(demo[0], "quickstart.json")).st_mode & 0o077 == 0


def processes(pid):
    """The process and all below it."""
    with open(f"/proc/{pid}/task/{pid}/children") as f:
        return [pid] + [p for child in f.read().split() for p in processes(int(child))]


def newspaper_pid(folder):
    with open(os.path.join(folder, "newspaper.pid")) as f:
        return int(f.read())


def courier_pid(folder):
    with open(os.path.join(folder, "courier.pid")) as f:
        return int(f.read())


def test_the_courier_writes_each_mail_into_the_folder(demo, api):
    """The first sign-ups of the demo were mailed; so is a new one."""
    folder = os.path.join(demo[1]["mail_dir"], "new")
    made = api.post("/v1/accounts", {"username": "mailed", "email": "mailed@example.org", "password": "seven brown teapots"})
    assert made.status == 201, made

    texts, mine, until = [], [], time.monotonic() + 10
    while not 0 < len(mine) < len(texts) and time.monotonic() < until:
        time.sleep(0.05)
        texts = [pathlib.Path(folder, name).read_text(encoding="utf-8") for name in os.listdir(folder)]
        mine = [text for text in texts if "To: <mailed@example.org>" in text]
    assert 0 < len(mine) < len(texts) and demo[1]["url"] + "/verify?token=" in mine[0]


def test_the_courier_takes_calls_of_identity_providers(demo):
    log = pathlib.Path(demo[0], "courier.log").read_text(encoding="utf-8")
    assert '"fetch socket served"' in log and '"fetch socket refused"' not in log


def test_no_process_runs_as_root(demo):
    """An intruder in the server or the newspaper lacks root's powers, the database's files and the owner's password."""
    folder, about, _ = demo
    for pid in [*processes(about["pid"]), newspaper_pid(folder), courier_pid(folder)]:
        with open(f"/proc/{pid}/status") as f:
            status = dict(line.rstrip("\n").split(":\t", 1) for line in f)
        uids = set(status["Uid"].split())
        assert "0" not in uids and int(status["CapEff"], 16) == 0, status
    if os.getuid() != 0:
        return
    nobody = pwd.getpwnam("nobody")
    assert uids == {str(nobody.pw_uid)}
    owner = about["database_url"].split(":")[2].split("@")[0]

    def nobody_finds(*words):
        return subprocess.run(["setpriv", "--reuid", "nobody", "--regid", str(nobody.pw_gid), "--clear-groups",
                               "grep", "-RFl", *(f"-e{word}" for word in words), folder],
                              text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    assert "/madang.conf\n" in nobody_finds("[server]")
    assert not nobody_finds(owner, about["accounts"]["admin"]["password"])


def test_the_thread_is_lively(demo, api):
    article = demo[1]["article_id"]
    nodes, cursor, voices, depth = 0, None, set(), 0
    todo = [f"/v1/articles/{article}/comments"]
    text = ""
    while todo:
        path, cursor = todo.pop(), None
        while True:
            page = api.get(path, query={"limit": 100, **({"replies": 0} if path.endswith("/comments") else {}),
                                        **({"cursor": cursor} if cursor else {})}).json
            for node in page["comments"]:
                nodes += 1
                voices.add(node["author"]["username"])
                text += node["html"]
                if node["replies"]["count"]:
                    todo.append(f"/v1/articles/{article}/comments/{node['id']}/replies")
            cursor = page["next"]
            if cursor is None:
                break
        depth += 1
    assert nodes >= 60 and len(voices) >= 15 and depth > 5
    assert any("가" <= c <= "힣" for c in text)
    assert api.get(f"/v1/articles/{article}").json["comment_count"] == nodes


STORIES = {"/velmark-leaves-the-compact": "en", "/haenuri-night-ferry": "ko"}


def page(about, path):
    """(head fields, text) of a page of the newspaper."""
    with urllib.request.urlopen(about["demo_url"] + path, timeout=10) as answer:
        return answer.headers, answer.read().decode()


def thread_of(text):
    """(article id, light content) of the page's <madang-thread>."""
    return re.search(r'<madang-thread article="([0-9a-f-]{36})" theme="auto">(.*?)</madang-thread>', text, re.S).groups()


def test_the_newspaper_is_printed_first(demo):
    assert re.search(r"http://\S+", demo[2])[0] == demo[1]["demo_url"]


def test_the_newspaper_is_on_the_second_port_above(demo):
    port, newspaper = (int(demo[1][key].rsplit(":", 1)[1]) for key in ("url", "demo_url"))
    assert newspaper == port + 2


def test_the_front_page_leads_to_both_articles(demo):
    text = page(demo[1], "/")[1]
    for path in STORIES:
        assert f'<a href="{path}">' in text, path


@pytest.mark.parametrize("path", STORIES)
def test_an_article_of_the_newspaper_embeds_its_thread(demo, api, path):
    text = page(demo[1], path)[1]
    article, inside = thread_of(text)
    assert f'<html lang="{STORIES[path]}">' in text
    assert f'<script async src="{demo[1]["url"]}/embed.js"></script>' in text
    about = api.get(f"/v1/articles/{article}").json
    assert about["url"] == demo[1]["demo_url"] + path and about["comment_count"] >= 15
    assert "application/ld+json" in inside and f"{demo[1]['url']}/a/{article}" in inside
    with urllib.request.urlopen(f"{demo[1]['url']}/embed/{article}", timeout=10) as frame:
        assert demo[1]["demo_url"] in frame.headers["content-security-policy"].split("frame-ancestors")[1]


def test_the_newspaper_fetches_only_from_itself_and_madang(demo):
    for path in ("/", *STORIES):
        fields, text = page(demo[1], path)
        sources = set(re.findall(r"https?://[^\s;]+", fields["content-security-policy"]))
        assert sources == {demo[1]["url"]} and "unsafe" not in fields["content-security-policy"]
        assert fields["x-content-type-options"] == "nosniff"
        loaded = re.findall(r'<(?:script|link|img|iframe)[^>]* (?:src|href)="(https?://[^"]*)"', text)
        assert {url.split("/", 3)[2] for url in loaded} <= {demo[1][key].split("/")[2] for key in ("url", "demo_url")}


def test_a_plain_iframe_needs_no_script(demo):
    text = page(demo[1], "/haenuri-night-ferry?way=iframe")[1]
    assert "<script" not in text and re.search(rf'<iframe class="plain" src="{demo[1]["url"]}/embed/[0-9a-f-]{{36}}\?theme=auto"', text)


def test_a_page_of_the_newspaper_is_complete_while_madang_hangs(demo):
    """The page has a link in place of the discussion, soon."""
    workers = processes(demo[1]["pid"])
    for pid in workers:
        os.kill(pid, signal.SIGSTOP)
    try:
        began = time.monotonic()
        text = page(demo[1], "/haenuri-night-ferry")[1]
        assert time.monotonic() - began < 5
    finally:
        for pid in reversed(workers):
            os.kill(pid, signal.SIGCONT)
    article, inside = thread_of(text)
    assert inside == f'<p><a href="{demo[1]["url"]}/a/{article}">토론 읽기</a></p>' and text.endswith("</html>\n")


def test_the_newspaper_tells_crawlers_that_they_may_read_it(demo):
    fields, text = page(demo[1], "/robots.txt")
    assert fields["content-type"].startswith("text/plain") and text == "User-agent: *\nAllow: /\n"
    for path in ("/", *STORIES):
        assert re.search(r'<meta name="description" content="[^"]{20,}">', page(demo[1], path)[1]), path


def test_the_newspaper_refuses_other_paths(demo):
    for path in ("/nothing", "/../serve", "/newspaper/style.css", "/?way=other", "/style.css/"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            page(demo[1], path)
        assert refused.value.code == 404, path


def test_the_queue_is_not_empty(demo, api):
    moderator = signed_in(api, demo[1]["accounts"]["moderator"])
    for view in ("all", "reported", "held"):
        assert moderator.get("/v1/moderation/cases", query={"view": view}).json["cases"], view
    moderator.close()


def test_the_audit_is_sealed(demo):
    folder, about, _ = demo
    seat = os.path.realpath(os.path.join(folder, "seat")) if os.getuid() == 0 else folder
    for name in "audit.key", "heads":
        assert os.stat(os.path.join(seat, name)).st_mode & 0o777 == 0o600, name
    until = time.monotonic() + 30
    while os.path.getsize(os.path.join(seat, "heads")) == 0 and time.monotonic() < until:
        time.sleep(0.05)
    done = subprocess.run(["build/release/madang", "audit", "verify", "-c", os.path.join(folder, "madang.conf")], cwd=ROOT, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert done.returncode == 0 and done.stdout.startswith("fine: ") and " 0 seals" not in done.stdout, done.stdout
    assert "not checked" not in done.stdout, done.stdout
    with urllib.request.urlopen(about["admin_url"] + "/readyz", timeout=10) as answer:
        assert b'"audit":"sealed"' in answer.read()


def test_accounts_have_their_roles(demo, api):
    for role, who in demo[1]["accounts"].items():
        c = signed_in(api, who)
        assert c.get("/v1/session").json["account"]["role"] == role
        c.close()


def test_a_newcomer_is_flagged_and_not_held(demo, api):
    reader = signed_in(api, demo[1]["accounts"]["reader"])
    made = reader.post(f"/v1/articles/{demo[1]['article_id']}/comments", {"body": "A first word from me."})
    assert made.status == 201 and made.json["comment"]["state"] == "published", made
    reader.close()


def test_a_second_run_keeps_everything(demo):
    folder, first, _ = demo
    seat = os.path.realpath(os.path.join(folder, "seat"))
    with_one_more = Client(first["url"]).get(f"/v1/articles/{first['article_id']}").json["comment_count"]
    port = first["url"].rsplit(":", 1)[1]
    quickstart(folder, "--port", port, "--detach", environment={"MADANG_LOG_LEVEL": "debug"})
    second = told(folder)
    assert {k: second[k] for k in KEYS - {"pid"}} == {k: first[k] for k in KEYS - {"pid"}}
    assert os.path.realpath(os.path.join(folder, "seat")) == seat
    again = Client(second["url"]).get(f"/v1/articles/{first['article_id']}").json["comment_count"]
    assert again == with_one_more
    with open(os.path.join(folder, "madang.log")) as f:
        assert '"level":"debug"' in f.read()


def test_stop_ends_newspaper_courier_server_and_database(demo):
    folder = demo[0]
    pid, newspaper, courier = told(folder)["pid"], newspaper_pid(folder), courier_pid(folder)
    with open(os.path.join(folder, "postgres", "postmaster.pid")) as f:
        postgres = int(f.readline())
    quickstart(folder, "--stop")
    try:
        until = time.monotonic() + 5
        while gone(pid, newspaper, courier, postgres) is False and time.monotonic() < until:
            time.sleep(0.02)
        assert gone(pid, newspaper, courier, postgres)
    finally:
        quickstart(folder, "--port", demo[1]["url"].rsplit(":", 1)[1], "--detach")


def pg_ctl(folder, *words):
    become = ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--init-groups"] if os.geteuid() == 0 else []
    data = os.path.realpath(os.path.join(folder, "postgres"))
    subprocess.run([*become, "/usr/lib/postgresql/15/bin/pg_ctl", "-D", data, "-s", "-w", "-l", os.path.join(data, "log"), *words],
                   cwd="/", check=True, stdin=subprocess.DEVNULL)


def owner_sql(folder, text):
    done = subprocess.run(["psql", "-X", "-q", "-At", told(folder)["database_url"], "-c", text], text=True, stdout=subprocess.PIPE,
                          check=True)
    return done.stdout.strip()


def test_a_database_of_an_unreleased_version_is_refused_and_kept(demo):
    folder, first, _ = demo
    port = first["url"].rsplit(":", 1)[1]
    comments = "select count(*) from core.comment"
    quickstart(folder, "--port", port, "--detach")
    try:
        before = owner_sql(folder, comments)
        owner_sql(folder, "update migrate.applied set name = '0001_ground.sql' where number = 1")
        quickstart(folder, "--stop")
        said = quickstart(folder, "--port", port, "--detach", code=1)
        assert "an unreleased version made the database in" in said and "--dir OTHER" in said, said
        assert not os.path.exists(os.path.join(folder, "postgres", "postmaster.pid"))
        pg_ctl(folder, "start")
        assert owner_sql(folder, comments) == before != "0"
    finally:
        owner_sql(folder, "update migrate.applied set name = '0001_baseline.sql' where number = 1")
        quickstart(folder, "--port", port, "--detach")
