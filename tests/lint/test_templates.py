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
    "<math></math>": "security policy",
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


def joined(folder, **modules):
    """The text of the script `one` as the compiler joins it."""
    paths(folder, **modules)
    out = (folder / "out.c").read_text()
    at = out.index("/assets/one-")
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', out[out.index(",", out.index(",", at) + 1):out.index("},", at)])).replace("\\n", "\n")


def run(folder, script):
    done = subprocess.run(["node", "--input-type=module", "-e", script], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    assert done.returncode == 0, done.stdout
    return done.stdout


MODULES = {
    "one": "// License\nimport { a, b } from './two.js';\nimport * as words from './wo-rds.js';\nconsole.log(a(), b, words.name, await words.later());",
    "two": "// License\nimport { name } from './wo-rds.js';\n\nconst b = `${name}!`; // ours\nexport function a() {\n\treturn 'a // b';\n}\nexport { b };",
    "wo-rds": "export const name = 'n';\n// a line\nexport async function later() { return 7; }",
}


def test_a_script_and_its_modules_are_one_file(tmp_path):
    text = joined(tmp_path, **MODULES)
    assert run(tmp_path, text) == "a // b n! n 7\n"
    assert text.count("const name = 'n'") == 1 and "import" not in text and "export" not in text
    assert text.startswith("// License\n") and text.count("License") == 1 and "ours" not in text and "\t" not in text
    assert set(paths(tmp_path, **MODULES)) == {"one"}


def test_a_changed_module_changes_the_path_of_its_script(tmp_path):
    before = paths(tmp_path, **MODULES)
    after = paths(tmp_path, **{**MODULES, "wo-rds": MODULES["wo-rds"].replace("'n'", "'m'")})
    assert before["one"] != after["one"]


@pytest.mark.parametrize("why, one, two", [
    ("unknown module", "import * as x from './none.js';", ""),
    ("imports itself", "import { a } from './two.js';", "import { b } from './one.js';\nexport const a = 1;"),
    ("import of an unknown form", "import './two.js';", ""),
    ("import of an unknown form", "import { a as b } from './two.js';", "export const a = 1;"),
    ("import of an unknown form", "import a from './two.js'", "export const a = 1;"),
    ("export of an unknown form", "import * as x from './two.js';", "export let a = 1;"),
    ("export of an unknown form", "import * as x from './two.js';", "export default 1;")])
def test_modules_that_cannot_be_joined_do_not_build(tmp_path, why, one, two):
    with pytest.raises(AssertionError, match=why):
        paths(tmp_path, one=one, two=two)
