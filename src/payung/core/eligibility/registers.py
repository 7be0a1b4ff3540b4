"""What the lists of other offices say of a NIK on a day: dead, covered already, which welfare decile."""

from collections.abc import Mapping
from datetime import date

import narwhals as nw

from payung.core.people.nik import DIGITS, day_number
from payung.core.people.nik_columns import Frame, number_of, number_of_day

OPEN_END = "9999-12"
"""Stands for cover without a last paid month: it sorts after every month."""

ADDED = {
    "members": ("cover", "cover_until", "cover_programme"),
    "deaths": ("dead", "died"),
    "welfare": ("desil",),
}
"""Register -> the columns it adds to a roster row, all null where the NIK is not in it."""

LINKED = ("link_person", "link_place", "link_key", "link_alike", "link_dead", "link_member")
"""What likeness adds to a roster row, for rules: the number of the person where other rows are the same person under
another NIK, the row's place among them (the best is lowest), the person's key; whether another row, a death record, an
active member may be the same person."""

LINKED_SHOWN = (
    "link_file", "link_row", "link_why_id", "link_why_en", "alike_file", "alike_row", "alike_why_id", "alike_why_en",
    "dead_day", "dead_why_id", "dead_why_en", "member_until", "member_why_id", "member_why_en",
)  # fmt: skip
"""And for messages: where the other row stands, and why."""


def strongest_first(register: str) -> Mapping[str, nw.Expr]:
    """Which of several rows of one NIK in ``register`` counts: the smallest by these columns, in this order.

    Of members the wage earner, then who is paid for by a programme, then the longest cover; the earliest death; the
    poorest decile.
    """
    if register == "members":
        ends = nw.col("cover_until").fill_null(OPEN_END)
        year, month = (ends.str.slice(start, size).cast(nw.Int64) for start, size in ((0, 4), (5, 2)))
        return {
            "by_kind": -nw.col("cover"),
            "by_end": -(year * 100 + month),
            "by_name": nw.col("cover_programme").fill_null(""),
        }
    return {"by_day": nw.col("died")} if register == "deaths" else {"by_decile": nw.col("desil")}


def active_members(members: Frame, on: date) -> Frame:
    """Rows of the members list that cover their person in the month of ``on``.

    Reads nik, segment, programme, status, paid_through (YYYY-MM). Adds the number ``key`` of the NIK and:
    cover (2 wage earner, 1 self-employed and paid for by a programme, 0 self-employed otherwise), cover_until,
    cover_programme. Active with no last month, or one that cannot be read, counts as covered: the state pays only
    where it can show that nobody else does.
    """
    paid = nw.col("paid_through").str.strip_chars()
    month = nw.when(paid.str.contains(r"^[0-9]{4}-(0[1-9]|1[0-2])$")).then(paid)
    active = members.with_columns(
        key=_key(),
        cover_until=month,
        status_shown=nw.col("status").str.strip_chars().str.to_uppercase(),
    ).filter(
        (nw.col("status_shown") == "AKTIF")
        & ~nw.col("key").is_null()
        & (nw.col("cover_until").is_null() | (nw.col("cover_until") >= f"{on:%Y-%m}"))
    )
    wage = nw.col("segment").str.strip_chars().str.to_uppercase() == "PU"
    programme = nw.col("programme").str.strip_chars()
    kinds = active.with_columns(
        cover_programme=nw.when(programme != "").then(programme),
        wage=wage.fill_null(False),
    )
    one, two, none = (nw.lit(value, nw.Int64) for value in (1, 2, 0))
    return kinds.with_columns(
        cover=nw.when(nw.col("wage"))
        .then(two)
        .otherwise(nw.when(~nw.col("cover_programme").is_null()).then(one).otherwise(none))
    ).select("key", *ADDED["members"])


def recorded_deaths(deaths: Frame, on: date) -> Frame:
    """Deaths up to ``on``; reads nik and date_of_death (date). A death without a date counts.

    Adds key, dead (true) and died (Int64 yyyymmdd, 0 without a date).
    """
    return (
        deaths.with_columns(key=_key(), died=number_of_day(nw.col("date_of_death")).fill_null(0))
        .filter(~nw.col("key").is_null() & (nw.col("died") <= day_number(on)))
        .with_columns(dead=nw.lit(True))
        .select("key", *ADDED["deaths"])
    )


def welfare_deciles(welfare: Frame) -> Frame:
    """Welfare deciles; reads nik and desil (whole number). Adds key and desil (Int64, 1 poorest to 10)."""
    return (
        welfare.with_columns(key=_key(), desil=nw.col("desil").cast(nw.Int64))
        .filter(~nw.col("key").is_null() & nw.col("desil").is_between(1, 10))
        .select("key", *ADDED["welfare"])
    )


def _key() -> nw.Expr:
    return number_of(nw.col("nik").str.strip_chars(), DIGITS)
