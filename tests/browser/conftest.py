"""A real headless Chromium (Debian's), never a downloaded one."""

import os
import shutil

import pytest

FLAGS = [
    "--no-sandbox",  # tests may run as root in a container; the pages are our own
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    """The browser; its absence is a failure, since a report that nobody looked at is not tested."""
    if os.environ.get("FUMEHOOD_NO_BROWSER") == "1":
        pytest.skip("FUMEHOOD_NO_BROWSER=1")
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.fail(
            "no chromium: apt-get install chromium, or set CHROMIUM=/path, or FUMEHOOD_NO_BROWSER=1 to leave these tests out"
        )
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, tmp_path):
    """Opens a page's text; returns it with its console messages and the addresses that it asked for."""
    contexts = []

    def load(text, **options):
        file = tmp_path / "report.html"
        file.write_text(text, "utf-8")
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("dialog", lambda dialog: (page.said.append("dialog"), dialog.dismiss()))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(file.as_uri())
        return page

    yield load
    for context in contexts:
        context.close()
