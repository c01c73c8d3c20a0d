"""Which files assistants should not read: gitignore patterns, with defaults that leave templates readable."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

DEFAULT_PATTERNS = (
    ".env",
    ".env.*",
    "!.env.example",
    "!.env.sample",
    "!.env.template",
    "*.pem",
    "*.key",
    "*.p12",
    "*.pfx",
    "*.jks",
    "*.keystore",
    "*.kdbx",
    "id_rsa",
    "id_ecdsa",
    "id_ed25519",
    ".ssh/",
    ".aws/",
    ".gnupg/",
    ".netrc",
    ".pgpass",
    ".pypirc",
    ".git-credentials",
    ".htpasswd",
    "kubeconfig",
    "*.tfstate",
    "*.tfstate.*",
    "service-account*.json",
    "credentials/",
    "credentials.json",
    "secrets/",
    "data/raw/",
)
# What `.env.*` stands for where a mechanism knows no negation: all names in use but the templates.
_ENV_NAMES = ("local", "development", "dev", "test", "staging", "production", "prod", "*.local")


class Policy:
    """The patterns in order, and what they come to."""

    def __init__(self, patterns: Sequence[str] = ()) -> None:
        self.patterns = [p for p in (patterns or DEFAULT_PATTERNS) if p.strip() and not p.startswith("#")]

    @cached_property
    def positive(self) -> list[str]:
        """The patterns for a mechanism that knows no negation.

        A pattern that would hide what a negated one keeps readable is replaced by narrower names where that
        is known (`.env.*`); otherwise it stays, since hiding too much is the safe side.
        """
        kept = [p[1:] for p in self.patterns if p.startswith("!")]
        found: list[str] = []
        for pattern in self.patterns:
            if pattern.startswith("!"):
                continue
            folder, slash, name = pattern.rpartition("/")
            if name == ".env.*" and any(k.rpartition("/")[2].startswith(".env.") for k in kept):
                found += [f"{folder}{slash}.env.{word}" for word in _ENV_NAMES]
            else:
                found.append(pattern)
        return list(dict.fromkeys(found))

    @cached_property
    def spec(self) -> "GitIgnoreSpec":
        """The compiled patterns."""
        from pathspec import GitIgnoreSpec

        return GitIgnoreSpec.from_lines(self.patterns)

    def hides(self, path: str) -> bool:
        """Whether the policy wants the file at the relative `path` hidden."""
        return bool(self.spec.match_file(path))
