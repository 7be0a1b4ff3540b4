"""The key file: who may read it, when it is refused, and that it is never lost to a write."""

import os
import resource
import signal
import stat
from itertools import product
from pathlib import Path

import pytest

from payung.store import key_file
from payung.store.key_errors import KeyFileBroken, KeyFileExists, KeyFileMissing, KeyFileOpen, KeyFileUnwritten
from payung.store.keys import Keys, keys_path


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "office" / "keys.json"


def test_it_is_looked_for_apart_from_the_database():
    assert keys_path({"PAYUNG_KEYS": "/srv/k.json", "HOME": "/h"}) == Path("/srv/k.json")
    assert keys_path({"XDG_CONFIG_HOME": "/c", "HOME": "/h"}) == Path("/c/payung/keys.json")
    assert keys_path({"PAYUNG_KEYS": "", "XDG_CONFIG_HOME": "", "HOME": "/h"}) == Path("/h/.config/payung/keys.json")


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_its_owner_alone_may_read_it(path, umask):
    path.parent.mkdir()
    before = os.umask(umask)
    try:
        keys = Keys.make(path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        keys.add_version()
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["keys.json"], "nothing else is left"


def test_its_folder_is_made_for_its_owner_alone(path):
    Keys.make(path)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o610, 0o601, 0o777, 0o644])
def test_a_file_open_to_others_is_refused(path, mode):
    Keys.make(path)
    path.chmod(mode)
    with pytest.raises(KeyFileOpen):
        Keys.read(path)
    path.chmod(0o400)
    assert Keys.read(path).versions == (1,)


def test_a_file_of_another_user_is_refused(path, monkeypatch):
    Keys.make(path)
    owner = path.stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    if owner:
        with pytest.raises(KeyFileOpen):
            Keys.read(path)
    else:
        os.chown(path, 12345, 12345)
        with pytest.raises(KeyFileOpen):
            Keys.read(path)


def test_keys_are_never_overwritten(path):
    name = Keys.make(path).name
    before = path.read_bytes()
    with pytest.raises(KeyFileExists):
        Keys.make(path)
    assert path.read_bytes() == before and Keys.read(path).name == name
    path.unlink()
    path.symlink_to("elsewhere.json")
    with pytest.raises(KeyFileExists):
        Keys.make(path)
    assert sorted(one.name for one in path.parent.iterdir()) == ["keys.json"]


def test_missing_folders_pipes_and_garbage_are_named(path):
    with pytest.raises(KeyFileMissing):
        Keys.read(path)
    with pytest.raises(KeyFileMissing):
        Keys.read(path / "below")
    path.mkdir(parents=True)
    with pytest.raises(KeyFileBroken):
        Keys.read(path)
    path.rmdir()
    os.mkfifo(path, 0o600)
    with pytest.raises(KeyFileBroken):
        Keys.read(path)
    path.unlink()
    for garbage in (b"", b"{}", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"check": 1}', b"0" * (1 << 21)):
        path.write_bytes(garbage)
        path.chmod(0o600)
        with pytest.raises(KeyFileBroken):
            Keys.read(path)


def test_every_changed_byte_and_every_cut_is_noticed_or_harmless(path):
    """What is left out of the digest are spaces, and how a letter is written."""
    keys = Keys.make(path).add_version()
    content = path.read_bytes()
    written = key_file.read_file(path)
    refused = 0
    for place, flip in product(range(len(content)), (1, 4, 32)):
        changed = bytearray(content)
        changed[place] ^= flip
        found = key_file._read(bytes(changed))
        assert found is None or found == written
        refused += found is None
    assert refused > 0.9 * 3 * len(content)
    for length in range(len(content) - 1):
        assert key_file._read(content[:length]) is None
    assert Keys.read(path) == keys


@pytest.mark.parametrize("numbers", [[], [2, 1], [1, 1], [0], [256], [-1], ["1"], [1.5], [True]])
def test_versions_out_of_order_are_refused_though_the_digest_is_right(path, numbers):
    written = Keys.make(path)._written
    one = written.versions[0]
    changed = tuple(key_file.KeyVersion(number, one.seal, one.index) for number in numbers)
    assert key_file._read(key_file._written(key_file.Written("a", written.chain, changed))) is None


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_keys_of_another_length_are_refused_though_the_digest_is_right(path, length):
    written = Keys.make(path)._written
    short, one = bytes(length), written.versions[0]
    for changed in (
        key_file.Written("a", short, written.versions),
        key_file.Written("a", written.chain, (key_file.KeyVersion(1, short, one.index),)),
        key_file.Written("a", written.chain, (key_file.KeyVersion(1, one.seal, short),)),
    ):
        assert key_file._read(key_file._written(changed)) is None


def test_of_two_that_change_the_keys_one_is_told(path):
    """Else each would write a version 2 of its own, and what the loser sealed could never be opened."""
    first = Keys.make(path)
    second = Keys.read(path)
    changed = first.add_version()
    with pytest.raises(KeyFileBroken):
        second.add_version()
    assert Keys.read(path) == changed
    assert key_file.read_file(path) == changed._written


def test_there_are_255_versions(path):
    written = Keys.make(path)._written
    many = tuple(key_file.KeyVersion.new(number) for number in range(1, 256))
    key_file.write_file(path, written, key_file.Written(written.name, written.chain, many))
    keys = Keys.read(path)
    assert keys.open(keys.seal("1571010101010001", 1), 1) == "1571010101010001" and keys.newest == 255
    with pytest.raises(ValueError, match="255"):
        keys.add_version()


def in_child(work) -> int:
    """The exit status of ``work`` in a process of its own."""
    child = os.fork()
    if child == 0:
        status = 99
        try:
            status = work()
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_full_disk_leaves_the_old_keys(path):
    keys = Keys.make(path)
    before = path.read_bytes()

    def full() -> int:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (40, 40))
        try:
            keys.add_version()
        except KeyFileUnwritten:
            return 7
        return 0

    assert in_child(full) == 7
    assert path.read_bytes() == before and [one.name for one in path.parent.iterdir()] == ["keys.json"]


@pytest.mark.parametrize("call", ["write", "fsync", "replace", "link", "fchmod"])
def test_stopped_at_any_step_the_file_is_the_old_or_the_new(path, monkeypatch, call):
    """A process killed at ``call``: there is either no key file, or one that reads whole."""
    keys = Keys.make(path)
    other = path.with_name("other.json")
    die = lambda *_, **__: os._exit(5)  # noqa: E731

    def killed() -> int:
        if call == "write":
            monkeypatch.setattr(key_file, "_written", die)
        elif call == "replace":
            monkeypatch.setattr(Path, "replace", die)
        else:
            monkeypatch.setattr(os, call, die)
        if call == "link":
            Keys.make(other)
        keys.add_version()
        return 0

    assert in_child(killed) == 5
    assert Keys.read(path) == keys and not other.exists()
    assert keys.add_version().versions == (1, 2), "what the killed one left is in nobody's way"
