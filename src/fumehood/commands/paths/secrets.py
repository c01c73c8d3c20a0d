"""Files that hold credentials, by where they lie and what they are called."""

import re

from fumehood.commands.paths.names import ROOT_HOME
from fumehood.commands.paths.normal import base

_FILES = frozenset({
    "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "id_ecdsa_sk", "id_ed25519_sk", ".netrc", "_netrc", ".pgpass", ".my.cnf", ".git-credentials",
    ".htpasswd", ".pypirc", ".npmrc", ".dockercfg", ".s3cfg", ".boto", "credentials.json", "client_secret.json", "kubeconfig",
    "master.key", "credentials.yml.enc", ".vault-token", ".vault_pass", "secrets.yml", "secrets.yaml", "secrets.json", "secrets.toml",
    "secring.gpg", "wallet.dat", "Login Data", "logins.json", "key3.db", "key4.db", "cookies.sqlite", "Cookies", "shadow", "gshadow",
    "shadow-", "gshadow-", "master.passwd", "opasswd", "krb5.keytab", "SAM", "ntds.dit", "login.keychain", "login.keychain-db",
    "accessTokens.json", "msal_token_cache.json", "azureProfile.json", "application_default_credentials.json", "access_tokens.db",
    "credentials.db", "hosts.yml", ".env", ".envrc", ".terraformrc", "terraform.tfstate", ".databrickscfg", ".snowsql", "token",
})  # fmt: skip
_PLACED = {  # names that are secrets only in such a place
    ".npmrc": ("/home/", "/Users/", f"{ROOT_HOME}/", "~/"), "hosts.yml": (".config/gh",), "token": ("serviceaccount", ".oci", "huggingface", ".cache/huggingface"),
    "Cookies": ("hrom", "rave", "dge", "irefox", "ozilla"), "shadow": ("/etc/",), "gshadow": ("/etc/",), "SAM": ("config", "System32"),
    "kubeconfig": ("",),
}  # fmt: skip
_ENDINGS = (
    ".pem",
    ".key",
    ".p12",
    ".pfx",
    ".jks",
    ".keystore",
    ".kdbx",
    ".ppk",
    ".keytab",
    ".tfstate",
    ".ovpn",
    ".mobileprovision",
)
_NOT_SECRET = re.compile(
    r"(?i)(?:^|[._-])(?:pub|public|example|sample|template|dist|test|tests|fixtures?|cert|ca|bundle|chain|md|txt|html)(?:$|[._-])"
)
_PARTS = (
    "/.ssh/id_", "/.ssh/identity", "/.aws/credentials", "/.aws/sso/", "/.aws/cli/cache", "/.gnupg/", "/.config/gcloud/", "/.azure/", "/.kube/config",
    "/.docker/config.json", "/.password-store/", "/Keychains/", "/.local/share/keyrings/", "/.config/gh/hosts.yml", "/run/secrets/", "/etc/ssl/private/",
    "/.mozilla/firefox/", "/.config/google-chrome/", "/.config/chromium/", "/BraveSoftware/", "/.oci/", "/.config/op/", "/.config/sops/", "/.cargo/credentials",
    "/.gem/credentials", "/.config/hub", "/.config/rclone/", "/.bitcoin/", "/.ethereum/keystore", "/.electrum/", "/.claude/.credentials.json",
    "/.codex/auth.json", "/.config/github-copilot/", "/.thunderbird/", "/etc/sudoers", "/var/lib/sss/db/", "/etc/krb5.keytab", "/.terraform.d/credentials",
)  # fmt: skip
_FOLDERS = (
    "/.ssh",
    "/.aws",
    "/.gnupg",
    "/.password-store",
    "/.kube",
    "/.config/gcloud",
    "/.azure",
    "/.local/share/keyrings",
    "/Keychains",
    "/.docker",
)
_HISTORY = (
    "_history",
    ".history",
    ".zhistory",
    ".sh_history",
    ".bash_history",
    ".python_history",
    ".psql_history",
    ".mysql_history",
    ".lesshst",
)
_PROCESS = re.compile(r"/proc/(?:[^/]+|self)/(?:environ|mem|maps)$|/proc/kcore$|/dev/k?mem$")
_SSH_PUBLIC = re.compile(r"/\.ssh/(?:known_hosts|config|authorized_keys|[^/]*\.pub)")
_ENV_FILE = re.compile(r"\.env(?:\.[\w-]+)*$|[\w-]+\.env$")
_ENV_TEMPLATE = re.compile(
    r"(?i)\.(?:example|sample|template|dist|defaults?|schema|tpl|test|ci)\b|^(?:example|sample|template)"
)


def is_secret(path: str) -> bool:
    """Whether the file at this path (absolute, or relative as written) is one that holds credentials."""
    name = base(path)
    if _PROCESS.search(path):
        return True
    if any(part in path for part in _PARTS):
        return not name.endswith(".pub")
    if _ENV_FILE.fullmatch(name):
        return not _ENV_TEMPLATE.search(name)
    if name in _FILES:
        places = _PLACED.get(name)
        return places is None or any(p in path for p in places)
    if name.endswith(_ENDINGS):
        return not _NOT_SECRET.search(name) and "/certs/" not in path and "/etc/ssl/certs" not in path
    if is_history(path):
        return True  # commands that were typed hold passwords
    return any(path.endswith(folder) for folder in _FOLDERS) or (
        "/.ssh/" in path and not _SSH_PUBLIC.search(path)
    )


def is_history(path: str) -> bool:
    """Whether the file records what was typed."""
    return base(path).endswith(_HISTORY)
