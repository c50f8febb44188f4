# SPDX-License-Identifier: Apache-2.0
"""Goal: a site that the benches' fill makes is one that `madang check` finds nothing wrong with, and that serves."""
import json
import os
import subprocess

import pytest

from client import Client

FILL = os.path.join(os.path.dirname(__file__), "..", "bench", "fill")


@pytest.mark.parametrize("corpus", [[], ["--corpus", "/nonexistent"]], ids=["corpus", "figures"])
def test_a_filled_site_passes_check_and_is_served(make_database, make_server, corpus):
    database = make_database()
    server = make_server(database, {"server.workers": 1})
    made = json.loads(subprocess.run(
        [FILL, "--comments", "2000", "--thread", "500", "--chains", "2", "--depth", "60", *corpus, database.owner_url],
        stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, check=True, text=True).stdout)
    assert made["comments"] == 2000 + 500 + 2 * 61 and made["votes"] > 500
    assert "wrong" not in server.cli("check").stdout
    assert database.sql("select * from core.recount()") == []
    assert database.one("select count(*) from core.comment where rank_best <> core.rank_best(up, down)") == 0
    assert database.one("select max(depth) from core.comment") == 60
    assert database.one("select count(*) from core.comment where state = 'withdrawn' and visible") > 0
    assert database.one("select count(*) from core.comment where parent_id not in (select article_id union all select id from core.comment"
                        " x where x.article_id = comment.article_id)") == 0
    assert database.one("select avg(length(body)) from core.comment") > 150
    api = Client(server.start().url)
    sizes = sorted((n for _, n in database.sql("select key, comment_count from core.article where key ~ '^fill-[0-9]+$'")), reverse=True)
    assert len(sizes) == 40 and sizes[0] > 8 * sizes[20]
    for sort in ("newest", "oldest", "best", "replies"):
        assert len(api.get(f"/v1/articles/{made['articles']['fill-thread-500']}/comments?sort={sort}").json["comments"]) == 20
    api.close()
    server.stop()
