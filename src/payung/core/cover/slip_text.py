"""A signed slip as text for a QR code: ``PAYUNG1:`` and base 32, which a scanner gives back and a person can type."""

import base64
import binascii
import re

from payung.core.cover.slip import VERSION, SlipUnreadable, SlipVersionUnknown

PREFIX = f"PAYUNG{VERSION}:"
SIGNATURE_BYTES = 64
LONGEST_TEXT = 400
"""Letters of the longest text that is looked at; a slip has about 190."""

_STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O or U, so that a typed letter cannot be mistaken."""
_WRITE, _READ = str.maketrans(_STANDARD, _LETTERS), str.maketrans(_LETTERS + "OIL", _STANDARD + "ABB")
_ANY_VERSION = re.compile(r"PAYUNG([0-9]{1,3}):(.*)")
_BODY = re.compile(f"[{_LETTERS}OIL]+")


def written(payload: bytes, signature: bytes) -> str:
    """The text of a signed slip; only letters a QR code holds in its alphanumeric mode."""
    body = base64.b32encode(payload + signature).decode("ascii").rstrip("=").translate(_WRITE)
    return PREFIX + body


def read(text: str) -> tuple[bytes, bytes]:
    """Payload and signature of a slip's text; spaces, dashes and small letters do not matter.

    Raises: SlipUnreadable, SlipVersionUnknown.
    """
    if len(text) > LONGEST_TEXT:
        raise SlipUnreadable
    found = _ANY_VERSION.fullmatch(re.sub(r"[ \t\r\n-]", "", text).upper())
    if not found or not _BODY.fullmatch(found[2]):
        raise SlipUnreadable
    if found[1] != str(VERSION):
        raise SlipVersionUnknown
    body = found[2].translate(_READ)
    try:
        signed = base64.b32decode(body + "=" * (-len(body) % 8))
    except binascii.Error as broken:
        raise SlipUnreadable from broken
    if base64.b32encode(signed).decode("ascii").rstrip("=") != body or len(signed) <= SIGNATURE_BYTES:
        raise SlipUnreadable  # bits left over at the end would give one slip many texts
    payload, signature = signed[:-SIGNATURE_BYTES], signed[-SIGNATURE_BYTES:]
    if payload[0] != VERSION:
        raise SlipVersionUnknown
    return payload, signature
