"""A name as linkage compares it: the forename that says little, then its words in one spelling.

Two spellings of one name become equal; two names that merely sound alike (Hasan, Husin) do not: twins often bear such.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from payung.core.people.names import FORENAMES, OLD_SIGNS, PARENTAGE, TITLES
from payung.core.people.names import MUHAMMAD as MUHAMMADS

SPOUSE = frozenset("ISTRI ISTERI SUAMI JANDA DUDA ANAK IBUNYA AYAHNYA ISTRINYA SUAMINYA".split())
"""What follows is somebody else's name."""

MORE_TITLES = frozenset(
    "DATUK DATO DT NYAI USTZH USTADZAH USTAZAH SERMA SERTU SERKA PURN PELDA PELTU KAPTEN MAYOR LETTU LETDA BRIPKA "
    "AIPTU AIPDA BDN APT NERS TUAN NYONYA MBAH KAKEK NENEK PAK BU BANG MAS MBAK WAN ENGKU SULTAN PUAN".split()
)
"""Titles of neighbours and soldiers, beside those that rosters are compared without."""

MUHAMMAD = MUHAMMADS | {"MD"}

JOINED = {word: "NUR" if word[0] == "N" else "ABD" for word in (*sorted(FORENAMES), "NOOR", "NUUR", "NOR")}
"""Forenames that make one word with the name that follows, and how they are spelled in it."""

WEAK = frozenset(("MUHAMAD", "SITI", "AMAD", "NI"))
"""First words borne by so many, and so often left out or shortened, that the word after them is the given name."""

_ALWAYS = (
    ("CH", "H"), ("KH", "H"), ("DH", "D"), ("TH", "T"), ("PH", "F"), ("GH", "G"), ("V", "F"), ("Q", "K"), ("CK", "K"),
    ("X", "KS"), ("IY", "I"), ("UW", "U"), ("Y", "I"), ("AE", "AI"),
)  # fmt: skip
_OLD = (("OE", "U"), ("DJ", "J"), ("TJ", "C"), ("SJ", "SY"), ("NJ", "NY"))
_SITI = frozenset(("ST", "SITI", "SITTI", "STI", "SITY", "SITTY"))
_ARTICLE = re.compile(r"^ABD(?:[OU]E?L|U(?=([A-Z])\1))?(?=[A-Z]{3})")
_DOTTED = re.compile(r"\b[A-Z]{1,2}(?:\.[A-Z]{1,3}\b)+")
_OTHERS = frozenset("/(;,")
_OTHER = re.compile(r"[/(;,]")
_LETTERS = {code: None if chr(code) in "'`" else " " for code in range(128) if not "A" <= chr(code) <= "Z"}
_DOUBLED = re.compile(r"([B-DF-HJ-NP-TV-Z])\1+")
_HELD = re.compile(r"(.)\1{2,}")
_SOUNDLESS_H = re.compile(r"(?<=.)H")
_A_VOWEL = re.compile("[AEIOUY]")
_VOWELS = re.compile(r"[AEIOUHW]")


class NameWords(NamedTuple):
    """``fore``: one of ``WEAK`` or a single letter, "" if none. Words that are missing are ""; from the third on they
    are written together."""

    fore: str
    first: str
    second: str
    third: str


NO_NAME = NameWords("", "", "", "")


def name_words(name: str | None) -> NameWords:
    """``name`` without titles, without what follows bin, binti, istri or a stroke, in one spelling.

    A title alone is no name; beside other words, letters without a vowel are taken for a misspelt title.

    >>> name_words("H. Moh. Soekarno, S.Pd")
    NameWords(fore='MUHAMAD', first='SUKARNO', second='', third='')
    >>> name_words("SITI AMINAH binti Ali") == name_words("St. Amina istri Budi") == name_words("SITTI AMINAH/BUDI")
    True
    >>> name_words("Djoko Soesilo") == name_words("JOKO SUSILO"), name_words("istri Budi"), name_words("M.")
    (True, NameWords(fore='', first='', second='', third=''), NameWords(fore='', first='M', second='', third=''))
    >>> name_words("Anak Agung Suarta").first, name_words("Ni Wayan Suryani").fore
    ('ANAK', 'NI')
    >>> name_words("Hj.") == NO_NAME, name_words("Jh. Tiurma").first
    (True, 'TIURMA')
    """
    words = _words(name)
    if len(words) > 1 and (words[0] in WEAK or len(words[0]) == 1):
        fore, words = words[0], words[1:]
        fore = "MUHAMAD" if fore == "M" else fore
    else:
        fore = ""
    first, second = (*words[:2], "", "")[:2]
    return NameWords(fore, first, second, "".join(words[2:]))


