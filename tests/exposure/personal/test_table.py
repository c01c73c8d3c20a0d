import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from looking import findings

from fumehood.core.zone import Zone
from fumehood.exposure.generators import fill
from fumehood.exposure.personal.table import find, read
from fumehood.exposure.view import View

TABLE = """\
Etunimi;sukunimi;Puhelin;phone_type;code;Syntymäaika;score
Anna;Virtanen;040 1234567;mobile;{finnish-id};1.2.1980;5
Bo;Ek;0400 765432;home;{finnish-id};12.11.1975;3
Cecilia;Dahl;+358 50 1112223;mobile;{finnish-id};30.6.1999;4
Dan;Berg;050 4445556;work;{finnish-id};7.7.1963;5
"""


def columns(text, path="data/a.csv"):
    return {f.evidence["column"]: f.rule for f in findings(text, path) if "column" in f.evidence}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_columns_by_header_and_by_value(separator, mark):
    found = columns(mark + TABLE.replace(";", separator))
    assert found == {
        "Etunimi": "FHE206", "sukunimi": "FHE206", "Puhelin": "FHE205", "code": "FHE201", "Syntymäaika": "FHE207",
    }  # fmt: skip


def test_a_column_is_reported_once_and_never_with_a_value():
    text = fill(TABLE)
    found = findings(text, "data/a.csv")
    assert len([f for f in found if f.evidence.get("column") == "code"]) == 1
    written = repr(found)
    assert not [v for line in text.splitlines()[1:] for v in line.split(";") if len(v) > 6 and v in written]
    assert all(f.location.line == 1 for f in found)


def test_headers_that_mislead():
    text = (
        "phone_type,mail_count,email_verified,product_name,ip_version,address_count\n"
        + "mobile,4,true,Chair,6,2\n" * 5
    )
    assert columns(text) == {}


def test_combinations_of_quasi_identifiers():
    rows = "".join(f"{20 + n},{'mf'[n % 2]},{10000 + 7 * n},{n}\n" for n in range(40))
    (found,) = [f for f in findings("age,sex,postcode,score\n" + rows, "study.csv") if f.rule == "FHE211"]
    assert found.evidence["columns"] == "age, sex, postcode"
    assert found.evidence["k"] == "1"
    same = "age,sex,postcode,score\n" + "30,m,00100,1\n" * 40
    assert [f for f in findings(same, "study.csv") if f.rule == "FHE211"] == []


def test_passwords_exported_by_a_browser():
    text = "name,url,username,password\n" + "".join(
        f"a,https://acme.net,ann,{{some-password}}{n}\n" for n in range(4)
    )
    assert columns(text)["password"] == "FHE181"


def test_numbers_in_notes():
    assert columns(
        "id,notes\n1,called about {finnish-id} today\n2,nothing to say here\n3,again nothing new\n"
    ) == {"notes": "FHE201"}


@pytest.mark.parametrize("text", ["", "a\n", "a,b\n1\n", "\n\n\n", '"a\n1,2\n', "1,2\n3,4\n5,6\n"])
def test_what_is_no_table(text):
    assert columns(text) == {}


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='ab1,;"\n\r\t@-.\ufeff é', max_size=200))
def test_any_text_is_read(text):
    table = read(text)
    assert table is None or len(table.headers) == len(table.columns) == len(table.places)
    view = View(text, "csv", "a.csv", Zone.PRODUCT)
    assert all(0 <= c.start <= c.end <= len(text) for c in find(view))
