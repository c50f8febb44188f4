# SPDX-License-Identifier: Apache-2.0
"""Goal: rules are read, put in force, tried and counted at run time, by version; what does not compile or is not one's own changes nothing."""
import json
import threading
import time

import pytest

from client import Client

SETTINGS = {"limits.rates": "off", "rules.refresh": "50ms"}
RULES = {"words": [{"list": "oafs", "outcome": "hold", "reason": "abuse", "match": "word", "weight": 2,
                    "words": ["nincompoop", "numskull"]},
                   {"list": "rogues", "outcome": "flag", "reason": "abuse", "match": "word", "weight": 1,
                    "words": ["scoundrel"]}]}
PATH = "/v1/moderation/rules"


def get(who, **query):
    return who.api.get(PATH, query=query)


def put(who, rules, version=None, **more):
    if version is None:
        version = get(who).json["version"]
    return who.api.request("PUT", PATH, {"version": version, "rules": rules, **more})


def attempt(who, **body):
    return who.api.post(PATH + "/try", body)


def post(who, article, body):
    answer = who.api.post(f"/v1/articles/{article['id']}/comments", {"body": body})
    assert answer.status == 201, answer
    return answer.json["comment"]


def post_many(who, article):
    for i in range(31):
        post(who, article, f"A quiet word, number {i}.")


def decide(who, comment, action, reason=None):
    version = who.api.get(f"/v1/moderation/cases/{comment['id']}").json["version"]
    answer = who.api.post("/v1/moderation/decisions", {"decisions": [
        {"case": comment["id"], "version": version, "action": action, "reason": reason}]})
    assert answer.json["results"][0]["status"] == 200, answer


def in_force(server, who, article, body, state):
    """Waits until every worker judges by the current rules."""
    states = []

    def ask():
        states.append(post(who, article, body)["state"])
        return states[-6:] == [state] * 6
    server.wait_for(ask, what="the rules in force")


@pytest.fixture(scope="module")
def auditor(make_account):
    return make_account("auditor")


@pytest.fixture(scope="module")
def probe(admin):
    return admin.api.post("/v1/articles", {"key": "probe", "url": "https://news.example/p", "title": "P"}).json


@pytest.fixture(scope="module", autouse=True)
def standard_rules(server, admin, reader, probe):
    """RULES are in force. A test that changes them restores them."""
    assert put(admin, RULES).status == 200
    in_force(server, reader, probe, "nincompoop", "held")


def test_new_rules_need_the_current_version_and_apply_soon(alone_site):
    server, _, account = alone_site
    admin, moderator, reader = (account(role, role) for role in ("admin", "moderator", "reader"))
    probe = admin.api.post("/v1/articles", {"key": "probe", "url": "https://news.example/p", "title": "P"}).json
    before = get(moderator)
    assert before.status == 200 and before.json["site"] == "default" and before.json["mode"] == "open"
    made = put(admin, RULES, before.json["version"])
    assert made.status == 200, made
    assert made.json["version"] == before.json["version"] + 1 and made.json["rules"] == RULES
    assert made.json["made_by"]["id"] == admin.id
    in_force(server, reader, probe, "such a scoundrel, you nincompoop", "held")
    stale = put(admin, {}, before.json["version"])
    assert stale.status == 409 and stale.code == "conflict" and stale.json["current"]["rules"] == RULES
    assert get(moderator).json["rules"] == RULES
    assert get(moderator, version=0).json["rules"] == {}
    assert get(moderator, version=99).status == 404
    assert get(moderator, site="nowhere").status == 404
    assert get(moderator, version="x").code == "bad_query"


