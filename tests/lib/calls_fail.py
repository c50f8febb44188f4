# SPDX-License-Identifier: Apache-2.0
"""System calls that fail as a test wants; see calls_fail.c."""
import mmap
import os
import struct
import subprocess

from server import ROOT

CONTROL = struct.Struct("iiiiqqQQQ")
ACCEPTS, SENDFILES, REFUSED = 6, 7, 8


class CallsFail:
    """environment is for the server."""

    def __init__(self, folder):
        library, path = os.path.join(folder, "calls_fail.so"), os.path.join(folder, "control")
        subprocess.run(["gcc", "-D_GNU_SOURCE", "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", library,
                        os.path.join(ROOT, "tests", "lib", "calls_fail.c"), "-ldl"], check=True)
        with open(path, "wb") as f:
            f.truncate(CONTROL.size)
        with open(path, "r+b") as f:
            self.memory = mmap.mmap(f.fileno(), CONTROL.size)
        self.environment = {"LD_PRELOAD": library, "MADANG_CALLS_FAIL": path}

    def fail(self, accept=0, random=0, memfd=0, sendfile=0, sendfile_at=0, sendfile_max=0):
        """The errors from now on (0: none). sendfile fails from that offset on, and sends at most sendfile_max bytes (0: all)."""
        self.memory[:CONTROL.size] = CONTROL.pack(accept, random, memfd, sendfile, sendfile_at, sendfile_max, 0, 0, 0)

    def count(self, which):
        """ACCEPTS that failed, SENDFILES that were made, REFUSED sendfiles and memory files, since fail()."""
        return CONTROL.unpack(self.memory[:CONTROL.size])[which]
