# SPDX-License-Identifier: Apache-2.0
"""Goal: the examples of deploy/doc/sign-on.md sign tokens that the server takes, with the settings that the page shows."""
import json
import os
import re
import shutil
import subprocess

import pytest

from publisher import register
from server import ROOT

with open(os.path.join(ROOT, "deploy", "doc", "sign-on.md"), encoding="utf-8") as page:
    BLOCKS = re.findall(r"^ *```(\w+)\n(.*?)^ *```", page.read(), re.S | re.M)
SECRET = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
PROGRAMS = {"php": ["php"], "python": ["/usr/bin/python3"], "js": ["node"], "ruby": ["ruby"]}
ENDINGS = {"php": "php", "python": "py", "js": "js", "ruby": "rb"}


@pytest.fixture(scope="module")
def provider(server):
    register(server, json.loads(next(text for kind, text in BLOCKS if kind == "json")), SECRET)


@pytest.mark.parametrize("language,text", [block for block in BLOCKS if block[0] in PROGRAMS], ids=list(PROGRAMS))
def test_an_example_signs_in(api, provider, tmp_path, language, text):
    assert len(text.splitlines()) <= 24
    if shutil.which(PROGRAMS[language][0]) is None:
        pytest.skip(f"{language} is not installed")
    (tmp_path / "secret").write_text(SECRET + "\n")
    program = tmp_path / f"token.{ENDINGS[language]}"
    program.write_text(text.replace("/etc/news/madang.secret", str(tmp_path / "secret")))
    token = subprocess.run([*PROGRAMS[language], str(program)], text=True, stdout=subprocess.PIPE, check=True, timeout=60).stdout.strip()
    account = api.post("/v1/sessions/sso", {"token": token}).json["account"]
    assert account["email"] == "haneul@mail.example" and account["email_verified"] is True and account["username"] == "Haneul Kim"


def test_all_four_languages_have_an_example():
    assert [kind for kind, _ in BLOCKS if kind in PROGRAMS] == list(PROGRAMS)
