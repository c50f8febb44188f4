# SPDX-License-Identifier: Apache-2.0
"""Goal: the shipped rules leave innocent sentences alone, find abusive ones, and let a reader's plain first words be read."""
import collections
import csv
import json
import os
import subprocess

import pytest

from corpora import corpus
from server import ROOT, binary

SETTINGS = {"limits.rates": "off", "rules.refresh": "50ms"}
EXAMPLES = ["config/rules/default.json", "config/rules/demo.json", "deploy/demo/rules.json"]
STOPPED = {"hold", "reject"}


def sentences(name):
    """(language, kind, sentence), and whether it is held out: every third is not looked at while lists are changed."""
    with open(os.path.join(ROOT, "tests", "rules", name), encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f if not line.startswith("#")]
    return [(*row, n % 3 == 2) for n, row in enumerate(rows)]


def rules_try(*words):
    config = os.path.join(ROOT, "config")
    done = subprocess.run([binary(), "rules", "try", os.path.join(config, "rules", "default.json"), "--words", config, *words],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=True, timeout=120)
    return done.stdout


def judge(text):
    return json.loads(rules_try("--json", "--text", text))


def judge_each(texts, path):
    """The answers to one-line texts, by one command."""
    path.write_text("\n".join(texts), encoding="utf-8")
    decoder, out, answers = json.JSONDecoder(), rules_try("--json", "--each", "--lines", str(path)), []
    while out.strip():
        answer, end = decoder.raw_decode(out)
        answers.append(answer)
        out = out[end:].lstrip()
    assert len(answers) == len(texts)
    return answers


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """Of each file of sentences: (language, kind, sentence, held out, outcome, [(list, outcome)])."""
    path, said = tmp_path_factory.mktemp("sentences") / "lines", {}
    for name in ("innocent", "abusive"):
        rows = sentences(name + ".txt")
        said[name] = [(*row, answer["outcome"], [(h.get("detail") or h["rule"], h["outcome"]) for h in answer["hits"]])
                      for row, answer in zip(rows, judge_each([row[2] for row in rows], path))]
    return said


def report(what, rows):
    """Prints outcomes and hits by list; the counts of outcomes."""
    for title, part in (("all", rows), ("held out", [r for r in rows if r[3]])):
        counts, lists = collections.Counter(r[4] for r in part), collections.Counter(hit for r in part for hit in r[5])
        print(f"{what}, {title}: {len(part)} sentences:", ", ".join(f"{k} {v}" for k, v in sorted(counts.items())))
        for (name, outcome), n in sorted(lists.items()):
            print(f"    {name:12} {outcome:6} {n}")
    return collections.Counter(r[4] for r in rows)


def test_innocent_sentences_are_left_alone(said):
    rows = said["innocent"]
    counts = report("innocent", rows)
    stopped, n = sum(counts[s] for s in STOPPED), len(rows)
    assert n >= 300 and sum(r[0] == "en" for r in rows) >= 100 and sum(r[0] == "ko" for r in rows) >= 100
    assert stopped <= n * 0.01 and counts["flag"] <= n * 0.03, [r for r in rows if r[4] != "publish"]


def test_abusive_sentences_are_found(said):
    rows = said["abusive"]
    counts = report("abusive", rows)
    assert len(rows) >= 100 and counts["publish"] <= len(rows) * 0.1, [r for r in rows if r[4] == "publish"]


# Read by others and reported as held, or of the same kind; none of them is in the files above.
@pytest.mark.parametrize("text", [
    "Il a du retard, comme toujours.", "Le bus de 8h est toujours en retard.", "Il a pris une douche froide avant de partir.",
    "Semestern är slut för i år.", "Det er et svært fag, men jeg kan godt lide det.", "Kike ganó la carrera de los cien metros.",
    "Kiké Setién dirigió al equipo.", "Morón is a suburb of Buenos Aires.", "Retard the timing by two degrees.",
    "The chinks in the wall let the light in.", "Someone should shoot a documentary about this.", "You killed it!",
    "한녀름이 아니라 한여름이죠.", "급식충분하다고 교장이 말했다.", "맘충전소라는 카페가 생겼다.", "김치녀석이라 부르지 마세요.",
    "이 새끼 고양이 좀 보세요.", "위기가 닥쳐 이 회사도 문을 닫았다.", "빨갱이로 몰려 억울하게 죽은 사람들.", "바보온달과 평강공주",
    "Ein Troll ist ein Wesen der nordischen Sage, und er wohnt im Wald."])
def test_innocent_words_of_other_languages_are_published(text):
    answer = judge(text)
    assert answer["outcome"] == "publish", answer


