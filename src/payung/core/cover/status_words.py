"""The reason of a cover status in words, in Indonesian and English."""

from datetime import date

from payung.core.basis.days import long_day, month_name
from payung.core.basis.text import Text
from payung.core.cover.person_months import STEPS, WHYS
from payung.core.cover.status import Status


def reason(status: Status) -> Text:
    """Why ``status`` is what it is, in one or two sentences.

    >>> from payung.core.cover.person_months import CoverFacts
    >>> from payung.core.cover.status import cover_status
    >>> from payung.core.law.book import LawBook
    >>> reason(cover_status(LawBook.read(), CoverFacts(()), date(2026, 5, 1))).id
    'Sampai hari itu belum ada satu bulan pun untuk orang ini.'
    """
    said = {
        "not_enrolled": _not_enrolled,
        "awaiting": _awaiting,
        "first_months": _covered,
        "active": _covered,
        "grace": _grace,
        "lapsed": _lapsed,
        "ended": _ended,
    }[status.state](status)
    if not status.settled_on:
        return said
    day = status.settled_on
    return Text(
        id=f"{said.id} Kemudian dibayar pada {long_day(day)}.", en=f"{said.en} It was paid afterwards, on {day}."
    )


def _not_enrolled(status: Status) -> Text:
    if status.since is None:
        return Text(
            id="Sampai hari itu belum ada satu bulan pun untuk orang ini.",
            en="There is no month for this person up to that day.",
        )
    return Text(
        id=f"Ditetapkan sejak {month_name(status.since)}, tetapi belum didaftarkan (belum diterima) BPJS.",
        en=f"Decided on since {status.since:%Y-%m}, but not yet enrolled (accepted) by BPJS.",
    )


def _awaiting(status: Status) -> Text:
    since = status.since or status.on
    if status.missing == "start":
        return Text(
            id=f"Terdaftar; perlindungan baru mulai {long_day(since)}.",
            en=f"Enrolled; cover begins only on {since}.",
        )
    if status.missing == "confirmed":
        return Text(
            id=f"Dibayar, tetapi sejak {month_name(since)} belum ada pada daftar peserta BPJS.",
            en=f"Paid, but since {since:%Y-%m} not on BPJS's member list.",
        )
    step = STEPS["billed" if status.missing == "billed" else "paid"]
    return Text(
        id=f"Terdaftar sejak {month_name(since)}, tetapi iurannya belum {step.id}.",
        en=f"Enrolled since {since:%Y-%m}, but the contribution is not yet {step.en}.",
    )


def _covered(status: Status) -> Text:
    started, until = status.started or status.on, status.covered_until or status.on
    said = Text(
        id=f"Terlindungi sejak {long_day(started)}, {status.months} bulan dihitung, dibayar sampai {long_day(until)}.",
        en=f"Covered since {started}, {status.months} months counted, paid until {until}.",
    )
    full = status.full_mark.expected_on
    if status.state == "active" or full is None:
        return said
    return Text(
        id=f"{said.id} Santunan kematian penuh mulai {long_day(full)}; sebelum itu biaya pemakaman saja.",
        en=f"{said.en} The full death benefit begins on {full}; before that burial costs only.",
    )


def _grace(status: Status) -> Text:
    until = status.settle_until or status.on
    return Text(
        id=f"Menunggak {_listed(status.unpaid).id}; lunasi paling lambat {long_day(until)}.",
        en=f"In arrears for {_listed(status.unpaid).en}; settle by {until}.",
    )


def _lapsed(status: Status) -> Text:
    since = status.since or status.on
    return Text(
        id=f"Kepesertaan berakhir {long_day(since)}: menunggak sejak {month_name(status.unpaid[0])}.",
        en=f"Membership ended on {since}: unpaid since {status.unpaid[0]:%Y-%m}.",
    )


def _ended(status: Status) -> Text:
    since, why = status.since or status.on, WHYS[status.why or "left"]
    return Text(
        id=f"Tidak dibayar lagi sejak {long_day(since)}: {why.id}.",
        en=f"Paid for no longer since {since}: {why.en}.",
    )


def _listed(months: tuple[date, ...]) -> Text:
    return Text(id=", ".join(month_name(month) for month in months), en=", ".join(f"{month:%Y-%m}" for month in months))
