# SPDX-License-Identifier: Apache-2.0
"""Goal: a cached answer equals the database's answer, for every request that fills it and every request that hits it: only the
target and a few listed fields decide."""
import gzip
import re

import pytest

from cache_client import comments_path, post_comment, fetch, fresh_metric

SETTINGS = {"limits.rates": "off", "server.workers": 1, "cache.refill_min": 0, "server.trusted_proxies": "127.0.0.1"}
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

# Fields that occur in practice; {token} is a reader's session.
FIELDS = [
    ("Accept", "text/html"), ("Accept", HTML), ("Accept", "application/json"), ("Accept", "image/*"),
    ("Accept-Charset", "iso-8859-1"), ("Accept-Datetime", "Thu, 31 May 2007 20:35:00 GMT"),
    ("Accept-Language", "ko-KR,ko;q=0.9"), ("Accept-Language", "*"), ("Alt-Used", "evil.example"),
    ("Cache-Control", "no-cache"), ("Cache-Control", "max-age=0"), ("Cache-Control", "only-if-cached"), ("CDN-Loop", "a"),
    ("CF-Connecting-IP", "192.0.2.1"), ("Content-Type", "application/json"), ("DNT", "1"), ("Device-Memory", "8"),
    ("Early-Data", "1"), ("Forwarded", "for=192.0.2.1;host=evil.example;proto=https"), ("From", "a@evil.example"),
    ("Host", "evil.example"), ("Host", "evil.example:8080"), ("Idempotency-Key", "018f0000-0000-7000-8000-000000000000"),
    ("If-Match", '"nothing"'), ("If-Modified-Since", "Thu, 31 Dec 2099 23:59:59 GMT"), ("If-Range", '"nothing"'),
    ("If-Unmodified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"), ("Keep-Alive", "timeout=5"), ("Last-Event-ID", "1"),
    ("Link", "</evil.css>; rel=preload"), ("Max-Forwards", "0"), ("Origin", "https://evil.example"), ("Origin", "null"),
    ("Pragma", "no-cache"), ("Prefer", "return=minimal"), ("Priority", "u=1"), ("Proxy-Authorization", "Basic YTpi"),
    ("Purpose", "prefetch"), ("Range", "bytes=0-9"), ("Referer", "https://evil.example/?a=secret"), ("Save-Data", "on"),
    ("Sec-CH-UA", '"Chromium";v="128"'), ("Sec-CH-UA-Mobile", "?1"), ("Sec-CH-Prefers-Color-Scheme", "dark"),
    ("Sec-Fetch-Dest", "iframe"), ("Sec-Fetch-Mode", "cors"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-User", "?1"),
    ("Sec-GPC", "1"), ("Sec-Purpose", "prefetch"), ("Service-Worker", "script"), ("TE", "trailers"),
    ("Traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), ("True-Client-IP", "192.0.2.1"),
    ("Upgrade-Insecure-Requests", "1"), ("User-Agent", BROWSER), ("User-Agent", "Googlebot/2.1"), ("Via", "1.1 evil"),
    ("X-Csrf-Token", "x"), ("X-Forwarded-For", "192.0.2.1"), ("X-Forwarded-For", "evil"), ("X-Forwarded-Host", "evil.example"),
    ("X-Forwarded-Port", "1"), ("X-Forwarded-Prefix", "/evil"), ("X-Forwarded-Proto", "https"),
    ("X-Forwarded-Scheme", "nothttps"), ("X-Forwarded-Server", "evil.example"), ("X-Host", "evil.example"),
    ("X-HTTP-Method-Override", "DELETE"), ("X-Original-URL", "/evil"), ("X-Real-IP", "192.0.2.1"),
    ("X-Requested-With", "XMLHttpRequest"), ("X-Rewrite-URL", "/evil"), ("X-Wap-Profile", "https://evil.example/wap.xml"),
    ("Cookie", "theme=dark"), ("Cookie", "madang={token}"), ("Cookie", "__Host-madang={token}"), ("Cookie", "madang=x"),
    ("Authorization", "Bearer {token}"), ("Authorization", "Basic YTpi"),
]
CREDENTIALS = ("Authorization", "Cookie")
# These may decide, and nothing of it may stay: (name, value, status; None: 400 where it is understood).
LISTED = [
    ("Accept-Encoding", "gzip", 200), ("Accept-Encoding", "gzip, deflate, br, zstd", 200), ("Accept-Encoding", "br", 200),
    ("Accept-Encoding", "gzip;q=0", 200), ("Accept-Encoding", "identity", 200), ("Accept-Encoding", "*", 200),
    ("Accept-Encoding", "", 200), ("If-None-Match", '"nothing"', 200), ("If-None-Match", "*", 304),
    ("If-None-Match", "not a tag", 200), ("Madang-Min-Version", "1", 200), ("Madang-Min-Version", "999999999", 503),
    ("Madang-Min-Version", "x", None),
]


@pytest.fixture(scope="module")
def truth(make_server, database, server):
    """The same settings and links, asked plainly and only so."""
    return make_server(database, {**SETTINGS, "server.base_url": server.url}).start()


class Scene:
    """An article with a comment and a reply; change() makes every one of its pages a new version."""

    def __init__(self, admin, reader, other):
        answer = admin.api.post("/v1/articles", {"key": "mutation", "url": "https://news.example/mutation", "title": "M"})
        assert answer.status == 201
        self.reader, self.other, self.value = reader, other, 1
        article = answer.json
        self.comment = post_comment(reader, article, "For everybody, and of a length that is worth squeezing. " * 20).json["comment"]["id"]
        post_comment(other, article, "An answer to it.", parent_id=self.comment)
        v1, html = f"/v1/articles/{article['id']}", f"/a/{article['id']}"
        self.vote = f"{v1}/comments/{self.comment}/vote"
        self.routes = [v1, f"{v1}/comments", f"{v1}/comments?sort=best&limit=7", f"{v1}/comments/{self.comment}",
                       f"{v1}/comments/{self.comment}/replies", html, f"{html}?sort=oldest", f"{html}/c/{self.comment}"]

    def change(self):
        self.value = -self.value
        answer = self.other.api.put(self.vote, {"value": self.value})
        assert answer.status == 200, answer
        return answer.version


@pytest.fixture(scope="module")
def scene(server, admin, reader, make_account):
    return Scene(admin, reader, make_account("reader"))


def bare(answer):
    status, fields, body = answer
    return status, {k: v for k, v in fields.items() if k not in ("date", "x-request-id")}, body


def is_html(path):
    return path.startswith("/a/")


def expected(truth, path, version):
    answer = bare(fetch(truth, path, {"Madang-Min-Version": str(version)}))
    assert answer[0] == 200 and answer[1]["madang-version"] == str(version)
    return answer


@pytest.mark.parametrize("name,value", FIELDS)
def test_other_header_fields_change_no_answer(server, truth, scene, reader, name, value):
    """As the request that fills and as the one that hits: status, fields and body are the plain request's."""
    value = value.format(token=reader.token)
    version = scene.change()
    for path in scene.routes:
        if is_html(path) and name in CREDENTIALS and "theme" not in value:
            continue            # its reader's own page: below
        plain = expected(truth, path, version)
        assert bare(fetch(server, path, {name: value})) == plain, f"{path} filled with {name}"
        assert bare(fetch(server, path)) == plain, f"{path} after {name}"
        assert bare(fetch(server, path, {name: value})) == plain, f"{path} hit with {name}"
        assert "set-cookie" not in plain[1]


def unpacked(answer):
    """The fields of a compressed answer, without those of the compression."""
    status, fields, body = answer
    if fields.get("content-encoding") == "gzip":
        fields = {**fields, "etag": fields["etag"].replace("-g\"", "-i\""), "content-length": str(len(gzip.decompress(body)))}
        del fields["content-encoding"]
        body = gzip.decompress(body)
    return status, fields, body


@pytest.mark.parametrize("name,value,status", LISTED)
def test_listed_header_fields_change_their_own_answer_only(server, truth, scene, name, value, status):
    """These fields affect their own answer only, also when its request filled the cache."""
    version = scene.change()
    for path in scene.routes:
        plain = expected(truth, path, version)
        for turn in ("filled", "hit", "hit again"):
            answer = bare(fetch(server, path, {name: value}))
            if status is None:
                assert answer[0] == (200 if is_html(path) else 400), f"{path} {turn}"
            else:
                assert answer[0] == status, f"{path} {turn}"
            if answer[0] == 200 and status is not None:
                assert unpacked(answer) == plain, f"{path} {turn}"
            assert bare(fetch(server, path)) == plain, f"{path} after it {turn}"


def test_head_fills_the_cache_like_get(server, truth, scene):
    version = scene.change()
    for path in scene.routes:
        plain = expected(truth, path, version)
        status, fields, body = bare(fetch(server, path, method="HEAD"))
        assert (status, fields, body) == (200, plain[1], b"")
        assert bare(fetch(server, path)) == plain


@pytest.mark.parametrize("kept", [False, True], ids=["not kept", "kept"])
def test_a_page_with_a_session_is_private(server, truth, scene, reader, kept):
    """Cookie or Authorization: private, never from memory, and nothing of it stays there; what is no token of ours is 401."""
    version = scene.change()
    own = [("Cookie", f"madang={reader.token}"), ("Authorization", f"Bearer {reader.token}")]
    for path in (p for p in scene.routes if is_html(p)):
        plain = expected(truth, path, version)
        if kept:
            assert bare(fetch(server, path)) == plain
        for name, value in own:
            status, fields, body = fetch(server, path, {name: value, "Accept": "text/html"})
            assert (status, fields["cache-control"]) == (200, "private, no-store") and "etag" not in fields
            assert f">{reader.username}<".encode() in body and b"Sign out" in body
        assert fetch(server, path, {"Authorization": "Basic YTpi"})[0] == 401
        assert fetch(server, path, {"Authorization": "Basic YTpi", "Cookie": f"madang={reader.token}"})[0] == 401
        assert bare(fetch(server, path)) == plain


@pytest.mark.parametrize("kept", [False, True], ids=["not kept", "kept"])
@pytest.mark.parametrize("query", ["v=1", "v=x", "utm_source=x", "fbclid=1", "said=posted", "sort=best&v=1", "sort=best&sort=best"])
def test_unknown_parameters_are_refused_under_v1(server, scene, kept, query):
    """Whether the page is in memory or not."""
    scene.change()
    for path in ("/comments", "/comments?sort=best"):
        if kept:
            assert fetch(server, scene.routes[0] + path)[0] == 200
    status, _, body = fetch(server, f"{scene.routes[0]}/comments?{query}")
    assert status == 400 and b'"bad_query"' in body


@pytest.mark.parametrize("kept", [False, True], ids=["not kept", "kept"])
def test_a_page_decodes_its_parameters_and_refuses_malformed_ones(server, truth, scene, kept):
    """An escaped name is the parameter it means, and what is not well encoded is refused, kept or not."""
    version = scene.change()
    html = scene.routes[5]
    if kept:
        assert fetch(server, html)[0] == 200
    def without_way_back(body):
        return re.sub(rb'next=[^"]*', b"", body)
    best = without_way_back(expected(truth, f"{html}?sort=best", version)[2])
    assert best != without_way_back(expected(truth, html, version)[2])
    for query in ("%73ort=best", "s%6Frt=best&utm_source=x"):
        status, _, body = fetch(server, f"{html}?{query}")
        assert status == 200 and without_way_back(body) == best, query
    for query in ("utm_source=%zz", "a=%", "a=%00", "a=%ff", "&".join(["a=1"] * 1025)):
        assert fetch(server, f"{html}?{query}")[0] == 400, query
    assert fetch(server, f"{html}?limit=0")[0] == 400


def test_foreign_parameters_share_the_cached_page(server, truth, scene):
    """A hundred campaigns share the one page, and none of them is on it."""
    html = scene.routes[5]
    version = scene.change()
    fills = fresh_metric(server, "madang_cache_fills_total")
    plain = expected(truth, f"{html}?sort=best", version)
    first = fetch(server, f"{html}?utm_source=mail-a@b.example&sort=best&fbclid=1")
    assert bare(first) == plain
    for n in range(100):
        assert bare(fetch(server, f"{html}?utm_source=n{n}&utm_x={'y' * 600}&sort=best&v={version}")) == plain
    assert fresh_metric(server, "madang_cache_fills_total") == fills + 1
