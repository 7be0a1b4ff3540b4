"""Rupiah that bought no cover: why, and what may become of them."""

from collections.abc import Mapping
from typing import Literal

from payung.core.basis.text import Text

Kind = Literal["ended", "twice", "not_decreed", "above_price", "not_on_list"]
Treatment = Literal["replace", "offset", "claim", "lost"]

KINDS: Mapping[Kind, Text] = {
    "ended": Text(id="Sesudah meninggal, pindah atau keluar", en="After death, a move or leaving"),
    "twice": Text(id="Dibayar ganda", en="Paid twice"),
    "not_decreed": Text(id="Tidak ada di SK", en="Not in the decree"),
    "above_price": Text(id="Lebih dari iuran bulan itu", en="Above the month's contribution"),
    "not_on_list": Text(id="Tidak ada di daftar BPJS", en="Not on BPJS's list"),
}
"""Why a rupiah of the bill bought no cover. A rupiah has one kind: what was due, and is not confirmed, is the last."""

TREATMENTS: Mapping[Treatment, Text] = {
    "replace": Text(id="Dialihkan kepada pengganti", en="Given to a replacement"),
    "offset": Text(id="Diperhitungkan pada tagihan berikutnya", en="Offset against the next bill"),
    "claim": Text(id="Diminta kembali secara tertulis", en="Claimed back in writing"),
    "lost": Text(id="Tidak kembali", en="Does not come back"),
}

BOOKED: tuple[Treatment, ...] = ("replace", "offset")
"""What BPJS owes by agreement: it becomes a credit. What is claimed or lost stays paid."""
