# SPDX-License-Identifier: Apache-2.0
"""Goal: a GET that memory answers costs at most 2.3 system calls when many connections are busy."""
import os
import re
import shutil
import subprocess
import time

import pytest

from wire import Wire, WireServer

pytestmark = pytest.mark.alone       # a neighbour changes what is counted

GET = b"GET /memory HTTP/1.1\r\nHost: a.example\r\n\r\n"
CONNECTIONS, ROUNDS, BUDGET = 64, 60, 2.3


@pytest.mark.skipif(shutil.which("strace") is None, reason="no strace here")
def test_a_cached_answer_stays_within_its_system_calls():
    s = WireServer()
    report = os.path.join(s.folder.name, "calls")
    held = [Wire(s.host, s.port) for _ in range(CONNECTIONS)]
    for w in held:
        assert w.send(GET).answer().status == 200
    tracer = subprocess.Popen(["strace", "-f", "-c", "-o", report, "-p", str(s.pid)],
                              stderr=subprocess.PIPE)
    try:
        if b"attached" not in tracer.stderr.readline():
            pytest.skip("strace may not attach here")
        for _ in range(ROUNDS):
            for w in held:
                w.send(GET)
            for w in held:
                assert w.answer().status == 200
    finally:
        tracer.terminate()
        tracer.wait(20)
        tracer.stderr.close()
    until = time.monotonic() + 5
    while not os.path.exists(report) and time.monotonic() < until:
        time.sleep(0.02)
    with open(report) as f:
        calls = {m[2]: int(m[1]) for m in re.finditer(r"^ *[\d.]+ +[\d.]+ +\d+ +(\d+) +(?:\d+ +)?(\w+)$",
                                                      f.read(), re.M)}
    calls.pop("total", None)
    for w in held:
        w.socket.close()
    s.stop()
    per_request = sum(calls.values()) / (CONNECTIONS * ROUNDS)
    assert 2 <= per_request <= BUDGET, calls