@pytest.mark.parametrize("text", [
    "A fag is what the British call a cigarette.", "The tranny of my old truck gave up.", "The coon washed its food in the creek.",
    "He should be shot, the king said, and the play went on.", "카지노 사이트 규제 법안이 통과됐다.", "토토 사이트에 빠진 청소년이 늘었다.",
    "고수익 알바라는 말에 속아 운반책이 됐다.", "왜놈들이 쳐들어온 임진년의 기록이다.",
    'He was banned for calling a passenger a "retard".', 'The slur "faggot" was painted on the door.',
    "그는 상대를 \"짱깨\"라고 불러 징계를 받았다.", "'틀딱'이라는 말은 쓰지 맙시다."])
def test_a_word_with_an_innocent_use_flags_and_does_not_hold(text):
    assert judge(text)["outcome"] in {"flag", "publish"}


# One accent, a few words of another language, quotation marks, a name: none of them gets a slur past the list.
@pytest.mark.parametrize("text", [
    "You are a rétard.", "You are a retard, le du.", "you retard le du", "Tu you retard du village.", "What a rëtard, à la française.",
    "faggot", "fággot", "Fággot Hernández", "le du faggot", "Faggot de la rue, une grosse.", "El nïgger está aquí.",
    "Retard! Le train a du.", "Le train. You are a retard.\n\nLe train a du retard.", "You are a \"retard\".", "\"retard\"",
    "I called you a \"faggot\" because you are one.", "In a word, faggot.", "Le train a du r3tard.", "Le train a du r e t a r d.",
    "Le train a du rеtard.", "kike", "KIKE", "k1ke Hernández", "Kîke Hernandéz is a kike.", "The kikes, as they say in Spain, el la los.",
    "한녀들 다 똑같다.", "한녀충이라는 말도 아깝다, 한녀야.", "너 같은 \"짱깨\"라고", "틀딱ㅋㅋ", "맘충새끼들", "김치녀같은 것들", "급식충은 가라",
])
def test_a_slur_stays_held(text):
    assert judge(text)["outcome"] == "hold"


def test_try_says_which_list_in_which_language_and_why_a_word_does_not_count():
    assert rules_try("--text", "You retard.") == "hold\n\twords\thold\thate\tslurs-en (en)\tretard\n"
    assert rules_try("--text", "Le train a du retard.") == ('publish\n\t"retard" of slurs-en (en) is skipped: it is also a word of fr, '
                                                 'as are the words around it (du, le)\n')
    assert '"retard" of slurs-en (en) only flags: it is quoted or named' in rules_try("--text", 'The word "retard" was removed.')


# ---- a reader's first words, by all rules together
PLAIN = ["네", "응", "👍", "7", "No.", "Thank you for this article.", "저도 그렇게 생각합니다.", "2026. 3. 1. 삼일절",
         "Le train a du retard.", "My condolences to the family.", "삼가 고인의 명복을 빕니다.", "유가족분들께 깊은 위로의 말씀을 드립니다.",
         "Toutes mes condoléances à la famille.", "Rest in peace, and thank you for the music."]


@pytest.mark.parametrize("rules", EXAMPLES)
def test_plain_first_comments_are_published(server, database, make_account, api, admin, rules):
    words = os.path.join(ROOT, "config")
    server.cli("rules", "import", os.path.join(ROOT, rules), "--words", words)
    version = database.one("select rules_version from core.site where key = 'default'")
    key = os.path.basename(rules) + str(version)
    article = admin.api.post("/v1/articles", {"key": key, "url": f"https://news.example/{key}", "title": "T"}).json["id"]
    server.wait_for(lambda: judged_by(make_account("reader"), article, database) == version, what="workers that know the rules")
    states = {}
    for text in PLAIN:
        for n in range(2):      # the second reader says the same
            answer = make_account("reader").api.post(f"/v1/articles/{article}/comments", {"body": text})
            states[text, n] = answer.json["comment"]["state"] if answer.status == 201 else answer
    assert {k: v for k, v in states.items() if v != "published"} == {}


def judged_by(reader, article, database):
    made = reader.api.post(f"/v1/articles/{article}/comments", {"body": f"Which rules are in force, asks {reader.username}?"})
    return database.one("select rules_version from core.comment where id = %s", [made.json["comment"]["id"]])


# ---- a second measure
def test_a_third_of_the_comments_that_people_called_toxic_is_found(tmp_path):
    with open(corpus("civil_comments_toxic_spans", "comments.csv"), encoding="utf-8", newline="") as f:
        texts = [" ".join(row["comment_text"].split()) for row in csv.DictReader(f)]
    (tmp_path / "lines").write_text("\n".join(texts) + "\n")
    said = json.loads(rules_try("--json", "--lines", str(tmp_path / "lines")))
    hit = said["comments"] - said["outcomes"]["publish"]
    print(f"{hit} of {said['comments']} toxic comments are hit ({hit / said['comments']:.1%}):", said["outcomes"],
          {r["detail"] or r["rule"]: r["comments"] for r in said["rules"]})
    assert hit >= said["comments"] * 0.35
