"""What is compared of two records, and into which levels each comparison falls, from the strongest to the weakest.

``same`` is how many of a million pairs of one person are expected on a level, ``chance`` how many of 10^12 pairs of
two people drawn at random; both before anything was counted. The data at hand replaces them (see ``model``).
Level 0 of every comparison is "missing": one side or both say nothing, and it weighs nothing.
"""

from dataclasses import dataclass

from payung.core.basis.text import Text


@dataclass(frozen=True)
class Level:
    """One outcome of a comparison; ``says`` is how it stands in an explanation."""

    code: str
    says: Text
    same: int  # per million
    chance: int  # per 10^12


@dataclass(frozen=True)
class Comparison:
    """One field and its levels; the number of a level is its place here, from 1. ``rarity``: chance depends on how
    many records bear the value, so the level's chance is replaced by that share where the values agree."""

    field: str
    levels: tuple[Level, ...]

    def number(self, code: str) -> int:
        """The number of the level ``code``."""
        return 1 + [level.code for level in self.levels].index(code)

    def says(self, number: int) -> Text | None:
        """The words of level ``number``; None when missing."""
        return self.levels[number - 1].says if number else None


NIK = Comparison(
    "nik",
    (
        Level("equal", Text(id="NIK sama", en="same NIK"), 780_000, 20),
        Level("one_digit", Text(id="NIK beda satu angka", en="NIK differs in one digit"), 60_000, 2_000),
        Level("swapped", Text(id="dua angka NIK tertukar", en="two digits of the NIK swapped"), 40_000, 500),
        Level("digit_lost", Text(id="satu angka NIK hilang", en="one digit of the NIK lost"), 40_000, 2_000),
        Level("near", Text(id="NIK hampir sama", en="NIKs nearly alike"), 30_000, 2_000_000),
        Level("same_day", Text(id="NIK beda nomor urut", en="NIKs differ in the serial"), 10_000, 20_000_000),
        Level("other", Text(id="NIK lain", en="another NIK"), 40_000, 999_977_977_500),
    ),
)
NAME = Comparison(
    "name",
    (
        Level("equal", Text(id="nama sama", en="same name"), 575_000, 100_000_000),
        Level("shorter", Text(id="nama sama, satu lebih pendek", en="same name, one is shorter"), 180_000, 600_000_000),
        Level(
            "misspelt",
            Text(id="nama depan sama, kata lain mirip", en="same given name, other words alike"),
            80_000,
            100_000_000,
        ),
        Level("letter", Text(id="nama depan disingkat satu huruf", en="given name shortened to a letter"), 10_000,
              500_000_000),
        Level("typo", Text(id="nama mirip", en="names alike"), 60_000, 200_000_000),
        Level(
            "ending",
            Text(id="nama depan beda huruf hidup terakhir", en="given names differ in the last vowel"),
            5_000,
            200_000_000,
        ),
        Level("order", Text(id="kata nama tertukar", en="words of the name in another order"), 5_000, 10_000_000),
        Level("part", Text(id="nama sebagian saja", en="one name is a part of the other"), 15_000, 400_000_000),
        Level("faint", Text(id="nama samar: disingkat atau banyak salah ketik", en="names faintly alike"), 10_000,
              200_000_000),
        Level("sounds", Text(id="nama berbunyi mirip", en="names sound alike"), 10_000, 1_000_000_000),
        Level(
            "given",
            Text(id="nama depan sama, lainnya beda", en="same given name, others differ"),
            20_000,
            4_000_000_000,
        ),
        Level(
            "rest", Text(id="nama depan beda, lainnya sama", en="other given name, the rest agrees"), 15_000,
            10_000_000_000,
        ),
        Level("other", Text(id="nama beda", en="another name"), 20_000, 983_990_000_000),
    ),
)  # fmt: skip
BIRTH_DATE = Comparison(
    "birth_date",
    (
        Level("equal", Text(id="tanggal lahir sama", en="same birth date"), 850_000, 60_000_000),
        Level("swapped", Text(id="hari dan bulan lahir tertukar", en="day and month swapped"), 40_000, 20_000_000),
        Level("slip", Text(id="tanggal lahir beda sedikit", en="birth date differs in a digit or in the year"), 50_000,
              600_000_000),
        Level("rounded", Text(id="tahun lahir sama, satu tanggal dibulatkan",
                              en="same year, one date is a rounded one"), 20_000, 3_000_000_000),
        Level("year", Text(id="tahun lahir sama", en="same birth year"), 20_000, 17_000_000_000),
        Level("other", Text(id="tanggal lahir beda", en="another birth date"), 20_000, 979_320_000_000),
    ),
)  # fmt: skip
SEX = Comparison(
    "sex",
    (
        Level("equal", Text(id="jenis kelamin sama", en="same sex"), 990_000, 500_000_000_000),
        Level("other", Text(id="jenis kelamin beda", en="other sex"), 10_000, 500_000_000_000),
    ),
)
VILLAGE = Comparison(
    "village_code",
    (
        Level("equal", Text(id="desa sama", en="same village"), 850_000, 1_000_000_000),
        Level("district", Text(id="kecamatan sama", en="same district"), 80_000, 9_000_000_000),
        Level("regency", Text(id="kabupaten sama", en="same regency"), 40_000, 90_000_000_000),
        Level("other", Text(id="wilayah lain", en="another area"), 30_000, 900_000_000_000),
    ),
)
MOTHER = Comparison(
    "mother_name",
    (
        Level("equal", Text(id="nama ibu sama", en="same mother's name"), 800_000, 100_000_000),
        Level("alike", Text(id="nama ibu mirip", en="mother's names alike"), 150_000, 2_000_000_000),
        Level(
            "common",
            Text(id="nama ibu sama, tetapi umum", en="same mother's name, borne by many"),
            20_000,
            2_000_000_000,
        ),
        Level("other", Text(id="nama ibu beda", en="another mother's name"), 30_000, 997_900_000_000),
    ),
)
FAMILY_CARD = Comparison(
    "family_card",
    (
        Level("equal", Text(id="nomor KK sama", en="same family card"), 850_000, 1_000_000),
        Level("slip", Text(id="nomor KK beda satu angka", en="family card differs in one digit"), 50_000, 200_000),
        Level("other", Text(id="nomor KK beda", en="another family card"), 100_000, 999_998_800_000),
    ),
)
COMPARISONS = (NIK, NAME, BIRTH_DATE, SEX, VILLAGE, MOTHER, FAMILY_CARD)

