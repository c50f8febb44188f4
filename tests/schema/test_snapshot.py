#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Goal: schema/snapshot.sql is the dump of a migrated database, so that a review sees every change of the schema.

    tests/schema/test_snapshot.py       writes the snapshot
"""
import difflib
import os
import re
import subprocess
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
SNAPSHOT = os.path.join(ROOT, "schema", "snapshot.sql")
DUMP = "/usr/lib/postgresql/15/bin/pg_dump"


def dump(url):
    """The schema as pg_dump prints it, without the lines that differ between runs."""
    text = subprocess.run([DUMP, "--schema-only", "--no-owner", "--schema=core", "--schema=api_1", url],
                          check=True, stdout=subprocess.PIPE, text=True).stdout
    # each function's body is in a file of its own; the snapshot has its signature and properties
    text = re.sub(r"^(    AS )(\$\w*\$).*?\2;$", r"\1...;", text, flags=re.M | re.S)
    lines = [line for line in text.splitlines()
             if not line.startswith(("\\restrict", "\\unrestrict", "-- Dumped", "SET ")) and line.strip() != "--"]
    kept = [line for n, line in enumerate(lines) if line.strip() or (n and lines[n - 1].strip())]
    return "\n".join(kept).strip() + "\n"


def test_the_snapshot_matches_the_migrated_database(database):
    with open(SNAPSHOT, encoding="utf-8") as f:
        kept = f.read()
    now = dump(database.pg.url(database.name))
    assert now == kept, "schema/snapshot.sql is stale; run tests/schema/test_snapshot.py\n" + "".join(
        list(difflib.unified_diff(kept.splitlines(True), now.splitlines(True), "snapshot", "database"))[:200])


def write():
    sys.path.insert(0, os.path.join(ROOT, "tests", "lib"))
    from postgres import Cluster
    from server import migrate
    with Cluster() as pg:
        pg.create("madang")
        migrate(pg.url("madang", "madang_app"), pg.url("madang", "madang"), site=False)
        with open(SNAPSHOT, "w", encoding="utf-8") as f:
            f.write(dump(pg.url("madang")))


if __name__ == "__main__":
    write()
