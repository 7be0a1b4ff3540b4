"""What is suggested to a person who is asked about a pair: an answer, never a decision."""

from collections.abc import Mapping
from typing import Literal

from payung.core.basis.text import Text
from payung.core.linkage.situation import MISSING

Suggested = Literal["same", "different"]
ANSWERS: Mapping[str, Text] = {
    "same": Text(id="sama", en="same"),
    "different": Text(id="berbeda", en="different"),
    "withdrawn": Text(id="cabut", en="withdrawn"),
}
"""Verdict -> its word for people."""

_AGREE = ("equal", "shorter", "misspelt", "sounds", "part", "given", "order", "typo")


def suggested(guard: str, levels: Mapping[str, str]) -> Suggested:
    """The likelier answer to a pair that is asked about; ``levels``: field -> level code (``comparisons``).

    Most doubtful pairs are one person with more than one slip. Two people they are likelier to be where the names
    differ a little and the NIKs in one digit, as those of twins, and where a NIK is borrowed in a family.

    >>> suggested("twin_or_slip", {"nik": "one_digit", "name": "typo"}), suggested("two_niks", {"name": "equal"})
    ('different', 'same')
    """
    nik, name, born, sex = (levels.get(field, MISSING) for field in ("nik", "name", "birth_date", "sex"))
    twins = guard == "twin_or_slip" and nik == "one_digit" and name in ("typo", "other", "rest")
    borrowed = nik == "equal" and name not in _AGREE and (sex == "other" or born in ("year", "other"))
    another_sex = sex == "other" and nik != "equal" and name not in ("equal", "shorter")
    return "different" if twins or borrowed or another_sex else "same"


Agreement = Literal["agrees", "alike", "differs", "unknown"]


def agreement(level: str) -> Agreement:
    """How far a field agrees, by its level code.

    >>> agreement("equal"), agreement("typo"), agreement("other"), agreement("missing")
    ('agrees', 'alike', 'differs', 'unknown')
    """
    known: dict[str, Agreement] = {"equal": "agrees", "other": "differs", MISSING: "unknown"}
    return known.get(level, "alike")
