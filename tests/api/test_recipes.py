# SPDX-License-Identifier: Apache-2.0
"""Goal: the recipes of deploy/doc/embedding.md write pages whose element and link lead to the discussion of their article."""
import html
import os
import re
import shutil
import subprocess

import pytest

from server import ROOT

RECIPES = os.path.join(ROOT, "deploy", "recipes")
POST = "4117"
# Stands in for WordPress: its functions that the recipe calls, and one view of a post.
WORDPRESS = """<?php
$filters = [];
function add_filter($name, $call, $priority) { global $filters; $filters[$name] = $call; }
function is_singular($kind) { return $kind === 'post' && getenv('VIEW') === 'post'; }
function get_the_ID() { return (int) getenv('POST'); }
require $argv[1];
echo $filters['the_content']("<p>The text.</p>\\n");
"""
ELEMENT = re.compile(r"<madang-thread([^>]*)>(.*?)</madang-thread>", re.S)


def need(program):
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed, so its recipe is not run")


def run(*command, **environment):
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=60,
                          env={**os.environ, **environment}).stdout


def wordpress(server, tmp_path, view):
    """What WordPress would show of a post's text."""
    with open(os.path.join(RECIPES, "wordpress.php"), encoding="utf-8") as f:
        text = f.read()
    (tmp_path / "madang.php").write_text(text.replace("https://talk.news.example", server.url).replace("'courier'", "'default'"))
    (tmp_path / "wordpress.php").write_text(WORDPRESS)
    return run("php", str(tmp_path / "wordpress.php"), str(tmp_path / "madang.php"), VIEW=view, POST=POST)


def discussion(server, api, page):
    """The element's attributes, and the page that the link inside it leads to."""
    assert f'<script async src="{server.url}/embed.js"></script>' in page
    attributes, inside = ELEMENT.search(page).groups()
    link = html.unescape(re.search(r'href="([^"]*)"', inside)[1])
    assert link.startswith(server.url + "/embed?")
    return dict(re.findall(r'(\w+)="([^"]*)"', attributes)), api.get(link.removeprefix(server.url), headers={"Accept": "text/html"}, check=False).text


@pytest.fixture
def write(admin, reader):
    """Creates an article with a comment."""
    def make(key, url, body):
        made = admin.api.post("/v1/articles", {"key": key, "url": url, "title": "A recipe"})
        reader.api.post(f"/v1/articles/{made.json['id']}/comments", {"body": body})
    return make


def test_the_wordpress_recipe_leads_to_the_discussion_of_the_post(server, api, write, tmp_path):
    need("php")
    write(POST, "https://news.example/?p=4117", "Below a post of WordPress.")
    page = wordpress(server, tmp_path, "post")
    assert page.startswith("<p>The text.</p>\n")
    attributes, shown = discussion(server, api, page)
    assert attributes == {"key": POST, "site": "default"} and "Below a post of WordPress." in shown


def test_the_wordpress_recipe_leaves_lists_of_posts_alone(server, tmp_path):
    need("php")
    assert wordpress(server, tmp_path, "front") == "<p>The text.</p>\n"


def test_the_hugo_recipe_leads_to_the_discussion_of_the_page(server, api, write, tmp_path):
    need("hugo")
    write("hugo-story", "https://hugo.news.example/a-story/", "Below a page of Hugo.")
    (tmp_path / "layouts" / "partials").mkdir(parents=True)
    (tmp_path / "layouts" / "_default").mkdir()
    (tmp_path / "content").mkdir()
    shutil.copy(os.path.join(RECIPES, "hugo.html"), tmp_path / "layouts" / "partials" / "madang.html")
    (tmp_path / "config.toml").write_text(f'baseURL = "https://hugo.news.example/"\n[params]\nmadang = "{server.url}/"\n')
    (tmp_path / "layouts" / "_default" / "single.html").write_text('{{ .Content }}{{ partial "madang.html" . }}')
    (tmp_path / "content" / "a-story.md").write_text("---\ntitle: A story\n---\nThe text.\n")
    run("hugo", "--quiet", "--source", str(tmp_path), HOME=str(tmp_path))
    attributes, shown = discussion(server, api, (tmp_path / "public" / "a-story" / "index.html").read_text())
    assert attributes == {"url": "https://hugo.news.example/a-story/"} and "Below a page of Hugo." in shown


def test_the_plain_recipe_of_the_document_leads_to_the_discussion(server, api, write):
    write("plain-story", "https://news.example/plain", "Below a plain page.")
    with open(os.path.join(ROOT, "deploy", "doc", "embedding.md"), encoding="utf-8") as f:
        document = f.read()
    snippet = re.search(r"### Plain HTML\n.*?```html\n(.*?)```", document, re.S)[1]
    script = re.search(r"```html\n(<script[^\n]*)", document)[1]
    page = (script + snippet).replace("https://talk.news.example", server.url).replace("ARTICLE-KEY", "plain-story").replace("SITE", "default")
    attributes, shown = discussion(server, api, page)
    assert attributes == {"key": "plain-story", "site": "default"} and "Below a plain page." in shown
