# SPDX-License-Identifier: Apache-2.0
"""Goal: a discussion shows several levels of replies in place, each with its own rest; folds what many voted down; lists the
editors' picks; and names a reason alike to reporter and author."""
import html
import re

import pytest

from visitor import Visitor

HTML = {"Accept": "text/html"}
SETTINGS = {"limits.rates": "off", "rules.refresh": "50ms"}
REASONS = ("spam", "abuse", "hate", "harassment", "misinformation", "off_topic", "illegal", "other")


def post(account, article, body, parent=None):
    answer = account.api.post(f"/v1/articles/{article['id']}/comments", {"body": body, **({"parent_id": parent} if parent else {})})
    assert answer.status == 201, answer
    return answer.json["comment"]["id"]


def grow(account, article, parent, name, width, depth):
    """A tree of comments below parent: `width` on each of `depth` levels. {id: [ids of its replies]}"""
    tree = {}
    for n in range(width):
        made = post(account, article, f"{name}.{n}", parent)
        below = grow(account, article, made, f"{name}.{n}", width, depth - 1) if depth > 1 else {}
        tree.update(below)
        tree.setdefault(parent, []).append(made)
        tree.setdefault(made, [])
    return tree


def shape(nodes):
    """How many comments a page has on each level."""
    counts = []
    while nodes:
        counts.append(len(nodes))
        nodes = [below for node in nodes for below in node["replies"]["comments"]]
    return counts


def collect(api, path, parent, tree, **query):
    """All comments below parent, each list followed to its end by its cursors; a comment that is there twice fails."""
    found = []

    def follow(nodes, at, cursor):
        for node in nodes:
            found.append(node["id"])
            assert node["replies"]["count"] == len(tree[node["id"]])
            follow(node["replies"]["comments"], node["id"], node["replies"]["next"])
        while cursor:
            page = api.get(f"{path}/{at}/replies", query={"cursor": cursor, "limit": 2})
            assert page.status == 200, page
            cursor = page.json["next"]
            follow(page.json["comments"], at, None)
    page = api.get(path, query={"limit": 100, **query}).json
    assert page["next"] is None
    follow(page["comments"], parent, None)
    assert len(found) == len(set(found)), "a comment is there twice"
    return set(found)


@pytest.fixture(scope="module")
def story(admin):
    made = iter(range(100))

    def make():
        n = next(made)
        return admin.api.post("/v1/articles", {"key": f"levels-{n}", "url": f"https://news.example/levels-{n}", "title": "Levels"}).json
    return make


@pytest.fixture(scope="module")
def forest(story, reader):
    """(article, tree): three comments with three replies each, on four levels."""
    article = story()
    tree = {"top": []}
    for n in range(3):
        top = post(reader, article, f"top {n}")
        tree["top"].append(top)
        tree[top] = []
        tree.update(grow(reader, article, top, f"r{n}", 3, 3))
    return article, tree


# ---- levels
def test_a_thread_has_one_level_of_replies_unless_asked(api, forest):
    article, _ = forest
    page = api.get(f"/v1/articles/{article['id']}/comments").json
    assert shape(page["comments"]) == [3, 9]


@pytest.mark.parametrize("sort", ["newest", "oldest", "best", "replies"])
@pytest.mark.parametrize("replies, levels, expected", [(3, 1, [3]), (3, 2, [3, 9]), (3, 3, [3, 9, 18]), (3, 4, [3, 9, 18, 18]),
                                                       (0, 4, [3]), (2, 3, [3, 6, 6]), (10, 4, [3, 9, 27, 81])])
def test_each_level_has_half_as_many_replies(api, forest, sort, replies, levels, expected):
    article, _ = forest
    page = api.get(f"/v1/articles/{article['id']}/comments", query={"sort": sort, "replies": replies, "levels": levels}).json
    assert shape(page["comments"]) == expected


@pytest.mark.parametrize("sort", ["newest", "oldest", "best", "replies"])
@pytest.mark.parametrize("levels", [2, 3, 4])
def test_nothing_is_lost_or_twice_behind_the_cursors(api, forest, sort, levels):
    article, tree = forest
    path = f"/v1/articles/{article['id']}/comments"
    for replies in (1, 3, 10):
        assert collect(api, path, article["id"], tree, sort=sort, levels=levels, replies=replies) == set(tree) - {"top"}


def test_replies_have_levels_too(api, forest):
    article, tree = forest
    path = f"/v1/articles/{article['id']}/comments/{tree['top'][0]}/replies"
    assert shape(api.get(path).json["comments"]) == [3], "none unless asked"
    assert shape(api.get(path, query={"replies": 3, "levels": 3}).json["comments"]) == [3, 9, 18]


@pytest.mark.parametrize("levels", [0, 5, "x"])
def test_impossible_levels_are_refused(api, forest, levels):
    article, tree = forest
    for path in (f"/v1/articles/{article['id']}/comments", f"/v1/articles/{article['id']}/comments/{tree['top'][0]}/replies"):
        assert api.get(path, query={"levels": levels}).status == 400


