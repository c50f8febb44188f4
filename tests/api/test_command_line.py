# SPDX-License-Identifier: Apache-2.0
"""Goal: every command does what its help says, reports errors plainly, and returns the right exit status."""
import glob
import itertools
import json
import os
import re
import subprocess

import pytest

from server import ROOT, binary

COMMANDS = ["serve", "courier", "migrate", "check", "routes", "settings list", "settings sample", "account create", "account role", "account email", "account factor", "account password",
            "article create", "article merge", "site create", "site list", "site token", "site provider", "site origin", "rules import", "rules schema", "rules try", "mail list", "mail resend", "audit key", "audit verify",
            "audit export", "manual"]
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\n")


def madang(*words, **more):
    return subprocess.run([binary(), *words], cwd=ROOT, stdin=subprocess.DEVNULL, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=30, **more)


def test_help_lists_what_is_there_and_nothing_else():
    done = madang("--help")
    listed = [m[1].strip() for m in re.finditer(r"^  (\w+(?: [a-z]+)?)", done.stdout, re.M)]
    assert done.returncode == 0 and listed == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command):
    done = madang(*command.split(), "--help")
    assert done.returncode == 0 and done.stdout.startswith(f"madang {command}")
    assert madang(*command.split(), "--nonsense").returncode == 2


@pytest.mark.parametrize("words", ["import", "export"])
def test_a_planned_command_says_that_it_is_unavailable(words):
    done = madang(*words.split())
    assert done.returncode == 2 and "not available in this version" in done.stderr


def test_every_command_is_described_in_one_line():
    done = madang("--help")
    lines = dict(re.findall(r"^  (\w+(?: [a-z]+)?)  +(\S.*)$", done.stdout, re.M))
    assert list(lines) == COMMANDS and len(set(lines.values())) == len(COMMANDS)
    assert all(len(line) <= 100 for line in done.stdout.splitlines())


@pytest.mark.parametrize("group", sorted({c.split()[0] for c in COMMANDS if " " in c}))
def test_every_group_of_commands_has_help(group):
    own = [c for c in COMMANDS if c.startswith(group + " ")]
    for words in ([group, "--help"], [group, "-h"], ["help", group], [group, "help"]):
        done = madang(*words)
        assert done.returncode == 0 and re.findall(rf"^  ({group} \w+)  ", done.stdout, re.M) == own, words
    for words in ([group], [group, "dance"]):
        done = madang(*words)
        assert done.returncode == 2 and re.findall(rf"^  ({group} \w+)  ", done.stderr, re.M) == own, words
    assert madang("help", *own[0].split()).stdout == madang(*own[0].split(), "--help").stdout


def test_wrong_calls_exit_with_2():
    assert madang().returncode == 2
    assert madang("dance").returncode == 2
    assert madang("account").returncode == 2
    assert madang("migrate", "now").returncode == 2
    assert madang("migrate", "-c").returncode == 2
    assert madang("migrate", "-c", "/nowhere").returncode == 1
    assert madang("settings", "x").returncode == 2


def test_account_commands_create_and_change_an_account(server, api):
    made = server.cli("account", "create", "maria", "--role", "moderator", stdin="seven brown teapots\n")
    assert UUID.fullmatch(made.stdout)
    one = api.post("/v1/sessions", {"login": "maria", "password": "seven brown teapots"})
    assert one.status == 201 and one.json["account"]["role"] == "moderator"
    assert one.json["account"]["id"] == made.stdout.strip()
    server.cli("account", "role", "maria", "admin")
    server.cli("account", "password", "Maria", stdin="nine yellow kettles\n")
    gone = api.signed_in(one.json["token"])
    assert gone.get("/v1/session").status == 401        # a new password ends all sessions
    gone.close()
    assert api.post("/v1/sessions", {"login": "maria", "password": "seven brown teapots"}).status == 401
    two = api.post("/v1/sessions", {"login": "maria", "password": "nine yellow kettles"})
    assert two.status == 201 and two.json["account"]["role"] == "admin"


