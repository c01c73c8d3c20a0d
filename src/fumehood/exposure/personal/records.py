"""Numbers of patients, participants and health records, behind a word that says so."""

from collections.abc import Iterator, Sequence

from fumehood.core.patterns import pattern
from fumehood.exposure.view import View

WORDS = (
    "mrn", "medical record", "hospital n", "patient", "record n", "potila", "journaln", "dossier", "historia", "nhc", "fallnummer",
    "versicherte", "subject", "participant", "proband", "osallistuja", "koehenkilö", "deltag", "deltak", "försöksp", "forsøksp",
    "forsøgsp", "sujet", "sujeto", "participante", "respondent", "pasient", "health insurance", "insurance n", "case id", "study id",
    "interviewee", "haastateltava", "informant", "chart n", "volunteer", "tutkittava", "n° d", "nº d", "n° p", "nº p", "subj", "pt-", "pat-", "pid-", "id ", "id:", "student", "historia", "elev", "resident", "paciente", "pacienta", "entrevistad", "nro ",
)  # fmt: skip
_NUMBER = r"(?:(?:no|nr|num|number|numero|nummer|numéro|número|id|code|kod|koodi|n°|nº|#|tunnus)\b\.?)"
_RECORD = pattern(
    r"(?i)(?:mrn|medical record|(?:hospital|patient|record|chart|health insurance|insurance)[ _-]?(?=n|id)|n[°º.] ?(?:de |du )?(?:patient|paciente|dossier|historia)e?|patientennummer|patientnummer|patientnr|"
    r"pasientnummer|pasientnr|potilasnumero|potilastunnus|potilas-?id|journaln(?:ummer|r)|dossier(?: médical| patient)?|historia(?: clínica)?|hc|nhc|fallnummer|versichertennummer)(?:(?=[ \t\"':=#_-])|(?<=[ _-]))"
    rf"(?:[ _-]{{0,2}}{_NUMBER}){{0,2}}[\"']?[ \t]{{0,2}}(?::|=|#|is\b|on\b|är\b|er\b|ist\b|est\b|es\b)?[ \t]{{0,3}}[\"']?(?P<v>[A-Z]{{0,4}}[-/]?\d[\dA-Z]*(?:[-/]\d[\dA-Z]*){{0,3}})(?![\w.-])"
)
_CODE = pattern(
    r"(?:[Ss]ubject|[Pp]articipante?|[Ee]ntrevistad[oa]|[Pp]roband(?:in)?|[Oo]sallistuja|[Kk]oehenkilö|[Dd]eltagar(?:e|en)|[Dd]eltager(?:en)?|[Dd]eltaker(?:en)?|[Ff]örsöksperson|[Ff]orsøksperson|[Ff]orsøgsperson|[Ss]ujet|"
    r"[Ss]ujeto|[Rr]espondent|[Pp]atient(?:in|en|e)?|[Pp]asient(?:en)?|[Pp]otilas|[Pp]aciente|[Ii]nterviewee|[Hh]aastateltava|[Ii]nformant(?:en)?|[Vv]olunteer|[Tt]utkittava|[Cc]ase|[Ss]tudy|[Rr]esident|[Ss]tudent|[Ee]lev)"
    rf"(?:[ _-]{{0,2}}{_NUMBER}){{0,1}}[\"']{{0,2}}[ \t]{{0,2}}[:=#(]?[ \t]{{0,3}}[\"']?(?:(?:[Nn]r\.?|nro|n°|nº|HC|ID)[ ])?(?P<v>[A-Z]{{1,5}}[-_]?\d{{1,6}}|\d{{4,9}})(?![\w-]|[.,:]\d)"
)
_PREFIXED = pattern(r"(?:SUBJ|PT|PID|PPT|PPN|VP|INF)[-_]?\d{3,7}(?![\w-]|\.\d)")
_ID = pattern(r"(?i)id[:= #]{1,3}\"?(?P<v>[A-Z]{0,3}[-_]?\d{3,9})(?![\w-]|[.,:]\d)")
_STUDY = pattern(
    r"(?i)enrol|admitted|participant|patient|student|dropped out|interview|diagnos|study nurse|questionnaire"
)
_LOOSE = pattern(r"(?i)subject|case|study")
"""Words that stand in front of other codes as well (`Subject: A1`, `case B2`)."""
_LEAST = 3


def find(view: View, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The spans of the numbers; `places` are those of the words in `WORDS`."""
    for at in places:
        if at and (view.text[at - 1].isalnum() or view.text[at - 1] == "_"):
            continue
        prefixed = _PREFIXED.match(view.text, at)
        if prefixed is not None:
            yield prefixed.span()
            continue
        found = _RECORD.match(view.text, at) or _CODE.match(view.text, at)
        if found is None and _STUDY.search(view.text, max(0, at - 60), at + 60):
            found = _ID.match(view.text, at)
        if found is None:
            continue
        digits = sum(c.isdigit() for c in found["v"])
        if digits >= _LEAST or (digits and found["v"][0].isalpha() and not _LOOSE.match(view.text, at)):
            yield found.span("v")
