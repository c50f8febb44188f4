#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Goal: schema/DATA.md says what the database holds, and it is current.

    tests/schema/test_data.py       writes schema/DATA.md
"""
import glob
import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
DATA = os.path.join(ROOT, "schema", "DATA.md")
KINDS = {"r": "Table", "p": "Table", "v": "View", "c": "Row type"}
RELATIONS = """
    select c.relname, c.relkind::text, coalesce(obj_description(c.oid, 'pg_class'), obj_description(c.reltype, 'pg_type'))
    from pg_class c where c.relnamespace = 'core'::regnamespace and c.relkind in ('r', 'p', 'v', 'c')"""
COLUMNS = """
    select a.attname, format_type(a.atttypid, a.atttypmod), col_description(a.attrelid, a.attnum)
    from pg_attribute a where a.attrelid = to_regclass('core.' || quote_ident(%s)) and a.attnum > 0 and not a.attisdropped
    order by a.attnum"""
HEAD = """# The data that Madang keeps

<!-- Made by tests/schema/test_data.py from the comments of the schema. Change those, not this file. -->

Every table of the database, with the meaning of each column. A table's text ends with three facts: its personal data,
how long a row is kept, and who reads it. Names like `retention.appeal` are settings; `madang settings list` explains them.
Only the owner of the database and the functions of `schema/api` read tables; the server calls those functions.

## Erasing

- The sweep (`api_1.sweep()`, run by the server) deletes rows and empties texts whose retention is over.
- `core.audit_erase()` removes the private part of one audit entry. The sealed entry stays and still verifies.
- No function erases an account that a person has used. Nothing sets `core.account.state` to `erased`; the value is reserved.
- `core.account_uninvite()` deletes an account that was made for an invitation, once the invitation is withdrawn and nobody took it.
- No function empties `core.illegal_private`. Its rows stay until the operator deletes them by hand.

"""
# Deletes rows; empties texts; replaces the text for search by that of the comment, which may be empty.
ERASES = r"\bdelete from core\.(\w+)|\bupdate core\.(\w+) \w+ set body = ''|\binsert into core\.(\w+) as s [^;]*do update set text"
NOT_ERASED = "No function deletes rows or empties texts of these tables with personal data:\n\n{}\n\n"


def sources(*folders):
    """The text of all SQL files of these folders of schema/, by path."""
    found = {}
    for folder in folders:
        for path in sorted(glob.glob(os.path.join(ROOT, "schema", folder, "*.sql"))):
            with open(path, encoding="utf-8") as f:
                found[path] = f.read()
    return found


def areas():
    """{relation: area}, in the order of the migrations: an area is a line "-- ==== name"."""
    found, area = {}, None
    for text in sources("migrations").values():
        for title, name in re.findall(r"^-- ==== (.*)$|^create (?:unlogged )?(?:table|type|view) core\.(\w+)", text, re.M):
            area = title or area
            if name:
                found[name] = area
        for was, now in re.findall(r"^alter table core\.(\w+) rename to (\w+);$", text, re.M):
            found = {now if name == was else name: of for name, of in found.items()}
    return found


def erasers():
    """{table: functions that delete its rows or empty its texts}"""
    found = {}
    for path, text in sources("core", "api").items():
        function = os.path.basename(path).removesuffix(".sql")
        schema = "api_1" if os.path.basename(os.path.dirname(path)) == "api" else "core"
        code = re.sub(r"--[^\n]*", "", text)
        for names in re.findall(ERASES, code):
            found.setdefault("".join(names), []).append(f"`{schema}.{function}()`")
    return {table: list(dict.fromkeys(names)) for table, names in found.items()}


def cell(text):
    return re.sub(r"\s+", " ", text).replace("|", "\\|")


def section(name, kind, comment, columns, erased_by):
    lines = [f"### core.{name}", "", f"{KINDS[kind]}. {comment}", ""]
    if erased_by:
        lines += [f"Rows deleted or texts emptied by {', '.join(erased_by)}.", ""]
    lines += ["| column | type | meaning |", "|---|---|---|"]
    lines += [f"| {column} | {cell(kind)} | {cell(text)} |" for column, kind, text in columns]
    return "\n".join(lines) + "\n\n"


def document(sql):
    """The whole file; sql(text, args) gives rows of a migrated database."""
    area_of, erased_by, relations = areas(), erasers(), {name: rest for name, *rest in sql(RELATIONS)}
    assert set(relations) == set(area_of), set(relations) ^ set(area_of)
    stay = [f"- `core.{name}`" for name in area_of
            if relations[name][0] != "c" and relations[name][0] != "v" and name not in erased_by
            and re.search(r"(?<!No )\b[Pp]ersonal data", relations[name][1])]
    text, area = HEAD + NOT_ERASED.format("\n".join(stay)), None
    for name, of in area_of.items():
        if of != area:
            area = of
            text += f"## {area[0].upper()}{area[1:]}\n\n"
        text += section(name, *relations[name], sql(COLUMNS, [name]), erased_by.get(name))
    return text.rstrip("\n") + "\n"


def test_the_description_of_the_data_is_current(database):
    with open(DATA, encoding="utf-8") as f:
        committed = f.read()
    assert committed == document(database.sql), "schema/DATA.md is stale; run tests/schema/test_data.py"


def test_the_claims_about_erasing_are_true():
    """The head of DATA.md is written by hand: these are the facts behind it."""
    code = "\n".join(sources("core", "api").values())
    assert not re.search(r"state\s*:?=\s*'erased'", code)
    assert not re.search(r"(delete from|update) core\.illegal_private", code)
    assert "illegal_private" not in erasers() and erasers()["account"] == ["`core.account_uninvite()`"]
    assert "`core.audit_erase()`" in erasers()["audit_private"] and "`api_1.sweep()`" in erasers()["comment"]


def write():
    sys.path.insert(0, os.path.join(ROOT, "tests", "lib"))
    from postgres import Cluster
    from server import migrate
    with Cluster() as pg:
        pg.create("madang")
        migrate(pg.url("madang", "madang_app"), pg.url("madang", "madang"), site=False)
        text = document(lambda text, args=None: pg.sql(text, args, "madang"))
        with open(DATA, "w", encoding="utf-8") as f:
            f.write(text)


if __name__ == "__main__":
    write()