def branches(text):
    """{id of a comment: number of lists of replies that it is in} of a page."""
    found, depth = {}, 0
    for m in re.finditer(r'<ol class="(replies|thread)[^>]*>|</ol>|<article class="comment[^>]* id="c-([0-9a-f-]{36})"', text):
        if m[0].startswith("<ol"):
            depth += m[1] == "replies"
        elif m[0] == "</ol>":
            depth = max(0, depth - 1)
        else:
            found[m[2]] = depth
    return found


def test_a_page_shows_three_levels_and_links_to_the_rest(api, forest):
    article, tree = forest
    text = api.get(f"/a/{article['id']}", headers=HTML, check=False).text
    depths = list(branches(text).values())
    assert [depths.count(n) for n in range(4)] == [3, 6, 6, 0]
    assert text.count("1 more of 3 replies") == 3 and text.count("2 more of 3 replies") == 6 and text.count(">3 replies</a>") == 6


def test_the_link_to_the_rest_has_the_same_branches(api, forest):
    article, tree = forest
    text = api.get(f"/a/{article['id']}/c/{tree['top'][0]}", headers=HTML, check=False).text
    depths = branches(text[text.index('class="discussion"'):])
    assert [list(depths.values()).count(n) for n in range(4)] == [3, 6, 6, 0]
    assert set(tree[tree["top"][0]]) == {one for one, depth in depths.items() if depth == 0}


def test_a_setting_says_how_many_levels_pages_show(make_server, database, api, forest):
    article, _ = forest
    for levels, expected in ((1, [3]), (2, [3, 6]), (4, [3, 6, 6, 6])):
        server = make_server(database, {"comments.levels": levels}).start()
        text = type(api)(server.url).get(f"/a/{article['id']}", headers=HTML, check=False).text
        depths = list(branches(text).values())
        assert [depths.count(n) for n in range(len(expected))] == expected, levels
        assert (max(depths) + 1) == levels


# ---- picks
def pick(moderator, comment, featured=True):
    done = moderator.api.patch(f"/v1/moderation/comments/{comment}", {"featured": featured})
    assert done.status == 200, done
    return {"Madang-Min-Version": str(done.json["article_version"])}


def test_picks_are_an_order_of_their_own(api, story, reader, moderator):
    article = story()
    path = f"/v1/articles/{article['id']}/comments"
    ids = [post(reader, article, f"comment {n}") for n in range(6)]
    reply = post(reader, article, "a picked reply", ids[0])
    below = [post(reader, article, f"below {n}", reply) for n in range(3)]
    page = f"/a/{article['id']}"
    assert api.get(path, query={"sort": "picks"}).json["comments"] == []
    assert "sort=picks" not in api.get(page, headers=HTML, check=False).text
    for one in (ids[1], reply, ids[4]):
        fresh = pick(moderator, one)
    found, cursor = [], None
    while True:
        got = api.get(path, query={"sort": "picks", "limit": 1, **({"cursor": cursor} if cursor else {})}, headers=fresh).json
        found += got["comments"]
        cursor = got["next"]
        if cursor is None:
            break
    assert [n["id"] for n in found] == [reply, ids[4], ids[1]], "newest first"
    assert all(n["featured"] for n in found)
    replies = found[0]["replies"]
    assert found[0]["parent_id"] == ids[0] and [n["id"] for n in replies["comments"]] == below[::-1] and replies["next"] is None
    short = api.get(path, query={"sort": "picks", "replies": 1}, headers=fresh).json["comments"][0]["replies"]
    rest = api.get(f"{path}/{reply}/replies", query={"cursor": short["next"]}).json
    assert [n["id"] for n in short["comments"] + rest["comments"]] == below[::-1]
    shown = api.get(page, headers={**HTML, **fresh}, check=False).text
    assert f'href="/a/{article["id"]}?sort=picks">Picks</a>' in shown
    picked = api.get(page + "?sort=picks", headers={**HTML, **fresh}, check=False).text
    assert list(branches(picked))[0] == reply and picked.count("Picked by the editors") == 3
    assert "?sort=picks" not in "".join(re.findall(r'<p class="more-replies"[^>]*><a href="([^"]*)"', picked))
    gone = pick(moderator, reply, False)
    assert [n["id"] for n in api.get(path, query={"sort": "picks"}, headers=gone).json["comments"]] == [ids[4], ids[1]]


def test_a_removed_comment_is_no_pick(api, story, reader, moderator):
    article = story()
    path = f"/v1/articles/{article['id']}/comments"
    made, other = post(reader, article, "picked"), post(reader, article, "kept")
    post(reader, article, "an answer", made)
    for one in (made, other):
        pick(moderator, one)
    gone = reader.api.delete(f"{path}/{made}")
    fresh = {"Madang-Min-Version": gone.headers["madang-version"]}
    assert [n["id"] for n in api.get(path, query={"sort": "picks"}, headers=fresh).json["comments"]] == [other]


