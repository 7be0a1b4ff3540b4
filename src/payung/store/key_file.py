"""The key file: JSON that its owner alone may read, with a digest over itself, replaced whole or not at all."""

import fcntl
import json
import os
import secrets
import stat
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from payung.store.key_errors import KeyFileBroken, KeyFileExists, KeyFileMissing, KeyFileOpen, KeyFileUnwritten

KIND = 1
"""Of the file; another number is another layout."""
KEY_BYTES = 32
NAME_BYTES = 8
MOST_VERSIONS = 255
"""A version is one byte, and 0 is none."""
MOST_BYTES = 1024 * 1024


@dataclass(frozen=True)
class KeyVersion:
    """One version: the key that seals and the key of the blind index."""

    version: int
    seal: bytes = field(repr=False)
    index: bytes = field(repr=False)

    @classmethod
    def new(cls, version: int) -> "KeyVersion":
        """Raises: ValueError after the last version there can be."""
        if not 1 <= version <= MOST_VERSIONS:
            raise ValueError(f"keys have at most {MOST_VERSIONS} versions")
        return cls(version, secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES))


@dataclass(frozen=True)
class Written:
    """What the key file holds."""

    name: str
    chain: bytes = field(repr=False)
    versions: tuple[KeyVersion, ...]

    @classmethod
    def new(cls) -> "Written":
        return cls(secrets.token_hex(NAME_BYTES), secrets.token_bytes(KEY_BYTES), (KeyVersion.new(1),))


def make_file(path: Path, written: Written) -> None:
    """Write a file that was not there. Raises: KeyFileExists, KeyFileUnwritten."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial = _partial(path, written)
        try:
            os.link(partial, path)  # unlike a rename, never over a file that is there
        finally:
            partial.unlink()
        _settle(path.parent)
    except FileExistsError:
        raise KeyFileExists(path) from None
    except OSError as fault:
        raise KeyFileUnwritten(path, fault) from fault


def write_file(path: Path, before: Written, after: Written) -> None:
    """Replace the file that holds ``before``. Raises: KeyFileBroken and those of ``read_file``; KeyFileUnwritten."""
    try:
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as fault:
        raise KeyFileMissing(path) from fault
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)  # of two that change the keys at once, the second finds other keys
        if read_file(path) != before:
            raise KeyFileBroken(path)
        _partial(path, after).replace(path)
        os.fsync(folder)
    except OSError as fault:
        raise KeyFileUnwritten(path, fault) from fault
    finally:
        os.close(folder)


def read_file(path: Path) -> Written:
    """What the file holds. Raises: KeyFileMissing, KeyFileOpen, KeyFileBroken."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)  # a pipe would make us wait for ever
    except (FileNotFoundError, NotADirectoryError):
        raise KeyFileMissing(path) from None
    except OSError as fault:
        raise KeyFileOpen(path) from fault
    try:
        told = os.fstat(handle)
        if not stat.S_ISREG(told.st_mode):
            raise KeyFileBroken(path)
        if told.st_mode & (stat.S_IRWXG | stat.S_IRWXO) or told.st_uid not in (os.geteuid(), 0):
            raise KeyFileOpen(path)
        with os.fdopen(handle, "rb", closefd=False) as file:
            content = file.read(MOST_BYTES)
    finally:
        os.close(handle)
    written = _read(content)
    if written is None:  # raised here, where no error that holds the content is being handled
        raise KeyFileBroken(path)
    return written


def _partial(path: Path, written: Written) -> Path:
    """``written`` beside ``path``, on the disk."""
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}.partial")
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(handle, 0o600)
            file.write(_written(written))
            file.flush()
            os.fsync(handle)
    except BaseException:
        partial.unlink()
        raise
    return partial


def _settle(folder: Path) -> None:
    """A new name in ``folder`` outlives a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _written(written: Written) -> bytes:
    content = {
        "payung_keys": KIND,
        "name": written.name,
        "chain": b64encode(written.chain).decode(),
        "versions": [
            {
                "version": one.version,
                "seal": b64encode(one.seal).decode(),
                "index": b64encode(one.index).decode(),
            }
            for one in written.versions
        ],
    }
    return (json.dumps(content | {"check": _check(content)}, indent=1) + "\n").encode()


def _check(content: Mapping[str, Any]) -> str:
    """A digest over all but itself: one changed letter in an index key would silently find nobody."""
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _read(content: bytes) -> Written | None:
    """None for anything that was not written by ``_written``."""
    try:
        told = json.loads(content)
        check = told.pop("check")
        if check != _check(told) or told["payung_keys"] != KIND:
            return None
        versions = tuple(KeyVersion(one["version"], _key(one["seal"]), _key(one["index"])) for one in told["versions"])
        written = Written(str(told["name"]), _key(told["chain"]), versions)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    numbers = [one.version for one in versions]
    if not all(type(number) is int for number in numbers):
        return None
    if not numbers or numbers != sorted(set(numbers)) or not 1 <= numbers[0] <= numbers[-1] <= MOST_VERSIONS:
        return None
    return written


def _key(text: str) -> bytes:
    """Raises: ValueError, where it is not 32 bytes."""
    key = b64decode(text, validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError("a key of another length")
    return key
