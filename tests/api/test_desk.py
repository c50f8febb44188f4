# SPDX-License-Identifier: Apache-2.0
"""Goal: the desk's flow. A decision leads back to the list it came from or on to the next case, and says only what is true."""
import json
import re
import urllib.parse

import pytest

from visitor import Visitor, comment, key, page, version, visiting

# The one worker learns of a change only from the decision itself.
SETTINGS = {"rules.refresh": "10min", "server.workers": 1, "cache.check": "1min", "cache.stale_max": 0, "cache.refill_min": 0}
ID = "[0-9a-f-]{36}"


@pytest.fixture(scope="module")
def desk(server, moderator):
    yield from visiting(server, moderator)


@pytest.fixture(scope="module")
def chief(server, admin):
    yield from visiting(server, admin)


@pytest.fixture(scope="module")
def outsider(server, reader):
    """Signed in, and at no desk."""
    yield from visiting(server, reader)


@pytest.fixture
def held(reader, moderator, article):
    """Three held comments of one article, oldest first."""
    assert moderator.api.patch(f"/v1/articles/{article['id']}", {"state": "premoderated"}).status == 200
    return [comment(reader, article, f"Held {i}.") for i in range(3)]


def fields(shown, **more):
    """The hidden fields of the case's form, and more."""
    form = re.search(r'<form class="decide(?:-bar)?".*?</form>', shown, re.S)[0]
    return {**dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form.replace("&amp;", "&"))), **more}


def test_a_decision_leads_back_to_its_list(desk, article, held):
    path = f"/desk?view=held&article={article['id']}&limit=2"
    shown = page(desk.get(path))
    assert f'href="/desk?view=reported&amp;article={article["id"]}&amp;limit=2"' in shown     # the tabs keep the article
    sent = fields(shown, action="approve")
    case = re.search(rf'action="/desk/({ID})/decide"', shown)[1]
    answer = desk.post(f"/desk/{case}/decide", sent)
    assert re.fullmatch(re.escape(path) + rf"&said=approve&undo={ID}", answer.headers["location"])
    assert "Approved." in page(desk.get(answer.headers["location"]))


def test_the_list_leads_to_the_case_and_back(desk, article, held):
    shown = page(desk.get(f"/desk?view=held&article={article['id']}"))
    at = re.search(rf'href="(/desk/{ID}\?view=held&amp;article={ID})"', shown)[1].replace("&amp;", "&")
    shown = page(desk.get(at))
    assert f'href="/desk?view=held&amp;article={article["id"]}">Back to the list' in shown
    answer = desk.post(at.split("?")[0] + "/decide", fields(shown, action="approve"))
    assert answer.headers["location"].startswith(f"/desk?view=held&article={article['id']}&said=approve")
    # Opened from elsewhere, the page stays.
    answer = desk.post(f"/desk/{held[0]}/decide", fields(page(desk.get(f"/desk/{held[0]}")), action="approve"))
    assert answer.headers["location"].startswith(f"/desk/{held[0]}?said=approve")


def test_a_reported_comment_that_is_withdrawn_has_a_view(desk, make_account, reader, article):
    """Its moderator upholds the reports, or closes the case."""
    made = [comment(reader, article, f"Withdrawn {i}.") for i in range(2)]
    other = make_account()
    for one in made:
        path = f"/v1/articles/{article['id']}/comments/{one}"
        assert other.api.post(f"{path}/reports", {"reason": "abuse"}).status == 201
        assert reader.api.delete(path).status == 204
    assert "Withdrawn 0." not in page(desk.get(f"/desk?article={article['id']}"))
    at = f"/desk?view=withdrawn&article={article['id']}"
    shown = page(desk.get(at))
    assert "Withdrawn 0." in shown and "Withdrawn 1." in shown and "withdrawn by its author" in shown
    for one, action, said in (made[0], "reject", "Reject for the record"), (made[1], "close", "Close the case"):
        shown = page(desk.get(f"/desk/{one}?view=withdrawn&article={article['id']}"))
        assert f">{said}<" in shown and 'value="escalate"' not in shown
        answer = desk.post(f"/desk/{one}/decide", fields(shown, action=action, reason="abuse"))
        assert answer.headers["location"].startswith(f"{at}&said={action}"), one
        assert ("Closed. The comment stays taken back." if action == "close" else "Rejected.") in page(desk.get(answer.headers["location"]))
        assert "There is nothing to decide" in page(desk.get(f"/desk/{one}"))
        assert ("<strong>Closed</strong>" if action == "close" else "<strong>Rejected</strong>") in page(desk.get(f"/desk/log?comment={one}"))
    assert "Withdrawn" not in re.sub(r"<nav.*?</nav>", "", page(desk.get(at)), flags=re.S)


