"""Enrolment files for BPJS Ketenagakerjaan of a run, before it is a decree: one for each group account (wadah)."""

from pathlib import Path

import polars as pl

from payung.core.programmes.programme import Case
from payung.gateways.bpjs_layout import Layout
from payung.gateways.enrolment_book import enrolment_book, write_books
from payung.gateways.labels import slug


def write_bpjs(
    outcome: pl.DataFrame, villages: pl.DataFrame, folder: Path, *, case: Case, layout: Layout, processes: int = 2
) -> int:
    """Write the people with months > 0 into ``folder``, one workbook a group; gives the number of workbooks.

    Groups are per village or one for the area, as ``case.programme.fund.group_per`` says; the name begins with the
    group kind: ``SA_1505032004_sungai-duren.xlsx``, ``SG_15_jambi-….xlsx``. NIK, family card and phone are text.
    """
    fund = case.programme.fund
    people = _people(outcome, villages, case)
    if fund.group_per == "village":
        groups = people.partition_by("village_code", maintain_order=True) if people.height else []
    else:
        groups = [people] if people.height else []
    books = []
    for group in groups:
        if fund.group_per == "village":
            code, village = group.select("village_code", "village").row(0)
            name = f"{fund.group_kind}_{code}_{slug(village)}.xlsx" if code else f"{fund.group_kind}_tanpa-kode.xlsx"
        else:
            name = f"{fund.group_kind}_{case.programme.area_code}_{slug(case.programme.id)}.xlsx"
        books.append(enrolment_book(group, folder / name, layout, case.on))
    write_books(books, processes)
    return len(books)


def _people(outcome: pl.DataFrame, villages: pl.DataFrame, case: Case) -> pl.DataFrame:
    """Everyone to enrol, by village and rank, with the columns a layout can ask for."""
    return (
        outcome.filter(pl.col("months") > 0)
        .join(villages.select(pl.all().exclude("kind")), on="village_code", how="left", maintain_order="left")
        .sort("village_code", "rank", "position", nulls_last=True)
        .with_columns(
            pl.col("dob").alias("birth_date"),
            pl.col("occupation_text").alias("occupation"),
            pl.lit(case.programme.fund.group_kind).alias("group_kind"),
            pl.lit(case.programme.name.id).alias("programme"),
        )
    )
