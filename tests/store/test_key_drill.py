"""The drill of docs/explanation/keys.md: the key file is lost, and comes back from a copy, too old or right."""

import shutil

import pytest

from payung.core.basis.errors import PayungError
from payung.store.key_errors import KeyFileMissing, KeyFileOpen, KeyUnknown, SealBroken
from payung.store.keys import GENESIS, Keys

NIKS = [f"15710112900000{number:02d}" for number in range(20)]
PERSONS = list(range(1, 21))


def test_lost_keys_come_back_from_a_copy_and_from_nowhere_else(tmp_path):
    path, safe, safe_again = tmp_path / "keys.json", tmp_path / "safe.json", tmp_path / "safe again.json"
    keys = Keys.make(path)
    shutil.copyfile(path, safe)
    keys = keys.add_version()
    shutil.copyfile(path, safe_again)
    sealed, indexes = keys.seal_all(NIKS, PERSONS), keys.index_all(NIKS)
    head = keys.link_all(GENESIS, [b"one", b"two"])[-1]

    path.unlink()
    with pytest.raises(KeyFileMissing) as told:
        Keys.read(path)
    assert "PAYUNG_KEYS" in told.value.do.id and told.value.exit_code == 27
    assert not path.exists(), "reading never makes keys"

    others = Keys.make(path)
    for seal, person in zip(sealed, PERSONS, strict=True):
        with pytest.raises((SealBroken, KeyUnknown)):
            others.open(seal, person)
    assert not set(others.index_all(NIKS)) & set(indexes)
    assert others.link_all(GENESIS, [b"one", b"two"])[-1] != head and others.name != keys.name
    path.unlink()

    shutil.copyfile(safe, path)
    path.chmod(0o644)
    with pytest.raises(KeyFileOpen):
        Keys.read(path)
    path.chmod(0o600)
    older = Keys.read(path)
    assert older.name == keys.name, "the right keys, but of before the last change"
    with pytest.raises(KeyUnknown, match="version 2"):
        older.open_all(sealed, PERSONS)
    assert older.wrong(sealed, indexes, PERSONS) == list(range(20))

    shutil.copyfile(safe_again, path)
    right = Keys.read(path)
    assert right.open_all(sealed, PERSONS) == NIKS and right.wrong(sealed, indexes, PERSONS) == []
    assert right.link_all(GENESIS, [b"one", b"two"])[-1] == head


def test_what_is_wrong_is_said_in_both_languages_with_what_to_do():
    for error in (KeyUnknown(3), KeyUnknown(3, 5), SealBroken(5)):
        assert isinstance(error, PayungError) and error.says.id and error.do.en and error.code == "nik-closed"
