# SPDX-License-Identifier: Apache-2.0
"""The corpora beside the repository; a test that needs one is skipped, with the reason, where it is absent."""
import json
import os

import pytest

from server import ROOT

HOME = os.path.join(os.path.dirname(ROOT), "shared", "corpora")


def corpus(*parts):
    """The path of a corpus file or folder, or a skip."""
    path = os.path.join(HOME, *parts)
    if not os.path.exists(path):
        pytest.skip(f"no corpus at {path}")
    return path


def blns():
    """The big list of naughty strings."""
    with open(corpus("blns", "blns.json"), encoding="utf-8") as f:
        return json.load(f)


def utf8_cases():
    """(name, valid, bytes) of the UTF-8 tests."""
    with open(corpus("utf8", "utf8tests.txt"), encoding="ascii") as f:
        for line in f:
            parts = line.rstrip("\n").split(":")
            if line.startswith("#") or len(parts) < 3:
                continue
            name, kind, text = parts[0], parts[1].strip(), parts[2]
            octets = bytes.fromhex(text) if kind.endswith("hex") else ":".join(parts[2:]).encode()
            yield name, kind.startswith("valid"), octets


def json_files():
    """(name, bytes) of JSONTestSuite's parsing tests."""
    folder = corpus("jsontestsuite", "test_parsing")
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as f:
            yield name, f.read()
