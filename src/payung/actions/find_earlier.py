"""Say of each roster row whether an earlier programme has accepted its person: information, never a refusal."""

from typing import Any

import polars as pl

from payung.actions.link_rosters import RosterLinks
from payung.actions.read_rosters import FINDING_TYPES
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text

EARLIER = "earlier_programme"
"""The code of such a finding."""

FOUND = Text(
    id="Orang ini sudah diterima {programme} ({months}; '{file}' baris {row}). Periksa agar tidak ada bulan yang "
    "dibayar dua kali.",
    en="This person was accepted by {programme} ({months}; '{file}' row {row}). See that no month is paid twice.",
)
SOME = Text(id="program terdahulu", en="an earlier programme")
PAID = Text(id="{n} bulan dibiayai", en="{n} months paid for")
WAITED = Text(id="daftar tunggu", en="waiting list")
UNTOLD = Text(id="jumlah bulan tidak disebut", en="months not told")


def find_earlier(links: RosterLinks) -> pl.DataFrame:
    """Findings (``FINDING_TYPES``), one for a roster row and an earlier list on which the same person stands."""
    keyed = links.linked.clusters.select("position", "person_key")
    placed = links.records.select("position", "source").join(keyed, on="position").join(links.places, on="position")
    earlier = placed.filter(source="programme").sort("position")
    once = earlier.unique(["person_key", "file", "programme"], keep="first", maintain_order=True)
    here = placed.filter(source="roster").select("position", "person_key", "file", "sheet", "row")
    met = here.join(once, on="person_key", suffix="_then").sort("position", "position_then")
    said = [_said(line) for line in met.iter_rows(named=True)]
    told = met.select("file", "sheet", "row").with_columns(
        column=pl.lit(None),
        code=pl.lit(EARLIER),
        severity=pl.lit("info"),
        message_id=pl.Series([text.id for text in said], dtype=pl.String),
        message_en=pl.Series([text.en for text in said], dtype=pl.String),
    )
    return told.select(pl.col(name).cast(dtype) for name, dtype in FINDING_TYPES.items())


def _said(line: dict[str, Any]) -> Text:
    months = line["months"]
    paid = UNTOLD if months is None else PAID.filled(n=number(months)) if months else WAITED
    name = line["programme"]
    programme = Text(id=f"program {name}", en=f"the programme {name}") if name else SOME
    there = {"file": line["file_then"], "row": number(line["row_then"])}
    return Text(
        id=FOUND.filled(programme=programme.id, months=paid.id, **there).id,
        en=FOUND.filled(programme=programme.en, months=paid.en, **there).en,
    )
