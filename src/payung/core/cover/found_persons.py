"""Who the lines of a bill and of BPJS's list speak of: found by NIK, else by membership number, never by name alone."""

from collections.abc import Mapping
from typing import Any

import narwhals as nw

from payung.core.basis.text import Text

Frame = nw.LazyFrame[Any]

FOUND: Mapping[str, Text] = {
    "by_nik": Text(id="ditemukan dengan NIK", en="found by NIK"),
    "by_membership_number": Text(id="ditemukan dengan nomor peserta", en="found by membership number"),
    "contradicts": Text(
        id="NIK dan nomor peserta menunjuk dua orang", en="NIK and membership number lead to two people"
    ),
    "two_people": Text(id="nomornya dipakai dua orang", en="two people have this number"),
    "unknown": Text(id="tidak dikenal program", en="unknown to the programme"),
    "no_number": Text(id="tanpa NIK dan nomor peserta", en="without NIK and membership number"),
}
"""How the person of a line was found, or why nobody was."""

_LISTED_FROM = -(2**39)


def with_persons(billed: Frame, listed: Frame, people: Frame) -> tuple[Frame, Frame]:
    """``billed`` and ``listed`` with ``person`` (Int64) and ``found`` (of ``FOUND``) added.

    Both read line, nik and membership_number (text or null). ``people``: person (0 or more), nik, membership_number
    (text or null), several rows for one who has several numbers. Numbers are compared as they stand: clean them, or
    hide all of them under one key, before. A number two people have finds nobody. Who is not found but has a number is
    a stranger: below 0, the same for all lines of both lists with that NIK (without one: that membership number).
    Person is null for a line without any number.
    """
    both = (_found(billed, people), _found(listed, people))
    known = _strangers(*both)
    with_bill, with_list = (_filled(side, known) for side in both)
    return with_bill, with_list


def _found(lines: Frame, people: Frame) -> Frame:
    by_nik, by_number = _owners(people, "nik"), _owners(people, "membership_number")
    asked = lines.join(by_nik, on="nik", how="left").join(by_number, on="membership_number", how="left")
    one, other = nw.col("nik_owner"), nw.col("membership_number_owner")
    shared = nw.col("nik_shared").fill_null(False) | nw.col("membership_number_shared").fill_null(False)
    differ = (one != other).fill_null(False)
    keyless = nw.col("nik").is_null() & nw.col("membership_number").is_null()
    words = {
        "contradicts": differ,
        "by_nik": ~one.is_null(),
        "by_membership_number": ~other.is_null(),
        "two_people": shared,
        "no_number": keyless,
    }
    found: nw.Expr = nw.lit("unknown")
    for word, holds in reversed(words.items()):
        found = nw.when(holds).then(nw.lit(word)).otherwise(found)
    kept = lines.collect_schema().names()
    return asked.with_columns(
        found=found,
        person=nw.when(~differ).then(nw.coalesce(one, other)),
        stranger=nw.coalesce(_worded("n", "nik"), _worded("k", "membership_number")),
    ).select(*(name for name in kept if name != "person"), "found", "person", "stranger")


def _worded(kind: str, column: str) -> nw.Expr:
    return nw.when(~nw.col(column).is_null()).then(nw.concat_str([nw.lit(kind), nw.col(column)]))


def _owners(people: Frame, number: str) -> Frame:
    """Number -> the one person who has it; null and shared where there are several."""
    has = people.filter(~nw.col(number).is_null()).select(number, least="person", most=nw.col("person"))
    alone = nw.col("least") == nw.col("most")
    return (
        has.group_by(number)
        .agg(nw.col("least").min(), nw.col("most").max())
        .select(
            number, nw.when(alone).then(nw.col("least")).alias(f"{number}_owner"), (~alone).alias(f"{number}_shared")
        )
    )


def _strangers(billed: Frame, listed: Frame) -> Frame:
    """Key of a stranger -> a number below 0, of the first line of the bill, else of BPJS's list, that has the key."""
    nobody = nw.col("person").is_null() & ~nw.col("stranger").is_null()
    keys = [
        side.filter(nobody).select("stranger", stranger_number=nw.lit(first, nw.Int64) - 1 - nw.col("line"))
        for side, first in ((billed, 0), (listed, _LISTED_FROM))
    ]
    return nw.concat(keys).group_by("stranger").agg(nw.col("stranger_number").max())


def _filled(side: Frame, strangers: Frame) -> Frame:
    numbered = side.join(strangers, on="stranger", how="left")
    return numbered.with_columns(person=nw.coalesce("person", "stranger_number")).drop("stranger", "stranger_number")
