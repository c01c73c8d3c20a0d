import socket
import time

import pytest
from loopback_packages import JSON, Index, packument, page

from fumehood.packages.names import Name
from fumehood.packages.online import ask, fetch
from fumehood.packages.online.presence import Failed, Found, Missing

pytestmark = pytest.mark.online


@pytest.fixture
def index(monkeypatch, tmp_path):
    server = Index()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_INDEX_URL", server.url)
    monkeypatch.setenv("npm_config_registry", f"http://{server.address}/npm/")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    yield server
    server.close()


def one(name, ecosystem="pypi"):
    return ask.ask_all([Name(name, ecosystem)])[0]


def test_a_project_is_found_with_its_first_upload_and_versions(index):
    index.serve("tidy-heron", page("tidy-heron", [900, 30, 400]))
    found = one("Tidy_Heron")
    assert isinstance(found, Found)
    assert (found.versions, found.status, found.index) == (3, "active", index.address)
    assert found.first_upload < found.last_upload
    path, headers = index.requests[0]
    assert path == "/simple/tidy-heron/"
    assert headers["Accept"].startswith(JSON)


def test_the_status_of_the_project_is_read(index):
    index.serve("heron", page("heron", [900], **{"project-status": {"status": "quarantined"}}))
    assert one("heron").status == "quarantined"


def test_html_counts_when_it_lists_files_of_that_project(index):
    html = '<!doctype html><a href="x#sha256=1">tidy_heron-1.0-py3-none-any.whl</a> <a href="y">tidy_heron-1.0.tar.gz</a>'
    index.serve("tidy-heron", html.encode(), kind="text/html; charset=utf-8")
    assert one("tidy-heron") == Found(index=index.address, versions=1)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<html><form>Sign in</form></html>", "text/html"),
        (b'<a href="x">other-1.0.tar.gz</a>', "text/html"),
        (b'{"meta": {"api-ver', JSON),
        (b'{"message": "welcome"}', "application/json"),
        (b"[" * 100_000, JSON),
        (page("another", [9]), JSON),
        (page("heron", [9], meta={"api-version": "2.0"}), JSON),
        (b"\x00\x01", "application/octet-stream"),
    ],
)
def test_an_answer_that_is_no_page_of_the_project_tells_nothing(index, body, kind):
    index.serve("heron", body, kind=kind)
    answer = one("heron")
    assert isinstance(answer, Failed)
    assert answer.code == "index-unreadable-answer"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (401, "index-refused"),
        (403, "index-refused"),
        (429, "index-rate-limited"),
        (500, "index-server-error"),
        (503, "index-server-error"),
        (418, "index-unexpected-answer"),
    ],
)
def test_refusals_and_faults_have_codes_of_their_own(index, status, code):
    index.serve("heron", b"", status=status)
    assert one("heron").code == code


def test_not_found_is_missing(index):
    assert one("heron") == Missing(index.address)


def test_a_passing_fault_is_asked_once_more(index):
    calls = []

    def flaky(handler):
        calls.append(1)
        handler.send(502, "text/plain", b"") if len(calls) == 1 else handler.send(
            200, JSON, page("heron", [500])
        )

    index.answers["heron"] = flaky
    assert isinstance(one("heron"), Found)
    assert len(calls) == 2
    index.serve("crane", b"", status=500)
    one("crane")
    assert sum("crane" in path for path, _ in index.requests) == 2


def test_a_name_that_hangs_ends_in_time_and_holds_up_no_other(index, monkeypatch):
    monkeypatch.setattr(fetch, "LIMIT", 4.0)
    monkeypatch.setattr(ask, "LIMIT", 4.0)
    for i in range(20):
        index.hang(f"slow-{i}", 8)
    index.serve("heron", page("heron", [500]))
    began = time.monotonic()
    answers = ask.ask_all([*(Name(f"slow-{i}") for i in range(20)), Name("heron")])
    assert {a.code for a in answers[:-1]} == {"index-timed-out"}
    assert isinstance(answers[-1], Found)
    assert time.monotonic() - began < 60


