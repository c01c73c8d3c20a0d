"""What is wrong with an instruction in a file that is meant to give instructions.

There an order to an assistant is normal. What a rule file has no business to ask for: that the user does not
learn of an action, that data goes to another host, that checks are turned off for good, that the assistant
forgets its other instructions.
"""

from enum import Enum

from fumehood.injection.reading.assess import Reading


class Concern(Enum):
    """Why a rule file's instruction is reported."""

    OVERRIDE = "override"
    SECRECY = "secrecy"
    SIDE_EFFECT = "side effect"
    WEAKENS = "weakens safety"


def concern(reading: Reading) -> Concern | None:
    """The gravest concern about an instruction of a rule file, or None when it is an ordinary one."""
    act, hush, when = reading.points("act"), reading.points("hush"), reading.points("when")
    names = {s.name: s.points for s in reading.signs}
    if names.get("override", 0) >= 5 or names.get("persona", 0) >= 4:
        return Concern.OVERRIDE
    if hush >= 4 and act >= 2:
        return Concern.SECRECY
    if names.get("exfiltration", 0) >= 5 or (names.get("command", 0) >= 5 and when >= 2):
        return Concern.SIDE_EFFECT
    if names.get("exfiltration", 0) >= 4 and when >= 2:
        return Concern.SIDE_EFFECT
    if names.get("weakens", 0) >= 4 or (names.get("weakens", 0) >= 3 and when >= 2 and hush >= 2):
        return Concern.WEAKENS
    return None
