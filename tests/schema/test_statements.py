"""Goal: every row of server/db/statements.h names a function with those parameters, and no api function stands unused."""
import os
import re

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
TYPES = {"bool": "boolean", "int4": "integer", "int8": "bigint", "float8": "double precision", "timestamptz": "timestamp with time zone"}
NODES = ("outcome text, id uuid, parent_id uuid, author_id uuid, author_name text, author_role text, html text, state text,"
         " revision integer, edited_at text, up integer, down integer, replies integer, key integer, version bigint")
VERDICT = "outcome text, version bigint, body json"
COLUMNS = {"reply_row": VERDICT, "reply_rows": VERDICT, "nodes": NODES}


def rows():
    """(function, link, parameter types, columns) of each statement."""
    with open(os.path.join(ROOT, "server", "db", "statements.h"), encoding="utf-8") as f:
        text = f.read().replace("\\\n", " ")
    for link, name, params, columns in re.findall(r'X\(\w+,\s*(DB_\w+),\s*"(\w+)",\s*"([^"]*)",\s*"([^"]*)"\)', text):
        types = [p.split(":")[1] for p in params.split()]
        if columns == "reply_rows":
            types = [t + "[]" for t in types]
        types = [t.replace(t.rstrip("[]"), TYPES.get(t.rstrip("[]"), t.rstrip("[]"))) for t in types]
        yield name, link, types, COLUMNS.get(columns, columns)


def functions(database):
    found = database.sql("""
        select p.proname, p.provolatile = 's', p.prosecdef, l.lanname,
            array(select format_type(t, null) from unnest(p.proargtypes) t),
            (select string_agg(p.proargnames[i] || ' ' || format_type(p.proallargtypes[i], null), ', ' order by i)
                from generate_subscripts(p.proallargtypes, 1) i where p.proargmodes[i] in ('o', 't'))
        from pg_proc p join pg_language l on l.oid = p.prolang where p.pronamespace = 'api_1'::regnamespace""")
    return {row[0]: row[1:] for row in found}


def test_every_statement_has_its_function_and_parameters(database):
    have, wrong = functions(database), []
    for name, link, types, columns in rows():
        stable, definer, language, args, out = have.pop(name, (None,) * 5)
        if (definer, language) != (True, "plpgsql"):
            wrong.append(f"{name}: {language}, definer {definer}; wanted definer's plpgsql")
        if link not in ("DB_WORK", "DB_HEAVY") and stable != (link in ("DB_READ", "DB_LISTEN")):    # slow reads and writes share the work link
            wrong.append(f"{name}: on {link}, stable {stable}")
        if args != types:
            wrong.append(f"{name}: takes {args}, asked with {types}")
        if out != columns:
            wrong.append(f"{name}: gives {out}, wanted {columns}")
    assert not wrong, "\n" + "\n".join(wrong)
    assert not have, f"nothing asks {sorted(have)}"
