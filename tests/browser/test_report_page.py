"""The HTML report in a real browser: quiet, closed to the outside, harmless, and it does what it offers."""

import importlib.util
from pathlib import Path

import pytest

from fumehood.core.finding import Confidence, Severity

pytestmark = pytest.mark.browser

_SPEC = importlib.util.spec_from_file_location(
    "report_conftest", Path(__file__).parents[1] / "report" / "conftest.py"
)
made = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(made)

EVIL = "\"'><img src=x onerror=alert(1)></script></pre></code><script>alert(2)</script><a href=javascript:alert(3)>"


@pytest.fixture
def project():
    """Five findings of two risks in four files, one file not read."""
    project = made.Project()
    select = "f\"SELECT * FROM products WHERE name = '{query}'\""
    project.write("shop/app.py", made.APP)
    project.at(
        "shop/app.py",
        select,
        flow=(
            project.step("shop/app.py", 'request.args.get("q")', "comes from the request"),
            project.step("shop/app.py", select, "becomes part of the statement"),
        ),
        fix=project.fix("shop/app.py", select, '"SELECT * FROM products WHERE name = ?", (query,)'),
    )
    project.write("b.py", "one(two, three)\n")
    project.at("b.py", "two", "The second word", severity=Severity.MEDIUM, confidence=Confidence.MEDIUM)
    project.at("b.py", "three", "The third word", severity=Severity.LOW)
    project.write("a.env", "KEY=value\n")
    project.at("a.env", "value", "A token", rule=project.rules["FHE901"])
    project.write(f"evil/{EVIL}.md", f"{EVIL} target {EVIL}\n")
    project.at(f"evil/{EVIL}.md", "target", f"Says {EVIL}", severity=Severity.HIGH, evidence={EVIL: EVIL})
    project.unread(f"{EVIL}", f"because {EVIL}")
    return project


def messages(page):
    """What the visible findings say, in the order shown."""
    return [e.inner_text() for e in page.query_selector_all(".finding .c3") if e.is_visible()]


def test_it_is_quiet_and_asks_for_nothing(open_page, project):
    page = open_page(project.render("html"))
    page.click("#all")
    assert page.said == []
    assert page.asked == [page.url]


def test_planted_markup_stays_text(open_page, project):
    page = open_page(project.render("html"))
    page.click("#all")
    assert page.query_selector_all("img") == []
    assert len(page.query_selector_all("script")) == 1
    assert page.query_selector_all("a[href^=javascript]") == []
    body = page.inner_text("body")
    assert f"Says {EVIL}" in body
    assert f"{EVIL} target" in body
    assert page.said == []


def test_the_policy_stops_what_markup_might_add(open_page, project):
    page = open_page(project.render("html"))
    page.evaluate("""() => {
        const i = document.createElement('img'); i.src = 'http://192.0.2.1/x.png'; document.body.append(i);
        const s = document.createElement('script'); s.textContent = 'window.owned = 1'; document.body.append(s);
    }""")
    page.wait_for_timeout(100)
    assert page.evaluate("window.owned") is None
    assert sum("Content Security Policy" in message for message in page.said) == 2


def test_it_filters_by_risk_severity_and_words(open_page, project):
    page = open_page(project.render("html"))
    assert len(messages(page)) == 5
    page.click('[data-value="exposure"]')
    assert messages(page) == ["A token"]
    assert page.get_attribute('[data-value="exposure"]', "aria-pressed") == "true"
    assert page.inner_text("#count") == "1 of 5 shown"
    page.click('[data-value="exposure"]')
    page.click('[data-value="low"]')
    page.click('[data-value="medium"]')
    assert messages(page) == ["The second word", "The third word"]
    page.fill("#search", "third b.py")
    assert messages(page) == ["The third word"]
    page.fill("#search", "no such thing")
    assert messages(page) == []
    page.click("#reset")
    assert len(messages(page)) == 5


def test_it_sorts_both_ways(open_page, project):
    page = open_page(project.render("html"))
    assert messages(page)[0] == "A token"
    page.click('[data-sort="path"]')
    assert messages(page)[:3] == ["A token", "The second word", "The third word"]
    page.click('[data-sort="path"]')
    assert messages(page)[-1] == "A token"
    page.click('[data-sort="severity"]')
    assert messages(page)[-1] == "The third word"
    page.click('[data-sort="severity"]')
    assert messages(page)[0] == "The third word"


def test_keys_alone_are_enough(open_page, project):
    page = open_page(project.render("html"))
    page.keyboard.press("/")
    page.keyboard.type("second")
    assert messages(page) == ["The second word"]
    page.keyboard.press("Escape")
    assert len(messages(page)) == 5
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    opened = page.query_selector_all(".finding details[open]")
    assert len(opened) == 2
    page.keyboard.press("e")
    assert len(page.query_selector_all(".finding details[open]")) == 5


def test_a_link_opens_its_finding(open_page, project):
    page = open_page(project.render("html"))
    last = page.query_selector(".finding:last-child")
    page.evaluate("id => { location.hash = id }", last.get_attribute("id"))
    page.wait_for_selector(".finding:last-child details[open]")
    page.click(".finding:last-child .foot a >> nth=0")
    page.wait_for_selector(".rule[open]")
    assert "Reports a statement" in page.inner_text(".rule[open]")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_read_in_both_schemes(open_page, project, scheme):
    page = open_page(project.render("html"), color_scheme=scheme)
    page.click("#all")
    poor = page.evaluate(CONTRAST)
    assert poor == []
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(19, 21, 23)"
    assert dark == (scheme == "dark")


def test_it_works_without_script(open_page, project):
    page = open_page(project.render("html"), java_script_enabled=False)
    assert page.locator(".finding summary").count() == 5
    assert not page.locator("#tools").is_visible()
    page.locator(".finding summary").nth(1).click()
    assert page.locator(".finding .frame").nth(1).is_visible()


def test_a_narrow_screen_needs_no_sideways_scroll(open_page, project):
    page = open_page(project.render("html"), viewport={"width": 360, "height": 700})
    page.click("#all")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_print_shows_every_finding(open_page, project):
    page = open_page(project.render("html"), color_scheme="dark")
    page.emulate_media(media="print")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.head')).backgroundColor")
        == "rgb(255, 255, 255)"
    )
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(page.query_selector_all(".finding details[open]")) == 5
    assert not page.is_visible("#tools")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert len(page.query_selector_all(".finding details[open]")) == 1


def test_nothing_found(open_page):
    page = open_page(made.Project().render("html"))
    assert page.inner_text("h1") == "No findings"
    assert page.said == []


# WCAG 2.1, 1.4.3: at least 4.5 to 1 for text. Looks at every element that has text of its own.
CONTRAST = """() => {
  const parse = (c) => { const m = c.match(/[\\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m; };
  const lum = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const poor = [];
  for (const e of document.querySelectorAll("body *")) {
    const own = Array.from(e.childNodes).some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.checkVisibility() || e.closest("script, .hide, .skip")) continue;
    let back = e, color = [0, 0, 0, 0];
    while (back && color[3] === 0) { color = parse(getComputedStyle(back).backgroundColor); back = back.parentElement; }
    const [a, b] = [lum(parse(getComputedStyle(e).color)), lum(color)].sort((p, q) => q - p);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) poor.push(`${e.className || e.tagName} ${ratio.toFixed(2)} ${e.textContent.trim().slice(0, 30)}`);
  }
  return [...new Set(poor)];
}"""