NIK_SLIPS = ("one_digit", "swapped", "digit_lost")
NAMES_AGREE = ("equal", "shorter", "misspelt", "letter", "typo", "ending", "order")
"""Levels at which two names may be one. "ending": Rini and Rina, Aldi and Aldo: how twins are named, and how a slip in
one letter looks as well."""


def numbers(comparison: Comparison, *codes: str) -> tuple[int, ...]:
    """The numbers of several levels."""
    return tuple(comparison.number(code) for code in codes)


RADIX = tuple(len(comparison.levels) + 1 for comparison in COMPARISONS)
"""Levels of each comparison with "missing": the digits of a pattern's number."""


def pattern_levels(pattern: int) -> tuple[int, ...]:
    """The level numbers in a pattern's number, in the order of ``COMPARISONS``.

    >>> pattern_levels(0), pattern_levels(1), sum(pattern_levels(pattern_number((7, 10, 6, 2, 4, 3, 3))))
    ((0, 0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0, 0, 1), 35)
    """
    levels = []
    for radix in reversed(RADIX):
        levels.append(pattern % radix)
        pattern //= radix
    return tuple(reversed(levels))


def pattern_number(levels: tuple[int, ...]) -> int:
    """The one number of a pair's level numbers."""
    number = 0
    for level, radix in zip(levels, RADIX, strict=True):
        number = number * radix + level
    return number
