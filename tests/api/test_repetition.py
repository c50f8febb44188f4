# SPDX-License-Identifier: Apache-2.0
"""Goal: what was said before is found again across authors and articles, edited or disguised; what is short, or one's own, is not."""
import pytest

SETTINGS = {"limits.rates": "off", "rules.refresh": "50ms"}
SPAM = ("Best offer ever: double your income from home, no experience needed, write to the address in my profile "
        "today and start tomorrow morning!")
KOREAN = ("집에서 하루 두 시간만 일하고 매달 삼백만 원을 버는 방법을 알려 드립니다. 궁금하신 분은 프로필을 눌러 연락 주세요. "
          "선착순으로 모시며 나이와 경력은 묻지 않습니다.")


@pytest.fixture(scope="module")
def articles(server, admin):
    made = [admin.api.post("/v1/articles", {"key": f"r{i}", "url": f"https://news.example/{i}", "title": "T"}).json for i in range(2)]
    version = admin.api.get("/v1/moderation/rules").json["version"]
    answer = admin.api.request("PUT", "/v1/moderation/rules", {"version": version, "rules": {
        "repetition": {"outcome": "hold", "within": 86400, "reason": "spam"}}})
    assert answer.status == 200, answer     # a state rule: in force with the commit
    return made


@pytest.fixture(scope="module")
def people(make_account):
    return [make_account("reader") for _ in range(3)]


def post(who, article, body):
    answer = who.api.post(f"/v1/articles/{article['id']}/comments", {"body": body})
    assert answer.status == 201, answer
    return answer.json["comment"]


def edit(who, article, comment, body):
    answer = who.api.request("PATCH", f"/v1/articles/{article['id']}/comments/{comment['id']}",
                             {"body": body, "revision": comment["revision"]})
    assert answer.status == 200, answer
    return answer.json["comment"]


@pytest.mark.parametrize("first, again", [
    (SPAM, SPAM),
    (SPAM, SPAM.upper().replace(",", " ").replace("income", "in\u200bcooome")),
    (SPAM, SPAM.replace("morning!", "evening :)")),
    (SPAM, "Hello all. " + SPAM.replace("Best offer", "**Best** offer")),
    (KOREAN, KOREAN.replace(" ", "  ").replace(".", "!")),
    (KOREAN, KOREAN + " 감사합니다."),
], ids=["the same", "disguised", "another end", "another beginning", "Korean", "Korean with an end"])
def test_repetition_is_found_across_authors_and_articles(people, articles, moderator, database, first, again):
    database.sql("delete from core.signature")                      # no text is on record
    assert post(people[0], articles[0], first)["state"] == "published"
    for who, where in (people[1], articles[1]), (people[1], articles[0]), (people[0], articles[1]):
        made = post(who, where, again)
        assert made["state"] == "held"
        signals = moderator.api.get(f"/v1/moderation/cases/{made['id']}").json["signals"]
        assert [s["rule"] for s in signals] == ["repetition"]


@pytest.mark.parametrize("text", [
    "My condolences to the family.", "삼가 고인의 명복을 빕니다. 유가족분들께 깊은 위로의 말씀을 드립니다.",
    "Toutes mes condoléances à la famille et aux proches.", "Congratulations to the whole team, you earned it!"])
def test_the_same_short_text_by_different_readers_is_no_repetition(people, articles, text):
    for who in people:
        assert post(who, articles[0], text)["state"] == "published"
    assert post(people[0], articles[1], text + "!")["state"] == "held"     # one reader again and again


def test_repetition_is_found_in_edits(people, articles):
    text = "The council met twice this year about the bridge and decided nothing, which is what it did last year too."
    mine = post(people[2], articles[0], text)
    assert mine["state"] == "published"
    mine = edit(people[2], articles[0], mine, text + " Really.")
    assert mine["state"] == "published"                             # it is not like itself
    other = post(people[1], articles[1], "An honest remark about the weather in the mountains, which was fine all week long.")
    assert other["state"] == "published"
    assert edit(people[1], articles[1], other, text)["state"] == "held"
    mine = edit(people[2], articles[0], mine, "Nothing more to say about this, and nothing less, as far as I can see from here.")
    assert post(people[0], articles[1], text)["state"] == "held"    # the held one still says it


def test_short_or_different_texts_are_no_repetition(people, articles):
    for who in people:
        for where in articles:
            assert post(who, where, "Thank you, well said.")["state"] == "published"
            assert post(who, where, "감사합니다. 좋은 글이네요.")["state"] == "published"
    assert post(people[0], articles[0], "The alliance has outlived every government that signed it, and so will the "
                                        "doubts about it; I would keep both.")["state"] == "published"
