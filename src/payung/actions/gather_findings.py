"""Put the findings of reading and of judging together, in the order in which a person goes through the lists."""

import polars as pl

from payung.actions.read_rosters import FINDING_TYPES, Rosters
from payung.core.basis.text import Text
from payung.gateways.problem_words import what_is_wrong, what_to_do

WHOLE_COLUMN = ("kk_missing", "mother_name_missing", "occupation_missing", "work_declaration_missing", "dob_missing")
"""Warnings about an empty cell that are said once for a list in which the whole column is empty or absent."""

FEWEST_ROWS = 5
IN_ALL_ROWS = Text(id="Semua {n} baris daftar ini.", en="All {n} rows of this list.")


def gather_findings(judged: pl.DataFrame, rosters: Rosters) -> pl.DataFrame:
    """``judged`` (findings of rows) and those met while reading, by file, sheet and row; files and sheets come first.

    Warnings of WHOLE_COLUMN that hold for every worker of a sheet become one finding about the sheet (row null):
    a list without a column of family cards is one thing to repair, not one for each of its rows.
    """
    workers = rosters.rows.group_by("file", "sheet").agg(workers=pl.len())
    repeated = (
        judged.filter(pl.col("code").is_in(WHOLE_COLUMN))
        .group_by("file", "sheet", "column", "code", "severity")
        .agg(found=pl.len())
        .join(workers, on=["file", "sheet"], nulls_equal=True)
        .filter((pl.col("found") == pl.col("workers")) & (pl.col("found") >= FEWEST_ROWS))
    )
    single = judged.join(repeated, on=["file", "sheet", "code"], how="anti", nulls_equal=True)
    said = [_said(line["code"], line["found"]) for line in repeated.iter_rows(named=True)]
    once = repeated.select("file", "sheet", "column", "code", "severity").with_columns(
        row=pl.lit(None, pl.Int64),
        message_id=pl.Series([text.id for text in said], dtype=pl.String),
        message_en=pl.Series([text.en for text in said], dtype=pl.String),
    )
    parts = [rosters.findings, once.sort("file", "sheet", "code"), single]
    return _in_order(pl.concat([part.select(*FINDING_TYPES) for part in parts]), rosters)


def _said(code: str, count: int) -> Text:
    parts = (what_is_wrong(code), IN_ALL_ROWS.filled(n=count), what_to_do(code))
    return Text(id=" ".join(part.id for part in parts if part), en=" ".join(part.en for part in parts if part))


def _in_order(findings: pl.DataFrame, rosters: Rosters) -> pl.DataFrame:
    """By file and sheet as they were read, then row; what is about a whole file or sheet before its rows."""
    files = rosters.files.select("file", _file=pl.int_range(pl.len()))
    sheets = rosters.rows.select("file", "sheet").unique(maintain_order=True).with_row_index("_sheet")
    return (
        findings.join(files, on="file", how="left", maintain_order="left")
        .join(sheets, on=["file", "sheet"], how="left", maintain_order="left")
        .sort("_file", "_sheet", "row", maintain_order=True, nulls_last=False)
        .select(*FINDING_TYPES)
    )
