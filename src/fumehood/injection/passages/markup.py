"""What HTML hides from the eye: comments, elements without a picture, attributes.

Works on any text that may hold markup (Markdown, HTML, a notebook cell, a docstring), in linear time: one
pass over the tags with an explicit stack.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from fumehood.core.patterns import pattern
from fumehood.injection.channel import Channel


class Part(NamedTuple):
    """Characters `start` to `end` of a text that reach a model by `channel`."""

    channel: Channel
    start: int
    end: int


_HTML_COMMENT = ("<!--", "-->")
_MIXED_COMMENTS = (("{/*", "*/}"), ("{#", "#}"), ("{% comment %}", "{% endcomment %}"))
_LONGEST_MIXED = 4000
_TAG = pattern(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w:-]{0,30})(?P<attributes>[^<>]{0,4000})>")
_ATTRIBUTE = pattern(
    r"(?P<name>alt|title|aria-[a-z]{1,30}|data-[\w-]{1,40}|content|placeholder|value|summary|label|longdesc|srcdoc)"
    r"\s{0,5}=\s{0,5}(?:\"(?P<a>[^\"]{4,4000})\"|'(?P<b>[^']{4,4000})')",
    re.IGNORECASE,
)
_HIDDEN_STYLE = pattern(
    r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}(?:hidden|collapse)|opacity\s{0,9}:\s{0,9}0?(?:\.0+)?(?![\d.])|"
    r"font(?:-size)?\s{0,9}:\s{0,9}(?:0(?:\.\d+)?|1)(?:px|pt|em|rem|%|vw)?\s{0,9}(?:[;\"'}!]|$)|color\s{0,9}:\s{0,9}transparent|"
    r"(?:text-indent|left|top|right|margin-left|margin-top)\s{0,9}:\s{0,9}-\d{3,6}(?:px|em|rem|pt|%|vw|vh)?|"
    r"(?:max-)?(?:height|width)\s{0,9}:\s{0,9}[01](?:px)?\s{0,9}(?:[;\"'}!]|$)|clip(?:-path)?\s{0,9}:\s{0,9}(?:rect\(\s{0,3}[01](?:px)?\b|inset\(\s{0,3}(?:50|100)%)|"
    r"scale\(\s{0,3}0(?:\.0+)?\s{0,3}\)|line-height\s{0,9}:\s{0,9}0\b|-webkit-text-fill-color\s{0,9}:\s{0,9}transparent",
    re.IGNORECASE,
)
_COLOUR = pattern(
    r"(?P<name>background(?:-color)?|color)\s{0,9}[:=]\s{0,9}[\"']?(?P<value>#[0-9a-f]{3,8}|[a-z]{3,20}|rgba?\([^)]{5,40}\))",
    re.IGNORECASE,
)
_WHITE = frozenset(
    {"white", "#fff", "#ffffff", "#fefefe", "#ffffffff", "snow", "rgb(255,255,255)", "#fdfdfd"}
)
_BARE_HIDDEN = pattern(r"(?:^|\s)hidden(?:\s|=|$|/)", re.IGNORECASE)
_INPUT_HIDDEN = pattern(r"type\s{0,5}=\s{0,5}[\"']?hidden", re.IGNORECASE)
_STYLE_RULE = pattern(r"([.#][\w-]{1,60})[^{}.#\n]{0,100}\{([^{}]{0,1000})\}")
_CLASS = pattern(r"\b(?:class|id)\s{0,5}=\s{0,5}[\"']?([^\"'>]{1,300})", re.IGNORECASE)
_UNSEEN_TAGS = frozenset(
    {"template", "noscript", "noembed", "noframes", "desc", "metadata", "datalist", "head-note"}
)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_CODE_TAGS = frozenset({"script", "style"})
_DEEPEST = 400


def comments(text: str) -> Iterator[Part]:
    """The comments of HTML and of what is mixed with it (MDX, Jinja, Django templates)."""
    at = text.find("<!--")
    while at >= 0:
        end = text.find("-->", at + 4)
        if end < 0:
            yield Part(Channel.HTML_COMMENT, at + 4, len(text))
            break
        yield Part(Channel.HTML_COMMENT, at + 4, end)
        at = text.find("<!--", end + 3)
    for opens, closes in _MIXED_COMMENTS:
        at = text.find(opens)
        while at >= 0:
            start = at + len(opens)
            end = text.find(closes, start, start + _LONGEST_MIXED)
            if end >= 0:
                yield Part(Channel.HTML_COMMENT, start, end)
            at = text.find(opens, end if end >= 0 else start)


def elements(text: str) -> Iterator[Part]:
    """Elements that show nothing (by style, class or kind), `<details>`, scripts, and telling attributes."""
    if "<" not in text:
        return
    hidden_classes: frozenset[str] | None = None
    inside = 0  # an element that is hidden as a whole needs no second look
    stack: list[tuple[str, int, Channel | None]] = []
    for tag in _TAG.finditer(text):
        name = tag["name"].lower()
        if tag["close"]:
            for part in _close(stack, name, tag.start()):
                inside -= part.channel is Channel.CSS_HIDDEN
                yield part
            continue
        attributes = tag["attributes"]
        if attributes:
            yield from _attributes(tag)
        if name in _VOID or attributes.endswith("/") or len(stack) >= _DEEPEST:
            continue
        if hidden_classes is None and "class" in attributes.lower() + " id":
            hidden_classes = _hidden_classes(text)
        channel = None if inside else _kind(name, attributes, hidden_classes or frozenset())
        inside += channel is Channel.CSS_HIDDEN
        stack.append((name, tag.end(), channel))
    for name, start, channel in stack:
        if channel is Channel.CSS_HIDDEN and name not in _UNSEEN_TAGS:
            end = text.find("\n\n", start)
            yield Part(channel, start, len(text) if end < 0 else end)


def _close(stack: "list[tuple[str, int, Channel | None]]", name: str, end: int) -> Iterator[Part]:
    for back in range(1, min(len(stack), 40) + 1):
        if stack[-back][0] == name:
            for _, start, channel in stack[-back:]:
                if channel is not None:
                    yield Part(channel, start, end)
            del stack[-back:]
            return


def _kind(name: str, attributes: str, hidden_classes: frozenset[str]) -> Channel | None:
    if name == "details":
        return Channel.DETAILS
    if name in _CODE_TAGS:
        return Channel.STRING
    if name in _UNSEEN_TAGS:
        return Channel.CSS_HIDDEN
    if not attributes:
        return None
    if unseen(attributes) or _BARE_HIDDEN.search(attributes) or (name == "font" and _white(attributes)):
        return Channel.CSS_HIDDEN
    if hidden_classes:
        named = _CLASS.findall(attributes)
        if any(word in hidden_classes for group in named for word in group.split()):
            return Channel.CSS_HIDDEN
    return None


def unseen(style: str) -> bool:
    """Whether a style (or a tag's attributes) shows nothing: no box, no size, or ink like its ground."""
    return bool(_HIDDEN_STYLE.search(style)) or (
        "color" in style.lower() and "style" in style.lower() and _white(style)
    )


def _white(style: str) -> bool:
    colours = {m["name"].lower()[:5]: m["value"].lower().replace(" ", "") for m in _COLOUR.finditer(style)}
    ink, ground = colours.get("color"), colours.get("backg")
    return ink is not None and (
        ink == ground or (ground is None and ink in _WHITE) or (ink in _WHITE and ground in _WHITE)
    )


def _hidden_classes(text: str) -> frozenset[str]:
    """Names of classes and ids that a style sheet in the text hides."""
    names: set[str] = set()
    at = text.find("<style")
    while at >= 0:
        end = text.find("</style", at)
        end = len(text) if end < 0 else end
        names.update(
            m[1][1:] for m in _STYLE_RULE.finditer(text, at, end) if _HIDDEN_STYLE.search(m[2] + ";")
        )
        at = text.find("<style", end)
    return frozenset(names)


def _attributes(tag: "re.Match[str]") -> Iterator[Part]:
    base = tag.start("attributes")
    for found in _ATTRIBUTE.finditer(tag["attributes"]):
        group = "a" if found["a"] is not None else "b"
        if " " in found[group]:
            yield Part(Channel.ATTRIBUTE, base + found.start(group), base + found.end(group))