def test_claiming_stays_within_the_article(desk, reader, moderator, article, held):
    answer = desk.post("/desk/claim", {"view": "held", "article": article["id"]})
    at = answer.headers["location"]
    assert re.fullmatch(rf"/desk/{ID}\?view=held&article={article['id']}&said=claimed", at)
    assert re.search(ID, at)[0] in held
    assert desk.post("/desk/claim", {"view": "suspect", "article": article["id"]}).headers["location"] == \
        f"/desk?view=suspect&article={article['id']}&said=none"


def test_a_decision_leads_to_the_next_case_until_none_is_left(desk, article, held):
    at = desk.post("/desk/claim", {"view": "held", "article": article["id"]}).headers["location"]
    seen = []
    for left in (2, 1, 0):
        shown = page(desk.get(at))
        assert "You hold this case until" in shown and re.search('name="next" value="yes" checked=""', shown)
        seen.append(re.search(ID, at)[0])
        at = desk.post(f"/desk/{seen[-1]}/decide", fields(shown, action="approve", next="yes")).headers["location"]
        if left:
            assert re.fullmatch(rf"/desk/{ID}\?view=held&article={article['id']}&said=approve_next&undo={ID}", at)
            assert "This is the next case" in page(desk.get(at))
    assert at.startswith(f"/desk?view=held&article={article['id']}&said=approve&undo=")
    assert sorted(seen) == sorted(held) and "There are no open cases here" in page(desk.get(at))


def test_a_decision_shows_at_once_in_the_pages_of_its_worker(server, desk, reader, article):
    """Without asking for a version, and before any check."""
    one = comment(reader, article, "Out with it.")
    stranger = Visitor(server)
    assert "Out with it." in page(stranger.get(f"/a/{article['id']}"))
    done = desk.post(f"/desk/{one}/decide", {"version": version(page(desk.get(f"/desk/{one}"))), "action": "reject", "reason": "spam"})
    assert "Out with it." not in page(stranger.get(f"/a/{article['id']}"))
    undo = re.search(rf"undo=({ID})", done.headers["location"])[1]
    assert desk.post(f"/desk/decisions/{undo}/undo", {}).status_code == 303
    assert "Out with it." in page(stranger.get(f"/a/{article['id']}"))


def test_the_desk_says_truthfully_what_was_undone(desk, reader, article, held):
    """The first decision closed an open case, the second changed a closed one."""
    at, done = f"/desk/{held[0]}", []
    for more in ({"action": "approve"}, {"action": "reject", "reason": "spam"}):
        answer = desk.post(at + "/decide", fields(page(desk.get(at)), **more))
        done.append(re.search(rf"undo=({ID})", answer.headers["location"])[1])
    back = desk.post(f"/desk/decisions/{done[1]}/undo", {"back": at})
    assert back.headers["location"] == at + "?said=undone_closed"
    assert "As before, no case is open." in page(desk.get(back.headers["location"]))
    answer = desk.post(f"/desk/{held[1]}/decide", fields(page(desk.get(f"/desk/{held[1]}")), action="approve"))
    one = re.search(rf"undo=({ID})", answer.headers["location"])[1]
    assert desk.post(f"/desk/decisions/{one}/undo", {"back": at}).headers["location"] == at + "?said=undone"


def test_a_free_case_can_be_claimed_from_its_page(desk, chief, held):
    at = f"/desk/{held[0]}"
    shown = page(desk.get(at))
    assert ">Claim this case<" in shown
    assert desk.post(at + "/renew", {}).headers["location"] == at + "?said=renewed"
    shown = page(desk.get(at))
    assert "You hold this case until" in shown and "Renew the claim" in shown and ">Claim this case<" not in shown
    shown = page(chief.get(at))
    assert "Take this case over" in shown and ">Claim this case<" not in shown
    assert desk.post(at + "/release", {"view": "held"}).headers["location"] == "/desk?view=held&said=released"


def test_a_case_with_an_open_appeal_is_decided_among_the_appeals(server, desk, make_account, article):
    author = make_account()
    one = comment(author, article, "A hard word.")
    assert desk.post(f"/desk/{one}/decide", fields(page(desk.get(f"/desk/{one}")), action="reject", reason="abuse")).status_code == 303
    notice = author.api.get("/v1/account/notices").json["notices"][0]
    assert author.api.post("/v1/appeals", {"notice": notice["id"], "text": "It was not."}).status == 201
    shown = page(desk.get(f"/desk/{one}"))
    assert "The author has appealed." in shown and 'href="/desk/appeals"' in shown and "Escalate" in shown
    assert 'value="restore"' not in shown and 'value="reject"' not in shown and 'value="approve"' not in shown
    shown = page(desk.post(f"/desk/{one}/decide", fields(shown, action="restore")), 422)
    assert "The author has appealed" in shown and "You have appealed" not in shown


