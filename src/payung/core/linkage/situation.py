"""What the comparisons of two records came to, and how it is put into words."""

from dataclasses import dataclass

from payung.core.basis.text import Text
from payung.core.linkage.comparisons import COMPARISONS, NAMES_AGREE, NIK_SLIPS, pattern_levels

FLAGS = ("sound", "formed", "serial", "neighbour", "sole", "repeated", "special")
"""Beside the levels. sound: both NIKs begin with a district that is or was, and agree with the birth date written and
the sex of their own record. formed: both are whole and misstate at most one part of that date. serial: the NIKs differ
in nothing but the serial. neighbour: by so little, or the last digit being unknown, that a registry may have given both
out on one day; and equal NIKs that end in 0, which spreadsheets write for a digit they cannot keep. sole: of two of
which one has lost its last digit, that one person alone is known to have a NIK that begins so, and no list has two such
rows; of equal NIKs that end in 0, that no other NIK begins so. repeated: either NIK stands on another record as well.
special: of equal birth dates, that it is one given to who knows none (``crowd``); of others, that the years are a
generation apart (``generation``)."""

NEIGHBOURS = 8
"""Serials this far apart, or nearer, may have been given out together: to twins, or two births of one day."""

GENERATION = 13
"""Birth years this far apart, or farther, may be those of parent and child."""

CROWD_DAYS = ((7, 1), (1, 1), (12, 31))
"""Month and day given to people who do not know their birthday."""

MISSING = "missing"


@dataclass(frozen=True)
class Situation:
    """What the comparisons of two records came to: level codes, and the ``FLAGS``."""

    nik: str
    name: str
    birth_date: str
    sex: str
    village_code: str
    mother_name: str
    family_card: str
    sound: bool = False
    formed: bool = False
    serial: bool = False
    neighbour: bool = False
    sole: bool = False
    repeated: bool = False
    special: bool = False

    @property
    def crowd(self) -> bool:
        """Whether the common birth date is one of ``CROWD_DAYS``."""
        return self.special and self.birth_date == "equal"

    @property
    def generation(self) -> bool:
        """Whether the birth years are ``GENERATION`` or more apart."""
        return self.special and self.birth_date != "equal"

    @property
    def near_family(self) -> bool:
        """Whether the NIKs differ as two slips make them differ, never as those of twins, and the family is one."""
        explained = self.birth_date == "equal" or not (self.sound or self.generation)
        exact = self.name in ("equal", "misspelt") and explained
        return self.nik == "near" and self.kin and exact

    @property
    def names_agree(self) -> bool:
        """Whether the names may be one name."""
        return self.name in NAMES_AGREE

    @property
    def nik_agrees(self) -> bool:
        """Whether the NIKs are equal or one slip apart."""
        return self.nik == "equal" or self.nik in NIK_SLIPS

    @property
    def kin(self) -> bool:
        """Whether mother or family card agree: the same person, or the same family."""
        return self.mother_name in ("equal", "alike") or self.family_card in ("equal", "slip")

    @property
    def birth_slipped(self) -> bool:
        """Whether the birth dates differ as a slip makes them differ, and not as those of parent and child."""
        return self.birth_date in ("swapped", "slip", "rounded") and not self.generation

    @property
    def births_conflict(self) -> bool:
        """Whether no slip explains the two birth dates."""
        return self.birth_date in ("year", "other")


def situation(pattern: int, flags: int) -> Situation:
    """The situation of a pattern's number and its ``FLAGS``, the first of them in bit 0."""
    codes = {
        comparison.field: comparison.levels[level - 1].code if level else MISSING
        for comparison, level in zip(COMPARISONS, pattern_levels(pattern), strict=True)
    }
    flagged = {name: bool(flags >> bit & 1) for bit, name in enumerate(FLAGS)}
    return Situation(**codes, **flagged)  # type: ignore[arg-type]


def explanation(found: Situation) -> Text:
    """The comparisons in words, those that say nothing left out.

    >>> explanation(Situation("one_digit", "typo", "equal", "missing", "equal", "missing", "missing")).en
    'NIK differs in one digit; names alike; same birth date; same village'
    """
    said = [
        comparison.says(comparison.number(code))
        for comparison in COMPARISONS
        if (code := getattr(found, comparison.field)) != MISSING
    ]
    words = [text for text in said if text]
    return Text(id="; ".join(text.id for text in words), en="; ".join(text.en for text in words))
