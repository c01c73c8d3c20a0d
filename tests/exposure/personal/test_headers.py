"""Headers in the languages of our neighbours, and those that only look alike."""

import pytest

from fumehood.exposure.personal.headers import kind_of

KINDS = {
    "name": ["First Name", "förnamn", "prénom", "guardian_name", "Name des Patienten", "fst_nm"],
    "surname": ["sukunimi", "etternavn", "Nachname", "nom_de_famille", "apellidos", "lst_nm", "lname"],
    "account or device": ["username", "käyttäjätunnus", "Kfz-Kennzeichen", "license_plate", "mac_address"],
    "national id": ["Reisepassnummer", "pasaporte"],
    "telephone number": ["mobile_no", "cell_ph", "puhelinnro", "telefonnr", "mobiltelefon", "Handynummer", "numéro de téléphone", "tél", "móvil"],
    "date of birth": ["DOB", "date_of_birth", "syntymäaika", "födelsedatum", "fødselsdato", "Geburtsdatum", "date de naissance", "fecha de nacimiento"],
    "address": ["home_address", "katuosoite", "bostadsadress", "Anschrift", "adresse_postale", "domicilio"],
    "health": ["diagnosis_code", "diagnoosi", "diagnos", "Diagnose"],
    "": ["product_name", "file_name", "phone_type", "mail_count", "address_type", "birth_rate", "patient_count", "class_name", "host_name", "order_date",
         "pat1", "PID", "delta_lat", "user_count"],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "header"), [(kind, h) for kind, headers in KINDS.items() for h in headers])
def test_kind(kind, header):
    assert kind_of(header) == kind
