"""A text as a row of tokens: words by category, and the shapes that matter (addresses, paths, marks)."""

import re
from functools import cache
from typing import NamedTuple

from fumehood.core.patterns import pattern
from fumehood.injection.reading.lexicon import COLON, COMMA, STOP, UNKNOWN, Lexicon, lexicon

_DOMAINS = (
    "com|net|org|io|dev|app|ai|co|xyz|info|biz|site|online|me|sh|cc|ru|cn|tk|top|club|live|cloud|tech|example|"
    "test|invalid|onion|internal|local|eu|de|fr|uk|fi|se|nl|it|es|us|in|link|run|page|pw|gg|to|ws"
)
_TELLING_PATH = (
    r"\.env\b|\.ssh\b|id_rsa|id_ed25519|id_ecdsa|\.aws/|\.netrc|\.npmrc|\.pypirc|\.pgpass|git-credentials|/etc/(?:passwd|shadow)|"
    r"\.kube/config|kubeconfig|\.docker/config|gh/hosts|\.gnupg|wallet\.dat|_history\b|authorized_keys|known_hosts|/proc/self/environ|"
    r"credentials(?:\.\w{2,5})?$|secrets?\.(?:ya?ml|json|toml|txt|env)|service[-_]account\.json|keychain|cookies\.sqlite|login data|"
    r"\.cursor/mcp\.json|\.pem$|\.p12$|\.pfx$|\.key$|\.keystore$|private[-_]key"
)
_SECRET_NAME = pattern(r"(?:^|_)(?:key|token|secret|password|passwd|credentials?|apikey)s?$")
_TOOL_NAME = pattern(
    r"(?:send|post|put|get|http|fetch|read|write|delete|remove|create|update|exec|run|call|transfer|upload|reveal|grant|mcp)_[a-z]"
)
_SCRIPT = pattern(r"\.(?:sh|bash|zsh|py|js|mjs|ts|ps1|bat|cmd|rb|pl|exe|bin)$")
_IS_SECRET = pattern(_TELLING_PATH)
_TOKEN = pattern(
    r"""
    (?P<plain>[^\W\d_]{1,60})(?:[ \t]+ | (?=[,;\n)]) | (?=\.\s) | $)
  | [ \t]+
  | (?P<url>(?:https?|ftp|wss?)://[^\s"'<>)\]`]{1,400} | www\.[^\s"'<>)\]`]{3,200})
  | (?P<email>[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64})
  | (?P<template><\|[\w ]{1,30}\|> | \[/?(?:inst|system)\] | <</?sys>> | </?(?:system|instructions?|important|assistant|human|admin)(?:[\s:_-][^<>\n]{0,40})?> | </s>)
  | (?P<flag>--(?:no-verify|insecure|yolo|dangerously[\w-]{0,40}|no-check-certificate))
  | (?P<option>(?<![\w-])--[a-z][\w-]{1,60})
  | (?P<flag2>(?:shell|trust_env)\s{0,2}=\s{0,2}true | (?:verify|ssl|strict|check_hostname|autoescape|rejectunauthorized|strictssl|sslverify)\s{0,2}[=:]\s{0,2}(?:false|none) | chmod\s{1,3}(?:-r\s)?0?777 | 0\.0\.0\.0/0 | bypasspermissions)
  | (?P<path>(?:~|\$\w{1,30}|\.{0,2})/[\w.*@+-]{1,100}(?:/[\w.*@+-]{1,100}){0,12}/? | [\w.*@+-]{1,100}(?:/[\w.*@+-]{1,100}){1,12} | \*?\.[a-z][\w.-]{1,40} | [\w-]{1,60}(?:\.[\w-]{1,40}){1,5} | ~/)
  | (?P<cjk>[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])
  | (?P<word>[^\W\d_]{1,60}(?:['\u2019][^\W\d_]{1,20})? | \w{1,80})
  | (?P<stop>[.!?;\u3002\uff01\uff1f\u061f]+ | \n[^\S\n]{0,80}(?:[>#*/;-]{1,4}[^\S\n]{0,8})?\n | \n[^\S\n]{0,40}(?:[#/*>]{1,4}[^\S\n]{1,8})?(?:[*+\u2022-]|\d{1,3}[.)])[^\S\n] | \n[^\S\n]{0,3}\#{2,6}\s(?=\S) | [,:=\[({][ ]?["\'](?=\w))
  | (?P<colon>:(?=[\s"'`*_]|$) | \uff1a | =>)
  | (?P<comma>[,\u3001\uff0c])
    """,
    re.VERBOSE,
)
_HOST = pattern(rf"^(?:[\w-]{{1,63}}\.){{1,5}}(?:{_DOMAINS})(?:/.*)?$")
_CONTACT = pattern(
    r"(?:security|abuse|support|privacy|conduct|contact|help|info|hello|team|maintainers?|press|sales)@"
)
_LONGEST_CJK = 6
_PRIVATE = ("SECRET", "SECRETKEY", "SPATH", "ENV")