def test_an_operator_gives_an_account_another_address(server, api, database):
    server.cli("account", "create", "lost mailbox", "--email", "lost@mail.example", stdin="seven brown teapots\n")
    one = api.post("/v1/sessions", {"login": "lost@mail.example", "password": "seven brown teapots"})
    assert "both addresses" in server.cli("account", "email", "lost mailbox", "found@mail.example").stdout
    gone = api.signed_in(one.json["token"])
    assert gone.get("/v1/session").status == 401
    gone.close()
    assert api.post("/v1/sessions", {"login": "lost@mail.example", "password": "seven brown teapots"}).status == 401
    assert api.post("/v1/sessions", {"login": "found@mail.example", "password": "seven brown teapots"}).status == 201
    mailed = database.sql("select address from core.outbox where template = 'email_set' order by id")
    assert [address for address, in mailed] == ["found@mail.example", "lost@mail.example"]
    done = server.cli("account", "email", "lost mailbox", "no address", check=False)
    assert done.returncode == 1 and "is no address" in done.stderr


@pytest.mark.parametrize("words, stdin, says", [
    (["create", "karl", "--role", "boss"], "seven brown teapots\n", "unknown role"),
    (["create", "karl"], "tiny\n", "too_short"),
    (["create", "karl"], "password2026\n", "easy to guess"),
    (["create", "karl"], "qwertyuiop[]\n", "easy to guess"),
    (["create", "karl the great"], "KarlTheGreat1!\n", "too close to a name"),
    (["create", "karl", "--email", "charlemagne@mail.example"], "charlemagne99\n", "too close to a name"),
    (["create", "karl"], "the-default-courier!\n", "too close to a name"),
    (["create", "karl"], "", "one line"),
    (["create", "karl"], "x" * 600 + "\n", "too_long"),
    (["create", "k@rl"], "seven brown teapots\n", "cannot be a username"),
    (["create", "karl", "--email", "nowhere"], "seven brown teapots\n", "is no address of an e-mail account"),
    (["create", "kar\u200bl"], "seven brown teapots\n", "cannot be a username"),
    (["role", "nobody", "admin"], "", "not_found"),
    (["password", "nobody"], "seven brown teapots\n", "not_found"),
])
def test_account_commands_explain_refusals(server, words, stdin, says):
    done = server.cli("account", *words, stdin=stdin, check=False)
    assert done.returncode == 1 and says in done.stderr, done
    assert stdin.strip() == "" or stdin.strip() not in done.stdout + done.stderr


def test_a_new_password_is_compared_with_the_accounts_own_address(server):
    server.cli("account", "create", "pepin", "--email", "pepin.the.short@mail.example", stdin="seven brown teapots\n")
    done = server.cli("account", "password", "pepin", stdin="Pepin-the-Short7\n", check=False)
    assert done.returncode == 1 and "too close to a name" in done.stderr


def test_a_missing_list_of_common_passwords_is_named(server, tmp_path):
    empty = tmp_path / "empty"
    empty.write_text("#!comment: nothing else\n")
    assert "fine: list of common passwords" in server.cli("check").stdout
    for path, why in ((tmp_path / "none", "No such file"), (empty, "lists no passwords")):
        less = {"MADANG_ACCOUNTS_PASSWORD_LIST": str(path)}
        done = server.cli("check", check=False, environment=less)
        assert done.returncode == 1 and f"wrong: accounts.password_list: {path}: {why}" in done.stdout, done
        done = server.cli("account", "create", f"lothar {why}", stdin="seven brown teapots\n", environment=less)
        assert f"not compared with common ones: {path}: {why}" in done.stderr
    assert "note: accounts.password_list is empty" in server.cli("check", environment={"MADANG_ACCOUNTS_PASSWORD_LIST": ""}).stdout


