"""The pairs of records an office should look at: both side by side, with the keys a decision about them needs."""

from pathlib import Path

import polars as pl

from payung.gateways.csv_files import write_csv

SIDE = (
    "source",
    "file",
    "sheet",
    "row",
    "nik",
    "name",
    "birth_date",
    "sex",
    "village_code",
    "mother_name",
    "family_card",
)
"""What is shown of each record. file, sheet and row are empty for lists of members and deaths."""


def write_pairs(pairs: pl.DataFrame, records: pl.DataFrame, places: pl.DataFrame, path: Path) -> int:
    """Write the pairs an office should look at; how many are asked about. Arguments as ``shown_pairs``."""
    shown = shown_pairs(pairs, records, places)
    write_csv(shown, path)
    return shown.filter(outcome="ask").height


def shown_pairs(pairs: pl.DataFrame, records: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """The pairs to ask about, then those joined under two NIKs, heaviest first.

    Columns: outcome, weight, why_id, why_en, left_key, right_key, and ``SIDE`` of both, each with left_ or right_.
    ``pairs`` as ``engines.likeness.link`` gives them; ``records`` as ``core.linkage.record.COLUMNS``; ``places``:
    position, file, sheet, row of the records whose place is known.
    """
    known = records.drop("record_key").join(
        places.select("position", "file", "sheet", "row"), on="position", how="left"
    )
    sides = {
        side: known.select(pl.col("position").alias(side), *(pl.col(name).alias(f"{side}_{name}") for name in SIDE))
        for side in ("left", "right")
    }
    both = pairs.join(sides["left"], on="left").join(sides["right"], on="right")
    shown = both.filter(
        (pl.col("outcome") == "ask")
        | ((pl.col("outcome") == "same") & pl.col("left_nik").ne_missing(pl.col("right_nik")))
    ).sort("outcome", "weight", "left_key", "right_key", descending=[False, True, False, False])
    columns = [f"{side}_{name}" for name in SIDE for side in ("left", "right")]
    return shown.select("outcome", "weight", "why_id", "why_en", "left_key", "right_key", *columns)