def test_the_first_moderator_is_told_why_a_second_is_needed(server, desk, database, reader, article):
    database.sql("""update core.site set settings = '{"second": {"reasons": ["hate"]}}', updated_at = core.now() where key = 'default'""")
    try:
        one = comment(reader, article)
        for status in (303, 403):
            answer = desk.post(f"/desk/{one}/decide", fields(page(desk.get(f"/desk/{one}")), action="reject", reason="hate"))
            assert answer.status_code == status
        assert "You proposed this yourself." in answer.text and "your own comment" not in answer.text
    finally:
        database.sql("update core.site set settings = '{}', updated_at = core.now() where key = 'default'")


def boxes(shown, ticked=None):
    """{case-id: version} of the page's boxes; ticked: only those that are, or are not."""
    found = re.findall(r'name="(case-[^"]+)" value="(\d+)"( checked="")?', shown)
    return {name: value for name, value, is_ticked in found if ticked is None or bool(is_ticked) == ticked}


def test_many_cases_are_decided_and_undone_at_once(desk, server, article, held):
    at = f"/desk?view=held&article={article['id']}"
    shown = page(desk.get(at))
    assert set(boxes(shown, ticked=False)) == {f"case-{one}" for one in held}
    ticked = page(desk.get(at + "&pick=all"))
    assert len(boxes(ticked, ticked=True)) == 3 and "Tick none" in ticked
    assert "pick=" not in ticked                            # what is done or clicked there ticks no others
    assert desk.post("/desk/decide", {"action": "reject", "reason": "spam", "back": at}).headers["location"] == at + "&said=nothing_ticked"
    first = dict(list(boxes(shown).items())[:2])
    shown = page(desk.post("/desk/decide", {**first, "action": "reject", "reason": "spam", "message": "Not <here>.", "back": at}))
    assert "Rejected: 2 cases." in shown and "Not decided" not in shown and 'name="case-' not in shown
    assert set(boxes(page(desk.get(at)))) == {f"case-{one}" for one in held} - set(first)
    undo = {name: "yes" for name in re.findall(r'name="(decision-[^"]+)"', shown)}
    assert len(undo) == 2
    assert desk.post("/desk/decisions/undo", {**undo, "back": at}).headers["location"] == at + "&said=all_undone"
    assert len(boxes(page(desk.get(at)))) == 3
    again = page(desk.post("/desk/decisions/undo", {**undo, "back": at}))
    assert "Not undone: 2 cases" in again and again.count("It is undone already.") == 2 and "Undone:" not in again
    page(desk.post("/desk/decisions/undo", {"back": at}), 422)


def test_a_search_ticks_only_the_cases_it_shows(desk, server, database, article, held):
    """Of what it leads to, further pages and what comes after a decision, nothing is ticked."""
    server.wait_for(lambda: database.one("select count(*) from core.search_queue") == 0, what="the texts")
    at = f"/desk/search?article={article['id']}&limit=2"
    ticked = page(desk.get(at + "&pick=all"))
    assert len(boxes(ticked, ticked=True)) == 2 and "Older results" in ticked
    assert "pick=" not in ticked and f'name="back" value="{at}"' in ticked.replace("&amp;", "&")
    answer = desk.post("/desk/decide", {"action": "reject", "reason": "spam", "back": at + "&pick=all"})
    assert answer.headers["location"] == at + "&said=nothing_ticked"


def test_a_search_leads_to_a_job_with_its_filter(desk, server, database, reader, article, held):
    """Names and addresses go along; what nobody decides is not offered."""
    server.wait_for(lambda: database.one("select count(*) from core.search_queue") == 0, what="the texts")
    offered = lambda query: re.search(r'href="(/desk/jobs/new[^"]*)"[^>]*>Decide everything', page(desk.get("/desk/search" + query)))     # noqa: E731
    form = page(desk.get(offered(f"?q=held&author={reader.username}&article={article['url']}&state=held")[1].replace("&amp;", "&")))
    assert f'value="{reader.username}"' in form and f'value="{article["url"]}"' in form
    assert 'name="text" type="text" value="held"' in form and '<option value="held" selected="">' in form
    assert offered(f"?in=cases&article={article['key']}")[1] == f"/desk/jobs/new?case=any&amp;article={article['key']}"
    assert offered("") is None and offered("?in=accounts&q=reader") is None


