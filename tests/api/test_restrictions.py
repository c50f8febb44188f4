# SPDX-License-Identifier: Apache-2.0
"""Goal: a restricted reader sees one line in place of the form: what, until when, why, and how to appeal."""
import datetime
import re

import pytest

from visitor import Visitor, comment, key, page, visiting

SETTINGS = {"rules.refresh": "50ms", "sweep.every": "10min", "server.workers": 1}
FORM = '<textarea id="body"'


@pytest.fixture(scope="module")
def visitor(server, reader):
    yield from visiting(server, reader)


@pytest.fixture
def stranger(server):
    return Visitor(server)


def words(text):
    """The visible text of the place to write."""
    return " ".join(re.sub(r"<[^>]+>", " ", text[text.index('id="write-title"') - 10:].split("</section>")[0]).split()).split("> ", 1)[-1]


def at(article, one=None):
    return f"/a/{article['id']}" + (f"/c/{one}" if one else "")


@pytest.fixture
def sanction(moderator, reader, database):
    """A function that sanctions the reader; the fixture lifts its sanctions at the end."""
    made = []

    def impose(kind, days=None, **more):
        until = datetime.datetime(2099, 5, 6, 7, 8, tzinfo=datetime.timezone.utc) if days else None
        body = {"kind": kind, "reason": "harassment", **({"until": until.isoformat().replace("+00:00", "Z")} if until else {}), **more}
        answer = moderator.api.post(f"/v1/moderation/accounts/{reader.id}/sanctions", body)
        assert answer.status in (200, 201), answer
        made.append(answer.json["id"])
        return answer.json["id"]
    yield impose
    for one in made:
        database.sql("update core.sanction set lifted_at = core.now() where id = %s", [one])


@pytest.fixture
def site(database):
    """A function that sets how the site takes comments; open again at the end."""
    def mode(name):
        database.sql("update core.site set settings = case when %s::text is null then settings - 'mode' "
                     "else settings || jsonb_build_object('mode', %s::text) end, updated_at = core.now()", [name, name])
    yield mode
    mode(None)


# ---- what is so for everybody

def test_a_closed_discussion_is_announced_in_place_of_the_form(visitor, stranger, reader, admin, article):
    own = comment(reader, article)
    assert FORM in page(visitor.get(at(article)))
    admin.api.patch(f"/v1/articles/{article['id']}", {"state": "closed"})
    for who in (visitor, stranger):
        for path in (at(article), at(article, own)):
            shown = page(who.get(path))
            assert "This discussion is closed: it takes no new comments and no edits." in words(shown)
            assert FORM not in shown and "#write" not in shown and "/edit" not in shown and "Share your thoughts" not in shown
    shown = page(visitor.get(at(article, own) + "/edit"))
    assert "it takes no new comments and no edits" in shown and "A word." in shown and "<form" not in shown.split("<main")[1]


def test_an_expired_discussion_is_announced_in_place_of_the_form(visitor, reader, admin, article, clock):
    own = comment(reader, article)
    soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
    assert admin.api.patch(f"/v1/articles/{article['id']}", {"closes_at": soon.strftime("%Y-%m-%dT%H:%M:%SZ")}).status == 200
    said = f"This discussion closes on {soon.day} {soon:%B %Y, %H:%M} UTC."
    assert said in words(page(visitor.get(at(article)))) and said in words(page(Visitor(visitor.server).get(at(article))))
    clock(3700)
    for path in (at(article), at(article, own)):
        shown = page(visitor.get(path))
        assert "The time for this discussion is over" in words(shown)
        assert FORM not in shown and "#write" not in shown
    assert "The time for this discussion is over" in page(visitor.get(at(article, own) + "/edit"))


def test_a_closed_site_is_announced_in_place_of_the_form(server, visitor, stranger, reader, admin, article, site):
    own = comment(reader, article)
    before = stranger.get(at(article))
    assert "Share your thoughts" in before.text
    site("closed")
    shown = page(visitor.get(at(article)))
    assert "This site takes no comments at the moment." in words(shown) and FORM not in shown
    assert "This site takes no comments at the moment." in page(visitor.get(at(article, own) + "/edit"))
    server.wait_for(lambda: "This site takes no comments" in stranger.get(at(article)).text, what="the line")
    again = stranger.get(at(article), **{"If-None-Match": before.headers["etag"]})
    assert again.status_code == 200 and "This site takes no comments" in again.text      # nothing happened to the article itself
    site(None)
    server.wait_for(lambda: "Share your thoughts" in stranger.get(at(article)).text, what="the prompt")


