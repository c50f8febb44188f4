# SPDX-License-Identifier: Apache-2.0
"""Goal: openapi.json names every problem and failed check of base/problems.h with its status, says each thing once and shows each call."""
import re
import subprocess

import pytest

from client import Document
from problems import CHECKS, CODES, PROBLEMS
from server import ROOT, binary
from tree import complain, files, read

DOC = Document()
SCHEMAS, RESPONSES = DOC.root["components"]["schemas"], DOC.root["components"]["responses"]
STATUS = {code: status for _, status, code, _, _ in PROBLEMS}
OPERATIONS = {op["operationId"]: op for item in DOC.root["paths"].values() for method, op in item.items() if method != "parameters"}
# The codes of pages and of single decisions are in no answer of a call.
ELSEWHERE = {"bad_form_token", "own_proposal", "author_not_notified"}


def codes(response):
    """The codes that a response may have."""
    schema = response["content"]["application/problem+json"]["schema"]["allOf"][1]["properties"]["code"]
    return [schema["const"]] if "const" in schema else schema["enum"]


def contents():
    """(where, schema, example) of each request body and each body of a successful response."""
    for name, op in OPERATIONS.items():
        for kind, content in op.get("requestBody", {}).get("content", {}).items():
            yield f"{name} {kind}", content
        for status, answer in op["responses"].items():
            for kind, content in DOC.deref(answer).get("content", {}).items() if status < "300" else ():
                yield f"{name} {status} {kind}", content


def test_the_codes_of_problems_are_those_of_the_table():
    assert set(SCHEMAS["ProblemCode"]["enum"]) == CODES


def test_the_codes_of_fields_are_checks_or_problems():
    listed = set(SCHEMAS["FieldCode"]["enum"])
    fields = {name for path in files("server/*.c") for name, rest in re.findall(r'\{ "(\w+)"(, [^{}]*\.field = [^{}]*)\}', read(path))
              if ".check" not in rest}
    fields |= {"bad_rules"}         # named by its place in the rules
    assert listed == {code for code, _ in CHECKS} | fields


@pytest.mark.parametrize("name", [n for n in RESPONSES if n != "Moved"])
def test_a_shared_response_has_codes_of_one_status(name):
    assert len({STATUS[code] for code in codes(RESPONSES[name])}) == 1


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_error_is_a_reference_to_a_response_of_its_status(name):
    for status, answer in OPERATIONS[name]["responses"].items():
        if status >= "400":
            assert list(answer) == ["$ref"], status
            assert {STATUS[code] for code in codes(DOC.deref(answer))} == {int(status)}


def test_every_code_is_in_a_response():
    said = {code for name, answer in RESPONSES.items() if name != "Moved" for code in codes(answer)}
    results = SCHEMAS["DecisionResults"]["properties"]["results"]["items"]["properties"]["code"]["enum"]
    assert CODES - said == ELSEWHERE
    assert ELSEWHERE - {"bad_form_token"} < set(results) and set(results) - CODES == {"proposed"}


def test_every_call_has_an_example_of_what_is_sent_and_answered():
    complain([where for where, content in contents() if "example" not in content and not where.startswith("openapi ")])


@pytest.mark.parametrize("where,content", list(contents()), ids=[where for where, _ in contents()])
def test_an_example_is_valid(where, content):
    if "example" in content:
        DOC.check(content["schema"], content["example"], where)


def test_a_schema_that_refuses_an_example_fails():
    with pytest.raises(AssertionError):
        DOC.check(SCHEMAS["Article"], {"id": 1}, "a wrong one")


def test_the_page_of_errors_is_the_table():
    made = subprocess.run([binary(), "routes", "--errors"], cwd=ROOT, text=True, stdout=subprocess.PIPE, check=True).stdout
    assert read("deploy/doc/errors.md") == made, "regenerate it: build/dev/madang routes --errors > deploy/doc/errors.md"
