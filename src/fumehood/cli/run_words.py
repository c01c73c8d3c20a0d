"""The arguments of `run` without argparse, whose import alone would be a fifth of a start.

Whatever is not plainly one of the known options with its value is left to the parser of all verbs, which also says what
is wrong with it.
"""

from types import SimpleNamespace

_ONE = {
    "--backend": "auto", "--workspace": "overlay", "--net": None, "--memory": None, "--pids": None, "--time": None,
    "--disk": None, "--profile": None,
}  # fmt: skip
_MANY = ("--allow-host", "--env", "--ro", "--rw")
_FLAGS = {"--dry-run": "dry_run", "-q": "quiet", "--quiet": "quiet"}


def quick(words: list[str]) -> SimpleNamespace | None:
    """What argparse would make of `words`; None when they need it."""
    if "--" not in words:
        return None
    at = words.index("--")
    args = SimpleNamespace(color="auto", quiet=False, verbose=0, dry_run=False, command=words[at + 1 :])
    for option, default in _ONE.items():
        setattr(args, option[2:], default)
    for option in _MANY:
        setattr(args, _name(option), [])
    rest = iter(words[:at])
    for word in rest:
        option, equals, value = word.partition("=")
        if word in _FLAGS:
            setattr(args, _FLAGS[word], True)
            continue
        if option not in _ONE and option not in _MANY:
            return None
        if not equals:
            value = next(rest, "")
            if not value or value.startswith("-"):
                return None
        if option in _ONE:
            setattr(args, option[2:], value)
        else:
            getattr(args, _name(option)).append(value)
    return args


def _name(option: str) -> str:
    return option[2:].replace("-", "_")