def test_a_name_is_taken_once(server):
    server.cli("account", "create", "otto", stdin="seven brown teapots\n")
    done = server.cli("account", "create", "OTTO", stdin="seven brown teapots\n", check=False)
    assert done.returncode == 1 and 'the name "OTTO"' in done.stderr and "username_taken" in done.stderr
    server.cli("account", "create", "ottilie", "--email", "o@mail.example", stdin="seven brown teapots\n")
    done = server.cli("account", "create", "odo", "--email", "O@Mail.example", stdin="seven brown teapots\n", check=False)
    assert done.returncode == 1 and "e-mail address is another account's (email_taken)" in done.stderr, done.stderr
    done = server.cli("account", "role", "otto", "staff", "--site", "nowhere", check=False)
    assert done.returncode == 1 and "there is no such site" in done.stderr
    done = server.cli("account", "role", "o@mail.example", "staff", check=False)
    assert done.returncode == 1 and "not its e-mail address" in done.stderr


def test_every_error_message_is_a_sentence(server):
    """The error for a wrong name is a sentence of several words, without SQL."""
    for words in (["account", "role", "nobody", "admin"], ["account", "password", "nobody"], ["account", "email", "nobody", "x@mail.example"],
                  ["account", "factor", "nobody"], ["account", "factor", "nobody", "--remove"], ["account", "create", "a" * 200],
                  ["site", "create", "default"], ["site", "origin", "nowhere", "https://a.example"], ["site", "token", "nowhere", "cms"],
                  ["site", "token", "default", "none", "--revoke"], ["article", "create", "k", "https://a.example", "T", "--site", "nowhere"],
                  ["rules", "import", os.path.join(ROOT, "config", "rules", "default.json"), "--site", "nowhere"]):
        done = server.cli(*words, stdin="seven brown teapots\n", check=False)
        said = done.stderr.removeprefix("madang: ").strip()
        assert done.returncode == 1 and len(said.split()) >= 5 and "\n" not in said and "ERROR" not in said, (words, done.stderr)


def test_a_database_without_a_schema_is_named(postgres, server):
    postgres.create("bare")
    env = {"MADANG_DATABASE_OWNER_URL": postgres.url("bare", "madang")}
    try:
        for words in (["site", "list"], ["account", "role", "otto", "staff"], ["article", "create", "k", "https://a.example", "T"]):
            done = server.cli(*words, check=False, environment=env)
            assert done.returncode == 1 and "run madang migrate" in done.stderr, done.stderr
    finally:
        postgres.drop("bare")


def test_site_and_article_commands_do_what_they_say(server, api):
    made = server.cli("site", "create", "weekly", "--title", "The Weekly", "--origin", "https://weekly.example")
    assert UUID.fullmatch(made.stdout)
    assert server.cli("site", "create", "weekly", check=False).returncode == 1
    assert "weekly\trules 0\thttps://weekly.example\tThe Weekly\n" in server.cli("site", "list").stdout
    server.cli("site", "origin", "weekly", "https://www.weekly.example:8443")
    assert server.cli("site", "origin", "weekly", "https://weekly.example", "--remove").stdout == \
        "https://www.weekly.example:8443\n"
    done = server.cli("site", "origin", "weekly", "https://Weekly.example/", check=False)
    assert done.returncode == 1 and "lower-case" in done.stderr
    assert server.cli("site", "origin", "nowhere", "https://a.example", check=False).returncode == 1
    one = server.cli("article", "create", "k1", "https://weekly.example/1", "One", "--site", "weekly")
    again = server.cli("article", "create", "k1", "https://weekly.example/1", "One", "--site", "weekly")
    assert one.stdout == again.stdout and UUID.fullmatch(one.stdout)
    assert api.get("/v1/articles/" + one.stdout.strip()).json["title"] == "One"
    assert server.cli("article", "create", "k", "https://a.example", "T", "--site", "no", check=False).returncode == 1


def test_a_site_token_makes_articles_until_revoked(server, api):
    token = server.cli("site", "token", "default", "cms").stdout.strip()
    assert token not in str(server.cli("site", "token", "nowhere", "cms", check=False))
    assert re.fullmatch(r"madang_[A-Za-z0-9_-]{43}", token)
    cms = api.signed_in(token)
    body = {"key": "by-cms", "url": "https://news.example/by-cms", "title": "By the CMS"}
    assert cms.post("/v1/articles", body).status == 201
    server.cli("site", "token", "default", "cms", "--revoke")
    assert cms.post("/v1/articles", {**body, "key": "by-cms-2"}).status == 401
    assert server.cli("site", "token", "default", "cms", "--revoke", check=False).returncode == 1
    cms.close()


