"""Tables behind the summary page. Counts are rows, people, person-months and whole rupiah."""

from collections.abc import Mapping

import polars as pl

from payung.core.basis.text import Text
from payung.core.programmes.programme import Case

UNTIED = "Desa belum diketahui"

REASONS: Mapping[str, Text] = {
    "no_list": Text(id="tidak ada yang diterima", en="nobody was accepted"),
    "few": Text(id="semua yang diterima sudah dibiayai penuh", en="everyone accepted has the full months"),
    "quota": Text(id="kuota orang sudah tercapai", en="the quota of people is reached"),
    "rest": Text(id="sisanya kurang dari iuran satu bulan", en="what is left buys less than one month"),
    "other": Text(id="batas lain, misalnya kuota wilayah", en="another limit, such as the quota of the area"),
}
"""Why money is left."""


def by_village(outcome: pl.DataFrame, villages: pl.DataFrame, files: pl.DataFrame) -> pl.DataFrame:
    """A line for each village that has a file or a row, by code.

    Counts are accepted, correct, rejected, funded, waiting, months, amount. Rows without a village
    are together under ``UNTIED``, last.
    """
    accepted, funded = pl.col("decision") == "accept", pl.col("months") > 0
    counts = outcome.group_by("village_code").agg(
        accepted.sum().alias("accepted"),
        (pl.col("decision") == "correct").sum().alias("correct"),
        (pl.col("decision") == "reject").sum().alias("rejected"),
        funded.sum().alias("funded"),
        (accepted & ~funded).sum().alias("waiting"),
        pl.col("months", "amount").sum(),
    )
    known = pl.concat([outcome["village_code"], files["village_code"].drop_nulls()]).unique().to_frame()
    return (
        known.join(counts, on="village_code", how="left", nulls_equal=True)
        .join(villages, on="village_code", how="left")
        .with_columns(
            pl.col("accepted", "correct", "rejected", "funded", "waiting", "months", "amount").fill_null(0),
            pl.col("regency").fill_null(UNTIED),
            pl.coalesce("village", "village_code", pl.lit(UNTIED)).alias("village"),
        )
        .sort("village_code", nulls_last=True)
    )


def left_over(places: pl.DataFrame, case: Case) -> pl.DataFrame | None:
    """Purses with what is left of each and why: village_code (null for the area's purse), left, reason.

    None when the programme states no amount. Villages without a code have no purse.
    """
    fund, quota = case.programme.fund, case.programme.quota
    if fund.amount is None:
        return None
    purses = places.filter(pl.col("village_code").is_not_null())
    if fund.per == "area":
        purses = places.select(pl.lit(None, pl.String).alias("village_code"), pl.col(_SUMMED).sum())
    full_quota = (
        pl.col("funded") >= quota if quota is not None and case.programme.quota_per == fund.per else pl.lit(False)
    )
    return purses.select(
        "village_code",
        (fund.amount - pl.col("amount")).alias("left"),
        pl.when(pl.col("accepted") == 0)
        .then(pl.lit("no_list"))
        .when(fund.amount - pl.col("amount") < case.contribution)
        .then(pl.lit("rest"))
        .when(pl.col("waiting") == 0)
        .then(pl.lit("few"))
        .when(full_quota)
        .then(pl.lit("quota"))
        .otherwise(pl.lit("other"))
        .alias("reason"),
    ).filter(pl.col("left") > 0)


_SUMMED = ["accepted", "funded", "waiting", "months", "amount"]


def by_regency(places: pl.DataFrame) -> pl.DataFrame:
    """The same counts by regency, in the order of codes."""
    return places.group_by("regency", maintain_order=True).agg(
        pl.len().alias("villages"),
        pl.col("accepted", "correct", "rejected", "funded", "waiting", "months", "amount").sum(),
    )


def by_problem(findings: pl.DataFrame, outcome: pl.DataFrame, files: pl.DataFrame) -> pl.DataFrame:
    """code, severity, count, villages and one message, the blocking ones first, the commonest first.

    ``message_id`` and ``message_en`` are given for findings about files alone: a row's message is about a person.
    """
    rows = outcome.select("file", "sheet", "row", code_of_row="village_code")
    tied = findings.join(rows, on=["file", "sheet", "row"], how="left", maintain_order="left").join(
        files.select("file", code_of_file="village_code"), on="file", how="left", maintain_order="left"
    )
    order = pl.col("severity").replace_strict({"block": 0, "warn": 1, "info": 2}, default=3)
    about_file = pl.col("row").is_null()
    return (
        tied.group_by("code", "severity")
        .agg(
            pl.len().alias("count"),
            pl.coalesce("code_of_row", "code_of_file", "file").n_unique().alias("villages"),
            pl.col("message_id", "message_en").filter(about_file).first(),
        )
        .sort(order, pl.col("count"), "code", descending=[False, True, False])
    )
