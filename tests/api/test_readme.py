# SPDX-License-Identifier: Apache-2.0
"""Goal: every line of the README's walk with curl does what the text around it says."""
import json
import os
import re
import subprocess

import pytest

from mail_site import Courier
from server import ROOT

LINES = [line for block in re.findall(r"```sh\n(.*?)```", open(os.path.join(ROOT, "README.md")).read(), re.S)
         for line in block.splitlines()]


@pytest.fixture(scope="module")
def quickstart_json(tmp_path_factory, server, database, reader, moderator, admin):
    """The file that deploy/quickstart writes, for the test's own server, with a thread of two."""
    made = admin.api.post("/v1/articles", {"key": "readme", "url": "https://news.example/r", "title": "A walk"})
    comments = f"/v1/articles/{made.json['id']}/comments"
    for body in ("The first word of all", "And the second one"):
        assert reader.api.post(comments, {"body": body}).status == 201
    first = reader.api.get(comments).json["comments"][0]["id"]
    assert moderator.api.post(f"{comments}/{first}/reports", {"reason": "other"}).status == 201
    path = tmp_path_factory.mktemp("readme") / "quickstart.json"
    with Courier(database, settings={"server.base_url": server.url}) as courier:
        path.write_text(json.dumps({
            "url": server.url, "article_id": made.json["id"], "mail_dir": courier.mail_dir,
            "accounts": {"moderator": {"username": moderator.username, "password": moderator.password}}}))
        yield str(path)


def test_the_readme_walk_works_line_by_line(quickstart_json):
    """One shell for all lines; before each, its number is printed."""
    script = "set -eu -o pipefail\n" + "\n".join(f"echo; echo '@@ {n}'\n{line}" for n, line in enumerate(LINES))
    done = subprocess.run(["bash", "-c", script], env={**os.environ, "Q": quickstart_json}, cwd=ROOT,
                          stdin=subprocess.DEVNULL, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          timeout=120)
    assert done.returncode == 0, done.stdout
    said = {int(part.split("\n", 1)[0]): part.split("\n", 1)[1].strip()
            for part in done.stdout.split("@@ ")[1:]}
    problems = [f"{LINES[n]}\n  {text}" for n, text in said.items()
                if '"status":4' in text.replace(" ", "") or '"status":5' in text.replace(" ", "")]
    assert not problems, "\n".join(problems)

    def answer(start):
        n = next(n for n, line in enumerate(LINES) if line.startswith(start))
        return said[n]
    assert " 304" in answer("curl -si -H \"If-None-Match")
    assert json.loads(answer("say -X PATCH"))["comment"]["revision"] == 2
    assert "/verify?token=" in answer("cat ")
    assert json.loads(answer("say $U/v1/articles/$A/mine"))["votes"]
    assert json.loads(answer("echo $D"))["results"][0]["status"] == 200
    json.loads(answer("say -X POST $U/v1/moderation/decisions"))
