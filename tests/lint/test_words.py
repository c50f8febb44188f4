# SPDX-License-Identifier: Apache-2.0
"""Goal: what is committed speaks only of the project: no unfinished marks, no private places, no secrets."""
import re

from tree import after_license, complain, files, read

UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|not implemented yet")
PLACES = re.compile(r"(?<![\w/])/(?:home/\w|work/|Users/\w)|\bC:\\Users")
SECRETS = re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bghp_[A-Za-z0-9]{30,}")
REGISTRIES = re.compile(r"registry\.npmjs\.org|registry\.yarnpkg\.com|pypi\.org/simple|proxy\.golang\.org")
SKIP = re.compile(r"^tests/lint/test_words\.py$|^LICENSE$|/regressions/|^config/words/|\.(png|ico|woff2?)$")


def lines():
    for path in files("."):
        if not SKIP.search(path):
            for n, line in enumerate(read(path).split("\n"), 1):
                yield path, n, line


def test_nothing_is_left_unfinished():
    complain([f"{p}:{n}: {line.strip()[:120]}" for p, n, line in lines() if UNFINISHED.search(line)])


def test_no_private_places():
    complain([f"{p}:{n}: {line.strip()[:120]}" for p, n, line in lines()
              if PLACES.search(line) or REGISTRIES.search(line)])


def test_no_secrets():
    complain([f"{p}:{n}" for p, n, line in lines() if SECRETS.search(line)])


def test_every_test_file_opens_with_its_goal():
    found = []
    for path in files("tests/*/test_*.py", "tests/*/*.sql", "tests/*/test_*.c", "tests/*/fuzz_*.c",
                      "tests/browser/*.test.*js"):
        top = "\n".join(after_license(path).lstrip().split("\n")[:12])
        if not re.match(r'(#![^\n]*\n)?("""|/\*|--|//)', top) or not re.search(r"\S{3,}", top):
            found.append(f"{path}: its first line does not say what it is for")
    complain(found)
