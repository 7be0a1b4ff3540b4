"""What one key of the law may hold on a day: a number, bands, a table, or one of several readings of a text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from payung.core.basis.errors import PayungError
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text


class BelowFirstBand(PayungError):
    """The amount asked about lies below the first band of a table of the law."""

    code = "below-first-band"
    exit_code = 33

    def __init__(self, name: Text, asked: int, first: int) -> None:
        super().__init__(
            says=Text(
                id=f"{number(asked)} di bawah golongan terendah, {number(first)} ({name.id}).",
                en=f"{number(asked)} is below the lowest band, {number(first)} ({name.en}).",
            ),
            do=Text(id="Periksa angkanya; nilai negatif tidak ada.", en="Check the figure; nothing below zero exists."),
        )


@dataclass(frozen=True, kw_only=True)
class Value:
    """What a key says from one day on, the article it comes from, and what is not sure about it."""

    key: str
    name: Text
    unit: str
    since: date
    article: str
    url: str | None
    seen: str | None  # where the value was seen while the official text is not yet read
    quoted: str | None  # the sentence of the article, word for word; None until a person has copied it
    checked: date | None  # the day a person last compared the file with the law
    doubt: Text | None  # what must still be compared with the official text
    checked_by: str | None = None  # who compared it: an office, not a person's name

    def shown(self) -> Text:
        """The value as people read it."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Number(Value):
    """A whole number in ``unit``."""

    amount: int

    def shown(self) -> Text:
        return shown_amount(self.amount, self.unit)


@dataclass(frozen=True)
class Band:
    """From ``starts`` on, ``amount`` holds, until the next band starts."""

    starts: int
    amount: int


@dataclass(frozen=True, kw_only=True)
class Bands(Value):
    """A scale: bands in rising order."""

    bands: tuple[Band, ...]

    def at(self, place: int) -> Band:
        """The last band that starts at or below ``place``, so no gap between printed bounds is fallen into.

        Raises: BelowFirstBand.
        """
        for band in reversed(self.bands):
            if band.starts <= place:
                return band
        raise BelowFirstBand(self.name, place, self.bands[0].starts)

    def shown(self) -> Text:
        count, first, last = len(self.bands), self.bands[0].amount, self.bands[-1].amount
        low, high = (shown_amount(amount, self.unit) for amount in (first, last))
        return Text(id=f"{count} golongan, {low.id} … {high.id}", en=f"{count} bands, {low.en} … {high.en}")


@dataclass(frozen=True)
class Row:
    """One row of a table."""

    code: str
    name: Text
    amount: int
    doubt: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Table(Value):
    """Named rows, in the order of the text."""

    rows: Mapping[str, Row]

    def __getitem__(self, code: str) -> Row:
        """The row of that code. Raises: KeyError."""
        return self.rows[code]

    def shown(self) -> Text:
        amounts = [(row, shown_amount(row.amount, self.unit)) for row in self.rows.values()]
        if len(amounts) > 6:
            return Text(id=f"{len(amounts)} baris", en=f"{len(amounts)} rows")
        return Text(
            id="; ".join(f"{row.name.id} {amount.id}" for row, amount in amounts),
            en="; ".join(f"{row.name.en} {amount.en}" for row, amount in amounts),
        )


@dataclass(frozen=True, kw_only=True)
class Reading(Value):
    """How a sentence of the law is read, where it can be read in more than one way. ``code`` is the reading used."""

    code: str
    readings: Mapping[str, Text]

    def shown(self) -> Text:
        said = self.readings[self.code]
        return Text(id=f"{self.code}: {said.id}", en=f"{self.code}: {said.en}")


UNITS: Mapping[str, Text] = {
    "rupiah": Text(id="rupiah", en="rupiah"),
    "rupiah/month": Text(id="rupiah per bulan", en="rupiah a month"),
    "rupiah/year": Text(id="rupiah per tahun", en="rupiah a year"),
    "percent": Text(id="persen", en="percent"),
    "permille": Text(id="per seribu", en="per thousand"),
    "year": Text(id="tahun", en="years"),
    "month": Text(id="bulan", en="months"),
    "day": Text(id="hari", en="days"),
    "working day": Text(id="hari kerja", en="working days"),
    "hour": Text(id="jam", en="hours"),
    "day of month": Text(id="tanggal", en="day of the month"),
    "times monthly income": Text(id="× penghasilan sebulan", en="× monthly income"),
    "rank": Text(id="urutan", en="rank"),
    "child": Text(id="anak", en="children"),
    "reading": Text(id="cara membaca", en="way of reading"),
}
"""The units a parameter may have, and how they are said."""


def shown_amount(amount: int, unit: str) -> Text:
    """``amount`` with its unit, as people read it.

    >>> shown_amount(45, "permille").id
    '4,5 %'
    >>> shown_amount(16_800, "rupiah/month").en
    'Rp16.800 a month'
    """
    if unit == "permille":
        whole, tenth = divmod(amount, 10)
        return Text(
            id=f"{whole},{tenth} %" if tenth else f"{whole} %", en=f"{whole}.{tenth} %" if tenth else f"{whole} %"
        )
    if unit == "percent":
        return Text(id=f"{amount} %", en=f"{amount} %")
    if unit.startswith("rupiah"):
        _, _, per = unit.partition("/")
        after = {"": ("", ""), "month": (" per bulan", " a month"), "year": (" per tahun", " a year")}[per]
        return Text(id=rupiah(amount) + after[0], en=rupiah(amount) + after[1])
    if unit == "rank":
        return Text(id=f"({amount})", en=f"({amount})")
    if unit == "day of month":
        return Text(id=f"tanggal {amount}", en=f"day {amount} of the month")
    return Text(id=f"{number(amount)} {UNITS[unit].id}", en=f"{number(amount)} {UNITS[unit].en}")
