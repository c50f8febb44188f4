# SPDX-License-Identifier: Apache-2.0
"""Goal: SQL keeps the laws of the database side: one plpgsql function a file, its outcomes listed, no slow shapes."""
import os
import re

import pytest

from tree import after_license, complain, files, read

CREATE = re.compile(r"^create or replace function\s+(?P<name>[\w.]+)\s*\(", re.M | re.I)
# Which function may break which rule: ids and the workers' clocks follow the host's clock; only the notifier calls notify_versions().
GRANTED = {("sites.sql", "time is core.now()"), ("wall_clock.sql", "time is core.now()"), ("new_id.sql", "time is core.now()"),
           ("notify_versions.sql", "NOTIFY inside a user's transaction locks the cluster")}
FUNCTIONS = files("schema/core/*.sql", "schema/api/*.sql")


def code(text):
    """Without comments and without what stands in quotes."""
    text = re.sub(r"--[^\n]*", "", text)
    return re.sub(r"'(?:[^']|'')*'", "''", text)


def header(text):
    lines = []
    for line in text.split("\n"):
        if not line.startswith("--"):
            break
        lines.append(line)
    return "\n".join(lines)


def expected_name(path):
    return path.removeprefix("schema/").removesuffix(".sql").replace("api/", "api_1.").replace("core/", "core.")


def test_the_lint_finds_the_functions():
    assert len(FUNCTIONS) > 20


@pytest.mark.parametrize("path", FUNCTIONS)
def test_a_function_keeps_the_rules(path):
    text = after_license(path)
    plain = code(text)
    found = []
    names = [m["name"].lower() for m in CREATE.finditer(text)]
    if names != [expected_name(path)]:
        found.append(f"holds {names or 'no function'}, wanted {expected_name(path)}")
    if not header(text):
        found.append("has no comment at its top")
    is_api = expected_name(path).startswith("api_1.")
    language = re.search(r"\blanguage\s+(\w+)", plain, re.I)
    if is_api:
        if "security definer" not in plain.lower():
            found.append("an api function must be SECURITY DEFINER")
        if not language or language[1].lower() != "plpgsql":
            found.append("an api function must be plpgsql (LANGUAGE sql with SECURITY DEFINER is planned anew on every call)")
    if re.search(r"\bsecurity definer\b", plain, re.I):
        if re.search(r"\blanguage\s+sql\b", plain, re.I):
            found.append("LANGUAGE sql with SECURITY DEFINER")
        if not re.search(r"\bset search_path = pg_catalog, pg_temp\b", plain, re.I):
            found.append("SECURITY DEFINER without its own search_path: whoever calls it chooses what its names mean")
    for pattern, why in (
            (r"\bexception\s+when\b", "EXCEPTION block: expected outcomes are rows"),
            (r"(?<!core\.)\bnow\(\)|\bcurrent_timestamp\b|\bclock_timestamp\(\)|\bstatement_timestamp\(\)", "time is core.now()"),
            (r"\bpg_notify\b|^\s*notify\b", "NOTIFY inside a user's transaction locks the cluster"),
            (r"\boffset\b(?!\s*(interval|\d))", "OFFSET: pages are keysets"),
            (r"\bselect\s+\*\s+from\s+(?!core\.|api_1\.|unnest|json|pg_|\()", "an unqualified table"),
            (r"(?<!distinct )\b(?:from|join|update|insert into)\s+(account|article|comment|session|vote|report|site|journal|decision|notice|audit|sanction)\b(?!\.)", "an unqualified table")):
        if re.search(pattern, plain, re.I | re.M) and (os.path.basename(path), why) not in GRANTED:
            found.append(why)
    complain([f"{path}: {f}" for f in found])


def body(text):
    """The code without its comments. Quoted text stays."""
    return re.sub(r"--[^\n]*", "", text)


