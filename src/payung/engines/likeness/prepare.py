"""Records made ready for comparison: numbers, words in one spelling, and values that tell nothing set aside.

A prepared frame can be kept as Parquet and met later by new records, so that a register is prepared once.
"""

from dataclasses import dataclass

import polars as pl

from payung.core.linkage.names import NameWords, name_words
from payung.core.linkage.record import COLUMNS, IDENTITY, SEPARATOR, SOURCES, key_of
from payung.core.linkage.situation import CROWD_DAYS
from payung.core.people.nik import DIGITS, WOMAN_DAY
from payung.core.places.places import nik_prefixes

SHARED_BY_MOST = {"nik": 20, "family_card": 60}
"""A number on more records than this names nobody: it was copied down a column, or invented."""

CUT_ROWS, CUT_PERCENT = 6, 70
"""A list of at least so many NIKs, so many of a hundred ending in 0 where ten would, has lost the last digits."""

CENTURY_TURNS = 30
"""Two-digit years below this are of the 2000s: used only where a row gives no birth date beside its NIK."""

NAME_PARTS = ("fore", "first", "second", "third")
MOTHER_PARTS = ("mother_fore", "mother_first", "mother_second", "mother_third")
TYPES: dict[str, type[pl.DataType]] = {
    "int64": pl.Int64,
    "string": pl.String,
    "date": pl.Date,
}

PREPARED = (
    "position", "source", "list", "record_key", "nik", "nik_number", "nik_sound", "nik_formed", "born",
    "crowd", "sex", "village", "card", *NAME_PARTS, *MOTHER_PARTS,
)  # fmt: skip
"""Columns of a prepared frame: nik text of digits or null; born Int32 yyyymmdd, sex UInt8 (1 L, 2 P), village and card
Int64, all 0 when missing; words "" when missing."""


@dataclass(frozen=True)
class Worthless:
    """A value of ``field`` on ``records`` records, one of them at ``position``; it was not compared. ``records`` 0:
    the column holds nothing to compare."""

    field: str
    records: int
    position: int


def prepare(records: pl.DataFrame, secret: bytes = b"") -> tuple[pl.DataFrame, tuple[Worthless, ...]]:
    """``records`` (columns of ``record.COLUMNS``) as ``PREPARED``, the steadiest source first, then by record key.

    The order of the rows given does not matter to the result. Says also which values were set aside.
    """
    whole = records.select(
        (pl.col(name) if name in records.columns else pl.lit(None)).cast(TYPES[kind]).alias(name)
        for name, kind in COLUMNS.items()
    )
    if whole["record_key"].null_count():
        whole = whole.with_columns(record_key=pl.coalesce("record_key", _keys(whole, secret)))
    order = {source: at for at, source in enumerate(SOURCES)}
    whole = whole.with_columns(
        source=pl.col("source").replace_strict(order, default=len(SOURCES), return_dtype=pl.UInt8)
    ).sort("source", "record_key", "position")
    ready = whole.with_columns(
        nik=_digits("nik"),
        card=_digits("family_card"),
        born=_born(),
        village=pl.col("village_code").cast(pl.Int64, strict=False).fill_null(0),
        list=(pl.col("village_code").fill_null("") + pl.col("source").cast(pl.String)).hash(),
        sex=pl.col("sex").replace_strict({"L": 1, "P": 2}, default=0, return_dtype=pl.UInt8),
    )
    ready, shared_niks = _without_shared(_without_invented_digit(ready), "nik", "nik")
    ready, shared_cards = _without_shared(ready, "card", "family_card")
    worthless = (*shared_niks, *shared_cards)
    card = pl.when(pl.col("card").str.len_chars() == DIGITS).then(pl.col("card")).cast(pl.Int64).fill_null(0)
    length = pl.col("nik").str.len_chars()
    whole_nik = pl.when(length == DIGITS).then(pl.col("nik")).cast(pl.Int64)
    cut_nik = pl.when(length == DIGITS - 1).then(pl.col("nik")).cast(pl.Int64) * 10
    ready = ready.with_columns(card=card, nik_number=pl.coalesce(whole_nik, cut_nik), born_written=pl.col("born") != 0)
    ready = ready.with_columns(born=pl.when(pl.col("born") == 0).then(_born_by_nik()).otherwise(pl.col("born")))
    ready = _with_words(_with_words(ready, "name", NAME_PARTS), "mother_name", MOTHER_PARTS)
    ready = ready.with_columns(**_soundness(), crowd=_crowd())
    return ready.select(PREPARED), (*worthless, *_empty(ready))


def _keys(whole: pl.DataFrame, secret: bytes) -> pl.Series:
    said = whole.select(pl.concat_str(pl.col(*IDENTITY).cast(pl.String).fill_null(""), separator=SEPARATOR)).to_series()
    return pl.Series("record_key", [key_of(text, secret) for text in said.to_list()], pl.String)


def _digits(name: str) -> pl.Expr:
    """The text where it is 14 to 17 digits, not all of them one digit; null elsewhere."""
    text = pl.col(name)
    of_one = pl.Series([digit * count for digit in "0123456789" for count in range(14, 18)]).implode()
    number = text.str.len_bytes().is_between(14, 17) & text.str.contains(r"^[0-9]+$") & ~text.is_in(of_one)
    return pl.when(number).then(text)


