"""One version of the decree's annex, ready to be written."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from payung.core.programmes.programme import Case

Paper = Literal["A4", "F4"]

FULL = ("number", "nik", "name", "sex", "born", "address", "occupation", "months", "amount")
PUBLIC = ("number", "name", "sex", "born", "occupation", "months", "amount")
"""Columns of the public version. ``born`` is the year alone: the whole date is six digits of the NIK."""
PLACE = ("village_code", "regency", "district", "village")


REMARK = "remark"
"""A column more, of an amending decree: who comes off and why, whose place somebody takes."""


@dataclass(frozen=True)
class Block:
    """What an issued decree is called, and the SHA-256 of its frozen list (64 hexadecimal digits)."""

    number: str
    dated: date
    about: str
    list_hash: str


@dataclass(frozen=True)
class Annex:
    """A version of the annex.

    ``people`` has the columns of ``PLACE`` and of ``FULL`` or ``PUBLIC``, in printed order: text as it is printed,
    ``number`` and ``months`` whole numbers, ``amount`` whole rupiah; perhaps ``REMARK``. ``block``: None of a draft,
    where number and date are left to be written.
    """

    case: Case
    people: pl.DataFrame
    fingerprint: str
    public_fingerprint: str | None  # None in the public version itself
    paper: Paper
    block: Block | None = None

    @property
    def printed_hash(self) -> str:
        """What stands on every page: of the frozen list once there is one, of what is shown before."""
        return self.block.list_hash if self.block else self.fingerprint

    @property
    def public(self) -> bool:
        """Whether this is the version without NIK and address."""
        return self.public_fingerprint is None

    @property
    def headings(self) -> dict[str, str]:
        """Field -> heading."""
        return {
            "number": "No.",
            "nik": "NIK",
            "name": "Nama",
            "sex": "L/P",
            "born": "Tahun Lahir" if self.public else "Tanggal Lahir",
            "address": "Alamat",
            "occupation": "Pekerjaan",
            "months": "Bulan",
            "amount": "Iuran",
            REMARK: "Keterangan",
        }
