# SPDX-License-Identifier: Apache-2.0
"""Goal: each exported symbol of server/ has a user in another object file, or in a test program."""
import collections
import glob
import os
import re
import subprocess

from tree import ROOT, complain, files, read

BUILT = os.path.join(ROOT, "build", "dev")


def symbols():
    """(object that defines it by symbol, objects that use it by symbol) of the archives of the dev build."""
    defined, used = {}, collections.defaultdict(set)
    for archive in glob.glob(os.path.join(BUILT, "libfolder_*.a")) + glob.glob(
            os.path.join(BUILT, "CMakeFiles", "madang.dir", "**", "*.o"), recursive=True):
        out = subprocess.run(["nm", "-A", archive], check=True, stdout=subprocess.PIPE, text=True).stdout
        for line in out.splitlines():
            place, symbol = line.rsplit(":", 1)
            *_, kind, name = symbol.split()
            if kind == "U":
                used[name].add(place)
            elif kind in "TDBRC":
                defined[name] = place
    return defined, used


def test_each_exported_symbol_has_a_user_in_another_object():
    defined, used = symbols()
    assert len(defined) > 500, "the dev build is not there: cmake --preset dev && cmake --build build/dev"
    tests = "\n".join(read(p) for p in files("tests") if p.endswith(".c"))
    named = set(re.findall(r"\w+", tests))
    made = {"main"}
    complain([f"{name} ({os.path.basename(place)}): no other file uses it; make it static or delete it"
              for name, place in sorted(defined.items())
              if not used[name] - {place} and name not in made | named
              and not name.startswith(("template_", "_"))])
