"""Joins what the list says of a name with what the index says now. No silence is taken for a yes."""

from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from fumehood.packages.answer import Answer, Reason
from fumehood.packages.index import Entry, Index
from fumehood.packages.names import Name, normalise
from fumehood.packages.online.presence import Failed, Found, Missing, Presence
from fumehood.packages.verdict import Judge

YOUNG_DAYS = 7  # most squats and hijacks are found and removed within a week
RECENT_DAYS = 90
LONG_LIVED_DAYS, LONG_LIVED_VERSIONS = 365, 8  # what a squat does not have: a year of work
_STATUS = {
    "quarantined": "The index has quarantined it: nobody can install it, and somebody reported it as harmful",
    "security-placeholder": "npm removed what was published under this name as harmful and holds the name since",
    "unpublished": "Its author has taken every version back, and somebody else may take the name over",
}
_REMARK = {
    "archived": "Its maintainers have archived it and mend nothing any more",
    "deprecated": "Its maintainers say that it should not be used any more",
}


def live_answer(offline: Answer, presence: Presence, judge: Judge, now: datetime | None = None) -> Answer:
    """The verdict with the index's word taken in."""
    codes = {reason.code for reason in offline.reasons}
    if offline.verdict == "malicious" or codes & {"private-name", "private-name-taken", "invalid-name"}:
        return offline
    if isinstance(presence, Failed):
        return _failed(offline, presence)
    if isinstance(presence, Missing):
        return _missing(offline, presence)
    return _found(offline, presence, judge, now or datetime.now(UTC))


def _failed(offline: Answer, presence: Failed) -> Answer:
    """What the list knows well it still knows; of everything else nobody could tell."""
    why = Reason(presence.code, presence.message)
    if offline.verdict in ("known", "suspicious"):
        return replace(offline, reasons=(*offline.reasons, why))
    return replace(offline, verdict="unchecked", reasons=(why, *offline.reasons))


def _missing(offline: Answer, presence: Missing) -> Answer:
    why = Reason("not-on-index", f"{presence.index} has no package of this name now")
    if offline.verdict in ("known", "unverified", "suspicious") and offline.facts.get("listed"):
        listed = Reason(
            "gone-since-listed",
            f"It was on the list of {offline.facts.get('as_of')}, and is not on your index",
        )
        return replace(offline, verdict="absent", reasons=(why, listed))
    kept = tuple(
        r for r in offline.reasons if r.code not in ("not-on-index", "not-in-partial-list", "stale-list")
    )
    return replace(offline, verdict="absent", reasons=(why, *kept))


def _found(offline: Answer, presence: Found, judge: Judge, now: datetime) -> Answer:
    facts = {**offline.facts, **_facts(presence)}
    if presence.status in _STATUS:
        return replace(
            offline,
            verdict="suspicious",
            reasons=(Reason(presence.status, _STATUS[presence.status]),),
            facts=facts,
        )
    answer = replace(offline, facts=facts)
    age = (now - presence.first_upload).days if presence.first_upload else None
    if not offline.facts.get("listed"):
        answer = _unlisted(answer, judge)
    if age is not None and age <= YOUNG_DAYS:
        answer = _young(answer, age)
    elif answer.verdict == "suspicious" and _long_lived(presence, age) and _only(answer, "squat-shape"):
        kept = Reason(
            "long-lived", f"Published for {age} days in {presence.versions} versions, which squats are not"
        )
        answer = replace(answer, verdict="unverified", reasons=(kept,), suggestions=())
    return replace(answer, reasons=(*answer.reasons, *_remarks(answer, presence, age)))


def _facts(presence: Found) -> dict[str, object]:
    facts: dict[str, object] = {"index": presence.index, "versions": presence.versions}
    for key, date in (("first_upload", presence.first_upload), ("last_upload", presence.last_upload)):
        if date:
            facts[key] = date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if presence.status != "active":
        facts["status"] = presence.status
    return facts


def _unlisted(answer: Answer, judge: Judge) -> Answer:
    """A name that the list does not have but the index does: newer than the list, or less used than its tail."""
    if answer.verdict == "suspicious":
        return answer
    accused, meant = _accused(answer, judge)
    if accused:
        return replace(answer, verdict="suspicious", reasons=tuple(accused), suggestions=tuple(meant))
    if answer.verdict == "known":
        return answer
    why = Reason(
        "newer-than-list",
        f"The index has it, but the list of {answer.facts.get('as_of')} did not; few people can know it yet",
    )
    if answer.ecosystem == "npm":
        why = Reason(
            "nothing-vouches", "The registry has it, but it is not among the most downloaded packages"
        )
    return replace(answer, verdict="unverified", reasons=(why,), suggestions=())


def _accused(answer: Answer, judge: Judge) -> tuple[list[Reason], list[str]]:
    index = judge.index(answer.ecosystem)
    if not isinstance(index, Index):
        return [], []
    name = Name(answer.name, answer.ecosystem)
    return judge.accusation(Entry(normalise(name.name, name.ecosystem)), index)


def _young(answer: Answer, age: int) -> Answer:
    days = "today" if age == 0 else "yesterday" if age == 1 else f"{age} days ago"
    why = Reason(
        "young-project", f"Its first release was uploaded {days}, so hardly anybody can have looked at it"
    )
    others = tuple(r for r in answer.reasons if r.code not in ("nothing-vouches", "newer-than-list"))
    return replace(answer, verdict="suspicious", reasons=(why, *others))


def _remarks(answer: Answer, presence: Found, age: int | None) -> Sequence[Reason]:
    remarks = []
    if presence.versions == 0:
        remarks.append(Reason("no-releases", "The index has the name, but nothing to install under it"))
    elif age is None and answer.verdict != "known":
        remarks.append(
            Reason("missing-dates", "The index does not tell when it was first uploaded, so it may be new")
        )
    elif age is not None and YOUNG_DAYS < age <= RECENT_DAYS and answer.verdict != "known":
        remarks.append(Reason("recent-project", f"Its first release was uploaded {age} days ago"))
    if presence.status in _REMARK:
        remarks.append(Reason(presence.status, _REMARK[presence.status]))
    return remarks


def _long_lived(presence: Found, age: int | None) -> bool:
    return age is not None and age >= LONG_LIVED_DAYS and presence.versions >= LONG_LIVED_VERSIONS


def _only(answer: Answer, code: str) -> bool:
    return [r.code for r in answer.reasons if r.code != "stale-list"] == [code]
