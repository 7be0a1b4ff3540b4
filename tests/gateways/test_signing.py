"""Signed slips: only what was signed, whole and unchanged, by a known key, is genuine."""

import os
import random
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from payung.core.basis.errors import PayungError
from payung.core.cover import slip_text
from payung.core.cover.slip import SlipUnreadable, packed
from payung.gateways.signing import (
    PURPOSE,
    SigningKey,
    SigningKeyWrong,
    SlipKeyUnknown,
    SlipNotGenuine,
    new_key,
    number_of,
    read_key,
    read_public_keys,
    verify,
)  # fmt: skip
from tests.core.cover.test_slip import SLIP

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = SigningKey(PRIVATE)
KEYS = {KEY.number: KEY.public}
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_a_slip_is_signed_the_same_every_time_and_verified():
    text = KEY.sign(SLIP)
    assert text == KEY.sign(SLIP) and verify(text, KEYS) == SLIP
    assert verify(f"  {text.lower()}\r\n", KEYS) == SLIP


def mutated(draw: random.Random, text: str) -> str:
    """The text with letters changed, dropped, added, swapped or moved from another slip."""
    letters, kind = list(text), draw.randrange(6)
    place = draw.randrange(len("PAYUNG1:"), len(letters))
    if kind == 0:
        letters[place] = draw.choice(LETTERS)
    elif kind == 1:
        del letters[place]
    elif kind == 2:
        letters.insert(place, draw.choice(LETTERS))
    elif kind == 3:
        other = draw.randrange(len("PAYUNG1:"), len(letters))
        letters[place], letters[other] = letters[other], letters[place]
    elif kind == 4:
        return text[:place]
    else:
        stranger = KEY.sign(replace(SLIP, number=draw.randrange(2**40)))
        place = max(place, len("PAYUNG1:") + 16)  # after the number
        return text[:place] + stranger[place:]
    return "".join(letters)


def test_none_of_ten_thousand_changed_slips_verifies():
    draw, tried = random.Random(6), 0
    while tried < 10_000:
        slip = replace(SLIP, number=draw.randrange(2**40))
        text = KEY.sign(slip)
        other = mutated(draw, text)
        if other == text:
            continue
        tried += 1
        try:
            found = verify(other, KEYS)
        except PayungError:
            continue
        pytest.fail(f"a changed slip verified: {other} as {found}")


def test_every_bit_of_the_bytes_is_signed():
    payload, signature = slip_text.read(KEY.sign(SLIP))
    signed = payload + signature
    for bit in range(len(signed) * 8):
        changed = bytearray(signed)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(PayungError):
            verify(slip_text.written(bytes(changed[:-64]), bytes(changed[-64:])), KEYS)


def test_a_key_that_is_not_known_is_named_and_several_are_known_at_once():
    later = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(32)))
    with pytest.raises(SlipKeyUnknown):
        verify(later.sign(SLIP), KEYS)
    both = {**KEYS, later.number: later.public}
    assert verify(later.sign(SLIP), both) == verify(KEY.sign(SLIP), both) == SLIP


def test_a_slip_that_names_another_known_key_is_not_genuine():
    other = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(32)))
    payload = packed(SLIP, KEY.number)
    forged = slip_text.written(payload, other._private.sign(PURPOSE + payload))
    with pytest.raises(SlipNotGenuine):
        verify(forged, {**KEYS, other.number: other.public})


def test_a_signature_made_for_something_else_is_none_of_a_slip():
    payload = packed(SLIP, KEY.number)
    with pytest.raises(SlipNotGenuine):
        verify(slip_text.written(payload, PRIVATE.sign(payload)), KEYS)


def test_signed_bytes_that_are_no_slip_are_refused_all_the_same():
    payload = packed(SLIP, KEY.number) + b"\0"
    with pytest.raises(SlipUnreadable):
        verify(slip_text.written(payload, PRIVATE.sign(PURPOSE + payload)), KEYS)


def test_keys_are_made_read_and_never_overwritten(tmp_path):
    private, public = tmp_path / "slip.key", tmp_path / "slip.pub"
    made = new_key(private, public)
    assert private.stat().st_mode & 0o777 == 0o600
    assert read_key(private).public == made.public
    assert read_public_keys([public]) == {made.number: made.public} == {number_of(made.public): made.public}
    assert b"PRIVATE" not in public.read_bytes()
    for again in ((private, tmp_path / "other.pub"), (tmp_path / "other.key", public)):
        with pytest.raises(SigningKeyWrong):
            new_key(*again)
    assert not (tmp_path / "other.key").exists() and not (tmp_path / "other.pub").exists()


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_key_others_may_read_is_refused(tmp_path):
    new_key(tmp_path / "slip.key", tmp_path / "slip.pub")
    (tmp_path / "slip.key").chmod(0o640)
    with pytest.raises(SigningKeyWrong):
        read_key(tmp_path / "slip.key")


@pytest.mark.parametrize("content", [None, b"", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_broken_key_files_are_named(tmp_path, content):
    path = tmp_path / "slip.key"
    if content is not None:
        path.write_bytes(content)
        path.chmod(0o600)
    for read in (read_key, lambda one: read_public_keys([one])):
        with pytest.raises(SigningKeyWrong):
            read(path)
