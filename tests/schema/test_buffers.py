"""Goal: a page costs the same in a thread of a thousand comments and of two hundred thousand, whatever the order and place."""
import os

import pytest

FILL = os.path.join(os.path.dirname(__file__), "lib", "fill.sql")
MOST, RATIO, SHAKE = 200, 1.2, 3     # pages of few buffers differ by a level or a neighbour, not by a ratio
SORTS = {"newest": None, "oldest": None, "best": "rank_best", "replies": "reply_count"}
FIRST, LAST = "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"
SIZES = {"small": 1000, "large": 200000}


class Threads:
    """Two threads in one database, and a hundred small ones beside them."""

    def __init__(self, database):
        self.link = database.pg.connect(database.name)
        self.at = self.link.cursor()
        with open(FILL, encoding="utf-8") as f:
            self.at.execute(f.read())
        self.ask("insert into core.account (id, username, skeleton, password_hash)"
                 " select md5(i::text)::uuid, 'author ' || i, 'author' || i, 'h' from generate_series(0, 49) i")
        site = self.ask("select core.site_make(core.new_id(), 'default', 'Site', '{}')")[0][0]
        self.article, self.first = {}, {}
        for name, n in SIZES.items():
            self.article[name] = self.ask("select core.new_id()")[0][0]
            self.first[name] = self.ask("select pg_temp.fill(%s, %s, %s)", self.article[name], site, n)[0][0]
        self.ask("select pg_temp.fill(core.new_id(), %s, 20) from generate_series(1, 100)", site)
        self.ask("vacuum analyze core.comment, core.article, core.site")

    def ask(self, text, *args):
        self.at.execute(text, args or None)
        return self.at.fetchall() if self.at.description else []

    def places(self, article, parent, sort):
        """Keys of the page at the start, in the middle, and of the last full one."""
        column = SORTS[sort]
        rows = self.ask(f"select {column or 0}, id from core.comment where article_id = %s and parent_id = %s and shown"
                        f" order by {column + ' desc,' if column else ''} id {'asc' if sort == 'oldest' else 'desc'}",
                        article, parent)
        start = (2147483647, FIRST if sort == "oldest" else LAST)
        return {"first": start, "middle": rows[len(rows) // 2], "last": rows[-22]}

    def buffers(self, call, *args):
        for _ in range(2):      # the first call plans and warms the catalogue's caches
            plan = self.ask(f"explain (analyze, buffers, format json) select * from api_1.{call}", *args)[0][0][0]["Plan"]
        return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"], plan["Actual Rows"]


@pytest.fixture(scope="module")
def threads(database):
    made = Threads(database)
    yield made
    made.link.close()


def costs(threads, level, sort):
    found = {}
    for name, article in threads.article.items():
        parent = article if level == "top" else threads.first[name]
        for place, (key, at) in threads.places(article, parent, sort).items():
            if level == "top":
                found[name, place] = threads.buffers("thread_page(%s, %s, 20, 3, %s, %s)", article, sort, key, at)
            else:
                found[name, place] = threads.buffers("replies_page(%s, %s, %s, 20, %s, %s)", article, parent, sort, key, at)
    return found


@pytest.mark.parametrize("analyze", ["once", "twice"])
@pytest.mark.parametrize("level", ["top", "replies"])
@pytest.mark.parametrize("sort", SORTS)
def test_page(threads, sort, level, analyze):
    if analyze == "twice":
        threads.ask("analyze core.comment")
    found = costs(threads, level, sort)
    assert all(rows > 20 for _, rows in found.values()), found       # else nothing was measured
    for place in ("first", "middle", "last"):
        small, large = found["small", place][0], found["large", place][0]
        assert max(small, large) <= MOST, found
        assert max(small, large) <= min(small, large) * RATIO + SHAKE, found


def test_counters_agree(threads):
    assert threads.ask("select * from core.recount() where what not in ('comment.up', 'comment.down')") == []
