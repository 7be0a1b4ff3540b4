"""Why a month is not paid, and why a rupiah is left: codes of the tables, and how they are said."""

from collections.abc import Mapping

from payung.core.basis.text import Text

UNPAID_REASONS: Mapping[str, Text] = {
    "money": Text(
        id="Uang {fund} habis sebelum gilirannya; yang terakhir dibayar berada tepat di atasnya.",
        en="The money of {fund} ended before this turn; the last one paid stands just above.",
    ),
    "money_later": Text(
        id="Uang {fund} untuk bulan itu belum masuk: tahap berikutnya baru datang sesudahnya.",
        en="The money of {fund} for that month was not in yet: the next tranche comes after it.",
    ),
    "quota": Text(
        id="Kuota orang {fund} sudah penuh sebelum gilirannya.",
        en="The quota of people of {fund} was full before this turn.",
    ),
    "village_quota": Text(
        id="Kuota {fund} untuk desanya sudah penuh sebelum gilirannya.",
        en="The quota of {fund} for the village was full before this turn.",
    ),
    "criteria": Text(
        id="Dana di wilayahnya yang membayar bulan itu, mulai dengan {fund}, hanya untuk {who}.",
        en="Funds of the area that pay that month, {fund} first, are only for: {who}.",
    ),
    "months": Text(
        id="Dana di wilayahnya, mulai dengan {fund}, tidak membayar bulan itu.",
        en="Funds of the area, {fund} first, do not pay that month.",
    ),
    "area": Text(id="Tidak ada dana untuk desanya.", en="There is no fund for the village."),
}
"""Code of ``people.UNPAID`` -> sentence; the first that holds is said: a fund that may pay comes before one that may
not, an earlier fund before a later one."""

LEFT_REASONS: Mapping[str, Text] = {
    "spent": Text(id="Habis terpakai.", en="All spent."),
    "below_price": Text(
        id="Sisanya kurang dari iuran satu bulan satu orang.", en="What is left is less than one person's month."
    ),
    "quota": Text(
        id="Masih ada yang belum dibayar, tetapi kuota orang sudah penuh.",
        en="Some are unpaid, but the quota of people is full.",
    ),
    "too_late": Text(
        id="Uang ini datang sesudah bulan-bulan yang belum dibayar.",
        en="This money came after the months still unpaid.",
    ),
    "nobody": Text(
        id="Tidak ada lagi yang boleh dibayar dana ini: semua sudah dibayar, atau tidak ada yang memenuhi syarat.",
        en="Nobody is left whom this fund may pay: all their months are paid, or nobody meets its criteria.",
    ),
}
"""Code of ``people.LEFT`` -> sentence."""
