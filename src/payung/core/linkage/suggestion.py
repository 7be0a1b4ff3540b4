"""What is suggested to a person who is asked about a pair: an answer, never a decision."""

from collections.abc import Mapping
from typing import Literal

from payung.core.basis.text import Text
from payung.core.linkage.comparisons import NAMES_AGREE
from payung.core.linkage.situation import MISSING

Suggested = Literal["same", "different"]
ANSWERS: Mapping[str, Text] = {
    "same": Text(id="sama", en="same"),
    "different": Text(id="berbeda", en="different"),
    "withdrawn": Text(id="cabut", en="withdrawn"),
}
"""Verdict -> its word for people."""

_AGREE = (*NAMES_AGREE, "part", "faint", "sounds", "given")
_NEXT_NUMBER = ("one_digit", "near", "same_day")
_FAR = ("regency", "other")


def suggested(levels: Mapping[str, str], *, one_list: bool = False) -> Suggested:
    """The likelier answer to a pair that is asked about; ``levels``: field -> level code (``comparisons``);
    ``one_list``: both stand on one list, where a number is easily copied down to the next row.

    Most doubtful pairs are one person with more than one slip. Two people they are likelier to be where the NIKs are
    neighbours and the names differ in a letter or in the given name, as those of twins (in the last vowel, as Rini and
    Rina, also where a NIK lost a digit); where the NIKs differ in a
    digit and the family does too; and where one NIK stands beside two names of which nothing says that they are kin.

    >>> suggested({"nik": "one_digit", "name": "typo"}), suggested({"nik": "other", "name": "equal"})
    ('different', 'same')
    """
    nik, name, born, sex, village, mother, card = (
        levels.get(field, MISSING)
        for field in ("nik", "name", "birth_date", "sex", "village_code", "mother_name", "family_card")
    )
    kin = mother in ("equal", "alike") or card in ("equal", "slip")
    strangers = not kin and "other" in (mother, card)
    twins = (nik in _NEXT_NUMBER and name in ("typo", "rest", "ending")) or (nik == "digit_lost" and name == "ending")
    namesakes = nik == "one_digit" and strangers
    borrowed = nik == "equal" and name not in _AGREE and (sex == "other" or born in ("year", "other") or strangers)
    copied = nik == "equal" and name == "other" and not kin and (one_list or village in _FAR)
    another_sex = sex == "other" and nik != "equal" and name not in ("equal", "shorter")
    return "different" if twins or namesakes or borrowed or copied or another_sex else "same"


Agreement = Literal["agrees", "alike", "differs", "unknown"]


def agreement(level: str) -> Agreement:
    """How far a field agrees, by its level code.

    >>> agreement("equal"), agreement("typo"), agreement("other"), agreement("missing")
    ('agrees', 'alike', 'differs', 'unknown')
    """
    known: dict[str, Agreement] = {"equal": "agrees", "other": "differs", MISSING: "unknown"}
    return known.get(level, "alike")
