"""The annex of the decree: who is covered, for how many months, with how much money."""

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import polars as pl

from payung.core.programmes.programme import Case
from payung.gateways.csv_files import harmless_text
from payung.gateways.decree_annex import FULL, PLACE, PUBLIC, REMARK, Annex, Block, Paper
from payung.gateways.decree_pdf import write_pdf
from payung.gateways.decree_xlsx import write_xlsx
from payung.gateways.labels import district_label, dotted, village_label

POOL_FROM = 10_000
"""People from which a second process is worth its start."""

_UNKNOWN = "Desa belum diketahui"
_NOTHING = ("", "-", "–", "—", ".")


@dataclass(frozen=True)
class Decreed:
    """What the annex says in one line: whole people, person-months and rupiah, and the list's fingerprint."""

    people: int
    months: int
    amount: int
    fingerprint: str  # first 16 hex digits of the SHA-256 of the full list, printed on its every page
    public_fingerprint: str  # the same of the public list


def write_decree(
    outcome: pl.DataFrame,
    villages: pl.DataFrame,
    folder: Path,
    *,
    case: Case,
    paper: Paper = "A4",
    processes: int = 2,
    block: Block | None = None,
) -> Decreed:
    """Write lampiran.pdf, lampiran_publik.pdf, lampiran.xlsx and lampiran_publik.xlsx into ``folder``.

    ``outcome`` is the roster with its decision columns and ``amount`` (int64, whole rupiah); people with months > 0
    are listed by village code and rank, the others who were accepted stand on the sheet Cadangan of lampiran.xlsx.
    The public version has no NIK, no address, only the year of birth, and no reserve list. A fingerprint covers
    exactly what its version shows, so that a public list does not give a way to try out NIKs. ``block``: what an issued
    decree is called; of an amending one ``outcome`` has ``REMARK`` and ``public_remark``, texts or null, and who has
    one is listed also without months.
    """
    accepted = outcome.filter(pl.col("decision") == "accept").join(
        _labelled(villages), on="village_code", how="left", maintain_order="left"
    )
    accepted = _shown(accepted).sort("village_code", "rank", "position", nulls_last=True)
    more = [REMARK] if REMARK in accepted.columns else []
    listed = (pl.col("months") > 0) | (pl.col(REMARK).is_not_null() if more else False)
    funded = accepted.filter(listed).with_row_index("number", offset=1)
    public = funded.with_columns(pl.col("born").str.slice(-4), *(pl.col("public_remark").alias(REMARK) for _ in more))
    full_columns, public_columns = (*PLACE, *FULL, *more), (*PLACE, *PUBLIC, *more)
    decreed = Decreed(
        people=funded.height,
        months=int(funded["months"].sum()),
        amount=int(funded["amount"].sum()),
        fingerprint=_fingerprint(funded.select(full_columns)),
        public_fingerprint=_fingerprint(public.select(public_columns)),
    )
    seals = decreed.fingerprint, decreed.public_fingerprint
    full_annex = Annex(case, funded.select(full_columns), *seals, paper, block)
    public_annex = Annex(case, public.select(public_columns), seals[1], None, paper, block)
    waiting = accepted.filter(~listed).select(*PLACE, "rank", *FULL[1:-2])
    jobs: list[tuple[Callable[..., None], tuple[object, ...]]] = [
        (write_pdf, (full_annex, folder / "lampiran.pdf")),
        (write_xlsx, (full_annex, waiting, folder / "lampiran.xlsx")),
        (write_xlsx, (public_annex, None, folder / "lampiran_publik.xlsx")),
        (write_pdf, (public_annex, folder / "lampiran_publik.pdf")),
    ]
    _write_all(jobs, processes if funded.height >= POOL_FROM else 1)
    return decreed


def _write_all(jobs: Sequence[tuple[Callable[..., None], tuple[object, ...]]], processes: int) -> None:
    """Write the papers, some at once where there are ``processes`` for it."""
    if processes < 2:
        for write, arguments in jobs:
            write(*arguments)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for written in [pool.submit(write, *arguments) for write, arguments in jobs]:
            written.result()  # raises what a worker raised


def _labelled(villages: pl.DataFrame) -> pl.DataFrame:
    """Villages with the words a paper uses for them."""
    rows = [
        (
            place["village_code"],
            place["regency"],
            district_label(place["district"]),
            f"{village_label(place['kind'], place['village'])} ({dotted(place['village_code'])})",
        )
        for place in villages.iter_rows(named=True)
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(PLACE, pl.String), orient="row")


def _shown(accepted: pl.DataFrame) -> pl.DataFrame:
    """The columns as they are printed: text but for months and amount; empty text where nothing is known."""
    lane = pl.concat_str(pl.lit("RT "), pl.col("rt"))
    ward = pl.concat_str(pl.lit("RW "), pl.col("rw"))
    address = pl.concat_str(_said("address"), lane, ward, separator=" ", ignore_nulls=True)
    return accepted.with_columns(
        pl.col("regency").fill_null(_UNKNOWN),
        pl.col("district").fill_null(""),
        pl.coalesce("village", "village_code", pl.lit(_UNKNOWN)).alias("village"),
        harmless_text(address).alias("address"),
        harmless_text(pl.col("nik", "name", "sex").fill_null("")),
        harmless_text(_said("occupation_text")).fill_null("").alias("occupation"),
        pl.col("dob").dt.strftime("%d-%m-%Y").fill_null("").alias("born"),
    )


def _said(column: str) -> pl.Expr:
    """The text of a column, null where it holds a mere dash."""
    return pl.when(~pl.col(column).str.strip_chars().is_in(_NOTHING)).then(pl.col(column))


def _fingerprint(shown: pl.DataFrame) -> str:
    """First 16 hex digits of the SHA-256 of the lines, tab-separated, in the order they are printed."""
    digest = hashlib.sha256()
    for row in shown.iter_rows():
        digest.update("\t".join("" if cell is None else str(cell) for cell in row).encode() + b"\n")
    return digest.hexdigest()[:16]
