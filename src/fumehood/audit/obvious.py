"""Redaction with nothing but the standard library: tokens of known shape, and values that are called secret.

The exposure guard knows far more; whoever has it loaded passes it to `append`. This one is what a hook can
afford on every call.
"""

import functools
import re

HIDDEN = "[redacted]"
_WORDS = (
    r"(?:pass(?:wd|word|phrase)?|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?"
    r"|auth(?:orization)?|cookie|session[_-]?key|signing[_-]?key|encryption[_-]?key|client[_-]?secret|dsn)"
)
_SECRET_KEY = re.compile(rf"(?i)(?:^|[_.-]){_WORDS}s?$|(?<=[a-z]){_WORDS}s?$")
# One of these stands, in whatever case, in every text that holds something to hide. A search for plain words is a tenth of
# the cost of the expressions below, and most texts of a record hold none of them.
_HINTS = (
    "pass", "pwd", "secret", "token", "key", "cred", "auth", "cookie", "bearer", "dsn", "session", "://", "-----", "eyj", "ghp_",
    "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xox", "sk-", "sk_", "rk_", "akia", "asia", "aiza", "hf_", "npm_",
    "pypi-", "dop_v1", "sg.", "-u", "-p",
)  # fmt: skip
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


@functools.lru_cache(maxsize=512)
def secret_name(name: str) -> bool:
    """Whether a key or a variable of this name holds a secret by what it is called."""
    return len(name) <= 200 and _SECRET_KEY.search(name) is not None


def suspicious(text: str) -> bool:
    """Whether `obvious` could find anything in the text, or in a part of it."""
    plain = text.casefold()
    for hint in _HINTS:  # noqa: SIM110 - `any` makes a generator, at twice the cost
        if hint in plain:
            return True
    return False


def obvious(text: str) -> str:
    """The text with `[redacted]` in place of tokens, private keys, passwords in addresses and secret values."""
    return hidden(text) if suspicious(text) else text


def hidden(text: str) -> str:
    """As `obvious`, without the quick look whether it is worth it."""
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
