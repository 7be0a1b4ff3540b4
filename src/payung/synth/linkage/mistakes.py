"""The kinds of mistake by name, and which of them exclude each other."""

from collections.abc import Callable
from dataclasses import dataclass

from payung.synth.linkage import name_slips, nik_slips
from payung.synth.linkage.rows import Rows


@dataclass(frozen=True)
class Mistake:
    """``field``: what it changes, and no two mistakes of one record change the same, but names may have several."""

    kind: str
    field: str
    plant: Callable[[Rows], None]


MISTAKES = (
    Mistake("nik_digit", "nik", nik_slips.digit),
    Mistake("nik_swap", "nik", nik_slips.swap),
    Mistake("nik_short", "nik", nik_slips.short),
    Mistake("nik_zeroed", "nik", nik_slips.zeroed),
    Mistake("nik_missing", "nik", nik_slips.missing),
    Mistake("nik_of_spouse", "nik", nik_slips.of_spouse),
    Mistake("nik_of_neighbour", "nik", nik_slips.of_neighbour),
    Mistake("birth_swapped", "birth_date", nik_slips.turned),
    Mistake("birth_first_of_july", "birth_date", nik_slips.first_of_july),
    Mistake("birth_year", "birth_date", nik_slips.year),
    Mistake("birth_missing", "birth_date", nik_slips.no_birth_date),
    Mistake("sex_wrong", "sex", nik_slips.other_sex),
    Mistake("moved", "village_code", nik_slips.moved),
    Mistake("card_new", "family_card", nik_slips.new_card),
    Mistake("mother_name", "mother_name", name_slips.mother),
    Mistake("name_muhammad", "name_word", name_slips.muhammad),
    Mistake("name_common_form", "name_word", name_slips.common_form),
    Mistake("name_initials", "name_length", name_slips.initials),
    Mistake("name_single", "name_length", name_slips.single),
    Mistake("name_middle", "name_length", name_slips.middle),
    Mistake("name_old_spelling", "name_letters", name_slips.old_spelling),
    Mistake("name_typo", "name_letters", name_slips.typo),
    Mistake("name_title", "name_dress", name_slips.title),
    Mistake("name_parent_or_spouse", "name_dress", name_slips.parent_or_spouse),
)
"""In the order they are planted: names are cut before they are dressed."""

KINDS = tuple(mistake.kind for mistake in MISTAKES)
