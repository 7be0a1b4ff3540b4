"""Tables of what ends, is behind, grows old or has left, from the ledger's tables: the rules of core, run by Polars."""

from collections.abc import Mapping, Sequence
from datetime import date

import narwhals as nw
import polars as pl

from payung.core.allocation.fund import Fund
from payung.core.cover.age_limit import reaching_limit
from payung.core.cover.arrears import BEHIND, UNPAID, behind, unpaid_months
from payung.core.cover.ending import ending
from payung.core.cover.going_on import ENDING_PLACE, Ends, ends
from payung.core.cover.leaving import Candidate, Judged, Record, contradicting, judge, same_name
from payung.core.law.book import Law, LawBook
from payung.core.planner.reached import Counts, reached
from payung.engines.tables import Frame

JUDGED = {
    "line": pl.Int64,
    "verdict": pl.String,
    "why": pl.String,
    "person": pl.Int64,
    "event": pl.String,
    "on": pl.Date,
}
"""``leaving.Judged``, one row a line of the registry's list."""


def ending_people(
    months: pl.DataFrame, people: pl.DataFrame, funds: Sequence[Fund], law: Law | LawBook, on: date, *,
    days: int = 90, ended: pl.DataFrame | None = None,
) -> pl.DataFrame:  # fmt: skip
    """The table ``ending.ENDING``, by person; as ``ending.ending``."""
    found = ending(_lazy(months), _lazy(people), funds, law, on, days=days, ended=_maybe(ended))
    return _done(found, "person")


def ends_of(
    found: pl.DataFrame, funds: Sequence[Fund], book: LawBook, on: date, *, days: int = 90, until: int
) -> Ends:  # fmt: skip
    """``found`` (``ending_people`` of the same day and days) by village and fund, and what going on costs."""
    alike = [name for name in ENDING_PLACE if name not in ("people", "full", "scholarship")]
    counts = found.group_by(alike).agg(
        pl.len().cast(pl.Int64).alias("people"), pl.col("full", "scholarship").sum().cast(pl.Int64)
    )
    rows = counts.select(*ENDING_PLACE).sort(alike, nulls_last=True)
    return ends(rows.iter_rows(), funds, book, on, days=days, until=until)


def behind_people(
    months: pl.DataFrame, people: pl.DataFrame, law: Law | LawBook, on: date, *, ended: pl.DataFrame | None = None,
    lapsed_days: int = 90,
) -> pl.DataFrame:  # fmt: skip
    """The table ``arrears.BEHIND``, by person; as ``arrears.behind``."""
    found = behind(_lazy(months), _lazy(people), law, on, ended=_maybe(ended), lapsed_days=lapsed_days)
    return _done(found, "person").select(*BEHIND)


def unpaid_by_purse(months: pl.DataFrame, people: pl.DataFrame, law: Law | LawBook, on: date) -> pl.DataFrame:
    """The table ``arrears.UNPAID``, by village, fund, purse and age; as ``arrears.unpaid_months``."""
    return _done(unpaid_months(_lazy(months), _lazy(people), law, on), "village_code", "fund", "purse", "age").select(
        *UNPAID
    )


def people_at_limit(
    months: pl.DataFrame, people: pl.DataFrame, law: Law | LawBook, on: date, *, days: int = 60,
    ended: pl.DataFrame | None = None,
) -> pl.DataFrame:  # fmt: skip
    """The table ``age_limit.OLD``, by person; as ``age_limit.reaching_limit``."""
    return _done(reaching_limit(_lazy(months), _lazy(people), law, on, days=days, ended=_maybe(ended)), "person")


def coverage_reached(
    months: pl.DataFrame, people: pl.DataFrame, law: Law, funds: Sequence[Fund], *, on: date, period: tuple[int, int],
    digits: int = 0, by_fund: Mapping[str, str] | None = None, counts: Counts = "covered",
) -> pl.DataFrame:  # fmt: skip
    """The table ``reached.REACHED``, by place; as ``reached.reached``."""
    found = reached(
        _lazy(months), _lazy(people), law, funds, on=on, period=period, digits=digits, by_fund=by_fund, counts=counts
    )
    return _done(found, "place").select("place", "on_day", "people", "person_months", "parts")


