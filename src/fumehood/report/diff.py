"""What a fix changes, as a unified diff that is safe to show."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from fumehood.report.paint import painter
from fumehood.report.redaction import COVER
from fumehood.report.safe import safe
from fumehood.report.width import cut

_LONGEST = 400  # cells of one line; a minified file must not flood the screen
_ROLES = {"+": "added", "-": "removed", "@": "frame"}


def unified(
    path: str,
    before: bytes,
    after: bytes,
    *,
    color: bool = False,
    mask: Callable[[str], str] | None = None,
    values: Iterable[str] = (),
    notes: Mapping[int, Sequence[str]] | None = None,
) -> str:
    """The diff of one file with three lines of context, empty when both are alike; ends in a newline.

    Every line goes through `mask` (by default the exposure guard's), and none shows one of `values` (secrets
    that the scan found in the file). It is for reading: what was made visible cannot be applied by patch.
    `notes` stand below the lines of `after` (1-based) that they are about, where the diff shows these.
    """
    if before == after:
        return ""
    from difflib import unified_diff

    if mask is None:
        from fumehood.exposure import masking

        mask = masking.mask
    paint = painter(color)
    name = safe(path)
    out = [paint("strong", f"--- {name}"), paint("strong", f"+++ {name}")]
    secrets = [line for value in values for line in value.splitlines() if line.strip()]
    changes = list(unified_diff(_lines(before), _lines(after), n=3, lineterm=""))[2:]
    if not changes:
        out.append(paint("faint", "(only line ends differ)"))
    number = 0
    for line in changes:
        sign, text = line[0], line[1:]
        if sign == "@":
            number = int(line.partition("+")[2].partition(" ")[0].partition(",")[0]) - 1
            out.append(paint("frame", line))
            continue
        for secret in secrets:
            text = text.replace(secret, COVER * len(secret))
        text = cut(safe(mask(text), keep="\t"), _LONGEST)
        out.append(paint(_ROLES[sign], sign + text) if sign in _ROLES else sign + text)
        if sign != "-":
            number += 1
            out += (notes or {}).get(number, ())
    return "\n".join(out) + "\n"


def _lines(raw: bytes) -> list[str]:
    text = raw.decode("utf-8", "replace")
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    return [line.removesuffix("\r") for line in lines]
