# SPDX-License-Identifier: Apache-2.0
"""Goal: documents stay reachable and true: links resolve, README links each page, the texts follow the rules of their kind."""
import os
import re

from server import ROOT
from tree import complain, files, read

LINK = re.compile(r"(?<!!)\[[^]\n]+\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```$", re.S | re.M)
PAGES = files("deploy/doc/*.md")
ROOTS = ("README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "DECISIONS.md", "SECURITY.md", "LICENSE")


def links(path):
    """The targets of a document's links, without those in code."""
    return LINK.findall(re.sub(r"`[^`\n]*`", "x", FENCE.sub("", read(path))))


def anchors(path):
    """The anchors of a document's headings, as renderers make them."""
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", read(path)), re.M)
    return {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in heads}


def test_relative_links_resolve():
    found = []
    for path in files("*.md"):
        for link in links(path):
            if re.match(r"\w+:", link):
                continue
            file, _, anchor = link.partition("#")
            target = os.path.normpath(os.path.join(os.path.dirname(path), file)) if file else path
            if not os.path.exists(os.path.join(ROOT, target)):
                found.append(f"{path}: {link}")
            elif anchor and anchor not in anchors(target):
                found.append(f"{path}: {link}: no such heading")
    complain(found)


def test_the_readme_links_every_page():
    named = set(links("README.md"))
    assert len(PAGES) > 10
    complain([f"README.md does not link {p}" for p in (*PAGES, *ROOTS) if p not in named and p != "README.md"])


def test_every_page_opens_with_a_title():
    complain([f"{p}: its first line is no title" for p in files("*.md") if not p.startswith(".github/")
              and not re.match(r"# \S", read(p))])


def test_decisions_are_numbered_and_short():
    parts = re.split(r"^## (\d+)\. .+$", read("DECISIONS.md"), flags=re.M)[1:]
    numbers, bodies = [int(n) for n in parts[::2]], parts[1::2]
    assert numbers == list(range(1, len(numbers) + 1))
    complain([f"{n}: {len(lines)} lines" for n, body in zip(numbers, bodies)
              if len(lines := body.strip().splitlines()) > 10])


def test_files_that_documents_name_exist():
    """A path in backticks is one of the repository, from its root, server/, config/ or tests/."""
    found = []
    for path in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "DECISIONS.md", "SECURITY.md", *PAGES):
        for name in re.findall(r"`([a-z_]+/[\w./-]+\.(?:c|h|sql|py|md|txt|conf|json|html|sample))`", read(path)):
            if not any(os.path.exists(os.path.join(ROOT, base, name)) for base in ("", "server", "config", "tests")) \
                    and not re.search(r"authors|emoji|NAME", name) and not name.startswith(("words/", "build/")):
                found.append(f"{path}: {name}")
    complain(found)


# Chapters of OWASP ASVS 5.0.0: the number of requirements in each of their sections.
ASVS = {6: (3, 12, 8, 6, 8, 4, 2, 4), 7: (3, 4, 2, 5, 3, 2), 8: (4, 4, 3, 2), 9: (3, 4), 10: (2, 3, 5, 16, 5, 2, 3)}


def named_test_is_missing(name):
    """Of `api/test_x.py::test_y`, `schema/x.sql` or `browser/x.test.mjs::a claim`."""
    path, _, claim = name.partition("::")
    if not os.path.exists(os.path.join(ROOT, "tests", path)):
        return True
    return claim != "" and not re.search(rf"def {claim}\(" if path.endswith(".py") else re.escape(claim), read("tests/" + path))


def test_each_requirement_of_the_asvs_has_its_answer_and_its_test_or_reason():
    rows = re.findall(r"^\| (\d+\.\d+\.\d+) \| ([123]) \| ([\w ]+) \| (.*?) ?\| (.*?) ?\|$", read("SECURITY.md"), re.M)
    assert [r[0] for r in rows] == [f"{c}.{s}.{n}" for c, sections in ASVS.items()
                                    for s, count in enumerate(sections, 1) for n in range(1, count + 1)]
    found = []
    for number, _, answer, how, tests in rows:
        if answer not in ("met", "in part", "deviation", "not applicable"):
            found.append(f"{number}: {answer} is no answer")
        if how == "" and tests == "":
            found.append(f"{number}: neither a test nor a reason")
        found += [f"{number}: no test {name}" for name in re.findall(r"`([^`]+)`", tests) if named_test_is_missing(name)]
    complain(found)
