# SPDX-License-Identifier: Apache-2.0
"""Goal: real news comments go through the live API with the shipped rules: stored byte by byte, rendered from the list only, judged without a failure.

One in sixteen of sixteen thousand; all of them with MADANG_WHOLE=1, as `tests/run all` sets it."""
import collections
import csv
import itertools
import json
import os
import shutil
import threading

import pytest

from client import Client
from corpora import corpus
from rendered import foreign
from server import ROOT

SETTINGS = {"limits.rates": "off", "log.requests": "off", "log.level": "info",
            "database.lock_wait_max": "10s"}        # thousands of comments share forty articles
CLIENTS = 6
EVERY = 1 if os.environ.get("MADANG_WHOLE") else 16


@pytest.fixture(scope="module")
def texts():
    with open(corpus("civil_comments_toxic_spans", "comments.csv"), encoding="utf-8", newline="") as f:
        return [row["comment_text"] for row in csv.DictReader(f)][::EVERY]


@pytest.fixture(scope="module")
def articles(admin):
    made = [admin.api.post("/v1/articles", {"key": f"news-{i}", "url": f"https://news.example/{i}", "title": "News"})
            for i in range(40)]
    return [a.json["id"] for a in made]


def send(server, token, articles, mine, states, bad):
    """Posts every text; what is not as it should be goes to bad."""
    api = Client(server.url, token, check=False)
    for n, text in mine:
        answer = api.post(f"/v1/articles/{articles[n % len(articles)]}/comments", {"body": text})
        if answer.status != 201:
            states[f"{answer.status} {answer.code}"] += 1
            if answer.status not in (400, 422):
                bad.append((text, answer))
            continue
        node = answer.json["comment"]
        states[node["state"]] += 1
        if node["body"] != text or (node["html"] is not None and foreign(node["html"])):
            bad.append((text, answer))
    api.close()


@pytest.fixture(scope="module")
def rules(server, tmp_path_factory):
    """The shipped rules about texts; those about who writes would hold everything of a new account."""
    home = tmp_path_factory.mktemp("rules") / "config"
    shutil.copytree(os.path.join(ROOT, "config"), home)
    path = home / "rules" / "default.json"
    document = json.loads(path.read_text())
    for rule in ("newcomer", "record", "velocity"):
        document.pop(rule)
    path.write_text(json.dumps(document))
    server.cli("rules", "import", str(path))


def test_news_comments_are_stored_rendered_and_judged(server, rules, reader, articles, texts, database):
    states, bad = collections.Counter(), []
    threads = [threading.Thread(target=send, args=(server, reader.token, articles, part, states, bad))
               for part in (list(itertools.islice(enumerate(texts), i, None, CLIENTS)) for i in range(CLIENTS))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    print(json.dumps(states))
    assert not bad, bad[:3]
    assert sum(states.values()) == len(texts)
    stored = sum(states[s] for s in ("published", "held", "rejected"))
    assert stored == database.one("select count(*) from core.comment")
    assert states["published"] == database.one("select sum(comment_count) from core.article")
    # Only texts that are too long, or empty once rendered, are refused.
    assert set(states) <= {"published", "held", "rejected", "422 too_long", "422 empty", "422 too_large_rendered"}, states
    server.cli("check")     # it counts again what is counted
