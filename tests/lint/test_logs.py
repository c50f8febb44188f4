# SPDX-License-Identifier: Apache-2.0
"""Goal: the log's messages are constant, searchable text, and deploy/doc/logs.md lists each with its level and fields."""
import re

from tree import complain, files, read

CALL = re.compile(r"\blog_(debug|info|warn|error)\(")
FIELD = re.compile(r'\blog_(?:text|int|ms|bool)\(((?:[^",]*\?)?\s*"[^,]*),')
ROW = re.compile(r"^\| ([a-z -]+) \| ([a-z, ]+) \| ([a-z_, ]*) \| (.+) \|$", re.M)
FRAME = {"time", "level", "process", "pid", "msg", "request_id", "cut"}
# Lines that no call makes: two where nothing may be allocated or called, one that the log writes about itself.
OWN = {"memory exhausted": ("error", set()), "process crashed": ("error", {"signal", "route", "step"}),
       "log lines dropped": ("warn", {"lines"})}


def arguments(source, start):
    """The text between the bracket before start and the one that closes it."""
    depth, quoted, at = 1, False, start
    while depth:
        c = source[at]
        if c == "\\" and quoted:
            at += 1
        elif c == '"':
            quoted = not quoted
        elif not quoted:
            depth += (c == "(") - (c == ")")
        at += 1
    return source[start:at - 1]


def calls():
    """(where, level, the arguments) of each call."""
    for path in files("server/*.c", "server/**/*.c"):
        source = read(path)
        for m in CALL.finditer(source):
            yield f"{path}:{source.count(chr(10), 0, m.start()) + 1}", m[1], arguments(source, m.end())


def names(text):
    """The fields' names; a name that depends on something counts as each of its literals."""
    found = {n for m in FIELD.finditer(text) for n in re.findall(r'"(\w+)"', m[1])}
    return found | ({"repeated"} if "log_repeated(" in text else set())


def rows():
    """The table of messages, without its head."""
    return [m for m in ROW.finditer(read("deploy/doc/logs.md")) if m[1] != "message"]


def listed():
    return {m[1]: (set(m[2].split(", ")), {f for f in m[3].split(", ") if f}) for m in rows()}


def test_there_are_calls_to_check():
    assert len(list(calls())) > 60 and len(listed()) > 60


def test_a_message_is_a_constant_in_lower_case():
    complain([f"{where}: {text[:60]}" for where, _, text in calls()
              if not re.match(r'"[a-z][a-z -]*[a-z]"\s*(,|$)', text) or len(re.match(r'"([^"]*)"', text)[1].split()) < 2])


def test_a_field_has_a_name_of_its_own():
    complain([f"{where}: {n}" for where, _, text in calls() for n in names(text)
              if n in FRAME or not re.fullmatch(r"[a-z][a-z_]*", n)])


def test_every_message_is_listed_with_its_levels_and_fields():
    used = {m: ({level}, set(fields)) for m, (level, fields) in OWN.items()}
    for _, level, text in calls():
        levels, fields = used.setdefault(re.match(r'"([^"]*)"', text)[1], (set(), set()))
        levels.add(level)
        fields |= names(text)
    table = listed()
    complain([f"{m}: {used.get(m)} in the code, {table.get(m)} in logs.md" for m in sorted(used.keys() | table.keys())
              if used.get(m) != table.get(m)])


def test_the_messages_without_a_call_are_written():
    source = read("server/base/crash.c") + read("server/base/log.c")
    complain([m for m in OWN if f'"{m}"' not in source.replace('\\"', '"')])


def test_the_messages_are_in_order():
    found = [m[1] for m in rows()]
    assert found == sorted(found)
