"""Headers by the stems in them: compounds and endings of eight languages are too many to list.

A stem alone is a hint: the values of the column must look the part (`columns.looks_like`).
"""

import re
from functools import cache, lru_cache

from fumehood.core.patterns import pattern
from fumehood.exposure.words import words

_PARTS = pattern(r"[^\W\d_]+")
_STEMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("date of birth", (
        "birthda", "dateofbirth", "dob", "synt", "födelse", "födelsed", "född", "fødsels", "født", "geburt", "geb", "naissance", "néle",
        "néele", "nacimiento", "fechanac", "fecnac", "fnac", "fødd", "born", "gebdat", "gebdatum", "foedsels", "fodsels",
    )),
    ("telephone number", (
        "phone", "telef", "tlf", "puh", "mobil", "handy", "portable", "móvil", "movil", "gsm", "rufnr", "celular", "whatsapp",
    )),
    ("address", (
        "addr", "adress", "osoite", "anschrift", "gatu", "gateadr", "vejnavn", "straße", "strasse", "streetn", "domicil", "direcc",
        "wohnort", "bopæl", "bosted", "calle",
    )),
    ("health", (
        "diagn", "dx", "icd", "dg", "disease", "illness", "medicat", "meds", "medicine", "prescri", "allerg", "symptom", "medicalcond", "healthcond", "preexisting",
        "comorbid", "sairau", "lääk", "sjukdom", "läkemed", "medicin", "medisin", "sykdom", "sygdom", "præparat", "legemid", "lægemid",
        "medikament", "krankheit", "erkrankung", "befund", "arznei", "maladie", "traitement", "médicament", "patholog", "antécédent",
        "medicaci", "medicament", "enfermedad", "tratamiento", "dolencia", "operaatio", "toimenpide", "drug",
    )),
    ("ethnicity, belief or orientation", (
        "ethni", "etnis", "etnic", "etni", "religi", "belief", "denominat", "politic", "poliitt", "politisk", "polit", "party",
        "sexualor", "seksuaal", "sexuell", "seksuel", "orientación", "uskon", "kirkkokunta", "livsåskåd", "livssyn", "trossam", "trosret",
        "konfession", "glaube", "croyance", "creencia", "puolue", "partei", "unionmember", "fackför", "gewerkschaft", "syndic", "tradeunion",
    )),
    ("participant", (
        "patient", "pasient", "potila", "paciente", "participant", "subj", "proband", "deltag", "deltak", "försöksp", "forsøksp",
        "forsøgsp", "vastaaja", "informant", "teilnehm", "osallist", "koehenk", "tutkittav", "sujet", "sujeto", "encuestad", "enquêté",
        "svarande", "respond", "haastatelt", "interviewee", "dossier", "journalnr", "journalnummer", "historia", "fallnummer", "fallnr",
        "mrn", "hospitalno", "hospitaln", "recordn", "caseno", "vp", "vpn", "versuchsperson", "studieid", "tutkimusid", "insuran",
        "versichert", "medlem", "volunteer",
    )),
    ("account or device", (
        "username", "användarn", "anvandarn", "brukern", "brugern", "benutzern", "benutzerk", "nutzern", "nutzerk", "käyttäjät", "käyttäjän",
        "usuari", "utilisateur", "twitter", "instagram", "licenseplate", "licenceplate", "numberplate", "rekisterin", "rekisterit", "kennzeichen",
        "immatricul", "matrícul", "skiltn", "nummerpl", "macaddr", "imei",
    )),
    ("national id", (
        "passport", "passeport", "pasaporte", "reisepass", "passinum", "passnummer", "passnr", "pasnummer", "personnummer", "personnr",
        "fødselsnum", "fodselsnum", "henkilötunnus", "henkilotunnus", "steuerid", "steuerlicheid", "sozialvers", "sécuritésoc", "securitesoc",
        "socialsec", "nationalins", "nationalid", "samordningsn",
    )),
    ("surname", (
        "surname", "lastname", "familyname", "maiden", "sukunimi", "efternamn", "etternavn", "slektsnavn", "efternavn", "nachnam", "familienn",
        "geburtsname", "apellido", "nomdefam", "nomdenaiss", "nomnaiss", "lname",
    )),
    ("e-mail address", ("email", "courriel", "correo", "sähköp", "epost", "mailadr", "mejl")),
    ("name", (
        "fname", "lname", "ptname", "custfirst", "custlast", "firstn", "lastn", "surn", "forename", "nimi", "namn", "navn", "vornam",
        "nachnam", "prénom", "prenom", "apellido", "huoltaja", "omainen", "värge", "verge", "målsman", "anhörig", "pårørende", "angehörig",
        "inhaber", "kunde", "kund", "asiakas", "saaja", "maksaja", "elev", "oppilas", "schüler", "élève", "alumno", "ansatt", "anställd",
        "mitarbeiter", "medarbe", "empleado", "employé", "client", "guardian", "kin", "patient", "teilnehm", "deltag", "holder",
    )),
)  # fmt: skip
_OTHERWISE = words(
    """type types count counts antal anzahl määrä antall nombre_de numero_de flag status date dato datum pvm päivä year day time version
    mean avg avgerage min max sum total share pct percent rate ratio score level color colour size length width bytes mb id_type enabled
    tyyppi typ tipo art price preis pris hinta precio prix url path file fil archivo fichier table tabell host server domain product
    produkt producto produit varen vare vara tuote artikel brand company firma empresa virhe error lang language country land code_type
    lkm sex kön kjønn køn geschlecht last4 hash agent model device os_version group ryhmä grupp gruppe gene species vs per of in"""
)
_PREFIX_LENGTH = 3
"""A stem shorter than four letters must be the whole word."""


@lru_cache(maxsize=2048)
def hints(header: str) -> tuple[str, ...]:
    """The kinds of personal data that stems of the header hint at, the likeliest first."""
    parts = [part.lower() for part in _PARTS.findall(header[:80])]
    if not parts or parts[-1] in _OTHERWISE or parts[0] in _OTHERWISE:
        return ()
    joined = "".join(parts)
    if not _any().search(joined):
        return ()
    return tuple(kind for kind, stems in _STEMS if any(_in(stem, parts, joined) for stem in stems))


@cache
def _any() -> re.Pattern[str]:
    """Any stem anywhere: most headers end here."""
    return re.compile("|".join(re.escape(stem) for _, stems in _STEMS for stem in stems))


def _in(stem: str, parts: list[str], joined: str) -> bool:
    if len(stem) <= _PREFIX_LENGTH:
        return stem in parts
    return joined.startswith(stem) or any(
        part.startswith(stem) or (len(stem) >= 5 and stem in part) for part in parts
    )
