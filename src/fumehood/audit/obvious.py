"""Redaction with nothing but the standard library: tokens of known shape, and values that are called secret.

The exposure guard knows far more; whoever has it loaded passes it to `append`. This one is what a hook can afford on
every call, and a start of `run`: most texts hold no word that a secret would need, and then no pattern is loaded.
"""

_NAMES = ("pass", "pwd", "secret", "token", "key", "cred", "auth", "cookie", "dsn")
# One of these stands, in whatever case, in every text that holds something to hide. A search for plain words is a tenth of
# the cost of the expressions of `shapes`, and most texts of a record hold none of them.
_HINTS = (
    *_NAMES, "bearer", "session", "://", "-----", "eyj", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xox",
    "sk-", "sk_", "rk_", "akia", "asia", "aiza", "hf_", "npm_", "pypi-", "dop_v1", "sg.", "-u", "-p",
)  # fmt: skip


def secret_name(name: str) -> bool:
    """Whether a key or a variable of this name holds a secret by what it is called."""
    if len(name) > 200:
        return False
    plain = name.casefold()
    for word in _NAMES:
        if word in plain:
            break
    else:
        return False
    from fumehood.audit.shapes import names_a_secret

    return names_a_secret(name)


def suspicious(text: str) -> bool:
    """Whether `obvious` could find anything in the text, or in a part of it."""
    plain = text.casefold()
    for hint in _HINTS:  # noqa: SIM110 - `any` makes a generator, at twice the cost
        if hint in plain:
            return True
    return False


def obvious(text: str) -> str:
    """The text with `[redacted]` in place of tokens, private keys, passwords in addresses and secret values."""
    if not suspicious(text):
        return text
    from fumehood.audit.shapes import hide

    return hide(text)
