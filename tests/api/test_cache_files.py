# SPDX-License-Identifier: Apache-2.0
"""Goal: a page sent from its memory file equals, byte for byte, the page sent from memory, also when the client or the
system fails meanwhile."""
import concurrent.futures
import errno
import gzip
import os
import socket
import time

import pytest

from calls_fail import REFUSED, SENDFILES, CallsFail
from client import Client
from cache_client import comments_path, fetch, fresh_metric, post_comment
from wire import Wire

pytestmark = pytest.mark.fault
SETTINGS = {"limits.rates": "off", "server.workers": 1, "cache.refill_min": 0, "cache.check": "1min", "comments.length_max": 65536,
            "comments.bytes_max": "64kB", "comments.html_max": "1MB", "comments.page_max": "16MB"}
PACKED = {"Accept-Encoding": "gzip"}
OFTEN = 16      # BODY_FILE_SENDS


@pytest.fixture(scope="module")
def calls(tmp_path_factory):
    return CallsFail(str(tmp_path_factory.mktemp("calls")))


@pytest.fixture(scope="module")
def server(database, make_server, calls):
    """One whose calls may fail."""
    return make_server(database, SETTINGS, environment=calls.environment).start()


@pytest.fixture(autouse=True)
def no_failures(calls):
    calls.fail()
    yield
    calls.fail()


def memory_files(server):
    found = 0
    for entry in os.scandir(f"/proc/{server.worker()}/fd"):
        try:
            found += "memfd:body" in os.readlink(entry.path)
        except FileNotFoundError:       # a connection that has just ended
            pass
    return found


@pytest.fixture
def files(server):
    """A function: how many memory files the worker has more than before the test."""
    before = memory_files(server)
    return lambda: memory_files(server) - before


@pytest.fixture
def thread(article, reader):
    """The path of a page of about 60 kB whose bytes are not alike anywhere."""
    for n in range(10):
        post_comment(reader, article, " ".join(f"{n}-{k}-{os.urandom(4).hex()}" for k in range(400)))
    return comments_path(article)


def warm(server, path, headers=None):
    """The answer, sent until it has a file."""
    answers = [fetch(server, path, headers) for _ in range(OFTEN + 4)]
    assert len({a[2] for a in answers[3:]}) == 1
    return answers[-1]


def get(path, fields=""):
    return f"GET {path} HTTP/1.1\r\nHost: a.example\r\n{fields}\r\n".encode()


def same(answer, other):
    """Equal but for the Date."""
    fields = [{k: v for k, v in a[1].items() if k not in ("date", "x-request-id")} for a in (answer, other)]
    return answer[0] == other[0] and fields[0] == fields[1] and answer[2] == other[2]


def test_it_is_what_memory_would_send(server, files, calls, thread):
    first = fetch(server, thread)
    assert calls.count(SENDFILES) == 0
    assert same(warm(server, thread), first)
    before = calls.count(SENDFILES)
    assert before > 0 and files() == 1
    assert same(fetch(server, thread), first)
    assert calls.count(SENDFILES) == before + 1
    packed = warm(server, thread, PACKED)
    assert packed[1]["content-encoding"] == "gzip" and gzip.decompress(packed[2]) == first[2]
    assert files() == 2


def test_head_and_304_send_no_body(server, files, calls, thread):
    body = warm(server, thread)
    sent = calls.count(SENDFILES)
    with Wire(server.host, server.port) as w:
        for _ in range(3):
            w.send(get(thread).replace(b"GET", b"HEAD"))
            head = w.answer("HEAD")
            assert (head.status, head.body, int(head.fields["content-length"])) == (200, b"", len(body[2]))
            w.send(get(thread, f"If-None-Match: {body[1]['etag']}\r\n"))
            assert (w.answer().status) == 304
        assert calls.count(SENDFILES) == sent
        assert w.send(get(thread)).answer().body == body[2]


def test_small_pages_are_copied(server, files, calls, article):
    warm(server, comments_path(article))
    assert calls.count(SENDFILES) == 0 and files() == 0


