"""Names of people in prose: participants and patients are found, authors and things are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from looking import findings, rules

from fumehood.exposure.personal import people
from fumehood.exposure.view import View


def names(text):
    return [text[a:b] for a, b in people.find(View.excerpt(text))]


FOUND = [
    ("Patient Wilma Thorne was admitted on Monday.", "Wilma Thorne"),
    ("The participant, Daniel Whitcombe, works as a nurse.", "Daniel Whitcombe"),
    ("Mrs Okafor called about her results.", "Okafor"),
    ("M. Bouchard a été licencié.", "Bouchard"),
    ("Dear Jonathan,\n\nthank you for taking part.", "Jonathan"),
    ("Med vennlig hilsen\nBjørn Halvorsen\n", "Bjørn Halvorsen"),
    ("Terveisin\nJuha Mäkinen", "Juha Mäkinen"),
    ("Nombre: Rosa Giménez, 46 años", "Rosa Giménez"),
    ("Surname: Brzezinski\n", "Brzezinski"),
    ("Potilaan Hilkka Saari leikkaus siirtyi.", "Hilkka Saari"),
    ("Mein Nachbar Rolf Petersen trinkt zu viel.", "Rolf Petersen"),
    ("Marta Vidal, de 46 años, padece diabetes.", "Marta Vidal"),
    ("Could you write a reply to Nathan Whitlock? He is unhappy.", "Nathan Whitlock"),
    ("I met Karin van der Berg about the divorce.", "Karin van der Berg"),
    ('{"patient_name": "Sinikka Laakso"}', "Sinikka Laakso"),
]
SILENT = [
    "Copyright (c) 2019 Margaret Hamilton",
    "Thanks to Peter Norvig for the review.",
    "Fixed a crash reported by Alan Kay (#4412).",
    "See Daniel Smith et al. (2020) for the treatment.",
    'authors = [\n    {name = "Kenneth Reitz", email = "x"},\n]',
    "participant Alice\nparticipant Bob\nAlice->>Bob: Hello",
    "Student t distribution, Client Error: Bad Request",
    "Name: Visual Studio Code\nName: Hello World\nName: San Francisco",
    "Dear Hiring Manager,\n\nKind regards,\nThe Support Team",
    "users = ['Alice', 'Bob']; name = 'Alice'",
    "Stmts   Miss Branch BrPart",
    "Max Pooling, Dropout, Adam Optimizer",
    "patient: Patient | None = None",
    "- Klaus M. Rodewig, Andreas M. Antonopoulos",
    "Name: John Doe, Max Mustermann, Matti Meikäläinen",
]


@pytest.mark.parametrize(("text", "name"), FOUND)
def test_people_are_found(text, name):
    assert names(text) == [name]


@pytest.mark.parametrize("text", SILENT)
def test_authors_things_and_nobody_are_silent(text):
    assert names(text) == []


def test_they_count_in_prompts_and_notes_and_not_in_code_or_project_files():
    text = "Patient Wilma Thorne was admitted."
    assert rules(text, "<stdin>", prompt=True) == ["FHE206"]
    assert rules(text, "interviews/p07.txt") == ["FHE206"]
    for path in ("src/app.py", "AUTHORS.txt", "LICENSE", "docs/about.md", "requirements.txt"):
        assert rules(text, path) == []


def test_the_value_is_hidden():
    (found,) = findings("Patient Wilma Thorne was admitted.", "<stdin>", prompt=True)
    assert "Thorne" not in found.message + repr(found.evidence)
    assert found.sensitive == ((8, 20),)


@given(st.text(alphabet="PatientDrMs. :,\nAnZ_'-Öéß\ud800", max_size=80))
def test_any_text_gives_spans_inside_it(text):
    for a, b in people.find(View.excerpt(text)):
        assert 0 <= a < b <= len(text)
        assert text[a:b].strip() == text[a:b]
