# SPDX-License-Identifier: Apache-2.0
"""Goal: the desk finds comments, accounts and cases by words in any script, by who, what, why and when, and nothing of other sites."""
import pytest

SETTINGS = {"limits.rates": "off", "rules.refresh": "50ms"}


def post(account, article, body):
    answer = account.api.post(f"/v1/articles/{article['id']}/comments", {"body": body})
    assert answer.status == 201, answer
    return answer.json["comment"]["id"]


def search(account, **query):
    answer = account.api.get("/v1/moderation/search", query={("in" if k == "kind" else k): v for k, v in query.items()})
    assert answer.status == 200, answer
    return answer.json


def ids(account, **query):
    return [c["case"] for c in search(account, **query)["cases"]]


@pytest.fixture(scope="module")
def known(server, database):
    """known(): everything written so far is searched."""
    def wait():
        server.wait_for(lambda: database.one("select count(*) from core.search_queue") == 0, what="the texts")
    return wait


MARKED = {"inside": "it is **bo**ld here", "ampersand": "AT&T and R&D", "curly": "it’s “fine” – really", "straight": "that's all",
          "hebrew": "שָׁלוֹם לכולם", "arabic": "مُحَمَّد كتب", "zero": "zero\u200bwidth jo\u00adiner", "link": "[click me](https://spam.example/shop)",
          "lines": "first\nsecond", "tags": "<b>bold</b> &amp; so", "code": "`x<y`", "sharp": "Straße"}
TEXTS = {"한국어": "오늘 정치 뉴스는 정말 어려웠습니다", "syllables": "새정치민주연합", "accents": "Un Café très élégant",
         "width": "ＦＵＬＬ width words", "signs": "100% of a_b\\c", "english": "The quick brown fox"}


@pytest.fixture(scope="module")
def texts(reader, admin, known):
    article = admin.api.post("/v1/articles", {"key": "texts", "url": "https://news.example/texts", "title": "T"}).json
    made = {name: post(reader, article, body) for name, body in TEXTS.items()}
    known()
    return article, made


@pytest.mark.parametrize("words,names", [
    ("정치", ["syllables", "한국어"]), ("어려웠", ["한국어"]), ("민주", ["syllables"]), ("뉴스는 정말", ["한국어"]), ("경제", []),
    ("cafe", ["accents"]), ("CAFÉ TRÈS", ["accents"]), ("full", ["width"]), ("0% of", ["signs"]), ("a_b\\c", ["signs"]), ("a%c", []),
    ("rown f", ["english"]), ("THE QUICK", ["english"])])
def test_words_are_found_inside_words_in_any_script(moderator, texts, words, names):
    article, made = texts
    assert ids(moderator, q=words) == sorted((made[n] for n in names), reverse=True)


@pytest.fixture(scope="module")
def marked(reader, admin, known):
    article = admin.api.post("/v1/articles", {"key": "marked", "url": "https://news.example/marked", "title": "M"}).json
    made = {name: post(reader, article, body) for name, body in MARKED.items()}
    known()
    return article, made


@pytest.mark.parametrize("words,names", [
    ("bold", ["inside", "tags"]), ("**bo**", []), ("AT&T", ["ampersand"]), ("at&amp;t", []), ("it's", ["curly"]), ("it’s", ["curly"]), ("it`s", ["curly"]),
    ("that’s", ["straight"]), ('"fine" - really', ["curly"]), ("שלום", ["hebrew"]), ("שָׁלוֹם", ["hebrew"]), ("محمد", ["arabic"]), ("مُحَمَّد", ["arabic"]),
    ("zerowidth", ["zero"]), ("zero\u200bwidth", ["zero"]), ("joiner", ["zero"]), ("spam.example/shop", ["link"]), ("click me", ["link"]),
    ("](http", []), ("first second", ["lines"]), ("<b>bold</b> &amp; so", ["tags"]), ("x<y", ["code"]), ("nofollow", []), ("dir=", []),
    ("strasse", ["sharp"]), ("\u0301\u0651", [])])
def test_the_search_reads_what_readers_see(moderator, marked, words, names):
    article, made = marked
    assert ids(moderator, q=words, article=article["id"]) == sorted((made[n] for n in names), reverse=True)


