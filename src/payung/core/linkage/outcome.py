"""Same person, ask, or different: what weights may not decide alone.

Weights add up as if each comparison stood for itself. In families it does not: twins share village, mother, family
card, birth date and all of the NIK but a digit. A guard names such a situation and says the most that may come of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from payung.core.basis.text import Text
from payung.core.linkage.comparisons import NIK_SLIPS
from payung.core.linkage.situation import MISSING, Situation

Outcome = Literal["different", "ask", "same"]
OUTCOMES: tuple[Outcome, ...] = ("different", "ask", "same")
"""From the least to the most; a guard lowers, only a person raises."""

_FAR = ("near", "same_day", "other")
_ANOTHER = ("given", "rest", "other")
_WHOLE = ("equal", "misspelt")
"""Levels of names that twins do not reach: the given name is one, and no word is missing."""


@dataclass(frozen=True)
class Guard:
    """A situation in which at most ``outcome`` may come of a pair, whatever it weighs."""

    code: str
    outcome: Outcome
    says: Text
    holds: Callable[[Situation], bool]
    fence: bool = False  # such a pair is not joined by way of third records either


def _name_alone(s: Situation) -> bool:
    """Whether only the name speaks against one person: a slip in the NIK that twins cannot have, all else agreeing."""
    return s.nik in NIK_SLIPS and not s.serial and s.birth_date == "equal" and s.kin and s.sex != "other"


def _only_one(s: Situation) -> bool:
    """Whether the last digit is lost, one NIK alone begins so, and the names may be a short and a long form of one."""
    if s.village_code not in ("equal", MISSING) or not s.sole:
        return False
    short = s.name == "shorter" and (s.kin or (s.birth_date == "equal" and not s.sound))
    return short or (s.name == "typo" and s.birth_date == "equal" and not s.sound)


def _nobody_near(s: Situation) -> bool:
    """Whether no other NIK begins as these two do, or one was cut to 15 digits, which nobody's NIK has."""
    return s.sole or (s.birth_date in ("equal", "rounded") and not s.sound)