@pytest.mark.parametrize("rules, field, says", [
    ([], "rules", "must be an object"),
    ({"lenght": {}}, "rules.lenght", "is not a known member"),
    ({'a"b\\': {}}, 'rules.a"b\\', "is not a known member"),
    ({"words": [{"list": "a", "words": ["ok"], "match": "whole"}]}, "rules.words[0].match", "not one of: word prefix"),
    ({"words": [{"list": "a", "words": ["fine", "!"]}]}, "rules.words[0].words", 'entry 1 ("!")'),
    ({"links": {"refused": ["a b"]}}, "rules.links.refused", "is not a domain"),
    ({"record": {"of": 3}}, "rules.record.min", "cannot be more"),
    ({"velocity": {"max": 0}}, "rules.velocity.max", "whole number"),
    ({"articles": {"x": {}}}, "rules.articles", "not an article's id"),
])
def test_rules_that_do_not_compile_are_refused(admin, moderator, rules, field, says):
    version = get(moderator).json["version"]
    for answer in put(admin, rules, version), attempt(moderator, rules=rules, text="x"):
        assert answer.status == 422 and answer.code == "bad_rules", answer
        assert answer.json["fields"] == [{"field": field, "code": "bad_rules"}]
        assert says in answer.json["detail"]
    assert get(moderator).json["version"] == version


def test_a_rule_may_cite_a_reason_of_the_site(server, admin, reader, moderator, article, probe):
    """A rule may cite a reason of its own site only. The author reads that reason."""
    where, text = "/v1/moderation/settings", "Titles of films are written without their ends."
    own = {**RULES, "words": [{**RULES["words"][0], "outcome": "reject", "reason": "no_spoilers"}, RULES["words"][1]]}
    version = get(admin).json["version"]
    for rules in own, {"articles": {probe["id"]: {"length": {"min": 2, "reason": "no_spoilers"}}}}:
        answer = put(admin, rules, version)
        assert answer.status == 422 and answer.code == "bad_rules", answer
        assert '"no_spoilers" is neither a common reason' in answer.json["detail"]
        assert answer.json["fields"] == [{"field": "rules.reason", "code": "bad_rules"}]
    refused = server.cli("rules", "import", "/dev/stdin", stdin=json.dumps(own), check=False)
    assert refused.returncode != 0 and '"no_spoilers" is neither a common reason' in refused.stderr
    assert get(admin).json["version"] == version

    was = admin.api.get(where).json
    made = admin.api.request("PUT", where, {"version": was["version"], "settings": {
        **was["settings"], "reasons": {"no_spoilers": {"title": "No spoilers", "text": text}}}})
    assert made.status == 200, made
    assert put(admin, own, version).status == 200
    in_force(server, reader, probe, "you numskull", "rejected")
    said = [n["statement"] for n in reader.api.get("/v1/account/notices").json["notices"]
            if n["statement"].get("reason") == "no_spoilers"]
    assert said and said[0]["automated"] is True and said[0]["rule"] == "words"
    assert said[0]["house_rule"] == {"reason": "no_spoilers", "title": "No spoilers", "text": text}
    assert put(admin, RULES).status == 200
    in_force(server, reader, probe, "you numskull", "held")


def test_only_admins_change_rules(server, api, admin, moderator, reader, auditor):
    assert get(auditor).status == 200 and get(reader).status == 403
    assert put(moderator, {}).status == 403 and get(moderator).json["rules"] == RULES
    assert auditor.api.request("PUT", PATH, {"version": 1, "rules": {}}).status == 403
    assert reader.api.request("PUT", PATH, {"version": 1, "rules": {"words": 7}}).status == 403     # not compiled for them
    assert attempt(reader, rules={"words": 7}, text="x").status == 403
    assert attempt(auditor, text="x").status == 403
    assert reader.api.get(PATH + "/hits").status == 403 and auditor.api.get(PATH + "/hits").status == 200
    for method, path, body in ("GET", PATH, None), ("PUT", PATH, {"version": 1, "rules": {}}), \
            ("POST", PATH + "/try", {"text": "x"}), ("GET", PATH + "/hits", None):
        assert api.request(method, path, body).status == 401


