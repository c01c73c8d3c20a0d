"""Health told of a person: illnesses, codes, medicines with their dose, measurements, and the days of a stay.

The same words in a textbook, a trial or a program are nobody's (`subject`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from fumehood.core.patterns import pattern
from fumehood.exposure.personal import clinical_words as about
from fumehood.exposure.personal.subject import around, is_somebodys
from fumehood.exposure.view import View

Span = tuple[int, int]
WORDS: Mapping[str, Sequence[str]] = {
    "condition": tuple(dict.fromkeys(about.CONDITIONS)),
    "medicine": about.MEDICINES,
    "measure": about.MEASURES,
    "health said": tuple(dict.fromkeys(about.SAID)),
    "health code": about.CODES,
    "stay": about.STAYS,
    "dose": about.DOSES,
}
"""The words that call this detector, by topic."""
_L = r"[^\W\d_]"
_BEFORE = pattern(
    r"(?i)(?:(?:acute|chronic|severe|major|mild|recurrent|[a-z]{3,14}(?:ic|al|ive|ous|oid|ian|ar)|type|tyypin|typ|breast|lung|prostate|colon|skin|ovarian|rinta|keuhko|bröst|bryst|akut|kronisk|postpartum|18|\d{1,2} weeks) ?(?:[12] )?){1,2}$"
)
_CONDITION = pattern(
    r"[^\W_]*(?:['’]s)?(?:[- ](?:nervosa|ulcerosa|du sein|de mama|de la prostate|de próstata|du poumon|de pulmón|sykdom|sjukdom|mielialahäiriö|bipolar|disease|disorder|disease|cancer|syndrome|episode|positive|dependence|ideation|attack|failure|lidelse|mellitus|tauti|en plaques|bipolar|bipolaire|depresivo|pregnant)\b)?"
)
_AMOUNT = r"\d{1,5}(?:[.,/]\d{1,4})?"
_UNIT = r"(?:mg|mcg|µg|μg|mikrog|g|ml|ie|iu|ky|units?|yksikköä|enheter|einheiten|tabl?)"
_DOSED = pattern(
    rf"(?i){_L}*(?:[ ](?:depot|retard|xr|cr))?(?:,?[ :]{{1,2}}{_AMOUNT}[ ]?{_UNIT}(?![A-Za-z]))?"
)
_DRUG_BEFORE = pattern(
    rf"(?P<v>(?P<drug>{_L}{{5,30}})[ :,]{{1,2}}{_AMOUNT}[ ]?{_UNIT})(?![A-Za-z])",
)
_NO_DRUG = pattern(
    r"(?i)^(?:about|total|adds?|of|plus|minus|with|under|over|dose|daily|every|maybe|weigh\w*|vitamin|sodium|sugar|caffeine|water|potassium|received|takes?|taking|contains?)$"
)
_VALUE = pattern(
    r"(?i)[^\W_]*(?:[ -](?:pressure|artérielle|arterial|load|score))?(?: (?:of|bei|hos|av|de) [^.\n\d]{0,20}[A-Z]{0,4}-?\d{0,6})?[ \t]{0,2}(?:was|is|of|on|oli|är|var|er|ist|war|est|es|=|:)?[ \t]{0,2}(?P<v>\d{1,3}(?:[.,/]\d{1,3})?(?:[ ]?(?:mmol(?:/(?:mol|l))?|mmhg|mg/dl|g/l|%|points?))?)(?![\w-])"
)
_CODE_NAMED = pattern(
    r"(?i)(?:icd|cie|cim|icpc|dsm)(?:[- ]?\d{1,2})?(?:-?(?:cm|gm|se|fm))?(?:[ -](?:code|koodi|kod|kode))?[ :=\"(-]{0,4}(?P<icd>[A-Z]\d{1,2}[A-Z\d]?(?:\.\w{1,4})?)(?![\w.]\w)"
    r"|(?:snomed(?:[ -]?ct)?)(?:[ -](?:id|code))?[ :=\"-]{0,4}(?P<snomed>\d{6,18})\b"
    r"|(?:loinc)[ :=\"-]{0,4}(?P<loinc>\d{1,5}-\d)\b(?:[ ]?:[ ]?\d{1,4}(?:[.,]\d+)?[ ]?%?)?"
    r"|(?:atc)[ :=\"-]{0,4}(?P<atc>[A-V]\d{2}[A-Z]{2}\d{2})\b"
)
_ICD = pattern(r"(?<![\w.-])[A-TV-Z]\d{2}(?:\.\d{1,2})?(?![\w.-]|\.\w)")
_ICD_EXACT = pattern(r"(?<![\w.-])[A-TV-Z]\d{2}\.\d{1,2}(?![\w-]|\.\w)")
_SAYS = pattern(
    r"(?i)(?:\w{0,10}[ \t\"':=]{0,5})(?:(?:is|was|on|är|er|ist|est|es|have|a|an|the|av|af|de|d['’]|en|ein\w{0,2}|une?|le|la|l['’]|du|des|del|med|mit|con|from|for|with|of|as) ?){0,3}[\"']?"
    r"(?P<v>[^\W\d_][\w'’-]{2,30}(?: (?!and |och |og |ja |und |et |y |on |in |i |at |is |was |he |she |last |since |seit |who |but |sa |after |before |efter |nach )[\w'’-]{2,25}){0,3})"
)
_NOTHING = pattern(
    r"(?i)^(?:the|this|that|these|those|by|not|and|or|to|too|in|late|early|every|each|it|as|his|her|my|your|our|their|der|die|das|den|det|dem|il|elle|el|la|les|los|su|column|field|code|codes|list|system|"
    r"problem\w*|error\w*|bug\w*|memory|nothing|nichts|ingen|unknown|none|null|true|false|string|str|int|made|date\w*|year\w*|two|three|yesterday|today|urlaub|corona\w*|on|oli|että)\b"
)
_DAY = pattern(
    r"(?<![\w-])(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}|(?:den )?\d{1,2}\.?(?: de)? [^\W\d_]{3,10}(?: de)? (?:19|20)\d{2}|[A-Z][a-z]{2,8} \d{1,2},? (?:19|20)\d{2})(?!\w)"
)
_REACH = 45


def find(view: View, hits: Mapping[int | str, Sequence[int]], named: Sequence[Span]) -> Iterator[Span]:
    """The spans, and those of the days in their sentences. `named` are those of names and numbers of people, in order."""
    for start, end in _joined(_candidates(view, hits, named)):
        if not _is_syntax(view.text, start, end) and is_somebodys(view.text, start, named):
            yield start, end
            if not _DAY.match(view.text, start):
                yield from (m.span() for m in _DAY.finditer(view.text, *around(view.text, start)))


def _is_syntax(text: str, start: int, end: int) -> bool:
    """Whether a word is part of a pattern or an attribute: `(?:cancer|HIV)`, `stroke="none"`."""
    before, behind = text[max(0, start - 2) : start], text[end : end + 1]
    return before[-1:] in {"|", "\\"} or before == "?:" or behind in {"|", "\\", "=", "("}


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans in order, those that overlap as one."""
    last: Span | None = None
    for start, end in sorted(spans):
        if last is not None and start < last[1]:
            last = last[0], max(end, last[1])
            continue
        if last is not None:
            yield last
        last = start, end
    if last is not None:
        yield last


