"""The shapes of what is hidden, as patterns: loaded only when a text holds a word that could be one of them."""

import re

HIDDEN = "[redacted]"
"""What stands in place of a secret."""
_WORDS = (
    r"(?:pass(?:wd|word|phrase)?|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?"
    r"|auth(?:orization)?|cookie|session[_-]?key|signing[_-]?key|encryption[_-]?key|client[_-]?secret|dsn)"
)
_SECRET_KEY = re.compile(rf"(?i)(?:^|[_.-]){_WORDS}s?$|(?<=[a-z]){_WORDS}s?$")
_TOKEN = re.compile(
    r"\b(?:gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255}|glpat-[\w-]{16,100}|xox[abeoprs]-[\w-]{10,200}"
    r"|sk-[\w-]{16,200}|[sr]k_(?:live|test)_\w{10,200}|(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[\w-]{30,60}|hf_\w{20,100}"
    r"|npm_\w{30,100}|pypi-[\w-]{30,300}|dop_v1_\w{30,100}|SG\.[\w-]{10,60}\.[\w-]{10,100}"
    r"|eyJ[\w-]{8,4000}\.[\w-]{4,4000}(?:\.[\w-]{0,4000})?)"
)
_BLOCK = re.compile(
    r"(-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----).{0,20000}?(?=-----END|\Z)", re.DOTALL
)
_URL = re.compile(r"([a-z][a-z0-9+.-]{1,20}://[^\s/:@'\"]{0,200}:)[^\s/@'\"]{1,500}(?=@)", re.IGNORECASE)
_VALUE = r"(?:\"[^\"\n]{0,2000}\"?|'[^'\n]{0,2000}'?|[^\s'\"&;|,)}<>]{1,2000})"
_SCHEME = re.compile(
    r"(?i)((?:authorization|proxy-authorization|cookie|x-[a-z-]{0,30}(?:key|token|auth))\"?\s{0,5}:\s{0,5}\"?"
    r"(?:(?:bearer|basic|token|digest|negotiate)\s{1,5})?)[^\s'\"][^'\"\n]{0,4000}"
)
_BEARER = re.compile(r"(?i)\b(bearer\s{1,5})[\w.~+/-]{8,4000}=*")
_ASSIGNED = re.compile(
    rf"(?i)((?<![a-z])[\w.-]{{0,60}}{_WORDS}s?(?:[_-]\w{{0,20}})?[\"']?\s{{0,3}}(?::=|=>|[=:])\s{{0,3}})(?![$%{{<]){_VALUE}"
)
_OPTION = re.compile(rf"(?i)(?<!\S)(--?[\w-]{{0,40}}{_WORDS}(?![\w-])[= ]\s{{0,3}})(?![-$%{{<]){_VALUE}")
_LOGIN = re.compile(
    r"(?<!\S)(-u\s{0,3}|--(?:user|proxy-user)[= ]\s{0,3})(['\"]?[^\s:'\"]{1,100}:)[^\s'\"]{1,500}"
)
_MYSQL = re.compile(
    r"\b((?:mysql|mysqldump|mariadb|sshpass|mongosh?)\b[^\n;|&]{0,300}?\s-p)(?!\s|ort)[^\s;|&]{1,200}"
)


def names_a_secret(name: str) -> bool:
    """Whether a key or a variable of this name holds a secret by what it is called."""
    return _SECRET_KEY.search(name) is not None


def hide(text: str) -> str:
    """The text with `[redacted]` in place of tokens, private keys, passwords in addresses and secret values."""
    if "PRIVATE KEY" in text:
        text = _BLOCK.sub(rf"\1 {HIDDEN} ", text)
    text = _TOKEN.sub(HIDDEN, text)
    if "://" in text:
        text = _URL.sub(rf"\1{HIDDEN}", text)
    text = _SCHEME.sub(rf"\1{HIDDEN}", text)
    text = _BEARER.sub(rf"\1{HIDDEN}", text)
    text = _OPTION.sub(rf"\1{HIDDEN}", text)
    text = _ASSIGNED.sub(rf"\1{HIDDEN}", text)
    text = _LOGIN.sub(rf"\1\2{HIDDEN}", text)
    return _MYSQL.sub(rf"\1{HIDDEN}", text)
