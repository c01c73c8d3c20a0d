"""What a column's header says about people, in English and the languages of our neighbours.

The head of a header decides, as in `detect.names`: `phone` holds numbers, `phone_type` and `mail_count` do not.
"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from fumehood.core.patterns import pattern
from fumehood.exposure.personal.header_short import written_out
from fumehood.exposure.words import words

_WORD = pattern(
    r"[A-ZÅÄÖØÆÜÉÈÁÍÓÚÑÇ]+(?![a-zåäöøæüéèáíóúñç])|[A-ZÅÄÖØÆÜÉÈÁÍÓÚÑÇ]?[a-zåäöøæüßéèõþðáíóúñçêôâîëïàùûœ]+|\d+"
)
_FILLING = words("de des du del de la le the der die den")
"""Words between the others that change nothing: `date de naissance`, `Name des Patienten`."""
_COUNTED = words("no nr nro num code koodi kood number nummer numero número")
"""Last words behind which the word before says the kind: `mobile_no`, `diagnosis_code`."""
_PEOPLE = words(
    """patient patienten participant customer client employee student pupil teacher guardian parent mother father child spouse partner
    contact doctor physician nurse member applicant candidate recipient tenant voter donor victim witness respondent subject caregiver
    supervisor interviewer interviewee relative"""
)
"""Whose name stands in a column `guardian_name`."""
KINDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "national id": words(
            """ssn hetu henkilotunnus henkilötunnus sotu personnummer personnr pnr fodselsnummer fødselsnummer fnr cpr cprnr
            cprnummer kennitala isikukood pesel bsn nino nhs steuerid idnr nif dni nie nir insz pps personbeteckning
            samordningsnummer socialsecurity socialsecuritynumber nationalid personalid rodnecislo codicefiscale
            egn oib amka taj cnp emso emšo jmbg svnr ppsn curp identitynumber idnumber taxid socialsecurity insurancenumber steueridentifikationsnummer sozialversicherungsnummer secu numsecu
            sécuritésociale numérosécuritésociale documentoidentidad documento numdocumento passport passportnumber passeport pasaporte
            reisepass reisepassnummer reisepassnr passi passinumero passnummer passnr pasnummer pasnr driverlicense driverslicense
            drivinglicence drivinglicense ajokortti körkortsnummer førerkort kørekort führerschein"""
        ),
        "name": words(
            """firstname fullname forename givenname middlename etunimi etunimet kokonimi förnamn fornamn fornavn vorname prenom
            prénom nom nombre voornaam eesnimi patientname personname customername employeename studentname participantname
            contactname nickname namepatienten kontaktperson yhteyshenkilö huoltaja vårdnadshavare verge ansprechpartner
            interviewee interviewer nextofkin kutsumanimi tilltalsnamn kaldenavn rufname fname prénoms nombrepila nombrecompleto
            nomcomplet nomprénom"""
        ),
        "surname": words(
            """surname lastname familyname maidenname sukunimi efternamn etternavn slektsnavn efternavn nachname familienname geburtsname
            zuname apellido apellidos apellido1 apellido2 nomfamille nomusage nomnaissance patronyme achternaam perekonnanimi lname
            mothersmaidenname birthname födelsenamn flicknamn pikenavn syntymänimi tyttönimi"""
        ),
        "e-mail address": words(
            "email mail emailaddress mailaddress sähköposti sahkoposti epost epostadress mailadresse correo courriel sposti mejl epostadresse mél"
        ),
        "telephone number": words(
            """phone phonenumber telephone tel mobile mobilephone cell cellphone puhelin puhelinnumero puh kännykkä telefon
            telefonnummer tlf mobil mobilnummer handy telefono teléfono telefoon gsm fax telefonnr puhelinnro matkapuhelin mobiltelefon
            mobilnr handynummer handynr rufnummer tél tel móvil movil celular portable téléphone puhnro puhnum telnr telno telnro tfn tfnnr tlfnr mobilenr phonenr whatsapp landline numérotéléphone numerotelephone"""
        ),
        "address": words(
            """address streetaddress street addressline homeaddress postaladdress osoite katuosoite lähiosoite postiosoite adress
            gatuadress bostadsadress hemadress besöksadress kotiosoite adresse adressepostale anschrift wohnadresse domicilio domicile
            gateadresse hjemmeadresse bopæl strasse straße wohnort direccion dirección adres residence rue calle vejnavn gatenavn street1 street2 postanschrift"""
        ),
        "date of birth": words(
            """dob birthdate birthday dateofbirth syntymäaika syntymaaika syntymäpäivä födelsedatum fodelsedatum fødselsdato
            fodselsdato geburtsdatum geburtstag fechanacimiento nacimiento datenaissance naissance geboortedatum sünniaeg"""
        ),
        "bank account": words("iban bankaccount accountnumber tilinumero kontonummer kontonr bankkonto"),
        "payment card": words(
            "creditcard cardnumber ccnumber luottokortti kortnummer kreditkarte kortnumero"
        ),
        "health": words(
            """diagnosis diagnoses icd icd10 icd9 diagnoosi diagnos diagnose diagnostic diagnostico diagnóstico medication medications lääkitys disease
            hiv pregnancy disability allergy allergies bloodtype bloodgroup mentalhealth psychiatric"""
        ),
        "ethnicity, belief or orientation": words(
            """ethnicity ethnic race religion belief denomination sexualorientation politicalparty
            etnisyys uskonto etnicitet etnisitet"""
        ),
        "account or device": words(
            """username userid loginname loginid screenname userhandle handle accountname nickname käyttäjätunnus käyttäjänimi kayttajatunnus
            användarnamn användarid anvandarnamn brukernavn brukerid brugernavn brugerid benutzername benutzerkennung nutzername nutzerkennung
            nutzerid utilisateur nomutilisateur pseudonyme usuario nombreusuario login twitter twitterhandle instagram orcid github skype
            linkedin facebook mastodon slackid discord
            licenseplate licenceplate numberplate licensenumber vehicleregistration registrationplate regnr regno rekisterinumero
            rekisteritunnus rekkari registreringsnummer skiltnummer nummerplade nummerplate nummerskylt kennzeichen nummernschild autokennzeichen
            kfzkennzeichen immatriculation plaque plaqueimmatriculation matrícula matricula vin chassisnumber
            mac macaddress macaddr devicemac wifimac bluetoothmac imei imsi iccid idfa gaid advertisingid deviceserial serialnumberdevice"""
        ),
        "IP address": words("ip ipaddress ipv4 ipv6 clientip remoteaddr"),
        "coordinates": words("lat latitude lon lng long longitude gps geolocation coordinates koordinaatit"),
        "participant": words(
            """participant participantid personid subject subjectid patient patientid patientnumber mrn medicalrecord osallistuja
            osallistujaid koehenkilö potilas potilasnumero deltagare forsøksperson patientennummer studienteilnehmer
            respondent respondentid caseid studyid subjectcode recordid insuredid memberid patientnr pasientnr deltagarid deltakerid
            deltagerid pasientid pasient journalnummer paciente idpaciente idpatient nhc ipp participanteid"""
        ),
    }
)
"""Words that a header of each kind ends with or is."""
QUASI: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "age": words(
            "age ikä ika ålder alder alter edad edat âge leeftijd vanus birthyear yearofbirth syntymävuosi födelseår"
        ),
        "sex": words("sex gender sukupuoli kön kjønn køn geschlecht sexo sexe geslacht sugu"),
        "postcode": words(
            "postcode zip zipcode postalcode postinumero postnummer postnr plz codigopostal codepostal postleitzahl"
        ),
        "place": words("city town municipality county kunta kaupunki kommun kommune stad ort gemeinde"),
        "occupation": words("occupation profession job jobtitle ammatti yrke beruf beroep"),
        "nationality": words("nationality citizenship kansalaisuus nationalitet nationalität"),
    }
)
"""Headers that identify nobody alone and many in combination."""
_TWO = {
    ("first", "name"), ("last", "name"), ("full", "name"), ("given", "name"), ("family", "name"), ("middle", "name"),
    ("patient", "name"), ("customer", "name"), ("employee", "name"), ("student", "name"), ("person", "name"),
    ("participant", "name"), ("contact", "name"), ("maiden", "name"), ("client", "name"), ("user", "email"),
    ("national", "id"), ("personal", "id"), ("participant", "id"), ("subject", "id"), ("patient", "id"), ("respondent", "id"),
    ("person", "id"), ("study", "id"), ("case", "id"), ("social", "security"), ("security", "number"), ("phone", "number"),
    ("mobile", "number"), ("telephone", "number"), ("passport", "number"), ("passport", "no"), ("account", "number"),
    ("card", "number"), ("credit", "card"), ("birth", "date"), ("date", "birth"), ("birth", "day"), ("birth", "year"),
    ("street", "address"), ("home", "address"), ("postal", "address"), ("email", "address"), ("mail", "address"), ("e", "mail"),
    ("ip", "address"), ("postal", "code"), ("zip", "code"), ("post", "code"), ("post", "nummer"), ("job", "title"),
    ("id", "number"), ("identity", "number"), ("blood", "type"), ("medical", "record"), ("sexual", "orientation"), ("tax", "id"),
    ("driver", "license"), ("drivers", "license"), ("driving", "licence"), ("license", "plate"), ("licence", "plate"), ("number", "plate"),
    ("vehicle", "registration"), ("user", "name"), ("login", "name"), ("screen", "name"), ("user", "handle"), ("mac", "address"),
    ("device", "mac"), ("wifi", "mac"), ("user", "id"), ("record", "id"), ("insurance", "number"), ("bank", "account"), ("middle", "name"),
    ("family", "name"), ("birth", "name"), ("account", "name"), ("social", "number"), ("nacimiento", "fecha"),
}  # fmt: skip
_BEFORE_NOT = words(
    """product file company brand host domain display column table class function variable event project species game team
    has is count num n total mean avg max min last_seen page web email_sent city_of mac billing street_of server source
    destination dest remote delta device network gateway wallet"""
)


@lru_cache(maxsize=2048)
def kind_of(header: str) -> str:
    """The kind of personal data that the header promises, or the empty string."""
    return _lookup(header, KINDS)


@lru_cache(maxsize=2048)
def quasi_of(header: str) -> str:
    """The quasi-identifier that the header promises, or the empty string."""
    return _lookup(header, QUASI)


def _lookup(header: str, table: Mapping[str, frozenset[str]]) -> str:
    parts = [w.lower() for w in _WORD.findall(header.strip()[:80])]
    found = _of(parts, table)
    if found or len(parts) < 2:
        return found
    full = written_out(parts)
    return _of(full, table) if full != parts else ""


def _of(parts: list[str], table: Mapping[str, frozenset[str]]) -> str:
    parts = list(parts)
    while len(parts) > 1 and parts[-1].isdigit():
        parts.pop()
    if not parts or parts[0] in {"has", "is", "n", "num", "count", "total", "mean", "avg"}:
        return ""
    if len(parts) > 2:
        parts = [parts[0], *(p for p in parts[1:-1] if p not in _FILLING), parts[-1]]
    if len(parts) == 2 and parts[1] == "name" and parts[0] in _PEOPLE:
        return _kind("fullname", table)
    if len(parts) >= 2 and parts[-1] in _COUNTED and (kind := _kind(parts[-2], table)):
        return kind
    if len(parts) >= 2 and (parts[-2], parts[-1]) in _TWO:
        return _kind("".join(parts[-2:]), table) or _kind(parts[-2], table)
    if len(parts) == 3 and parts[1] == "of" and (parts[0], parts[2]) in _TWO:
        return _kind("".join(parts), table)
    if len(parts) == 1 or parts[-2] not in _BEFORE_NOT:
        return _kind("".join(parts), table) or _kind(parts[-1], table)
    return ""


def _kind(word: str, table: Mapping[str, frozenset[str]]) -> str:
    return next((kind for kind, names in table.items() if word in names), "")
