"""What is wrong with an instruction in a file that is meant to give instructions.

There an order to an assistant is normal. What a rule file has no business to ask for: that the user does not
learn of an action, that data goes to another host, that checks are turned off for good, that the assistant
forgets its other instructions.
"""

import re
from enum import Enum

from fumehood.injection.instruction import Instruction

_DESTINATION = re.compile(
    r"(?:https?://|www\.)([^\s/\"'<>)\]`:?#]{3,200})|[\w.+-]{1,64}@([\w-]{1,64}\.[\w.-]{2,64})", re.IGNORECASE
)


class Concern(Enum):
    """Why a rule file's instruction is reported."""

    OVERRIDE = "override"
    SECRECY = "secrecy"
    SIDE_EFFECT = "side effect"
    WEAKENS = "weakens safety"


def concern(found: Instruction, document_text: str) -> Concern | None:
    """The gravest concern about an instruction of a rule file, or None when it is an ordinary one."""
    reading = found.reading
    act, hush, when = reading.points("act"), reading.points("hush"), reading.points("when")
    names = {s.name: s.points for s in reading.signs}
    sends, weakens = names.get("exfiltration", 0), names.get("weakens", 0)
    if (
        max(names.get("override", 0), names.get("remote-orders", 0)) >= _STRONG
        or names.get("persona", 0) >= _CLEAR
    ):
        return Concern.OVERRIDE
    if hush >= _CLEAR and act >= _SOME:
        return Concern.SECRECY
    if (
        sends >= _STRONG
        or (sends >= _CLEAR and when >= _SOME)
        or (names.get("command", 0) >= _STRONG and when >= _SOME)
    ):
        return Concern.SIDE_EFFECT
    if sends >= _FAINT and _to_a_stranger(found, document_text):
        return Concern.SIDE_EFFECT
    if max(names.get(n, 0) for n in ("promotion", "payment", "ransom")) >= _CLEAR:
        return Concern.SIDE_EFFECT
    if max(weakens, names.get("false-report", 0)) >= _CLEAR or (
        max(weakens, names.get("destroys", 0)) >= _SOME and hush >= _FAINT
    ):
        return Concern.WEAKENS
    return None


_STRONG, _CLEAR, _FAINT, _SOME = 5, 4, 3, 2


def _to_a_stranger(found: Instruction, text: str) -> bool:
    """Whether data goes to a host that the file mentions nowhere else: no service that it is about."""
    sign = next(s for s in found.reading.signs if s.name == "exfiltration")
    destination = _DESTINATION.search(found.read[sign.start : sign.end + 200].split("\n\n")[0])
    if destination is None:
        return False
    host = destination[1] or destination[2].rstrip(".")
    domain = ".".join(host.lower().split(".")[-2:])
    return text.lower().count(domain) == 1
