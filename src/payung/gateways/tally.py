"""The figures of a run, added up, and a check that they do add up."""

from dataclasses import dataclass

import polars as pl

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text


class CountsDoNotAdd(PayungError):
    """Rows were lost or counted twice between reading and deciding: a fault of Payung, so nothing is published."""

    code = "counts-do-not-add"
    exit_code = 61

    def __init__(self, left: int, right: int) -> None:
        super().__init__(
            Text(
                id=f"Jumlah baris tidak cocok: {left} dibaca, {right} dipertanggungjawabkan.",
                en=f"Row counts do not agree: {left} read, {right} accounted for.",
            ),
            Text(
                id="Hasil tidak diterbitkan. Laporkan kesalahan ini dengan daftar berkas dan jumlah barisnya.",
                en="Nothing was published. Report this error with the list of files and their row counts.",
            ),
        )


@dataclass(frozen=True)
class Tally:
    """Rows of all files, people, person-months and rupiah."""

    rows_read: int
    accepted: int
    correct: int
    rejected: int
    not_data: int
    funded: int
    waiting: int
    months: int
    amount: int


def tally(outcome: pl.DataFrame, files: pl.DataFrame) -> Tally:
    """Add up a run. ``rows_read = accepted + correct + rejected + not_data`` holds for what is returned.

    Raises: CountsDoNotAdd when it does not, in all or for one file.
    """
    decided = dict(outcome.group_by("decision").len().iter_rows())
    accepted, correct, rejected = (int(decided.get(word, 0)) for word in ("accept", "correct", "reject"))
    not_data, rows_read = int(files["not_data"].sum()), int(files["rows_read"].sum())
    if rows_read != accepted + correct + rejected + not_data or accepted + correct + rejected != outcome.height:
        raise CountsDoNotAdd(rows_read, accepted + correct + rejected + not_data)
    rows = outcome.group_by("file").agg(pl.len().cast(pl.Int64).alias("found"))
    odd = files.join(rows, on="file", how="left").filter(
        (pl.col("workers") != pl.col("found").fill_null(0))
        | (pl.col("rows_read") != pl.col("workers") + pl.col("not_data"))
    )
    if odd.height:
        raise CountsDoNotAdd(int(odd["rows_read"].sum()), int((odd["found"].fill_null(0) + odd["not_data"]).sum()))
    funded = outcome.filter(pl.col("months") > 0)
    return Tally(
        rows_read=rows_read,
        accepted=accepted,
        correct=correct,
        rejected=rejected,
        not_data=not_data,
        funded=funded.height,
        waiting=accepted - funded.height,
        months=int(funded["months"].sum()),
        amount=int(funded["amount"].sum()),
    )