def _candidates(view: View, hits: Mapping[int | str, Sequence[int]], named: Sequence[Span]) -> Iterator[Span]:
    text = view.text
    for at in hits.get("condition", ()):
        start = at + (text[at] == " ")
        if _begins_word(text, start) or _is_compound(text, start):
            illness = _whole(text, start)
            if _is_illness(text, start, illness[1]):
                yield illness
    for at in hits.get("medicine", ()):
        found = _DOSED.match(text, at) if _begins_word(text, at) else None
        if found:
            yield found.span()
    for at in hits.get("dose", ()):
        yield from (
            m.span("v")
            for m in _DRUG_BEFORE.finditer(text, max(0, at - _REACH), at + 6)
            if m.end() >= at and not _NO_DRUG.match(m["drug"])
        )
    for at in hits.get("measure", ()):
        found = _VALUE.match(text, at) if _begins_word(text, at) else None
        if found:
            yield found.span()
    yield from _coded(text, hits, named)
    for at in hits.get("health said", ()):
        if _begins_word(text, at):
            yield from _said(text, at, named)
    for at in hits.get("stay", ()):
        low, high = max(0, at - 30, text.rfind("\n", 0, at)), at + _REACH
        yield from (m.span() for m in _DAY.finditer(text, low, high))


def _coded(text: str, hits: Mapping[int | str, Sequence[int]], named: Sequence[Span]) -> Iterator[Span]:
    """Codes behind the name of their classification or a word for a diagnosis, and beside the number of a patient."""
    for at in hits.get("health code", ()):
        found = _CODE_NAMED.match(text, at) if _begins_word(text, at) else None
        if found:
            yield found.span()
    for at in hits.get("health said", ()):
        yield from (m.span() for m in _ICD.finditer(text, at, at + 30))
    for start, end in named:
        yield from (m.span() for m in _ICD_EXACT.finditer(text, max(0, start - 120), end + 120))


