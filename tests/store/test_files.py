"""Files kept in the store: sealed, once, whole, and only for their own number."""

import hashlib

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.actions.at_store import Place, act_at
from payung.actions.rotate_store import rotate_store
from payung.actions.verify_store import verify_store
from payung.store.erasures import erase
from payung.store.files import Content, KeptFileBroken, KeptFileErased, content, keep
from payung.store.guards import guard
from payung.store.key_errors import SealBroken
from payung.store.keys import Keys
from payung.store.models import KeptFile
from tests.actions.stores.moulds import moulds, place, postgres_moulds, sqlite_moulds
from tests.actions.stores.two_villages import asked
from tests.store.servers import postgres_server

__all__ = ["moulds", "place", "postgres_moulds", "postgres_server", "sqlite_moulds"]
NIK = b"1571999991239876"


def kept(place: Place, *held: bytes) -> list[int]:
    """The numbers of these contents, kept as one act."""
    contents = [Content(one, "text/csv") for one in held]
    return act_at(place, asked(), "test", {}, lambda doing, keys: {"files": keep(doing, keys, contents)})["files"]


def test_a_content_comes_back_as_it_came_in_and_is_kept_once(place):
    first = kept(place, b"", NIK, b"x" * 3_000_000, NIK)
    assert first[1] == first[3] and len(set(first)) == 3
    assert kept(place, NIK, b"new")[0] == first[1]
    keys = Keys.read(place.keys)
    assert [content(keys, number) for number in first] == [b"", NIK, b"x" * 3_000_000, NIK]
    assert KeptFile.objects.get(id=first[1]).size == len(NIK)
    assert not any(NIK in bytes(sealed) for (sealed,) in KeptFile.objects.values_list("sealed"))
    assert verify_store(place).faults == ()


def test_new_keys_seal_every_file_anew(place):
    numbers = kept(place, NIK, b"other")
    before = dict(KeptFile.objects.values_list("id", "sealed"))
    assert rotate_store(place, asked()).sealed == 2
    keys = Keys.read(place.keys)
    after = dict(KeptFile.objects.values_list("id", "sealed"))
    assert all(bytes(after[one])[0] == 2 != bytes(before[one])[0] for one in numbers)
    assert verify_store(place).faults == ()
    retired = keys.retire(1)
    assert [content(retired, one) for one in numbers] == [NIK, b"other"]


@pytest.mark.parametrize("how", ["moved", "cut", "another"])
def test_a_file_changed_past_payung_is_refused_and_found(place, how):
    one, other = kept(place, NIK, b"other")
    keys = Keys.read(place.keys)
    sealed = bytes(KeptFile.objects.get(id=other).sealed)
    put = {"moved": sealed, "cut": sealed[:20], "another": keys.seal_bytes([b"forged"], [one], "file")[0]}[how]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kept_file SET sealed = %s WHERE id = %s", [put, one])
    with pytest.raises(KeptFileBroken):
        content(keys, one)
    guard()
    assert [(fault.kind, fault.where) for fault in verify_store(place).faults] == [("sealed", "kept_file")]


@pytest.fixture(scope="module")
def keys(tmp_path_factory) -> Keys:
    return Keys.make(tmp_path_factory.mktemp("keys") / "keys.json")


@settings(deadline=None)
@given(
    held=st.binary(max_size=300), number=st.integers(-(2**63), 2**63 - 1), of=st.sampled_from(["file", "row", "pair"])
)
def test_bytes_open_for_their_row_and_kind_alone(keys, held, number, of):
    (sealed,) = keys.seal_bytes([held], [number], of)
    assert keys.open_bytes(sealed, number, of) == held and len(sealed) == len(held) + 29
    for other in {"file", "row", "pair"} - {of}:
        with pytest.raises(SealBroken):
            keys.open_bytes(sealed, number, other)
    with pytest.raises(SealBroken):
        keys.open_bytes(sealed, number ^ 1, of)


def test_many_seals_share_no_nonce(keys):
    sealed = keys.seal_bytes([b""] * 5000, range(5000), "row")
    assert len({one[1:13] for one in sealed}) == 5000
    assert hashlib.sha256(b"").hexdigest() not in {one.hex() for one in sealed}


def test_content_that_was_taken_away_does_not_come_back_unasked(place):
    (number,) = kept(place, b"gone")
    act_at(place, asked(), "test.erase", {}, lambda doing, _: {"rows": erase(doing, {KeptFile: [number]}, "time")})
    with pytest.raises(KeptFileErased):
        kept(place, b"new", b"gone")
    assert KeptFile.objects.count() == 1, "nothing of the delivery was kept"
