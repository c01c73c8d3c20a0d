"""Stand-ins for a value: templates, look-ups, and the words that people write where a secret would go."""

import re
from functools import lru_cache

from fumehood.core.patterns import pattern
from fumehood.exposure.words import words

_TEMPLATE = pattern(
    r"""\$\{|\$\(|\{\{|\}\}|<%|%>|\{%|\#\{|\$\[|@@|__[A-Z][A-Z0-9_]*__|^__\w+__$|%(?![0-9A-Fa-f]{2})[A-Za-z_]\w+%|%\(\w*\)|(?<!\w)%[-.\d]{0,4}[sdrxufgq]\b|%%
    |\$[A-Za-z_]\w*|<[A-Za-z_][^<>]{0,60}>|\[[A-Za-z_ .|-]{2,40}\]|\{[A-Za-z_][\w .:|!-]{0,60}\}|\{\d?\}
    |\\\(|@[A-Za-z_.]+@|&lt;|%3C|`[^`]*`|:[a-z_]+:""",
    re.VERBOSE,
)
_ENCRYPTED = pattern(
    r"^(?:ENC[\[(]|encrypted:|enc:|vault:v\d|\{cipher\}|Ag[A-Z][A-Za-z0-9+/]{200}|AQICAH|wcFMA|hQ[EIG]MA|EJ\[1:|YWdlLWVuY3J5cHRpb24|!vault|\$ANSIBLE_VAULT|secret:|kms:|ssm:|sops:|\{[A-Za-z0-9+/]{40,}={0,2}\}$|@[A-Za-z][A-Za-z_-]*$|"
    r"op://|keyring:|arn:aws|projects/|env:|file:|vault:|@Microsoft\.KeyVault|sha\d+-)",
)
_WORDS = words(
    """
    j_password j_username a abc abcd abcde abcdef admin any anonymous apikey asdf auth authorization bar basic baz bearer bla blah blank boolean
    bool bytes changeme changeit char client clientid clientsecret credential credentials cred current custom
    default demo digest disabled dummy dynamic empty enabled enter env environment error example examples fail failed fake false file
    fixed foo foobar form forgot guest hash header hello here hidden id input insert int integer invalid json key keys
    keyword lastpass local login masked md5 missing mock mypass mypassword my n na name new nil no none nopass not null number
    object off ok old omitted on one optional other pass passed passphrase passwd password passwords path pending plain plaintext
    private prompt prompted public pw pwd qux random raw read redacted replace replaceme required reset root sample
    secret secretkey secrets secure securepassword self sensitive set sha256 something somepass somepassword string strong super
    supersecret supersecretpassword test test1 test123 tester testing text thepassword this tls tmp tbd todo token tokens true two type
    undefined unset unknown unused update url user username userpass utf8 value var variable verysecret void weak
    wrong wrongpassword wrongpass wat doesnotexist does-not-exist notexist nonexistent does.not.matter python java ruby perl lorem ipsum word xxx xyz yes you yourpassword zzz ellipsis nopassword notset nothing obscured
    passwordless interactive keychain keyring credentials-file oauth oauth2 saml ldap kerberos ntlm plain-text cleartext
    salasana passwort kennwort motdepasse contrasena contraseña senha parola parole lösenord losenord passord adgangskode
    kodeord wachtwoord heslo hasło haslo jelszó jelszo пароль パスワード 密码 密碼 비밀번호 كلمة şifre şifrə sifre lozinka salasõna
    """
)
_YOURS = pattern(
    r"(?i)^(?:your?s?|my|the|a|an|some|any|new|old|our|insert|enter|add|put|replace|change|use|paste|type|provide|specify|"
    r"set|fill|get|need|needs|no|not|with|without|this|that|user|users|an?other|example|sample|dummy|fake|mock|test|testing|tests|"
    r"super|very|wrong|bad|invalid|incorrect|good|valid|correct|different|expected|actual|secret|default|random|strong|"
    r"secure|current|temp|tmp|todo|initial|"
    r"admin|root|db|database|mysql|postgres|app|api|auth|client|access|refresh|session|service|server|login|"
    r"encrypted|hashed|plain|raw|base64|bot|private|public|master|main|prod|dev|staging|jwt|"
    r"(?:votre|vos|ton|mon|le|la|les|tu|su|mi|el|seu|sua|teu|tua|tuo|il|lo|mio|mia|una?|ein|jouw|uw|mijn|het|twoje|moje|nowe|dein|deine|ihr|mein|neues|din|"
    r"ditt|dit|mitt|oma|oman|sinun|minun|vaihda|aseta|liitä|liita|hier|ici|aqui|aquí|qui|här|har|tähän|tutaj|vul|pon|inserisci|saisir|entrez|geben|sie)[-_. ]|"
    r"[-_. /]|\d)*"
    r"(?:mot[-_ ]?de[-_ ]?passe|contrase[nñ]a|senha|parola|passwort|kennwort|l[oö]senord|salasana(?:si|ni|nne)?|wachtwoord|has[lł]o|heslo|cl[eé]|clave|chiave|chave|"
    r"avain|nyckel|schl[uü]ssel|klucz|sleutel|jeton|password|passwd|pass|passphrase|pwd|pw|secret|secrets|token|tokens|key|keys|apikey|credential|credentials|value|string|here|"
    r"me|it|this|id|name|user|username|goes|placeholder|word|code|data|hash|text|auth|login|salt)s?"
    r"(?:[-_. ]?(?:here|ici|aqu[ií]|qui|hier|h[aä]r|t[aä]h[aä]n|tutaj|invullen|value|string|placeholder|goes|name|id|\d{1,3}|[a-c1-9]|one|two|example|test|hash|txt))*$"
)


_PHRASE = pattern(  # words with hyphens of which one says what should stand here: `smb-server-password`
    r"^(?=.{0,50}(?:password|passwd|secret|token|credential|api.?key))[a-z]{2,20}(?:[-_][a-z]{2,20}){1,5}$"
)


@lru_cache(maxsize=4096)
def is_template(value: str) -> bool:
    """Whether something else is put in here when the text is used: `${VAR}`, `<your key>`, `%s`, `{name}`."""
    return bool(_TEMPLATE.search(value) or _ENCRYPTED.match(value))


@lru_cache(maxsize=4096)
def is_stand_in(value: str) -> bool:
    """Whether the value is only a word for a secret: `password`, `your-api-key`, `changeme`, `<token>`, `foo`."""
    bare = value.strip(" \t'\"`.:;,!?*()[]{}<>-_").lower()
    if len(bare) < 3 or bare in _WORDS:
        return True
    return len(bare) <= 60 and bool(_YOURS.match(bare) or _PHRASE.match(bare))