def test_premoderation_of_the_article_is_announced(server, visitor, stranger, admin, article, site):
    said = "A moderator reads each comment before it appears."
    admin.api.patch(f"/v1/articles/{article['id']}", {"state": "premoderated"})
    for who in (visitor, stranger):
        assert said in words(page(who.get(at(article))))
    assert FORM in page(visitor.get(at(article)))
    admin.api.patch(f"/v1/articles/{article['id']}", {"state": "open"})
    assert said not in words(page(visitor.get(at(article))))
    site("premoderated")
    server.wait_for(lambda: all(said in who.get(at(article)).text for who in (visitor, stranger)), what="the line")
    assert FORM in page(visitor.get(at(article)))


@pytest.mark.parametrize("seconds,span", [(30, "30 seconds"), (60, "1 minute"), (90, "90 seconds"), (7200, "2 hours"), (86400, "1 day")])
def test_slow_mode_is_announced(visitor, stranger, admin, article, seconds, span):
    admin.api.patch(f"/v1/articles/{article['id']}", {"slow_mode": seconds})
    for who in (visitor, stranger):
        assert f"Slow mode: one comment every {span}." in words(page(who.get(at(article))))


# ---- what is this reader's own

def test_slow_mode_says_when_the_next_comment_is_possible(visitor, reader, admin, article):
    admin.api.patch(f"/v1/articles/{article['id']}", {"slow_mode": 600})
    form = page(visitor.get(at(article)))
    own = visitor.post(at(article) + "/comments", {"body": "The first one.", "key": key(form)}).headers["location"].split("#c-")[1]
    shown = page(visitor.get(at(article)))
    assert FORM not in shown and "there is a wait between two comments" in words(shown)
    assert re.search(r"You can write again in (10 minutes|\d+ seconds)\.", words(shown)), words(shown)
    assert FORM in page(visitor.get(at(article, own) + "/edit"))        # editing is not slowed
    late = visitor.post(at(article) + "/comments", {"body": "The second one."})
    assert 590 <= int(late.headers["retry-after"]) <= 600
    assert "The second one." in page(late, 429)
    mine = reader.api.get(f"/v1/articles/{article['id']}/mine").json["restriction"]
    assert mine["kind"] == "slow_mode" and 590 <= mine["wait"] <= 600


@pytest.mark.parametrize("kind,what", [("mute", "You are muted here"), ("ban", "You are banned here")])
@pytest.mark.parametrize("days", [None, 9])
def test_a_mute_or_ban_is_explained_in_place_of_the_form(server, reader, visitor, stranger, admin, article, sanction, kind, what, days):
    own, other = comment(reader, article), comment(admin, article)
    sanction(kind, days)
    who = Visitor(server)
    who.sign_in(reader)
    for path in (at(article), at(article, other)):
        shown = page(who.get(path))
        assert what in words(shown)
        assert ("Until 6 May 2099, 07:08 UTC." if days else "Until a moderator lifts it.") in words(shown).replace(" .", ".")
        assert "Reason: Harassment." in words(shown).replace(" .", ".")
        assert FORM not in shown and "#write" not in shown and f"{own}/edit" not in shown
        assert (f"{other}/vote" in shown, f"{other}/report" in shown) == ((True, True) if kind == "mute" else (False, False))
        assert f"{own}/withdraw" in shown or path != at(article)
    shown = page(who.get(at(article, own) + "/edit"))
    assert what in shown and FORM not in shown.replace("readonly", "") or 'readonly=""' in shown
    assert (what in page(who.get(at(article, other) + "/report"))) == (kind == "ban")
    appeal = re.search(r'href="(/account/notices/[^"]+/appeal)"', page(who.get(at(article))))[1]
    assert who.post(appeal, {"text": "It was not me."}).status_code == 303
    shown = page(who.get(at(article)))
    assert "You have appealed" in words(shown) and appeal not in shown
    assert what not in page(stranger.get(at(article)))
    reader.sign_in(admin.api)       # a ban ends sessions
    visitor.sign_in(reader)


def test_an_unread_warning_is_announced_in_place_of_the_form(visitor, reader, article, sanction):
    sanction("warn")
    shown = page(visitor.get(at(article)))
    assert "A moderator left you a warning. Read it under Notices, then you can write again." in words(shown)
    assert "Reason: Harassment." in words(shown).replace(" .", ".") and 'href="/account/notices"' in shown and FORM not in shown
    notice = reader.api.get("/v1/account/notices").json["notices"][0]["id"]
    assert reader.api.post(f"/v1/account/notices/{notice}/read").status in (200, 204)
    assert FORM in page(visitor.get(at(article)))


