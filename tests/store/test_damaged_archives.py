"""Archives with every kind of damage, by accident or by design: refused by their own error, or harmless."""

import random
import resource
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from payung.store.copies.copying import check, restore
from payung.store.copies.errors import ArchiveDamaged
from tests.store.little_store import SHAPE, LittleStore, OnSQLite
from tests.store.test_copies import NOTHING
from tests.store.test_key_file import in_child


def refused(path: Path, store: LittleStore) -> bool:
    """Whether looking at an archive and restoring it are refused, and by the error that says so."""
    with pytest.raises(ArchiveDamaged):
        check(path)
    with pytest.raises(ArchiveDamaged):
        restore(path, store.database, SHAPE)
    return store.rows() == NOTHING


def test_a_hundred_of_a_hundred_flipped_bits_are_found(tmp_path, copy):
    store, content, draw = OnSQLite(tmp_path / "empty.sqlite"), copy.read_bytes(), random.Random(7)
    for _ in range(100):
        changed = bytearray(content)
        changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)
        copy.write_bytes(changed)
        assert refused(copy, store)


def test_every_byte_counts(copy):
    """Without a database, so that each single one can be tried; and each length."""
    content = copy.read_bytes()
    for place in range(len(content)):
        copy.write_bytes(content[:place] + bytes([content[place] ^ 0x10]) + content[place + 1 :])
        with pytest.raises(ArchiveDamaged):
            check(copy)
    for length in [*range(0, len(content), 7), len(content) - 1]:
        copy.write_bytes(content[:length])
        with pytest.raises(ArchiveDamaged):
            check(copy)
    copy.write_bytes(content + b"\0")
    with pytest.raises(ArchiveDamaged):
        check(copy)


def sealed_again(content: bytes) -> bytes:
    return content[:-64] + sha256(content[:-64]).hexdigest().encode()


def test_damage_under_a_right_digest_is_refused_or_harmless(tmp_path, copy):
    """Who makes the digest anew still has to make a zip whose tables are those of its manifest."""
    content, told, draw = copy.read_bytes(), check(copy), random.Random(11)
    outcomes = {"refused": 0, "the same": 0}
    for _ in range(400):
        changed = bytearray(content)
        changed[draw.randrange(len(changed) - 64)] ^= 1 << draw.randrange(8)
        copy.write_bytes(sealed_again(bytes(changed)))
        try:
            assert check(copy) == told
            outcomes["the same"] += 1
        except ArchiveDamaged:
            outcomes["refused"] += 1
    assert outcomes["refused"] > 200


def rewritten(copy: Path, change: Callable[[str, bytes], list[tuple[str, bytes]]]) -> None:
    """The archive with files changed, and a digest that is right again."""
    with zipfile.ZipFile(copy) as zipped:
        files = [new for name in zipped.namelist() for new in change(name, zipped.read(name))]
    with zipfile.ZipFile(copy, "w") as zipped:
        zipped.comment = b"0" * 64
        for name, content in files:
            zipped.writestr(name, content)
    copy.write_bytes(sealed_again(copy.read_bytes()))


FORGED = {
    "a row more": lambda name, told: [(name, told + b"9\t\\N\t\\N\t\\N\t\\N\t\\N\n" if "person" in name else told)],
    "a row less": lambda name, told: [(name, told[: told[:-1].rindex(b"\n") + 1] if "line" in name else told)],
    "no last end": lambda name, told: [(name, told[:-1] if "line" in name else told)],
    "a field less": lambda name, told: [(name, told.replace(b"7\t", b"7", 1) if "person" in name else told)],
    "another value": lambda name, told: [(name, told.replace(b"-5", b"-6"))],
    "other columns": lambda name, told: [(name, told.replace(b"id\tfree", b"free\tid"))],
    "no manifest": lambda name, told: [(name, told)] if "tables" in name else [],
    "no table": lambda name, told: [(name, told)] if "purse" not in name else [],
    "a file more": lambda name, told: [(name, told), ("more", b"")] if "purse" in name else [(name, told)],
    "twice": lambda name, told: [(name, told)] * (2 if "purse" in name else 1),
    "a list": lambda name, told: [(name, told if "tables" in name else b"[]")],
    "no JSON": lambda name, told: [(name, told if "tables" in name else b"{")],
    "another kind": lambda name, told: [(name, told.replace(b'"payung_archive": 1', b'"payung_archive": 2'))],
    "no schema": lambda name, told: [(name, told.replace(b'"schema"', b'"scheme"'))],
    "no number": lambda name, told: [(name, told.replace(b'"schema": 3', b'"schema": "x"'))],
    "another type": lambda name, told: [(name, told.replace(b'"date"', b'"real"'))],
    "no columns": lambda name, told: [(name, told.replace(b'"columns": {', b'"columns": {}, "x": {'))],
    "out of the folder": lambda name, told: [(name.replace("purse", "../x"), told.replace(b'"purse"', b'"../x"'))],
    "nested without end": lambda name, told: [(name, told if "tables" in name else b"[" * 200_000)],
}


@pytest.mark.parametrize("forged", FORGED)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_forged_archive_is_refused_by_its_own_error(tmp_path, copy, forged):
    rewritten(copy, FORGED[forged])
    assert refused(copy, OnSQLite(tmp_path / "empty.sqlite"))


def test_a_zip_that_unpacks_without_end_does_not_fill_the_memory(tmp_path, copy):
    """150 MB of one line, in a process that may not have them."""
    rewritten(copy, lambda name, told: [(name, told + b"x" * 150_000_000 if "line" in name else told)])
    with zipfile.ZipFile(copy) as zipped:
        files = [(name, zipped.read(name)) for name in zipped.namelist()]
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.comment = b"0" * 64
        for name, content in files:
            zipped.writestr(name, content)
    del files
    copy.write_bytes(sealed_again(copy.read_bytes()))
    store = OnSQLite(tmp_path / "empty.sqlite")

    def bounded() -> int:
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + 250_000_000,) * 2)
        try:
            restore(copy, store.database, SHAPE)
        except ArchiveDamaged:
            return 7
        return 0

    assert in_child(bounded) == 7 and store.rows() == NOTHING
