"""What a match means in money: which rupiah bought no cover, and what becomes of them under each fund's policy."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from payung.core.allocation.fund import Leaving
from payung.core.basis.text import Text
from payung.core.cover.treatments import KINDS, Kind, Treatment

Frame = nw.LazyFrame[Any]

_OF_LEAVERS: Mapping[Leaving, Treatment] = {"swap": "replace", "credit": "offset", "none": "lost"}
_OF_MISTAKES: Mapping[Leaving, Treatment] = {"swap": "claim", "credit": "offset", "none": "claim"}
_OF_UNCONFIRMED: Mapping[Leaving, Treatment] = {"swap": "replace", "credit": "offset", "none": "claim"}
RULES: Mapping[Kind, Mapping[Leaving, Treatment]] = {
    "ended": _OF_LEAVERS,
    "twice": _OF_MISTAKES,
    "not_decreed": _OF_MISTAKES,
    "above_price": _OF_MISTAKES,
    "not_on_list": _OF_UNCONFIRMED,
}
"""Kind and policy -> what becomes of the money. The policy is about people who left: a month of theirs was wanted when
it was ordered. A mistake of the bill was never wanted, so it comes back under every policy; no replacement can take
the second payment of one month. What was wanted and not delivered goes to a replacement, or comes back."""

WHY: Mapping[Kind, Text] = {
    "ended": Text(
        id="Perlindungan berakhir sebelum bulan yang ditagih.", en="Cover had ended before the month that was billed."
    ),
    "twice": Text(id="Bulan yang sama sudah dibayar.", en="The same month is paid already."),
    "not_decreed": Text(id="Tidak ada keputusan yang menanggung bulan itu.", en="No decree bears that month."),
    "above_price": Text(
        id="Tagihannya melebihi iuran menurut SK.", en="The bill exceeds the contribution of the decree."
    ),
    "not_on_list": Text(
        id="BPJS tidak mencantumkan orangnya; berlaku bila tidak dapat dijelaskan.",
        en="BPJS does not list the person; holds unless it is explained.",
    ),
}
POLICIES: Mapping[Leaving, Text] = {
    "swap": Text(id="Dana ini mengganti peserta yang berhenti.", en="This fund replaces members who leave."),
    "credit": Text(
        id="Dana ini memperhitungkan lebih bayar pada tagihan berikutnya.",
        en="This fund sets what was overpaid off against the next bill.",
    ),
    "none": Text(
        id="Dana ini tidak punya kesepakatan tentang peserta yang berhenti.",
        en="This fund has no agreement about members who leave.",
    ),
}


@dataclass(frozen=True)
class Overpaid:
    """Money of one fund and kind that bought no cover; whole rupiah and person-months, ``why`` in one or two sentences.

    ``months``: person-months it stands for, those a replacement can take where ``treatment`` is "replace".
    """

    fund: str
    kind: Kind
    treatment: Treatment
    months: int
    rupiah: int
    why: Text


def overpaid_sums(matched: Frame) -> Frame:
    """fund, kind, person_months and rupiah of what was overpaid or is not confirmed; reads ``match.MATCHED``.

    A person-month overpaid in part, whose other part is not confirmed, counts under both kinds; its rupiah once.
    """
    not_due = nw.col("overpaid") > 0
    wrong = matched.filter(not_due).select(
        "fund",
        kind=nw.when(nw.col("pile") == "agrees").then(nw.lit("above_price")).otherwise(nw.col("pile")),
        rupiah=nw.col("overpaid"),
    )
    due = nw.col("amount") - nw.col("overpaid")
    unconfirmed = matched.filter((due > 0) & (nw.col("listed") == "not_on_list")).select(
        "fund", kind=nw.lit("not_on_list"), rupiah=due
    )
    together = nw.concat([wrong, unconfirmed]).with_columns(person_months=nw.lit(1, nw.Int64))
    return together.group_by("fund", "kind").agg(nw.col("person_months", "rupiah").sum().cast(nw.Int64))


def overpayments(sums: Iterable[Mapping[str, Any]], policies: Mapping[str, Leaving]) -> tuple[Overpaid, ...]:
    """What becomes of every sum of ``overpaid_sums``, by fund and kind.

    ``policies``: fund -> its policy on leaving. Raises: KeyError for a fund without one.
    """
    found = []
    for row in sorted(sums, key=lambda row: (row["fund"], list(KINDS).index(row["kind"]))):
        kind, policy = row["kind"], policies[row["fund"]]
        why = WHY[kind]
        if RULES[kind] is not _OF_MISTAKES:
            said = POLICIES[policy]
            why = Text(id=f"{why.id} {said.id}", en=f"{why.en} {said.en}")
        found.append(
            Overpaid(row["fund"], kind, RULES[kind][policy], int(row["person_months"]), int(row["rupiah"]), why)
        )
    return tuple(found)


def wasted(paid: Frame, matched: Frame) -> Frame:
    """Of ``paid`` those person-months that give nobody cover: its columns and ``kind``.

    ``paid``: id, person, month, ``first`` (the lowest id that is paid for that month of the person). ``matched``:
    ``match.MATCHED`` of the same months. A month is of the first kind that holds: cover had ended before it, it was
    paid for the same person before, BPJS does not list the person.
    """
    facts = matched.select(
        "person", "month", gone=~nw.col("ended_why").is_null(), absent=nw.col("listed") == "not_on_list"
    )
    kind = (
        nw.when(nw.col("gone"))
        .then(nw.lit("ended"))
        .otherwise(
            nw.when(nw.col("id") > nw.col("first"))
            .then(nw.lit("twice"))
            .otherwise(nw.when(nw.col("absent")).then(nw.lit("not_on_list")))
        )
    )
    found = paid.join(facts, on=["person", "month"], how="inner").with_columns(kind=kind)
    return found.filter(~nw.col("kind").is_null()).drop("gone", "absent")
