#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Writes RulesDocument in server/site/openapi.json, as `madang rules schema` prints it."""
import json
import subprocess

from client import DOCUMENT
from server import binary
from tree import read


def layout(value, indent, width=118):
    """JSON as openapi.json has it: a value on one line where it fits."""
    line = json.dumps(value, ensure_ascii=False)
    if indent + len(line) <= width or not value or not isinstance(value, (dict, list)):
        return line
    pad, ends = "\n" + " " * (indent + 1), "{}" if isinstance(value, dict) else "[]"
    items = [f"{json.dumps(k)}: {layout(v, indent + 1)}" for k, v in value.items()] if isinstance(value, dict) \
        else [layout(v, indent + 1) for v in value]
    return ends[0] + pad + ("," + pad).join(items) + "\n" + " " * indent + ends[1]


def write():
    schema = json.loads(subprocess.run([binary(), "rules", "schema"], check=True, stdout=subprocess.PIPE).stdout)
    name, text = '   "RulesDocument": ', read("server/site/openapi.json")
    start = text.index(name) + len(name)
    _, end = json.JSONDecoder().raw_decode(text, start)
    with open(DOCUMENT, "w", encoding="utf-8") as f:
        f.write(text[:start] + layout(schema, 3) + text[end:])


if __name__ == "__main__":
    write()
