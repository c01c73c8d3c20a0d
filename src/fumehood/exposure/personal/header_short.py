"""Short forms in headers of exports and registers, written out: `lst_nm` is a last name, `cell_ph` a telephone."""

from collections.abc import Mapping
from types import MappingProxyType

SHORT: Mapping[str, str] = MappingProxyType(
    {
        "nm": "name", "nme": "name", "fst": "first", "frst": "first", "1st": "first", "lst": "last", "mdl": "middle", "gvn": "given",
        "sur": "surname", "fnm": "firstname", "lnm": "lastname", "fam": "family", "addr": "address", "adr": "address", "adrs": "address",
        "ph": "phone", "phn": "phone", "fon": "phone", "tele": "telephone", "telno": "telephone", "phno": "phone", "eml": "email",
        "ptemail": "email", "nbr": "number", "nmbr": "number", "no": "number", "pt": "patient", "subj": "subject",
        "resp": "respondent", "ppt": "participant", "bday": "birthday", "bdate": "birthdate", "brthdt": "birthdate",
        "birthdt": "birthdate", "birthdat": "birthdate", "brth": "birth", "brthd": "birth", "dt": "date", "dte": "date", "acct": "account",
        "emp": "employee", "cust": "customer", "stu": "student", "lic": "license", "pers": "person",
        "natl": "national", "sec": "security", "soc": "social", "usr": "user", "fec": "fecha", "nac": "nacimiento", "naiss": "naissance",
        "dx": "diagnosis", "diag": "diagnosis", "strt": "street",
    }
)  # fmt: skip
"""Words that are read so between other words; alone most of them mean something else."""


def written_out(parts: list[str]) -> list[str]:
    """The words of a header in full, or the same list when none is short."""
    return [SHORT.get(part, part) for part in parts]
