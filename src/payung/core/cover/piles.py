"""The piles a person-month falls into when decree, bill and BPJS's list are laid beside each other, and their words.

Which pile is decided in this order, the first that holds; "billed" is a line of this bill, "paid before" a payment of
another bill or fund:

1. ``ended``: the person died, moved, or left before the month, and the month is billed or paid before. Nothing of it
   was due, so it comes before "twice": of a month paid twice one payment would be right.
2. ``twice``: billed and paid before; or on two lines or more that come to more than the decree's price.
3. ``agrees``: decreed and billed.
4. ``not_decreed``: billed.
5. ``not_billed``: decreed.
6. ``list_only``: on BPJS's list and nowhere else. No money is in it; it stands below the five piles.
"""

from collections.abc import Mapping

from payung.core.basis.text import Text

PILES: Mapping[str, Text] = {
    "agrees": Text(id="Cocok", en="Agrees"),
    "not_decreed": Text(id="Ditagih tetapi tidak di SK", en="Billed, not in the decree"),
    "not_billed": Text(id="Di SK tetapi tidak ditagih", en="In the decree, not billed"),
    "ended": Text(id="Sudah meninggal atau pindah", en="Dead or moved"),
    "twice": Text(id="Bayar ganda", en="Paid twice"),
}
"""The five piles, in the order papers print them."""

LIST_ONLY = "list_only"
SHOWN: Mapping[str, Text] = {**PILES, LIST_ONLY: Text(id="Hanya di daftar BPJS", en="Only on BPJS's list")}

LISTED: Mapping[str, Text] = {
    "on_list": Text(id="Ada di daftar BPJS.", en="On BPJS's list."),
    "not_on_list": Text(id="Tidak ada di daftar BPJS bulan itu.", en="Not on BPJS's list of that month."),
    "list_missing": Text(id="Daftar BPJS bulan itu belum diterima.", en="BPJS's list of that month is missing."),
}
"""What BPJS's list of the month says, beside the pile."""

LISTED_SHORT: Mapping[str, Text] = {
    "on_list": Text(id="ada", en="yes"),
    "not_on_list": Text(id="tidak ada", en="no"),
    "list_missing": Text(id="belum diterima", en="not received"),
}
"""The same for a cell of a table."""

ENDINGS = ("died", "moved", "age", "left")
"""Why cover ended; of several endings on one day the first named counts."""

REASONS: Mapping[str, tuple[str, Text]] = {
    "agrees": ("agrees", Text(id="Ada di SK dan ditagih sekali.", en="In the decree and billed once.")),
    "in_parts": (
        "agrees",
        Text(
            id="Ada di SK; ditagih pada beberapa baris yang jumlahnya tidak lebih dari iuran.",
            en="In the decree; billed on several lines that come to no more than the contribution.",
        ),
    ),
    "above_price": (
        "agrees",
        Text(id="Ada di SK; ditagih lebih dari iurannya.", en="In the decree; billed above its contribution."),
    ),
    "below_price": (
        "agrees",
        Text(id="Ada di SK; ditagih kurang dari iurannya.", en="In the decree; billed below its contribution."),
    ),
    "not_decreed": (
        "not_decreed",
        Text(id="Ditagih, tetapi bulan itu tidak ada di SK.", en="Billed, but the month is not in the decree."),
    ),
    "unknown_person": (
        "not_decreed",
        Text(id="Ditagih atas nama yang tidak dikenal program.", en="Billed for somebody the programme does not know."),
    ),
    "not_billed": (
        "not_billed",
        Text(id="Ada di SK, tetapi belum ditagih.", en="In the decree, but not billed."),
    ),
    "rightly_not_billed": (
        "not_billed",
        Text(
            id="Ada di SK; tidak ditagih karena perlindungannya sudah berakhir.",
            en="In the decree; not billed because cover had ended.",
        ),
    ),
    "paid_before": (
        "not_billed",
        Text(id="Ada di SK; sudah dibayar lewat tagihan lain.", en="In the decree; paid by another bill already."),
    ),
    "died": ("ended", Text(id="Meninggal sebelum bulan itu.", en="Died before that month.")),
    "moved": ("ended", Text(id="Pindah sebelum bulan itu.", en="Moved before that month.")),
    "age": ("ended", Text(id="Melewati batas usia sebelum bulan itu.", en="Past the age limit before that month.")),
    "left": ("ended", Text(id="Keluar sebelum bulan itu.", en="Left before that month.")),
    "in_two_bills": (
        "twice",
        Text(
            id="Ditagih, padahal sudah dibayar lewat tagihan lain.", en="Billed, though paid by another bill already."
        ),
    ),
    "twice_in_bill": (
        "twice",
        Text(id="Ditagih dua kali atau lebih dalam tagihan ini.", en="Billed twice or more in this bill."),
    ),
    "list_only": (
        LIST_ONLY,
        Text(id="Ada di daftar BPJS; tidak ada di SK dan tagihan.", en="On BPJS's list; in neither decree nor bill."),
    ),
    "list_ended": (
        LIST_ONLY,
        Text(id="Masih ada di daftar BPJS, padahal sudah berakhir.", en="Still on BPJS's list, though cover ended."),
    ),
    "list_paid_before": (
        LIST_ONLY,
        Text(id="Ada di daftar BPJS; dibayar lewat tagihan lain.", en="On BPJS's list; paid by another bill."),
    ),
    "list_unknown": (
        LIST_ONLY,
        Text(id="Ada di daftar BPJS; tidak dikenal program.", en="On BPJS's list; unknown to the programme."),
    ),
}
"""Code -> (its pile, the sentence)."""
