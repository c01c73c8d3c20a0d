"""Numbers of patients, participants and health records, behind a word that says so."""

from collections.abc import Iterator, Sequence

from fumehood.core.patterns import pattern
from fumehood.exposure.view import View

WORDS = (
    "mrn", "medical record", "hospital n", "patient", "record n", "potila", "journaln", "dossier", "historia", "nhc", "fallnummer",
    "versicherte", "subject", "participant", "proband", "osallistuja", "koehenkilö", "deltag", "deltak", "försöksp", "forsøksp",
    "forsøgsp", "sujet", "sujeto", "participante", "respondent", "pasient", "health insurance", "insurance n", "case id", "study id",
    "interviewee", "haastateltava", "informant", "chart n", "volunteer", "tutkittava", "n° d", "nº d", "n° p", "nº p",
)  # fmt: skip
_NUMBER = r"(?:(?:no|nr|num|number|numero|nummer|numéro|número|id|code|kod|koodi|n°|nº|#|tunnus)\b\.?)"
_RECORD = pattern(
    r"(?i)(?:mrn|medical record|(?:hospital|patient|record|chart|health insurance|insurance)[ _-]?(?=n|id)|n[°º.] ?(?:de |du )?(?:patient|paciente|dossier|historia)e?|patientennummer|patientnummer|patientnr|"
    r"pasientnummer|pasientnr|potilasnumero|potilastunnus|potilas-?id|journaln(?:ummer|r)|dossier(?: médical| patient)?|historia(?: clínica)?|nhc|fallnummer|versichertennummer)(?:(?=[ \t\"':=#_-])|(?<=[ _-]))"
    rf"(?:[ _-]{{0,2}}{_NUMBER}){{0,2}}[\"']?[ \t]{{0,2}}(?::|=|#|is\b|on\b|är\b|er\b|ist\b|est\b|es\b)?[ \t]{{0,3}}[\"']?(?P<v>[A-Z]{{0,4}}[-/]?\d[\dA-Z]*(?:[-/]\d[\dA-Z]*){{0,3}})(?![\w.-])"
)
_CODE = pattern(
    r"(?:[Ss]ubject|[Pp]articipant[e]?|[Pp]roband(?:in)?|[Oo]sallistuja|[Kk]oehenkilö|[Dd]eltagare|[Dd]eltager|[Dd]eltaker|[Ff]örsöksperson|[Ff]orsøksperson|[Ff]orsøgsperson|[Ss]ujet|"
    r"[Ss]ujeto|[Rr]espondent|[Pp]atient(?:in|en)?|[Pp]asient(?:en)?|[Pp]otilas|[Pp]aciente|[Ii]nterviewee|[Hh]aastateltava|[Ii]nformant|[Vv]olunteer|[Tt]utkittava|[Cc]ase|[Ss]tudy)"
    rf"(?:[ _-]{{0,2}}{_NUMBER}){{0,1}}[ \t]{{0,2}}[:=#]?[ \t]{{0,3}}(?P<v>[A-Z]{{1,5}}[-_]?\d{{2,6}}|\d{{4,9}})(?![\w-]|[.,:]\d)"
)
_LEAST = 3


def find(view: View, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The spans of the numbers; `places` are those of the words in `WORDS`."""
    for at in places:
        found = _RECORD.match(view.text, at) or _CODE.match(view.text, at)
        if found is None or (at and view.text[at - 1].isalnum()):
            continue
        digits = sum(c.isdigit() for c in found["v"])
        if digits >= _LEAST or (digits == 2 and found["v"][0].isalpha()):
            yield found.span("v")