def judge_registry(
    told: pl.DataFrame, people: pl.DataFrame, months: pl.DataFrame, funds: Sequence[Fund], on: date, *,
    ended: pl.DataFrame | None = None,
) -> pl.DataFrame:  # fmt: skip
    """Each line of ``told`` (a register of the kind "left") judged against ``people``: the table ``JUDGED``, by line.

    ``people``: person, nik, name, birth_date, village_code. A line meets who has its NIK; one that meets nobody so is
    compared with everyone of its birth date, by name. Nothing is applied here: see ``certain``.
    """
    lines = told.with_row_index("line", offset=1).with_columns(pl.col("line").cast(pl.Int64))
    asked = people.select("person", "nik", "name", "birth_date")
    by_nik = lines.select("line", "nik").join(asked, on="nik", how="inner").with_columns(same_nik=pl.lit(True))
    rest = lines.join(by_nik.select("line"), on="line", how="anti").filter(pl.col("name").is_not_null())
    by_day = rest.select("line", "dob", said="name").join(asked, left_on="dob", right_on="birth_date", how="inner")
    alike = [same_name(one, other) for one, other in by_day.select("said", "name").iter_rows()]
    by_name = by_day.filter(pl.Series(alike, dtype=pl.Boolean)).with_columns(
        birth_date=pl.col("dob"), same_nik=pl.lit(False)
    )
    columns = ("line", "person", "same_nik", "name", "birth_date")
    met = pl.concat([by_nik.select(columns), by_name.select(columns)]).sort("line", "person")
    candidates = _candidates(met, months, funds, on, ended)
    records = lines.select("line", "name", "dob", "event", "happened_on", "moved_to").iter_rows()
    judged = contradicting([judge(Record(*row), candidates.get(row[0], ()), on) for row in records])
    return pl.DataFrame([tuple(vars(one).values()) for one in judged], schema=_fields(), orient="row").select(*JUDGED)


def certain(judged: pl.DataFrame) -> pl.DataFrame:
    """Of ``judged`` (``JUDGED``) those that may be applied: the table ``stretches.ENDED``, by person."""
    sure = judged.filter(pl.col("verdict") == "certain")
    return sure.select("person", pl.col("event").alias("why"), "on").sort("person")


def _fields() -> dict[str, type[pl.DataType]]:
    return {name: JUDGED[name] for name in Judged.__dataclass_fields__}


def _candidates(
    met: pl.DataFrame, months: pl.DataFrame, funds: Sequence[Fund], on: date, ended: pl.DataFrame | None
) -> dict[int, list[Candidate]]:
    """Line -> people it may mean."""
    who = met.select("person").unique()
    areas = {fund.id: fund.area_code for fund in funds}
    ahead = months.filter(pl.col("month") >= on.year * 100 + on.month).join(who, on="person", how="semi")
    places: dict[int, set[str]] = {}
    for person, fund in ahead.select("person", "fund").unique().iter_rows():
        if fund in areas:
            places.setdefault(person, set()).add(areas[fund])
    waiting = who.join(months, on="person", how="anti")["person"]
    places |= {person: set(areas.values()) for person in waiting}  # whichever fund may pay for them
    left = {} if ended is None else {row[0]: (row[1], row[2]) for row in ended.select("person", "why", "on").rows()}
    found: dict[int, list[Candidate]] = {}
    for line, person, same_nik, name, born in met.iter_rows():
        theirs = tuple(sorted(places.get(person, ())))
        found.setdefault(line, []).append(Candidate(person, same_nik, name, born, left.get(person), theirs))
    return found


def _lazy(frame: pl.DataFrame) -> Frame:
    return nw.from_native(frame.lazy())


def _maybe(frame: pl.DataFrame | None) -> Frame | None:
    return None if frame is None else _lazy(frame)


def _done(frame: Frame, *order: str) -> pl.DataFrame:
    found: pl.DataFrame = frame.sort(*order).collect(backend="polars").to_native()
    return found