def test_a_refusal_among_many_decisions_says_why_and_can_be_retried(desk, server, moderator, article, held):
    at = f"/desk?view=held&article={article['id']}"
    own = comment(moderator, article, "My own.")
    stale = {f"case-{held[0]}": "99", **{f"case-{one}": "1" for one in (held[1], own)}}
    shown = page(desk.post("/desk/decide", {**stale, "action": "approve", "note": "Kept <words>.", "back": at}))
    assert "Approved: 1 case." in shown and "Not decided: 2 cases" in shown
    assert "There is something new about the case: an edit," in shown and "This is your own comment" in shown
    assert "Held 0." in shown and "Kept &lt;words&gt;." in shown and f'href="/desk/{held[0]}"' in shown
    again = boxes(shown, ticked=True)
    assert again == {f"case-{held[0]}": "1", f"case-{own}": "1"} and boxes(shown, ticked=False) == {}
    again.pop(f"case-{own}")
    shown = page(desk.post("/desk/decide", {**again, "action": "reject", "back": at}))
    assert "Choose a reason." in shown and "Held 0." in shown and boxes(shown, ticked=True) == again
    shown = page(desk.post("/desk/decide", {**again, "action": "reject", "reason": "spam", "back": at}))
    assert "Rejected: 1 case." in shown


def own_reasons(shown):
    """{reason-id: the chosen reason} of the page's cases."""
    return {name: re.search(r'value="([^"]*)" selected', options)[1]
            for name, options in re.findall(r'<select id="own-[^"]+" form="bulk" name="(reason-[^"]+)">(.*?)</select>', shown, re.S)}


def test_each_of_many_cases_has_a_reason_of_its_own(desk, chief, server, reader, moderator, make_account, article, held):
    """A report's reason is chosen beforehand, and only for its case. A reason for all comes before them."""
    server_reader = make_account()
    assert server_reader.api.post(f"/v1/articles/{article['id']}/comments/{held[0]}/reports", {"reason": "hate"}).status in (201, 404)
    at = f"/desk?view=held&article={article['id']}"
    assert set(own_reasons(page(desk.get(at))).values()) == {""}
    moderator.api.patch(f"/v1/articles/{article['id']}", {"state": "open"})
    made = [comment(reader, article, f"Each {i}.") for i in range(3)]
    assert server_reader.api.post(f"/v1/articles/{article['id']}/comments/{made[0]}/reports", {"reason": "hate"}).status == 201
    shown = page(desk.get(f"/desk?view=reported&article={article['id']}"))
    assert own_reasons(shown) == {f"reason-{made[0]}": "hate"}
    versions = {one: version(page(desk.get(f"/desk/{one}"))) for one in made}
    sent = {**{f"case-{one}": versions[one] for one in made}, f"reason-{made[0]}": "hate", f"reason-{made[1]}": "off_topic", f"reason-{made[2]}": "",
            "action": "reject", "reason": "", "back": at}
    shown = page(desk.post("/desk/decide", sent))
    assert "Rejected: 2 cases." in shown and "Not decided: 1 case" in shown and "Choose a reason." in shown and "Each 2." in shown
    taken = [moderator.api.get("/v1/moderation/decisions", query={"comment": one}).json["decisions"] for one in made]
    assert [d[0]["reason"] if d else None for d in taken] == ["hate", "off_topic", None]
    shown = page(desk.post("/desk/decide", {**boxes(shown, ticked=True), f"reason-{made[2]}": "off_topic", "action": "reject", "reason": "spam"}))
    assert "Rejected: 1 case." in shown
    assert moderator.api.get("/v1/moderation/decisions", query={"comment": made[2]}).json["decisions"][0]["reason"] == "spam"


def test_a_case_that_a_colleague_decided_stays_ticked_and_refused(desk, chief, article, held):
    """It says who decided what; pressing again does not turn that decision around."""
    at = f"/desk?view=held&article={article['id']}"
    sent = {**boxes(page(desk.get(at))), "action": "reject", "reason": "spam", "back": at}
    assert "Approved: 1 case." in page(chief.post("/desk/decide", {f"case-{held[1]}": sent[f"case-{held[1]}"], "action": "approve"}))
    shown = page(desk.post("/desk/decide", sent))
    assert "Rejected: 2 cases." in shown and re.search(r"admin\S*, [^<]*: Approved", shown) and "Held 1." in shown
    assert boxes(shown, ticked=True) == {f"case-{held[1]}": sent[f"case-{held[1]}"]}
    assert "Not decided: 1 case" in page(desk.post("/desk/decide", {**boxes(shown, ticked=True), "action": "reject", "reason": "spam"}))


def test_undoing_many_decisions_says_which_are_not_undone(desk, chief, article, held):
    at = f"/desk?view=held&article={article['id']}"
    shown = page(desk.post("/desk/decide", {**boxes(page(desk.get(at))), "action": "reject", "reason": "spam", "back": at}))
    undo = {name: "yes" for name in re.findall(r'name="(decision-[^"]+)"', shown)}
    sent = fields(page(chief.get(f"/desk/{held[2]}")), action="restore")
    assert chief.post(f"/desk/{held[2]}/decide", sent).status_code == 303
    shown = page(desk.post("/desk/decisions/undo", {**undo, "back": at}))
    assert "Undone: 2 cases." in shown and "Not undone: 1 case" in shown and "Held 2." in shown and "Restored" in shown
    assert f'href="/desk/{held[2]}"' in shown and "Held 0." not in shown


