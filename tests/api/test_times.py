# SPDX-License-Identifier: Apache-2.0
"""Goal: every time that comes from outside is exactly RFC 3339's, in each query, body and form of each page."""
import subprocess

import pytest

from client import METHODS, document
from server import binary
from visitor import visiting

SETTINGS = {"limits.rates": "off"}
NAMES = {"from", "to", "since", "until", "closes_at"}           # what a time is called
MOMENT = "#/components/schemas/Moment"
BAD = ["2027-02-29", "1900-02-29", "2026-11-31", "2026-12- 4", " 2026-12-04", "2026-12-04 ", "2026-12-04T10:00:00",
       "2026-12-04 10:00:00Z", "2026-12-04T24:00:00Z", "2026-12-04T10:00:60Z", "2026-12-04T10:00:00+0900",
       "2026-12-04T10:00:00+24:00", "2026-12-04T10:00:00.Z", "0000-01-01", "9999-12-31T23:59:59-00:01", "10000-01-01",
       "20261204", "2026-W49-5", "infinity", "now", "２０２６-12-04", "2026-12-04T10:00:00Z\u200b"]
# Read by the grammar, though PostgreSQL knows no such offset, rounds such a fraction up, or takes no text so long.
GOOD = ["0001-01-01", "2028-02-29", "9999-12-31", "2026-12-04t10:00:00z", "2026-12-04T10:00:00+23:59", "2026-12-04T10:00:00-23:59",
        "1998-12-31T23:59:60Z", "9999-12-31T23:59:59.9999999Z", "2026-12-04T10:00:00." + "0" * 200 + "1Z"]
LATER = ["9999-12-31", "9999-12-31t23:59:59.9999999z", "9998-06-30T23:59:60.5Z", "9000-02-28T10:00:00+23:59"]


def query_times():
    """(path, name) of every query parameter that the document calls a time."""
    return [(path, p["name"]) for path, item in document().root["paths"].items() for method, operation in item.items()
            if method in METHODS for p in operation.get("parameters", []) if p.get("schema", {}).get("$ref") == MOMENT]


def body_times():
    """(method, path, names that lead to it) of every time in a body."""
    found = []

    def walk(schema, way, at):
        if isinstance(schema, dict):
            if schema.get("$ref") == MOMENT:
                found.append((*way, at))
            for name, part in schema.get("properties", {}).items():
                walk(part, way, (*at, name))
            for part in schema.get("oneOf", []) + schema.get("anyOf", []):
                walk(part, way, at)

    for path, item in document().root["paths"].items():
        for method, operation in item.items():
            if method in METHODS and "requestBody" in operation:
                content = operation["requestBody"].get("content", {}).get("application/json", {})
                walk(content.get("schema", {}), (method.upper(), path), ())
    return found


def page_times():
    """Every page with from and to in its address."""
    said = subprocess.run([binary(), "routes"], stdout=subprocess.PIPE, text=True, check=True).stdout
    rows = [line.split() for line in said.splitlines()[1:]]
    return [r[1] for r in rows if r[0] == "GET" and not r[1].startswith("/v1") and {"from", "to"} & set(r[5:])]


def the_bodies(article, account, comment):
    """A request with a time in it: by method, path and the way to the time."""
    sanctions = f"/v1/moderation/accounts/{account.id}/sanctions"
    mute = {"kind": "mute", "reason": "spam"}
    return {
        ("PATCH", "/v1/articles/{article}", ("closes_at",)):
            (f"/v1/articles/{article['id']}", lambda t: {"closes_at": t}),
        ("POST", "/v1/moderation/accounts/{account}/sanctions", ("until",)): (sanctions, lambda t: {**mute, "until": t}),
        ("POST", "/v1/moderation/accounts/{account}/sanctions", ("reject_comments", "since")):
            (sanctions, lambda t: {**mute, "reject_comments": {"since": t}}),
        ("POST", "/v1/moderation/cases/{comment}/sanction", ("until",)):
            (f"/v1/moderation/cases/{comment}/sanction", lambda t: {**mute, "version": 0, "decide": "nothing", "until": t}),
        ("POST", "/v1/moderation/jobs", ("filter", "from")):
            ("/v1/moderation/jobs", lambda t: {"filter": {"from": t}, "action": "approve"}),
        ("POST", "/v1/moderation/jobs", ("filter", "to")):
            ("/v1/moderation/jobs", lambda t: {"filter": {"to": t}, "action": "approve"}),
    }


