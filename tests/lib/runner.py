#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Goal: build, run the kinds of tests that were asked for, and count their results. See tests/run."""
import argparse
import concurrent.futures
import contextlib
import glob
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as xml

import tap

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
RESULTS = os.path.join(ROOT, "build", "results")
DEV = os.path.join(ROOT, "build", "dev")
FUZZ = os.path.join(ROOT, "build", "fuzz")
# Files of the kind `browser` that run first, so that none of them is the last one still running.
LONGEST = ("desk", "desk_keys", "reader", "accounts", "notifications", "window", "inplace", "embed", "levels")
QUICK = ["lint", "unit", "schema", "api", "browser"]
FUZZ_SECONDS = int(os.environ.get("MADANG_FUZZ_SECONDS", "10"))
BROKEN = (0, 1, 0)
options = None      # of the command line


def say(text):
    print(text, flush=True)


def ordered(files):
    """Files in the order that was asked for."""
    files = sorted(files, reverse=options.order == "reverse")
    if options.order == "random":
        random.Random(options.seed).shuffle(files)
    return files


def call(*command, **more):
    return subprocess.run([str(c) for c in command], cwd=more.pop("cwd", ROOT),
                          stdin=subprocess.DEVNULL, **more)


def build(preset, *targets):
    folder = os.path.join(ROOT, "build", preset)
    if not os.path.exists(os.path.join(folder, "build.ninja")):
        if call("cmake", "--preset", preset, stdout=subprocess.DEVNULL).returncode != 0:
            return False
    return call("cmake", "--build", folder, "-j", os.cpu_count() or 1,
                *(["--target", *targets] if targets else []), "--", "--quiet").returncode == 0


def build_for(kinds):
    """The release build is for tests marked `release`, and for the quickstart."""
    return build("dev", "madang", "wire_server", *(["unit"] if "unit" in kinds else [])) and (
        not {"api", "fault"}.intersection(kinds) or build("release", "madang"))


def fresh(name):
    """Where a report goes. An older one is removed: a run that never came to speak has no result."""
    path = os.path.join(RESULTS, name)
    with contextlib.suppress(FileNotFoundError):
        os.remove(path)
    return path


def junit(path):
    """(passed, failed, skipped) of a JUnit file."""
    total = failed = skipped = 0
    try:
        for suite in xml.parse(path).getroot().iter("testsuite"):
            total += int(suite.get("tests", 0))
            failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped += int(suite.get("skipped", 0)) + int(suite.get("disabled", 0) or 0)
    except (OSError, xml.ParseError):
        return BROKEN
    return total - failed - skipped, failed, skipped


def add(*counts):
    return tuple(map(sum, zip((0, 0, 0), *counts)))


# ---- kinds: each returns (passed, failed, skipped)
def pytest(kind, jobs=1):
    """tests/KIND/test_*.py, files side by side; then those marked `alone`, one after the other; then those marked
    `release`, budgets of the released binary, with it."""
    files = glob.glob(os.path.join(ROOT, "tests", kind, "test_*.py"))
    if not files:
        return None
    texts = [open(path, encoding="utf-8").read() for path in files]
    counts = [pytest_run(kind, "dev", "not release and not alone", jobs)]
    if any("mark.alone" in text for text in texts):
        counts.append(pytest_run(kind, "dev", "alone and not release"))
    if any("mark.release" in text for text in texts):
        counts.append(pytest_run(kind, "release", "release"))
    return add(*counts)


def pytest_run(kind, preset, mark, jobs=1, user=None):
    """user: who runs the tests, their PostgreSQL and their servers."""
    report = fresh("-".join([kind, preset, *mark.split(), *([user] if user else [])]) + ".xml")
    become, environment = [], {**os.environ, "MADANG_PRESET": preset}
    if user:
        become = ["setpriv", "--reuid", user, "--regid", "nogroup", "--clear-groups"]
        environment.update(HOME="/tmp", PYTHONDONTWRITEBYTECODE="1")
        open(report, "w").close()
        shutil.chown(report, user)
    code = call(*become, "/usr/bin/python3", "-m", "pytest", "-q", "--durations=5", "-m", mark, "--junitxml", report,
                "--order", options.order, "--seed", options.seed, *(["-n", jobs, "--dist", "loadfile"] if jobs > 1 else []),
                os.path.join("tests", kind), env=environment).returncode
    counts = junit(report)
    return add(counts, BROKEN) if code != 0 and counts[1] == 0 else counts


def lint():
    return pytest("lint")


def unit():
    report = fresh("unit.xml")
    code = call("ctest", "--test-dir", DEV, "--output-on-failure", "--timeout", "120", "-j",
                options.jobs, "--test-output-size-passed", 1 << 20, "--test-output-size-failed", 1 << 20,
                "--output-junit", report).returncode
    if not os.path.exists(report):
        return BROKEN
    total = (0, 0, 0)
    for case in xml.parse(report).getroot().iter("testcase"):
        total = add(total, cmocka(case))
        say_skipped(case.findtext("system-out") or "", r"\[ *SKIPPED *\] \w|[Ss]kip(ped)?: ")
    return add(total, BROKEN) if code != 0 and total[1] == 0 else total


