"""Names of places as people write them, brought to one spelling so that they can be compared."""

import re
import unicodedata

_SHORT = {
    "DS": "DESA", "DES": "DESA", "PEMDES": "DESA", "KADES": "DESA",
    "KEL": "KELURAHAN", "LURAH": "KELURAHAN",
    "NAG": "NAGARI", "GP": "GAMPONG", "DSN": "DUSUN", "KP": "KAMPUNG", "KAMP": "KAMPUNG",
    "KEC": "KECAMATAN", "CAMAT": "KECAMATAN",
    "KAB": "KABUPATEN", "PEMKAB": "KABUPATEN", "KOTAMADYA": "KOTA", "KODYA": "KOTA", "PEMKOT": "KOTA",
    "PROV": "PROVINSI", "PROP": "PROVINSI", "PROPINSI": "PROVINSI", "PEMPROV": "PROVINSI",
    "SEI": "SUNGAI", "SUNGEI": "SUNGAI", "SUNGE": "SUNGAI",
    "TJ": "TANJUNG", "TJG": "TANJUNG", "TG": "TANJUNG", "TANJ": "TANJUNG",
    "MA": "MUARA", "MUARO": "MUARA", "KT": "KOTO", "LBK": "LUBUK", "BKT": "BUKIT", "PSR": "PASAR", "PS": "PASAR",
    "SP": "SIMPANG", "SPG": "SIMPANG", "TLK": "TELUK",
    "TANJAB": "TANJUNG JABUNG", "TANJABBAR": "TANJUNG JABUNG BARAT", "TANJABTIM": "TANJUNG JABUNG TIMUR",
}  # fmt: skip
"""A word -> the words it stands for. Only what is said in full in some villages and cut short in others."""

_OLD_SPELLING = (("OE", "U"), ("DJ", "J"), ("TJ", "C"))

KIND_WORDS = ("DESA", "KELURAHAN", "NAGARI", "GAMPONG", "PEKON", "TIYUH", "DUSUN", "KAMPUNG", "RIO")
"""Words that say a village name follows; each is the first word of some village's own name, too."""

DISTRICT_WORDS = ("KECAMATAN", "DISTRIK")
REGENCY_WORDS = ("KABUPATEN", "KOTA")
PROVINCE_WORDS = ("PROVINSI",)

_QUOTES = re.compile("['`´‘’ʼ\"“”]")
_WORD = re.compile(r"[A-Z]+|[0-9]+")


def words(text: str) -> tuple[str, ...]:
    """The words of ``text`` in capitals, without accents and punctuation, short forms written out.

    Letters and digits are separate words; roman numerals stay letters.

    >>> words("Kel. Muaro Bulian_2026")
    ('KELURAHAN', 'MUARA', 'BULIAN', '2026')
    >>> words("Pekan Jum'at") == words("PEKAN JUMAT")
    True
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    found = _WORD.findall(_QUOTES.sub("", bare).upper())
    return tuple(part for word in found for part in _SHORT.get(word, word).split())


def key(text: str) -> str:
    """What two spellings of one name share: its words without spaces, old spelling read as new.

    >>> key("Sido Mulyo") == key("SIDOMULYO") == key("Sidomoelyo")
    True
    """
    return key_of(words(text))


def key_of(said: tuple[str, ...]) -> str:
    """``key`` of words already brought to one spelling."""
    joined = "".join(said)
    for old, new in _OLD_SPELLING:
        joined = joined.replace(old, new)
    return joined


def without_kind(said: tuple[str, ...], kinds: tuple[str, ...]) -> tuple[str, ...]:
    """``said`` without the words of ``kinds`` it begins with; all of it when nothing else would be left.

    >>> without_kind(words("Desa Sungai Duren"), KIND_WORDS)
    ('SUNGAI', 'DUREN')
    >>> without_kind(words("Dusun"), KIND_WORDS)
    ('DUSUN',)
    """
    first = 0
    while first < len(said) - 1 and said[first] in kinds:
        first += 1
    return said[first:]
