# SPDX-License-Identifier: Apache-2.0
"""The tables of server/base/problems.h."""
import re

from tree import read

HEADER = read("server/base/problems.h")
# [(name, status, code, what a client does, sentence)]
PROBLEMS = [(name, int(status), code, action, say) for name, status, code, action, say in
            re.findall(r'X\((\w+), (\d{3}), "([a-z_]+)", ([A-Z_]+), \\?\s*"([^"]+)"\)', HEADER)]
CHECKS = re.findall(r'X\("([a-z_]+)", "([^"]+)"\)', HEADER)
ACTIONS = re.findall(r'^\tX\(([A-Z_]+), "', HEADER, re.M)
CODES = {code for _, _, code, _, _ in PROBLEMS}
ROWS = len(re.findall(r"^\tX\(", HEADER, re.M))
