# SPDX-License-Identifier: Apache-2.0
"""One allocation of libpq's that fails, at a place of the test's choice; see libpq_fails.c."""
import mmap
import os
import struct
import subprocess

from server import ROOT

PLACES, ANY = 1024, 0xffffffff
HEAD = struct.Struct("IIII")        # pid, place, countdown, failed
PLACE = struct.Struct("II")


class LibpqFails:
    """environment is for the server; arm() works on the process `pid`."""

    def __init__(self, folder):
        library, path = os.path.join(folder, "libpq_fails.so"), os.path.join(folder, "control")
        subprocess.run(["gcc", "-D_GNU_SOURCE", "-O2", "-Wall", "-Werror", "-fno-builtin", "-shared", "-fPIC", "-o", library,
                        os.path.join(ROOT, "tests", "lib", "libpq_fails.c")], check=True)
        size = HEAD.size + PLACES * PLACE.size
        with open(path, "wb") as f:
            f.truncate(size)
        with open(path, "r+b") as f:
            self.memory = mmap.mmap(f.fileno(), size)
        self.environment = {"LD_PRELOAD": library, "MADANG_LIBPQ_FAILS": path}
        self.pid = 0

    def watch(self, pid):
        self.pid = pid
        self.arm(0, 0)

    def arm(self, place, countdown):
        """The countdown-th call from that place (ANY: of all) fails; 0, 0: none."""
        self.memory[:HEAD.size] = HEAD.pack(self.pid, place, countdown, self.failed())

    def failed(self):
        return HEAD.unpack(self.memory[:HEAD.size])[3]

    def places(self):
        """{place: how often it was called so far}"""
        all = (PLACE.unpack_from(self.memory, HEAD.size + n * PLACE.size) for n in range(PLACES))
        return {place: calls for place, calls in all if place}
