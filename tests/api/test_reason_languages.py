# SPDX-License-Identifier: Apache-2.0
"""Goal: an author reads the reason of a decision in the language of their account, in the site's own words, and the moderator sees both."""
import re

import pytest

from visitor import comment, page, visiting

SETTINGS = {"limits.rates": "off", "server.workers": 1}
PATH = "/v1/moderation/settings"
KOREAN = {"title": "스포일러", "text": "결말을 밝히지 마세요."}
SPOILER = {"title": "Spoiler", "text": "Gives away an ending.", "languages": {"ko": KOREAN}}


def put(account, reasons):
    version = account.api.get(PATH).json.get("version", 0)
    return account.api.put(PATH, {"version": version, "settings": {"reasons": reasons} if reasons else {}})


@pytest.fixture(scope="module")
def desk(server, moderator):
    yield from visiting(server, moderator)


@pytest.fixture(scope="module")
def chief(server, admin):
    yield from visiting(server, admin)


@pytest.fixture
def worded(admin):
    assert put(admin, {"spoiler": SPOILER}).status == 200
    yield
    assert put(admin, None).status == 200


@pytest.fixture
def rejected(moderator, make_account, article):
    """The house rule in the statement that an author with this language gets; and the case as the moderator has it."""
    def made(language, reason):
        author, reporter = make_account(), make_account()
        assert author.api.patch("/v1/account", {"language": language}).status == 200
        case = comment(author, article, "The butler did it.")
        assert reporter.api.post(f"/v1/articles/{article['id']}/comments/{case}/reports", {"reason": "other"}).status == 201
        seen = moderator.api.get(f"/v1/moderation/cases/{case}").json
        answer = moderator.api.post("/v1/moderation/decisions", {"decisions": [{"case": case, "version": seen["version"], "action": "reject", "reason": reason}]})
        assert answer.json["results"][0]["status"] == 200, answer
        return author.api.get("/v1/account/notices").json["notices"][0]["statement"]["house_rule"], seen
    return made


def test_a_statement_has_the_sites_words_in_the_language_of_its_account(worded, rejected):
    assert rejected("ko", "spoiler")[0] == {"reason": "spoiler", **KOREAN}
    assert rejected("en", "spoiler")[0] == {"reason": "spoiler", "title": "Spoiler", "text": "Gives away an ending."}


def test_reasons_of_every_site_are_translated(rejected):
    assert rejected("ko", "abuse")[0]["title"] == "모욕"
    assert rejected("en", "abuse")[0]["title"] == "Insults"


def test_the_sites_own_words_outweigh_those_of_every_site(admin, rejected):
    assert put(admin, {"abuse": {"title": "Shouting", "text": "Nobody shouts."}}).status == 200
    assert rejected("ko", "abuse")[0]["title"] == "Shouting"
    assert put(admin, None).status == 200


def test_a_case_tells_the_titles_that_its_author_reads(worded, rejected):
    titles = rejected("ko", "spoiler")[1]["reason_titles"]
    assert titles["spoiler"] == "스포일러" and titles["abuse"] == "모욕"
    assert rejected("en", "spoiler")[1]["reason_titles"] == {}


def test_the_desk_shows_the_authors_title_beside_its_own(worded, desk, make_account, article):
    author, reporter = make_account(), make_account()
    assert author.api.patch("/v1/account", {"language": "ko"}).status == 200
    case = comment(author, article, "The gardener did it.")
    assert reporter.api.post(f"/v1/articles/{article['id']}/comments/{case}/reports", {"reason": "other"}).status == 201
    shown = page(desk.get(f"/desk/{case}"))
    form = re.search(r'<form class="decide-bar".*?</form>', shown, re.S)[0]
    assert ">Spoiler · 스포일러</option>" in form and ">Insults · 모욕</option>" in form


@pytest.mark.parametrize("languages, place", [
    ({"de": KOREAN}, "languages.de"), ("ko", "languages"), ({"ko": "스포일러"}, "languages.ko"), ({"ko": {"title": "x"}}, "languages.ko.text"),
    ({"ko": {**KOREAN, "title": "x" * 201}}, "languages.ko.title"), ({"ko": {**KOREAN, "more": "x"}}, "languages.ko.more")])
def test_a_translation_that_nobody_could_read_is_refused(admin, languages, place):
    answer = put(admin, {"spoiler": {**SPOILER, "languages": languages}})
    assert answer.status == 422 and [f["field"] for f in answer.json["fields"]] == ["settings.reasons.spoiler." + place], answer


def test_the_settings_page_keeps_changes_and_deletes_translations(chief, admin, worded):
    def send(**change):
        shown = page(chief.get("/desk/settings?site=default"))
        form = re.search(r'<form method="post" action="/desk/settings".*?</form>', shown, re.S)[0]
        sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
        sent |= dict(re.findall(r'name="((?:code|title|title_ko|title_en)-0)" type="text" value="([^"]*)"', form))
        sent |= dict(re.findall(r'name="((?:text|text_ko|text_en)-0)"[^>]*>\n([^<]*)</textarea>', form))
        answer = chief.post("/desk/settings", {**sent, **change})
        assert answer.status_code == 303, answer.text
        return admin.api.get(PATH).json["settings"]["reasons"]["spoiler"]

    assert send() == SPOILER
    both = {"en": {"title": "Spoilers", "text": "No endings."}, "ko": KOREAN}
    assert send(**{"title_en-0": "Spoilers", "text_en-0": "No endings."})["languages"] == both
    assert "languages" not in send(**{f"{kind}_{language}-0": "" for kind in ("title", "text") for language in ("en", "ko")})