@pytest.fixture(scope="module")
def chief(server, admin):
    yield from visiting(server, admin)


def test_the_document_knows_every_time():
    """A parameter or member with a time's name is a Moment, so the tests below see it."""
    for path, item in document().root["paths"].items():
        for method, operation in item.items():
            for p in operation.get("parameters", []) if method in METHODS and not path.endswith("/events") else []:     # there since is a version
                assert p["name"] not in NAMES or p["schema"] == {"$ref": MOMENT}, (path, p)
    assert len(query_times()) == 10 and len(body_times()) == 6 and len(page_times()) == 6, "counted anew when one is added"


@pytest.mark.parametrize("path,name", query_times())
def test_every_time_in_a_query_is_rfc3339(admin, path, name):
    for bad in BAD + [""]:
        answer = admin.api.get(path, query={name: bad})
        assert (answer.status, answer.code) == (400, "bad_query"), (bad, answer)
        assert answer.json["detail"].startswith(name), "and says which"
    for good in GOOD:
        assert admin.api.get(path, query={name: good}).status == 200, good


@pytest.mark.parametrize("method,path,way", body_times())
def test_every_time_in_a_body_is_rfc3339(admin, reader, make_account, article, method, path, way):
    made = make_account().api.post(f"/v1/articles/{article['id']}/comments", {"body": "A word that a moderator reads."}).json["comment"]["id"]
    to, body = the_bodies(article, reader, made)[method, path, way]
    fault = {"field": ".".join(way), "code": "bad_time"}
    if way[0] == "reject_comments":
        fault = {"field": "reject_comments", "code": "bad_span"}
    for bad in BAD:
        answer = admin.api.request(method, to, body(bad))
        assert (answer.status, answer.json["fields"]) == (422, [fault]), (bad, answer)
    for good in GOOD if way[0] not in ("until", "closes_at") else LATER:
        answer = admin.api.request(method, to, body(good))
        assert answer.status < 300 or answer.code == "time_future", (good, answer)


def test_a_time_with_an_offset_is_stored_in_utc(admin, reader, article):
    path = f"/v1/articles/{article['id']}"
    for text, moment in [("2999-03-01T08:30:00+09:00", "2999-02-28T23:30:00.000Z"), ("2999-02-28T23:30:00.25-00:30", "2999-03-01T00:00:00.250Z"),
                         ("2999-03-01", "2999-03-01T00:00:00.000Z")]:
        assert admin.api.patch(path, {"closes_at": text}).json["closes_at"] == moment
    job = admin.api.post("/v1/moderation/jobs", {"filter": {"from": "2026-11-23T09:00:00+09:00", "to": "2026-11-24"}, "action": "approve"})
    assert job.json["job"]["filter"] == {"from": "2026-11-23T00:00:00.000000Z", "to": "2026-11-24"}


@pytest.mark.parametrize("path", page_times())
def test_every_time_in_a_page_query_is_rfc3339(chief, path):
    for name in ("from", "to"):
        for bad in BAD:
            answer = chief.http.get(chief.url + path, params={name: bad})
            assert answer.status_code == 400 and "2026-11-23" in answer.text, (bad, answer.text)
        for good in GOOD:
            assert chief.http.get(chief.url + path, params={name: good}).status_code == 200, good


def test_every_time_in_a_form_is_checked(chief, article):
    settings = f"/desk/articles/{article['id']}"
    form = {"state": "open", "slow_mode": "0", "closes_after": "0"}
    unzoned = "2026-12-04T10:00:00"         # as a browser's field of date and time sends it, meant in UTC
    for bad in [b for b in BAD if b != unzoned] + ["2027-02-29T10:00", "2027-02-28 10:00", "2027-02-28T24:00"]:
        for path, fields in [(settings, {**form, "closes_at": bad}), ("/desk/jobs", {"action": "approve", "from": bad}),
                             ("/desk/jobs", {"action": "approve", "to": bad})]:
            assert chief.post(path, fields).status_code == 422, (path, bad)
    for good in [unzoned.replace("2026", "2999"), "2999-02-28T10:00", "2999-02-28T10:00:30.5", "2999-02-28T10:00:30+09:00"]:
        assert chief.post(settings, {**form, "closes_at": good}).status_code == 303, good
