# SPDX-License-Identifier: Apache-2.0
"""Goal: /metrics is valid OpenMetrics and Prometheus text, and deploy/doc/monitoring.md has every family. Latencies and cached
answers are counted by route class. The newsroom's figures come from one query that delays no scrape."""
import re
import threading
import time
import urllib.request

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse_open_metrics
from prometheus_client.parser import text_string_to_metric_families as parse_text

from cache_client import comments_path, fetch, post_comment
from tree import read

SETTINGS = {"server.workers": 1, "newsroom.interval": "100ms", "database.backoff_max": "200ms", "limits.rates": "off"}
OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8"
TEXT = "text/plain; version=0.0.4; charset=utf-8"
ROW = re.compile(r"^\| `(madang_\w+)` \| (\w+) \| ([a-z_, ]*) \| (.+) \|$", re.M)


def scrape(server, accept=OPEN_METRICS):
    """(Content-Type, the page)."""
    request = urllib.request.Request(server.admin_url + "/metrics", headers={"Accept": accept} if accept else {})
    with urllib.request.urlopen(request, timeout=10) as got:
        return got.headers["Content-Type"], got.read().decode()


def families(server):
    """Every family of the page, after the newsroom's are there."""
    server.wait_for(lambda: "madang_newsroom_updated" in scrape(server)[1], what="the newsroom's figures")
    return list(parse_open_metrics(scrape(server)[1]))


def labels_of(family):
    return {k for s in family.samples for k in s.labels if k != "le"}


def test_the_page_is_open_metrics(server):
    found = families(server)
    assert len(found) > 60 and len({f.name for f in found}) == len(found)
    assert scrape(server)[1].endswith("\n# EOF\n")
    for f in found:
        assert f.name.startswith("madang_") and f.samples, f.name
        assert re.fullmatch(r"[A-Z].*\.", f.documentation), f"{f.name}: {f.documentation!r} is no sentence"
        assert f.type in ("counter", "gauge", "histogram", "info"), f"{f.name} is {f.type}"


def test_units_are_base_units_and_end_the_name(server):
    for f in families(server):
        word = f.name.rsplit("_", 1)[-1]
        assert word not in ("milliseconds", "ms", "us", "kilobytes", "minutes"), f.name
        assert f.unit == (word if word in ("seconds", "bytes") else ""), f"{f.name} has the unit {f.unit!r}"


@pytest.mark.parametrize("accept,type", [
    (OPEN_METRICS, OPEN_METRICS), ("application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.3", OPEN_METRICS),
    ("text/plain;version=0.0.4", TEXT), ("*/*", TEXT), (None, TEXT)])
def test_the_type_is_negotiated(server, accept, type):
    assert scrape(server, accept)[0] == type


def test_the_text_page_has_the_same_samples(server):
    def samples(parsed):
        return {(s.name, tuple(sorted(s.labels.items()))) for f in parsed for s in f.samples}
    opened = families(server)
    assert samples(parse_text(scrape(server, None)[1])) == samples(opened)
    assert "# EOF" not in scrape(server, None)[1] and "# UNIT" not in scrape(server, None)[1]


def test_every_family_is_documented_and_no_other(server):
    found = {f.name: (f.type, labels_of(f), f.documentation) for f in families(server)}
    listed = {m[1]: (m[2], {w for w in m[3].split(", ") if w}, m[4]) for m in ROW.finditer(read("deploy/doc/monitoring.md"))}
    assert listed == found


def test_documents_name_only_metrics_that_exist(server):
    names = {s.name for f in families(server) for s in f.samples} | {f.name for f in families(server)}
    for path in ("deploy/doc/monitoring.md", "deploy/doc/logs.md", "deploy/doc/faults.md", "README.md"):
        for name in re.findall(r"\bmadang_[a-z]+_[a-z_]+[a-z]\b", read(path)):
            assert name in names, f"{path} names {name}"


# ---- answers
def histogram(server, route_class):
    """{bound: count}, and the sum."""
    f = next(f for f in families(server) if f.name == "madang_http_request_duration_seconds")
    mine = [s for s in f.samples if s.labels["route_class"] == route_class]
    return ({s.labels["le"]: s.value for s in mine if s.name.endswith("_bucket")},
            next(s.value for s in mine if s.name.endswith("_sum")))


def test_the_bounds_go_from_a_millisecond_to_ten_seconds(server):
    bounds = list(histogram(server, "page")[0])
    assert [float(b) for b in bounds] == sorted(float(b) for b in bounds)
    assert (float(bounds[0]), float(bounds[-2]), bounds[-1]) == (0.001, 10.0, "+Inf")


@pytest.mark.parametrize("method,path,route_class", [
    ("GET", "/v1/articles?key=none", "api_read"), ("POST", "/v1/counts", "api_write"), ("GET", "/sign-in", "page"),
    ("POST", "/sign-out", "form"), ("GET", "/v1/moderation/cases", "moderation"), ("GET", "/desk", "moderation"),
    ("POST", "/v1/sessions", "sign_in"), ("GET", "/v1/nowhere", "other")])
def test_an_answer_is_counted_in_its_class(server, method, path, route_class):
    def counts():
        return {c: server.metric("madang_http_request_duration_seconds_count", route_class=c)
                for c in ("api_read", "api_write", "page", "form", "moderation", "sign_in", "other")}
    server.wait_for(lambda: settled(server), what="quiet")
    before = counts()
    fetch(server, path, method=method)
    server.wait_for(lambda: counts() != before, what="the count")
    assert {c: n - before[c] for c, n in counts().items() if n != before[c]} == {route_class: 1}