def test_the_length_of_the_list_can_be_chosen(desk, article, held):
    """Twenty at first; the choice stays on other tabs."""
    shown = page(desk.get(f"/desk?view=held&article={article['id']}")).replace("&amp;", "&")
    assert re.search(r'limit=20" aria-current="true">20</a>', shown) and f'href="/desk?view=held&article={article["id"]}&limit=100">100</a>' in shown
    shown = page(desk.get(f"/desk?view=held&article={article['id']}&limit=50")).replace("&amp;", "&")
    assert re.search(r'limit=50" aria-current="true">50</a>', shown) and f'href="/desk?view=reported&article={article["id"]}&limit=50"' in shown


def test_decisions_on_many_cases_have_limits(desk, outsider, article, held):
    sent = {f"case-{one}": "1" for one in held}
    page(desk.post("/desk/decide", {**sent, "action": "dance"}), 422)
    page(desk.post("/desk/decide", {**sent, "action": "approve", "note": "x" * 2001}), 422)
    page(outsider.post("/desk/decide", {**sent, "action": "approve"}), 403)
    page(outsider.post("/desk/decisions/undo", {f"decision-{held[0]}": "yes"}), 403)
    many = {f"case-01936000-0003-7000-8000-{i:012}": "1" for i in range(100)}
    assert "Not decided: 100 cases" in page(desk.post("/desk/decide", {**many, "action": "approve"}))
    page(desk.post("/desk/decide", {f"x{i}": "" for i in range(1100)}), 400)


def test_the_same_decisions_sent_twice_decide_once(desk, article, held):
    at = f"/desk?view=held&article={article['id']}"
    shown = page(desk.get(at))
    bulk = re.search(r'<form id="bulk".*?</form>', shown, re.S)[0]
    sent = {**boxes(shown), "key": key(bulk), "action": "approve", "back": at}
    first, second = (page(desk.post("/desk/decide", sent)) for _ in range(2))
    decided = re.findall(r'name="(decision-[^"]+)"', first)
    assert len(decided) == 3 and re.findall(r'name="(decision-[^"]+)"', second) == decided


def test_a_case_is_shown_with_its_context(desk, chief, reader, admin, article):
    """The case shows its parent comment, its place, a colleague's handover reason and the text that was reported first."""
    above = comment(admin, article, "The <question>.")
    answer = reader.api.post(f"/v1/articles/{article['id']}/comments", {"body": "First wording.", "parent_id": above})
    one = answer.json["comment"]["id"]
    assert admin.api.post(f"/v1/articles/{article['id']}/comments/{one}/reports", {"reason": "hate"}).status == 201
    assert reader.api.patch(f"/v1/articles/{article['id']}/comments/{one}", {"body": "Second wording.", "revision": 1}).status == 200
    shown = page(desk.get(f"/desk/{one}"))
    assert f'href="/a/{article["id"]}/c/{one}">in its thread' in shown
    assert f'href="{article["url"]}" target="_blank" rel="noopener">The article itself' in shown
    assert "In reply to" in shown and "The &lt;question&gt;." in shown and f'href="/a/{article["id"]}/c/{above}">in its thread' in shown
    assert "Changes by the author" in shown and "<del>First" in shown and "about an earlier text" in shown
    assert '<option value="hate" selected' not in shown
    assert desk.post(f"/desk/{one}/decide", fields(shown, action="escalate", note="Over to <you>.")).status_code == 303
    assert "Over to &lt;you&gt;." in page(chief.get(f"/desk/{one}"))


def test_a_moderator_at_the_claim_limit_claims_no_further_case(make_server, database, make_account, held):
    one = make_server(database, {**SETTINGS, "moderation.claims_max": 1}).start()
    v = Visitor(one)
    v.sign_in(make_account("moderator"))
    for case, to in (held[0], f"/desk/{held[0]}?said=renewed"), (held[1], "/desk?view=mine&said=claims_max"):
        assert v.post(f"/desk/{case}/renew", {}).headers["location"] == to
    assert "You hold the maximum number of cases." in page(v.get("/desk?view=mine&said=claims_max"))
    v.http.close()
    one.stop()


def test_the_desk_has_a_view_of_ones_own_claims(desk, chief, article, held):
    assert desk.post(f"/desk/{held[0]}/renew", {}).status_code == 303
    shown = page(desk.get(f"/desk?view=mine&article={article['id']}"))
    assert set(boxes(shown)) == {f"case-{held[0]}"} and 'view=mine' in page(desk.get("/desk"))
    assert "There are no open cases here." in page(chief.get(f"/desk?view=mine&article={article['id']}"))
    assert "For a second moderator" in page(desk.get("/desk"))
    assert "There are no open cases here." in page(desk.get(f"/desk?view=proposed&article={article['id']}"))