def test_replies_have_no_picks(api, story, reader):
    article = story()
    made = post(reader, article, "a comment")
    assert api.get(f"/v1/articles/{article['id']}/comments/{made}/replies", query={"sort": "picks"}).status == 400
    assert api.get(f"/a/{article['id']}/c/{made}?sort=picks", headers=HTML, check=False).status == 400
    assert "picks" not in api.get(f"/a/{article['id']}/c/{made}", headers=HTML, check=False).text


# ---- folding
@pytest.fixture
def folding(admin):
    def fold(votes):
        now = admin.api.get("/v1/moderation/settings").json
        answer = admin.api.put("/v1/moderation/settings", {"version": now["version"], "settings": {"fold_votes": votes} if votes else {}})
        assert answer.status == 200, answer
    yield fold
    fold(0)


def folded(api, path, headers=None):
    text = api.get(path, headers={**HTML, **(headers or {})}, check=False).text
    return re.findall(r'<details class="low">\s*<summary>.*?</summary>\s*<div class="text" dir="auto">\s*(.*?)\s*</div>', text, re.S)


def test_a_comment_is_folded_from_the_sites_votes_on(server, api, story, reader, make_account, folding):
    article = story()
    low, even = post(reader, article, "an unwelcome word"), post(reader, article, "a disputed word")
    voters = [make_account("reader") for _ in range(3)]
    for n, voter in enumerate(voters):
        for comment, value in ((low, -1), (even, -1 if n < 2 else 1)):
            done = voter.api.put(f"/v1/articles/{article['id']}/comments/{comment}/vote", {"value": value})
            assert done.status == 200, done
    page = f"/a/{article['id']}"
    assert folded(api, page) == [], "never unless the site says so"
    folding(3)
    server.wait_for(lambda: folded(api, page), what="the site's new setting")
    assert ["unwelcome" in text for text in folded(api, page)] == [True], "net votes count"
    assert folded(api, f"{page}/c/{low}") == [], "the comment that the reader asked for is open"
    own = Visitor(server)
    own.sign_in(reader)
    assert '<details class="low">' not in own.get(page).text, "its author sees it open"
    folding(1)
    server.wait_for(lambda: len(folded(api, page)) == 2, what="the site's new setting")
    folding(0)
    server.wait_for(lambda: not folded(api, page), what="the site's new setting")


@pytest.mark.parametrize("value, code", [(-1, "out_of_range"), (10001, "out_of_range"), ("3", "bad_type"), (1.5, "bad_type")])
def test_an_impossible_fold_changes_nothing(admin, value, code):
    now = admin.api.get("/v1/moderation/settings").json
    answer = admin.api.put("/v1/moderation/settings", {"version": now["version"], "settings": {"fold_votes": value}})
    assert answer.status == 422 and answer.json["fields"] == [{"field": "settings.fold_votes", "code": code}]
    assert admin.api.get("/v1/moderation/settings").json == now


# ---- links around a thread
def test_every_thread_links_to_house_rules_and_to_notices_of_illegal_content(api, story, reader, admin):
    article = story()
    made = post(reader, article, "a comment")
    for state in ("open", "closed"):
        admin.api.patch(f"/v1/articles/{article['id']}", {"state": state})
        for path in (f"/a/{article['id']}", f"/a/{article['id']}/c/{made}", f"/embed/{article['id']}", f"/embed/{article['id']}/c/{made}"):
            text = api.get(path, headers=HTML, check=False).text
            assert 'href="/house-rules/default"' in text and 'href="/notices/illegal"' in text, (state, path)


def test_an_error_page_names_its_reader(server, story, reader):
    article = story()
    visitor = Visitor(server)
    visitor.sign_in(reader)
    for path, status in ((f"/a/{article['id']}/c/{article['id']}", 404), ("/desk", 403)):
        answer = visitor.get(path)
        assert answer.status_code == status and f'<span class="who" dir="auto">{reader.username}</span>' in answer.text, path
    assert "Your account</span>" not in answer.text


# ---- reasons
def test_a_reason_has_one_word_for_reporter_and_author(server, api, story, reader, make_account):
    article = story()
    made = post(reader, article, "a comment")
    visitor = Visitor(server)
    visitor.sign_in(make_account("reader"))
    form = visitor.get(f"/a/{article['id']}/c/{made}/report").text
    rules = {m[0]: html.unescape(m[1]) for m in re.findall(
        r'<input[^>]*name="reason"[^>]*value="(\w+)"[^>]*>\s*(?:<span[^>]*>)?([^<]+)<', form)}
    house = api.get("/house-rules/default", headers=HTML, check=False).text
    assert set(rules) == set(REASONS)
    for reason in REASONS:
        assert html.escape(rules[reason]) in house, (reason, rules[reason])
