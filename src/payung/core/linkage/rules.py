"""Rules about rows that are one person under several NIKs, as likeness found them.

They read ``person_turn``: 1, 2, 3 … among the sound rows of one person, the best first, null elsewhere; and the columns
``LINKED`` and ``LINKED_SHOWN`` of the lists looked up.
"""

import narwhals as nw

from payung.core.basis.text import Text
from payung.core.roster.rule import Rule, Values

_DECIDE = Text(
    id="Bila bukan orang yang sama, sampaikan kepada petugas program.",
    en="If they are two people, tell the programme officer.",
)


def _other(kind: str) -> Values:
    return {name: nw.col(f"{kind}_{name}") for name in ("file", "row", "why_id", "why_en")}


SAME_PERSON = Rule(
    code="person_duplicate",
    column="name",
    severity="block",
    outcome="reject",
    says=Text(
        id="Orang yang sama dengan {file} baris {row}, NIK berbeda ({why_id}); satu orang didaftarkan satu kali.",
        en="The same person as {file} row {row}, under another NIK ({why_en}); one person is enrolled once.",
    ),
    do=_DECIDE,
    broken=lambda case: nw.col("person_turn") > 1,
    values=lambda case: _other("link"),
    linked=True,
)

KEPT = Rule(
    code="person_kept",
    column="name",
    severity="info",
    outcome=None,
    says=Text(
        id="Orang yang sama juga tercantum pada {file} baris {row}, NIK berbeda ({why_id}); baris ini yang dipakai.",
        en="The same person also stands on {file} row {row}, under another NIK ({why_en}); this row is used.",
    ),
    do=_DECIDE,
    broken=lambda case: nw.col("person_turn") == 1,
    values=lambda case: _other("link"),
    linked=True,
)

ALIKE = Rule(
    code="person_possible_duplicate",
    column="name",
    severity="warn",
    outcome=None,
    says=Text(
        id="Mungkin orang yang sama dengan {file} baris {row}, NIK berbeda ({why_id}).",
        en="Perhaps the same person as {file} row {row}, under another NIK ({why_en}).",
    ),
    do=Text(
        id="Cocokkan keduanya dengan KTP-el, lalu sampaikan kepada petugas program.",
        en="Compare both with the identity cards, then tell the programme officer.",
    ),
    broken=lambda case: nw.col("link_alike"),
    values=lambda case: _other("alike"),
    linked=True,
)

RULES = (SAME_PERSON, KEPT, ALIKE)
