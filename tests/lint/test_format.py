# SPDX-License-Identifier: Apache-2.0
"""Goal: C is formatted as .clang-format says, and each source file names its license."""
import re
import subprocess

from server import ROOT
from tree import complain, files, read

SPDX = "SPDX-License-Identifier: Apache-2.0"
SOURCE = re.compile(r"\.(c|h|sql|py|js|mjs|css|lua|service|socket)$|(^|/)CMakeLists\.txt$|\.cmake$|^deploy/nginx/")
# Made by a program, or data that a test reads byte for byte.
EXEMPT = re.compile(r"^schema/snapshot\.sql$|^tests/unit/(data|pages)/|/regressions/")


def test_c_is_formatted():
    done = subprocess.run(["clang-format", "--dry-run", "-Werror", *files("*.c", "*.h")], cwd=ROOT, text=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    first = [line for line in done.stdout.splitlines() if " error: " in line]
    assert done.returncode == 0, "run: clang-format -i $(git ls-files '*.c' '*.h')\n" + "\n".join(first[:20])


def sources():
    return [p for p in files(".") if not EXEMPT.search(p) and (SOURCE.search(p) or re.match(r"#!", read(p)))]


def test_each_source_names_the_license():
    assert len(sources()) > 500
    complain([f"{p}: no line {SPDX}" for p in sources() if SPDX not in "\n".join(read(p).split("\n", 3)[:3])])