class Tokens(NamedTuple):
    """`classes` has one character a token, with a `STOP` before and behind; `starts`/`ends` are offsets."""

    classes: str
    starts: list[int]
    ends: list[int]


def tokens_of(text: str) -> Tokens:
    """The tokens of a text, which need not be in lower case; offsets are in `text`. Linear."""
    words = lexicon()
    codes = words.codes
    secret_key, key, kind = codes["SECRETKEY"], codes["KEY"], codes["KEYKIND"]
    low = text.lower() if "\u0130" not in text else text.replace("\u0130", "i").lower()
    known, of = words.known, words.of
    classes, starts, ends = [STOP], [0], [0]
    skip = 0
    mailboxes: list[int] = []
    for found in _TOKEN.finditer(low):
        group = found.lastgroup
        if group is None:  # blanks
            continue
        start, end = found.span(group)
        if start < skip:
            continue
        if group == "plain":
            word = found[group]
            code = known.get(word) or of(word)
            if code == key and classes[-1] == kind:
                code = secret_key
        elif group == "word":
            code = _word(found[0], classes[-1], words)
        elif group == "stop":
            code = STOP
        elif group == "comma":
            code = COMMA
        elif group == "colon":
            code = COLON
        elif group == "url" and (low.startswith("](", start - 2) or low.startswith(">`_", end)):
            code = codes["LINK"]  # what a word of the text links to is no destination
        elif group == "email" and _CONTACT.match(found[0]):
            mailboxes.append(len(classes))
            code = codes["LINK"]  # a mailbox that a project publishes for people
        elif group == "path":
            code = codes[_path_kind(found[0])]
        elif group == "cjk":
            code, end = _ideograph(low, start)
            skip = end
        else:
            code = codes[_SHAPE_OF[group]]
        classes.append(code)
        starts.append(start)
        ends.append(end)
    # Whoever asks for secrets can call his mailbox what he likes.
    if mailboxes and not {codes[name] for name in _PRIVATE}.isdisjoint(classes):
        for place in mailboxes:
            classes[place] = codes["EMAIL"]
    classes.append(STOP)
    starts.append(len(text))
    ends.append(len(text))
    return Tokens("".join(classes), starts, ends)


_SHAPE_OF = {
    "url": "URL",
    "email": "EMAIL",
    "template": "TEMPLATE",
    "flag": "FLAG",
    "flag2": "FLAG",
    "option": "OPTION",
}


def _word(word: str, before: str, words: Lexicon) -> str:
    """The category of a word with an apostrophe, digits or underscores; `before` is that of the one before it."""
    code = words.of(word.replace("\u2019", "'"))
    codes = words.codes
    if code == codes["KEY"] and before == codes["KEYKIND"]:
        return codes["SECRETKEY"]
    if code != UNKNOWN:
        return code
    if word.isdigit():
        return codes["NUMBER"]
    if "_" in word:
        if _IS_SECRET.search(word):
            return codes["SPATH"]
        if _SECRET_NAME.search(word):
            return codes["SECRETKEY"]
        if _TOOL_NAME.match(word):
            return codes["TOOL"]
    return code


def _path_kind(path: str) -> str:
    if _IS_SECRET.search(path):
        return "SPATH"
    if _HOST.match(path):
        return "HOST"
    return "SCRIPT" if _SCRIPT.search(path) else "PATH"


@cache
def _ideographs() -> frozenset[str]:
    return frozenset(w for w in lexicon().words() if w[0] >= "\u3040")


def _ideograph(low: str, start: int) -> tuple[str, int]:
    """The longest known word of a script without blanks that begins here, or the one character."""
    known = _ideographs()
    for length in range(_LONGEST_CJK, 0, -1):
        word = low[start : start + length]
        if word in known:
            return lexicon().of(word), start + len(word)
    return UNKNOWN, start + 1