def test_malformed_requests_are_refused(admin, moderator):
    for body, field in ({"version": 1}, "rules"), ({"rules": {}}, "version"), ({"version": -1, "rules": {}}, "version"), \
            ({"version": 1, "mode": "shut"}, "mode"):
        answer = admin.api.request("PUT", PATH, body)
        assert answer.status == 422 and answer.json["fields"][0]["field"] == field, answer
    for body, field in ({}, "last"), ({"last": 0}, "last"), ({"last": 1001}, "last"), ({"text": "x", "last": 5}, "last"), \
            ({"text": ""}, "text"), ({"text": "x" * 25000}, "text"), ({"last": 1, "article": "no"}, "article"):
        answer = attempt(moderator, **body)
        assert answer.status == 422 and field in [f["field"] for f in answer.json["fields"]], answer
    assert attempt(moderator, text="x", site="nowhere").status == 404
    assert attempt(moderator, text="x", more=1).code == "unknown_field"
    assert admin.api.request("PUT", PATH, "{", headers={"Content-Type": "application/json"}).code == "bad_json"
    assert admin.api.request("PUT", PATH, {"version": 1, "rules": {"about": "\0"}}).code == "bad_character"
    assert admin.api.request("PUT", PATH, {"version": 1, "rules": {"about": "x" * 1100000}}, check=False).status == 413


def test_an_article_may_have_rules_of_its_own(server, admin, reader, article, probe):
    own = {**RULES, "articles": {probe["id"]: {"words": {"oafs": None, "rogues": {"outcome": "hold"}}}}}
    assert put(admin, own).status == 200
    in_force(server, reader, probe, "nincompoop", "published")
    assert post(reader, probe, "a scoundrel")["state"] == "held"
    assert post(reader, article, "a scoundrel")["state"] == "published"
    assert post(reader, article, "a numskull")["state"] == "held"
    assert put(admin, RULES).status == 200
    in_force(server, reader, probe, "numskull", "held")


def test_masked_words_are_recognized(reader, article):
    made = post(reader, article, "You **n*ncompoop** and n-mskull")
    assert made["state"] == "held"


def test_a_mode_applies_to_the_whole_site(server, admin, reader, moderator, article):
    version = get(admin).json["version"]
    answer = admin.api.request("PUT", PATH, {"version": version, "mode": "premoderated"})
    assert answer.status == 200 and answer.json["mode"] == "premoderated" and answer.json["version"] == version
    assert post(reader, article, "A quiet word.")["state"] == "held"
    assert post(moderator, article, "A quiet word.")["state"] == "published"
    assert admin.api.request("PUT", PATH, {"version": version, "mode": "closed"}).status == 200
    shut = reader.api.post(f"/v1/articles/{article['id']}/comments", {"body": "Anybody here?"})
    assert shut.status == 409 and shut.code == "article_closed"
    assert admin.api.request("PUT", PATH, {"version": version, "mode": "open"}).json["mode"] == "open"
    assert post(reader, article, "A quiet word.")["state"] == "published"


def test_a_trial_judges_a_text(server, moderator, article):
    server.cli("site", "origin", "default", "https://news.example")
    answer = attempt(moderator, text="You numskull, sc*undrel")
    assert answer.status == 200 and answer.json["outcome"] == "hold", answer
    assert [(h["detail"], h["words"], h["spans"]) for h in answer.json["hits"]] == \
        [("oafs", ["numskull"], [[4, 12]]), ("rogues", ["scoundrel"], [[14, 23]])]
    assert answer.json["version"] == get(moderator).json["version"]
    other = attempt(moderator, text="NOT A NICE THING AT ALL TO SAY", rules={"shouting": {"outcome": "reject"}})
    assert other.json["outcome"] == "reject" and other.json["version"] is None
    own = {**RULES, "articles": {article["id"]: {"words": {"oafs": None}}}}
    assert attempt(moderator, text="numskull", rules=own, article=article["id"]).json["outcome"] == "publish"
    assert attempt(moderator, text="numskull", rules=own).json["outcome"] == "hold"
    own = {"links": {"max": 0, "outcome": "reject"}}
    assert attempt(moderator, text="https://news.example/a", rules=own).json["outcome"] == "publish"    # the site's own
    assert attempt(moderator, text="https://spam.example/a", rules=own).json["outcome"] == "reject"


