"""Street addresses: a street with its number, proven by the code and town behind it or by a word in front of it."""

from collections.abc import Iterator, Sequence

from fumehood.core.patterns import pattern
from fumehood.exposure.view import View

WORDS = (
    "katu ", "tie ", "kuja ", "polku ", "kaari ", "raitti ", "rinne ", "gatan ", "gata ", "gate ", "gade ", "väg ", "vägen ", "veien ",
    "vegen ", "vei ", "vej ", "allé ", "allee ", "stræde ", "straße ", "strasse ", "str. ", "weg ", "platz ", "gasse ", "straat ", "laan ",
    " rue ", "avenue ", " av. ", "boulevard ", " bd ", "chemin ", "allée ", "impasse ", " quai ", "place ", "calle ", "avenida ", "avda. ",
    "plaza ", "paseo ", "street", " road", " lane", " drive", " close", " crescent", " terrace", " avenue", " court", " st,", " rd,",
    " ave,", " ln,", " view", " gardens", " grove", " square", " row,", " mews", " hill,",
)  # fmt: skip
"""What a street's name ends with, or begins with, in lower case."""
_U, _L = "A-ZÀ-ÖØ-Þ", "a-zß-öø-ÿ"
_CODE = r"(?:[A-Z]{1,2}-)?\d{3}[ ]?\d{1,2}"
_TOWN = rf"[{_U}][\w.'’-]{{1,30}}(?:[ ][{_U}][\w.'’-]{{0,20}}){{0,2}}"
_NORTH = pattern(
    rf"(?P<v>(?:[{_U}][\w.'’-]{{1,20}}[ ]){{0,2}}[{_U}][{_L}]{{0,24}}(?:-[{_U}][{_L}]{{2,20}}){{0,3}}(?:-?[Ss]tr\.|katu|tie|kuja|polku|kaari|raitti|rinne|gatan|gata|gate|gade|vägen|väg|veien|"
    rf"vegen|vei|vej|allé|allee|stræde|straße|strasse|weg|platz|gasse|straat|laan|(?<=\w)[ ](?:gate|gata|vei|veg|vej|gade|väg|allé|alle|plass|plads|Straße|Weg|Platz))[ ]\d{{1,4}}(?:[ ]?[A-Za-z])?(?:[ ](?:as\.?[ ]?|bst[ ]|lgh[ ])?\d{{1,3}})?(?![\w%]|[.]\d)"
    rf"(?P<town>(?:,[ ]\d{{1,2}}\.[ ]?(?:th|tv|mf|sal)\.?)?(?:,?[ ]|,?\n){_CODE}[ ]{_TOWN})?)"
)
_ROMANCE = pattern(
    rf"(?P<v>\d{{1,4}}(?:[ ](?:bis|ter))?,?[ ](?:rue|avenue|av\.|boulevard|bd|chemin|allée|impasse|quai|place)[ ](?:(?:de|du|des|la|le|les)[ ]|de[ ]la[ ]|d['’]|de[ ]l['’])?[{_U}][\w'’-]{{1,20}}"
    rf"(?:[ ](?:de[ ])?[{_U}][\w'’-]{{1,20}}){{0,3}}(?P<town>,?[ ]\d{{5}}[ ]{_TOWN})?)"
)
_SPANISH = pattern(
    rf"(?P<v>(?:Calle|Avenida|Avda\.|Plaza|Paseo|C/)[ ](?:(?:de|del|la|las|los|el)[ ]){{0,2}}[{_U}][\w'’-]{{1,20}}(?:[ ](?:(?:de|del|la|los|y)[ ]){{0,2}}[{_U}][\w'’-]{{1,20}}){{0,3}},?[ ](?:n[ºo.]?[ ]?)?\d{{1,4}}(?!\w)"
    rf"(?P<town>,?[ ](?:\d[ºª.]?[ ]?[A-Za-z]?,?[ ])?\d{{5}}[ ]{_TOWN})?)"
)
_ENGLISH = pattern(
    rf"(?P<v>(?:(?:Flat|Apt\.?|Unit)[ ]\w{{1,4}},?[ ])?\d{{1,5}}[A-Za-z]?[ ](?:[NSEW]\.?[ ])?(?:[{_U}][\w'’.-]{{1,20}}[ ]){{1,3}}(?:Street|St\.?|Road|Rd\.?|Lane|Ln\.?|Drive|Dr\.?|Avenue|Ave\.?|Close|Crescent|Terrace|Court|Ct\.?|"
    rf"Boulevard|Blvd\.?|Way|Place|View|Gardens|Grove|Square|Row|Mews|Hill)(?![\w])(?P<town>(?:(?:,[ ]|,?\n)[A-Z][\w.'’ -]{{1,30}}){{1,3}},?[ ](?:[A-Z]{{1,2}}\d[A-Z\d]?[ ]\d[A-Z]{{2}}|[A-Z]\d[\dW][ ]?[A-Z\d]{{4}}|(?:[A-Z]{{2}}[ ])?\d{{5}}(?:-\d{{4}})?))?)"
)
_HOME = pattern(
    r"(?i)address|adress|\blive[sd]?\b|living|resid|anschrift|wohn|osoit|\basu[nu]|asuva|\bbo(?:r|satt|ende)\b|habit|domicil|direcci|\bvive\b|"
    r"hjem|bopæl|\bhome\b|deliver|\bship|\bskolen|\bflat\b|\btenant|asunto|levera|toimit|liefer|livr"
)
_OFFICE = pattern(
    r"(?i)foundation|\binc\b|\bgmbh\b|\bltd\b|\bllc\b|\bcorp|museum|suite \d|fifth floor|\bour office\b|(?-i:\bOy\b|\bApS\b)|\boffice at|memorabilia|\buniversit|\bheadquarter"
)
_NOWHERE = pattern(
    r"(?i)(?:123|1234|1|100|42|221b) (?:main|elm|muster\w*|beispiel\w*|esimerkki\w*|exempel\w*|fake|any|baker|example|test|sample|some)\b"
)
_NOBODYS = pattern(
    r"(?i)(?:muster|beispiel|esimerkki|exempel|eksempel|test|ejemplo)[^\W\d_]{0,12}\b|1600 Pennsylvania|10 Downing"
)
_ADDRESSEE = pattern(
    rf"(?:[^\n:]{{0,24}}:)?[ \t]*(?P<v>[{_U}][{_L}’'-]{{1,20}}(?:[ ][{_U}][\w’'.-]{{0,20}}){{1,3}})[ \t,]*$"
)
_REACH = 70
_HOME_BEFORE = 80
_BEFORE_CODE = pattern(
    rf"(?P<v>[{_U}][\w.'’-]{{1,24}}(?:[ ][\w.'’-]{{1,20}}){{0,3}}[ ]\d{{1,4}}[ ]?[A-Za-z]?,[ ]\d{{3,5}}(?:[ ]\d{{2}})?[ ]{_TOWN})"
)


