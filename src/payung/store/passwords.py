"""Whether a password is good enough: long, not among those that everybody tries first, and not one's own name.

No rules about digits and signs: they make passwords that are hard to keep and easy to guess (NIST SP 800-63B, 3.1.1.2).
"""

import gzip
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from payung.core.basis.text import Text

_APART = re.compile(r"[\W\d_]+")
SHORTEST = 12
LONGEST = 200
"""More is refused, so that nobody keeps the server busy with digesting."""
_HERE = "indonesia bismillah sayang payung jambi jaminan pekerja rentan bpjs ketenagakerjaan kabupaten provinsi merdeka"
"""What people here try first, beside the 20,000 words of the list that comes with Django."""
SHORT = Text(
    id=f"Sandi paling sedikit {SHORTEST} huruf; beberapa kata bersama mudah diingat.",
    en=f"A password has at least {SHORTEST} letters; some words together are easily kept.",
)
_LONG = Text(id=f"Sandi paling banyak {LONGEST} huruf.", en=f"A password has at most {LONGEST} letters.")
_COMMON = Text(
    id="Sandi ini termasuk yang paling sering dipakai orang; pilih yang lain.",
    en="This is one of the passwords that people use most; choose another.",
)
SAME = Text(id="Sandi baru sama dengan yang lama.", en="The new password is the old one.")
_OWN = Text(id="Sandi ini memuat nama akun atau nama Anda.", en="This password holds the account's or your own name.")


def weakness(password: str, about: Iterable[str] = ()) -> Text | None:
    """What is wrong with ``password`` for somebody whose username and names are ``about``; None: nothing.

    >>> weakness("kucing makan ikan asin"), weakness("indonesia2026") == weakness("password1234") == _COMMON
    (None, True)
    """
    if len(password) < SHORTEST:
        return SHORT
    if len(password) > LONGEST:
        return _LONG
    plain = password.casefold()
    core = plain.strip("0123456789 !?.,-_@#$%&*+")
    once = {word for word in _APART.split(plain) if word}  # one word, however often it is said
    unit = core[: (core * 2).find(core, 1)]  # "kudakuda" is "kuda" said twice
    tried = {plain, core, core * 2, unit, plain.replace(" ", ""), *(once if len(once) == 1 else ())}
    if tried & _common() or len(set(plain)) < 5 or len(core) < 4:
        return _COMMON
    rest = plain
    for word in (word for text in about for word in text.casefold().replace(".", " ").split() if len(word) > 3):
        rest = rest.replace(word, "")
    return _OWN if rest != plain and len(rest) < SHORTEST - 4 else None


@cache
def _common() -> frozenset[str]:
    packed = files("django.contrib.auth").joinpath("common-passwords.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode().split()) | set(_HERE.split())
