# SPDX-License-Identifier: Apache-2.0
"""Goal: the calls of deploy/doc/api-tokens.md work as the page shows them, and its table of scopes is the table of routes."""
import json
import os
import re
import subprocess

from server import ROOT, binary

with open(os.path.join(ROOT, "deploy", "doc", "api-tokens.md"), encoding="utf-8") as page:
    PAGE = page.read()
CALLS = re.findall(r"^curl .*?[^\\]$", "".join(re.findall(r"^```sh\n(.*?)^```", PAGE, re.S | re.M)), re.S | re.M)
SETTINGS = {"limits.rates": "off"}


def test_each_call_is_answered(server, tmp_path):
    token = server.cli("site", "token", "default", "cms", "--scopes", "articles:create articles:change moderation:read transparency:read audit:read").stdout
    field = tmp_path / "token"
    field.write_text(f"Authorization: Bearer {token}")
    article, seen = None, []
    for call in CALLS:
        call = call.replace("/etc/news/madang-token", str(field)).replace("https://talk.example.org", server.url).replace("ARTICLE", article or "ARTICLE")
        done = subprocess.run(["sh", "-c", call + " --fail-with-body"], text=True, stdout=subprocess.PIPE, check=True, timeout=30)
        seen.append(json.loads(done.stdout))
        article = article or seen[0]["id"]
    assert len(seen) == 5 and (seen[1]["id"], seen[1]["title"], seen[1]["state"]) == (article, "The election, counted", "closed")
    assert seen[2]["cases"] == [] and seen[3]["figures"] and seen[4]["entries"][0]["actor"]["username"] == "API token cms"


def test_the_table_of_scopes_is_the_table_of_routes():
    rows = {scope: set(re.findall(r"`(\w+ /v1/\S+)`", calls)) for scope, calls in re.findall(r"^\| `(\w+:\w+)` \| (.*?) \|", PAGE, re.M)}
    said = subprocess.run([binary(), "routes"], text=True, stdout=subprocess.PIPE, check=True).stdout
    made = {}
    for words in map(str.split, said.splitlines()[1:]):
        if words[5] != "-":
            made.setdefault(words[5], set()).add(f"{words[0]} {words[1]}")
    assert rows == made
