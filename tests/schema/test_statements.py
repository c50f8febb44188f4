# SPDX-License-Identifier: Apache-2.0
"""Goal: every row of server/db/statements.h names a function with those parameters, and every api function is used."""
import os
import re

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
TYPES = {"bool": "boolean", "int4": "integer", "int8": "bigint", "float8": "double precision", "timestamptz": "timestamp with time zone"}
SHAPES = {"reply_row": "REPLY_ROW", "reply_rows": "REPLY_ROW", "thread_rows": "THREAD_ROW"}
FUNCTIONS = """
    select p.proname, p.provolatile = 's', p.prosecdef, l.lanname,
        array(select format_type(t, null) from unnest(p.proargtypes) t),
        (select string_agg(c.name || ' ' || format_type(c.type, null), ', ' order by c.n)
            from (select i as n, p.proargnames[i] as name, p.proallargtypes[i] as type
                    from generate_subscripts(p.proallargtypes, 1) i where p.proargmodes[i] in ('o', 't')
                union all
                select a.attnum, a.attname, a.atttypid
                    from pg_type t join pg_attribute a on a.attrelid = t.typrelid and a.attnum > 0 where t.oid = p.prorettype) c)
    from pg_proc p join pg_language l on l.oid = p.prolang where p.pronamespace = 'api_1'::regnamespace"""


def in_full(name):
    """The name of a type as PostgreSQL prints it."""
    element = name.removesuffix("[]")
    return TYPES.get(element, element) + name[len(element):]


def table():
    """The text of server/db/statements.h, with each macro on one line."""
    with open(os.path.join(ROOT, "server", "db", "statements.h"), encoding="utf-8") as f:
        return f.read().replace("\\\n", " ")


def columns(text, word):
    """The columns for which a word of the table stands."""
    if word in SHAPES:
        word = "".join(re.findall(r'"([^"]*)"', re.search(rf"#define {SHAPES[word]}\s.*", text)[0]))
    return ", ".join(f"{name} {in_full(kind)}" for name, kind in (c.split() for c in word.split(", ")))


def rows():
    """(function, connection kind, parameter types, columns) of each statement."""
    text = table()
    for link, name, params, word in re.findall(r'X\(\w+,\s*(DB_\w+),\s*"(\w+)",\s*"([^"]*)",\s*"([^"]*)"\)', text):
        brackets = "[]" if word == "reply_rows" else ""
        yield name, link, [in_full(p.split(":")[1] + brackets) for p in params.split()], columns(text, word)


def functions(database):
    return {row[0]: row[1:] for row in database.sql(FUNCTIONS)}


def test_every_statement_has_its_function_and_parameters(database):
    have, wrong = functions(database), []
    for name, link, types, columns in rows():
        stable, definer, language, args, out = have.pop(name, (None,) * 5)
        if (definer, language) != (True, "plpgsql"):
            wrong.append(f"{name}: {language}, definer {definer}; wanted definer's plpgsql")
        if link not in ("DB_WORK", "DB_HEAVY") and stable != (link in ("DB_READ", "DB_LISTEN")):    # slow reads and writes share the work link
            wrong.append(f"{name}: on {link}, stable {stable}")
        if args != types:
            wrong.append(f"{name}: takes {args}, called with {types}")
        if out != columns:
            wrong.append(f"{name}: returns {out}, wanted {columns}")
    assert not wrong, "\n" + "\n".join(wrong)
    assert not have, f"without a statement: {sorted(have)}"