GUARDS = (
    Guard(
        "nik_of_another",
        "different",
        Text(id="NIK orang lain: nama dan tanggal lahir atau kelamin beda", en="the NIK of somebody else"),
        lambda s: (
            s.nik == "equal"
            and ((s.births_conflict and s.name in _ANOTHER) or (s.name == "other" and s.sex == "other"))
        ),
        fence=True,
    ),
    Guard(
        "shared_nik",
        "ask",
        Text(id="satu NIK dipakai dua nama", en="one NIK, two names"),
        lambda s: (
            s.nik == "equal"
            and not s.names_agree
            and s.name != MISSING
            and not (s.name == "part" and s.birth_date == "equal" and s.sex != "other")
            and not (
                s.name in ("part", "faint")
                and not s.births_conflict
                and "other" not in (s.mother_name, s.family_card)
                and (s.sole or not s.neighbour)
            )
        ),
        fence=True,
    ),
    Guard(
        "shared_nik_nameless",
        "ask",
        Text(id="satu NIK, kelamin atau tanggal lahir beda, nama tidak ada", en="one NIK, other sex or birth, no name"),
        lambda s: s.nik == "equal" and s.name == MISSING and (s.sex == "other" or s.births_conflict),
        fence=True,
    ),
    Guard(
        "zeroed_alike",
        "ask",
        Text(id="NIK sama berakhiran 0, data lain tidak", en="the same NIK ending in 0, other things differ"),
        lambda s: (
            s.nik == "equal"
            and s.neighbour
            and (
                s.name == "ending"
                or (s.name in ("letter", "typo", "order") and (s.births_conflict or not s.sole))
                or (s.family_card == "other" and not s.kin and not (s.name in _WHOLE and s.sole))
            )
        ),
        fence=True,
    ),
    Guard(
        "shared_nik_births",
        "ask",
        Text(id="satu NIK, tanggal lahir bertentangan", en="one NIK, birth dates in conflict"),
        lambda s: (
            s.nik == "equal"
            and s.births_conflict
            and ("other" in (s.sex, s.mother_name) or (s.name not in _WHOLE and (s.generation or not s.kin)))
        ),
        fence=True,
    ),
    Guard(
        "shared_nik_families",
        "ask",
        Text(id="satu NIK, dua keluarga", en="one NIK, two families"),
        lambda s: s.nik == "equal" and s.mother_name == "other" and s.family_card == "other",
        fence=True,
    ),
    Guard(
        "nothing_to_tell",
        "different",
        Text(id="nama tidak ada untuk dibandingkan", en="no names to compare"),
        lambda s: s.name == MISSING and not s.nik_agrees,
    ),
    Guard(
        "name_missing",
        "ask",
        Text(id="NIK mirip tanpa nama", en="NIKs alike, a name missing"),
        lambda s: s.name == MISSING and s.nik != "equal",
    ),
    Guard(
        "maybe_same_name",
        "ask",
        Text(id="NIK mirip, nama tidak", en="NIKs alike, names not"),
        lambda s: (
            s.nik in NIK_SLIPS
            and not s.serial
            and s.birth_date == "equal"
            and (s.name in ("rest", "other") if s.kin else s.name in ("part", "sounds", "given"))
        ),
    ),
    Guard(
        "part_of_name",
        "ask",
        Text(id="nama sebagian saja", en="no more than a part of the name to compare"),
        lambda s: (
            s.name == "part"
            and s.birth_date == "equal"
            and s.kin
            and ((s.nik in NIK_SLIPS and s.serial) or s.nik == MISSING)
        ),
    ),
    Guard(
        "twins",
        "different",
        Text(id="kembar atau saudara: nama depan lain", en="twins or siblings: another given name"),
        lambda s: (
            s.nik != "equal"
            and s.kin
            and (
                (not s.names_agree and not _name_alone(s))
                or (s.name == "ending" and s.serial and s.nik != "digit_lost")
            )
        ),
        fence=True,
    ),
    Guard(
        "another_name",
        "different",
        Text(id="nama orang lain", en="the name of somebody else"),
        lambda s: s.nik != "equal" and not s.names_agree and not _name_alone(s),
        fence=True,
    ),
    Guard(
        "reissued",
        "ask",
        Text(id="dua NIK, data lain sama: NIK ganda?", en="two NIKs, all else agrees: a second NIK?"),
        lambda s: (
            s.formed
            and s.nik in _FAR
            and not s.near_family
            and s.birth_date == "equal"
            and s.names_agree
            and s.kin
            and "other" not in (s.mother_name, s.family_card, s.sex)
        ),
    ),
    Guard(
        "namesakes",
        "different",
        Text(id="senama: dua NIK sah yang berbeda", en="namesakes: two sound NIKs that differ"),
        lambda s: s.formed and s.nik in _FAR and not (s.near_family and s.birth_date in ("equal", "swapped", "slip")),
        fence=True,
    ),
    Guard(
        "two_niks_families",
        "different",
        Text(id="NIK lain dan keluarga lain", en="another NIK and another family"),
        lambda s: s.nik in _FAR and not s.kin and (s.repeated or "other" in (s.mother_name, s.family_card)),
    ),
    Guard(
        "two_niks",
        "ask",
        Text(id="NIK lain, data lain kurang menentukan", en="another NIK and too little else to tell"),
        lambda s: (
            s.nik in _FAR
            and not s.near_family
            and not s.births_conflict
            and not (s.kin and s.birth_date == "equal" and s.name in ("equal", "shorter", "misspelt"))
            and not (s.kin and s.birth_slipped and s.name in _WHOLE and s.mother_name != "other")
        ),
    ),
    Guard(
        "parent_and_child",
        "different",
        Text(id="beda satu generasi", en="a generation apart"),
        lambda s: s.generation and s.births_conflict and not s.nik_agrees,
    ),
    Guard(
        "generation_or_slip",
        "ask",
        Text(id="beda satu generasi atau salah ketik", en="a generation apart, or a typing error"),
        lambda s: s.generation and not s.nik_agrees,
    ),
    Guard(
        "births_as_in_nik",
        "ask",
        Text(id="tiap NIK cocok dengan tanggal lahirnya", en="each NIK agrees with its own birth date"),
        lambda s: s.sound and s.nik in NIK_SLIPS and not s.serial and s.birth_date not in ("equal", MISSING),
    ),
    Guard(
        "births_conflict_family",
        "ask",
        Text(id="keluarga sama, tanggal lahir bertentangan", en="same family, birth dates in conflict"),
        lambda s: (
            s.births_conflict
            and s.nik != "equal"
            and s.name in ("equal", "shorter")
            and (
                (s.nik in NIK_SLIPS and not s.kin)
                or (s.nik == "one_digit" and s.neighbour)
                or (s.nik in NIK_SLIPS and s.name == "shorter" and (s.neighbour or s.generation))
                or (s.nik not in NIK_SLIPS and s.mother_name == "equal" and s.family_card == "equal")
            )
        ),
    ),
    Guard(
        "births_conflict",
        "different",
        Text(id="tanggal lahir bertentangan", en="birth dates in conflict"),
        lambda s: s.births_conflict and s.nik != "equal" and not (s.nik in NIK_SLIPS and s.kin and s.names_agree),
    ),
    Guard(
        "two_numbers",
        "different",
        Text(id="kembar atau senama: kedua NIK berulang", en="twins or namesakes: both NIKs stand on several records"),
        lambda s: s.neighbour and s.sound and s.repeated and s.nik in NIK_SLIPS and (s.name != "equal" or not s.kin),
        fence=True,
    ),
    Guard(
        "namesake_or_slip",
        "ask",
        Text(id="senama atau salah ketik NIK", en="namesakes or a slip in the NIK"),
        lambda s: (
            s.serial
            and s.nik in NIK_SLIPS
            and "other" in (s.mother_name, s.family_card)
            and not (s.sole and s.name in _WHOLE and s.birth_date == "equal" and s.mother_name != "other")
        ),
    ),
    Guard(
        "twin_or_slip",
        "ask",
        Text(id="kembar atau salah ketik", en="twins or a typing error"),
        lambda s: s.neighbour and s.nik in NIK_SLIPS and s.name not in _WHOLE and not _only_one(s),
    ),
    Guard(
        "nik_slip_elsewhere",
        "ask",
        Text(id="NIK mirip, desa dan keluarga tidak", en="NIKs alike, neither village nor family"),
        lambda s: (
            s.nik in NIK_SLIPS
            and not s.kin
            and s.village_code not in ("equal", MISSING)
            and not (s.birth_date == "equal" and s.name in _WHOLE)
        ),
    ),
    Guard(
        "two_districts",
        "ask",
        Text(id="NIK sama, kecuali kecamatannya", en="the NIKs differ in nothing but a district that is"),
        lambda s: s.nik == "one_digit" and s.sound and not s.serial and not s.kin,
    ),
    Guard(
        "neighbour_number",
        "ask",
        Text(id="NIK bernomor dekat, tiada data keluarga", en="neighbouring NIKs and no family to tell"),
        lambda s: (
            s.neighbour
            and s.nik in NIK_SLIPS
            and not s.kin
            and not _only_one(s)
            and not (s.nik == "digit_lost" and s.name in _WHOLE and not s.crowd and _nobody_near(s))
        ),
    ),
    Guard(
        "twin_or_typo",
        "ask",
        Text(id="kembar atau salah ketik nama", en="twins or a typing error in the name"),
        lambda s: not s.nik_agrees and s.kin and s.name in ("letter", "typo", "ending", "order"),
    ),
    Guard(
        "sibling_or_slip",
        "ask",
        Text(
            id="nama sebagian, tanggal lahir tidak sama: saudara?", en="part of the name, another birth date: siblings?"
        ),
        lambda s: not s.nik_agrees and s.kin and s.name not in _WHOLE and s.birth_date not in ("equal", MISSING),
    ),
    Guard(
        "other_sex_alike",
        "ask",
        Text(id="jenis kelamin beda, lainnya sama", en="other sex, all else agrees"),
        lambda s: s.sex == "other" and not s.nik_agrees and s.kin and s.birth_date == "equal" and s.name == "shorter",
    ),
    Guard(
        "other_sex",
        "different",
        Text(id="jenis kelamin beda", en="other sex"),
        lambda s: (
            s.sex == "other" and not s.nik_agrees and not (s.kin and s.birth_date == "equal" and s.name == "equal")
        ),
    ),
    Guard(
        "crowd",
        "ask",
        Text(id="tanggal lahir perkiraan, nama dan desa saja", en="a guessed birthday, name and village alone"),
        lambda s: s.crowd and not s.kin and not s.nik_agrees,
    ),
    Guard(
        "birth_unknown",
        "ask",
        Text(id="tanpa NIK dan tanggal lahir", en="neither NIK nor birth date to tell parent from child"),
        lambda s: not s.nik_agrees and s.birth_date == MISSING and s.mother_name not in ("equal", "alike"),
    ),
    Guard(
        "birth_slip_alone",
        "ask",
        Text(id="tanggal lahir hampir sama, tanpa NIK", en="birth dates nearly alike, no NIK to tell"),
        lambda s: not s.nik_agrees and not s.kin and s.birth_date in ("slip", "rounded"),
    ),
    Guard(
        "other_mother",
        "ask",
        Text(id="nama ibu beda", en="another mother's name"),
        lambda s: s.nik != "equal" and s.mother_name == "other" and s.family_card not in ("equal", "slip"),
    ),
    Guard(
        "name_and_birth_alone",
        "ask",
        Text(id="hanya nama, tanggal lahir dan tempat", en="name, birth date and place alone"),
        lambda s: not s.nik_agrees and not s.kin,
    ),
)
"""The first that holds counts."""

NO_GUARD = -1


def guard_of(found: Situation) -> int:
    """The place in ``GUARDS`` of the first that holds, or ``NO_GUARD``.

    >>> alike = dict(birth_date="equal", sex="equal", village_code="equal", mother_name="equal", family_card="equal")
    >>> twins = Situation(nik="one_digit", name="rest", **alike, sound=True, serial=True)
    >>> GUARDS[guard_of(twins)].code, guard_of(Situation(nik="equal", name="equal", **alike)) == NO_GUARD
    ('twins', True)
    """
    return next((at for at, guard in enumerate(GUARDS) if guard.holds(found)), NO_GUARD)