def test_a_trial_compares_rules_with_decisions(server, admin, reader, moderator, article):
    bad = [post(reader, article, f"blether number {i}") for i in range(3)]
    good = [post(reader, article, f"fine words, number {i}") for i in range(3)]
    decide(moderator, bad[0], "reject", "abuse")
    decide(moderator, bad[1], "approve")
    decide(moderator, good[0], "approve")
    rules = {"words": [{"list": "new", "outcome": "hold", "reason": "abuse", "words": ["blether"]}]}
    states = [c["state"] for c in (bad[0], good[0])]
    answer = attempt(moderator, rules=rules, last=6)
    assert answer.status == 200, answer
    said = answer.json
    assert said["comments"] == 6 and said["outcomes"] == {"publish": 3, "flag": 0, "hold": 3, "reject": 0}
    assert said["decided"]["approved"] == {"publish": 1, "flag": 0, "hold": 1, "reject": 0}
    assert said["decided"]["rejected"] == {"publish": 0, "flag": 0, "hold": 1, "reject": 0}
    assert (said["right"], said["wrong"]) == (2, 1)
    assert said["rules"] == [{"rule": "words", "detail": "new", "comments": 3, "approved": 1, "rejected": 1}]
    assert [s["comment"] for s in said["samples"]] == [c["id"] for c in reversed(bad)]
    assert said["samples"][2]["excerpt"] == "blether number 0" and said["samples"][2]["outcome"] == "hold"
    assert "sanction" in said["not_judged"]
    assert states == ["published", "published"] and get(moderator).json["rules"] == RULES      # nothing happened
    speed = attempt(moderator, rules={"velocity": {"max": 2, "within": 600}}, last=4).json
    assert speed["outcomes"]["hold"] == 4 and speed["rules"][0]["rule"] == "velocity"
    post_many(reader, article)
    everything = attempt(moderator, last=1000).json
    assert everything["comments"] > 30 and len(everything["samples"]) <= 20 and everything["version"] is not None


def test_a_dry_run_delays_no_reader(server, admin, moderator, reader, article):
    """Tries ten thousand words on many comments while four clients read a page."""
    post_many(reader, article)
    words = [f"{a}{b}{c}{d}" for a in "bcdfg" for b in "aeiouklmnp" for c in "rstvwxzhjq" for d in "abcdefghijklmnopqrst"]
    rules = {"words": [{"list": "many", "outcome": "flag", "reason": "abuse", "match": "substring", "words": words}]}
    assert len(words) == 10000
    waits, done = [], threading.Event()

    def read():
        one = Client(server.url)
        while not done.is_set():
            began = time.monotonic()
            assert one.get(f"/v1/articles/{article['id']}").status == 200
            waits.append(time.monotonic() - began)
        one.close()
    readers = [threading.Thread(target=read) for _ in range(4)]     # on every worker
    for r in readers:
        r.start()
    answer = attempt(moderator, rules=rules, last=1000)
    done.set()
    for r in readers:
        r.join()
    assert answer.status == 200 and answer.json["comments"] > 30
    assert len(waits) > 20 and max(waits) < 2        # the sanitizers' build on a shared machine
    assert put(admin, {**RULES, "words": RULES["words"] + rules["words"]}).status == 200        # and they fit into a PUT
    assert len(get(moderator).json["rules"]["words"][2]["words"]) == 10000
    assert put(admin, RULES).status == 200


