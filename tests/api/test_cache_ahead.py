# SPDX-License-Identifier: Apache-2.0
"""Goal: a version that does not exist costs a look at the version, never a page."""
import pytest

from client import Client
from cache_client import LockedTable, PendingRequest, comments_path, post_comment, fetch, fresh_metric

SETTINGS = {"server.workers": 1}
HTML = {"Accept": "text/html"}


def ahead(server, path, n=10):
    """Asks for made-up versions; how many pages were fetched meanwhile."""
    fills = fresh_metric(server, "madang_cache_fills_total")
    for i in range(n):
        assert fetch(server, path, {"Madang-Min-Version": str(999999990 + i)})[0] == 503
        mark = "&" if "?" in path else "?"
        if not path.startswith("/v1"):
            assert fetch(server, f"{path}{mark}v={999999990 + i}", HTML)[0] == 503
    return fresh_metric(server, "madang_cache_fills_total") - fills


@pytest.mark.parametrize("kept", [True, False], ids=["kept", "unknown"])
@pytest.mark.parametrize("what", ["comments", "comments?sort=oldest", "one", "replies", "article", "html", "permalink"])
def test_a_made_up_version_costs_no_fill(server, article, reader, what, kept):
    comment = post_comment(reader, article, "words").json["comment"]["id"]
    path = {"comments": comments_path(article), "comments?sort=oldest": comments_path(article, "?sort=oldest"), "one": comments_path(article, "/" + comment),
            "replies": comments_path(article, f"/{comment}/replies"), "article": f"/v1/articles/{article['id']}", "html": f"/a/{article['id']}",
            "permalink": f"/a/{article['id']}/c/{comment}"}[what]
    if kept:
        assert fetch(server, path, HTML)[0] == 200
    assert ahead(server, path) == 0


def test_a_made_up_version_costs_no_fill_after_a_change(server, article, reader):
    assert fetch(server, comments_path(article))[0] == 200
    post_comment(reader, article, "makes the kept page outdated")
    assert ahead(server, comments_path(article)) == 0


def test_a_version_made_by_another_worker_is_served(make_server, database, server, article, reader):
    """The version exists, but this worker does not know it yet."""
    other = make_server(database, {**SETTINGS, "notify.interval": "1s", "cache.check": "1min"}).start()
    assert fetch(other, comments_path(article))[0] == 200
    for n in range(5):
        made = post_comment(reader, article, f"number {n}")
        status, fields, _ = fetch(other, comments_path(article), {"Madang-Min-Version": str(made.version)})
        assert status == 200 and int(fields["madang-version"]) >= made.version
    other.stop()


def test_a_reader_beside_a_made_up_version_gets_the_page(server, database, article, reader):
    version = post_comment(reader, article, "words").version
    with LockedTable(database, "core.article"):
        odd = PendingRequest(server, comments_path(article), {"Madang-Min-Version": "999999999"})
        server.wait_for(lambda: server.metric("madang_requests_open") == 1, what="the one that asks")
        plain = [PendingRequest(server, comments_path(article)) for _ in range(3)]
        server.wait_for(lambda: server.metric("madang_requests_open") == 4, what="those that wait")
    assert odd.result()[0] == 503
    for r in plain:
        status, fields, _ = r.result()
        assert status == 200 and int(fields["madang-version"]) >= version


def test_a_version_of_an_unknown_article_is_404(server, api):
    nowhere = "/v1/articles/01890000-0000-7000-8000-000000000000/comments"
    assert [fetch(server, nowhere, {"Madang-Min-Version": "7"})[0] for _ in range(3)] == [404] * 3
