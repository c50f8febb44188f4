# SPDX-License-Identifier: Apache-2.0
"""Goal: no number from outside is too large for the arithmetic behind it: every numeric parameter of the document, in queries,
bodies, fields and forms, answers what is out of bounds with a refusal and never with a fault."""
import json
import os
import urllib.parse

import pytest

from server import ROOT
from visitor import Visitor, comment
from world import World, fill

SETTINGS = {"limits.rates": "off", "rules.refresh": "50ms", "sweep.every": "1h"}
NUMBERS = ("2147483647", "2147483648", "9223372036854775807", "9223372036854775808", "18446744073709551616", "1e400", "-1", "1.5",
           "-2147483649", "-9223372036854775809", "1e9", "00", "0x7f", "NaN")
JSON = NUMBERS[:-3]       # what JSON can say


@pytest.fixture(scope="module")
def world(server, api, make_account, database):
    return World(server, api, make_account, database)


with open(os.path.join(ROOT, "server", "site", "openapi.json"), encoding="utf-8") as _f:
    RAW = json.load(_f)


def schema_of(s):
    while "$ref" in s:
        s = RAW["components"]["schemas"][s["$ref"].rsplit("/", 1)[1]]
    return s


def numeric(s):
    kinds = schema_of(s).get("type", [])
    return bool({"integer", "number"} & set([kinds] if isinstance(kinds, str) else kinds)) or any(numeric(x) for x in s.get("oneOf", s.get("anyOf", [])))


OPERATIONS = [(method.upper(), path, op) for path, ops in RAW["paths"].items() for method, op in ops.items() if method in ("get", "post", "put", "patch", "delete")]
QUERIES = [(m, p, q["name"], schema_of(q["schema"])) for m, p, op in OPERATIONS for q in op.get("parameters", []) if q["in"] == "query" and numeric(q["schema"])]
MEMBERS = [(m, p, name) for m, p, op in OPERATIONS if "requestBody" in op and "application/json" in op["requestBody"]["content"]
           for name, s in schema_of(op["requestBody"]["content"]["application/json"]["schema"]).get("properties", {}).items() if numeric(s)]
# The other members of a valid body, so that the number is checked.
REST = {"body": "Other words.", "revision": 1, "settings": {}, "version": 0, "rules": {}, "kind": "mute", "reason": "spam"}


def test_the_document_has_numeric_parameters():
    assert len(QUERIES) > 8 and len(MEMBERS) > 6, (QUERIES, MEMBERS)


@pytest.mark.parametrize("method,path,name,schema", QUERIES, ids=[f"{p} {n}" for _, p, n, _ in QUERIES])
def test_no_number_in_a_query_causes_a_5xx(world, method, path, name, schema):
    values = world.values(f"{method} {path}", path, world.people["admin"], False)
    where = fill(path, {**values, "comment": values.get("comment") or world.comment()})
    if path.endswith("/events"):
        method = "HEAD"         # a stream has no end
    for number in NUMBERS:
        answer = world.people["admin"].api.request(method, where + "?" + urllib.parse.urlencode({name: number}), check=False)
        top = schema.get("maximum")
        fine = number.lstrip("-").isdigit() and schema.get("minimum", 0) <= int(number) and (top is None or int(number) <= top)
        assert answer.status < 500 and (fine or answer.status in (400, 404)), (number, answer)


@pytest.mark.parametrize("method,path,name", MEMBERS, ids=[f"{m} {p} {n}" for m, p, n in MEMBERS])
def test_no_number_in_a_body_causes_a_5xx(world, method, path, name):
    person = world.people["admin"]
    values = world.values(f"{method} {path}", path, person, False)
    if "{comment}" in path:
        values["comment"] = world.comment(person if path.startswith("/v1/articles") and method == "PATCH" else None)
    known = schema_of(next(op for m, p, op in OPERATIONS if (m, p) == (method, path))["requestBody"]["content"]["application/json"]["schema"])["properties"]
    rest = {k: v for k, v in REST.items() if k in known and k != name}
    for number in JSON:
        text = json.dumps(rest)[:-1] + (", " if rest else "") + f'"{name}": {number}}}'
        answer = person.api.request(method, fill(path, values), text, headers={"Content-Type": "application/json"}, check=False)
        assert 400 <= answer.status < 500 or (answer.status < 300 and number in ("2147483647", "-1", "1e9", "00")), (number, answer)


def test_the_largest_revision_is_a_conflict(reader, article):
    said = comment(reader, article)
    answer = reader.api.patch(f"/v1/articles/{article['id']}/comments/{said}", {"body": "Other words.", "revision": 2147483647})
    assert (answer.status, answer.code) == (409, "conflict"), answer


def test_no_version_of_a_decision_causes_a_5xx(moderator, reader, article):
    said = comment(reader, article)
    for number in JSON:
        text = f'{{"decisions": [{{"case": "{said}", "version": {number}, "action": "approve"}}]}}'
        answer = moderator.api.request("POST", "/v1/moderation/decisions", text, headers={"Content-Type": "application/json"}, check=False)
        assert answer.status in (400, 422) or (answer.status, answer.json["results"][0]["status"]) == (200, 409), (number, answer)


def test_no_min_version_causes_a_5xx(api, reader, article):
    comment(reader, article)
    path = f"/v1/articles/{article['id']}/comments"
    for number in (*NUMBERS, "9" * 40, " 1", "+1"):
        answer = api.request("GET", path, headers={"Madang-Min-Version": number}, check=False)
        assert answer.status in (200, 400, 503), (number, answer)
        shown = api.request("GET", f"/a/{article['id']}?" + urllib.parse.urlencode({"v": number}), check=False)
        assert shown.status in (200, 400, 503), (number, shown)


def test_no_number_in_a_form_causes_a_5xx(server, reader, moderator, admin, article):
    """The same numbers as a browser's form may send them."""
    said = comment(reader, article)
    for account, path, name, rest in (
            (reader, f"/a/{article['id']}/c/{said}/edit", "revision", {"body": "Words."}), (reader, f"/a/{article['id']}/c/{said}/vote", "value", {}),
            (moderator, f"/desk/{said}/decide", "version", {"action": "approve"}), (moderator, "/desk/decide", f"case-{said}", {"action": "approve"}),
            (admin, "/desk/settings", "version", {"site": "default"}), (admin, "/desk/rules", "version", {"site": "default", "rules": "{}"}),
            (admin, "/desk/rules/try", "last", {"site": "default", "rules": "{}"}),
            (moderator, f"/desk/articles/{article['id']}", "slow_mode", {"state": "open", "closes_after": "0"}),
            (moderator, f"/desk/articles/{article['id']}", "closes_after", {"state": "open", "slow_mode": "0"}),
            (moderator, f"/desk/accounts/{reader.id}/sanction", "days", {"kind": "mute", "reason": "spam"}),
            (moderator, f"/desk/accounts/{reader.id}/sanction", "span", {"kind": "mute", "reason": "spam", "days": "1"})):
        v = Visitor(server)
        v.sign_in(account)
        for number in NUMBERS:
            answer = v.post(path, {**rest, name: number})
            assert answer.status_code < 500, (path, name, number, answer.status_code)
        v.http.close()
