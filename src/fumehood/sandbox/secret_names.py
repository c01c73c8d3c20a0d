"""Which files are secret by their name, and which by what is in them. No patterns on the way: every start asks."""

_CODE = (
    ".py", ".pyi", ".js", ".ts", ".tsx", ".jsx", ".go", ".java", ".rb", ".rs", ".c", ".h", ".cpp", ".md", ".html", ".rst", ".pub",
)  # fmt: skip
_EXAMPLES = (".example", ".sample", ".template", ".dist", ".tmpl")
_NAMES = frozenset((
    ".env", ".envrc", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "id_ecdsa_sk", "id_ed25519_sk", ".netrc", "_netrc",
    ".pypirc", ".git-credentials", ".pgpass", ".my.cnf", ".htpasswd", "credential", "credentials", "kubeconfig", ".dockercfg",
    ".vault-token", ".vault_pass", ".dockerconfigjson", ".s3cfg", ".boto", "application_default_credentials.json",
    "master.key", "token.json", "terraform.tfstate.backup", ".terraformrc", "sa-key.json",
))  # fmt: skip
_ENDS = (
    ".env", ".key", ".p12", ".pfx", ".jks", ".keystore", ".kdbx", ".ppk", ".tfstate", ".tfvars", ".tfvars.json", ".p8",
    "credentials.json", "credentials.yml", "credentials.yaml", "credentials.toml", "credentials.ini", ".pkcs12", ".agekey",
)  # fmt: skip
_COPIES = ("~", ".bak", ".old", ".orig", ".save", ".backup", ".copy", ".rej", ".bkp", ".prev", ".1", ".2")
_STARTS = (".env.", ".envrc.", "credentials.", "credential.")
_SECRETS = ("json", "yml", "yaml", "toml", "ini", "env", "txt")
_BY_CONTENT = (".npmrc", ".yarnrc", ".yarnrc.yml", "pip.conf", ".pem", ".condarc")
_MARKS = (b"PRIVATE KEY", b"_authToken", b"_password", b"npmAuthToken")
_LARGEST = 1 << 20


def is_secret_name(name: str) -> bool:
    """Whether a file is taken for a secret by its name alone, or by that of the file that it is a copy of."""
    name = _without_copy(name.lower())
    if name.endswith((*_CODE, *_EXAMPLES)) or name.startswith(tuple(".env" + one for one in _EXAMPLES)):
        return False
    if name in _NAMES or name.startswith(_STARTS) or (name.endswith(_ENDS) and not name.startswith("key.")):
        return True
    first, _, last = name.rpartition(".")
    if first in ("secret", "secrets") and last in _SECRETS:
        return True
    bare = name.removeprefix(".")
    return name.endswith(".json") and bare.startswith(("service-account", "service_account", "client_secret"))


def _without_copy(name: str) -> str:
    """The name without what editors and people add to copies: `~`, `.bak`, `#` on both sides, `.NAME.swp`."""
    if name.startswith("#") and name.endswith("#"):
        name = name[1:-1]
    if name.startswith(".") and name.endswith((".swp", ".swo")):
        name = name[1:-4]
    while name.endswith(_COPIES):
        name = name.rstrip("~") if name.endswith("~") else name.rpartition(".")[0]
    return name


def is_secret(path: str, name: str) -> bool:
    """Whether the file at `path` is secret, by its name or, where a name says little, by its content."""
    if is_secret_name(name):
        return True
    if not _without_copy(name.lower()).endswith(_BY_CONTENT):
        return False
    try:
        with open(path, "rb") as file:
            return holds_secret(file.read(_LARGEST))
    except OSError:
        return True


def holds_secret(content: bytes) -> bool:
    """Whether a key or the settings of a package client hold something secret."""
    if any(mark in content for mark in _MARKS):
        return True
    import re

    return bool(re.search(rb"_auth\s{0,5}=|://[^/\s:@]{1,200}:[^/\s@]{1,200}@", content))


GIT_PASSWORD = (
    rb"(://[^/\s:@]{0,200}:)[^/\s@]{1,400}(?=@)|(://)[^/\s:@]{16,400}(?=@)"
    rb"|((?i:extraheader)[ \t]{0,20}=[ \t]{0,20})[^\r\n]{1,4000}"
)
"""Passwords of a git configuration; what stands before each is kept in one of the groups."""


def has_git_password(path: str) -> bool:
    """Whether a password stands in the git configuration at `path`: in the address of a remote, or in a header."""
    try:
        with open(path, "rb") as file:
            content = file.read(_LARGEST)
    except OSError:
        return False
    if not (b"://" in content and b"@" in content) and b"extraheader" not in content.lower():
        return False
    import re

    return bool(re.search(GIT_PASSWORD, content))
