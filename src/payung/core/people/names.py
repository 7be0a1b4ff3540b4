"""What is compared of a name: its first two words, without titles and without the freedom of Indonesian spelling."""

import re
import unicodedata
from functools import lru_cache

TITLES = frozenset(
    "H HJ HAJI HAJJAH KH KYAI KIAI DR DRS DRA IR PROF ST SE SH SPD SPDI SAG SSOS SIP SKOM SKM STP SP MPD MM MSI MH MA "
    "AMD AMA AMK BA SPT SPI SHI SKEP TGK TEUKU TENGKU UST USTAD USTADZ USTAZ USTZ BPK BAPAK IBU SDR SDRI ALM ALMH "
    "ALMARHUM ALMARHUMAH NY TN RD RADEN".split()
)
MUHAMMAD = frozenset(
    "M MUH MOH MHD MUHD MOHD MOCH MUCH MUHAMAD MUHAMMAD MOHAMAD MOHAMMAD MOCHAMAD MOCHAMMAD MUCHAMAD".split()
)
PARENTAGE = frozenset("BIN BINTI BT BTI ALIAS AL AS".split())
FORENAMES = frozenset("NUR NOER ABD ABDUL ABDOEL ABDU".split())
"""Never a name by themselves: what follows belongs to them."""

_ARTICLE = re.compile(r"^ABD(?:[OU]E?L|U(?=([A-Z])\1))?(?=[A-Z]{3})")
_DOTTED = re.compile(r"\b[A-Z]{1,2}(?:\.[A-Z]{1,3}\b)+")
"""S.Pd.I and S.E. are one title each."""

OLD_SIGNS = re.compile("OE|DJ|TJ|SJ|NJ")
OLD_SPELLING = (("OE", "U"), ("DJ", "J"), ("TJ", "C"), ("SJ", "SY"), ("NJ", "NY"), ("CH", "H"), ("KH", "H"))


@lru_cache(maxsize=65536)
def name_sounds(name: str | None) -> tuple[str | None, str | None]:
    """The consonants of the first and second word of ``name``, or None where there is no such word.

    Titles are left out, Muhammad and its short forms are one, old spelling is read as new, doubled letters and vowels
    do not count, and what follows bin, binti or alias is not compared.

    >>> name_sounds("H. Moh. Soekarno, S.Pd"), name_sounds("MUHAMMAD SUKARNO")
    (('MHMD', 'SKRN'), ('MHMD', 'SKRN'))
    >>> name_sounds("Siti Aminah"), name_sounds("SITTI AMINA binti Ali"), name_sounds("Supriyadi"), name_sounds(None)
    (('ST', 'AMN'), ('ST', 'AMN'), ('SPRD', None), (None, None))
    """
    spelled = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().upper()
    before_degrees = spelled.split(",")[0] if spelled.split(",")[0].strip() else spelled
    whole = _DOTTED.sub(lambda found: found[0].replace(".", ""), re.sub(r"['`]", "", before_degrees))
    said = re.sub(r"[^A-Z ]+", " ", whole).split()
    words: list[str] = []
    for word in _joined(said):
        if word in PARENTAGE and words:
            break
        if word not in TITLES and word not in PARENTAGE:
            words.append(word)
    words = words or said
    sounds = [_sound(word) for word in words[:2]]
    return (*sounds, None, None)[:2]  # type: ignore[return-value]


def _joined(words: list[str]) -> list[str]:
    """Words with the parts of one name together: Nur Hayati, Abd. Rahman and Abdurrahman are one word each."""
    joined: list[str] = []
    for at, word in enumerate(words):
        if joined and words[at - 1] in FORENAMES and word not in TITLES | PARENTAGE:
            joined[-1] += word
        else:
            joined.append("SITI" if word == "ST" and at == 0 and len(words) > 1 else word)
    return [_ARTICLE.sub("ABD", word) for word in joined]


def _sound(word: str) -> str:
    """First letter and the consonants after it."""
    if OLD_SIGNS.search(word):
        word = re.sub(r"(?<![DTNS])J", "Y", word)
    for old, new in OLD_SPELLING:
        word = word.replace(old, new)
    if word in MUHAMMAD:
        return "MHMD"
    rest = re.sub(r"[AEIOUHYW]", "", word[1:])
    return re.sub(r"(.)\1+", r"\1", f"{word[0]}{rest}")
