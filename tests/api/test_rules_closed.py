# SPDX-License-Identifier: Apache-2.0
"""Goal: no text gets past rules that a worker does not know or cannot read, and one site's mistake is not another's."""
import json

import psycopg2
import pytest

SETTINGS = {"limits.rates": "off", "rules.refresh": "50ms"}
BAD = json.dumps({"wrods": []})


def rules(word):
    return json.dumps({"words": [{"list": "oafs", "outcome": "hold", "reason": "abuse", "words": [word]}]})


def imported(database, site, document):
    return database.one("select core.rules_import(%s, %s::jsonb)", [site, document])


def post(who, article, body):
    answer = who.api.post(f"/v1/articles/{article['id']}/comments", {"body": body})
    assert answer.status == 201, answer
    return answer.json["comment"]


def judged(server, who, article, body, state):
    """Waits until every worker judges the text so."""
    states = []

    def ask():
        states.append(post(who, article, body)["state"])
        return states[-6:] == [state] * 6
    server.wait_for(ask, what=state)


@pytest.fixture
def restart(server, api, reader, moderator, admin):
    """A function that restarts the server and closes the clients' connections: a client never resends a POST."""
    def again(wait="readyz"):
        server.stop()
        for client in (api, reader.api, moderator.api, admin.api):
            client.close()
        server.start(wait=wait)
    return again


@pytest.fixture(scope="module")
def articles(server, admin):
    server.cli("site", "create", "second", "--title", "The Second Courier")
    made = [admin.api.post("/v1/articles", {"key": key, "url": f"https://{key}.example/1", "title": "T", "site": key})
            for key in ("default", "second")]
    assert [a.status for a in made] == [201, 201], made
    return [a.json for a in made]


@pytest.fixture(scope="module", autouse=True)
def first_rules(server, database, reader, articles):
    """The default site's rules hold "nincompoop"."""
    imported(database, "default", rules("nincompoop"))
    judged(server, reader, articles[0], "nincompoop", "held")


def test_unreadable_rules_affect_only_their_own_site(restart, server, database, reader, moderator, articles):
    first, second = articles
    assert server.metric("madang_rules_rejected") == 0

    imported(database, "default", BAD)
    imported(database, "second", rules("scoundrel"))
    judged(server, reader, second, "scoundrel", "held")             # the valid rules of the other site apply
    server.wait_for(lambda: server.metric("madang_rules_rejected") == 2, what="each worker's word")
    judged(server, reader, first, "nincompoop", "held")             # this site keeps its last valid rules
    assert post(reader, first, "A quiet word.")["state"] == "published"
    said = [line for line in server.log_lines() if line["msg"] == "rules rejected"]
    assert said and all(line["why"] == "site default: wrods: is not a known member" for line in said), said

    restart()                                                       # now the site has no valid rules at all
    server.wait_for(lambda: server.metric("madang_rules_rejected") == 2, what="each worker's word")
    held = post(reader, first, "A quiet word.")
    assert held["state"] == "held"
    signals = moderator.api.get(f"/v1/moderation/cases/{held['id']}").json["signals"]
    assert [s["rule"] for s in signals] == ["unjudged"]
    assert post(reader, second, "A quiet word.")["state"] == "published"
    assert post(reader, second, "scoundrel")["state"] == "held"

    imported(database, "default", rules("nincompoop"))
    judged(server, reader, first, "A quiet word.", "published")
    server.wait_for(lambda: server.metric("madang_rules_rejected") == 0, what="each worker's word")


def test_no_comment_passes_before_the_rules_are_loaded(restart, server, database, reader, articles):
    link = psycopg2.connect(database.owner_url)
    try:
        link.cursor().execute("lock table core.rule_set in access exclusive mode")      # no worker can ask for rules
        restart(wait="healthz")
        server.wait_for(lambda: "rules of the sites are not loaded yet" in server.admin("/readyz")[1], what="the reason")
        assert server.admin("/readyz")[0] == 503 and server.metric("madang_rules_loaded") == 0
        one = reader.api
        answer = one.post(f"/v1/articles/{articles[0]['id']}/comments", {"body": "Unread?"})
        assert answer.status == 503 and answer.code == "no_rules_yet" and answer.headers["Retry-After"] == "1", answer
        edit = one.request("PATCH", f"/v1/articles/{articles[0]['id']}/comments/{articles[0]['id']}",
                           {"body": "Unread?", "revision": 1})
        assert edit.status == 503 and edit.code == "no_rules_yet", edit
        assert one.get(f"/v1/articles/{articles[0]['id']}").status == 200                # pages are served
    finally:
        link.close()
    server.wait_for(lambda: server.admin("/readyz")[0] == 200, what="readyz")
    assert post(reader, articles[0], "nincompoop")["state"] == "held"


def test_no_comment_passes_unjudged_during_a_restart(restart, server, reader, articles):
    """A comment that arrives while a worker starts waits for it and is not refused."""
    for _ in range(3):
        restart(wait="healthz")
        assert post(reader, articles[0], "nincompoop")["state"] == "held"
        server.wait_for(lambda: server.admin("/readyz")[0] == 200, what="readyz")
