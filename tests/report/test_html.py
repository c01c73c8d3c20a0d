"""The page as text; what a browser makes of it is tested in tests/browser."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

VOID = {"meta", "br", "wbr", "input", "path", "rect"}


class Outline(HTMLParser):
    """Checks that tags nest, and collects attributes and the text outside style and script."""

    def __init__(self):
        super().__init__()
        self.open, self.attributes, self.text = [], [], []

    def handle_starttag(self, tag, attrs):
        self.attributes += [(tag, *a) for a in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.attributes += [(tag, *a) for a in attrs]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("style", "script"):
            self.text.append(data)


def outline(page):
    parser = Outline()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    return parser


def test_tags_nest_and_nothing_comes_from_elsewhere(shop):
    shop.unread("x", "is a FIFO")
    found = outline(shop.render("html"))
    assert not [a for a in found.attributes if a[1] in ("src", "style", "srcset") or a[1].startswith("on")]
    assert {a[0] for a in found.attributes if a[1] == "href"} == {"a"}
    ids = [a[2] for a in found.attributes if a[1] == "id"]
    assert len(ids) == len(set(ids))


def test_the_policy_allows_just_this_style_and_script(shop):
    page = shop.render("html")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#39;", "'")
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_planted_markup_stays_text(project):
    evil = "\"'><img src=x onerror=alert(1)></script><script>alert(2)</script>{{7*7}}\u202e\x1b"
    path = f"a/{evil}.py"
    project.write(path, f"{evil} target\n")
    project.at(path, "target", evil, evidence={evil: evil})
    project.unread(evil, evil)
    page = project.render("html")
    found = outline(page)
    assert "<img" not in page
    assert page.count("<script>") == 1
    assert not {"\u202e", "\x1b"} & set(page)
    assert "".join(found.text).count("onerror=alert(1)") >= 6
    assert "49" not in "".join(found.text).split()


def test_worst_first(project):
    project.write("a.py", "one two\n")
    from fumehood.core.finding import Severity

    project.at("a.py", "one", severity=Severity.LOW)
    project.at("a.py", "two", severity=Severity.CRITICAL)
    assert re.findall(r'data-severity="(\w+)"', project.render("html")) == ["critical", "low"]


def test_the_fix_is_shown_as_a_diff(shop):
    page = shop.render("html")
    assert "<del>-     cursor.execute(f&#34;SELECT * FROM products" in page
    assert "<ins>+     cursor.execute(&#34;SELECT * FROM products WHERE name = ?&#34;, (query,))" in page


def test_clean_and_not_read_look_different(project):
    assert '<h1 class="clean">No findings</h1>' in project.render("html")
    project.unread("a", "is a FIFO")
    page = project.render("html")
    assert 'class="clean"' not in page
    assert "1 path was not read" in page


def test_the_place_of_the_tree_is_not_told(shop):
    assert "/a/project" not in shop.render("html")