def listed_outcomes(text):
    """The outcomes that a header lists: "--   name, name  explanation" after a line that ends in "Outcomes:"."""
    lines = header(text).split("\n")
    starts = [n for n, line in enumerate(lines) if line.endswith("Outcomes:")]
    rows = [re.match(r"--   ([a-z_]+(?:, [a-z_]+)*)(?:  |$)", line) for line in lines[starts[0] + 1:]] if starts else []
    return {name for row in rows if row for name in row[1].split(", ")}


def returned_outcomes(text):
    """Literals that a function assigns to its outcome, or returns as the first column of its rows."""
    found = set()
    for value in re.findall(r"\boutcome\s*:=\s*([^;]*);", body(text)):
        value = re.sub(r"\bwhen\s.*?\bthen\b", " ", value, flags=re.S)
        found |= set(re.findall(r"'([a-z_]+)'", value))
    for name in re.findall(r"\.outcome\b[^;]*\binto\s+outcome\b[^;]*\bcore\.(\w+)\([^;]*;|\boutcome\s*:=\s*core\.(\w+)\(", body(text)):
        found |= listed_outcomes(read(f"schema/core/{name[0] or name[1]}.sql")) - {"ok"}
    return found


def reachable(path):
    """The code of a function and of all functions that it calls."""
    seen, waiting = {}, [path]
    while waiting:
        one = waiting.pop()
        if one in seen or one not in FUNCTIONS:
            continue
        seen[one] = body(read(one))
        waiting += [f"schema/{'core' if schema == 'core' else 'api'}/{name}.sql"
                    for schema, name in re.findall(r"\b(core|api_1)\.(\w+)\(", seen[one])]
    return "\n".join(seen.values())


@pytest.mark.parametrize("path", [p for p in FUNCTIONS if re.search(r"\boutcome text\b|\bcore\.thread_row\b", body(read(p)))])
def test_a_header_lists_the_outcomes_of_its_function_and_no_others(path):
    text = read(path)
    listed = listed_outcomes(text)
    assert listed, f"{path}: its header has no line that ends in Outcomes: with a list below"
    complain([f"{path}: its header does not list {name}" for name in sorted(returned_outcomes(text) - listed)] +
             [f"{path}: its header lists {name}, which no code returns" for name in sorted(listed)
              if f"'{name}'" not in reachable(path)])


def test_migrations_are_numbered():
    names = [os.path.basename(p) for p in files("schema/migrations/*.sql")]
    assert names, "there are no migrations"
    numbers = []
    for name in names:
        assert re.fullmatch(r"\d{4}_[a-z0-9_]+(\.concurrently)?\.sql", name), name
        numbers.append(int(name[:4]))
    assert numbers == sorted(set(numbers)), "no number twice"


def test_migrations_open_with_a_reason():
    complain([f"{p}: no comment at its top" for p in files("schema/migrations/*.sql") if not header(after_license(p))])


def test_every_statement_has_its_function():
    table = read("server/db/statements.h")
    wanted = set(re.findall(r'X\(\w+,\s*DB_\w+,\s*"(\w+)"', table))
    have = {expected_name(p).removeprefix("api_1.") for p in FUNCTIONS if expected_name(p).startswith("api_1.")}
    complain([f"no schema/api/{name}.sql for a row of server/db/statements.h" for name in sorted(wanted - have)])


def test_functions_that_take_new_ids_check_them():
    """Every function that is given an id of ours compares its time with the database's clock."""
    asked = {name.lower() for path in files("server/*.c")
             for name, rest in re.findall(r"\bask(?:_with)?\(rq, ([A-Z_]+),((?:[^;])*);", read(path)) if "rq_id(" in rest}
    assert {"comment_post", "role_set", "job_move", "session_close"} <= asked, asked
    complain([f"schema/api/{name}.sql does not call core.id_check()" for name in sorted(
        asked | {"account_create", "session_open", "decide", "sanction_add", "report_post", "job_make"})
        if "core.id_check(" not in read(f"schema/api/{name}.sql")])
