# SPDX-License-Identifier: Apache-2.0
"""Goal: a folder includes only what server/folders.txt gives it, and outside libraries stay in their folders."""
import re

import pytest

from tree import complain, files, read

TABLE = "server/folders.txt"
FOLDERS_MAX, EDGES_MAX = 30, 150       # of server/: folders and root files, and the pairs of them that include each other


def table():
    """{folder: the folders that it may include}, in the table's order."""
    rows = {}
    for line in read(TABLE).splitlines():
        if line and not line.startswith("#"):
            name, rest = line.split(":", 1)
            rows[name] = set(rest.split("|")[0].split())
    return rows


SEES = table()
# server/ itself keeps two files.
ROOT = {"main": set(SEES), "routes": set(SEES) - {"process", "cli"}}

# Header → the folders that may include it.
OUTSIDE = [
    (r"libpq-fe\.h|pg_config\.h|postgres", {"db"}),
    (r"sodium", {"secret"}),
    (r"event2?/|event\.h|evutil", {"http", "db", "hash", "fetch", "audit", "live", "courier", "process"}),
    (r"curl/|seccomp", {"courier"}),
    (r"fido", {"secret"}),
    (r"md4c", {"text"}),
    (r"unicode/", {"text", "rules"}),
    (r"ini\.h", {"settings"}),
]
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]', re.M)


def folder_of(path):
    """The folder of server/PATH, or for a file of server/ itself its name."""
    return path.split("/")[0] if "/" in path else path.split(".")[0]


def sources():
    return files("server/*.c", "server/*.h")


def includes():
    """(path, its folder, the header's folder, header, whether it is ours) of every #include."""
    for path in sources():
        for mark, header in INCLUDE.findall(read(path)):
            yield path, folder_of(path.removeprefix("server/")), folder_of(header), header, mark == '"'


def test_a_folder_includes_what_the_table_allows():
    found = []
    for path, folder, other, header, ours in includes():
        if not ours or other == folder or "/" not in header:     # beside its includer, or made by the build
            continue
        if other not in SEES and other not in ROOT:
            found.append(f"{path}: {header}: there is no folder {other}")
        elif other not in SEES.get(folder, ROOT.get(folder, set())):
            found.append(f"{path}: {folder} must not include {header}")
    complain(found)


def test_a_row_of_the_table_names_only_rows_above_it():
    known = set()
    for name, sees in SEES.items():
        assert sees <= known, f"{TABLE}: {name} sees {', '.join(sorted(sees - known))}, which no row above it names"
        known.add(name)


def test_every_permission_is_used():
    used = {}
    for _path, folder, other, _header, ours in includes():
        if ours:
            used.setdefault(folder, set()).add(other)
    # The headers that a foreign header includes must be on the path too.
    through = {folder: set(sees) for folder, sees in used.items()}
    for folder in SEES:
        for other in list(through.get(folder, ())):
            through[folder] |= through.get(other, set())
    complain([f"{TABLE}: {folder} sees {other} and includes nothing of it"
              for folder, sees in SEES.items() for other in sorted(sees - through.get(folder, set()))])


def test_libraries_stay_in_their_folders():
    complain([f"{path}: <{header}> belongs to {', '.join(sorted(allowed))}"
              for path, folder, _other, header, ours in includes() if not ours
              for pattern, allowed in OUTSIDE if re.match(pattern, header) and folder not in allowed])


def test_the_graph_of_folders_stays_small():
    edges = {(folder, other) for _path, folder, other, header, ours in includes()
             if ours and folder != other and "/" in header}
    nodes = {node for edge in edges for node in edge}
    print(f"{len(nodes)} folders and root files, {len(edges)} edges")
    assert len(nodes) <= FOLDERS_MAX and len(edges) <= EDGES_MAX, f"{len(nodes)} nodes, {len(edges)} edges"


@pytest.mark.parametrize("folder", SEES)
def test_every_folder_of_the_table_exists(folder):
    assert files(f"server/{folder}/*"), f"server/{folder} is empty; take it out of {TABLE}"
