"""From the text of a roster row to the few small columns every rule reads.

Text is looked at once, here. What follows works on whole numbers and true/false, which is what makes ten million rows
a matter of seconds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import narwhals as nw

from payung.core.people.nik import DIGITS
from payung.core.people.nik_columns import (
    all_digits,
    district_known,
    number_of,
    number_of_day,
)

Frame = nw.LazyFrame[Any]

VILLAGE_DIGITS = 10
EXACT_IN_A_CELL = 2**53
"""Whole numbers from here on are not all exact in a spreadsheet cell."""

ODD_IN_A_NAME = r"[0-9_@#$%&*+=/<>?!:;()\[\]{}|\\,]|^(?i:h|hj|dr|drs|dra|ir|kh|ust|prof)\.? "
"""Digits, signs that are in no name, a comma (what follows is a degree), or a title before the name."""


class Occupation(Protocol):
    """What must be known of an occupation code."""

    @property
    def risk(self) -> int:
        """1 (little) to 5 (much)."""

    @property
    def vulnerable(self) -> bool:
        """False for civil servants, police, soldiers, village officials and wage earners."""

    @property
    def official(self) -> bool:
        """True for village officials, village heads and disaster workers."""


@dataclass(frozen=True)
class Known:
    """The lists that rows are compared with."""

    nik_prefixes: Iterable[str]  # 6 digits each, of today and of the past
    occupations: Mapping[str, Occupation]  # code -> occupation


FACTS = (
    "nik_absent", "nik_digits_only", "nik_scientific", "nik_letter", "nik_stored_number", "nik_number",
    "family_absent", "family_number", "written", "written_unreadable", "man", "woman", "name_absent", "name_odd",
    "mother_absent", "occupation_absent", "occupation_unlisted", "occupation_risk", "occupation_not_vulnerable",
    "official", "work_undeclared", "village_number", "in_area",
)  # fmt: skip
"""What ``read_facts`` adds."""


def read_facts(rows: Frame, known: Known, area_code: str) -> Frame:
    """Add the columns of ``FACTS`` to roster rows. True/false columns are never null; numbers are Int64 or null."""
    nik, card, place = nw.col("nik"), nw.col("family_card"), nw.col("village_code")
    numbers = {
        "nik_number": number_of(nik, DIGITS),
        "family_number": number_of(card, DIGITS),
        "written": number_of_day(nw.col("birth_date")),
        "occupation_risk": _occupation_risk(known),
        "village_number": nw.when(place.str.len_chars() == VILLAGE_DIGITS).then(place).cast(nw.Int64),
    }
    occupation, said = nw.col("occupation"), nw.col("occupation_text")
    listed = occupation.is_in(sorted(known.occupations)).fill_null(False)
    officials = sorted(code for code, entry in known.occupations.items() if entry.official)
    sheltered = sorted(code for code, entry in known.occupations.items() if not entry.vulnerable)
    truths = {
        "nik_absent": _absent(nik),
        "nik_digits_only": all_digits(nw.when(nik.str.len_chars() != DIGITS).then(nik)),
        "nik_scientific": nw.col("nik_form") == "scientific",
        "nik_letter": nw.col("nik_form") == "letter_o",
        "nik_stored_number": nw.col("nik_form") == "number",
        "family_absent": _absent(card),
        "written_unreadable": nw.col("birth_date_form") == "unreadable",
        "man": nw.col("sex") == "L",
        "woman": nw.col("sex") == "P",
        "name_absent": _absent(nw.col("name")),
        "name_odd": nw.col("name").str.contains(ODD_IN_A_NAME),
        "mother_absent": _absent(nw.col("mother_name")),
        "occupation_absent": _absent(occupation) & _absent(said),
        "occupation_unlisted": ~listed & ~(_absent(occupation) & _absent(said)),
        "occupation_not_vulnerable": occupation.is_in(sheltered),
        "official": occupation.is_in(officials),
        "work_undeclared": ~nw.col("work_declared").fill_null(False),
        "in_area": place.str.starts_with(area_code),
    }
    facts = rows.with_columns(**numbers, **{name: truth.fill_null(False) for name, truth in truths.items()})
    return facts.with_columns(nik_digits_only=nw.col("nik_digits_only") | ~nw.col("nik_number").is_null())


def judge_identity(frame: Frame, known: Known) -> Frame:
    """Add what the NIK and the birth date say together, after ``read_facts``, ``with_nik_birth`` and ``nik_on_a_card``.

    Adds (true/false, never null) nik_known_district, nik_is_card, nik_cut, nik_sound, nik_trusted, dob_swapped,
    dob_differs, dob_from_nik; and ``born`` (Int64 yyyymmdd): the birth
    date to decide with, null when there is none or the row contradicts itself.
    """
    number = nw.col("nik_number")
    shape = frame.with_columns(
        nik_known_district=district_known(known.nik_prefixes).fill_null(False),
        nik_is_card=(
            (number == nw.col("family_number")).fill_null(False) | (nw.col("nik_no_adult") & nw.col("nik_on_a_card"))
        ),
        nik_cut=(
            nw.col("nik_stored_number") & ((nw.col("nik_serial") % 10 == 0) | (number >= EXACT_IN_A_CELL))
        ).fill_null(False),
    )
    sound = shape.with_columns(
        nik_sound=~nw.col("nik_born").is_null()
        & (nw.col("nik_serial") > 0)
        & ~nw.col("nik_is_card")
        & ~nw.col("nik_cut")
        & ~nw.col("nik_scientific"),
        written_swapped=nw.col("written") // 10_000 * 10_000
        + nw.col("written") % 100 * 100
        + nw.col("written") // 100 % 100,
    )
    written, born = nw.col("written"), nw.col("nik_born")
    other = sound.with_columns(
        nik_sound=nw.col("nik_sound").fill_null(False),
        dob_other=(nw.col("nik_sound") & (written != born)).fill_null(False),
    )
    swapped = nw.col("dob_other") & (nw.col("written_swapped") == born)
    judged = other.with_columns(dob_swapped=swapped.fill_null(False))
    judged = judged.with_columns(
        dob_differs=nw.col("dob_other") & ~nw.col("dob_swapped"),
        dob_from_nik=nw.col("nik_sound")
        & ~nw.col("written_unreadable")
        & (nw.col("written").is_null() | nw.col("dob_swapped")),
    )
    usable = ~nw.col("dob_differs") & ~nw.col("written_unreadable")
    return judged.with_columns(
        born=nw.when(nw.col("dob_from_nik")).then(born).otherwise(nw.when(usable).then(written)),
        nik_trusted=nw.col("nik_sound") & ~nw.col("dob_differs"),
    )


def _absent(text: nw.Expr) -> nw.Expr:
    return (text == "").fill_null(True)


def _occupation_risk(known: Known) -> nw.Expr:
    """The risk of the row's occupation, 0 when it is not known."""
    risk = nw.lit(0, nw.Int64)
    for level in sorted({entry.risk for entry in known.occupations.values()}):
        codes = sorted(code for code, entry in known.occupations.items() if entry.risk == level)
        risk = nw.when(nw.col("occupation").is_in(codes)).then(nw.lit(level, nw.Int64)).otherwise(risk)
    return risk
