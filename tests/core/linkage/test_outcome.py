"""Situations that weights may not decide, drawn as a table."""

import pytest

from payung.core.linkage.comparisons import COMPARISONS, NAMES_AGREE, RADIX, pattern_levels, pattern_number
from payung.core.linkage.outcome import GUARDS, NO_GUARD, guard_of
from payung.core.linkage.situation import FLAGS, MISSING, Situation, explanation, situation

ALIKE = {
    "nik": "equal", "name": "equal", "birth_date": "equal", "sex": "equal", "village_code": "equal",
    "mother_name": "equal", "family_card": "equal",
}  # fmt: skip
NO_FAMILY = {"mother_name": MISSING, "family_card": MISSING}
TWINS = {"nik": "one_digit", "sound": True, "formed": True, "serial": True, "neighbour": True}

LOST = {"nik": "digit_lost", "serial": True, "neighbour": True, "sole": True}

TABLE = [
    ("all equal", {}, None),
    ("one digit wrong", {"nik": "one_digit"}, None),
    ("two digits swapped, day and month too", {"nik": "swapped", "birth_date": "swapped"}, None),
    ("twins", {**TWINS, "name": "other"}, "different"),
    ("twins with the family name", {**TWINS, "name": "rest"}, "different"),
    ("twins whose names sound alike", {**TWINS, "name": "sounds"}, "different"),
    ("twins or a typing error", {**TWINS, "name": "typo"}, "ask"),
    ("twins, one name short", {**TWINS, "name": "shorter"}, "ask"),
    ("twins, each known twice", {**TWINS, "name": "typo", "repeated": True}, "different"),
    ("twins, one without NIK", {"nik": MISSING, "name": "rest"}, "different"),
    ("one NIK, two names", {"name": "other"}, "ask"),
    ("somebody else's NIK", {"name": "other", "birth_date": "other"}, "different"),
    ("namesakes", {"nik": "other", "formed": True, **NO_FAMILY}, "different"),
    ("namesakes with neighbouring NIKs", {**TWINS, **NO_FAMILY}, "ask"),
    ("father and son", {"nik": MISSING, "birth_date": "other", "special": True, "mother_name": "other"}, "different"),
    ("name and birth date alone", {"nik": MISSING, "village_code": "other", **NO_FAMILY}, "ask"),
    ("name, birth date and village alone", {"nik": MISSING, **NO_FAMILY}, "ask"),
    ("no NIK, but the family", {"nik": MISSING}, None),
    ("1 July, no family", {"nik": MISSING, "special": True, **NO_FAMILY}, "ask"),
    ("another mother", {"nik": MISSING, "mother_name": "other", "family_card": MISSING}, "ask"),
    ("other sex", {"nik": MISSING, "sex": "other", **NO_FAMILY}, "different"),
    ("twins by the last vowel", {**TWINS, "name": "ending"}, "different"),
    ("twins by the last vowel, a digit lost", {**TWINS, "nik": "digit_lost", "name": "ending"}, "ask"),
    ("a vowel and a digit mistyped", {"nik": "one_digit", "name": "ending"}, None),
    (
        "the last digit lost, one such NIK known",
        {"nik": "digit_lost", "serial": True, "neighbour": True, "sole": True, **NO_FAMILY},
        None,
    ),
    ("the last digit 0, two such NIKs known", {**LOST, "sole": False, "sound": True, **NO_FAMILY}, "ask"),
    ("the last digit cut, two such NIKs known", {**LOST, "sole": False, **NO_FAMILY}, None),
    ("the last digit lost, part of the name", {**LOST, "name": "shorter", **NO_FAMILY}, None),
    ("the last digit 0, part of the name", {**LOST, "name": "shorter", "sound": True, **NO_FAMILY}, "ask"),
    ("the last digit lost, a letter for the name", {**LOST, "name": "letter"}, "ask"),
    ("the last digit lost, another card", {**LOST, "mother_name": MISSING, "family_card": "other"}, None),
    ("the last digit lost, another mother", {**LOST, "mother_name": "other"}, "ask"),
    (
        "that, on 1 July",
        {"nik": "digit_lost", "serial": True, "neighbour": True, "sole": True, "special": True, **NO_FAMILY},
        "ask",
    ),
    ("NIKs end in 0, twins by a letter", {"neighbour": True, "name": "typo"}, "ask"),
    ("NIKs end in 0, no other NIK begins so", {"neighbour": True, "name": "typo", "sole": True}, None),
    ("NIKs end in 0, two families", {"neighbour": True, "family_card": "other", "mother_name": MISSING}, "ask"),
    ("one NIK, a name in letters", {"name": "faint", "sound": True}, None),
    ("one NIK, a name in letters, another card", {"name": "faint", "family_card": "other"}, "ask"),
    ("one NIK that ends in 0, a name in letters", {"name": "faint", "neighbour": True}, "ask"),
    ("the NIK of a spouse", {"name": "rest", "birth_date": "other", "sex": "other"}, "different"),
    ("boy and girl are no twins of one name", {"nik": "other", "sex": "other"}, None),
    ("boy and girl, one name short", {"nik": "other", "sex": "other", "name": "shorter"}, "ask"),
    ("1 July, a slip in the NIK", {"nik": "swapped", "special": True, **NO_FAMILY}, None),
    (
        "a slip in the NIK, the next district",
        {"nik": "one_digit", "sound": True, "village_code": "district", **NO_FAMILY},
        "ask",
    ),
    ("a slip in the NIK, or a namesake of another district", {"nik": "one_digit", "sound": True, **NO_FAMILY}, "ask"),
    ("a slip in the NIK, the next village", {"nik": "one_digit", "village_code": "district", **NO_FAMILY}, None),
    ("somebody's NIK, a turned birth date, the family", {"nik": "other", "birth_date": "swapped"}, None),
    (
        "somebody's NIK, a turned birth date, part of the name",
        {"nik": "other", "birth_date": "swapped", "name": "shorter"},
        "ask",
    ),
    ("somebody's NIK, another year, parent or child", {"nik": "other", "birth_date": "slip", "special": True}, "ask"),
    ("no NIK, a letter for the given name", {"nik": MISSING, "name": "letter"}, "ask"),
    ("no NIK, part of the name, another year", {"nik": MISSING, "name": "shorter", "birth_date": "slip"}, "ask"),
    ("the mother's name is one of many", {"nik": MISSING, "mother_name": "common", "family_card": MISSING}, "ask"),
    ("no names, no NIK", {"nik": MISSING, "name": MISSING}, "different"),
    ("no names, one NIK", {"name": MISSING}, None),
]


