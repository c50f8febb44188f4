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
    """A path in backticks is one of the repository, from its root or from server/."""
    found = []
    for path in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "DECISIONS.md", "SECURITY.md", *PAGES):
        for name in re.findall(r"`([a-z_]+/[\w./-]+\.(?:c|h|sql|py|md|txt|conf|json|html|sample))`", read(path)):
            if not any(os.path.exists(os.path.join(ROOT, base, name)) for base in ("", "server", "config")) \
                    and not re.search(r"authors|emoji|NAME", name) and not name.startswith(("words/", "build/")):
                found.append(f"{path}: {name}")
    complain(found)
