"""Mixes of people and mistakes. What is estimated or chosen on those of ``STUDIED`` is judged on drawn ones."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from payung.synth.linkage.mistakes import KINDS
from payung.synth.linkage.naming import PEOPLES

SOURCES = ("roster", "register", "members", "deaths", "programme")
Table = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Mix:
    """Shares are of 1. A kind of mistake that ``weights`` does not name weighs 1."""

    name: str
    spoilt: Mapping[str, float]  # source -> how many of its records have a mistake
    several: tuple[float, float, float]  # of the spoilt: with one, two and three mistakes
    weights: Mapping[str, float]  # kind of mistake -> how often beside the others
    absent: Table  # source -> field -> how often whole lists (rosters: villages) have no such column or leave it empty
    zeroed: float = 0.02  # villages whose list went through a spreadsheet that took the last digit of every NIK
    peoples: Mapping[str, float] | None = None  # people -> share; those not named are none
    first_of_july: float = 0.08
    twins: float = 0.08  # of families with two grown children
    father_and_son: float = 0.04  # of fathers with a grown son
    namesakes: float = 0.01  # of people, for each kind of namesake
    again: float = 0.04  # of people on rosters: how many stand there twice
    unusual: bool = True  # also forms of names that the training mix does not have

    def __post_init__(self) -> None:
        assert set(self.weights) <= set(KINDS) and set(self.spoilt) == set(SOURCES)  # noqa: S101 - a slip in this file


_ABSENT: Table = {
    "roster": {"mother_name": 0.45, "family_card": 0.12, "birth_date": 0.02, "sex": 0.03},
    "register": {"mother_name": 0.04, "family_card": 0.03},
    "members": {"mother_name": 0.25, "family_card": 0.70, "village_code": 0.05},
    "deaths": {"mother_name": 0.70, "family_card": 0.45, "birth_date": 0.03},
    "programme": {"mother_name": 0.55, "family_card": 0.20, "birth_date": 0.02},
}

TRAINING = Mix(
    name="training",
    spoilt={"roster": 0.35, "register": 0.05, "members": 0.15, "deaths": 0.35, "programme": 0.30},
    several=(0.78, 0.18, 0.04),
    weights={
        "nik_of_spouse": 0.5,
        "nik_of_neighbour": 0.3,
        "birth_missing": 0.5,
        "sex_wrong": 0.5,
        "nik_zeroed": 0.5,
        "moved": 2,
        "name_typo": 2,
        "name_muhammad": 3,
        "name_title": 1.5,
    },
    absent=_ABSENT,
    peoples={"malay": 36, "java": 34, "minang": 12, "batak": 8, "kerinci": 10},
    unusual=False,
)

TYPISTS = Mix(
    name="typists",  # lists typed from paper: digits and letters wrong, several at once
    spoilt={"roster": 0.42, "register": 0.06, "members": 0.22, "deaths": 0.35, "programme": 0.40},
    several=(0.66, 0.27, 0.07),
    weights={
        "nik_digit": 4,
        "nik_swap": 3,
        "nik_short": 2,
        "birth_year": 3,
        "birth_swapped": 2,
        "name_typo": 5,
        "moved": 1.5,
        "name_old_spelling": 0.4,
        "nik_missing": 0.4,
        "nik_of_neighbour": 0.6,
    },
    absent=_ABSENT,
    zeroed=0.01,
    peoples={"malay": 24, "java": 40, "minang": 8, "batak": 12, "kerinci": 4, "sunda": 8, "bali": 4},
)

OLD_PAPERS = Mix(
    name="old papers",  # the old, from the memory of the village: unknown birthdays, old spelling, short names, no NIK
    spoilt={"roster": 0.40, "register": 0.10, "members": 0.20, "deaths": 0.45, "programme": 0.35},
    several=(0.70, 0.24, 0.06),
    weights={
        "nik_missing": 3,
        "birth_first_of_july": 4,
        "birth_year": 2,
        "name_old_spelling": 4,
        "name_single": 3,
        "name_parent_or_spouse": 3,
        "name_title": 3,
        "name_middle": 2,
        "name_muhammad": 2,
        "nik_digit": 0.5,
        "nik_swap": 0.5,
    },
    absent={
        **_ABSENT,
        "roster": {"mother_name": 0.55, "family_card": 0.15, "birth_date": 0.04, "sex": 0.02},
    },
    peoples={"malay": 30, "java": 22, "minang": 8, "batak": 6, "kerinci": 12, "bugis": 22},
    first_of_july=0.18,
    father_and_son=0.06,
)

SPREADSHEETS = Mix(
    name="spreadsheets",  # few slips of the hand, whole columns damaged: last digit zeroed, day and month turned
    spoilt={"roster": 0.30, "register": 0.04, "members": 0.25, "deaths": 0.30, "programme": 0.30},
    several=(0.80, 0.17, 0.03),
    weights={
        "nik_zeroed": 5,
        "nik_short": 3,
        "birth_swapped": 5,
        "nik_of_spouse": 1.5,
        "nik_of_neighbour": 1,
        "name_initials": 3,
        "name_middle": 2,
        "name_single": 0.5,
        "name_old_spelling": 0.3,
        "moved": 3,
    },
    absent={**_ABSENT, "members": {"mother_name": 0.35, "family_card": 0.80, "village_code": 0.12}},
    zeroed=0.08,
    peoples={"malay": 30, "java": 30, "minang": 10, "batak": 14, "kerinci": 4, "sunda": 6, "bugis": 6},
    twins=0.12,
    namesakes=0.02,
)

STUDIED = (TRAINING, TYPISTS, OLD_PAPERS, SPREADSHEETS)
"""Mixes that levels and guards were made with: the last three harsher than life, in twins and namesakes too."""

MIXES = {mix.name: mix for mix in STUDIED}

RARELY = {"nik_of_spouse": 0.4, "nik_of_neighbour": 0.3, "sex_wrong": 0.5, "birth_missing": 0.5}
"""Kinds of mistake that every drawn mix has more rarely than the others."""


def drawn_mix(seed: int) -> Mix:
    """A mix that nobody chose: shares, weights of the mistakes, peoples and likenesses drawn with ``seed``."""
    random = np.random.default_rng([seed, 9])

    def between(low: float, high: float) -> float:
        return round(float(random.uniform(low, high)), 3)

    spoilt = {
        "roster": between(0.25, 0.40),
        "register": between(0.03, 0.08),
        "members": between(0.10, 0.22),
        "deaths": between(0.25, 0.40),
        "programme": between(0.20, 0.35),
    }
    one = between(0.70, 0.82)
    two = round((1 - one) * 0.8, 3)
    weights = {kind: round(float(random.lognormal(0, 0.7)) * RARELY.get(kind, 1), 3) for kind in KINDS}
    absent = {
        source: {field: round(min(share * between(0.6, 1.4), 0.9), 3) for field, share in fields.items()}
        for source, fields in _ABSENT.items()
    }
    shares = random.dirichlet(np.ones(len(PEOPLES)))
    return Mix(
        name=f"drawn {seed}",
        spoilt=spoilt,
        several=(one, two, 1 - one - two),
        weights=weights,
        absent=absent,
        zeroed=between(0, 0.05),
        peoples=dict(zip(PEOPLES, shares.round(3).tolist(), strict=True)),
        first_of_july=between(0.04, 0.15),
        twins=between(0.02, 0.12),
        father_and_son=between(0.02, 0.06),
        namesakes=between(0.002, 0.02),
    )