NEEDED = [
    ("shared_nik_nameless", {"name": MISSING, "sex": "other"}),
    ("shared_nik_births", {"birth_date": "other", "mother_name": "other"}),
    ("shared_nik_families", {"mother_name": "other", "family_card": "other"}),
    ("name_missing", {"nik": "one_digit", "name": MISSING}),
    ("maybe_same_name", {"nik": "swapped", "name": "rest"}),
    ("part_of_name", {"nik": MISSING, "name": "part"}),
    ("another_name", {"nik": MISSING, "name": "given", **NO_FAMILY}),
    ("reissued", {"nik": "other", "formed": True}),
    ("two_niks_families", {"nik": "other", "mother_name": "other", "family_card": MISSING}),
    ("two_niks", {"nik": "other", "birth_date": MISSING}),
    ("generation_or_slip", {"nik": MISSING, "birth_date": "slip", "special": True}),
    ("births_as_in_nik", {"nik": "one_digit", "sound": True, "birth_date": "slip"}),
    ("births_conflict_family", {"nik": MISSING, "birth_date": "year"}),
    ("births_conflict", {"nik": MISSING, "birth_date": "other", "mother_name": MISSING}),
    ("namesake_or_slip", {"nik": "swapped", "serial": True, "family_card": "other", "mother_name": MISSING}),
    ("nik_slip_elsewhere", {"nik": "swapped", "village_code": "district", "birth_date": "slip", **NO_FAMILY}),
    ("crowd", {"nik": MISSING, "special": True, **NO_FAMILY}),
    ("birth_unknown", {"nik": MISSING, "birth_date": MISSING, "mother_name": MISSING}),
    ("birth_slip_alone", {"nik": MISSING, "birth_date": "slip", **NO_FAMILY}),
    ("other_mother", {"nik": "swapped", "mother_name": "other", "family_card": MISSING}),
]
"""Guards that no line of TABLE needs, each with a situation that is its own."""


@pytest.mark.parametrize(("code", "differs"), NEEDED, ids=[code for code, _ in NEEDED])
def test_each_guard_has_situations_of_its_own(code: str, differs: dict[str, object]) -> None:
    at = guard_of(Situation(**{**ALIKE, **differs}))  # type: ignore[arg-type]
    assert at != NO_GUARD and GUARDS[at].code == code


@pytest.mark.parametrize(("told", "differs", "most"), TABLE, ids=[row[0] for row in TABLE])
def test_guards(told: str, differs: dict[str, object], most: str | None) -> None:
    at = guard_of(Situation(**{**ALIKE, **differs}))  # type: ignore[arg-type]
    assert (None if at == NO_GUARD else GUARDS[at].outcome) == most


def test_no_guard_lets_name_and_birth_date_alone_join() -> None:
    supports = ("nik", "mother_name", "family_card")
    for name in NAMES_AGREE:
        for missing in (MISSING, "other"):
            weak = {**ALIKE, "name": name, **dict.fromkeys(supports, missing)}
            assert guard_of(Situation(**weak)) != NO_GUARD  # type: ignore[arg-type]


def test_guards_are_named_once_and_say_two_languages() -> None:
    assert len({guard.code for guard in GUARDS}) == len(GUARDS)
    assert all(guard.says.id and guard.says.en and guard.outcome != "same" for guard in GUARDS)


def test_every_pattern_has_its_number() -> None:
    highest = tuple(radix - 1 for radix in RADIX)
    assert pattern_levels(pattern_number(highest)) == highest
    for at, comparison in enumerate(COMPARISONS):
        for number in range(len(comparison.levels) + 1):
            levels = tuple(number if here == at else 0 for here in range(len(COMPARISONS)))
            assert pattern_levels(pattern_number(levels)) == levels


def test_flags_are_read_back() -> None:
    for bit, name in enumerate(FLAGS):
        seen = situation(0, 1 << bit)
        assert [flag for flag in FLAGS if getattr(seen, flag)] == [name]


def test_expectations_of_every_comparison_add_up() -> None:
    for comparison in COMPARISONS:
        assert sum(level.same for level in comparison.levels) == pytest.approx(1_000_000, rel=0.02)
        assert sum(level.chance for level in comparison.levels) == pytest.approx(10**12, rel=0.02)


def test_nothing_compared_says_nothing() -> None:
    assert explanation(Situation(*[MISSING] * 7)).en == ""