def _without_invented_digit(ready: pl.DataFrame) -> pl.DataFrame:
    """NIKs without their last digit where nearly all of the list end in 0: a spreadsheet has put that there."""
    whole = pl.col("nik").str.len_chars() == DIGITS
    zero = whole & pl.col("nik").str.ends_with("0")
    lists = ready.group_by("list").agg(count=whole.sum(), ends=zero.sum())
    damaged = lists.filter((pl.col("count") >= CUT_ROWS) & (pl.col("ends") * 100 >= pl.col("count") * CUT_PERCENT))
    cut = zero & pl.col("list").is_in(damaged["list"].implode())
    return ready.with_columns(nik=pl.when(cut).then(pl.col("nik").str.head(DIGITS - 1)).otherwise(pl.col("nik")))


def _born() -> pl.Expr:
    day = pl.col("birth_date").dt
    number = day.year() * 10_000 + day.month().cast(pl.Int32) * 100 + day.day().cast(pl.Int32)
    return number.cast(pl.Int32).fill_null(0)


def _without_shared(ready: pl.DataFrame, column: str, field: str) -> tuple[pl.DataFrame, list[Worthless]]:
    """``ready`` without numbers that too many records share, and which those are."""
    counts = ready.group_by(column).agg(records=pl.len(), position=pl.col("position").min())
    found = counts.filter(pl.col(column).is_not_null() & (pl.col("records") > SHARED_BY_MOST[field])).sort("position")
    if not len(found):
        return ready, []
    kept = pl.when(~pl.col(column).is_in(found[column].implode())).then(pl.col(column)).alias(column)
    shared = [Worthless(field, row["records"], row["position"]) for row in found.iter_rows(named=True)]
    return ready.with_columns(kept), shared


def _with_words(ready: pl.DataFrame, column: str, parts: tuple[str, ...]) -> pl.DataFrame:
    names = ready[column].drop_nulls().unique()
    rows: list[NameWords] = [name_words(name) for name in names.to_list()]
    words = pl.DataFrame(rows, schema=dict.fromkeys(parts, pl.String), orient="row").with_columns(names)
    joined = ready.join(words, on=column, how="left", maintain_order="left")
    return joined.with_columns(pl.col(part).fill_null("") for part in parts)


def _nik_date() -> tuple[pl.Expr, pl.Expr, pl.Expr, pl.Expr]:
    """Day, month and year (0–99) in the NIK, and whether the day is a woman's; null where it is too short."""
    number = pl.col("nik_number")
    day, month, year = (number // 10**at % 100 for at in (8, 6, 4))
    woman = day > WOMAN_DAY
    return pl.when(woman).then(day - WOMAN_DAY).otherwise(day), month, year, woman


def _born_by_nik() -> pl.Expr:
    """The birth date in the NIK, where the row gives none."""
    day, month, year, _ = _nik_date()
    century = pl.when(year < CENTURY_TURNS).then(2000).otherwise(1900)
    number = (century + year) * 10_000 + month * 100 + day
    return pl.when(day.is_between(1, 31) & month.is_between(1, 12)).then(number).fill_null(0).cast(pl.Int32)


def _soundness() -> dict[str, pl.Expr]:
    """nik_formed: the NIK is whole and has a date, at most one part of which is not that of the birth date, or day and
    month of which are turned. nik_sound: it agrees in everything with the birth date written and with a sex given, and
    begins with a district that is or was."""
    day, month, year, woman = _nik_date()
    whole = (pl.col("nik").str.len_chars() == DIGITS) & (pl.col("nik_number") % 10_000 != 0)
    plausible = whole & day.is_between(1, 31) & month.is_between(1, 12)
    born = pl.col("born")
    parts = (born % 100 == day, born // 100 % 100 == month, born // 10_000 % 100 == year)
    agree = pl.sum_horizontal(part.cast(pl.UInt8) for part in parts)
    turned = parts[2] & (born % 100 == month) & (born // 100 % 100 == day)
    same_sex = (pl.col("sex") == 0) | ((pl.col("sex") == 2) == woman)
    placed = (pl.col("nik_number") // 10**10).is_in(pl.Series(sorted(map(int, nik_prefixes()))).implode())
    return {
        "nik_formed": (plausible & ((agree >= 2) | turned)).fill_null(False),
        "nik_sound": (plausible & pl.col("born_written") & (agree == 3) & same_sex & placed).fill_null(False),
    }


def _crowd() -> pl.Expr:
    return (pl.col("born") % 10_000).is_in([month * 100 + day for month, day in CROWD_DAYS])


def _empty(ready: pl.DataFrame) -> list[Worthless]:
    filled = ready.select(
        nik=pl.col("nik").is_not_null().any(),
        name=(pl.col("first") != "").any(),
        birth_date=(pl.col("born") != 0).any(),
        sex=(pl.col("sex") != 0).any(),
        village_code=(pl.col("village") != 0).any(),
        mother_name=(pl.col("mother_first") != "").any(),
        family_card=(pl.col("card") != 0).any(),
    ).row(0, named=True)
    first = int(ready["position"].sort()[0]) if len(ready) else 0
    return [Worthless(field, 0, first) for field, any_value in filled.items() if not any_value]
