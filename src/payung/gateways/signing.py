"""Signing slips with Ed25519 and checking them. The private key is a file, never in the database.

The key's number is the beginning of the SHA-256 of its public half and stands on every slip, so that keys can change
and slips signed with an earlier one still be checked.
"""

import os
import stat
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.cover import slip_text
from payung.core.cover.slip import KEY_BYTES, Slip, key_of, packed, unpacked

PURPOSE = b"Payung slip\0"
"""Stands before what is signed, so that a signature made for something else is never one of a slip."""

PublicKeys = Mapping[bytes, bytes]
"""Number of a key (4 bytes) -> its public half (32 bytes)."""


class SlipKeyUnknown(PayungError):
    """A slip was signed with a key that is not among those known."""

    code = "slip-key-unknown"
    exit_code = 76

    def __init__(self) -> None:
        super().__init__(
            says=Text(
                id="Bukti ini ditandatangani dengan kunci yang tidak dikenal.",
                en="This slip was signed with a key that is not known.",
            ),
            do=Text(
                id="Jangan diterima sebelum kantor memastikan kuncinya; minta halaman pemeriksa yang terbaru.",
                en="Do not accept it before the office has confirmed the key; ask for the newest check page.",
            ),
        )


class SlipNotGenuine(PayungError):
    """A slip was changed, or its signature is false."""

    code = "slip-not-genuine"
    exit_code = 77

    def __init__(self) -> None:
        super().__init__(
            says=Text(
                id="Bukti ini tidak asli: isinya diubah atau tanda tangannya palsu.",
                en="This slip is not genuine: it was changed, or its signature is false.",
            ),
            do=Text(id="Jangan diterima; hubungi kantor.", en="Do not accept it; call the office."),
        )


class SigningKeyWrong(PayungError):
    """A key file is missing, stands already, can be read by others, or holds no such key."""

    code = "signing-key-wrong"
    exit_code = 78

    def __init__(self, file: str, why: Text) -> None:
        super().__init__(
            says=Text(id=f"Berkas kunci {file}: {why.id}.", en=f"Key file {file}: {why.en}."),
            do=Text(
                id="Buat kunci baru, atau perbaiki berkas dan izinnya (600).",
                en="Make a new key, or repair the file and its permissions (600).",
            ),
        )


class SigningKey:
    """A private key that signs slips."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.number = number_of(self.public)

    def sign(self, slip: Slip) -> str:
        """The text of ``slip``, signed; the same slip gives the same text. Raises: SlipFieldWrong."""
        payload = packed(slip, self.number)
        return slip_text.written(payload, self._private.sign(PURPOSE + payload))


def number_of(public: bytes) -> bytes:
    """The number of the key with this public half."""
    return sha256(public).digest()[:KEY_BYTES]


def new_key(path: Path, public_path: Path) -> SigningKey:
    """Make a key: its private half at ``path``, for its owner only, its public half at ``public_path``.

    Raises: SigningKeyWrong where one of the files stands already.
    """
    key = SigningKey(private := Ed25519PrivateKey.generate())
    if public_path.exists():
        raise SigningKeyWrong(public_path.name, Text(id="sudah ada", en="stands already"))
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as there:
        raise SigningKeyWrong(path.name, Text(id="sudah ada", en="stands already")) from there
    with os.fdopen(handle, "wb") as file:
        file.write(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        file.flush()
        os.fsync(file.fileno())  # a slip is never signed with a key that a power cut takes away
    write_public(key, public_path)
    return key


def write_public(key: SigningKey, path: Path) -> None:
    """Write the public half of ``key`` to ``path``."""
    public = Ed25519PublicKey.from_public_bytes(key.public)
    path.write_bytes(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def read_key(path: Path) -> SigningKey:
    """The private key at ``path``. Raises: SigningKeyWrong, also where others than its owner may read it."""
    try:
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise SigningKeyWrong(path.name, Text(id="dapat dibaca orang lain", en="others may read it"))
        private = load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError) as broken:
        raise SigningKeyWrong(path.name, Text(id="tidak ada atau rusak", en="missing or broken")) from broken
    if not isinstance(private, Ed25519PrivateKey):
        raise SigningKeyWrong(path.name, Text(id="bukan kunci Ed25519", en="no Ed25519 key"))
    return SigningKey(private)


def read_public_keys(paths: Iterable[Path]) -> PublicKeys:
    """The public keys of these files, by number. Raises: SigningKeyWrong."""
    found: dict[bytes, bytes] = {}
    for path in paths:
        try:
            public = load_pem_public_key(path.read_bytes())
        except (OSError, ValueError) as broken:
            raise SigningKeyWrong(path.name, Text(id="tidak ada atau rusak", en="missing or broken")) from broken
        if not isinstance(public, Ed25519PublicKey):
            raise SigningKeyWrong(path.name, Text(id="bukan kunci Ed25519", en="no Ed25519 key"))
        raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
        found[number_of(raw)] = raw
    return found


def verify(text: str, public_keys: PublicKeys) -> Slip:
    """The slip that ``text`` is, signed with one of ``public_keys``.

    Raises: SlipUnreadable, SlipVersionUnknown, SlipKeyUnknown, SlipNotGenuine.
    """
    payload, signature = slip_text.read(text)
    public = public_keys.get(key_of(payload))
    if public is None:
        raise SlipKeyUnknown
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, PURPOSE + payload)
    except InvalidSignature as false:
        raise SlipNotGenuine from false
    return unpacked(payload)
