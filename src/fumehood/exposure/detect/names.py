"""What a name promises about the value behind it: `db_password`, `clientSecret`, `X-Api-Key`, `AUTH_SALT`.

The head of an English compound is its last word, so `password` names a password and `password_field` does
not. Words behind the head that change nothing (`password_1`, `TOKEN_PROD`) are set aside first.
"""

import unicodedata
from enum import Enum
from functools import lru_cache

from msgspec import Struct

from fumehood.core.patterns import pattern
from fumehood.exposure.words import words


class Kind(Enum):
    """What the value should be, if it is one at all."""

    PASSWORD = "password"  # noqa: S105 - the name of a kind
    SECRET = "secret"  # noqa: S105 - the name of a kind
    TOKEN = "token"  # noqa: S105 - the name of a kind
    KEY = "key"


class Name(Struct, frozen=True):
    """A name that may hold a secret. `strong` names leave no doubt; weak ones need a value that looks random."""

    kind: Kind
    strong: bool
    words: tuple[str, ...]


_WORD = pattern(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\W\d_]+")

_TRAILING = words(
    "value val string str text txt plain plaintext cleartext raw default prod production dev develop development test "
    "testing tests staging stage stg live old new current previous prev base64 b64 hex json main master here secure repeat repeated confirm "
    "confirmation confirmed verify again one two a b c x env var const parameter param arg input hash"
)
_PASSWORDS = words(
    "password passwd pass pwd passphrase pw psk passcode passw passwrd pswd pword userpwd userpassword "
    "dbpass dbpassword dbpasswd dbpwd rootpw mypass mypassword loginpass smtppass adminpass adminpassword "
    "keypass storepass keystorepass pgpass pgpassword sshpass ftppass userpw httppassword authpass authpassword "
    "bindpw rootpass rootpassword mysqlpassword sqlpassword authtok masterauth "
    "passwort kennwort contrasena senha motdepasse mdp salasana losenord passord adgangskode wachtwoord heslo haslo passe "
    "clave contrasenya parola parool jelszo sifre zaporka lozinka пароль 密码 密碼 パスワード 비밀번호"
)
_SECRETS = words(
"secret clientsecret appsecret secretkey consumersecret apisecret secretaccesskey sharedsecret "
                     "signingsecret secretid"
)  # fmt: skip
_TOKENS = words(
    "token accesstoken authtoken refreshtoken apitoken bearertoken bottoken usertoken pat jwt bearer sessiontoken "
    "oauthtoken apptoken idtoken tokens verifier sessid sessionid phpsessid jsessionid"
)
_KEYS = words(
    "apikey privatekey accesskey authkey encryptionkey signingkey masterkey appkey accountkey sharedkey "
    "cryptkey cipherkey servicekey secretkey storagekey machinekey"
)
_CREDENTIALS = words("auth authorization credential credentials creds cred apiauth salt")
_KEY_OF = words(
    "api access secret private auth authentication authorization account encryption encrypt encrypting decryption crypt crypto "
    "sign signing master service storage client consumer app application license licence subscription shared "
    "session cipher aes des hmac jwt jws rsa machine validation deploy deployment admin user rest write read server "
    "security webhook integration ingest ingestion license project org team personal partner merchant developer dev account live test prod "
    "primary secondary logged nonce cookie token data db database vault kms bot send sdk mac maps bucket minio redis "
    "twilio stripe sendgrid mailgun datadog google openai azure aws amazon s3 github gitlab slack heroku algolia mapbox "
    "shodan censys hunter"
)
_SECRET_OF = words("hash salt pepper seed mnemonic")
_DROPPED_FIRST = words(
"label labels title titles msg message messages error errors err warning invalid forgot forgotten reset change changed "
    "changing show hide enter mandatory require required requires has have is no not use uses using allow allowed check checks validate "
    "validated validates min max update updated wrong incorrect bad missing empty lost field fields input placeholder hint prompt help tooltip "
    "ask asking request requested get set create creating generate generated generating verify verifying encrypt decrypt enable "
    "enabled disable disabled skip supports support need needs with without can should must show toggle strip remove "
    "delete clear find parse read load store save send print format type kind count num number len length name names "
    "hashed asset chunk bundle "
    "public pub csrf xsrf next prev previous lock idempotency lifecycle output page continuation sync resume cursor pagination cancel cancellation design "
    "syntax lexer stop start end special unk pad padding eos bos sep cls mask eot begin first last invite "
    "captcha recaptcha authenticity requestverification antiforgery csrfmiddleware primary foreign sort partition cache lookup dict map index row group object unique locale "
    "translation registry shortcut hot arrow tab esc site widget measurement publishable"
)  # fmt: skip
_STORES = words("store clear")  # `key-store-password`, `ClearTextPassword`: here they are no verbs
_NO_PASS = words(
    "compass encompass trespass surpass overpass underpass lowpass highpass bandpass allpass multipass singlepass userpass"
)
_NOT_A_HEAD_BEFORE = words("by for from per via to of in on without no")