def test_none_are_made_where_none_are_allowed(make_server, database, calls, thread):
    server = make_server(database, {**SETTINGS, "cache.files_max": 0}, environment=calls.environment).start()
    warm(server, thread)
    assert calls.count(SENDFILES) == 0 and memory_files(server) == 0
    server.stop()


def test_a_new_version_is_sent_from_its_own_file(server, files, calls, thread, article, reader):
    api = Client(server.url, reader.token)
    old = warm(server, thread)
    for n in range(3):
        assert api.post(thread, {"body": f"one more, {n}"}).status == 201
        new = warm(server, thread)
        assert f"one more, {n}".encode() in new[2] and new[2] != old[2]
        assert files() == 1
    api.close()


def test_pipelined_requests_are_answered_in_order(server, files, calls, thread, article):
    body, small = warm(server, thread)[2], fetch(server, f"/v1/articles/{article['id']}")[2]
    with Wire(server.host, server.port) as w:
        w.send((get(thread) + get(f"/v1/articles/{article['id']}")) * 20 + get(thread).replace(b"GET", b"HEAD") + get(thread))
        for _ in range(20):
            assert w.answer().body == body
            assert w.answer().body == small
        assert w.answer("HEAD").body == b""
        assert w.answer().body == body


@pytest.mark.parametrize("most", [1, 1000, 4096, 30000])
def test_it_goes_on_where_a_send_ended(server, calls, thread, most):
    body = warm(server, thread)[2]
    calls.fail(sendfile_max=most)
    with Wire(server.host, server.port) as w:
        w.send(get(thread))
        server.wait_for(lambda: calls.count(SENDFILES) >= min(50, len(body) // most), what="parts of an answer")
        calls.fail()
        assert w.answer().body == body


@pytest.mark.parametrize("error", [errno.EINVAL, errno.EIO, errno.ENOMEM])
def test_a_file_that_cannot_be_sent_is_copied_from_there_on(server, files, calls, thread, error):
    answer = warm(server, thread)
    lines = len(server.log_lines())
    for at in 0, 20000:
        calls.fail(sendfile=error, sendfile_at=at, sendfile_max=7000)
        with Wire(server.host, server.port) as w:
            for _ in range(5):
                assert w.send(get(thread)).answer().body == answer[2]
        assert calls.count(REFUSED) == 1, "the file is used no more"
        assert files() == 0
        calls.fail()
        time.sleep(1.1)             # body_file.c's PAUSE
        assert same(warm(server, thread), answer)
        assert calls.count(SENDFILES) > 0 and files() == 1
    said = [line for line in server.log_lines()[lines:] if line["msg"] == "memory file not sent"]
    assert len(said) == 1 and said[0]["why"]


@pytest.mark.parametrize("error", [errno.EAGAIN, errno.EINTR])
def test_a_moment_that_passes_costs_nothing(server, files, calls, thread, error):
    body = warm(server, thread)[2]
    calls.fail(sendfile=error, sendfile_at=10000, sendfile_max=10000)
    with Wire(server.host, server.port) as w:
        w.send(get(thread))
        server.wait_for(lambda: calls.count(REFUSED) > 3, what="tries")
        calls.fail()
        assert w.answer().body == body
    assert files() == 1


@pytest.mark.parametrize("error", [errno.EPIPE, errno.ECONNRESET])
def test_a_client_that_left_costs_no_file(server, files, calls, thread, error):
    body = warm(server, thread)[2]
    calls.fail(sendfile=error)
    with Wire(server.host, server.port) as w:
        w.send(get(thread))
        with pytest.raises((AssertionError, ConnectionResetError)):
            w.answer()
    calls.fail()
    assert fetch(server, thread)[2] == body
    assert calls.count(SENDFILES) == 1 and files() == 1


@pytest.mark.parametrize("error", [errno.EMFILE, errno.ENOMEM, errno.EPERM])
def test_without_files_pages_are_copied(server, files, calls, thread, error):
    calls.fail(memfd=error)
    answer = warm(server, thread)
    for _ in range(3 * OFTEN):
        assert same(fetch(server, thread), answer)
    assert calls.count(SENDFILES) == 0 and files() == 0
    assert calls.count(REFUSED) >= 1
    assert any(line["msg"] == "memory file not created" and line["why"] == os.strerror(error) for line in server.log_lines())
    calls.fail()
    time.sleep(1.1)
    assert same(warm(server, thread), answer)
    assert files() == 1


def slow(server, path, size=4096):
    """A client that has asked and reads nothing yet."""
    s = socket.socket()
    s.settimeout(30)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, size)
    s.connect((server.host, server.port))
    s.sendall(get(path, "Connection: close\r\n"))
    return s


def rest(s):
    data = b""
    while got := s.recv(65536):
        data += got
    s.close()
    return data.split(b"\r\n\r\n", 1)[1]


def test_slow_readers_get_all_of_an_old_version(make_server, database, article, reader):
    """While another page wants the only file, and theirs is replaced."""
    server = make_server(database, {**SETTINGS, "cache.files_max": 1, "http.send_buffer": "16kB"}).start()
    api = Client(server.url, reader.token)
    for n in range(8):
        assert api.post(comments_path(article), {"body": f"{n} " + os.urandom(16000).hex()}).status == 201
    path, other = comments_path(article), comments_path(article, "?sort=oldest")
    body = warm(server, path)[2]
    assert len(body) > 200000
    held = [slow(server, path) for _ in range(5)]
    server.wait_for(lambda: fresh_metric(server, "madang_http_connections_writing") == 5, what="five that wait")
    warm(server, other)         # while it is being sent from it has the only file
    assert memory_files(server) == 1
    assert api.post(path, {"body": "makes them outdated"}).status == 201
    assert fetch(server, path)[2] != body
    assert memory_files(server) == 1
    with concurrent.futures.ThreadPoolExecutor() as pool:
        assert list(pool.map(rest, held)) == [body] * 5
    server.wait_for(lambda: memory_files(server) == 0, what="the end of the file")
    api.close()
    server.stop()


def test_a_page_that_outgrows_the_cache_is_sent_whole(make_server, database, article, reader):
    """Its compressed body and its file do not evict it while it is sent; the next page does."""
    server = make_server(database, {**SETTINGS, "cache.size": "1MB"}).start()
    api = Client(server.url, reader.token)
    for n in range(12):
        assert api.post(comments_path(article), {"body": f"{n} " + os.urandom(32000).hex()}).status == 201
    body = fetch(server, comments_path(article))[2]
    assert len(body) < 1048576 < 2 * len(body)
    for _ in range(4):
        status, fields, packed = fetch(server, comments_path(article), PACKED)
        assert (gzip.decompress(packed) if "content-encoding" in fields else packed) == body
    for _ in range(2 * OFTEN + 4):
        assert fetch(server, comments_path(article))[2] == body
    assert memory_files(server) == 1
    assert fetch(server, comments_path(article, "?limit=1"))[0] == 200
    assert memory_files(server) == 0 and fresh_metric(server, "madang_cache_evicted_total") == 1
    api.close()
    server.stop()


def test_descriptors_and_bytes_return_to_the_baseline(server, files, thread, reader):
    api = Client(server.url, reader.token)
    first = fetch(server, thread)
    hits = fresh_metric(server, "madang_cache_hits_total")
    server.wait_for(lambda: fetch(server, thread) and fresh_metric(server, "madang_cache_hits_total") > hits, what="a page in memory")
    counted, kept = fresh_metric(server, "madang_cache_bytes"), fresh_metric(server, "madang_cache_files")
    for n in range(3):
        last = warm(server, thread)
        assert files() == 1
        assert fresh_metric(server, "madang_cache_bytes") >= counted + len(first[2])
        assert fresh_metric(server, "madang_cache_files") == kept + 1
        assert api.post(thread, {"body": f"a new version, {n}"}).status == 201
        assert fetch(server, thread)[2] != last[2]
        assert files() == 0 and fresh_metric(server, "madang_cache_files") == kept
        assert fresh_metric(server, "madang_cache_bytes") < counted + 20000
    api.close()
