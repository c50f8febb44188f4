# SPDX-License-Identifier: Apache-2.0
"""Goal: the schema explains itself: every table, type and column has a comment that can be printed as documentation."""
import re

from tree import complain

COLUMNS = """
    select c.relname, c.relkind::text, a.attname, col_description(c.oid, a.attnum)
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace in ('core'::regnamespace, 'api_1'::regnamespace) and c.relkind in ('r', 'p', 'v', 'm', 'c')
    order by 1, a.attnum"""
RELATIONS = """
    select c.relname, c.relkind::text, coalesce(obj_description(c.oid, 'pg_class'), obj_description(c.reltype, 'pg_type'))
    from pg_class c where c.relnamespace in ('core'::regnamespace, 'api_1'::regnamespace) and c.relkind in ('r', 'p', 'v', 'm', 'c')
    order by 1"""
CHECKS = """
    select c.relname, a.attname, col_description(c.oid, a.attnum), pg_get_constraintdef(k.oid)
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    join pg_attribute a on a.attrelid = c.oid and a.attnum = any(k.conkey)
    where k.contype = 'c' and cardinality(k.conkey) = 1 and c.relnamespace = 'core'::regnamespace order by 1, 2"""


def test_every_table_and_type_has_a_comment(database):
    complain([f"core.{name}: no comment" for name, _, text in database.sql(RELATIONS) if not text])


def test_a_tables_comment_tells_personal_data_retention_and_readers(database):
    complain([f"core.{name}: its comment lacks {word}" for name, kind, text in database.sql(RELATIONS) if kind != "c"
              for word in ("ersonal data", "Kept ", "Public|Read by") if not re.search(word, text or "")])


def test_every_column_has_a_comment_of_whole_sentences(database):
    rows = database.sql(COLUMNS)
    assert len(rows) > 300
    complain([f"core.{table}.{column}: {text!r}" for table, _, column, text in rows if not re.fullmatch(r"\S.*\S\.", text or "")])


def test_a_columns_comment_names_every_value_it_may_hold(database):
    found = 0
    missing = []
    for table, column, text, check in database.sql(CHECKS):
        for value in re.findall(r"'(\w+)'::text", check):
            found += 1
            if not re.search(rf"\b{value}\b", text or ""):
                missing.append(f"core.{table}.{column}: its comment does not name {value}")
    assert found > 40
    complain(missing)
