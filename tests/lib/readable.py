# SPDX-License-Identifier: Apache-2.0
"""Has this socket or session something to read, or an end? select() refuses numbers from 1024 on."""
import select


def readable(file):
    poll = select.poll()
    poll.register(file, select.POLLIN)
    return bool(poll.poll(0))
