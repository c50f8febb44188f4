# SPDX-License-Identifier: Apache-2.0
"""Goal: every request of two public corpora is read, or refused, as RFC 9112 wants, byte by byte."""
import base64
import json
import os
import random
import re

import pytest

from server import ROOT
from wire import REFUSALS, WireServer, talk

CORPORA = os.path.join(ROOT, "..", "shared", "corpora")


def rows(name):
    path = os.path.join(CORPORA, name, "cases.jsonl")
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


PROBE = rows("http11probe")
LLHTTP = [row for row in rows("llhttp") if row["type"].startswith("request") and not row["inline_js"]]


@pytest.fixture(scope="module", params=["madang", "alone"])
def target(request):
    """The real server, and the HTTP room with a handler that takes everything."""
    if request.param == "madang":
        yield request.getfixturevalue("server")
        return
    s = WireServer()
    yield s
    s.stop()


def test_the_corpora_are_read():
    if not os.path.isdir(CORPORA):
        pytest.skip("no ../shared/corpora beside the repository")
    assert len(PROBE) > 200 and len(LLHTTP) > 150


# ---- http11probe: documented bytes, a requirement and what to expect

FILLED = {  # cases whose bytes are described instead of written
    "MAL-BINARY-GARBAGE": lambda: random.Random(42).randbytes(256),
    "MAL-EMPTY-REQUEST": lambda: b"",
    "MAL-MANY-HEADERS": lambda: b"GET / HTTP/1.1\r\nHost: localhost:8080\r\n"
                                + b"".join(b"X-H-%d: value\r\n" % n for n in range(10000)) + b"\r\n",
    "MAL-RANGE-OVERLAPPING": lambda: b"GET / HTTP/1.1\r\nHost: localhost:8080\r\nRange: bytes="
                                     + b",".join([b"0-"] * 1000) + b"\r\n\r\n",
    "COOK-MANY-PAIRS": lambda: b"GET /echo HTTP/1.1\r\nHost: localhost:8080\r\nCookie: "
                               + b"; ".join(b"k%d=v%d" % (n, n) for n in range(1000)) + b"\r\n\r\n",
    "COOK-OVERSIZED": lambda: b"GET /echo HTTP/1.1\r\nHost: localhost:8080\r\nCookie: big="
                              + b"A" * 65536 + b"\r\n\r\n",
    "COMP-LONG-URL-OK": lambda: b"GET /" + b"a" * 7900 + b" HTTP/1.1\r\nHost: localhost:8080\r\n\r\n",
    "SMUG-CL-LEADING-ZEROS-OCTAL": lambda: b"POST / HTTP/1.1\r\nHost: localhost:8080\r\n"
                                           b"Content-Length: 0200\r\n\r\n" + b"A" * 200,
}

# id: (what is answered instead, why). "2xx" is any answer of a request that the parser took: the
# real server has nothing at /, so it says 404 where the documentation of the corpus has 2xx or 405;
# what routes answer (405 with Allow, OPTIONS) is asked in their own tests.
DEVIATIONS = {
    "COMP-GET-WITH-CL-BODY": ({400}, "a body on GET has no meaning and hides requests: refused"),
    "MAL-POST-CL-HUGE-NO-BODY": ({413}, "413 says more than 400, and nothing of the body is waited for"),
    "COMP-TRACE-SENSITIVE": ({501}, "TRACE is not implemented, so nothing is echoed"),
    "SMUG-CL0-BODY-POISON": ({"2xx"}, "Content-Length: 0 is plain; what follows is a request of its own"),
    "SMUG-EXPECT-100-CL-DESYNC": ({"2xx"}, "100-continue is implemented, the body is read to its length"),
    "SMUG-OPTIONS-CL-BODY-DESYNC": ({"2xx", 413}, "the body is read to its length, or refused with close"),
    "NORM-UNDERSCORE-CL": ({"2xx"}, "a field whose name has an underscore is dropped"),
    "NORM-UNDERSCORE-TE": ({"2xx"}, "the same"),
}


def unescape(blocks):
    """The notation of the corpus: real ends of line are decoration, escapes are bytes."""
    text = "".join(blocks).replace("\n", "").replace("[TAB]", "\\t")
    text = re.sub(r"(.)\1{3}\.\.\.\{([\d,]+) [x\u00d7] '(.)'\}\.\.\.",
                  lambda m: m[3] * int(m[2].replace(",", "")), text)
    out = re.sub(r"\\(x[0-9A-Fa-f]{2}|[rnt0])",
                 lambda m: {"r": "\r", "n": "\n", "t": "\t", "0": "\0"}.get(m[1])
                 or chr(int(m[1][1:], 16)), text)
    return out.encode("latin-1")


def wanted(row):
    """The documented statuses: a set of statuses, "2xx" and "close"."""
    text = row["expected"]
    if "except" in text:
        return {"2xx", *REFUSALS} - {int(s) for s in re.findall(r"\d\d\d", text)}
    statuses = re.findall(r"\d\d\d|2xx", text.replace("non-`101`", "").replace("Not `101`", ""))
    want = {"2xx" if s in ("2xx", "200", "204", "405", "426") else int(s) for s in statuses}
    if "405" in statuses:
        want.add(501)
    if not statuses:
        want |= {400} if "reject" in text.lower() else {"2xx", *REFUSALS}
    if re.search(r"close|timeout", text):
        want.add("close")
    return want


