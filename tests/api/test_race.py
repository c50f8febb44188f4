# SPDX-License-Identifier: Apache-2.0
"""Goal: twelve moderators racing claims, decisions, undos and expiries over HTTP decide every case exactly once per version."""
import datetime

from race import Race, fill

SETTINGS = {"limits.rates": "off", "moderation.lease": "5s", "moderation.claims_max": 0, "database.queue_max": 2000}
CASES, MODERATORS = 200, 12


def test_racing_moderators_decide_every_case_once_per_version(server, database, admin, reader, make_account):
    articles = []
    for n in range(20):
        answer = admin.api.post("/v1/articles", {"key": f"race-{n}", "url": f"https://news.example/race-{n}", "title": "Race"})
        articles.append(answer.json["id"])
    fill(database, articles, CASES, reader.id)
    crew = [make_account("moderator") for _ in range(MODERATORS)]
    clock = iter(range(3, 100000, 3))

    def tick():         # three seconds go by in each fifth of one, so leases of five run out all the time
        database.sql("select core.clock_set(%s)", [datetime.timedelta(seconds=next(clock))])
    race = Race([m.api for m in crew]).run(ticks=tick)
    print(dict(race.said))
    race.check(database, CASES)
    assert race.said[409] > 0 and race.said["undo 200"] > 0, race.said
    assert server.cli("check").returncode == 0
