"""An AWS key id and the secret beside it are one credential, and one finding."""

from msgspec.structs import replace

from fumehood.core.finding import Confidence
from fumehood.exposure.candidate import Candidate

_NEAR = 300
_RULE = "FHE102"


def paired(candidates: list[Candidate]) -> list[Candidate]:
    """The candidates in the order of the text, with each key id and its secret joined into one.

    The joined one spans both, holds what is known of both, and hides both.
    """
    out: list[Candidate] = []
    for one in candidates:
        before = out[-1] if out else None
        if before is not None and _belong(before, one) and one.start - before.end <= _NEAR:
            secret, key_id = (one, before) if _is_id(before) else (before, one)
            out[-1] = replace(
                secret,
                label="AWS access key with its secret",
                confidence=Confidence.HIGH if secret.confidence is not Confidence.LOW else Confidence.LOW,
                extent=(before.start, one.end),
                also=(*secret.also, (key_id.start, key_id.end)),
                evidence=(*key_id.evidence, *secret.evidence),
            )
        else:
            out.append(one)
    return out


def _is_id(one: Candidate) -> bool:
    return one.rule == _RULE and one.label.endswith("key id")


def _belong(first: Candidate, second: Candidate) -> bool:
    secrets = [c for c in (first, second) if c.rule == _RULE and "secret" in c.label and not c.extent]
    return len(secrets) == 1 and (_is_id(first) or _is_id(second))