def test_hits_are_counted(server, admin, reader, moderator, article):
    made = post(reader, article, "numskull, nincompoop")
    post(reader, article, "numskull")
    server.wait_for(lambda: post(reader, article, "scoundrel")["state"] == "published", what="the rules")
    decide(moderator, made, "reject", "abuse")
    answer = moderator.api.get(PATH + "/hits", query={"rule": "words"})
    assert answer.status == 200, answer
    found = {(h["detail"], h["word"]): h for h in answer.json["hits"]}
    assert found["oafs", "numskull"]["count"] >= 2 and found["oafs", "numskull"]["rejected"] >= 1
    assert ("oafs", "nincompoop") in found and ("rogues", "scoundrel") in found
    today = moderator.api.get(PATH + "/hits", query={"by": "day", "site": "default"}).json["hits"][0]
    assert len(today["day"]) == 10
    past = moderator.api.get(PATH + "/hits", query={"from": "2020-01-01", "to": "2020-02-01"})
    assert past.status == 200 and past.json["hits"] == [] and past.json["from"] == "2020-01-01T00:00:00.000Z"
    assert moderator.api.get(PATH + "/hits", query={"site": "nowhere"}).status == 404
    for query in {"from": "yesterday"}, {"to": "x"}, {"by": "week"}, {"page": "2"}:
        assert moderator.api.get(PATH + "/hits", query=query).code == "bad_query"


def test_velocity_and_record_rules_hold(server, admin, make_account, moderator, article, probe):
    version = put(admin, {**RULES, "velocity": {"outcome": "hold", "max": 3, "within": 60},
                          "record": {"outcome": "hold", "share": 0.5, "of": 4, "min": 2}}).json["version"]
    fast, rude = make_account("reader"), make_account("reader")
    assert [post(fast, article, f"Word number {i}.")["state"] for i in range(4)] == ["published"] * 3 + ["held"]
    for i in range(2):
        decide(moderator, post(rude, article, f"Rude number {i}."), "reject", "abuse")
    held = post(rude, article, "Something kind.")
    assert held["state"] == "held"
    signals = moderator.api.get(f"/v1/moderation/cases/{held['id']}").json["signals"]
    assert [(s["rule"], s["detail"]) for s in signals] == [("record", "2 of 2")]
    assert put(admin, RULES, version).status == 200


def test_the_command_line_judges_like_the_server(server, tmp_path, moderator, article, reader):
    server.cli("site", "origin", "default", "https://news.example")
    for body in "Read https://news.example/a and https://www.news.example/b", "Read https://spam.example/a", "No links", "What blether":
        post(reader, article, body)
    path = tmp_path / "rules.json"
    path.write_text(json.dumps({"words": [{"list": "new", "outcome": "hold", "reason": "abuse", "words": ["blether"]}],
                                "links": {"max": 0, "outcome": "reject"}}))
    rules = json.loads(path.read_text())
    out = json.loads(server.cli("rules", "try", str(path), "--last", "1000", "--json").stdout)
    said = attempt(moderator, rules=rules, last=1000).json
    assert said["outcomes"]["reject"] == 1 and said["outcomes"]["hold"] >= 1       # the site's own links are none
    assert {**out, "version": None} == said
    printed = server.cli("rules", "try", str(path), "--last", "1000").stdout
    assert f"{said['comments']} comments" in printed and f"hold {said['outcomes']['hold']}" in " ".join(printed.split())
    out = server.cli("rules", "try", str(path), "--text", "what a bl*ther").stdout
    assert "hold" in out and "blether" in out
    link = ("rules", "try", str(path), "--text", "https://news.example/a")
    assert server.cli(*link).stdout.startswith("reject")            # of no site
    assert server.cli(*link, "--site", "default").stdout == "publish\n"
    assert attempt(moderator, rules=rules, text=link[-1]).json["outcome"] == "publish"
    lines = tmp_path / "lines"
    lines.write_text("https://news.example/a\nhttps://spam.example/a\n")
    out = server.cli("rules", "try", str(path), "--lines", str(lines), "--site", "default", "--json").stdout
    assert json.loads(out)["outcomes"] == {"publish": 1, "flag": 0, "hold": 0, "reject": 1}
    assert server.cli(*link, "--site", "nowhere", check=False).returncode != 0