def settled(server):
    """Two heartbeats with the same counts."""
    def counts():
        return server.metric("madang_http_request_duration_seconds_count")
    before, began = counts(), time.monotonic()
    server.wait_for(lambda: server.metric("madang_worker_heartbeat_age_seconds") < time.monotonic() - began, what="a heartbeat")
    return counts() == before


def test_cached_answers_are_counted_too(server, article):
    path = comments_path(article)
    fetch(server, path)
    server.wait_for(lambda: settled(server), what="quiet")
    names = ("madang_http_request_duration_seconds_count", "madang_http_responses_cached_total")

    def counts():
        return [server.metric(n, route_class="api_read") for n in names] + [server.metric("madang_cache_hits_total")]
    before = counts()
    for _ in range(6):      # the first one may ask whether the page is still right
        assert fetch(server, path)[0] == 200
    server.wait_for(lambda: counts()[0] == before[0] + 6, what="the answers")
    _, cached, hits = (now - then for now, then in zip(counts(), before))
    assert cached == hits >= 5


def test_a_slow_answer_is_in_a_high_bucket(server, database):
    buckets, total = histogram(server, "api_read")
    link = database.pg.connect(database.name, "madang")
    with link, link.cursor() as at:
        at.execute("lock table core.article in access exclusive mode")
        reader = threading.Thread(target=fetch, args=(server, "/v1/articles?key=slow"))
        reader.start()
        server.wait_for(lambda: server.metric("madang_database_waiting", connection="read") >= 1, what="a query that hangs")
        began = time.monotonic()
        server.wait_for(lambda: time.monotonic() - began > 0.12, what="more than a tenth of a second")
    reader.join()
    link.close()
    server.wait_for(lambda: histogram(server, "api_read")[1] > total + 0.1, what="the sum")
    after = histogram(server, "api_read")[0]
    assert after["0.1"] - buckets["0.1"] < after["+Inf"] - buckets["+Inf"]


@pytest.mark.parametrize("action,call,outcome", [
    ("sign_in", lambda api, reader, article: api.post("/v1/sessions", {"login": reader.username, "password": reader.password}), "ok"),
    ("sign_in", lambda api, reader, article: api.post("/v1/sessions", {"login": reader.username, "password": "not this one"}), "refused"),
    ("sign_in", lambda api, reader, article: api.post("/v1/sessions", {}), "invalid"),
    ("sign_up", lambda api, reader, article: api.post("/v1/accounts", {"username": "x"}), "invalid"),
    ("comment", lambda api, reader, article: post_comment(reader, article, "Counted."), "ok"),
    ("comment", lambda api, reader, article: api.post(comments_path(article), {"body": "Nobody's."}), "refused"),
])
def test_what_people_do_is_counted_by_outcome(server, api, reader, article, action, call, outcome):
    server.wait_for(lambda: settled(server), what="quiet")
    before = server.metric("madang_actions_total", action=action, outcome=outcome)
    call(api, reader, article)
    server.wait_for(lambda: server.metric("madang_actions_total", action=action, outcome=outcome) == before + 1, what="the count")


# ---- the newsroom
def test_a_held_comment_is_an_open_case(server, admin, reader, article, database):
    before = server.metric("madang_newsroom_cases_open", view="held")
    comment = post_comment(reader, article, "Held by hand.").json["comment"]["id"]
    database.sql("insert into core.case_file (comment_id, article_id, site_id, author_id, state, version, weight, priority, held, opened_at)"
                 " select c.id, c.article_id, a.site_id, c.author_id, 'open', 1, 1, 0, true, core.now() - interval '1 hour'"
                 " from core.comment c join core.article a on a.id = c.article_id where c.id = %s", (comment,))
    server.wait_for(lambda: server.metric("madang_newsroom_cases_open", view="held") == before + 1, what="the case")
    assert server.metric("madang_newsroom_cases_open", view="all") >= before + 1
    assert server.metric("madang_newsroom_cases_oldest_age_seconds") >= 3600


def test_a_scrape_asks_the_database_nothing(make_server, database):
    s = make_server(database, {"server.workers": 1, "newsroom.interval": "1h", "rules.refresh": "10min", "jobs.poll_interval": "1min",
                               "sweep.every": "1h", "cache.check": "1min"}).start()
    s.wait_for(lambda: settled(s), what="quiet")
    asked = s.metric("madang_database_queries_total")
    for _ in range(50):
        scrape(s)
    s.wait_for(lambda: settled(s), what="the heartbeat that would tell")
    assert s.metric("madang_database_queries_total") - asked < 10    # probes of readiness go on
    s.stop()


def test_figures_stand_with_their_age_while_the_database_is_away(server, database):
    families(server)
    database.sql("revoke execute on function api_1.newsroom_figures() from madang_app")
    try:
        began = time.monotonic()
        server.wait_for(lambda: time.monotonic() - began > 1, what="ten intervals")
        stopped = server.metric("madang_newsroom_updated_timestamp_seconds")
        server.wait_for(lambda: time.monotonic() - began > 2, what="ten more")
        assert server.metric("madang_newsroom_updated_timestamp_seconds") == stopped
        assert "madang_newsroom_cases_open{" in scrape(server)[1]
    finally:
        database.sql("grant execute on function api_1.newsroom_figures() to madang_app")
    server.wait_for(lambda: server.metric("madang_newsroom_updated_timestamp_seconds") > stopped, what="new figures")