@pytest.mark.parametrize("row", [r for r in PROBE if r["request_blocks_escaped"]], ids=lambda r: r["id"] if isinstance(r, dict) else "absent")
def test_http11probe_requests_are_answered_as_rfc_9112_wants(target, row):
    name = row["id"]
    data = FILLED[name]() if name in FILLED else unescape(row["request_blocks_escaped"])
    method = data.split(b" ", 1)[0].decode("latin-1")
    got = talk(target, data, method)
    want = wanted(row)
    if name in DEVIATIONS:
        want = DEVIATIONS[name][0]
    if not got:
        assert "close" in want or name == "MAL-EMPTY-REQUEST", f"nothing came; want {want}"
        return
    first = got[0]
    said = "2xx" if first.accepted else first.status
    assert said in want, f"{row['expected']}: {got}"
    if not first.accepted:
        assert first.last and len(got) == 1, f"a refusal must be the end: {got}"
    extra(name, first, got)


def extra(name, first, got):
    """A check beyond the status."""
    assert 100 <= first.status < 600 and first.status != 101
    if name == "COMP-CONNECTION-CLOSE" or name == "COMP-HTTP10-DEFAULT-CLOSE":
        assert first.last
    if name == "COMP-DATE-HEADER":
        assert re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", first.fields["date"])
    if name == "COMP-NO-CL-IN-204" and first.status == 204:
        assert "content-length" not in first.fields
    if name == "COMP-NO-1XX-HTTP10":
        assert first.status >= 200
    if "DESYNC" in name or "SMUGGLED" in name or "POISON" in name:
        # Bytes that a confused proxy would read as a second request are a real second request, or are refused.
        assert all(a.accepted for a in got[:-1])


# ---- llhttp: bytes, and whether its strict parser accepts them

# why: {id: the verdicts on what was sent, + taken, - refused}
LLHTTP_DEVIATIONS = {
    "llhttp stops at Upgrade; nothing is upgraded here, what follows is the next request, if there is any": {
        "connection.md:682": "+",
    },
    "CONNECT and methods that no route has are 501, and with 501 the connection closes": {
        name: "-" for name in (
            "method.md:7", "method.md:30", "method.md:65", "method.md:99", "method.md:138", "method.md:220",
            "method.md:248", "method.md:276", "method.md:314", "method.md:347", "method.md:485", "uri.md:191")
    },
    "only HTTP is spoken, not ICE or RTSP": {
        "method.md:375": "-", "method.md:405": "-", "method.md:433": "-",
    },
    "octets behind Connection: close (or HTTP/1.0) are not looked at, which is no fault of the request": {
        "connection.md:84": "+", "connection.md:113": "+", "connection.md:297": "+", "connection.md:347": "+",
        "connection.md:397": "+",
    },
    "a body on GET is refused": {"content-length.md:264": "-"},
    "llhttp was told that there is no body; here it is awaited, and the connection ends before it": {
        "content-length.md:447": "-",
    },
    "HTTP/0.9 is not spoken": {"sample.md:317": "-"},
    "quotation marks and backslashes in a path, fragments and userinfo in a target are refused": {
        "uri.md:7": "-", "uri.md:168": "-", "uri.md:225": "-",
        "transfer-encoding.md:754": "-", "transfer-encoding.md:796": "-",
    },
    "the first request of a lenient case is a sound one": {"lenient-headers.md:37": "+-"},
}
EXPLAINED = {name: verdict for group in LLHTTP_DEVIATIONS.values() for name, verdict in group.items()}


def complete(row):
    """The fixtures' last line end got lost; the logs show that the parser saw one."""
    data = base64.b64decode(row["bytes_b64"])
    if data.endswith(b"\r\n") and not data.endswith(b"\r\n\r\n"):
        data += b"\r\n"
    return data


def has_host(data):
    return re.search(rb"^host\s*:", data, re.I | re.M)


def with_host(data):
    """llhttp does not ask for Host, HTTP/1.1 does."""
    if has_host(data):
        return data

    def add(m):
        authority = re.match(rb"http://([^/? ]+)", m[3])
        return m[1] + m[2] + b"Host: " + (authority[1] if authority else b"a.example") + b"\r\n"
    return re.sub(rb"(^|\n)([A-Z-]+ ([^ \r\n]+) HTTP/1\.1\r\n)", add, data)


def verdicts(answers):
    return "".join("+" if a.accepted else "-" for a in answers)


def llhttp_wants(row):
    """One + for each message its strict parser completed, and - for an error or a cut behind."""
    if row["type"].startswith("request-lenient"):
        return "-"      # what only a lenient parser takes
    taken = row["log"].count("message complete")
    cut = row["log"].count("message begin") > taken
    return "+" * taken + ("-" if cut or row["expect"] == "error" else "")


def short(row):
    return row["id"].removeprefix("test/request/") if isinstance(row, dict) else "absent"


@pytest.mark.parametrize("row", LLHTTP, ids=short)
def test_llhttp_requests_are_answered_as_rfc_9112_wants(target, row):
    data = with_host(complete(row))
    got = talk(target, data, "HEAD" if data.startswith(b"HEAD ") else "GET")
    want = EXPLAINED.get(short(row), llhttp_wants(row))
    assert verdicts(got) == want, f"{row['name']}: {row.get('error')}: {got}"


@pytest.mark.parametrize("row", [r for r in LLHTTP if re.match(rb".* HTTP/1\.1\r\n", complete(r))
                                 and not has_host(complete(r))], ids=short)
def test_llhttp_requests_without_host_are_refused(target, row):
    """Unchanged, the request is HTTP/1.1 without Host, which is always refused."""
    data = complete(row)
    got = talk(target, data, "HEAD" if data.startswith(b"HEAD ") else "GET")
    assert verdicts(got) == "-", got