def _said(text: str, at: int, named: Sequence[Span]) -> Iterator[Span]:
    """What stands behind `diagnosed with` and its like, whether a lexicon has it or not."""
    word = next((w for w in _LONGEST_FIRST if text[at : at + len(w)].lower() == w), "")
    found = _SAYS.match(text, at + len(word))
    if found is None or _NOTHING.match(found["v"]):
        return
    if word not in about.OFTEN_OTHERS or is_somebodys(text, at, named, certainly=True):
        yield found.span("v")


_LONGEST_FIRST = tuple(sorted(dict.fromkeys(about.SAID), key=len, reverse=True))


def _begins_word(text: str, at: int) -> bool:
    return at == 0 or not (text[at - 1].isalnum() or text[at - 1] in "_.-/@#")


def _is_compound(text: str, at: int) -> bool:
    """Whether an illness ends a word that begins before it: `brystkreft`, `Mammakarzinom`, `lungcancer`."""
    return text[at - 1].isalpha() and text[at : at + 5].lower().startswith(_HEADS)


_HEADS = (
    "cance",
    "kreft",
    "kræft",
    "krebs",
    "karzi",
    "carci",
    "syöpä",
    "syövä",
    "tumor",
    "infar",
    "sucht",
    "demen",
    "lidel",
    "störu",
)


_PHRASES = tuple(
    sorted((c.strip() for c in about.CONDITIONS if not c.strip().isalnum()), key=len, reverse=True)
)


def _is_illness(text: str, start: int, end: int) -> bool:
    """Whether a word goes on behind its stem as an illness may: short ones stand alone, `-sucht` ends its word."""
    word = text[start:end].lower()
    if _OTHER_WORDS.match(word):
        return False
    stem = next((s for s in _WHOLE_WORDS if word.startswith(s)), "")
    return not stem or not word[len(stem) : len(stem) + 1].isalpha()


_OTHER_WORDS = pattern(r"bekr[eæ]ft|kr[eæ]fter|self$")
"""To confirm, and forces, in Norwegian and Danish."""
_WHOLE_WORDS = tuple(
    s
    for c in about.CONDITIONS
    if len(s := c.strip()) <= 5 and " " not in s and s not in {"asma", "reuma", "autis", "demen"}
)


def _whole(text: str, start: int) -> Span:
    """The words of an illness around the place where its stem begins."""
    end = start
    while start and text[start - 1].isalpha():
        start -= 1
    phrase = next((p for p in _PHRASES if text[end : end + len(p)].lower() == p), "")
    found = _CONDITION.match(text, end + len(phrase))
    before = _BEFORE.search(text, max(0, start - 24), start)
    return (before.start() if before else start), (found.end() if found else end)
