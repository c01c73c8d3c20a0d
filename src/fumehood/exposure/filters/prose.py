"""Values that are text for people: labels, messages, translations of the word "password"."""

from functools import lru_cache

from fumehood.core.patterns import pattern

_ABOUT = pattern(
    r"(?i)passwor|passwd|passphrase|\bpass\b|secret|token|credential|\bkey\b|login|required|please|enter|invalid|forgot|must|"
    r"should|cannot|can't|salasan|passwort|kennwort|contrase|senha|parol|l[öo]senord|passord|adgangskode|kodeord|wachtwoord|"
    r"heslo|hasł|jelsz|mot de passe|пароль|лозинк|şifr|sifre|lozink|geslo|slapta|kata sandi|mật khẩu|palavra"
)
_SENTENCE = pattern(r"[.?!:…]$|[.,;:!?] |^\s|\s$|['’]s\b")


@lru_cache(maxsize=4096)
def is_prose(value: str) -> bool:
    """Whether the value reads like a label or a sentence rather than like a password."""
    if not value.isascii():
        letters = sum(c.isalpha() and not c.isascii() for c in value)
        digits = sum(c.isdigit() for c in value)
        if letters and (digits == 0 or letters * 3 > len(value)):
            return True
    spaces = value.count(" ") + value.count("\t")
    if not spaces:
        return False
    if _ABOUT.search(value) or _SENTENCE.search(value) or spaces > 6:
        return True
    words = value.split()
    return len(words) > 1 and words[0][:1].isupper() and all(w.isalpha() for w in words)
