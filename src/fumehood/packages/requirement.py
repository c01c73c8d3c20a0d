"""One requirement as people write it: PEP 508, an address, a path, or a tool's own shorthand.

`packaging` is not used here: requirements in commands hold variables, and its import costs a tenth of a scan.
"""

import re
from collections.abc import Iterator

from fumehood.core.patterns import pattern
from fumehood.packages.mention import Item, Mention, Notice, Origin

# Letters of other scripts are read as well: a name that imitates another one with them must not pass unseen.
_LETTER = "A-Za-z0-9\u00c0-\u058f\uff10-\uff5a"
_NAME = pattern(
    rf"\s*(?P<name>(?=[^\sA-Za-z0-9]{{0,200}}[A-Za-z0-9])[{_LETTER}](?:[{_LETTER}._-]{{0,200}}[{_LETTER}])?)"
    rf"(?![{_LETTER}._-])\s*(?:\[[^\[\]]{{0,300}}\])?"
)
_AFTER = pattern(r"\s*(?:$|[=<>!~]=|[<>;,(]|=(?==)|@|--hash\b|\\|#)")
_ADDRESS = pattern(
    r"(?:(?:git|hg|svn|bzr)\+)?(?:https?|ssh|git|ftps?|s3|file)(?:\+\w+)?://|(?:git\+)?git@[\w.-]+:",
    re.IGNORECASE,
)
_EGG = pattern(r"#(?:.*&)?egg=(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)")
_FILE_LIKE = pattern(
    r"\.(?:txt|whl|zip|t?gz|bz2|xz|toml|cfg|ini|py|lock|ya?ml|json|in|git|sh|md|exe)$", re.IGNORECASE
)
_LOCAL_ADDRESS = ("file:", "./", "../", "/", "~", ".\\", "..\\")
_PINNED = pattern(r"={2,3}|@ ?v?\d")


def requirement(text: str, start: int, origin: Origin, *, flags: tuple[str, ...] = ()) -> Iterator[Item]:
    """What the requirement `text`, which stands at `start`, says; nothing for a path, a variable or an option.

    An address gives a notice, and a mention with the flag `url` where it says which package it is.
    """
    body = text.strip()
    begin = start + len(text) - len(text.lstrip())
    if not body or body.startswith(("-", ".", "/", "~", "$", "{", "%", "<", "#")):
        return
    address = _ADDRESS.match(body)
    if address:
        yield from _address(body, begin, origin)
        return
    match = _NAME.match(body)
    if match is None:
        return
    rest = body[match.end() :]
    if not _AFTER.match(rest) or ("==" not in rest and "@" not in rest and _FILE_LIKE.search(match["name"])):
        return
    at = begin + match.start("name")
    stripped = rest.lstrip()
    if stripped.startswith("@"):
        where = stripped[1:].strip()
        if _ADDRESS.match(where) and not where.startswith("file:"):
            flags = (*flags, "url")
            offset = begin + body.index(where)
            where = where.partition(" ;")[0].split()[0]
            yield Notice("direct-url", offset, offset + len(where), where, origin)
        elif where.startswith(_LOCAL_ADDRESS) or _LOCAL_PATH.match(where):
            flags = (*flags, "local")
    if not _PINNED.search(rest) and "url" not in flags:
        flags = (*flags, "unpinned")
    yield Mention(match["name"], "pypi", at, at + len(match["name"]), origin, flags)


_LOCAL_PATH = pattern(r"[\w.-]+/(?!/)")


def _address(body: str, begin: int, origin: Origin) -> Iterator[Item]:
    address = body.split(maxsplit=1)[0]
    if not address.lower().startswith("file:"):
        yield Notice("direct-url", begin, begin + len(address), address, origin)
    egg = _EGG.search(address)
    if egg:
        at = begin + egg.start("name")
        yield Mention(egg["name"], "pypi", at, at + len(egg["name"]), origin, ("url",))


_NPM_NAME = pattern(r"(?:@[a-z0-9~-][\w.~-]*/)?[A-Za-z0-9~-][\w.~-]*")


def npm_package(word: str, start: int, origin: Origin, *, flags: tuple[str, ...] = ()) -> Iterator[Item]:
    """What an argument of an npm command says: a name, a name with a version, an alias, or an address."""
    at = 0
    alias = word.find("npm:")
    if alias == 0 or (alias > 0 and word[alias - 1] == "@"):
        at = alias + 4
    elif "://" in word or word.startswith(("git@", "github:", "gitlab:", "bitbucket:", "gist:")):
        if word.startswith(("http:", "https:", "git")) or "+http" in word:
            yield Notice("direct-url", start, start + len(word), word, origin)
        return
    match = _NPM_NAME.match(word, at)
    if match is None:
        return
    rest = word[match.end() :]
    if rest and not rest.startswith("@"):
        return
    if (
        rest.startswith(("@file:", "@link:", "@workspace:", "@portal:", "@.", "@/"))
        or "@http" in rest
        or "@git" in rest
    ):
        flags = (*flags, "local" if "://" not in rest else "url")
    if word[at : match.end()].endswith((".tgz", ".js", ".json", ".ts")) and not rest:
        return
    if not re.match(r"@v?\d", rest):
        flags = (*flags, "unpinned")
    yield Mention(match[0], "npm", start + at, start + match.end(), origin, flags)
