"""Why a month is not paid, and why a rupiah is left: codes of the tables, and how they are said."""

from collections.abc import Mapping

from payung.core.basis.text import Text

UNPAID_REASONS: Mapping[str, Text] = {
    "money": Text(
        id="Uang {fund} habis sebelum gilirannya; yang terakhir dibayar berada tepat di atasnya.",
        en="The money of {fund} ended before this turn; the last one paid stands just above.",
    ),
    "money_later": Text(
        id="Uang {fund} yang masuk sampai bulan itu habis sebelum gilirannya; tahap berikutnya datang sesudahnya.",
        en="What {fund} had received by that month ended before this turn; its next tranche comes later.",
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
"""Code of ``people.UNPAID`` -> sentence. Where funds may pay a month, the last of them in the published order says why
it did not: it was the last chance. Where none may, the first fund of the area says what it asks."""

CHOSEN_REASONS: Mapping[str, Text] = {
    "aim_money": Text(
        id="Tidak dipilih rencana terbaik: uang {fund} untuk bulan itu tidak tersisa cukup. Bila semua bulannya "
        "dibayar, orang ini menambah yang dicapai.",
        en="Not chosen by the best plan: not enough money of {fund} is left for that month. With all months paid this "
        "person would add to what is reached.",
    ),
    "aim_money_later": Text(
        id="Tidak dipilih rencana terbaik: uang {fund} yang masuk sampai bulan itu tidak tersisa cukup, tahap "
        "berikutnya datang sesudahnya. Bila semua bulannya dibayar, orang ini menambah yang dicapai.",
        en="Not chosen by the best plan: not enough is left of what {fund} had received by that month, its next "
        "tranche comes later. With all months paid this person would add to what is reached.",
    ),
    "aim_quota": Text(
        id="Tidak dipilih rencana terbaik: kuota orang {fund} sudah penuh. Bila semua bulannya dibayar, orang ini "
        "menambah yang dicapai.",
        en="Not chosen by the best plan: the quota of people of {fund} is full. With all months paid this person would "
        "add to what is reached.",
    ),
    "aim_village_quota": Text(
        id="Tidak dipilih rencana terbaik: kuota {fund} untuk desanya sudah penuh. Bila semua bulannya dibayar, orang "
        "ini menambah yang dicapai.",
        en="Not chosen by the best plan: the quota of {fund} for the village is full. With all months paid this person "
        "would add to what is reached.",
    ),
    "aim_no_gain": Text(
        id="Tidak dipilih rencana terbaik: dengan semua bulannya pun orang ini tidak menambah yang dicapai, dan uang "
        "atau kuota {fund} tidak cukup tersisa.",
        en="Not chosen by the best plan: even with all months paid this person would add nothing to what is reached, "
        "and not enough money or quota of {fund} is left.",
    ),
}
"""The same where a plan was chosen for an aim: nobody has a turn there, so nobody stands above. Months that no fund may
pay have the reasons of ``UNPAID_REASONS``. "Add": the aim would count more if every month of the person that some
fund may pay were paid, everybody else's as they are; how near the plan is to the best is in its certificate."""

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