def _words(name: str | None) -> list[str]:
    text = (name or "").upper()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    if "." in text:
        text = _DOTTED.sub(lambda found: found[0].replace(".", ""), text)
    if not _OTHERS.isdisjoint(text):
        before = _OTHER.split(text.replace("(PURN)", " "), maxsplit=1)[0]
        text = before if before.strip() else text
    said = text.translate(_LETTERS).split()
    if not _SPECIAL.isdisjoint(said):
        said = _own_words(said)
    whole = said if len(said) < 2 else [word for word in said if _says_something(word)]
    old = bool(OLD_SIGNS.search(text))
    return [_joined(word, old) for word in whole or said]


def _joined(word: str, old: bool) -> str:
    """The spelled form of a word, or of a forename of ``JOINED`` and a word, a blank between them."""
    fore, blank, name = word.partition(" ")
    return _SOUNDLESS_H.sub("", JOINED[fore] + spelled(name, old)) if blank else spelled(word, old)


def _own_words(said: list[str]) -> list[str]:
    """``said`` without titles and without other people's names; Nur Hayati and Abd. Rahman are one word each."""
    if said[0] in SPOUSE and said[1:2] != ["AGUNG"]:
        return []
    kept: list[str] = []
    joins = False
    for word in said:
        if word in _ENDS and kept:
            break
        leading_st = word == "ST" and not kept and len(said) > 1
        letter_within = word == "H" and bool(kept)
        if (word in _TITLES and not leading_st and not letter_within) or word in PARENTAGE:
            continue
        if joins:
            kept[-1] += " " + word
        else:
            kept.append(word)
        joins = word in JOINED and not joins
    return kept


@lru_cache(maxsize=1 << 18)
def _says_something(word: str) -> bool:
    return len(word) == 1 or word in _SITI or word in MUHAMMAD or bool(_A_VOWEL.search(word))


_ENDS = PARENTAGE | SPOUSE
_TITLES = TITLES | MORE_TITLES
_SPECIAL = _ENDS | _TITLES | frozenset(JOINED)


@lru_cache(maxsize=1 << 18)
def spelled(word: str, old: bool = False) -> str:
    """One spelling for all spellings of a word of capital letters; ``old``: its name is spelled as before 1972.

    >>> [spelled(word) for word in ("SOEKARNO", "MOCHAMMAD", "JUSOEF", "YUSUF", "SJAMSOEL", "SYAMSUL", "ABDURRAHMAN")]
    ['SUKARNO', 'MUHAMAD', 'IUSUF', 'IUSUF', 'SIAMSUL', 'SIAMSUL', 'ABDRAMAN']
    >>> spelled("MOEHAMMAD"), spelled("MARJANI", old=True), spelled("DIMAAAS")
    ('MUHAMAD', 'MARIANI', 'DIMAS')
    >>> spelled("HASAN") == spelled("HUSIN"), spelled("FATIMAH") == spelled("FATIMA"), spelled("M")
    (False, True, 'M')
    """
    if len(word) > 1 and word in MUHAMMAD:
        return "MUHAMAD"
    if word in _SITI:
        return "SITI"
    if len(word) > 1 and (old or OLD_SIGNS.search(word)):
        word = re.sub(r"(?<![DTNS])J", "Y", word)
        for sign, new in _OLD:
            word = word.replace(sign, new)
        if len(word) > 1 and word in MUHAMMAD:
            return "MUHAMAD"
    word = _ARTICLE.sub("ABD", word)
    for sign, new in _ALWAYS:
        word = word.replace(sign, new)
    word = _HELD.sub(r"\1", word)
    return _DOUBLED.sub(r"\1", _SOUNDLESS_H.sub("", word))


@lru_cache(maxsize=1 << 18)
def sound(word: str) -> str:
    """First letter and consonants of a spelled word: what blocks are made of, never a reason to join.

    >>> sound("HASAN") == sound("HUSIN"), sound("AMINA"), sound("")
    (True, 'AMN', '')
    """
    return word[:1] + _DOUBLED.sub(r"\1", _VOWELS.sub("", word[1:]))
