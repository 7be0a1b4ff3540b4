"""NIKs at rest: what opens, what never opens, what the file of the database gives away (nothing)."""

import copy
import hashlib
import hmac
import io
import pickle
import traceback
from contextlib import redirect_stderr, redirect_stdout
from itertools import product

import polars as pl
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from payung.core.basis.errors import PayungError
from payung.store.key_errors import KeyUnknown, SealBroken
from payung.store.key_file import read_file
from payung.store.keys import GENESIS, Keys, version_of

CANARY = "1571999991239876"
"""A made-up NIK that must not be found anywhere but in its own seal."""
INT64 = st.integers(-(2**63), 2**63 - 1)
NIKS = st.one_of(st.integers(0, 10**16 - 1).map("{:016d}".format), st.text(min_size=1).filter(str.isprintable))


@pytest.fixture(scope="module")
def keys(tmp_path_factory) -> Keys:
    return Keys.make(tmp_path_factory.mktemp("keys") / "keys.json")


@given(nik=NIKS, person=INT64)
def test_what_is_sealed_opens_for_the_same_person(keys, nik, person):
    sealed = keys.seal(nik, person)
    assert keys.open(sealed, person) == nik
    assert Keys.read(keys.path).open(memoryview(sealed), person) == nik
    assert len(sealed) == len(nik.encode()) + 29 and version_of(sealed) == 1


@given(nik=NIKS, person=INT64, other=INT64)
def test_a_seal_moved_to_another_person_does_not_open(keys, nik, person, other):
    sealed = keys.seal(nik, person)
    if person == other:
        return
    with pytest.raises(SealBroken) as told:
        keys.open(sealed, other)
    assert str(other) in told.value.says.id


@given(nik=NIKS, person=INT64)
def test_a_nik_does_not_open_as_a_membership_number(keys, nik, person):
    for one, other in (("nik", "membership"), ("membership", "nik")):
        sealed = keys.seal(nik, person, one)
        assert keys.open(sealed, person, one) == nik
        with pytest.raises(SealBroken):
            keys.open(sealed, person, other)
        assert keys.wrong([sealed], [keys.index(nik)], [person], other) == [0]


def test_every_flipped_bit_and_every_cut_is_noticed(keys):
    sealed = keys.seal(CANARY, 7)
    for place, bit in product(range(len(sealed)), range(8)):
        changed = bytearray(sealed)
        changed[place] ^= 1 << bit
        with pytest.raises(KeyUnknown if place == 0 else SealBroken):
            keys.open(bytes(changed), 7)
    for length in range(len(sealed)):
        with pytest.raises(SealBroken):
            keys.open(sealed[:length], 7)
    with pytest.raises(SealBroken):
        keys.open(sealed + b"\0", 7)


def test_twice_the_same_is_sealed_differently_and_indexed_alike(keys):
    sealed = keys.seal_all([CANARY] * 5000, range(5000))
    nonces = [seal[1:13] for seal in sealed if seal]
    assert len(set(nonces)) == 5000, "a nonce came twice"
    assert not {nonce[1:] for nonce in nonces} & {nonce[:-1] for nonce in nonces}, "a nonce is part of another"
    assert len({keys.seal(CANARY, 1) for _ in range(50)}) == 50
    assert len(set(keys.index_all([CANARY] * 50))) == 1


def test_seal_and_index_are_the_published_algorithms(keys):
    """Computed again from the key file alone, by the plain calls of other modules: nobody is tied to this code."""
    one = read_file(keys.path).versions[0]
    sealed = keys.seal(CANARY, -3)
    bound = b"payung nik\x01" + (-3).to_bytes(8, "big", signed=True)
    assert AESGCM(one.seal).decrypt(sealed[1:13], sealed[13:], bound).decode() == CANARY
    assert keys.index(CANARY) == b"\x01" + hmac.digest(one.index, CANARY.encode(), "sha256")[:15]
    chain = read_file(keys.path).chain
    assert keys.link(GENESIS, b"act") == hmac.digest(chain, GENESIS + b"act", "sha256")
    assert len({one.seal, one.index, chain}) == 3


