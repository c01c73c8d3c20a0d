"""Words for illnesses, medicines, measurements and what is said about them, in eight languages.

The words are those of the classifications (ICD-10, ATC) in the form that people write, not a copy of either.
"""

CONDITIONS = (
    # en
    "diabet", "t2dm", "t1dm", "copd", "asthma", "cancer", "carcinoma", "tumour", "tumor", "leukaemia", "leukemia", "lymphoma", "melanoma",
    "depression", "depressive", "bipolar", "schizophren", "psycho", "psychosis", "anxiety", "panic attack", "panic disorder", "ptsd", "ocd", "adhd", "autis",
    "suicid", "self-harm", "anorexia", "bulimia", "eating disorder", "personality disorder", "alcohol dependence", "alcoholism", "addiction",
    "overdose", "opioid use", "substance use", "hiv", "aids", "hepatitis", "tuberculosis", "syphilis", "chlamydia", "gonorrh", "herpes",
    "stroke", "heart attack", "myocardial infarct", "heart failure", "atrial fibrillation", "angina", "hypertension", "high blood pressure",
    "epilep", "seizure", "migraine", "multiple sclerosis", "parkinson", "alzheimer", "dementia", "huntington", "motor neurone", "sclerosis",
    "arthritis", "lupus", "fibromyalgia", "crohn", "colitis", "coeliac", "celiac", "pancreatitis", "pneumonia", "cirrhosis", "kidney failure",
    "renal failure", "dialysis", "transplant", "miscarriage", "abortion", "pregnan", "endometriosis", "infertil", "erectile", "menopaus",
    "dyslexi", "down syndrome", "cerebral palsy", "cystic fibrosis", "sickle cell", "haemophilia", "hemophilia", "anaemia", "anemia", "sepsis",
    "covid", "obesity", "insomnia", "tinnitus", "vertigo", "osteopor", "scoliosis", "appendicit", "gastrit", "tourette", "asperger", "narcolep", "aneurysm", "arrhythm", "tachycard", "bradycard", "glioblastom", "myelom", "neuropath", "retinopath", "cataract", "sciatica", "burnout", "burn-out", "postpartum", "chemotherap", "radiotherap", "psoriasis", "eczema", "glaucoma",
    "hypothyroid", "hyperthyroid", "hip fracture", "concussion", "gender dysphoria", "incontinen", "thrombosis", "embolism", "mastectomy",
    # fi
    "diabeteks", "masennu", "masentun", "ahdistu", "skitsofren", "kaksisuuntai", "syöpä", "syövä", "kasvai", "keuhkokuume", "keuhkoahtauma",
    "astma", "sydäninfarkt", "sydänkohtau", "aivohalvau", "aivoinfarkt", "aivoverenvuo", "eteisvärin", "verenpainetau", "epileps", "migreen", "ms-taut",
    "parkinsonin", "muistisair", "dementi", "alkoholism", "päihde", "itsemurh", "syömishäiri", "raskau", "keskenmeno", "raskaana", "nivelreuma", "reuma",
    "keliaki", "munuais", "maksakirroo", "anoreksi", "psykoos", "paniikki", "autismi", "unettomu", "uupumu", "lonkkamurtum", "eturauhas", "kilpirauhas", "aivokasvai", "kihti", "mielialahäiri", "persoonallisuushäiri", "laskimotukos", "veritulp", "sappikiv", "suolistosair", "haavaisen paksusuolen", "sepelvaltimo",
    # sv, no, da
    "kreft", "kræft", "leukemi", "leukæmi", "schizofren", "skizofren", "bipolär", "ångest", "angstlidelse", "angst", "utmattning", "kreftsvulst", "atrieflim", "blodprop", "hjärtsvikt", "hjertesvikt", "hjertesvigt", "nyresten", "gallsten", "gallestein", "hørselstap", "hörselned", "eksem", "ryggprolaps", "sklerose", "multippel sklerose", "multipel skleros", "dissemineret sklerose", "ätstörning", "spiseforstyrr",
    "hjärtinfarkt", "hjerteinfarkt", "hjärnblödning", "hjerneslag", "stroke", "blodpropp", "förmaksflimmer", "atrieflimmer", "lunginflammation",
    "lungebetennelse", "lungebetændelse", "kols", " kol", "högt blodtryck", "høyt blodtrykk", "forhøjet blodtryk", "migrän", "migrene", "migræne",
    "demens", "självmord", "selvmord", "missbruk", "rusmisbruk", "misbrug", "gravid", "missfall", "spontanabort", "ledgångsreum", "leddgikt",
    "leddegigt", "cøliaki", "celiaki", "njursvikt", "nyresvikt", "psykos", "psykose", "autism", "autisme", "dyslexi", "dysleksi", "ordblind", "utbränd", "utbrent",
    "sukkersyge", "hoftebrud", "hoftebrudd", "höftfraktur", "prolaps", "depresjon", "lidelse",
    # de
    "krebs", "karzinom", "leukämie", "depressi", "schizophren", "angststörung", "panikattack", "essstörung", "magersucht", "spielsucht", "alkoholsucht", "drogensucht", "suchterkrank", "alkoholabhäng",
    "schlaganfall", "herzinfarkt", "vorhofflimmern", "bluthochdruck", "lungenentzündung", "bronchitis", "epilepsie", "migräne", "multiple sklerose",
    "demenz", "schwanger", "fehlgeburt", "rheuma", "niereninsuff", "leberzirrhose", "selbstmord", "suizid", "adhs", "zuckerkrank", "bandscheibenvorfall",
    "schenkelhalsfraktur", "hirnblutung", "zöliakie", "morbus", "psychose", "autismus", "legasthenie", "colitis", "arthrose", "gicht", "hörsturz", "herzschwäche", "herzinsuff", "nierensteine", "gallensteine", "thrombose", "asthma", "hiv-positiv", "borderline", "zwangsst", "schuppenflechte",
    # fr
    "cancer", "leucémie", "dépressi", "schizophrén", "bipolaire", "anxiété", "anxieux", "trouble du spectre", "alcoolisme", "addiction", "séropositi", "tdah",  " vih",
    "avc", "infarctus", "fibrillation auriculaire", "pneumonie", "épileps", "sclérose en plaques", "démence", "enceinte", "fausse couche",
    "avortement", "polyarthrite", "insuffisance rénale", "insuffisance cardiaque", "cirrhose", "asthme", "autisme", "diabète", "fracture du col", "fibromyalg", "maladie d'alzheimer", "maladie de parkinson", "calculs rénaux", "ostéopor", "cancer du",
    "tentative de suicide", "anorexie", "boulimie", "tumeur", "hypertendu", "bpco",
    # es
    "cáncer", "leucemia", "depresi", "esquizofren", "trastorno", "ansiedad", "ataques de pánico", "alcoholismo", "adicci", "seropositiv", "ictus",
    "infarto", "fibrilación auricular", "neumonía", "epilepsia", "migraña", "esclerosis", "demencia", "embarazada", "aborto", "artritis",
    "insuficiencia renal", "insuficiencia cardíaca", "cirrosis", "asma", "tdah", "autismo", "fibromialg", "alzhéimer", "párkinson", "diabétic", "cálculos renales", "hipotiroid", "hipertens", "fractura de cadera", "intento de suicidio", "epoc ", "epoc,", "epoc.",
)  # fmt: skip
"""Beginnings of illnesses and conditions, in lower case; a space in front asks for the beginning of a word."""
MEDICINES = (
    "metformi", "penicilli", "amoxicilli", "ibuprofe", "paracetamol", "omeprazol", "dulaglutid", "liraglutid", "empaglifloz", "dapaglifloz", "rituxima", "infliximab", "tacrolimu", "ciclospor", "duloxeti", "amitripty", "paroxeti", "naltrexo", "disulfira", "insulin", "insulí", "sertrali", "fluoxeti", "prozac", "citalopra", "escitalopra", "venlafaxi", "mirtazapi", "bupropi", "lithium", "litium", "litio",
    "quetiapi", "ketiapii", "olanzapi", "olantsapii", "risperido", "aripiprazol", "clozapi", "klozapi", "haloperido", "diazepa", "lorazepa", "alprazola",
    "zopiclo", "zolpide", "methylphenidat", "metylfenidat", "metyylifenidaat", "concerta", "ritalin", "lisdexamf", "elvanse", "methadon", "metadon", "buprenorfi", "buprenorphi",
    "morphin", "morfin", "oxycodo", "oksikodo", "oxikodo", "fentanyl", "fentanyyl", "tramado", "pregabali", "gabapenti", "lamotrigi", "valpro", "levetirace", "carbamazep",
    "karbamatsep", "levodopa", "donepezi", "memanti", "warfari", "varfarii", "marevan", "apixaba", "rivaroxaba", "clopidogre", "atorvastati", "simvastati",
    "bisoprolo", "metoprolo", "ramipri", "enalapri", "losarta", "amlodipi", "furosemi", "salbutamo", "ventolin", "prednis", "methotrexat", "metotreksaat", "metotrexat",
    "adalimuma", "humira", "tamoxife", "tamoksifee", "letrozol", "imatini", "hydroxychloroq", "hidroxicloroq", "levothyrox", "tyroksii", "levaxin", "truvada", "tenofovi", "efaviren",
    "sildenafi", "viagra", "mifepristo", "misoprosto", "semagluti", "ozempic", "glucophage", "seresta", "lexomil", "truxal", "fingolimo", "natalizuma",
)  # fmt: skip
"""Beginnings of the names of medicines."""
MEASURES = (
    "hba1c", "egfr", "ldl", "hdl", "crp ", "psa ", "tsh ", "cd4", "blood pressure", "verenpaine", "blodtryck", "blodtrykk", "blodtryk", "blutdruck",
    "tension artérielle", "tensión arterial", "bmi ", "bdi", "phq-9", "gad-7", "audit-c", "mmse", "hemoglobin", "hémoglobine", "hemoglobina", "hemoglobiini", "kreatin", "creatinin",
    "viral load", "fev1", "glucose", "blodsukker", "blodsocker", "verensoker", "blutzucker", "glycémie", "glucemia",
)  # fmt: skip
"""What is measured, in front of a number."""
SAID = (
    "diagnosed with", "diagnosed as", "diagnosis of", "diagnosis", "diagnosed", "suffers from", "suffering from", "treated for", "operated for", "surgery for", "history of",
    "tested positive for", "admitted with", "admitted for", "sick leave for", "sick leave because of", "dx ", "dx:", "prescribed",
    "diagnoosi", "diagnosoi", "sairastaa", "sairastan", "sairastui", "sairastuin", "todettiin",
    "diagnosen", "diagnos ", "diagnos:", "diagnosticerad med", "lider av", "led av", "sjukskriven för", "behandlas för", "drabbats av",
    "diagnose", "lider af", "sykmeldt for", "sykemeldt for", "sygemeldt med", "behandles for", "konstateret", "rammet av", "innlagt med", "innlagt for", "indlagt med", "inlagd för",
    "leidet an", "leidet unter", "leide an", "leide unter", "erkrankte an", "wegen", "berichtet von", "litt an",
    "diagnostic", "souffre d", "souffrant d", "atteint d", "atteinte d", "hospitalisé pour", "hospitalisée pour", "traité pour", "traitée pour", "opéré d", "opérée d",
    "diagnostic", "diagnóstico", "diagnosticad", "padece", "sufre d", "ingresó con", "ingresó por", "tratad", "de baja por", "operad",
)  # fmt: skip
"""Behind these stands what somebody has."""
OFTEN_OTHERS = (
    "diagnose", "diagnostic", "diagnosis", "diagnosis of", "wegen", "prescribed", "tratad", "operad", "konstateret", "todettiin", "history of", "dx ", "dx:",
    "treated for", "suffers from", "suffering from", "diagnosen", "diagnos ", "diagnos:", "berichtet von",
)  # fmt: skip
"""Those among them that are said of programs and things as well: a name, a number or an age has to stand near."""
CODES = ("icd", "snomed", "loinc", "atc", "cie-10", "cie-11", "cim-10", "cim-11", "icpc", "dsm-")
"""Names of classifications."""
STAYS = (
    "admitted", "admission", "discharged", "discharge", "enrolled", "hospitali", "visit", "surgery on", "operated on", "died on", "deceased",
    "sairaalaan", "kotiutettiin", "kotiutui", "leikattiin", "lades in", "inlagd", "utskriv", "opererad", "innlagt", "innlegg", "operert", "indlagt", "udskrev", "opereret",
    "aufgenommen", "aufnahme", "entlass", "operiert", "sortie le", "opéré", "ingres", "alta el", "operad", "falleci",
)  # fmt: skip
"""Words beside the days of a stay or a visit."""
DOSES = (
    " mg",
    "mg ",
    "mg,",
    "mg/",
    " mcg",
    " µg",
    " μg",
    "mikrog",
    " ie ",
    " iu ",
    " mmol",
    " ml ",
    " g/l",
    "mmhg",
)
"""Units beside an amount."""
