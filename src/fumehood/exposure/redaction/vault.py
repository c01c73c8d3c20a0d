"""The vault: placeholders and their values, encrypted, readable by its owner only.

The file is a magic line, a 12-byte nonce, and ChaCha20-Poly1305 (RFC 8439) over MessagePack, with the magic
line as associated data and the 16-byte tag at the end. The key lies apart from it, in the user's state folder with mode 0600: a copied or
backed-up vault alone tells nothing. Two processes take turns by a lock; the file is replaced in one step.
"""

import contextlib
import fcntl
import hashlib
import os
import time
from collections.abc import Iterator
from secrets import token_bytes

import msgspec

from fumehood.core.errors import IncompleteError, UsageError
from fumehood.core.paths import state_folder
from fumehood.core.replace_file import replace_file
from fumehood.exposure.redaction.placeholder import DIGITS, placeholder_for

MAGIC = b"fumehood-vault-1\n"
_NONCE = 12
_KEY = 32
_TAG = 16
_PATIENCE = 10.0  # seconds; a redaction takes much less


class _Contents(msgspec.Struct):
    """What is encrypted: the key of the placeholders, and the value of each."""

    key: bytes
    values: dict[str, bytes] = {}


class Vault:
    """Values by placeholder. Use `opened` to read or change one on disk; an unsaved one lives in memory."""

    def __init__(self, contents: _Contents | None = None) -> None:
        self._contents = contents or _Contents(key=token_bytes(_KEY))
        self._by_digits = {p[-DIGITS:]: p for p in self._contents.values}
        self.changed = contents is None

    def __len__(self) -> int:
        return len(self._contents.values)

    def placeholder(self, kind: str, value: str) -> str:
        """The placeholder of a value, which is kept from now on."""
        word = placeholder_for(self._contents.key, kind, value)
        # under which the value was found first, whatever its kind was then
        known = self._by_digits.setdefault(word[-DIGITS:], word)
        if known not in self._contents.values:
            self._contents.values[known] = value.encode("utf-8", "surrogatepass")
            self.changed = True
        return known

    def value(self, placeholder: str) -> str | None:
        """The value behind a placeholder of this vault; None for any other word."""
        raw = self._contents.values.get(placeholder)
        return None if raw is None else raw.decode("utf-8", "surrogatepass")

    def items(self) -> Iterator[tuple[str, str]]:
        """All placeholders with their values."""
        return ((p, v.decode("utf-8", "surrogatepass")) for p, v in self._contents.values.items())

    def encode(self) -> bytes:
        """The contents before encryption."""
        return msgspec.msgpack.encode(self._contents)


def default_path(project: str) -> str:
    """Where the vault of a project lies: in the state folder, never in the project."""
    key = hashlib.blake2b(os.fsencode(os.path.realpath(project)), digest_size=8).hexdigest()
    return os.path.join(state_folder(), "vaults", f"{key}.vault")


@contextlib.contextmanager
def opened(path: str, *, create: bool) -> Iterator[Vault]:
    """The vault in the file, under a lock; written back at the end when it has changed.

    Raises:
        UsageError: there is none and `create` is false, or the file is no vault of this user.
        IncompleteError: it cannot be written.
    """
    with _lock(path):
        vault = _load(path, create=create)
        yield vault
        if vault.changed and create:
            _store(path, vault)


def _load(path: str, *, create: bool) -> Vault:
    try:
        with open(path, "rb") as file:
            raw = file.read()
    except FileNotFoundError:
        if create:
            return Vault()
        raise UsageError(
            f"there is no vault {path}", "`fumehood redact` makes one; name it with --vault"
        ) from None
    except OSError as error:
        raise UsageError(
            f"cannot read the vault {path}: {error.strerror}", "name another file with --vault"
        ) from None
    if not raw.startswith(MAGIC):
        raise UsageError(f"{path} is no vault", "name a file that `fumehood redact` made")
    if len(raw) < len(MAGIC) + _NONCE + _TAG + 1:
        raise UsageError(
            f"the vault {path} is cut off", "restore it from a backup, or name another with --vault"
        )
    nonce, sealed = raw[len(MAGIC) :][:_NONCE], raw[len(MAGIC) + _NONCE :]
    try:
        plain = _cipher(nonce).decrypt_and_verify(sealed[:-_TAG], sealed[-_TAG:])
        return Vault(msgspec.msgpack.decode(plain, type=_Contents))
    except (ValueError, msgspec.MsgspecError):
        raise UsageError(
            f"{path} cannot be opened with your key",
            "it is another user's, was made on another machine, or is damaged or cut off: restore it from a backup",
        ) from None


def _store(path: str, vault: Vault) -> None:
    nonce = token_bytes(_NONCE)
    sealed = MAGIC + nonce + b"".join(_cipher(nonce).encrypt_and_digest(vault.encode()))
    try:
        os.makedirs(os.path.dirname(os.path.abspath(path)), mode=0o700, exist_ok=True)
        replace_file(path, sealed, mode=0o600)
    except OSError as error:
        raise IncompleteError(
            f"cannot write the vault {path}: {error.strerror}",
            "without it nothing can be restored; name another file with --vault",
        ) from None


def _cipher(nonce: bytes) -> "ChaCha20Poly1305Cipher":
    from Crypto.Cipher import ChaCha20_Poly1305

    cipher = ChaCha20_Poly1305.new(key=_user_key(), nonce=nonce)
    cipher.update(MAGIC)
    return cipher


def _user_key() -> bytes:
    path = os.path.join(state_folder(), "vault.key")
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(handle, "wb") as file:
                file.write(token_bytes(_KEY))
        with open(path, "rb") as file:
            key = file.read()
    except OSError as error:
        raise IncompleteError(
            f"cannot keep a key in {path}: {error.strerror}",
            "set XDG_STATE_HOME to a folder that you may write to",
        ) from None
    if len(key) != _KEY:
        raise IncompleteError(
            f"{path} is damaged", "restore it from a backup; a new key opens no earlier vault"
        )
    return key


def _wait_for(handle: int, path: str) -> None:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise IncompleteError(
                    f"the vault {path} is in use by another process",
                    "wait until it ends, or name another vault with --vault",
                ) from None
            time.sleep(0.05)
        else:
            return


@contextlib.contextmanager
def _lock(path: str) -> Iterator[None]:
    """One process at a time for each vault; the lock file lies in the state folder."""
    name = hashlib.blake2b(os.fsencode(os.path.abspath(path)), digest_size=8).hexdigest()
    folder = os.path.join(state_folder(), "locks")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        handle = os.open(os.path.join(folder, name), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise IncompleteError(
            f"cannot lock the vault: {error.strerror}", "set XDG_STATE_HOME to a folder that you may write to"
        ) from None
    try:
        _wait_for(handle, path)
        yield
    finally:
        os.close(handle)


TYPE_CHECKING = False
if TYPE_CHECKING:
    from Crypto.Cipher.ChaCha20_Poly1305 import ChaCha20Poly1305Cipher
