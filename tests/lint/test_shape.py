# SPDX-License-Identifier: Apache-2.0
"""Goal: files and functions stay small enough to read, and text is clean."""
import json
import re
import statistics
import subprocess

from server import ROOT
from tree import after_license, complain, files, read

FILE_MOST, FUNCTION_MOST = 600, 100
C = ("server/*.c", "server/*.h", "tests/*.c", "tests/*.h")
CODE = (*C, "schema/*.sql", "tests/*.py", "tests/*.sql", "tests/*.mjs", "tests/*.js", "server/web/*.js",
        "server/web/*.css", "deploy/*", "tests/run", "tests/bench/run")
# Made by a program, or data.
EXEMPT = re.compile(r"snapshot\.sql$|lock\.json$|openapi\.json$|deploy/demo/\w+/thread\.txt$|^deploy/man/|/regressions/|\.dict$|\.png$")
BASELINE = "schema/migrations/0001_baseline.sql"     # the whole schema, read table by table
TEXT = re.compile(r"\.(c|h|py|sql|sh|md|txt|js|mjs|css|html|json|conf|sample|service|socket|cmake)$"
                  r"|^deploy/(quickstart|packages)$|^tests/(bench/)?run$|^\.ci/run$")
TABS = re.compile(r"\.(c|h|sql)$|^deploy/(quickstart|packages)$|^tests/run$|^deploy/nginx/")


def code():
    return [p for p in files(*CODE) if not EXEMPT.search(p)]


def functions():
    """(lines, file, name) of every C function."""
    said = subprocess.run(["ctags", "-L", "-", "--languages=C", "--langmap=C:.c.h", "--c-kinds=f",
                           "--fields=+ne", "--output-format=json", "-f", "-"],
                          cwd=ROOT, input="\n".join(files(*C)), text=True, check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    rows = []
    for line in said.splitlines():
        tag = json.loads(line)
        if "end" in tag:
            rows.append((tag["end"] - tag["line"] + 1, tag["path"], tag["name"]))
    return rows


def test_files_are_short():
    complain([f"{p}: {n} lines" for p in code() if p != BASELINE and (n := read(p).count("\n")) > FILE_MOST])


def test_functions_are_short():
    rows = functions()
    assert len(rows) > 50, "ctags found next to nothing"
    complain([f"{path}: {name}(): {n} lines" for n, path, name in rows if n > FUNCTION_MOST])


def test_nine_functions_in_ten_are_within_fifty_lines():
    sizes = [n for n, path, _ in functions() if path.startswith("server/")]
    print(f"{len(sizes)} functions, median {statistics.median(sizes)} lines")
    assert sum(n <= 50 for n in sizes) >= 0.9 * len(sizes)


def test_text_has_no_stray_whitespace_or_carriage_returns():
    found = []
    for path in files("."):
        if not TEXT.search(path) or EXEMPT.search(path):
            continue
        text = read(path)
        if "\r" in text:
            found.append(f"{path}: carriage return")
        if text and (not text.endswith("\n") or text.endswith("\n\n")):
            found.append(f"{path}: ends without, or with more than one, newline")
        for n, line in enumerate(text.split("\n"), 1):
            if line.rstrip(" \t") != line and not path.endswith(".md"):
                found.append(f"{path}:{n}: blanks at the end")
            if re.search(r"^ {8,}\S", line) and TABS.search(path):
                found.append(f"{path}:{n}: blanks where a tab belongs")
    complain(found)


def test_headers_open_with_a_comment():
    """A header opens with its contract: a comment before the first line of code."""
    complain([f"{p}: no comment at its top" for p in files("server/*.h")
              if not after_license(p).lstrip().startswith("/*")])
