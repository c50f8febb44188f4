# SPDX-License-Identifier: Apache-2.0
"""Goal: a name means one thing: static functions and tags are unique in server/, and prose keeps to the field's words."""
import collections
import re

from tree import complain, files, read

STATIC = re.compile(r"^static [^;={}()\n]*\n([a-z_]\w*)\([^;{}]*\)\n\{", re.M)
TAG = re.compile(r"^(?:static const |static |typedef )?(?:struct|enum|union) ([a-z_]\w*) \{", re.M)
# What the field calls otherwise. CONTRIBUTING.md, "Language".
DIALECT = re.compile(r"\b(octets?|whoever|whatever|anew|misfits?|telling|redriven|at the least)\b", re.I)
QUOTES = re.compile(r"RFC|quoted")


def shared(pattern, names):
    """Names that more than one file defines."""
    found = collections.defaultdict(set)
    for path in names:
        for match in pattern.finditer(read(path)):
            found[match[1]].add(path)
    return [f"{name}: {' '.join(sorted(paths))}" for name, paths in sorted(found.items()) if len(paths) > 1]


def test_a_static_function_has_a_name_of_its_own():
    complain(shared(STATIC, [p for p in files("server") if p.endswith(".c")]))


def test_a_tag_has_one_definition():
    complain(shared(TAG, [p for p in files("server") if p.endswith((".c", ".h"))]))


def comments(path, text):
    """(line, text) of the comments and string literals' prose of a file."""
    if path.endswith((".c", ".h", ".css", ".js", ".mjs")):
        pattern = r"/\*.*?\*/|//[^\n]*"
    elif path.endswith(".sql"):
        pattern = r"--[^\n]*|^comment on [^;]* is\s+'(?:[^']|'')*'"
    elif path.endswith(".md"):
        pattern = r".+"
    else:
        pattern = r"(?:^|\s)#[^\n]*|\"\"\".*?\"\"\""
    for match in re.finditer(pattern, text, re.S | re.M if not path.endswith(".md") else re.M):
        yield text[:match.start()].count("\n") + 1, match[0]


def test_prose_uses_the_words_of_the_field():
    skip = re.compile(r"/corpora|/regressions/|^config/words/|^tests/lint/test_names\.py$|\.json$|^tests/rules/")
    complain([f"{path}:{n}: {DIALECT.search(part)[0]}: {' '.join(part.split())[:100]}"
              for path in files(".") if not skip.search(path) and not path.endswith((".txt", ".html", ".png", ".ico"))
              for n, part in comments(path, read(path))
              if DIALECT.search(part) and not QUOTES.search(part)])
