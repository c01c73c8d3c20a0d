"""A small evaluator of arithmetic expressions with whole numbers; what it does not know it leaves unknown.

Source: POSIX.1-2024, Shell Command Language, 2.6.4 "Arithmetic Expansion".
"""

import re

_TOKEN = re.compile(
    r"\s*(?:(0[xX][0-9a-fA-F]{1,16}|\d{1,2}#[0-9a-zA-Z]{1,16}|\d{1,18})|(<<|>>|\*\*|[-+*/%()&|^~]))"
)
_PRECEDENCE = {"|": 1, "^": 2, "&": 3, "<<": 4, ">>": 4, "+": 5, "-": 5, "*": 6, "/": 6, "%": 6}
_LONGEST = 400  # characters of an expression that is still evaluated
_WRAP = (1 << 63) - 1


def evaluate(expression: str) -> int | None:
    """The value, or None when the expression has a name, an assignment, a fault or is too long."""
    if len(expression) > _LONGEST:
        return None
    tokens: list[str] = []
    pos = 0
    expression = expression.strip()
    while pos < len(expression):
        found = _TOKEN.match(expression, pos)
        if not found:
            return None
        tokens.append(found[1] or found[2])
        pos = found.end()
    try:
        value, rest = _binary(tokens, 0, 0)
    except (ValueError, IndexError, ZeroDivisionError, RecursionError):
        return None
    return value if rest == len(tokens) else None


def _binary(tokens: list[str], pos: int, least: int) -> tuple[int, int]:
    left, pos = _unary(tokens, pos)
    while pos < len(tokens) and (strength := _PRECEDENCE.get(tokens[pos], -1)) >= max(least, 0):
        operator = tokens[pos]
        right, pos = _binary(tokens, pos + 1, strength + 1)
        left = _apply(operator, left, right)
    return left, pos


def _unary(tokens: list[str], pos: int) -> tuple[int, int]:
    token = tokens[pos]
    if token in ("+", "-", "~"):
        value, pos = _unary(tokens, pos + 1)
        return {"+": value, "-": -value, "~": ~value}[token], pos
    if token == "(":
        value, pos = _binary(tokens, pos + 1, 0)
        if tokens[pos] != ")":
            raise ValueError
        return value, pos + 1
    return _number(token), pos + 1


def _number(token: str) -> int:
    if token[:2].lower() == "0x":
        return int(token, 16)
    if "#" in token:
        base, _, digits = token.partition("#")
        return int(digits, int(base))
    if token.startswith("0") and len(token) > 1:
        return int(token, 8)
    return int(token)


def _apply(operator: str, left: int, right: int) -> int:
    if operator in ("<<", ">>"):
        shift = right & 63
        return (left << shift if operator == "<<" else left >> shift) & _WRAP
    if operator in ("/", "%"):
        quotient = abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
        return quotient if operator == "/" else left - quotient * right
    return {
        "+": left + right,
        "-": left - right,
        "*": left * right,
        "&": left & right,
        "|": left | right,
        "^": left ^ right,
    }[operator]
