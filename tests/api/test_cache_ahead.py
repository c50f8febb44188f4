"""Goal: a version that does not exist costs a look at the version, never a page."""
import pytest

from client import Client
from kept import Held, Reader, page, post, raw, settled

SETTINGS = {"server.workers": 1}
HTML = {"Accept": "text/html"}


def ahead(server, path, n=10):
    """Asks for made-up versions; how many pages were fetched meanwhile."""
    fills = settled(server, "madang_cache_fills_total")
    for i in range(n):
        assert raw(server, path, {"Madang-Min-Version": str(999999990 + i)})[0] == 503
        mark = "&" if "?" in path else "?"
        if not path.startswith("/v1"):
            assert raw(server, f"{path}{mark}v={999999990 + i}", HTML)[0] == 503
    return settled(server, "madang_cache_fills_total") - fills


@pytest.mark.parametrize("kept", [True, False], ids=["kept", "unknown"])
@pytest.mark.parametrize("what", ["comments", "comments?sort=oldest", "one", "replies", "article", "html", "permalink"])
def test_made_up_versions_fetch_nothing(server, article, reader, what, kept):
    comment = post(reader, article, "words").json["comment"]["id"]
    path = {"comments": page(article), "comments?sort=oldest": page(article, "?sort=oldest"), "one": page(article, "/" + comment),
            "replies": page(article, f"/{comment}/replies"), "article": f"/v1/articles/{article['id']}", "html": f"/a/{article['id']}",
            "permalink": f"/a/{article['id']}/c/{comment}"}[what]
    if kept:
        assert raw(server, path, HTML)[0] == 200
    assert ahead(server, path) == 0


def test_nor_do_they_after_a_change(server, article, reader):
    assert raw(server, page(article))[0] == 200
    post(reader, article, "makes the kept page outdated")
    assert ahead(server, page(article)) == 0


def test_a_version_that_another_worker_made_is_there(make_server, database, server, article, reader):
    """It is not heard of here when it is asked for."""
    other = make_server(database, {**SETTINGS, "notify.interval": 1000, "cache.check": 60000}).start()
    assert raw(other, page(article))[0] == 200
    for n in range(5):
        made = post(reader, article, f"number {n}")
        status, fields, _ = raw(other, page(article), {"Madang-Min-Version": str(made.version)})
        assert status == 200 and int(fields["madang-version"]) >= made.version
    other.stop()


def test_who_waits_beside_a_made_up_version_gets_the_page(server, database, article, reader):
    version = post(reader, article, "words").version
    with Held(database, "core.article"):
        odd = Reader(server, page(article), {"Madang-Min-Version": "999999999"})
        server.wait_for(lambda: server.metric("madang_requests_open") == 1, what="the one that asks")
        plain = [Reader(server, page(article)) for _ in range(3)]
        server.wait_for(lambda: server.metric("madang_requests_open") == 4, what="those that wait")
    assert odd.result()[0] == 503
    for r in plain:
        status, fields, _ = r.result()
        assert status == 200 and int(fields["madang-version"]) >= version


def test_what_is_not_there_is_not_found(server, api):
    nowhere = "/v1/articles/01890000-0000-7000-8000-000000000000/comments"
    assert [raw(server, nowhere, {"Madang-Min-Version": "7"})[0] for _ in range(3)] == [404] * 3