def test_filters_narrow_the_result(moderator, make_account, article, known):
    one, two = make_account("reader"), make_account("reader")
    mine = [post(one, article, f"zebra number {i}") for i in range(3)]
    theirs = post(two, article, "zebra of another")
    report = one.api.post(f"/v1/articles/{article['id']}/comments/{theirs}/reports", {"reason": "hate"})
    assert report.status == 201
    moderator.api.post("/v1/moderation/decisions", {"decisions": [{"case": mine[0], "version": 0, "action": "reject", "reason": "off_topic"}]})
    known()
    assert ids(moderator, q="zebra") == [theirs, *mine[::-1]]
    assert ids(moderator, q="zebra", author=one.id) == mine[::-1]
    assert ids(moderator, q="zebra", state="rejected") == [mine[0]] == ids(moderator, author=one.id, reason="off_topic")
    assert ids(moderator, article=article["id"], reason="hate") == [theirs]
    assert ids(moderator, kind="cases", article=article["id"], state="open") == [theirs]
    assert ids(moderator, kind="cases", article=article["id"], state="closed") == [mine[0]]
    assert ids(moderator, q="zebra", rule="words") == []
    assert ids(moderator, q="zebra", to="2020-01-01") == [] and len(ids(moderator, q="zebra", **{"from": "2020-01-01"})) == 4


def test_author_and_article_are_found_by_the_names_people_know(moderator, make_account, article, known):
    one = make_account("reader", "Zoë Quill")
    made = post(one, article, "a wombat")
    known()
    for name in one.id, one.id.upper(), "Zoë Quill", "zoë quill":
        assert ids(moderator, author=name) == [made], name
    for name in "nobody at all", "zoe@mail.example", "@", "\u200b":
        assert ids(moderator, author=name) == [], name
    for place in article["id"], article["key"], article["url"]:
        assert ids(moderator, article=place) == [made], place
    assert moderator.api.patch(f"/v1/articles/{article['id']}", {"url": article["url"] + "/moved"}).status == 200
    assert ids(moderator, article=article["url"]) == [made] and ids(moderator, article="no-such-key") == []


def test_the_result_is_complete_page_by_page(moderator, make_account, article, known):
    someone = make_account("reader")
    made = [post(someone, article, f"giraffe {i}") for i in range(7)]
    known()
    got, cursor = [], {}
    while cursor is not None:
        page = search(moderator, q="giraffe", limit=3, **cursor)
        got += [c["case"] for c in page["cases"]]
        cursor = {"cursor": page["next"]} if page["next"] else None
    assert got == made[::-1]
    accounts = moderator.api.get("/v1/moderation/search", query={"in": "accounts", "limit": 1}).json["next"]
    assert moderator.api.get("/v1/moderation/search", query={"in": "cases", "cursor": accounts}).code == "bad_cursor"


def test_accounts_are_found_by_name_and_sanction(moderator, make_account, article, known):
    name = "Ünïque김철수"
    someone = make_account("reader", name)
    found = search(moderator, kind="accounts", q="철수")["accounts"]
    assert [a["id"] for a in found] == [someone.id] and found[0]["username"] == someone.username
    assert "email" not in found[0] and "network" not in found[0]
    assert [a["id"] for a in search(moderator, kind="accounts", q="unique")["accounts"]] == [someone.id]
    assert search(moderator, kind="accounts", q="unique", state="sanctioned")["accounts"] == []
    post(someone, article, "an okapi")
    assert [a["id"] for a in search(moderator, kind="accounts", article=article["id"])["accounts"]] == [someone.id]


def test_an_edit_is_found_by_its_new_words_and_an_erased_text_by_none(database, moderator, make_account, article, known):
    someone = make_account("reader")
    made = post(someone, article, "pangolin at first")
    answer = someone.api.patch(f"/v1/articles/{article['id']}/comments/{made}", {"body": "aardvark at second", "revision": 1})
    assert answer.status == 200
    known()
    assert ids(moderator, q="pangolin") == [] and ids(moderator, q="aardvark") == [made]
    database.sql("update core.comment set body = '', html = '', text_erased_at = core.now() where id = %s", [made])
    known()
    assert ids(moderator, q="aardvark") == [] and ids(moderator, author=someone.id) == [made]
    assert database.one("select count(*) from core.search_text where text like '%%aardvark%%'") == 0


