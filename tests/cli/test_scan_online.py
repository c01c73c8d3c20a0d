"""`scan --online`: the user's own index decides, and no answer is never fine."""

import socket

import pytest
from loopback_packages import Index, page


@pytest.fixture
def index():
    server = Index()
    yield server
    server.close()


def scanned(fumehood, address, *options):
    return fumehood("scan", ".", "--format", "json", *options, PIP_INDEX_URL=address, NO_PROXY="127.0.0.1")


def test_the_index_vouches_for_a_name_that_the_list_does_not_know(fumehood, write, index):
    write("requirements.txt", "dev-probe-lib\nother-probe-lib\n")
    index.serve("dev-probe-lib", page("dev-probe-lib", [2000, 1000, 500, 100]))
    offline = scanned(fumehood, index.url)
    assert {f["line"] for f in offline.json["findings"]} == {1, 2}
    assert index.requests == []
    online = scanned(fumehood, index.url, "--online")
    assert {f["line"] for f in online.json["findings"]} == {2}
    assert online.json["summary"]["network"] is True


def test_an_index_that_does_not_answer_makes_the_scan_incomplete(fumehood, write):
    write("requirements.txt", "dev-probe-lib\n")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        done = scanned(fumehood, f"http://127.0.0.1:{taken.getsockname()[1]}/simple/", "--online")
    assert any("dev-probe-lib could not be checked" in u["reason"] for u in done.json["unscanned"])
    assert done.code == 4
