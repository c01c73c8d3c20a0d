"""Addresses, coordinates, connections, telephones and records in a text that is about to be sent."""

import pytest
from looking import findings


def seen(text):
    found = findings(text, "<stdin>", prompt=True)
    return {(f.rule, text[a:b]) for f in found if f.confidence.value != "low" for a, b in f.sensitive}


FOUND = [
    ("FHE208", "Osoite: Hämeenkatu 14 B 22, 33100 Tampere", "Hämeenkatu 14 B 22, 33100 Tampere"),
    ("FHE208", "he lives at 27 Larkspur Lane, Bristol BS6 5QT", "27 Larkspur Lane, Bristol BS6 5QT"),
    ("FHE208", "Adresse : 12 rue des Lilas, 69003 Lyon", "12 rue des Lilas, 69003 Lyon"),
    ("FHE208", "vive en Avenida de la Constitución 8, 41004 Sevilla", "Avenida de la Constitución 8, 41004 Sevilla"),
    ("FHE208", "bor på Møllevej 7, 8600 Silkeborg.", "Møllevej 7, 8600 Silkeborg"),
    ("FHE208", "wohnt in der Hauptstr. 4a, 80331 München", "Hauptstr. 4a, 80331 München"),
    ("FHE205", "Soita numeroon 040 512 3478", "040 512 3478"),
    ("FHE205", "Ring meg på 412 34 567 etter ti", "412 34 567"),
    ("FHE205", "Appelez-moi au 06 12 34 87 90", "06 12 34 87 90"),
    ("FHE205", "or 0046 8 123 456 78 then", "0046 8 123 456 78"),
    ("FHE207", "née le 17/06/1972 à Lyon", "17/06/1972"),
    ("FHE207", "nacido el 8 de julio de 1947", "8 de julio de 1947"),
    ("FHE212", "MRN: 00482913, seen in clinic", "00482913"),
    ("FHE212", "Försöksperson FP-22 hoppade av", "FP-22"),
    ("FHE212", "hospital no. RXH558201, presented", "RXH558201"),
    ("FHE209", "GPS of her home: 51.45312, -2.60117.", "51.45312, -2.60117"),
    ("FHE209", "sijainti 60°10'15\"N 24°56'15\"E", "60°10'15\"N 24°56'15\"E"),
    ("FHE214", "Login from 81.2.69.142 at 02:13", "81.2.69.142"),
    ("FHE214", '81.2.69.142 - ann [12/Mar/2024:10:00:00 +0000] "GET /"', "81.2.69.142"),
]  # fmt: skip
SILENT = [
    "51 Franklin Street, Fifth Floor, Boston, MA 02110-1301",
    "Gate 12 opens, Route 66, Main Street 5 level",
    "const street = '123 Main Street'; address",
    "order number 0401234567 was shipped",
    "call stack depth 1000 exceeded; phone sizes 1080 2400",
    "Call 112. Rufnummer 2024-01-02",
    "The library was born in 2004-05-01 as a fork.",
    "participants 120, subject line 1234 characters, case 12: return",
    "record number of downloads, patient 0",
    "bounds = (12.34567, 45.67891); loss 2.30259, 1.60944",
    "nameserver 1.1.1.1, dns from 9.9.9.9, user at 10.1.2.3, from 203.0.113.7",
    "kernel release 4.18.0.305, from version 10.11.12.13",
]


@pytest.mark.parametrize(("rule", "text", "value"), FOUND)
def test_it_is_found_whole(rule, text, value):
    assert (rule, value) in seen(text)


@pytest.mark.parametrize("text", SILENT)
def test_ordinary_numbers_are_silent(text):
    assert not {one for one in seen(text) if one[0] < "FHE3"}