def test_rules_try_changes_nothing_and_rules_import_does(server, database, article, reader, tmp_path):
    """try prints what the text rules would have said; import puts them in force as a new version."""
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "colours.txt").write_text("# one a line\nvermilion\n")
    path = tmp_path / "rules.json"
    path.write_text(json.dumps({"words": [{"list": "colours", "file": "words/colours.txt", "outcome": "hold",
                                           "reason": "off_topic", "match": "word", "weight": 1}]}))
    where = f"/v1/articles/{article['id']}/comments"
    one = reader.api.post(where, {"body": "A ship with a Vermilion sail came in."})
    assert one.json["comment"]["state"] == "published"
    said = server.cli("rules", "try", str(path), "--words", str(tmp_path)).stdout
    assert "flag 0  hold 1  reject 0" in said
    assert f"{one.json['comment']['id']}\thold\tA ship with a Vermilion sail came in.\n\twords\thold\toff_topic\tcolours\tvermilion\n" in said
    said = server.cli("rules", "try", str(path), "--words", str(tmp_path), "--text", "v*rmilion").stdout
    assert said == "hold\n\twords\thold\toff_topic\tcolours\tvermilion\n"
    (tmp_path / "lines").write_text("vermilion\n\nvermilion sea\ngreen\n")
    said = json.loads(server.cli("rules", "try", str(path), "--words", str(tmp_path), "--lines", str(tmp_path / "lines"), "--json").stdout)
    assert said["comments"] == 3 and said["outcomes"]["hold"] == 2
    said = server.cli("rules", "try", str(path), "--words", str(tmp_path), "--lines", str(tmp_path / "lines"), "--each").stdout
    assert said == "hold\n\twords\thold\toff_topic\tcolours\tvermilion\n" "publish\n" \
        "hold\n\twords\thold\toff_topic\tcolours\tvermilion\n" "publish\n"
    (tmp_path / "bytes").write_bytes(b"vermilion\n\xff\n")
    done = server.cli("rules", "try", str(path), "--words", str(tmp_path), "--lines", str(tmp_path / "bytes"), "--each", check=False)
    assert done.returncode == 1 and done.stdout.startswith("hold\n") and "not UTF-8" in done.stderr
    for wrong in ("--each",), ("--last", "0"), ("--last", "many"), ("--lines", str(tmp_path / "none")), ("--site", "nowhere", "--last", "1"):
        done = server.cli("rules", "try", str(path), "--words", str(tmp_path), *wrong, check=False)
        assert done.returncode == 1 and done.stderr, wrong
    before = database.one("select rules_version from core.site where key = 'default'")
    said = server.cli("rules", "import", str(path), "--words", str(tmp_path)).stdout
    assert said == f"version {before + 1}\n"
    path.write_text('{"words": [{"list": "colours"}]}')
    done = server.cli("rules", "import", str(path), "--words", str(tmp_path), check=False)
    assert done.returncode == 1 and str(path) in done.stderr

    def held():
        body = {"body": f"Another vermilion sail, number {next(numbers)}."}
        return reader.api.post(where, body).json["comment"]["state"] == "held"
    numbers = itertools.count()
    server.wait_for(held, what="workers that know the new rules")


def test_the_shipped_rules_can_be_imported(server):
    for path in sorted(glob.glob(os.path.join(ROOT, "config", "rules", "*.json"))):
        assert server.cli("rules", "try", path).stdout.splitlines()[0].endswith(" comments")
    server.cli("rules", "import", os.path.join(ROOT, "config", "rules", "default.json"), "--site", "default")