def cmocka(case):
    """One program's counts: its cases as cmocka reports them, else the program itself."""
    said = case.findtext("system-out") or ""

    def number(word):
        return sum(int(n) for n in re.findall(r"\[ *" + word + r" *\] (\d+) test", said))
    good = case.get("status") == "run"
    passed, failed, skipped = number("PASSED"), number("FAILED"), number("SKIPPED")
    if case.get("status") in ("disabled", "notrun"):
        return 0, 0, 1
    if passed + failed + skipped == 0:
        return (1, 0, 0) if good else BROKEN
    return (passed, failed or (0 if good else 1), skipped)


def schema():
    """tests/schema/*.sql are pgTAP, each on its own copy of a migrated database, as superuser."""
    counts = [c for c in [pytest("schema", options.jobs)] if c is not None]
    files = ordered(glob.glob(os.path.join(ROOT, "tests", "schema", "*.sql")))
    if files:
        counts.append(pgtap(files))
    return add(*counts) if counts else None


def pgtap(files):
    from postgres import Cluster
    from server import migrate
    with Cluster() as pg:
        pg.create("madang")
        migrate(pg.url("madang", "madang_app"), pg.url("madang", "madang"), site=False)
        for extension in ("pgtap", "plpgsql_check"):
            pg.sql("create extension " + extension, database="madang")
        names = [f"madang_tap_{n}" for n, _ in enumerate(files)]
        for name in names:              # a template must have no other session while it is copied
            pg.create(name, "madang")
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            return add(*pool.map(lambda name, path: pgtap_file(pg, name, path), names, files))


def pgtap_file(pg, name, path):
    """One file on its database, which is not dropped, since that would cost a checkpoint: it goes with the cluster."""
    done = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", pg.url(name), "-f", path],
                          stdin=subprocess.DEVNULL, cwd=os.path.dirname(path), text=True, errors="replace",
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    counts = tap.count(done.stdout, done.returncode)
    lines = [f"{os.path.relpath(path, ROOT)}: {counts[0]} ok" + (f", {counts[1]} NOT OK" if counts[1] else "") +
             (f", {counts[2]} skipped" if counts[2] else "")]
    if counts[1]:
        lines += [line for line in done.stdout.splitlines() if not re.match(r"\s*ok\b", line)]
    say("\n".join(lines))
    say_skipped(done.stdout)
    return counts


def say_skipped(text, pattern=r"^\s*(not )?ok\b.*#\s*(skip|todo)\b"):
    """The lines of a program's output that say which test was skipped, and why."""
    for line in text.splitlines():
        if re.search(pattern, line, re.I):
            say("skipped: " + line.strip())


def api():
    return pytest("api", options.jobs)


def browser():
    """tests/browser/*.test.mjs by node's own runner. Each file has a Madang and a database of its own (fixture_site.py), so that the
    order of files means nothing; the steps of a story inside a file follow each other. A line `// setting: server.name=value` of
    a file sets one of its Madang; a file with `// when: all` takes minutes and runs in `tests/run all` only."""
    folder = os.path.join(ROOT, "tests", "browser")
    files = [path for path in ordered(glob.glob(os.path.join(folder, "*.test.mjs")))
             if "MADANG_WHOLE" in os.environ or not takes_minutes(path)]
    if not files:
        return None
    if options.order == "file":
        files.sort(key=lambda path: LONGEST.index(stem(path)) if stem(path) in LONGEST else len(LONGEST))
    if not all(os.path.isdir(os.path.join(folder, "node_modules", name)) for name in node_packages(folder)):
        if call("npm", "ci", "--no-audit", "--no-fund", cwd=folder).returncode != 0:
            return BROKEN
    from fixture_site import create_template
    from postgres import Cluster
    with Cluster() as pg:
        create_template(pg)
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            return add(*pool.map(lambda path: browser_file(pg, path), files))


def stem(path):
    return os.path.basename(path).removesuffix(".test.mjs")


def takes_minutes(path):
    with open(path, encoding="utf-8") as f:
        return "\n// when: all\n" in f.read()


def node_packages(folder):
    with open(os.path.join(folder, "package.json"), encoding="utf-8") as f:
        return json.load(f)["devDependencies"]


