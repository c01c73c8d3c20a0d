"""Health in prose: what is told of a person is found, a textbook, a trial and a program are silent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from looking import findings, rules

from fumehood.exposure.redaction.spans import spans_in


def told(text, rule="FHE213"):
    return [text[a:b] for a, b, r in spans_in(text, "prompt.txt", "text") if r == rule]


FOUND = [
    ("Patient 0231, 54-year-old female, diagnosed with T2DM", "T2DM"),
    ("Her son takes methylphenidate 10 mg for school.", "methylphenidate 10 mg"),
    ("MRN 00482913: ICD-10 F33.2 since May", "ICD-10 F33.2"),
    ("Potilas 0417 sairastaa diabetesta.", "diabetesta"),
    ("Patient 3391 har fått diagnosen bröstcancer.", "bröstcancer"),
    ("Pasient 55019, mann 38 år, har hatt hjerneslag.", "hjerneslag"),
    ("Deltager 412 lider af leddegigt.", "leddegigt"),
    ("Meine Tochter hat seit zwei Jahren Depressionen.", "Depressionen"),
    ("Ma mère souffre d'épilepsie.", "épilepsie"),
    ("Mi hija tiene asma.", "asma"),
    ("I have multiple sclerosis and cannot work.", "multiple sclerosis"),
    ("She carries SNOMED CT 44054006 in her chart.", "SNOMED CT 44054006"),
    ("Subject A-107 was admitted on 2024-03-02.", "2024-03-02"),
    ("| ID-771 | male | 45 y | schizophrenia |", "schizophrenia"),
    ("El niño, de 7 años, toma metilfenidato 18 mg por TDAH.", "TDAH"),
    ("Resident 12 gets ATC N05AH04, HbA1c 62 mmol/mol.", "ATC N05AH04"),
]
SILENT = [
    "Type 2 diabetes is a chronic disease in which the body does not use insulin well.",
    "ICD-10 code E11.9 stands for type 2 diabetes.",
    "Metformin 500 mg tablets are white; the usual dose is one twice a day.",
    "In this trial, 412 patients with COPD were randomised to tiotropium 18 mcg or placebo.",
    "The mice received 20 mg tamoxifen per kg.",
    "from sklearn.datasets import load_breast_cancer, load_diabetes",
    "The system suffers from split-brain syndrome; restart the nodes.",
    "Please diagnose why the pod restarts.",
    '<path stroke="none" d="M 1 2"/> is what I have',
    r"(?:cancer|HIV|AIDS) is my pattern",
    "class Patient: diagnosis = Column(String)",
    "Vil du bekræfte min adresse? Jeg har brugt alle mine kræfter.",
    "Masennus on yleinen sairaus Suomessa.",
    "Die Patienten erhielten Ramipril 5 mg oder Placebo.",
    "Los pacientes con cirrosis tienen riesgo.",
    "Cells A1:D112 hold my sums, F33.2 is their mean.",
]


@pytest.mark.parametrize(("text", "value"), FOUND)
def test_what_is_told_of_a_person_is_found(text, value):
    assert value in told(text)


def test_a_number_whose_first_place_is_anothers_keeps_its_other_places():
    text = "Patient 131052-308T and patient 88213 called."
    assert "88213" in [text[a:b] for a, b, r in spans_in(text, "prompt.txt", "text") if r == "FHE212"]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_told_of_nobody_is_silent(text):
    assert told(text) == []


def test_it_counts_in_prompts_and_notes_and_not_in_code():
    text = "Patient 0231 was diagnosed with T2DM."
    assert "FHE213" in rules(text, "<stdin>", prompt=True)
    assert "FHE213" in rules(text, "interviews/p07.txt")
    assert rules(text, "src/app.py") == []
    assert not [f for f in findings(text, "<stdin>", prompt=True) if "T2DM" in f.message + repr(f.evidence)]


@given(st.text(alphabet="diabetes HIV mg 0123.,-Pt\n|(Äß\ud800", max_size=120))
def test_any_text_gives_spans_inside_it(text):
    for start, end, _ in spans_in(text, "prompt.txt", "text"):
        assert 0 <= start < end <= len(text)
