"""Whether a text speaks of one person, and not of people at large: a textbook is no patient's record."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from fumehood.core.patterns import pattern
from fumehood.exposure.personal.people_words import AGE

Span = tuple[int, int]
_SELF = pattern(
    r"(?i)\b(?:i|i'm|i’m|i've|me|my|minulla|minun|minut|minua|olen|otan|sairastan|käytän|jag|mig|min|mitt|mina|jeg|meg|mig|mit|mine|ich|mir|mich|mein\w{0,2}|j['’]ai|je|moi|"
    r"mon|ma|mes|yo|tengo|tomo|mi|mis|padezco|estoy|soy)\b"
)
_THIRD = pattern(
    r"(?i)\b(?:he|she|his|her|him|hers|hän|hänen|hänellä|hänelle|hänet|han|hans|honom|hon|hennes|henne|hun|hendes|hende|ham|er|sie|ihm|ihn|ihre?[nrms]?|seine?[nrms]?|il|elle|él|ella)\b"
)
_ONE = pattern(
    r"(?i)\b(?:(?:woman|man|boy|girl|female|male|nainen|mies|tyttö|poika|kvinna|kvinne|kvinde|mann|mand|pojke|flicka|gutt|jente|dreng|pige|frau|junge|mädchen|femme|homme|"
    r"garçon|fille|mujer|hombre|niñ[oa]|varón)\b|(?:patient(?:in|en)?|pasient(?:en)?|participant|subject|resident|potila[as]\w{0,3}|osallistuja\w{0,3}|haastateltava|deltaker(?:en)?|deltagare|deltager(?:en)?|"
    r"proband(?:in)?|paciente|sujet|informant|respondent(?:_id)?|vp|mrn|dob)\b[ :#\"n°ºr.-]{0,6}(?:id|nr|no)?[ :#\"]{0,4}(?:[A-Z]{1,5}[-_]?)?\d)"
)
_AT_LARGE = pattern(
    r"(?i)\b(?:patients|people|persons|participants|children|adults|women|men|mice|rats|mouse|animals?|worldwide|million|prevalence|incidence|cohort|randomi[sz]ed|placebo|trial|guideline|textbook|"
    r"dataset|registry|usual dose|per kg|tablets|chronic disease|common|disease in which|stands for|code for|maps to|belongs to|novel|painting|curator|affects?|inhalers?|potilaat|potilaiden|potilailla|yleinen|ihmis\w+|"
    r"patienterna|patienter|människor|vanlig\w{0,4}|mange|mennesker|pasienter|almindelig|häufig\w{0,2}|übliche|patienten sollen|menschen|maladie|enfermedad|fréquente?|touche|personnes|personas|pacientes|chez les|"
    r"die patienten|usual|should not|must fast|skal faste|nüchtern)\b"
)
_ENDS = (". ", "\n\n", "! ", "? ", ".\n")
_NEAR = 220


def around(text: str, at: int, *, sentences: int = 0) -> Span:
    """The sentence that holds the offset, with so many more on either side, and not more than some lines."""
    block = at - at % _NEAR  # the same window for all that stands near: the answer is remembered
    low, high = max(0, block - _NEAR), min(len(text), block + 2 * _NEAR)
    start, end = _before(text, low, at), _behind(text, at, high)
    for _ in range(sentences):
        start, end = _before(text, low, max(low, start - 2)), _behind(text, end, high)
    return start, end


def _before(text: str, low: int, at: int) -> int:
    """Where the sentence begins that holds `at`: an abbreviation's full stop ends none."""
    while True:
        end = max(text.rfind(sign, low, at) for sign in _ENDS)
        if end < 0 or _is_end(text, end):
            return low if end < 0 else end + 2
        at = end + 1


def _behind(text: str, at: int, high: int) -> int:
    while True:
        ends = [end for sign in _ENDS if (end := text.find(sign, at, high)) >= 0]
        if not ends:
            return high
        if _is_end(text, min(ends)):
            return min(ends) + 1
        at = min(ends) + 1


def _is_end(text: str, at: int) -> bool:
    """Whether a sentence ends with the sign at the offset."""
    return text[at] == "\n" or (text[at - 1].islower() and text[at + 2 : at + 3].isupper())


def is_somebodys(text: str, at: int, named: Sequence[Span], *, certainly: bool = False) -> bool:
    """Whether what stands at the offset is said of one person; `named` are the spans of names and numbers of people, in order.

    A name or a number near by is proof. Else the sentence has to speak of one man, woman or patient with an
    age or a number, or (unless it has to be certain) of the writer, or of him or her, and not of patients at large.
    """
    low, high = around(text, at, sentences=1)
    if bisect_left(named, (low, 0)) < bisect_left(named, (high, 0)):
        return True
    start, end = around(text, at)
    return _speaks_of_one(text[low:high], text[start:end], certainly)


@lru_cache(maxsize=256)
def _speaks_of_one(passage: str, sentence: str, certainly: bool) -> bool:
    if _AT_LARGE.search(sentence):
        return False
    if _ONE.search(passage) and (AGE.search(passage) or _number_of_one(passage, 0, len(passage))):
        return True
    if certainly:
        return False
    return bool(_SELF.search(sentence) or _THIRD.search(sentence) or AGE.search(sentence))


def _number_of_one(text: str, low: int, high: int) -> bool:
    found = _ONE.search(text, low, high)
    while found:
        if found[0][-1].isdigit():
            return True
        found = _ONE.search(text, found.end(), high)
    return False
