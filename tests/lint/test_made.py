# SPDX-License-Identifier: Apache-2.0
"""Goal: files that are made from a table agree with it: sample settings, routes and rules in openapi.json."""
import json
import os
import re
import subprocess

import jsonschema
import pytest

from client import DOCUMENT, METHODS
from server import ROOT, binary
from tree import files, read


def madang(*words):
    done = subprocess.run([binary(), *words], cwd=ROOT, stdin=subprocess.DEVNULL, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == 0, f"madang {' '.join(words)}: {done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def document():
    with open(DOCUMENT, encoding="utf-8") as f:
        return json.load(f)


def routes():
    """{(method, path): (who, query names, scope)} of the binary; pages and assets left out."""
    rows = {}
    for line in madang("routes").splitlines()[1:]:
        method, path, who, _body, _rate, scope, *query = line.split()
        if path.startswith("/v1") or path == "/openapi.json":
            rows[method, re.sub(r"\{(\w+):\w+\}", r"{\1}", path)] = (who, set(query), scope)
    return rows


def operations(document):
    rows = {}
    for path, item in document["paths"].items():
        shared = item.get("parameters", [])
        for method, operation in item.items():
            if method in METHODS:
                rows[method.upper(), path] = (operation, shared + operation.get("parameters", []))
    return rows


def deref(document, thing):
    while "$ref" in thing:
        at = document
        for part in thing["$ref"].removeprefix("#/").split("/"):
            at = at[part]
        thing = at
    return thing


def test_the_sample_configuration_matches_the_settings_table():
    assert read("config/madang.conf.sample") == madang("settings", "sample"), \
        "regenerate it: build/dev/madang settings sample > config/madang.conf.sample"


@pytest.mark.parametrize("page, path", [("madang", "deploy/man/madang.1"), ("madang.conf", "deploy/man/madang.conf.5")])
def test_manual_pages_match_the_tables_and_are_valid(page, path):
    assert read(path) == madang("manual", page), f"regenerate it: build/dev/madang manual {page} > {path}"
    done = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", os.path.join(ROOT, path)], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=30)
    assert (done.returncode, done.stdout) == (0, "")


def test_routes_and_openapi_name_the_same_operations(document):
    ours, theirs = set(routes()), set(operations(document))
    assert ours - theirs == set(), "routes that openapi.json does not have"
    assert theirs - ours == set(), "calls of openapi.json that the server does not have"


def test_routes_and_openapi_name_the_same_query_parameters(document):
    documented = operations(document)
    for key, (_, query, _) in routes().items():
        if key in documented:
            named = [deref(document, p) for p in documented[key][1]]
            assert query == {p["name"] for p in named if p["in"] == "query"}, key


def test_openapi_declares_every_path_parameter(document):
    for (method, path), (_, parameters) in operations(document).items():
        named = {p["name"] for p in (deref(document, p) for p in parameters) if p["in"] == "path"}
        assert named == set(re.findall(r"\{(\w+)\}", path)), (method, path)


def test_routes_and_openapi_name_the_same_callers(document):
    """x-who, where the document says it, is the table's word."""
    documented = operations(document)
    for key, (who, *_) in routes().items():
        said = documented[key][0].get("x-who") if key in documented else None
        assert said is None or said == who, key


def test_routes_and_openapi_name_the_same_scopes(document):
    documented = {key: operation.get("x-scope", "-") for key, (operation, _) in operations(document).items()}
    made = {key: scope for key, (*_, scope) in routes().items()}
    assert {key: made.get(key) for key in documented} == documented
    assert document["components"]["schemas"]["Scope"]["enum"] == list(dict.fromkeys(s for s in made.values() if s != "-"))


def test_openapi_references_resolve(document):
    def walk(thing):
        if isinstance(thing, dict):
            if isinstance(thing.get("$ref"), str):
                deref(document, thing)
            for part in thing.values():
                walk(part)
        elif isinstance(thing, list):
            for part in thing:
                walk(part)
    walk(document)


def test_every_object_schema_is_closed_or_says_why(document):
    """Answers are checked against these: a schema that lets everything through checks nothing."""
    for name, schema in document["components"]["schemas"].items():
        if schema.get("type") == "object":
            assert schema.get("properties") or "additionalProperties" in schema, name


@pytest.mark.parametrize("command", ["serve", "migrate", "check", "routes", "account create", "account role",
                                     "account password", "article create", "site token", "rules import"])
def test_every_command_has_help_of_three_lines(command):
    said = madang(*command.split(), "--help")
    assert "-c FILE" in said and len(said.splitlines()) >= 3


def test_the_binary_is_built():
    assert os.access(binary(), os.X_OK)


# ---- kinds of rules

def rule_kinds(sort):
    """The names in a list of server/rules/rule.h."""
    return re.findall(r"X\((\w+)\)", re.search(rf"#define RULE_{sort}_KINDS\(X\)(.*)", read("server/rules/rule.h"))[1])


def test_openapi_has_the_schema_of_the_rule_table(document):
    schema = json.loads(madang("rules", "schema"))
    assert document["components"]["schemas"]["RulesDocument"] == schema, \
        "RulesDocument in server/site/openapi.json is stale; run tests/lib/openapi_rules.py"


def test_each_rule_kind_has_a_schema_a_sample_a_test_and_a_page(document):
    page = read("deploy/doc/rules.md")
    properties = document["components"]["schemas"]["RulesDocument"]["properties"]
    sample = json.loads(read("config/rules/default.json"))
    tests = {"TEXT": read("tests/unit/test_rules_judge.c"), "STATE": read("tests/schema/rules.sql") + read("tests/schema/rules_state.sql")}
    for sort, text in tests.items():
        kinds = rule_kinds(sort)
        assert len(kinds) > 3
        for kind in kinds:
            assert os.path.exists(os.path.join(ROOT, f"server/rules/kind_{kind}.c")), kind
            assert kind in properties, f"{kind}: no schema"
            assert kind in sample, f"{kind}: not in config/rules/default.json"
            assert re.search(rf"\b{kind}\b", text), f"{kind}: no test"
            row = re.search(rf"^\| `{kind}` \|.*", page, re.M)
            assert row, f"{kind}: no row in deploy/doc/rules.md"
            for member in properties[kind].get("properties", {}).keys() - {"about", "outcome", "reason", "weight"}:
                assert f"`{member}`" in row[0], f"{kind}: its row in deploy/doc/rules.md lacks {member}"


def test_shipped_rules_fit_the_schema(document):
    resolver = jsonschema.RefResolver.from_schema(document)
    for path in files("config/rules/*.json", "deploy/demo/rules.json"):
        rules = json.loads(read(path))
        for one in [rules, *rules.get("words", [])]:
            one["allow"] = [a for a in one.get("allow", []) if isinstance(a, str)]
        for one in rules.get("words", []):
            one.pop("file", None)
            one.setdefault("words", [])
        jsonschema.Draft202012Validator({"$ref": "#/components/schemas/RulesDocument"}, resolver=resolver).validate(rules)


def test_the_database_dispatches_the_same_state_rules():
    kinds = rule_kinds("STATE")
    assert re.search(r"'\{(.*)\}'", read("schema/core/state_rule_names.sql"))[1].split(",") == kinds
    called = re.findall(r"when '(\w+)' then core\.rule_(\w+)\(", read("schema/core/state_hits.sql"))
    assert [a for a, b in called if a == b] == [k for k in kinds if k != "premoderated"]     # core.judge() has that one


def test_the_parameters_of_pages_stand_in_the_route_table_only():
    """The rows of cached pages and QUERY_ADDED have them: no other literal has two or more of the names."""
    table, header = read("server/routes.c"), read("server/request/request.h")
    added = re.search(r'#define QUERY_ADDED "([^"]*)"', header)
    rows = re.findall(r'"([a-z ]+) " QUERY_ADDED, true \}', table)
    names = set(added[1].split()).union(*(row.split() for row in rows))
    assert names >= {"sort", "cursor", "said"}
    texts = {path: read(path).replace(added[0], "") for path in files("server/*.c", "server/*.h") if path != "server/routes.c"}
    copies = [f'{path}: "{text}"' for path, whole in texts.items() for text in re.findall(r'"([a-z]+(?: [a-z]+)+)"', whole)
              if set(text.split()) <= names]
    spelled = re.findall(r'"[^"\n/]*\b(?:said|undo)\b[^"\n/]*"', table)
    assert not copies + spelled
