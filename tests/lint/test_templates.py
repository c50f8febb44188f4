# SPDX-License-Identifier: Apache-2.0
"""Goal: a template that could let a value out of its place does not build."""
import os
import re
import subprocess

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
COMPILER = os.path.join(ROOT, "build", os.environ.get("MADANG_PRESET", "dev"), "web_compile")

GOOD = [
    "<p>{{a}}</p>",
    '<a href="{{url}}" title="{{t}}">{{{html}}}</a>',
    '<a href="/a/{{id}}?sort={{sort}}#c-{{id}}">x</a>',
    '<li{{#on}} aria-current="page"{{/on}}>{{#list}}<b class="x{{#y}} y{{/y}}">{{.}}</b>{{/list}}{{^list}}no{{/list}}</li>',
    '<form method="post" action="/x">{{>token}}<button>Go</button></form>',
    '<form action="/x"><button>Go</button></form>',
    '<script type="module" src="{{@script}}"></script>',
    "{{! a word to colleagues }}<textarea>\n{{text}}</textarea>",
]
BAD = {
    "<p {{a}}>": "no escaping is safe",
    "<p class={{a}}>": "no escaping is safe",
    "<p class=a>x</p>": "without quotes",
    "<{{a}}>": "no escaping is safe",
    "<p {{a}}=\"b\">": "no escaping is safe",
    "<p>{{{body}}}</p>": "not on the list",
    '<p title="{{{html}}}">': "inside a tag",
    "<script>{{a}}</script>": "not src",
    '<script src="{{@script}}">{{a}}</script>': "no escaping is safe",
    '<script src="{{@script}}">alert(1)</script>': "security policy",
    "<style>p{}</style>": "security policy",
    "<svg></svg>": "security policy",
    '<p style="color:red">x</p>': "security policy",
    '<p onclick="x()">x</p>': "security policy",
    '<iframe src="{{url}}"></iframe>': "security policy",
    "<!-- {{a}} -->": "HTML comment",
    "{{#a}}<p>": "never closed",
    "{{#a}}x{{/b}}": "closes",
    "x{{/a}}": "closes nothing",
    "{{#a}}<p {{/a}}": "different places",
    "{{>nowhere}}": "no template",
    "{{a b}}": "no name",
    "{{a": "no }}",
    '<p class="a': "ends inside a tag",
    '<form method="post" action="/x"><button>Go</button></form>': "without {{>token}}",
    '<form method="post" action="/x">{{>token}}': "ends inside a form",
}


def compile_templates(folder, text):
    (folder / "page.html").write_text(text, encoding="utf-8")
    (folder / "token.html").write_text('<input type="hidden" name="form_token" value="{{@form_token}}">', encoding="utf-8")
    (folder / "style.css").write_text("p { margin: 0 }", encoding="utf-8")
    return compile_files(folder, "style.css", "page.html", "token.html")


def compile_files(folder, *names):
    return subprocess.run([COMPILER, folder / "out.c", folder / "out.h", *(folder / name for name in names)],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          env={**os.environ, "ASAN_OPTIONS": "detect_leaks=0"})


def paths(folder, **modules):
    """{name: path with its digest} of these scripts."""
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    done = compile_files(folder, *(f"{name}.js" for name in modules))
    assert done.returncode == 0, done.stderr
    return dict(re.findall(r'define asset_(\w+)_js "/assets/([^"]+)"', (folder / "out.h").read_text()))


@pytest.fixture(autouse=True)
def built():
    if not os.path.exists(COMPILER):
        pytest.skip(f"{COMPILER} is not built")


@pytest.mark.parametrize("text", GOOD)
def test_safe_templates_build(tmp_path, text):
    done = compile_templates(tmp_path, text)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("text", BAD)
def test_unsafe_templates_do_not_build(tmp_path, text):
    done = compile_templates(tmp_path, text)
    assert done.returncode == 1, done.stderr
    assert BAD[text] in done.stderr and "page.html:1:" in done.stderr


def test_a_module_imports_others_by_their_digests(tmp_path):
    found = paths(tmp_path, one="import './two.js';", two="let a;")
    assert f"import './{found['two']}';" in (tmp_path / "out.c").read_text()
    changed = paths(tmp_path, one="import './two.js';", two="let b;")
    assert changed["two"] != found["two"] and changed["one"] != found["one"]


@pytest.mark.parametrize("modules, why", [({"one": "import './none.js';"}, "unknown module"),
                                          ({"one": "import './two.js';", "two": "import './one.js';"}, "imports itself")])
def test_modules_with_bad_imports_do_not_build(tmp_path, modules, why):
    with pytest.raises(AssertionError, match=why):
        paths(tmp_path, **modules)