@given(niks=st.lists(st.one_of(st.none(), NIKS), max_size=30))
def test_bulk_is_one_by_one(keys, niks):
    persons = list(range(1, len(niks) + 1))
    column, numbers = pl.Series(niks, dtype=pl.String), pl.Series(persons, dtype=pl.Int64)
    sealed = keys.seal_all(column, numbers)
    assert [
        None if seal is None else keys.open(seal, person) for seal, person in zip(sealed, persons, strict=True)
    ] == niks
    assert keys.open_all(pl.Series(sealed, dtype=pl.Binary), numbers) == niks
    assert keys.index_all(column) == [None if nik is None else keys.index(nik) for nik in niks]
    assert keys.index_all(niks) == keys.index_all(column)
    assert keys.wrong(sealed, keys.index_all(niks), persons) == []


def test_bulk_names_the_person_whose_seal_is_broken(keys):
    sealed = keys.seal_all([CANARY] * 4, [11, 12, 13, 14])
    sealed[2] = sealed[1]
    with pytest.raises(SealBroken, match="person 13"):
        keys.open_all(sealed, [11, 12, 13, 14])
    with pytest.raises(ValueError, match="shorter|longer"):
        keys.seal_all([CANARY], [1, 2])


def test_wrong_finds_moved_deleted_and_foreign_seals_and_indexes(keys):
    niks, persons = [f"15710000000000{n:02d}" for n in range(8)], list(range(8))
    sealed, indexes = keys.seal_all(niks, persons), keys.index_all(niks)
    sealed[1] = None
    indexes[2] = None
    indexes[3] = indexes[4]
    sealed[5] = keys.seal(niks[6], 5)
    indexes[6] = b"\xff" + indexes[6][1:]
    indexes[7] = b""
    assert keys.wrong(sealed, indexes, persons) == [1, 2, 3, 5, 6, 7]


def test_the_index_of_other_keys_is_another(keys, tmp_path):
    others = Keys.make(tmp_path / "keys.json")
    assert others.index(CANARY)[1:] != keys.index(CANARY)[1:]
    assert others.name != keys.name
    with pytest.raises(SealBroken):
        others.open(keys.seal(CANARY, 1), 1)
    assert others.link(GENESIS, b"act") != keys.link(GENESIS, b"act")


def test_indexes_are_far_apart(keys):
    """100,000 neighbours share no index, and each bit of it is set about as often as not."""
    indexes = keys.index_all([f"15710112{n:08d}" for n in range(100_000)])
    assert len({index[1:] for index in indexes if index}) == 100_000
    for byte, bit in product(range(1, 16), range(8)):
        share = sum(index[byte] >> bit & 1 for index in indexes if index) / 100_000
        assert 0.49 < share < 0.51, (byte, bit)


def test_a_stolen_database_gives_no_nik_to_whoever_tries_all_of_a_district(keys):
    """Every NIK of a day and district against what is stored: plain and salted with all that lies in the database."""
    district = [f"157101{day:02d}0790{serial:04d}" for day in range(1, 32) for serial in range(1, 41)]
    persons = range(1, len(district) + 1)
    stored = b"\n".join(
        part
        for pair in zip(keys.seal_all(district, persons), keys.index_all(district), strict=True)
        for part in pair
        if part
    )
    salts = (b"", b"\x01", b"payung", b"payung nik", keys.name.encode(), bytes.fromhex(keys.name), bytes(32))
    for person, nik in enumerate(district[:310], start=1):
        plain = nik.encode()
        assert plain not in stored
        assert int(nik).to_bytes(8, "big") not in stored and int(nik).to_bytes(8, "little") not in stored
        for salt, kind in product((*salts, person.to_bytes(8, "big")), ("sha256", "sha1", "md5", "sha512")):
            for digest in (hashlib.new(kind, salt + plain).digest(), hmac.digest(salt, plain, kind)):
                assert digest[:8] not in stored


def test_the_chain_hangs_on_every_byte_and_on_the_order(keys):
    contents = [f"act {n}".encode() for n in range(50)]
    links = keys.link_all(GENESIS, contents)
    assert keys.link_all(links[19], contents[20:]) == links[20:]
    assert links[0] == keys.link(GENESIS, contents[0]) and len(set(links)) == 50 and len(links[0]) == 32
    for changed in (
        contents[1:],
        contents[::-1],
        [contents[1], contents[0], *contents[2:]],
        [b"act 0 ", *contents[1:]],
    ):
        assert keys.link_all(GENESIS, changed)[-1] != links[-1]
    assert keys.link(GENESIS, b"ab") != keys.link(keys.link(GENESIS, b"a"), b"b")
    for short in (b"", GENESIS[:-1], GENESIS + b"\0"):
        with pytest.raises(ValueError, match="32"):
            keys.link(short, b"act")


