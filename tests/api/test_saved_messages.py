# SPDX-License-Identifier: Apache-2.0
"""Goal: admins save messages to authors by reason and language; a decision's form offers them, and its moderator can change the text."""
import html
import re

import pytest

from visitor import comment, page, visiting

SETTINGS = {"limits.rates": "off", "server.workers": 1}
PATH = "/v1/moderation/settings"
SAVED = [{"reason": "off_topic", "language": "en", "title": "Other story", "text": "Better below the other story."},
         {"reason": "spam", "language": "en", "title": "Link", "text": "Removed for \"the link\".\nThanks."},
         {"reason": "spam", "language": "ko", "title": "링크", "text": "링크 때문에 삭제했습니다."},
         {"language": "en", "title": "Calm", "text": "Please stay calm."}]


def put(account, settings, site=None):
    query = {"site": site} if site else {}
    version = account.api.get(PATH, query=query).json.get("version", 0)
    return account.api.put(PATH, {"version": version, "settings": settings}, query=query)


@pytest.fixture(scope="module")
def desk(server, moderator):
    yield from visiting(server, moderator)


@pytest.fixture(scope="module")
def chief(server, admin):
    yield from visiting(server, admin)


@pytest.fixture
def saved(admin):
    assert put(admin, {"messages": SAVED}).status == 200
    yield SAVED
    assert put(admin, {}).status == 200


@pytest.fixture
def case(reader, make_account, article):
    made = comment(reader, article, "Buy this.")
    assert make_account().api.post(f"/v1/articles/{article['id']}/comments/{made}/reports", {"reason": "spam"}).status == 201
    return made


def fields(shown, **more):
    form = re.search(r'<form class="decide-bar".*?</form>', shown, re.S)[0]
    return {**dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)), **more}


def written(shown):
    """The texts of the form: note, message, and the chosen reason."""
    texts = dict(re.findall(r'<textarea id="\w+-[^"]*" name="(note|message)"[^>]*>\n(.*?)</textarea>', shown, re.S))
    return html.unescape(texts["note"]), html.unescape(texts["message"]), re.findall(r'<option value="(\w+)" selected', shown)


def test_a_case_offers_the_messages_of_its_reason_first(desk, saved, case):
    shown = page(desk.get(f"/desk/{case}"))
    offered = re.search(r'<select id="saved-.*?</select>', shown, re.S)[0]
    assert re.findall(r">([^<>]+)</option>", offered) == ["Spam: Link", "Off topic: Other story", "Calm"]


def test_an_author_gets_messages_in_their_own_language(moderator, reader, saved, case):
    assert reader.api.patch("/v1/account", {"language": "ko"}).status == 200
    assert [m["title"] for m in moderator.api.get(f"/v1/moderation/cases/{case}").json["messages"]] == ["링크"]
    assert reader.api.patch("/v1/account", {"language": "en"}).status == 200


def test_insert_puts_the_text_behind_what_was_written_and_decides_nothing(desk, moderator, reader, saved, case):
    shown = page(desk.get(f"/desk/{case}"))
    shown = page(desk.post(f"/desk/{case}/decide", fields(shown, action="insert", saved="1", note="Seen before.", message="Hello.", reason="abuse")))
    assert written(shown) == ("Seen before.", "Hello.\n\n" + SAVED[1]["text"], ["abuse"])
    assert moderator.api.get(f"/v1/moderation/cases/{case}").json["version"] == 1
    answer = desk.post(f"/desk/{case}/decide", fields(shown, action="reject", reason="spam", message="Hello. Changed."))
    assert answer.status_code == 303 and "said=reject" in answer.headers["location"]
    assert reader.api.get("/v1/account/notices").json["notices"][0]["statement"]["note"] == "Hello. Changed."


def test_an_unknown_message_inserts_nothing(desk, saved, case):
    shown = page(desk.get(f"/desk/{case}"))
    for saved_as in "9", "-1", "x", "99999":
        again = page(desk.post(f"/desk/{case}/decide", fields(shown, action="insert", saved=saved_as, message="Kept.")))
        assert written(again)[1] == "Kept."


def test_insert_says_that_the_case_changed_meanwhile(desk, admin, saved, case):
    shown = page(desk.get(f"/desk/{case}"))
    assert admin.api.post("/v1/moderation/decisions", {"decisions": [
        {"case": case, "version": 1, "action": "reject", "reason": "spam"}]}).json["results"][0]["status"] == 200
    again = page(desk.post(f"/desk/{case}/decide", fields(shown, action="insert", saved="1")))
    assert "The case has changed" in again and written(again)[1] == SAVED[1]["text"]


def test_messages_that_cannot_be_offered_are_refused(admin):
    bad = [[{"language": "en", "title": "x"}], [{"language": "de", "title": "x", "text": "y"}], [{**SAVED[0], "reason": "unknown"}],
           [{**SAVED[0], "text": "x" * 2001}], [{**SAVED[0], "more": 1}], ["x"], "x", [SAVED[0]] * 41]
    places = ["messages[0].text", "messages[0].language", "messages[0].reason", "messages[0].text", "messages[0].more", "messages[0]", "messages", "messages"]
    for messages, place in zip(bad, places):
        answer = put(admin, {"messages": messages})
        assert answer.status == 422 and [f["field"] for f in answer.json["fields"]] == ["settings." + place], answer


def test_admins_of_the_site_write_messages_and_moderators_read_them(server, admin, moderator, make_account, saved):
    assert put(moderator, {}).status == 403
    assert moderator.api.get(PATH).json["settings"]["messages"] == SAVED
    server.cli("site", "create", "second")
    other = make_account("reader")
    other.give_role(server, "admin", "--site", "second")
    assert put(other, {"messages": []}, site="default").status == 404
    assert admin.api.get(PATH, query={"site": "default"}).json["settings"]["messages"] == SAVED


def test_the_settings_page_changes_deletes_and_adds_messages(chief, admin, saved):
    shown = page(chief.get("/desk/settings?site=default"))
    form = re.search(r'<form method="post" action="/desk/settings".*?</form>', shown, re.S)[0]
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    for i, m in enumerate(SAVED):
        sent |= {f"m_title-{i}": m["title"], f"m_reason-{i}": m.get("reason", ""), f"m_language-{i}": m["language"], f"m_text-{i}": m["text"]}
    assert all(f'name="{name}"' in form for name in sent)
    sent |= {"m_title-0": "", "m_text-0": "", "m_text-3": "Calm, please.", "m_title-4": "New", "m_reason-4": "", "m_language-4": "ko", "m_text-4": "새 글"}
    answer = chief.post("/desk/settings", sent)
    assert answer.status_code == 303, answer.text
    after = admin.api.get(PATH, query={"site": "default"}).json["settings"]["messages"]
    assert after == [*SAVED[1:3], {**SAVED[3], "text": "Calm, please."}, {"language": "ko", "title": "New", "text": "새 글"}]
