"""Goal: a room includes only what stands in the table below, and outside libraries stay in their rooms."""
import re

import pytest

from tree import complain, files, read

FEATURES = {"account", "session", "article", "comment", "vote", "report", "moderation", "notice", "site"}
GROUND = {"base", "settings", "text", "secret"}
SEES = {
    "base": set(),
    "settings": {"base"},
    "text": {"base"},
    "secret": {"base", "settings", "text"},
    "http": {"base", "settings", "text"},
    "db": {"base", "settings", "text"},
    "job": {"base", "settings", "secret"},
    "request": GROUND | {"http", "db", "job"},
    "guard": GROUND | {"db", "request"},
    **{feature: GROUND | {"db", "request", "guard"} for feature in FEATURES},
    "web": GROUND | {"db", "request", "guard"} | FEATURES,
    "admin": GROUND | {"db", "request", "guard"},
    "routes": {"base", "request", "guard", "web"} | FEATURES,
}
EVERYTHING = {"base", "settings", "text", "secret", "http", "db", "job", "request", "guard", "web", "admin",
              "routes", "main"} | FEATURES
SEES["main"] = EVERYTHING - FEATURES

# Header → the rooms that may include it.
OUTSIDE = [
    (r"libpq-fe\.h|pg_config\.h|postgres", {"db"}),
    (r"sodium", {"secret"}),
    (r"event2?/|event\.h|evutil", {"http", "db", "job", "main"}),
    (r"md4c", {"text"}),
    (r"unicode/", {"text"}),
    (r"ini\.h", {"settings"}),
    (r"jansson\.h", {"text", "request", "guard", "web", "admin", "routes"} | FEATURES),
]
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]', re.M)


def room_of(path):
    """The room of server/PATH: its folder, or for a file of server/ itself its name's first word."""
    if "/" in path:
        return path.split("/")[0]
    name = re.split(r"[._]", path)[0]
    return name if name in ("settings", "request", "routes") else "main"


def sources():
    return [p for p in files("server/*.c", "server/*.h") if not p.startswith("server/web/generated")]


def test_rooms_see_what_the_table_allows():
    found = []
    for path in sources():
        room = room_of(path.removeprefix("server/"))
        for mark, header in INCLUDE.findall(read(path)):
            if mark == "<":
                continue
            other = room_of(header)
            if "/" in header and other not in EVERYTHING:
                found.append(f"{path}: {header}: there is no room {other}")
            elif other != room and other not in SEES[room] and not own_folder(path, header):
                found.append(f"{path}: {room} must not include {header}")
    complain(found)


def own_folder(path, header):
    """Made at build time beside the room's own sources (compiled templates)."""
    return "/" not in header and path.startswith("server/web/")


def test_libraries_stay_in_their_rooms():
    found = []
    for path in sources():
        room = room_of(path.removeprefix("server/"))
        for mark, header in INCLUDE.findall(read(path)):
            for pattern, rooms in OUTSIDE:
                if mark == "<" and re.match(pattern, header) and room not in rooms:
                    found.append(f"{path}: <{header}> belongs to {', '.join(sorted(rooms))}")
    complain(found)


def test_the_table_has_no_circle():
    state = {}

    def visit(room, way):
        assert state.get(room) != "open", "circle: " + " → ".join([*way, room])
        if room in state:
            return
        state[room] = "open"
        for other in SEES[room]:
            visit(other, [*way, room])
        state[room] = "done"
    for room in SEES:
        if room != "main":
            visit(room, [])


@pytest.mark.parametrize("room", sorted(SEES))
def test_rooms_exist(room):
    if room not in ("main", "routes", "settings", "request"):
        assert files(f"server/{room}/*"), f"server/{room} is empty; take it out of the table"