def test_a_lookup_that_no_time_out_ends_is_given_up(monkeypatch):
    monkeypatch.setattr(ask, "LIMIT", 0.3)
    answers = ask.ask_all(
        [Name("stuck"), Name("fine")], ask=lambda n: time.sleep(3) if n.name == "stuck" else Missing("x")
    )
    assert answers[0].code == "index-timed-out"
    assert answers[1] == Missing("x")


def test_a_lookup_that_breaks_is_no_answer():
    def broken(_):
        raise RuntimeError("oops")

    assert ask.ask_all([Name("x")], ask=broken)[0].code == "index-unreadable-answer"


def test_nothing_listening_is_unreachable(index, monkeypatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{port}/simple/")
    assert one("heron").code == "index-unreachable"


def test_credentials_go_to_the_index_and_nowhere_else(index, monkeypatch):
    other = Index()
    other.serve("heron", page("heron", [5]))
    secret = "p" * 9
    monkeypatch.setenv("PIP_INDEX_URL", f"http://me:{secret}@{index.address}/simple/")
    index.redirect("heron", f"http://{other.address}/simple/heron/")
    assert isinstance(one("heron"), Found)
    assert index.requests[0][1]["Authorization"].startswith("Basic ")
    assert "Authorization" not in other.requests[0][1]
    index.serve("moved", page("heron", [5]))
    index.redirect("heron", f"http://{index.address}/other/moved/")
    assert isinstance(one("heron"), Found)
    assert "Authorization" in index.requests[-1][1]
    other.close()


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://host.invalid/x"])
def test_a_redirect_to_another_protocol_is_not_followed(index, target):
    index.redirect("heron", target)
    assert isinstance(one("heron"), Failed)


def test_an_endless_redirect_ends(index):
    index.redirect("heron", f"http://{index.address}/simple/heron/")
    assert isinstance(one("heron"), Failed)


def test_the_users_proxy_is_used(index, monkeypatch):
    monkeypatch.delenv("NO_PROXY")
    monkeypatch.setenv("http_proxy", f"http://{index.address}")
    monkeypatch.setenv("PIP_INDEX_URL", "http://host.invalid/simple/")
    fetch._opener.cache_clear()
    index.serve("heron", page("heron", [5]))
    try:
        assert isinstance(one("heron"), Found)
    finally:
        fetch._opener.cache_clear()
    assert index.requests[0][0] == "http://host.invalid/simple/heron/"


def test_an_extra_index_can_have_what_the_first_lacks(index, monkeypatch):
    other = Index()
    other.serve("corp-tool", page("corp-tool", [90]))
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", other.url)
    assert one("corp-tool").index == other.address
    assert isinstance(one("nowhere"), Missing)
    other.serve("nowhere", b"", status=500)
    assert one("nowhere").code == "index-server-error"
    other.close()


def test_npm(index):
    index.answers["lodash"] = (200, "application/json", packument("lodash", 3000))
    index.answers["@corp%2Fui"] = (
        200,
        "application/json",
        packument("@corp/ui", 30, versions={"1.0.0": {"deprecated": "no"}}),
    )
    index.answers["gone"] = (200, "application/json", {"name": "gone", "time": packument("gone", 9)["time"]})
    index.answers["held"] = (200, "application/json", packument("held", 9, versions={"0.0.1-security": {}}))
    assert (one("lodash", "npm").versions, one("lodash", "npm").status) == (1, "active")
    assert one("@corp/ui", "npm").status == "deprecated"
    assert one("gone", "npm").status == "unpublished"
    assert one("held", "npm").status == "security-placeholder"
    assert isinstance(one("nothing", "npm"), Missing)
    assert one("broken", "npm") == Missing(index.address)