def test_premoderation_of_a_reader_is_announced(visitor, article, sanction):
    sanction("premoderate", 3)
    shown = page(visitor.get(at(article)))
    assert "A moderator reads each of your comments before it appears. Until 6 May 2099, 07:08 UTC." in words(shown).replace(" .", ".")
    assert FORM in shown


def test_the_restriction_that_a_comment_would_meet_first_is_shown(visitor, admin, article, sanction):
    """As the answer to a comment would say it."""
    sanction("mute")
    admin.api.patch(f"/v1/articles/{article['id']}", {"state": "closed"})
    answer = visitor.post(at(article) + "/comments", {"body": "Words."})
    assert "Words." in page(answer, 403)


def test_a_late_edit_is_explained_and_shows_the_text(visitor, reader, article, clock):
    own = comment(reader, article)
    clock(1000)
    shown = page(visitor.get(at(article, own) + "/edit"))
    assert "The time for editing this comment is over." in shown and "A word." in shown
    source = reader.api.get(f"/v1/articles/{article['id']}/comments/{own}/source").json
    assert source["editable_until"] is None and source["restriction"]["kind"] == "edit_window"


def test_a_locked_thread_is_announced_in_place_of_the_form(visitor, stranger, reader, moderator, article):
    own = comment(reader, article)
    assert moderator.api.patch(f"/v1/moderation/comments/{own}", {"locked": True}).status == 200
    for who in (visitor, stranger):
        shown = page(who.get(at(article, own)))
        assert "This thread is locked by the moderators" in words(shown) and FORM not in shown and "Share your thoughts" not in shown
        assert f"{own}#write" not in page(who.get(at(article))) and f"{own}/edit" not in page(who.get(at(article)))
    shown = page(visitor.get(at(article, own) + "/edit"))
    assert "This thread is locked" in shown and "A word." in shown


def test_a_reply_in_a_locked_thread_offers_no_form(visitor, stranger, reader, moderator, article):
    """Its own page offers no form either, however deep it stands."""
    way = [comment(reader, article)]
    for n in range(3):
        answer = reader.api.post(f"/v1/articles/{article['id']}/comments", {"body": f"Reply {n}.", "parent_id": way[-1]})
        assert answer.status == 201, answer
        way.append(answer.json["comment"]["id"])
    assert moderator.api.patch(f"/v1/moderation/comments/{way[0]}", {"locked": True}).status == 200
    for who in (visitor, stranger):
        for own in way:
            shown = page(who.get(at(article, own)))
            assert "This thread is locked by the moderators" in words(shown) and FORM not in shown
            assert "#write" not in shown and "/edit" not in shown


# ---- house rules

def test_house_rules_are_on_every_page(server, visitor, stranger, reader, admin, article, database):
    own = comment(reader, article)
    for who in (visitor, stranger):
        for path in (at(article), at(article, own)):
            shown = page(who.get(path))
            assert '<a href="/house-rules/default">House rules</a>' in shown and '<a href="/notices/illegal">Report illegal content</a>' in shown
    admin.api.patch(f"/v1/articles/{article['id']}", {"state": "closed"})
    assert "/house-rules/default" in page(stranger.get(at(article)))
    database.sql("update core.site set settings = settings || %s::jsonb", [
        '{"reasons": {"rumour": {"title": "소문", "text": "Say where you know it from."}, "spam": {"title": "No advertising"}}}'])
    shown = page(stranger.get("/house-rules/default"))
    assert shown.index("소문") < shown.index("Say where you know it from.") < shown.index("Insults, threats")
    assert "No advertising</dt>" in shown and "No advertising, no repeated" in shown and shown.count("<dt") == 9
    page(stranger.get("/house-rules/nowhere"), 404)
    database.sql("update core.site set settings = settings - 'reasons'")


def test_votes_of_visitors_lead_to_the_sign_in_and_back(server, reader, stranger, admin, article):
    one = comment(admin, article)
    shown = page(stranger.get(at(article) + "?sort=best"))
    href = re.search(r'class="up" href="([^"]+)" aria-label="Sign in to vote up: 0"', shown)[1]
    form = page(stranger.get(href))
    back = re.search(r'name="next" value="([^"]+)"', form)[1]
    assert back == f"{at(article)}?sort=best#c-{one}"
    assert Visitor(server).sign_in(reader, next=back).headers["location"] == back
