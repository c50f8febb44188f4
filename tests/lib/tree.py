# SPDX-License-Identifier: Apache-2.0
"""The repository's own files, as the lint tests read them."""
import functools
import os
import re
import subprocess

from server import ROOT


@functools.lru_cache(maxsize=None)
def files(*patterns):
    """Tracked and new files (never ignored ones) that match the git pathspecs, sorted."""
    said = subprocess.run(["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others",
                           "--exclude-standard", "--", *patterns],
                          cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    return tuple(sorted({p for p in said.split("\0") if p and os.path.isfile(os.path.join(ROOT, p))}))


@functools.lru_cache(maxsize=None)
def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8", errors="surrogateescape") as f:
        return f.read()


def after_license(path):
    """A file's text without the line that names its license."""
    return re.sub(r"^.*\bSPDX-License-Identifier:.*\n", "", read(path), count=1, flags=re.M)


def complain(found):
    """Fails with all findings, one a line."""
    assert not found, "\n" + "\n".join(found)