def test_a_skipped_case_comes_after_all_others(desk, moderator, article, held):
    list_of = f"/desk?view=held&article={article['id']}"
    answer = desk.post("/desk/claim", {"view": "held", "article": article["id"]})
    first = re.search(ID, answer.headers["location"])[0]
    shown = page(desk.get(answer.headers["location"]))
    assert f'formaction="/desk/{first}/skip"' in shown
    seen = [first]
    for _ in held[1:]:
        answer = desk.post(f"/desk/{seen[-1]}/skip", {"view": "held", "article": article["id"]})
        assert "&said=skip_next" in answer.headers["location"]
        seen.append(re.search(ID, answer.headers["location"])[0])
    assert set(seen) == set(held)
    assert re.findall(rf'id="case-({ID})"', page(desk.get(list_of))) == [seen[-1]]
    skipped = page(desk.get(list_of.replace("held", "skipped")))
    assert set(re.findall(rf'id="case-({ID})"', skipped)) == set(seen[:-1])
    answer = desk.post(f"/desk/{seen[-1]}/skip", {"view": "held", "article": article["id"]})
    assert answer.headers["location"].startswith(f"/desk/{first}?view=held") and "said=skip_next" in answer.headers["location"]
    answer = desk.post(f"/desk/{seen[1]}/unskip", {"view": "held", "article": article["id"]})
    assert "Back" in page(desk.get(answer.headers["location"])) and seen[1] in page(desk.get(list_of))
    assert moderator.api.get("/v1/moderation/cases", query={"view": "skipped"}).json["counts"]["skipped"] == 1
    for id in held:
        moderator.api.delete(f"/v1/moderation/cases/{id}/skip")


def test_a_skip_by_the_api_is_answered_with_the_number_that_waits(api, moderator, chief, held):
    answer = moderator.api.post(f"/v1/moderation/cases/{held[0]}/skip")
    assert (answer.status, answer.json) == (200, {"case": held[0], "skipped": 1})
    assert moderator.api.post(f"/v1/moderation/cases/{held[0]}/skip").json["skipped"] == 1
    answer = moderator.api.delete(f"/v1/moderation/cases/{held[0]}/skip")
    assert (answer.status, answer.json["skipped"]) == (200, 0)


PART = {"Madang-Part": "1"}


def part(desk, path, fields):
    """A form as the desk's script sends it: (status, HTML without the frame of a page)."""
    answer = desk.http.post(desk.url + path, data={**fields, "form_token": desk.token()}, headers={"Origin": desk.url, **PART}, allow_redirects=False)
    assert "location" not in answer.headers and "<html" not in answer.text, answer.text
    return answer.status_code, answer.text


def pane(desk, path):
    answer = desk.http.get(desk.url + path, headers=PART)
    assert answer.status_code == 200 and "<html" not in answer.text
    return answer.text


def test_the_script_gets_the_case_and_the_list_alone(desk, article, held):
    shown = pane(desk, f"/desk/{held[0]}?view=held&article={article['id']}")
    assert shown.startswith('<article class="case full"') and f'data-case="{held[0]}"' in shown
    listed = re.findall(rf'id="case-({ID})"', pane(desk, f"/desk?view=held&article={article['id']}"))
    assert sorted(listed) == sorted(held)


def test_a_decision_of_the_script_is_answered_with_a_line_and_its_undo(desk, moderator, held):
    sent = fields(pane(desk, f"/desk/{held[0]}"), action="approve")
    status, shown = part(desk, f"/desk/{held[0]}/decide", sent)
    undo = re.search(rf'action="/desk/decisions/({ID})/undo"', shown)[1]
    assert status == 200 and "Approved." in shown
    # The same form again, as after a lost connection: the same decision.
    status, again = part(desk, f"/desk/{held[0]}/decide", sent)
    assert status == 200 and f"/desk/decisions/{undo}/undo" in again
    assert len(moderator.api.get("/v1/moderation/decisions", query={"comment": held[0]}).json["decisions"]) == 1
    status, shown = part(desk, f"/desk/decisions/{undo}/undo", {})
    assert status == 200 and "Undone. The case is open again." in shown


def test_a_refused_decision_says_who_decided_what_and_keeps_the_words(desk, chief, admin, held):
    sent = fields(pane(desk, f"/desk/{held[0]}"), action="approve", note="Fine, I think.")
    theirs = fields(page(chief.get(f"/desk/{held[0]}")), action="reject", reason="spam")
    assert chief.post(f"/desk/{held[0]}/decide", theirs).status_code == 303
    status, shown = part(desk, f"/desk/{held[0]}/decide", sent)
    assert status == 409 and "Nothing was decided" in shown and re.search(admin.username + ", [^:]*: Rejected, Spam", shown)
    assert "Go on without deciding" in shown and "Fine, I think." in shown and ">Restore<" in shown