def find(view: View, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The spans of addresses; `places` are those of the words in `WORDS`."""
    text = view.text
    done = 0
    for at in places:
        if at < done:
            continue
        low = max(text.rfind("\n", 0, at) + 1, at - _REACH, done)
        for form in (_NORTH, _ROMANCE, _SPANISH, _ENGLISH):
            found = form.search(text, low, at + 130)
            if (
                found
                and found.start("v") <= at + 10
                and _is_home(text, *found.span("v"), town=bool(found["town"]))
            ):
                done = found.end("v")
                yield found.start("v"), found.start("v") + len(found["v"].rstrip(" .,'’-"))
                break
    for at in view.contact_forms.get("postcode", ()):
        found = (
            _BEFORE_CODE.search(text, max(0, at - _REACH, text.rfind("\n", 0, at) + 1), at + 40)
            if at >= done
            else None
        )
        if (
            found
            and found.start("v") <= at <= found.end("v")
            and _is_home(text, *found.span("v"), town=False)
        ):
            done = found.end("v")
            yield found.span("v")


def addressees(view: View, streets: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The names in the line above an address, as they stand on a parcel."""
    for start, _ in streets:
        end = view.text.rfind("\n", 0, start)
        if end < 0 or view.text[end + 1 : start].strip():
            continue
        found = _ADDRESSEE.match(view.text, view.text.rfind("\n", 0, end) + 1, end)
        if found is not None and not _OFFICE.search(found["v"]):
            yield found.span("v")


def _is_home(text: str, start: int, end: int, *, town: bool) -> bool:
    """Whether somebody may live there: a town stands behind, or a word in front says so, and it is no office."""
    low = max(text.rfind("\n", 0, start) + 1, start - _HOME_BEFORE)
    if _OFFICE.search(text, low, end + 20) or _NOWHERE.match(text, start) or _NOBODYS.match(text, start):
        return False
    return town or _HOME.search(text, low, start) is not None
