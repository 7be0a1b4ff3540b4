"""Whether a password is good enough: long, not among those that everybody tries first, and not one's own name.

No rules about digits and signs: they make passwords that are hard to keep and easy to guess (NIST SP 800-63B, 3.1.1.2).
"""

import gzip
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from payung.core.basis.text import Text

SHORTEST = 12
LONGEST = 200
"""More is refused, so that nobody keeps the server busy with digesting."""
_HERE = "indonesia bismillah sayang payung jambi jaminan pekerja rentan bpjs ketenagakerjaan kabupaten provinsi merdeka"
"""What people here try first, beside the 20,000 words of the list that comes with Django."""
_SHORT = Text(
    id=f"Sandi paling sedikit {SHORTEST} huruf; beberapa kata bersama mudah diingat.",
    en=f"A password has at least {SHORTEST} letters; some words together are easily kept.",
)
_LONG = Text(id=f"Sandi paling banyak {LONGEST} huruf.", en=f"A password has at most {LONGEST} letters.")
_COMMON = Text(
    id="Sandi ini termasuk yang paling sering dipakai orang; pilih yang lain.",
    en="This is one of the passwords that people use most; choose another.",
)
_OWN = Text(id="Sandi ini memuat nama akun atau nama Anda.", en="This password holds the account's or your own name.")


def weakness(password: str, about: Iterable[str] = ()) -> Text | None:
    """What is wrong with ``password`` for somebody whose username and names are ``about``; None: nothing.

    >>> weakness("kucing makan ikan asin"), weakness("indonesia2026") == weakness("password1234") == _COMMON
    (None, True)
    """
    if len(password) < SHORTEST:
        return _SHORT
    if len(password) > LONGEST:
        return _LONG
    plain = password.casefold()
    core = plain.strip("0123456789 !?.,-_@#$%&*+")
    if {plain, core, core * 2, plain.replace(" ", "")} & _common() or len(set(plain)) < 5 or len(core) < 4:
        return _COMMON
    names = [word for text in about for word in text.casefold().replace(".", " ").split() if len(word) > 3]
    if any(len(plain.replace(word, "")) < SHORTEST - 4 for word in names if word in plain):
        return _OWN
    return None


@cache
def _common() -> frozenset[str]:
    packed = files("django.contrib.auth").joinpath("common-passwords.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode().split()) | set(_HERE.split())