@lru_cache(maxsize=8192)
def name_of(text: str) -> Name | None:
    """What the name promises, or None when it names no secret. `text` may have dots, hyphens, any case."""
    if len(text) > 120:
        return None
    found = [w.lower() for w in _WORD.findall(text if text.isascii() else _plain(text))]
    if not found:
        return None
    while len(found) > 1 and (found[-1].isdigit() or found[-1] in _TRAILING):
        if found[-1] == "hash":
            return None
        found.pop()
    head = found[-1]
    before = found[-2] if len(found) > 1 else ""
    dropped = _DROPPED_FIRST - _STORES if head in _PASSWORDS else _DROPPED_FIRST
    if len(found) > 1 and found[0] in dropped and found[0] not in {"test", "new"}:
        return None
    if before in dropped and before not in {"primary", "input"}:
        return None
    if head.startswith(("csrf", "xsrf")) or (head == "passe" and before != "de"):
        return None
    kind = _kind(found, head, before)
    if kind is None:
        return None
    return Name(kind[0], kind[1], tuple(found))


def _plain(text: str) -> str:
    """The name without the marks on its Latin letters: `contraseña` is `contrasena`."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if c < "\u0300" or c > "\u036f")


def _kind(words: list[str], head: str, before: str) -> tuple[Kind, bool] | None:
    if head == "pass" and before in {"proxy", "fastcgi", "uwsgi", "scgi", "grpc"}:  # nginx: where to
        return None
    if head in _PASSWORDS or (len(head) > 8 and head.endswith(("password", "passwd", "passphrase"))):
        return (Kind.PASSWORD, head not in {"pass", "pw", "pwd", "mdp", "psk"} or len(words) > 1)
    if len(head) > 6 and head.endswith("pass") and head not in _NO_PASS:  # `requirepass`, `remotepass`
        return (Kind.PASSWORD, True)
    if head == "word" and before == "pass":
        return (Kind.PASSWORD, True)
    if head == "phrase" and before in {"pass", "seed"}:
        return (Kind.PASSWORD, True)
    if head in _SECRETS or (len(head) > 8 and head.endswith("secret")):
        return (Kind.SECRET, True)
    if head in {"key", "keys"}:
        if before in {"public", "pub"}:
            return None
        if before == "secret" or (before == "base" and "secret" in words):
            return (Kind.SECRET, True)
        return (Kind.KEY, before in _KEY_OF)
    if head == "base" and before == "key" and "secret" in words:
        return (Kind.SECRET, True)
    if head == "id" and before == "key" and "access" in words:
        return (Kind.KEY, True)
    if head in _KEYS or (len(head) > 7 and head.endswith(("apikey", "secretkey", "privatekey", "accesskey"))):
        return (Kind.KEY, True)
    if head == "sid":
        return (Kind.TOKEN, False) if before in {"auth", "connect", "session", "express"} else None
    if head in _TOKENS or (len(head) > 6 and head.endswith("token")):
        return (Kind.TOKEN, len(words) > 1 or len(head) > 5)
    if head in _CREDENTIALS:
        return (
            Kind.TOKEN,
            (head != "salt" and len(words) == 1 and head.startswith("auth")) or before in {"auth", "nonce"},
        )
    if head == "secreta" and before in {"clave", "llave", "chave"}:
        return (Kind.KEY, True)
    if head == "mnemonic":
        return (Kind.SECRET, False)
    if head in _SECRET_OF and len(words) > 1 and before not in {"file", "commit", "git"}:
        return (Kind.SECRET, False)
    return None
