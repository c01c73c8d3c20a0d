"""Words that stand in front of people's names, in English and the languages of our neighbours, and words that are no names."""

from fumehood.core.patterns import pattern
from fumehood.exposure.words import words

TITLES = (
    "Mr", "Mrs", "Ms", "Miss", "Dr", "Prof.", "Professor", "Herr", "Herrn", "Frau", "Fru", "fru", "herr", "Hr.", "Fröken", "Frøken",
    "Rouva", "rouva", "Herra", "herra", "Neiti", "neiti", "Tohtori", "tohtori", "Mme", "Mlle", "Monsieur", "monsieur", "Madame",
    "madame", "Sr.", "Sra.", "Srta.", "Señor", "señor", "Señora", "señora", "Doña", "doña", "docteur", "Doktor", "doktor", "Pt", "Pat.",
)  # fmt: skip
"""Behind them, a family name is enough."""
STRICT_ROLES = (
    "patient", "Patient", "potila", "Potila", "pasient", "Pasient", "paciente", "Paciente", "participant", "Participant", "osallistuja",
    "Osallistuja", "haastatelta", "Haastatelta", "koehenkilö", "Koehenkilö", "deltagare", "Deltagare", "deltaker", "Deltaker", "deltager",
    "Deltager", "proband", "Proband", "teilnehmer", "Teilnehmer", "respondent", "Respondent", "informant", "Informant", "interviewee", "Interviewee",
    "försöksperson", "Försöksperson", "forsøksperson", "Forsøksperson", "forsøgsperson", "Forsøgsperson", "oppila", "Oppila", "opiskelija",
    "Opiskelija", "elev", "Elev", "schüler", "Schüler", "élève", "alumno", "Alumno", "alumna", "Alumna", "pupil", "Pupil", "sujet", "witness",
    "Witness", "victim", "Victim", "suspect", "Suspect", "defendant", "Defendant", "todistaja", "Todistaja", "vittne", "Zeuge", "Zeugin",
)  # fmt: skip
"""Whoever stands behind them is a person (beginnings of words)."""
LOOSE_ROLES = (
    "customer ", "Customer ", "client ", "Client ", "kund", "Kund", "asiakas", "Asiakas", "asiakka", "Asiakka", "student ", "Student ",
    "employee ", "Employee ", "colleague", "Colleague", "neighbo", "husband", "wife", "daughter", "mother", "father", "sister", "brother",
    "boss ", "user ", "User ", "member ", "Member ", "applicant", "Applicant", "candidate ", "Candidate ", "tenant", "Tenant", "nurse", "Nurse",
    "doctor", "Doctor", "teacher", "Teacher", "mitarbeiter", "Mitarbeiter", "medarbejder", "Medarbejder", "medarbetar", "Medarbetar", "ansatt", "Ansatt", "anställd", "empleado",
    "empleada", "Empleado", "Empleada", "employé", "salarié", "cliente", "Cliente", "työntekijä", "Työntekijä", "lääkäri", "Lääkäri",
    "opettaja", "Opettaja", "vaimo", "aviomies", "äiti", "isä", "hustru", "ektefelle", "make ", "mor ", "far ", "Mutter", "Vater", "Ehefrau",
    "Ehemann", "Kolleg", "kolleg", "mari ", "épouse", "esposa", "marido", "hija", "hijo", "jefe", "Chef ", "chef ", "esimies", "Bewerber",
    "Mieter", "bruker", "bruger", "användare", "käyttäjä", "Nutzer", "utilisateur", "usuario", "Guardian ", "guardian ", "Resident ",
    "resident ", "contact ", "Contact ", "tutor ",
    "huoltaja", "Huoltaja", "asukas", "Asukas", "vuokralai", "Vuokralai", "naapuri", "tytär", "poika", "lapsi", "hyresgäst", "Hyresgäst",
    "granne", "vårdnadshavare", "dotter", "leietaker", "Leietaker", "nabo", "datter", "lejer", "Lejer", "mieter", "achbar", "tochter",
    "Tochter", "Sohn", "Nachbar", "locataire", "voisin", "voisine", "inquilin", "vecin", "son ", "landlord ", "roommate ", "flatmate ",
    "ex-wife ", "ex-husband ", "grandmother", "grandfather", "aunt ", "uncle ", "cousin ", "niece ", "nephew ", "therapist ", "supervisor ", "girlfriend ", "owner", "omistaja", "ägare", "ejer", "eier", "Halter ", "propriétaire", "titular", "complainant", "mand ", "mannen ", "kone ", "kona ", "femme ", "poikani", "Tochter", "boyfriend ", "partner ", "spouse ", "manager ", "Manager ", "plaintiff", "Plaintiff", "claimant", "Claimant",
    "tutkittava", "Tutkittava", "omainen", "kollega", "Kollega", "søn ", "sønn", "fils ", "fille ", "mère ", "père ", "frère ", "sœur ", "hermana ", "hermano ", "madre ", "padre ", "mamma ", "pappa ", "syster ", "søster", "bror ", "Schwester ", "Bruder ", "Freundin ", "Freund ", "veli", "sisko", "mummo", "poikani", "tyttäreni", "siskoni", "collègue", "compañer", "ami ", "amie ", "vän ", "venn ", "ven ",
)  # fmt: skip
"""Behind them, things have names as well, so the given name must be known."""
FAMILY = (
    "husband", "wife", "daughter", "son ", "mother", "father", "sister", "brother", "vaimo", "aviomies", "äiti", "isä", "tytär", "poika", "hustru", "dotter",
    "datter", "mand ", "mannen ", "kone ", "kona ", "søn ", "sønn", "mari ", "fils ", "fille ", "femme ", "mère ", "père ", "frère ", "sœur ", "esposa", "marido",
    "hija", "hijo", "hermana ", "hermano ", "madre ", "padre ", "syster", "søster", "bror ", "girlfriend", "boyfriend", "uncle ", "aunt ", "cousin ",
)  # fmt: skip
"""Behind `my` and one of them stands a name, whether a lexicon has it or not."""
INTRODUCTIONS = (
    "name is", "I am", "I'm", "I’m", "nimeni on", "nimi on", "Olen", "olen ", "jag heter", "Jag heter", "heter", "hedder", "jeg er", "Jeg er",
    "ich heiße", "Ich heiße", "ich bin", "Ich bin", "Name ist", "m'appelle", "m’appelle", "appelle", "me llamo", "Me llamo", "nombre es",
    "named ", "called ", "Interview with", "interview with", "Haastattelu:", "intervju med", "Intervju med", "Interview mit",
    "interviewed", "diagnosed", "letter to", "call with", "meeting with", "spoke to", "spoke with", "belongs to",
)  # fmt: skip
STRICT_LABELS = (
    "first name", "First name", "First Name", "first_name", "last name", "Last name", "Last Name", "last_name", "firstName", "lastName",
    "surname", "Surname", "given name", "Given name", "family name", "Family name", "etunimi", "Etunimi", "sukunimi", "Sukunimi",
    "förnamn", "Förnamn", "efternamn", "Efternamn", "fornavn", "Fornavn", "etternavn", "Etternavn", "vorname", "Vorname", "nachname",
    "Nachname", "prénom", "Prénom", "apellido", "Apellido", "patient name", "Patient name", "Patient Name", "patient_name",
    "patientName", "full name", "Full name", "Full Name", "full_name", "fullName",
)  # fmt: skip
"""What they hold is a name, whatever it is."""
LABELS = (
    "name", "Name", "NAME", "nimi", "Nimi", "namn", "Namn", "navn", "Navn", "nom", "Nom", "nombre", "Nombre", "contact", "Contact",
    "Yhteyshenkilö", "Kontakt", "Kontaktperson", "Next of kin", "next of kin", "From", "To", "Cc", "Attn", "Interviewer", "Patient",
    "Potilas", "Patienten", "Pasient", "Paciente", "Client", "Customer", "Asiakas", "Kund", "Kunde", "Participant", "Witness", "Guardian",
    "Employee", "Student", "Ansprechpartner", "Omainen", "Anhörig", "Pårørende", "Speaker", "Lähettäjä", "Vastaanottaja", "Mottagare",
    "Absender", "Empfänger", "Signed",
)  # fmt: skip
"""What they hold can be a thing, so the given name must be known."""
SALUTATIONS = (
    "Dear", "Hi", "Hello", "Hei", "Hej", "Moi", "Terve", "Hyvä", "Bästa", "Kjære", "Kære", "Kära", "Käre", "Liebe", "Lieber", "Hallo",
    "Cher", "Chère", "Bonjour", "Salut", "Estimado", "Estimada", "Querido", "Querida", "Hola", "Good morning",
)  # fmt: skip
CLOSINGS = (
    "regards", "Regards", "wishes", "Sincerely", "sincerely", "Yours", "Cheers", "Thanks", "Thank you", "terveisin", "Terveisin", "terveiset", "Terveiset",
    "hälsning", "hälsningar", "Hälsning", "Hälsningar", "hilsner", "Hilsner", "Mvh", "MVH", "hilsen", "Hilsen", "Grüßen", "Grüße", "Gruß", "Cordialement", "cordialement", "Bien à vous",
    "saludo", "Saludos", "saludos", "Atentamente", "Kiitos", "Tack", "Takk", "Merci", "Gracias", "Danke", "Hugs", "Best", "Love", "thanks", "thank you", "Kh", "KH", "T.", "Terv.", "hälsn.", "Lg", "LG", "VG", "grüße", "Bises", "Un abrazo", "Abrazos",
)  # fmt: skip
SHORT_CLOSINGS = frozenset(
    {"Kh", "KH", "T.", "Terv.", "Mvh", "MVH", "Lg", "LG", "VG", "terveisin", "Terveisin", "hilsen", "Hilsen"}
)
"""Behind them a name may stand without a comma."""
NO_NAMES = words(
    """The A An And Or Of For In On At To From By With Is Are Was Were Be Not No Yes None Null True False All Any Every Each This That These
    Those There Here It Its We You They He She His Her My Our Your Their Who What When Where Why How If Then Else New Old Next Last First
    Second Third Unknown Undefined Empty Default Optional String Integer Boolean Text Char Varchar Float Double Date Number Object Array
    List Dict Set Map Type Class Model Field Column Table Row Key Value Error Warning Exception Failed Success Bad Good Request Response
    Server Client Service Services Support Team Teams Group Department Office Manager Management Director Engineer Developer Software
    Hardware System Systems Data Database File Files Folder Document Page Page Application App Api Version Release Update Module Library
    Project Product Company Corporation University Institute College School Hospital Clinic Center Centre Foundation Bank Street Road
    Avenue City Town Country State County North South East West Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February
    March April May June July August September October November December Everyone Everybody Colleagues Sir Madam Customer Customers
    Patient Patients Participant Participants User Users Student Students Member Members President Präsident Président Minister Chairman
    Speaker Chair Doktor Dr Professor Herr Frau Mr Mrs Ms Kolleginnen Kollegen Damen Herren Kaikki Alle Alla Tous Todos Zero Identified
    Record Records Care Portal Safety Study Trial Visit Visits Number Code Id Name Names Address Phone Email Details Info Information
    Report Reports Status Notes Note History Test Tests Example Examples Demo Sample World There Hello Folks Guys Friends Mom Dad Robot
    Who Hyde Bean Holle Strange Quixote Watson Vice Senior Junior Chief Executive Officer Web Site Cloud Network Security Policy Terms
    Neuer Neue Ny Nytt Uusi Nouveau Nouvelle Nueva Nuevo Sehr Ihr Ihre Su Kind Kinds Best Regards Thanks Greeting Greetings Agent Bot
    Library Session Sessions Window Windows Linux Mac Google Microsoft Apple Amazon Meta Studio Visual Code Zone Max Min Mean Total
    Branch Claude San Santa São Saint St Los Las Port Fort Mount Lake Rio Villa Nordre Søndre Norra Södra"""
)
"""Capitalised words that are no family names."""
PUBLIC = (
    "copyright", "©", "(c)", "license", "licence", "author", "maintain", "contribut", "written by", "autor", "auteur", "tekij", "författ", "forfatt", "verfass", "editor", "translat", "edited", "photo", "illustr",
    "composer", "direct", "starring", "lyrics", "musical", "song", "review", "signed-off", "co-author",
    "thanks", "thanked", "credit", "et al", "theorem", "algorithm", "method", "prize", "nobel", "universit", "foundation", "institut",
    " book", " paper", "doi", "http:", "https:", "proposed", "according to", "novel", " film", "published", "isbn", "vol.", "pp.",
    "telescope", "committe", "@param", "journal of", "physicist", "mathematician", "chemist", "painter", "philosopher", "was a writer", "poet",
)  # fmt: skip
"""A line with one of these names people who are known for what they did: authors, not participants."""
AGE = pattern(
    r"\b\d{1,3}[ -]?(?:years? old|year-old|y/?o\b|år\b|ans\b|años|jahre|vuoti|årig|jährig|J\.)|\|[ ]?\d{1,3}[ ]?[yvjå]?[ ]?\||\b\d{1,3} y[,. ]|\b\d{1,3} ?(?:v|j|y|yo)\.?(?=[,)])|, ?\d{2},|\(\d{2}\)"
)
SIGNALS = (
    # health
    "diagno", "admitted", "hospital", "clinic", "cancer", "cáncer", "krebs", "kreft", "kræft", "syöpä", "diabet", "depress", "surgery",
    "prescri", "medicat", " sick", "illness", "symptom", " pain", "allerg", "pregnan", "lääk", "sairas", "sairaal", "leikka", "hoido",
    "potila", "kipu", "sjuk", " vård", "läkar", "lider ", "behandl", " syg", "indlagt", "innlagt", "sykmeld", "krank", " leide", " arzt",
    "souffr", "malad", "hôpital", "traitement", "arrêt", "padec", "enferm", "tratamiento", "de baja", "médic", "therap", "terapi",
    # life and home
    " live in", " lives ", "living ", " lived ", " born ", "married", "divorce", "widow", "asuu", "asuva", "synty", " bor ", "bosatt",
    " född", " født", "wohn", "gebor", "habit", " née", " vive ", "nacid", "passport", " my boss", " my manager", " my colleague",
    " my friend", " my neighbo", " my wife", " my husband", " my son", " my daughter", " my mother", " my father",
    " he ", " she ", " his ", " her ", " him ", " hän ", "hänen", " hon ", " hans ", " hennes", " hun ", " hendes", " ihr ", " ihre",
    " seine", " elle ", " ella ", " sien", "drink", "dricker", "drikker", "trinkt", " boit ", " bebe ", "unhappy", "angry", "angst",
    "ångest", "klagar", "klager", "beschwer", "se plaint", "se queja", "valitt", "lonely", "cried", "argu", "skild", "eronnut",
    # reaching and meeting
    "reply to", "write to", "ship to", "deliver", "osoite", "adress", "address", "anschrift", "direcci", "next of kin", "prévenir",
    "familiar", "angehör", "anhörig", "pårørende", "omai",
    " phone", " call ", " called ", "e-mail", " email", " puh", "puhelin", "anruf", "llama", "llamó", "interview", "haastat", "intervju",
    "meeting", " meet ", " met ", " spoke ", " told ", " asked ", "wrote to", "visited", "treffen", "tapaa", "tapasi", "träffa", "møte",
    "møde", "réunion", "reunión", " skrev t", " skrev ti", "schrieb an", "écrit à", "escribió a", "kirjoitti",
    # work, money, law
    "salary", "works as", "work as", "employ", "complain", "resign", " hired", " fired", "dismiss", " owes ", "arrest", "convict",
    "prison", "suspect", "witness", "contract", "absent", "password", "login", "logged in", "account", "konto", "tilille", "insurance",
)  # fmt: skip
"""A sentence with one of these, in lower case, speaks of somebody's life."""
WORKS = (
    "copyright",
    "©",
    "(c)",
    "author",
    "et al",
    "http:",
    "https:",
    "isbn",
    "doi:",
    "theorem",
    "universit",
    "professor of",
)
"""Beside a title, these say that somebody is known for a work."""
STAND_INS = words(
    """Doe Mustermann Mustermannin Meikäläinen Virtuaalinen Nordmann Normann Bloggs Example Sample Placeholder Lastname Surname Firstname
    Pérez-Ejemplo Testsson Testinen Tester Testperson Public"""
)
"""Family names that forms and manuals use for nobody."""
ALONE_NOBODY = words(
    "Alice Bob Carol Charlie Dave Eve Mallory Trent Jane John Jim Joe Foo Peter Paul Mary Tom Jerry Sam Max"
)
"""Given names that examples use for anybody: alone in a field they are nobody's."""