def test_a_refused_decision_says_that_a_colleague_holds_the_case_or_the_author_edited_it(desk, chief, reader, admin, article, held):
    sent = fields(pane(desk, f"/desk/{held[1]}"), action="approve")
    assert chief.post(f"/desk/{held[1]}/renew", {}).status_code == 303
    status, shown = part(desk, f"/desk/{held[1]}/decide", sent)
    assert status == 409 and f"{admin.username} holds this case until" in shown
    assert reader.api.patch(f"/v1/articles/{article['id']}/comments/{held[2]}", {"body": "Held, edited.", "revision": 1}).status == 200
    sent = fields(pane(desk, f"/desk/{held[2]}"), action="approve")
    assert reader.api.patch(f"/v1/articles/{article['id']}/comments/{held[2]}", {"body": "Held, edited twice.", "revision": 2}).status == 200
    status, shown = part(desk, f"/desk/{held[2]}/decide", sent)
    assert status == 409 and "The author edited the text after you opened the case." in shown


KILOBYTE = 1024


@pytest.mark.parametrize("letter", ["가", '"', "<", "\U0001f9f6"])
def test_a_case_has_at_most_25_kilobytes_however_much_there_is(desk, moderator, make_account, admin, database, article, letter):
    """The longest texts, reports, revisions, removed comments and a notice. The text itself and the newest notice are whole."""
    one = make_account("reader")
    long = letter * 4990
    for i in range(4):
        gone = comment(one, article, f"{long}{i}")
        assert desk.post(f"/desk/{gone}/decide", fields(page(desk.get(f"/desk/{gone}")), action="reject", reason="hate", note="n" * 2000)).status_code == 303
    above = comment(admin, article, long)
    case = one.api.post(f"/v1/articles/{article['id']}/comments", {"body": f"{long} 0", "parent_id": above}).json["comment"]["id"]
    path = f"/v1/articles/{article['id']}/comments/{case}"
    for i in range(1, 4):
        for word in ("hate", "spam", "abuse"):
            who = make_account("reader")
            assert who.api.post(f"{path}/reports", {"reason": word, "detail": (letter * 1990)[:1990 // len(letter.encode())]}).status == 201
        assert one.api.patch(path, {"body": f"{long} {i}", "revision": i}).status == 200
    notice = {"comment": case, "explanation": "An explanation. " * 60, "good_faith": True}
    for _ in range(3):
        assert make_account("reader").api.post("/v1/notices/illegal", notice).status in (201, 202)
    assert desk.post(f"/desk/{case}/decide", fields(page(desk.get(f"/desk/{case}")), action="escalate", note="e" * 2000)).status_code == 303
    got = moderator.api.get(f"/v1/moderation/cases/{case}")
    body = len(json.dumps(got.json["comment"]["body"], ensure_ascii=False).encode())
    assert got.json["comment"]["body"] == f"{long} 3" and got.json["notices"][-1]["explanation"] == notice["explanation"]
    whole_parts = body + len(got.json["notices"][-1]["explanation"]) + len(got.json["escalation"]["note"])
    assert len(got.text.encode()) <= max(25 * KILOBYTE, whole_parts + 4 * KILOBYTE) and whole_parts < 24 * KILOBYTE
    left_out = got.json["more"]
    assert left_out["revisions"] > 0 and left_out["signals"] > 0
    whole = moderator.api.get(f"/v1/moderation/cases/{case}", query={"full": "true"})
    assert whole.status == 200, whole
    whole = whole.json
    assert "more" not in whole
    for name, n in left_out.items():
        assert len(whole[name]) == len(got.json[name]) + n
    shown = page(desk.get(f"/desk/{case}"))
    assert "Left out: " in shown and f'href="/desk/{case}?full=true">Show everything' in shown
    assert "Show everything" not in page(desk.get(f"/desk/{case}?full=true"))
    assert moderator.api.get(f"/v1/moderation/cases/{case}", query={"full": "maybe"}).code == "bad_query"


def test_matched_words_stay_marked_under_many_long_reports(desk, moderator, make_account, database, article):
    """A rule's hit is not what gives way."""
    case = comment(make_account("reader"), article, "An ordinary word.")
    database.sql("""insert into core.signal (article_id, comment_id, revision, rule, reason, outcome, weight, rules_version, spans, at)
        select article_id, id, revision, 'words', 'abuse', 'flag', 1, 1, '[[3, 11]]', created_at from core.comment where id = %s""", [case])
    for _ in range(16):
        report = {"reason": "spam", "detail": "d" * 2000}
        assert make_account("reader").api.post(f"/v1/articles/{article['id']}/comments/{case}/reports", report).status == 201
    got = moderator.api.get(f"/v1/moderation/cases/{case}")
    assert got.json["more"]["signals"] > 0 and len(got.text) <= 25 * KILOBYTE
    assert "<mark>ordinary</mark>" in page(desk.get(f"/desk/{case}"))


def test_a_case_shows_what_was_removed_before_and_decided_for_the_same_reason(desk, moderator, make_account, admin, article):
    one = make_account("reader")
    first, second = (comment(one, article, f"{word} words about the bridge.") for word in ("First", "Second"))
    for id in (first, second):
        assert admin.api.post(f"/v1/articles/{article['id']}/comments/{id}/reports", {"reason": "hate", "detail": f"Look at {id}."}).status == 201
    assert desk.post(f"/desk/{first}/decide", fields(page(desk.get(f"/desk/{first}")), action="reject", reason="hate")).status_code == 303
    got = moderator.api.get(f"/v1/moderation/cases/{second}")
    assert [r["case"] for r in got.json["removed"]] == [first] and got.json["removed"][0]["reason"] == "hate"
    assert [(p["case"], p["action"]) for p in got.json["precedents"]] == [(first, "reject")] and got.json["last"] is None
    shown = page(desk.get(f"/desk/{second}"))
    assert "Removed before" in shown and "First words about the bridge." in shown and "Decided before for the same reason" in shown
    assert shown.count("Second words about the bridge.") == 1 and f"Look at {second}." in shown
    assert moderator.api.get(f"/v1/moderation/cases/{first}").json["last"]["action"] == "reject"


def test_the_comments_of_an_author_are_listed_with_their_articles_and_decided_together(desk, moderator, make_account, admin, article):
    """Those with and without a case, but not what the author took back; a changed case is refused."""
    writer = make_account()
    made = [comment(writer, article, f"Of one author {i}.") for i in range(4)]
    assert make_account().api.post(f"/v1/articles/{article['id']}/comments/{made[0]}/reports", {"reason": "spam"}).status == 201
    assert writer.api.delete(f"/v1/articles/{article['id']}/comments/{made[3]}").status == 204
    listed = moderator.api.get(f"/v1/moderation/accounts/{writer.id}").json["comments"]
    assert [(c["comment"]["id"], c["title"], c["version"]) for c in listed] == [
        (one, article["title"], 1 if one == made[0] else 0) for one in reversed(made)]
    at = f"/desk/accounts/{writer.id}"
    shown = page(desk.get(at))
    boxes = dict(re.findall(r'form="bulk" name="(case-[^"]+)" value="(\d+)"', shown))
    assert boxes == {f"case-{made[0]}": "1", f"case-{made[1]}": "0", f"case-{made[2]}": "0"}
    assert shown.count(f'<a href="/a/{article["id"]}" dir="auto">{article["title"]}</a>') == 4
    assert page(desk.get(at + "?pick=all")).count('name="case-') == 3
    assert admin.api.post("/v1/moderation/decisions", {"decisions": [
        {"case": made[1], "version": 0, "action": "reject", "reason": "abuse"}]}).json["results"][0]["status"] == 200
    shown = page(desk.post("/desk/decide", {**boxes, "action": "reject", "reason": "spam", "back": at, "key": key(shown)}))
    assert "2 " in shown and made[1] in shown and at in shown
    states = {c["comment"]["id"]: c["comment"]["state"] for c in moderator.api.get(f"/v1/moderation/accounts/{writer.id}").json["comments"]}
    assert [states[one] for one in made] == ["rejected", "rejected", "rejected", "withdrawn"]


def test_nobody_decides_their_own_comments_from_their_page(desk, moderator, article):
    comment(moderator, article, "My own.")
    shown = page(desk.get(f"/desk/accounts/{moderator.id}"))
    assert "My own." in shown and 'form="bulk"' not in shown and 'id="bulk"' not in shown


def test_the_list_begins_with_ones_own_numbers_of_the_day(server, make_account, moderator, admin, held):
    fresh = make_account("moderator")
    for desk in visiting(server, fresh):
        assert "Your last 24 hours" not in page(desk.get("/desk"))
        done = [r["decision"] for r in fresh.api.post("/v1/moderation/decisions", {"decisions": [
            {"case": one, "version": 1, "action": "approve"} for one in held[:2]]}).json["results"]]
        assert admin.api.post(f"/v1/moderation/decisions/{done[0]}/undo").status == 200
        assert fresh.api.post(f"/v1/moderation/cases/{held[2]}/skip").status == 200
        assert "Your last 24 hours: 2 decided, 1 of them undone, 1 skipped." in page(desk.get("/desk"))
        assert fresh.api.get("/v1/moderation/cases").json["day"] == {"decided": 2, "undone": 1, "skipped": 1}
