"""What an answer changes in what was known before: a later answer wins, but nobody accepted is lost in silence."""

from collections.abc import Mapping
from typing import Any

import narwhals as nw

from payung.core.basis.text import Text
from payung.core.cover.answer_words import ACCEPTED, REJECTED, UNANSWERED

Frame = nw.LazyFrame[Any]

CHANGES: Mapping[str, Text] = {
    "accepted": Text(id="diterima", en="accepted"),
    "rejected": Text(id="ditolak", en="rejected"),
    "reason": Text(id="alasan penolakan diperbarui", en="reason of the rejection renewed"),
    "number": Text(id="nomor peserta menyusul", en="membership number came later"),
}
"""What an answer changes at once."""

CONFIRM: Mapping[str, Text] = {
    "rejected_after_accepted": Text(
        id="Sudah diterima, kini ditolak; pastikan kepada BPJS sebelum perlindungannya dihapus.",
        en="Was accepted, is now rejected; make sure at BPJS before the cover is removed.",
    ),
    "other_number": Text(
        id="Sudah punya nomor peserta lain; pastikan nomor yang benar.",
        en="Has another membership number already; make sure which one is right.",
    ),
    "number_of_another": Text(
        id="Nomor peserta ini sudah milik orang lain.", en="This membership number is another person's already."
    ),
}
"""What an answer would change, and somebody must confirm first."""


def changes(states: Frame, standing: Frame, exported: Frame) -> Frame:
    """What ``states`` (see ``answers.states``) change in ``standing``: one row an enrolment of ``states``.

    ``standing``: enrolment, person, state, membership_number, reason, of these and any others; who is missing in it is
    unanswered. Gives enrolment, before, state, membership_number, reason (as they stand afterwards), change
    (``CHANGES``) and confirm (``CONFIRM``), both null where nothing changes; never both set. The same answer again
    changes nothing; where ``confirm`` is set everything stays as before.
    """
    known = standing.select("enrolment", before="state", before_number="membership_number", before_reason="reason")
    holders = (
        standing.filter((nw.col("state") == ACCEPTED) & ~nw.col("membership_number").is_null())
        .group_by("membership_number")
        .agg(nw.col("person").min().alias("first_holder"), nw.col("person").max().alias("last_holder"))
    )
    beside = (
        states.select("enrolment", "membership_number", said="state", told="reason")
        .join(exported.select("enrolment", "person"), on="enrolment", how="left")
        .join(known, on="enrolment", how="left")
        .join(holders, on="membership_number", how="left")
        .with_columns(before=nw.col("before").fill_null(UNANSWERED))
    )
    judged = beside.with_columns(confirm=_confirm()).with_columns(change=_change())
    taken = ~nw.col("change").is_null()
    return judged.select(
        "enrolment",
        "before",
        state=nw.when(taken).then("said").otherwise("before"),
        membership_number=nw.when(taken).then("membership_number").otherwise("before_number"),
        reason=nw.when(taken).then("told").otherwise("before_reason"),
        change="change",
        confirm="confirm",
    )


def _confirm() -> nw.Expr:
    number, person = nw.col("membership_number"), nw.col("person")
    others = ((nw.col("first_holder") != person) | (nw.col("last_holder") != person)).fill_null(False)
    return (
        nw.when((nw.col("before") == ACCEPTED) & (nw.col("said") == REJECTED))
        .then(nw.lit("rejected_after_accepted"))
        .when((nw.col("said") == ACCEPTED) & others)
        .then(nw.lit("number_of_another"))
        .when((nw.col("before") == ACCEPTED) & (nw.col("said") == ACCEPTED) & (number != nw.col("before_number")))
        .then(nw.lit("other_number"))
    )


def _change() -> nw.Expr:
    said, before = nw.col("said"), nw.col("before")
    same_reason = nw.col("told") == nw.col("before_reason")
    return (
        nw.when(~nw.col("confirm").is_null())
        .then(nw.lit(None, nw.String))
        .when((said == ACCEPTED) & (before != ACCEPTED))
        .then(nw.lit("accepted"))
        .when((said == ACCEPTED) & nw.col("before_number").is_null() & ~nw.col("membership_number").is_null())
        .then(nw.lit("number"))
        .when((said == REJECTED) & (before == UNANSWERED))
        .then(nw.lit("rejected"))
        .when((said == REJECTED) & (before == REJECTED) & ~nw.col("told").is_null() & ~same_reason.fill_null(False))
        .then(nw.lit("reason"))
    )