def test_changing_keys_batch_by_batch_may_stop_and_go_on(tmp_path):
    old = Keys.make(tmp_path / "keys.json")
    niks, persons = [f"15710000000001{n:02d}" for n in range(20)] + [None], list(range(21))
    sealed, indexes = old.seal_all(niks, persons), old.index_all(niks)
    new = old.add_version()
    assert (old.versions, new.versions, new.name) == ((1,), (1, 2), old.name) and Keys.read(new.path) == new
    assert new.open_all(sealed, persons) == niks, "the old version still opens"
    assert new.indexes(CANARY) == (old.index(CANARY), new.index(CANARY))
    first = new.renew_all(sealed[:9], persons[:9])
    assert {version_of(one) for column in first for one in column} == {2}
    sealed[:9], indexes[:9] = first
    assert new.wrong(sealed, indexes, persons) == []
    again, _ = new.renew_all(sealed[:9], persons[:9])
    assert again == sealed[:9], "a batch done twice changes nothing"
    sealed, indexes = new.renew_all(sealed, persons)
    only = new.retire(1)
    assert only.versions == (2,) and only.open_all(sealed, persons) == niks and indexes == only.index_all(niks)
    assert only.link(GENESIS, b"act") == old.link(GENESIS, b"act"), "the chain goes on"
    with pytest.raises(KeyUnknown):
        only.open(old.seal(CANARY, 1), 1)
    with pytest.raises(KeyUnknown):
        only.index(CANARY, 1)
    with pytest.raises(KeyUnknown):
        only.retire(1)
    with pytest.raises(ValueError, match="seals"):
        only.retire(2)
    assert only.add_version().versions == (2, 3), "a number is never used again for other keys"


def test_a_process_with_yesterdays_keys_says_which_version_it_lacks(tmp_path):
    before = Keys.make(tmp_path / "keys.json")
    sealed = before.add_version().seal(CANARY, 5)
    with pytest.raises(KeyUnknown, match="person 5 is sealed with version 2"):
        before.open(sealed, 5)
    assert Keys.read(before.path).open(sealed, 5) == CANARY


BAD_TEXTS = ["", CANARY + "\ud800", "\udcff"]


def everything_said(error: BaseException) -> str:
    """All that a log, a debugger or a page of errors could take from an error, and from those it came from."""
    told = io.StringIO()
    with redirect_stdout(told), redirect_stderr(told):
        chain: BaseException | None = error
        while chain is not None:
            told.write(repr(chain) + str(chain) + repr(chain.args) + repr(vars(chain)))
            chain = chain.__context__ or chain.__cause__
        told.write("".join(traceback.format_exception(error)))
    if isinstance(error, PayungError):
        told.write(f"{error.says}{error.do}")
    return told.getvalue()


def test_no_nik_and_no_key_in_errors_and_in_what_objects_say_of_themselves(tmp_path):
    keys = Keys.make(tmp_path / "keys.json").add_version()
    sealed = keys.seal(CANARY, 3)
    said = [repr(keys), str(keys), repr(read_file(keys.path)), repr(vars(keys)), f"{keys!a}"]
    tries = [
        lambda: keys.open(sealed, 4),
        lambda: keys.open(sealed[:20], 3),
        lambda: keys.open(b"\x09" + sealed[1:], 3),
        lambda: keys.index(CANARY, 9),
        lambda: keys.seal_all([CANARY], []),
        lambda: keys.link(CANARY.encode(), b""),
        *(lambda text=text: keys.seal_all([CANARY, text], [1, 2]) for text in BAD_TEXTS),
        *(lambda text=text: keys.index(text) for text in BAD_TEXTS),
    ]
    for attempt in tries:
        with pytest.raises((PayungError, ValueError)) as told:
            attempt()
        said.append(everything_said(told.value))
    written = read_file(keys.path)
    secret = [written.chain, *(key for one in written.versions for key in (one.seal, one.index))]
    canaries = [CANARY, CANARY[:12], CANARY[-8:]]
    for key in secret:
        canaries += [key.hex()[:16], repr(key)[2:14], repr(key[8:])[2:14]]
    for text, canary in product(said, canaries):
        assert canary not in text


def test_keys_do_not_travel(keys):
    for send in (pickle.dumps, copy.deepcopy, copy.copy):
        with pytest.raises(TypeError, match="pickled"):
            send(keys)
