"""Values of a known harmless form: numbers, dates, paths, addresses, checksums, versions, public keys."""

from functools import lru_cache

from fumehood.core.patterns import pattern

UUID = pattern(r"(?i)^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$")
UUIDS = pattern(r"(?i)^\w{0,8}(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}[:_-]?){2,}")
_INNOCENT = pattern(
    r"""(?x)
    ^[-+]?[\d.,:_/ ()%-]+(?:px|em|rem|ms|s|m|h|d|kb|mb|gb)?$            # numbers, dates, times, versions
    |^\d{4}-\d\d-\d\d[T ]|^(?:[~^]|[<>]=?)[ ]?v?\d[\w.*-]*$            # `^2.6.0` of a package
    |^[A-Za-z][\w.+-]*-v?\d+\.\d+(?:\.\d+)*(?:[-.+]\w+)*$             # package-1.2.3
    |^[a-z]+:[\^~]?\d[\w.-]*$|^v?\d+(?:\.\d+)+(?:[-+.]?(?:alpha|beta|rc|dev|post|snapshot|final|release|ga)[\w.]*)?$
    |^(?:[a-z][a-z0-9+.-]*:)?//\S*$                                     # URLs have a detector of their own
    |^(?:mailto|tel|data|about|javascript|urn|chrome|ms-settings|file|content|system):\S*$
    |^(?:android|com|org|net|io)\.[a-z]\w*(?:\.\w+)*$|^OAuth\s?\d(?:\.\d)?
    |^(?:/|\./|\.\./|~/|[A-Za-z]:[\\/]|\\\\\w)[\w@.~\-/\\$ ]*$                 # paths
    |^[\w@.~-]+(?:/[\w@.~-]+)*\.(?:pem|key|crt|cer|p12|pfx|jks|json|ya?ml|txt|py|js|ts|tsx|jsx|html?|css|scss|less|php|rb|go|java|xml|ini|toml|env|conf|cfg|md|sh|svg|png|gif|jpe?g|ico|woff2?|csv|log|zip|gz|vue|pub|asc|gpg|enc|db|sqlite|lock|tf|properties|sql|keystore|cert)$
    |^(?:sha\d{1,3}|md5|blake2[bs]?|crc32|integrity|digest)[-:=_ ]
    |^\$(?:sha|md5)\b
    |^ssh-(?:rsa|dss|ed25519|ecdsa)|^ecdsa-sha2|^AAAA[BCE]3Nza|^-----BEGIN\ (?:PUBLIC|CERT|RSA\ PUBLIC|SSH2\ PUBLIC)|^MII[BC]Ij
    |^\#?[0-9A-Fa-f]{3}$|^\#[0-9A-Fa-f]{6,8}$                           # colours
    |^arn:aws|^projects/|^pub[0-9a-f]{32}$|^pk[._]|^pub-
    |^[\w.+-]+@[\w-]+\.[\w.]+$                                          # e-mail addresses
    |^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$
    |^(?:[0-9A-Fa-f]{2}:){4,}[0-9A-Fa-f]{2}$                            # fingerprints, hardware addresses
    |^(?:HS|RS|ES|PS)(?:256|384|512)$|^(?:AES|DES|RSA|EC|HMAC|SHA|MD5|ECDSA|ED25519|PBKDF2)(?:[-_/]\w+)*$|^[a-z]+-\d{3}(?:-[a-z]+)?$
    |^(?:us|eu|ap|sa|ca|me|af)-(?:north|south|east|west|central)\w*-\d$
    |^\\[wdsxu]|\[\^?[\w\\-]+-[\w\\-]+\][*+{]|\(\?[:=!<P]|\\[wdsb][+*{]     # regular expressions
    |^[\W_]+$
    """
)
_ALPHABET = pattern(r"abcdefghij|ABCDEFGHIJ|0123456789|ABCDEF0123|bcdfghjk")


@lru_cache(maxsize=4096)
def is_innocent(value: str) -> bool:
    """Whether the value has a form that keys do not have."""
    return bool(_INNOCENT.search(value))


@lru_cache(maxsize=4096)
def is_alphabet(value: str) -> bool:
    """Whether the value lists the characters of an encoding."""
    return len(value) >= 16 and len(set(value)) >= len(value) - 2 and bool(_ALPHABET.search(value))
