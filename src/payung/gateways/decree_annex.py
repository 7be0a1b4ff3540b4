"""One version of the decree's annex, ready to be written."""

from dataclasses import dataclass
from typing import Literal

import polars as pl

from payung.core.programmes.programme import Case

Paper = Literal["A4", "F4"]

FULL = ("number", "nik", "name", "sex", "born", "address", "occupation", "months", "amount")
PUBLIC = ("number", "name", "sex", "born", "occupation", "months", "amount")
"""Columns of the public version. ``born`` is the year alone: the whole date is six digits of the NIK."""
PLACE = ("village_code", "regency", "district", "village")


@dataclass(frozen=True)
class Annex:
    """A version of the annex.

    ``people`` has the columns of ``PLACE`` and of ``FULL`` or ``PUBLIC``, in printed order: text as it is printed,
    ``number`` and ``months`` whole numbers, ``amount`` whole rupiah.
    """

    case: Case
    people: pl.DataFrame
    fingerprint: str
    public_fingerprint: str | None  # None in the public version itself
    paper: Paper

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
        }
