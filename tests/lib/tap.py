# SPDX-License-Identifier: Apache-2.0
"""Counts what a TAP stream says (Test Anything Protocol 13 and 14, as pgTAP and node print it)."""
import re

LINE = re.compile(r"^(?P<indent> *)(?P<no>not )?ok\b(?P<rest>.*)$")
PLAN = re.compile(r"^1\.\.(\d+)")


def count(text, code=0):
    """(passed, failed, skipped). Innermost tests only: a line that sums up an indented
    subtest is not a test of its own. A stream that broke off counts as one more failure."""
    passed = failed = skipped = ran = 0
    plan = None
    deeper = False                       # the lines just above belonged to a subtest
    for line in text.splitlines():
        found = LINE.match(line)
        if found is None:
            plan = int(m.group(1)) if (m := PLAN.match(line)) else plan
            continue
        top = not found["indent"]
        ran += top
        rest = found["rest"]
        if found["indent"]:
            depth = len(found["indent"])
            if deeper and depth < deeper:
                deeper = depth
                continue
            deeper = depth
        elif deeper:
            deeper = False
            continue
        if re.search(r"#\s*(skip|todo)\b", rest, re.I):
            skipped += 1
        elif found["no"]:
            failed += 1
        else:
            passed += 1
    if plan is None or plan != ran or (code != 0 and failed == 0):
        failed += 1
    return passed, failed, skipped
