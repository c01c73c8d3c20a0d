"""Unquoted values that are code: look-ups, calls, names, types, paths."""

from functools import lru_cache

from fumehood.core.patterns import pattern

_CODE = pattern(
    r"""(?ix)
    ^[\w.$>:\-\[\]'"]*\(            # a call
    |^(?:self|this|cls|config|settings|process|os|env|request|req|res|ctx|args|opts|options|params|data|input|var|local|
       module|each|secrets|vars|steps|needs|inputs|github|system|builtins|typing|props|state|event|body|json|my|user)\b[.\[]
    |^[a-z_]\w*(?:\.[a-z_]\w*){2,}$   # a.b.c
    |^[a-z_]\w*(?:\.[a-z_]\w*)+$
    |^[a-z_]\w*\[                     # a[…]
    |^[a-z_]\w*(?:\.\w+)+:[a-z_]\w*$   # an entry point of a package
    |^(?:true|false|null|none|nil|undefined|nan|yes|no|on|off|void|new|function|lambda|async|await|return|not|and|or|in|is|if|else|
       str|string|int|integer|bool|boolean|bytes|float|double|char|any|object|text|varchar|number|dict|list|tuple|
       optional|self|this|super)\b\W*$
    |^[&*@]\w+$ | ^::| ->| =>
    |^[<\[{(|]
    """
)
_CONSTANT = pattern(r"^[A-Z][A-Z]*(?:_[A-Z]+)+$|^[A-Z]{6,}$")
_NAME = pattern(
    r"^[A-Za-z_][A-Za-z_]*(?:[.:][A-Za-z_]+)*[,;)\]}]*$|^[a-z]+(?:[A-Z][a-z]+)+\d?[,;)]*$|^[A-Z]+(?:_[A-Z0-9]+)+$"
)


@lru_cache(maxsize=4096)
def is_code(value: str) -> bool:
    """Whether an unquoted value is an expression: a call, an attribute, a type, a constant."""
    return bool(_CODE.search(value)) or value[-1:] in "([{"


def is_constant(value: str) -> bool:
    """Whether the value is written like the name of a constant or of an environment variable: `DB_PASSWORD`."""
    return bool(_CONSTANT.match(value))


@lru_cache(maxsize=4096)
def is_name(value: str) -> bool:
    """Whether the value could be an identifier without digits: `clientKey`, `SECRET_NAME`, `a.b`."""
    return bool(_NAME.match(value))
