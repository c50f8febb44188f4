# SPDX-License-Identifier: Apache-2.0
"""Goal: free TCP ports for servers, so that no two servers of a machine's tests get the same one.

A process takes ports in blocks. An abstract unix socket marks a block as taken; the kernel removes it with the process.
So a port is handed out once while the range lasts, also if nothing has bound it yet."""
import contextlib
import random
import socket

FIRST, BLOCKS, BLOCK = 15000, 168, 100      # to 31799: below the kernel's range for clients


def listens(port):
    with socket.socket() as s:
        try:
            s.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


class Ports:
    """blocks: how many, of `size` ports each, from `first` on."""

    def __init__(self, first=FIRST, blocks=BLOCKS, size=BLOCK):
        self.first, self.blocks, self.size = first, blocks, size
        self.marks, self.left = {}, []

    def take(self, row=1):
        """The first of `row` ports in a row without listeners."""
        assert row <= self.size
        tries = 0
        while True:
            if len(self.left) < row:
                assert tries <= self.blocks, f"no {row} free ports in a row from {self.first} on"
                self.left, tries = self.next_block(), tries + 1
            ports, self.left = self.left[:row], self.left[row:]
            if not any(map(listens, ports)):
                return ports[0]

    def next_block(self):
        """The ports of a block that no process has; if there is none, those of our own blocks again, oldest first."""
        for first in random.sample(range(self.first, self.first + self.blocks * self.size, self.size), self.blocks):
            mark = socket.socket(socket.AF_UNIX)
            with contextlib.suppress(OSError):
                mark.bind(f"\0madang-tests-ports-{first}")
                self.marks[first] = mark
                return list(range(first, first + self.size))
            mark.close()
        assert self.marks, f"other processes have all ports from {self.first} on"
        first = next(iter(self.marks))
        self.marks[first] = self.marks.pop(first)
        return list(range(first, first + self.size))

    def close(self):
        for mark in self.marks.values():
            mark.close()
        self.marks, self.left = {}, []


ports = Ports()


def free_port():
    """A port without a listener, for the caller alone."""
    return ports.take()


def free_ports(row):
    """The first of so many ports in a row."""
    return ports.take(row)
