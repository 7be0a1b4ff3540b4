"""The keys, and what is made with them: sealed NIKs, a blind index to find them again, the links of the chain.

A sealed NIK is AES-256-GCM with a random nonce: version of the keys (1 byte), nonce (12), text, tag (16). The person's
number and the version are bound into the tag, so that a seal opens for that person alone. The blind index is
HMAC-SHA256 under another key of the same version: version (1 byte), then 15 bytes of the digest. The index finds a NIK
and tells whether two are the same; without the key neither can be computed, however few NIKs there may be to try.

15 bytes are 120 bits: among 300 million people the chance that any two share an index by accident is
n^2 / 2^121 = 3.4e-20. A random nonce of 96 bits serves 2^32 seals under one key with a chance of 2^-33 that any two
share it (NIST SP 800-38D, 8.3, asks for 2^-32): change the keys before 4 billion seals.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn, TypeAlias

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from payung.store.key_errors import KeyUnknown, NikClosed, SealBroken
from payung.store.key_file import KeyVersion, Written, make_file, read_file, write_file
from payung.store.tables import is_column

VERSION_BYTES, NONCE_BYTES, TAG_BYTES = 1, 12, 16
INDEX_BYTES = 16
"""Of an index: the version, and 15 bytes of the digest."""
LINK_BYTES = 32
GENESIS = bytes(LINK_BYTES)
"""What stands before the first link of a chain."""
BLOCK = 64
"""Bytes of a block of SHA-256 (FIPS 180-4), for HMAC (RFC 2104)."""

if TYPE_CHECKING:  # whoever has a column of Polars has read it; the settings of the pages have none
    import polars as pl

Texts: TypeAlias = "Sequence[str | None] | pl.Series"
Seals: TypeAlias = "Sequence[bytes | None] | pl.Series"
Numbers: TypeAlias = "Sequence[int] | pl.Series"


def keys_path(environ: Mapping[str, str]) -> Path:
    """Where the key file is: ``PAYUNG_KEYS``, or ``payung/keys.json`` of the user's configuration.

    Never beside the database: whoever copies the folder of the database must not get the keys with it.
    """
    if given := environ.get("PAYUNG_KEYS"):
        return Path(given)
    configuration = environ.get("XDG_CONFIG_HOME") or Path(environ.get("HOME") or "~").expanduser() / ".config"
    return Path(configuration) / "payung" / "keys.json"


Of = Literal["nik", "membership"]
"""What a sealed number is; a membership number is the one that BPJS gives."""

Content = Literal["file", "row", "pair", "request", "answer"]
"""What sealed bytes are: of a file, of the values of a source row, of both sides of a pair, of what somebody asked of
their own data, and of what they were answered."""


class _Mac:
    """HMAC-SHA256 under one key, which is kept as two begun digests: half the time of ``hmac`` on short texts."""

    __slots__ = ("_inner", "_outer")

    def __init__(self, key: bytes) -> None:
        padded = key.ljust(BLOCK, b"\0")  # our keys are shorter than a block
        self._inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in padded))
        self._outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in padded))

    def digest(self, *parts: bytes) -> bytes:
        inner, outer = self._inner.copy(), self._outer.copy()
        for part in parts:
            inner.update(part)
        outer.update(inner.digest())
        return outer.digest()


@dataclass(frozen=True)
class Keys:
    """All keys of a store. ``name`` tells one set of keys from another and is no secret: the store remembers it."""

    name: str
    path: Path
    versions: tuple[int, ...]
    """Rising; the last one seals."""
    _written: Written = field(repr=False, compare=False)
    _ciphers: Mapping[int, AESGCM] = field(repr=False, compare=False)
    _indexes: Mapping[int, _Mac] = field(repr=False, compare=False)
    _chain: _Mac = field(repr=False, compare=False)

    @classmethod
    def make(cls, path: Path) -> "Keys":
        """New keys in a new file that its owner alone may read. Raises: KeyFileExists, KeyFileUnwritten."""
        written = Written.new()
        make_file(path, written)
        return cls._of(path, written)

    @classmethod
    def read(cls, path: Path) -> "Keys":
        """The keys in the file ``path``. Raises: KeyFileMissing, KeyFileOpen, KeyFileBroken."""
        return cls._of(path, read_file(path))

    @classmethod
    def _of(cls, path: Path, written: Written) -> "Keys":
        return cls(
            name=written.name,
            path=path,
            versions=tuple(one.version for one in written.versions),
            _written=written,
            _ciphers={one.version: AESGCM(one.seal) for one in written.versions},
            _indexes={one.version: _Mac(one.index) for one in written.versions},
            _chain=_Mac(written.chain),
        )

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are never pickled: each process reads its key file")

    def secret(self, use: str) -> str:
        """64 hexadecimal digits for one ``use`` of fewer than 32 letters, the same whatever version seals.

        A link of the chain is of 32 bytes and more, so that none of them is ever a secret.
        """
        if not 0 < len(use.encode()) < LINK_BYTES:
            raise ValueError("a use is named in fewer than 32 letters")
        return self._chain.digest(use.encode()).hex()

    @property
    def newest(self) -> int:
        """The version that seals."""
        return self.versions[-1]

    def add_version(self) -> "Keys":
        """The same keys and a new version, which seals from now on; the file is replaced whole or not at all.

        Raises: KeyFileUnwritten; KeyFileBroken, where the file is no longer the one these keys were read from.
        """
        return self._replaced((*self._written.versions, KeyVersion.new(self.newest + 1)))

    def retire(self, version: int) -> "Keys":
        """The keys without an older version, once nothing is sealed with it; what still is can never be opened.

        Raises: KeyUnknown; ValueError for the newest version; otherwise as ``add_version``.
        """
        if version not in self.versions:
            raise KeyUnknown(version)
        if version == self.newest:
            raise ValueError("the version that seals cannot be retired")
        return self._replaced(tuple(one for one in self._written.versions if one.version != version))

    def _replaced(self, versions: tuple[KeyVersion, ...]) -> "Keys":
        after = Written(self._written.name, self._written.chain, versions)
        write_file(self.path, self._written, after)
        return Keys._of(self.path, after)

    def seal(self, nik: str, person: int, of: Of = "nik") -> bytes:
        """``nik`` sealed for ``person`` (int64): 29 bytes more than its text. Twice the same is never the same.

        Raises: ValueError for a text that is empty or not Unicode, without saying which.
        """
        sealed = self.seal_all([nik], [person], of)[0]
        assert sealed is not None  # noqa: S101 -- for the types: no None was given
        return sealed

    def open(self, sealed: bytes, person: int, of: Of = "nik") -> str:
        """The NIK sealed for ``person``. Raises: KeyUnknown; SealBroken, also where nothing is left of it."""
        nik = self.open_all([sealed], [person], of)[0]
        if nik is None:
            raise SealBroken(person)
        return nik

    def index(self, nik: str, version: int | None = None) -> bytes:
        """The 16 bytes by which ``nik`` is found, of the newest version or another. Raises: KeyUnknown, ValueError."""
        found = self.index_all([nik], version)[0]
        assert found is not None  # noqa: S101 -- as above
        return found

    def indexes(self, nik: str) -> tuple[bytes, ...]:
        """The index of ``nik`` in every version: what to look for while keys are being changed."""
        return tuple(self.index(nik, version) for version in self.versions)

    def seal_all(self, niks: Texts, persons: Numbers, of: Of = "nik") -> list[bytes | None]:
        """Each NIK, or number ``of`` another kind, sealed for the person beside it; None stays None.

        What is sealed as one kind does not open as another. Raises: ValueError as ``seal``.
        """
        version = bytes([self.newest])
        encrypt = self._ciphers[self.newest].encrypt
        texts = _encoded(niks)
        nonces = os.urandom(NONCE_BYTES * len(texts))
        return [
            None
            if text is None
            else version
            + (nonce := nonces[place * NONCE_BYTES : (place + 1) * NONCE_BYTES])
            + encrypt(nonce, text, _bound(of, version, person))
            for place, (text, person) in enumerate(zip(texts, _listed(persons), strict=True))
        ]

    def open_all(self, sealed: Seals, persons: Numbers, of: Of = "nik") -> list[str | None]:
        """The NIKs sealed for the persons beside them; None, and what was erased, is None.

        Raises: KeyUnknown, SealBroken (the first).
        """
        return [
            None if not seal else self._opened(seal, person, of)
            for seal, person in zip(_listed(sealed), _listed(persons), strict=True)
        ]

    def seal_bytes(self, contents: Iterable[bytes], numbers: Iterable[int], of: Content) -> list[bytes]:
        """Each content sealed for the row ``numbers`` names: 29 bytes more; it opens for that row and kind alone."""
        version = bytes([self.newest])
        encrypt, nonces = self._ciphers[self.newest].encrypt, _nonces()
        return [
            version + (nonce := next(nonces)) + encrypt(nonce, content, _bound(of, version, number))
            for content, number in zip(contents, numbers, strict=True)
        ]

    def open_bytes(self, sealed: bytes, number: int, of: Content) -> bytes:
        """What ``seal_bytes`` sealed for the row ``number``. Raises: KeyUnknown, SealBroken."""
        return self._unsealed(sealed, number, of)

    def renew_bytes(self, sealed: Sequence[bytes], numbers: Sequence[int], of: Content) -> list[bytes]:
        """Seals in the newest version; one that has it already is returned as it is. Raises: KeyUnknown, SealBroken."""
        return [
            seal if version_of(seal) == self.newest else self.seal_bytes([self.open_bytes(seal, row, of)], [row], of)[0]
            for seal, row in zip(sealed, numbers, strict=True)
        ]

    def index_all(self, niks: Texts, version: int | None = None) -> list[bytes | None]:
        """The index of each NIK; None stays None. Raises: KeyUnknown, ValueError as ``seal``."""
        version = self.newest if version is None else version
        if version not in self._indexes:
            raise KeyUnknown(version)
        digest, first = self._indexes[version].digest, bytes([version])
        return [None if text is None else (first + digest(text))[:INDEX_BYTES] for text in _encoded(niks)]

    def renew_all(
        self, sealed: Seals, persons: Numbers, of: Of = "nik"
    ) -> tuple[list[bytes | None], list[bytes | None]]:
        """Seals and indexes in the newest version; a seal that has it already is returned as it is.

        Pure: the store writes both in one transaction, or batch by batch, and may do a batch twice.
        Raises: KeyUnknown, SealBroken.
        """
        given, numbers = _listed(sealed), _listed(persons)
        niks = self.open_all(given, numbers, of)
        older = [seal is not None and version_of(seal) != self.newest for seal in given]
        renewed = self.seal_all([nik if old else None for nik, old in zip(niks, older, strict=True)], numbers, of)
        return [new or seal for seal, new in zip(given, renewed, strict=True)], self.index_all(niks)

    def wrong(self, sealed: Seals, indexes: Seals, persons: Numbers, of: Of = "nik") -> list[int]:
        """Places of rows whose seal does not open as ``of``, or whose index is not that of the sealed number."""
        rows = zip(_listed(sealed), _listed(indexes), _listed(persons), strict=True)
        return [place for place, row in enumerate(rows) if not self._is_right(*row, of)]

    def _is_right(self, seal: bytes | None, index: bytes | None, person: int, of: Of) -> bool:
        if not seal or not index:
            return not seal and len(index or b"") < INDEX_BYTES
        mac = self._indexes.get(index[0])
        if mac is None:
            return False
        try:
            nik = self._opened(seal, person, of)
        except NikClosed:
            return False
        return (index[:1] + mac.digest(nik.encode()))[:INDEX_BYTES] == index

    def link(self, previous: bytes, content: bytes) -> bytes:
        """The 32 bytes that bind ``content`` (an act, in its one canonical form) to all before it.

        ``previous`` is the link before, or GENESIS. Raises: ValueError, where it has not 32 bytes.
        """
        if len(previous) != LINK_BYTES:
            raise ValueError(f"a link has {LINK_BYTES} bytes")
        return self._chain.digest(previous, content)

    def link_all(self, previous: bytes, contents: Iterable[bytes]) -> list[bytes]:
        """The links of ``contents``, one after the other, the first upon ``previous``."""
        links = []
        for content in contents:
            previous = self.link(previous, content)
            links.append(previous)
        return links

    def _opened(self, sealed: bytes, person: int, of: Of) -> str:
        nik = self._unsealed(sealed, person, of)
        if not nik:
            raise SealBroken(person)
        return nik.decode()

    def _unsealed(self, sealed: bytes, person: int, of: "Of | Content") -> bytes:
        sealed = bytes(sealed)  # a database may hand out a memoryview
        if len(sealed) < VERSION_BYTES + NONCE_BYTES + TAG_BYTES:
            raise SealBroken(person)
        version, nonce, closed = sealed[:1], sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        cipher = self._ciphers.get(sealed[0])
        if cipher is None:
            raise KeyUnknown(sealed[0], person)
        try:
            return cipher.decrypt(nonce, closed, _bound(of, version, person))
        except InvalidTag:
            raise SealBroken(person) from None


def version_of(made: bytes) -> int:
    """With which version of the keys a seal or an index was made."""
    return made[0]


def _nonces() -> Iterator[bytes]:
    """Random nonces, asked for many at a time."""
    while True:
        drawn = os.urandom(NONCE_BYTES * BLOCK)
        yield from (drawn[at : at + NONCE_BYTES] for at in range(0, len(drawn), NONCE_BYTES))


def _bound(of: "Of | Content", version: bytes, person: int) -> bytes:
    """What a seal is bound to and does not hold."""
    return b"payung " + of.encode() + version + person.to_bytes(8, "big", signed=True)


def _encoded(niks: Texts) -> list[bytes | None]:
    """UTF-8 of each text. The error of a text that has none would hold the text, so it is not passed on."""
    try:
        texts = [None if nik is None else nik.encode() for nik in _listed(niks)]
    except UnicodeEncodeError:
        texts = [b""]
    if b"" in texts:
        raise ValueError("a NIK is a text that is not empty")
    return texts


def _listed(values: "Sequence | pl.Series") -> Sequence:
    return values.to_list() if is_column(values) else values
