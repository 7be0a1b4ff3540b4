"""Villages that got other Kemendagri codes: from a list of old and new ones."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from payung.actions.at_store import Asked, Place, act_at
from payung.core.basis.text import Text
from payung.gateways.file_digest import sha256_of
from payung.store.renumber import RenumberingWrong, renumber

COLUMNS = ("old", "new")
MOST_BYTES = 32 * 2**20


@dataclass(frozen=True)
class Renumbered:
    """How many villages have another code."""

    villages: int


def renumber_village(place: Place, asked: Asked, path: Path, since: date) -> Renumbered:
    """Give the villages of the CSV at ``path`` (columns old, new) their new codes from ``since`` on, all or none.

    Raises: RenumberingWrong, and what ``act_at`` raises.
    """
    codes = _read(path)
    said = {"list": sha256_of(path), "since": since.isoformat()}
    outcome = act_at(
        place, asked, "village.renumber", said, lambda doing, _: {"villages": len(renumber(doing, since, codes))}
    )
    return Renumbered(**outcome)


def _read(path: Path) -> dict[str, str]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise RenumberingWrong(Text(id="berkasnya lebih dari 32 MB", en="the file is over 32 MB"))
        table = pl.read_csv(path, infer_schema=False, glob=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise RenumberingWrong(Text(id="berkas CSV tidak terbaca", en="the CSV cannot be read")) from error
    if not set(COLUMNS) <= set(table.columns) or table.is_empty():
        raise RenumberingWrong(Text(id="kolom old dan new tidak ada", en="there are no columns old and new"))
    pairs = table.select(pl.col(COLUMNS).fill_null("").str.replace_all(r"[.\s]", "")).rows()
    if len({old for old, _ in pairs}) < len(pairs):
        raise RenumberingWrong(Text(id="kode lama disebut dua kali", en="an old code is said twice"))
    return dict(pairs)