def test_related_accounts_are_shown_only_as_the_policy_allows(alone_site):
    """Of every site the moderator sees, so on a database with one site."""
    _, database, account = alone_site
    admin, moderator, one, two = (account(name, role) for name, role in (("chief", "admin"), ("judge", "moderator"), ("one", "reader"), ("two", "reader")))
    path = f"/v1/moderation/accounts/{one.id}"
    assert moderator.api.get(path).json["related"] == []
    settings = "/v1/moderation/settings"
    for days, code in ((-1, "out_of_range"), (367, "out_of_range"), ("30", "bad_type")):
        answer = admin.api.put(settings, {"version": admin.api.get(settings).json["version"], "settings": {"related_days": days}})
        assert answer.status == 422 and answer.json["fields"] == [{"field": "settings.related_days", "code": code}]
    now = admin.api.get(settings).json
    assert admin.api.put(settings, {"version": now["version"], "settings": {**now["settings"], "related_days": 30}}).status == 200
    now = admin.api.get(settings).json
    assert admin.api.put(settings, {"version": now["version"], "settings": now["settings"]}).status == 200, "what is read can be put"
    try:
        answer = moderator.api.get(path)
        assert two.id in [a["id"] for a in answer.json["related"]] and one.id not in [a["id"] for a in answer.json["related"]]
        digest = database.one("select network from core.session where account_id = %s", [one.id])
        assert digest[2:] not in answer.text and "127.0.0.1" not in answer.text
    finally:
        database.sql("update core.site set settings = settings - 'related_days'")


def test_the_result_has_nothing_of_another_site(server, admin, make_account, texts, reader):
    article, made = texts
    server.cli("site", "create", "second")
    eve = make_account("reader")
    eve.give_role(server, "moderator", "--site", "second")
    assert ids(eve, q="정치") == [] == search(eve, kind="accounts")["accounts"] == ids(eve, kind="cases")
    there = admin.api.post("/v1/articles", {"key": "there", "url": "https://news.example/there", "title": "T", "site": "second"}).json
    wrote = make_account("reader")
    post(wrote, there, "words there")
    assert [a["id"] for a in search(eve, kind="accounts")["accounts"]] == [wrote.id]


def test_only_staff_searches(api, reader, make_account):
    assert api.get("/v1/moderation/search").status == 401 and reader.api.get("/v1/moderation/search").status == 403
    assert search(make_account("auditor"))["cases"]


@pytest.mark.parametrize("query", [{"in": "secrets"}, {"q": "x"}, {"q": "x" * 201}, {"state": "open"}, {"in": "cases", "state": "held"},
                                   {"in": "accounts", "rule": "words"}, {"from": "soon"}, {"limit": 0}, {"word": "x"}])
def test_a_malformed_query_is_400(moderator, query):
    assert moderator.api.get("/v1/moderation/search", query=query).status == 400


@pytest.fixture
def many_texts(database):
    """Texts of no comment, gone again afterwards: a search reads the newest of what has its letters."""
    database.sql("insert into core.search_text select core.new_id(), core.new_id(), core.new_id(), core.folded('낱말 ' || i || ' of many words') from generate_series(1, 60000) i;"
                 " select gin_clean_pending_list('core.search_words'); analyze core.search_text")
    yield
    database.sql("delete from core.search_text t where not exists (select from core.comment c where c.id = t.comment_id) returning 1")


def test_a_search_uses_the_index(database, texts, many_texts):
    assert database.one("select ext.show_trgm(core.folded('정치'))") != [], "the database's LC_CTYPE knows Hangul's letters"
    for words in ("elegant", "정치", "민주"):
        plan = "\n".join(r[0] for r in database.sql("explain select from core.search_text where text like '%%' || core.folded(%s) || '%%'", [words]))
        assert "search_words" in plan, plan
