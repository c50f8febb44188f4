# SPDX-License-Identifier: Apache-2.0
"""Goal: a notification reaches the reader's mailbox in the reader's language, and its link ends such mails."""
import re
import time
import urllib.parse

import requests

from mail_site import Courier, SmtpServer

SETTINGS = {"notifications.interval": "20ms", "notifications.digest_interval": "20ms"}


def post(account, article, body, parent=None):
    answer = account.api.post(f"/v1/articles/{article['id']}/comments", {"body": body, **({"parent_id": parent} if parent else {})})
    assert answer.status == 201, answer
    return answer.json["comment"]["id"]


def verified(database, account, language="en"):
    database.sql("update core.account set email = %s, email_verified = true, language = %s where id = %s returning 1",
                 [f"{account.username}@mail.example", language, account.id])


def queued(database, account, n):
    """Waits for n mails to the account."""
    for _ in range(500):
        if database.one("select count(*) from core.outbox where account_id = %s", [account.id]) == n:
            return
        time.sleep(0.02)
    raise AssertionError(f"{account.username} never had {n} mails")


def part(mail, kind):
    return mail.message.get_body((kind,)).get_content()


def test_an_answer_arrives_at_once_and_one_post_ends_such_mails(make_account, article, database, server):
    ann, bob = make_account("reader"), make_account("reader")
    verified(database, ann)
    first = post(ann, article, "first")
    answer = post(bob, article, "the words of an answer", first)
    queued(database, ann, 1)
    with SmtpServer() as smtp, Courier(database, smtp) as courier:
        courier.wait_for(lambda: len(smtp.mails) == 1, what="the mail")
    mail = smtp.mails[0]
    assert mail.message["subject"] == f"{bob.username} answered your comment" and mail.message["to"] == f"{ann.username}@mail.example"
    text, html = part(mail, "plain"), part(mail, "html")
    for body in (text, html):
        assert article["title"] in body and f"/a/{article['id']}/c/{answer}" in body and "the words" not in body
    assert mail.message["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    link = urllib.parse.urlsplit(re.fullmatch("<(.*)>", mail.message["list-unsubscribe"])[1])
    assert link.path == "/unsubscribe" and f"/unsubscribe?{link.query}" in text
    assert requests.post(f"{server.url}/unsubscribe?{link.query}", data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert ann.api.get("/v1/account").json["notifications"]["reply"] == "never"


def test_a_daily_mail_arrives_in_the_readers_language(make_account, article, database, clock):
    ann, bob = make_account("reader"), make_account("reader")
    verified(database, ann, "ko")
    assert ann.api.patch("/v1/account", {"notifications": {"reply": "daily", "mention": "daily"}}).status == 200
    first = post(ann, article, "첫 번째 이야기")
    for n in range(3):
        post(bob, article, f"{n} @{ann.username}", first if n else None)
    for _ in range(500):
        if database.one("select count(*) from core.notification where account_id = %s", [ann.id]) == 3:
            break
        time.sleep(0.02)
    assert database.one("select count(*) from core.outbox where account_id = %s", [ann.id]) == 0
    clock(25 * 3600)
    queued(database, ann, 1)
    with SmtpServer() as smtp, Courier(database, smtp) as courier:
        courier.wait_for(lambda: [m for m in smtp.mails if ann.username in m.message["to"]], what="the mail")
    mail = next(m for m in smtp.mails if ann.username in m.message["to"])
    text = part(mail, "plain")
    assert mail.message["subject"] == "새 알림 3건"
    assert text.count(f"{bob.username}: 회원님의 댓글에 답글을 남겼습니다 ({article['title']})") == 2
    assert text.count("댓글에서 회원님을 언급했습니다") == 1 and text.count(f"/a/{article['id']}/c/") == 3
    assert "그 밖에" not in text and "{" not in text and "/account/notifications" in text
