# SPDX-License-Identifier: Apache-2.0
"""Goal: base/problems.h is the only list of problems and failed checks; what refers to it by name finds a row."""
import re

import pytest

from problems import ACTIONS, CHECKS, CODES, PROBLEMS, ROWS
from tree import complain, files, read

KNOWN = CODES | {code for code, _ in CHECKS}
C = [p for p in files("server/*.c") if not p.startswith("server/base/")]


def rows():
    """(path, name, the rest of its row) of every row of a feature's outcomes."""
    for path in C:
        for table in re.findall(r"struct outcome \w*outcomes\[\] = \{(.*?)\n?\};", read(path), re.S):
            for name, rest in re.findall(r'\{ "(\w+)"((?:, [^{}]*)?) \}', table):
                yield path, name, rest


def test_the_tables_are_read_whole():
    assert len(PROBLEMS) + len(CHECKS) + len(ACTIONS) == ROWS


def test_rows_that_share_a_code_share_status_and_what_a_client_does():
    for code in CODES:
        assert len({(status, action) for _, status, name, action, _ in PROBLEMS if name == code}) == 1, code


def test_a_check_is_listed_once():
    names = [code for code, _ in CHECKS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("say", [d for *_, d in PROBLEMS] + [s for _, s in CHECKS])
def test_a_sentence_begins_and_ends_like_one(say):
    assert say == "{why}" or (say[0].isupper() or say[0] == "{") and say.endswith("."), say


def test_every_outcome_of_a_feature_is_a_success_or_a_row_of_the_table():
    found = [f"{path}: {name}" for path, name, rest in rows()
             if not re.match(r", 2\d\d", rest) and ".problem" not in rest and name not in CODES]
    complain(found)


def test_a_feature_gives_no_status_and_no_sentence_of_a_problem():
    complain([f"{path}: {name}{rest}" for path, name, rest in rows() if re.search(r'\b[45]\d\d\b|"[A-Z]', rest)])


def test_every_check_that_is_named_is_in_the_table():
    named = []
    for path in C:
        text = read(path)
        named += [(path, code) for code in re.findall(r'\b(?:\w+_bad|\w*refuse)\((?:[^"();]|"[^"]*",|\((?:[^()]|\([^()]*\))*\))*"([a-z_]+)"\)', text)]
        named += [(path, code) for code in re.findall(r'\.check = "(\w+)"', text)]
    assert len(named) > 40
    complain([f"{path}: {code}" for path, code in named if code not in KNOWN])


def test_a_problem_is_answered_by_its_name():
    """No status and no code is written beside the call."""
    complain([f"{path}: {call}" for path in C for call in re.findall(r"reply_problem\w*\(\w+, (?:\d|\").*", read(path))])
