# SPDX-License-Identifier: Apache-2.0
"""Goal: the search for a similar text reads an index only, for every number and age of similar texts."""
import pytest

MOST = 40               # buffers; four bands, three levels each, a page of the table or two
DAY = 86400


class Said:
    """A hundred thousand signatures of one site: what everybody says once, and floods of one text."""

    def __init__(self, database):
        self.link = database.pg.connect(database.name)
        self.at = self.link.cursor()
        self.site = self.ask("select id from core.site where key = 'default'")[0][0]
        self.ask("""insert into core.signature (site_id, band, at, article_id, comment_id)
                 select %s, hashint8extended(i, b), core.now() - i * interval '0.5 second', core.new_id(), md5(i::text)::uuid
                 from generate_series(1, 15000) i, generate_series(1, 4) b""", self.site)
        for start, ago in (1000, "3 days"), (2000, "1 hour"):
            self.ask("""insert into core.signature (site_id, band, at, article_id, comment_id)
                     select %s, %s + b, core.now() - %s::interval + i * interval '1 millisecond', core.new_id(), core.new_id()
                     from generate_series(1, 5000) i, generate_series(1, 4) b""", self.site, start, ago)
        self.ask("""insert into core.signature (site_id, band, at, article_id, comment_id)
                 select core.new_id(), 3000 + b, core.now(), core.new_id(), core.new_id()
                 from generate_series(1, 10) i, generate_series(1, 4) b""")
        self.ask("vacuum analyze core.signature")

    def ask(self, text, *args):
        self.at.execute(text, args or None)
        return self.at.fetchall() if self.at.description else []

    def look(self, bands, comment="00000000-0000-0000-0000-000000000000", times=8):
        """(found, buffers), the maximum of several calls: PostgreSQL may change to a generic plan after five."""
        most, call = 0, """select core.rule_repetition('{"within": 86400}',
                row(%s, %s, null, null, true, core.now(), %s::bigint[], core.now(), null)::core.judged) is not null"""
        for n in range(times):
            plan = self.ask("explain (analyze, buffers, format json) " + call, comment, self.site, bands)[0][0][0]["Plan"]
            if n > 0:           # the first call warms the catalogue's caches
                most = max(most, plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])
        return self.ask(call, comment, self.site, bands)[0][0], most


@pytest.fixture(scope="module")
def said(database):
    made = Said(database)
    assert made.ask("select count(*) from core.signature")[0][0] == 100040
    yield made
    made.link.close()


@pytest.mark.parametrize("what, bands, found", [
    ("never said", [1, 2, 3, 4], False),
    ("said for days, and not since", [1001, 1002, 1003, 1004], False),
    ("said again and again of late", [2001, 2002, 2003, 2004], True),
    ("said a little otherwise", [5, 6, 2003, 7], True),
    ("said on another site", [3001, 3002, 3003, 3004], False),
    ("too short to compare", [], False),
])
def test_finding_similar_text_is_an_index_lookup(said, what, bands, found):
    is_found, buffers = said.look(bands)
    print(f"{what}: {buffers} buffers")
    assert is_found is found
    assert buffers <= MOST


def test_an_edit_is_not_similar_to_itself(said):
    own = said.ask("select array_agg(band), comment_id::text from core.signature where comment_id = md5('7')::uuid group by 2")[0]
    is_found, buffers = said.look(own[0], own[1])
    assert is_found is False and buffers <= MOST
    assert said.look(own[0])[0] is True         # by anybody else it would be