def test_an_installed_binary_uses_its_own_schema(postgres, tmp_path):
    """The files of `cmake --install` are complete: the program uses the installed schema."""
    cache = os.path.dirname(binary())
    done = subprocess.run(["cmake", "--install", cache, "--prefix", str(tmp_path)], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=60)
    if not os.path.exists(os.path.join(cache, "CMakeCache.txt")):
        pytest.skip("the binary is not in its build tree")
    assert done.returncode == 0, done.stdout
    share = tmp_path / "share" / "madang"
    assert (share / "config" / "madang.conf.sample").exists() and (share / "config" / "words").is_dir()
    migrations = share / "schema" / "migrations"
    number = int(max(os.listdir(migrations))[:4]) + 1
    (migrations / f"{number:04}_own.sql").write_text("create table core.own (a int);\n")
    postgres.create("installed")
    try:
        env = {**os.environ, "MADANG_DATABASE_OWNER_URL": postgres.url("installed", "madang")}
        done = subprocess.run([tmp_path / "bin" / "madang", "migrate"], env=env, cwd="/", text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
        assert done.returncode == 0, done.stderr
        assert done.stdout.endswith(f"the database is at {number:04}_own.sql\n")
    finally:
        postgres.drop("installed")


def test_check_finds_wrong_counters(server, database, article, reader):
    posted = reader.api.post(f"/v1/articles/{article['id']}/comments", {"body": "Counted once, and only once."})
    assert posted.status == 201
    assert "fine: counters" in server.cli("check").stdout
    for table, column in (("article", "comment_count"), ("comment", "reply_count"), ("comment", "up")):
        database.sql(f"update core.{table} set {column} = {column} + 5 where {'id' if table == 'article' else 'article_id'} = %s",
                     [article["id"]])
        done = server.cli("check", check=False)
        assert done.returncode == 1 and f"wrong: {table}.{column} of" in done.stdout
        database.sql(f"update core.{table} set {column} = {column} - 5 where {'id' if table == 'article' else 'article_id'} = %s",
                     [article["id"]])
    server.cli("check")


def test_check_restored_raises_every_version(alone_site):
    """It ends every session too, so on a site of its own."""
    server, database, account = alone_site
    article = account("chief", "admin").api.post("/v1/articles", {"key": "k", "url": "https://news.example/k", "title": "K"}).json
    before = database.one("select version from core.article where id = %s", [article["id"]])
    assert "raised the version" in server.cli("check", "--restored").stdout
    assert database.one("select version from core.article where id = %s", [article["id"]]) > before + 1000


def test_check_names_an_unreachable_database(server):
    done = server.cli("check", check=False, environment={
        "MADANG_DATABASE_URL": "postgresql://madang_app@/nowhere?host=/nowhere"})
    assert done.returncode == 1 and "wrong: connection as app" in done.stdout


def test_check_names_what_it_could_not_query(server, database, tmp_path):
    for environment, why in (({"MADANG_DATABASE_OWNER_URL": ""}, "permission denied for schema migrate"),
                             ({"MADANG_DATA": str(tmp_path)}, "this program's own version is unknown")):
        done = server.cli("check", check=False, environment=environment)
        assert done.returncode == 1 and f"wrong: schema: {why}" in done.stdout, done
    database.sql("alter table core.article_duplicate rename to away")
    try:
        done = server.cli("check", check=False)
    finally:
        database.sql("alter table core.away rename to article_duplicate")
    assert done.returncode == 1 and "wrong: articles of the same page: " in done.stdout, done


def test_secrets_are_read_from_private_files_only(server, tmp_path):
    path = tmp_path / "url"
    path.write_text(server.settings["database.url"] + "\n")
    path.chmod(0o600)
    server.cli("check", environment={"MADANG_DATABASE_URL": f"file:{path}"})
    path.chmod(0o644)
    done = server.cli("check", check=False, environment={"MADANG_DATABASE_URL": f"file:{path}"})
    assert done.returncode == 1 and "every user may read" in done.stderr
    path.chmod(0o600)
    server.cli("check", environment={"MADANG_DATABASE_URL": "credential:url", "CREDENTIALS_DIRECTORY": str(tmp_path)})


def test_the_version_names_the_build():
    assert re.fullmatch(r"madang \d+\.\d+\.\d+ \(build [0-9a-f]{6,}\)\n", madang("--version").stdout)