def browser_file(pg, path):
    report = fresh(os.path.basename(path) + ".tap")
    with open(path, encoding="utf-8") as f:
        settings = re.findall(r"^// setting: (\S+)$", f.read(), re.M)
    done = call("/usr/bin/python3", os.path.join(ROOT, "tests", "lib", "fixture_site.py"),
                *(word for pair in settings for word in ("--set", pair)), "--",
                "node", "--test", "--test-reporter=spec", "--test-reporter-destination=stdout",
                "--test-reporter=tap", f"--test-reporter-destination={report}", path, cwd=os.path.dirname(path),
                env={**os.environ, "MADANG_CLUSTER": pg.folder}, text=True, errors="replace", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    say(done.stdout)
    if not os.path.exists(report):
        return BROKEN
    with open(report, encoding="utf-8", errors="replace") as f:
        text = f.read()
    say_skipped(text)
    return tap.count(text, done.returncode)


def fuzz():
    if not build("fuzz"):
        return BROKEN
    passed = failed = 0
    for program in sorted(glob.glob(os.path.join(FUZZ, "tests", "fuzz", "fuzz_*"))):
        name = os.path.basename(program)
        if "." in name or not os.access(program, os.X_OK):
            continue
        good = fuzz_one(program, name.removeprefix("fuzz_"))
        passed, failed = passed + good, failed + (not good)
    return (passed, failed, 0) if passed + failed else None


def fuzz_one(program, what):
    kept = os.path.join(ROOT, "tests", "fuzz", "regressions", what)
    words = os.path.join(ROOT, "tests", "fuzz", what + ".dict")
    found = os.path.join(RESULTS, "fuzz-" + what)
    os.makedirs(found, exist_ok=True)
    with tempfile.TemporaryDirectory() as fresh:
        done = call(program, f"-max_total_time={FUZZ_SECONDS}", "-print_final_stats=1", "-timeout=5",
                    "-rss_limit_mb=2048", f"-artifact_prefix={found}/",
                    *([f"-dict={words}"] if os.path.exists(words) else []),
                    fresh, *([kept] if os.path.isdir(kept) else []), text=True, errors="replace",
                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    runs = re.search(r"number_of_executed_units: (\d+)", done.stdout)
    say(f"fuzz {what}: {runs.group(1) if runs else '?'} inputs in {FUZZ_SECONDS} s: "
        + ("no finding" if done.returncode == 0 else "FINDING"))
    if done.returncode != 0:
        say("\n".join(done.stdout.splitlines()[-60:]))
    return done.returncode == 0


def fault():
    """tests/fault, then the tests in tests/api that hold a promise of deploy/doc/faults.md, without privileges."""
    user = "nobody" if os.geteuid() == 0 else None
    if user and call("setpriv", "--reuid", user, "--regid", "nogroup", "--clear-groups", "test", "-r", __file__).returncode != 0:
        say(f"fault: {user} cannot read {ROOT}; give every user the right to read it and to enter the folders above it")
        return BROKEN
    return add(pytest("fault"), pytest_run("api", "dev", "fault and not release", user=user),
               pytest_run("api", "release", "fault and release", user=user))


def bench():
    program = os.path.join(ROOT, "tests", "bench", "run")
    if not os.path.exists(program):
        return None
    return (1, 0, 0) if call(program, "--short").returncode == 0 else BROKEN


KINDS = {f.__name__: f for f in (lint, unit, schema, api, browser, fuzz, fault, bench)}


def parse(argv):
    p = argparse.ArgumentParser(prog="tests/run", allow_abbrev=False)
    p.add_argument("kinds", nargs="*", metavar="KIND")      # with choices, argparse refuses an empty list
    order = p.add_mutually_exclusive_group()
    order.add_argument("--reverse", dest="order", action="store_const", const="reverse", default="file")
    order.add_argument("--random", dest="order", action="store_const", const="random")
    p.add_argument("--seed", type=int, default=random.randrange(1 << 31))
    p.add_argument("--jobs", type=int, default=max(2, os.cpu_count() or 1))
    asked = p.parse_args(argv)
    for kind in asked.kinds:
        if kind not in [*KINDS, "all"]:
            p.error(f"unknown kind {kind}; the kinds are {' '.join([*KINDS, 'all'])}")
    return asked


def chosen(words):
    if "all" in words:
        return list(KINDS)
    return [k for k in KINDS if k in words] or QUICK


def main(argv):
    global options
    options = parse(argv)
    kinds = chosen(options.kinds)
    if "all" in options.kinds:
        os.environ["MADANG_WHOLE"] = "1"        # corpora as a whole
    os.makedirs(RESULTS, exist_ok=True)
    began = time.monotonic()
    if options.order == "random":
        say(f"== random order: --seed {options.seed}")
    say("== build (dev: gcc, AddressSanitizer, UndefinedBehaviorSanitizer)")
    rows = []
    if not build_for(kinds):
        rows.append(("build", BROKEN, time.monotonic() - began))
        kinds = []
    say("built after %.0f s" % (time.monotonic() - began))
    for kind in kinds:
        say(f"\n== {kind}")
        start = time.monotonic()
        try:
            counts = KINDS[kind]()
        except (AssertionError, RuntimeError, OSError) as e:
            say(f"{kind}: {e}")
            counts = BROKEN
        if counts is None:
            say(f"{kind}: there is nothing to run")
            counts = BROKEN
        rows.append((kind, counts, time.monotonic() - start))
    say("\n== in all, after %.0f s" % (time.monotonic() - began))
    for kind, (passed, failed, skipped), seconds in rows:
        say(f"{kind:8} {passed:6} passed {failed:4} failed {skipped:4} skipped {seconds:7.1f} s")
    passed, failed, skipped = add(*(counts for _, counts, _ in rows))
    say(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
