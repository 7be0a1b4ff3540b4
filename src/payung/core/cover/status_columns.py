"""The same cover as ``status``, as columns for millions of people. Written once, run by Polars, DuckDB and Spark.

Months are counted as Int64 since year 0.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import narwhals as nw

from payung.core.cover.columns import full_from
from payung.core.cover.doubts import CLAIM_IN_GRACE
from payung.core.cover.person_months import DUE, STEPS, WHYS
from payung.core.cover.standing import AFTER_REENTRY, REENTRY, most_unpaid
from payung.core.law import accident
from payung.core.law.ages import LIMIT
from payung.core.law.book import Law, LawBook
from payung.core.law.death import death_benefit

Frame = nw.LazyFrame[Any]

_WHYS = tuple(WHYS)
_VIEWS = ("certain", "later", "hoped")
"""A month that is known to count, one that counts by what came later, and one that may."""
_FACTS = {"died_on": nw.Date(), "last_ended": nw.Int64(), "birth_date": nw.Date()}


class _Day(NamedTuple):
    """The day asked about and what the law of that day says, as plain values."""

    law: Law
    on: date
    today: int  # the day's month, counted since year 0
    most: int  # months that may be unpaid

    @classmethod
    def of(cls, law: Law | LawBook, on: date) -> "_Day":
        law = law.on(on) if isinstance(law, LawBook) else law
        return cls(law, on, on.year * 12 + on.month - 1, most_unpaid(law))


def with_status(
    months: Frame, law: Law | LawBook, on: date, *, ended: Frame | None = None, people: Frame | None = None
) -> Frame:
    """The cover of every person of ``months`` on ``on``, one row a person, as ``status.cover_status``.

    months: person, month (Int64 yyyymm), enrolled, billed, paid, confirmed (Boolean), paid_on (Date, may be null); one
    month may stand under two funds. ended: person, why (text, ``WHYS``), on (Date). people: person, birth_date (Date,
    may be null). Columns of the result: person, state, missing, why, jkk, jkm (text), started (Date), months,
    months_ever (Int64), paid_through, lapses_on, full_from (Date), settled (Boolean: what was missing was paid
    afterwards), jkm_amount, jkk_amount (Int64, whole rupiah for a death that day, certain or pending).
    Whoever has no row in ``months`` is not enrolled and has none here. Raises: NoValueInForce.
    """
    day = _Day.of(law, on)
    found = _by_person(_once(_by_month(months, day)), day)
    if ended is not None:
        found = found.join(_ended(ended, on), on="person", how="left")
    if people is not None:
        found = found.join(people.select("person", "birth_date"), on="person", how="left")
    here = found.collect_schema().names()
    unknown = {name: nw.lit(None, kind) for name, kind in _FACTS.items() if name not in here}
    if unknown:
        found = found.with_columns(**unknown)
    return _outcome(_standing(found, day), day)


def _by_month(months: Frame, day: _Day) -> Frame:
    """One row a person and month: ``month`` counted since year 0; ``certain`` and ``later`` where it is such a month,
    ``hoped`` where it may be, and the steps done.
    """
    first = nw.concat_str(nw.col("month").cast(nw.String), nw.lit("01")).str.to_date(format="%Y%m%d")
    due, paid_on = first.dt.offset_by(f"{day.law[DUE].amount - 1}d"), nw.col("paid_on")
    early = nw.when(paid_on < first).then(paid_on).otherwise(first)
    counts = nw.when(paid_on > due).then(paid_on).otherwise(early)
    billed = nw.col("enrolled") & nw.col("billed")
    paid = billed & nw.col("paid")
    known = paid & (counts <= day.on)
    steps = nw.col("enrolled").cast(nw.Int64) + billed.cast(nw.Int64) + known.cast(nw.Int64)
    rows = months.select(
        "person",
        month=(nw.col("month") // 100) * 12 + nw.col("month") % 100 - 1,
        certain=(known & nw.col("confirmed")).cast(nw.Int64),
        hoped=known.cast(nw.Int64),
        later=(paid & nw.col("confirmed")).cast(nw.Int64),
        steps=steps + (known & nw.col("confirmed")).cast(nw.Int64),
    )
    return rows.group_by("person", "month").agg(nw.col("certain", "hoped", "later", "steps").max())


def _once(rows: Frame) -> Frame:
    """``rows``, not worked out anew for each of their uses: Polars does not always see by itself that they are one."""
    native = rows.to_native()
    return nw.from_native(native.cache()) if rows.implementation.is_polars() else rows


def _by_person(rows: Frame, day: _Day) -> Frame:
    """One row a person: the last months, the runs they belong to, and how far the latest month is."""
    month, past = nw.col("month"), nw.col("month") <= day.today
    views = {name: past & (nw.col(name) == 1) for name in _VIEWS}
    marked = rows.with_columns(
        **{f"{name}_month": nw.when(holds).then(month) for name, holds in views.items()},
        **{f"{name}_count": holds.cast(nw.Int64) for name, holds in views.items()},
        begun_steps=nw.when(past & (nw.col("steps") > 0)).then(month * 10 + nw.col("steps")),
        coming=(~past & (nw.col("steps") > 0)).cast(nw.Int64),
        named=past.cast(nw.Int64),
    )
    found = marked.group_by("person").agg(
        **{f"first_{name}": nw.col(f"{name}_month").min() for name in views},
        **{f"last_{name}": nw.col(f"{name}_month").max() for name in views},
        **{f"count_{name}": nw.col(f"{name}_count").sum() for name in views},
        begun_steps=nw.col("begun_steps").max(),
        coming=nw.col("coming").max(),
        named=nw.col("named").max(),
    )
    return _with_runs(_once(found), rows, views, day)


def _with_runs(found: Frame, rows: Frame, views: Mapping[str, nw.Expr], day: _Day) -> Frame:
    """``found`` with the month in which each view's last run began, how many months the certain one has, and how many
    months after the day's are certain without a gap.

    Only who misses more months than may be unpaid can have begun anew: for the others the first month is the run's.
    """
    gaps = [nw.col(f"last_{name}") - nw.col(f"first_{name}") + 1 - nw.col(f"count_{name}") > day.most for name in views]
    broken = found.filter(nw.any_horizontal(*(gap.fill_null(False) for gap in gaps), ignore_nulls=True))
    few = rows.join(broken.select("person"), on="person", how="semi")
    certain = few.filter(views["certain"]).select("person", "month")
    runs = _run(certain, "again_certain", day)
    in_run = certain.join(runs, on="person").filter(nw.col("month") >= nw.col("again_certain"))
    others = [_run(few.filter(holds), f"again_{name}", day) for name, holds in views.items() if name != "certain"]
    counted = in_run.group_by("person").agg(in_run=nw.col("month").count().cast(nw.Int64))
    for part in (runs, *others, counted, _ahead(rows, day)):
        found = found.join(part, on="person", how="left")
    return found.with_columns(
        **{f"run_{name}": nw.coalesce(f"again_{name}", f"first_{name}") for name in views},
        in_run=nw.coalesce("in_run", "count_certain"),
        ahead=nw.coalesce(nw.col("ahead"), nw.lit(0, nw.Int64)),
    )


def _run(months: Frame, name: str, day: _Day) -> Frame:
    """The month with which the last run of each person begins: none of the months just before leads to it."""
    led_to = [months.select("person", month=nw.col("month") + later) for later in range(1, day.most + 2)]
    begins = months.join(nw.concat(led_to), on=["person", "month"], how="anti")
    return begins.group_by("person").agg(nw.col("month").max().alias(name))


def _ahead(rows: Frame, day: _Day) -> Frame:
    """How many months after the day's are certain without a gap."""
    later = rows.filter((nw.col("certain") == 1) & (nw.col("month") > day.today))
    ranked = later.with_columns(rank=nw.col("certain").cum_sum().over("person", order_by="month"))
    unbroken = ranked.filter(nw.col("month") - day.today == nw.col("rank"))
    return unbroken.group_by("person").agg(ahead=nw.col("month").count().cast(nw.Int64))


def _ended(ended: Frame, on: date) -> Frame:
    """By person: the day of a death before ``on``, and the last other fact as yyyymmdd and place in ``WHYS``."""
    why, day = nw.col("why"), nw.col("on")
    past = ended.filter(day < nw.lit(on)).select(
        "person",
        died=nw.when(why == "died").then(day),
        other=nw.when(why != "died").then(_number(day) * 10 + _place(why)),
    )
    return past.group_by("person").agg(died_on=nw.col("died").min(), last_ended=nw.col("other").max())


def _number(day: nw.Expr) -> nw.Expr:
    """yyyymmdd, Int64."""
    return day.dt.year().cast(nw.Int64) * 10_000 + day.dt.month().cast(nw.Int64) * 100 + day.dt.day().cast(nw.Int64)


def _place(why: nw.Expr) -> nw.Expr:
    return (
        nw.when(why == _WHYS[0])
        .then(nw.lit(0, nw.Int64))
        .when(why == _WHYS[1])
        .then(nw.lit(1, nw.Int64))
        .otherwise(nw.lit(2, nw.Int64))
    )


def _standing(found: Frame, day: _Day) -> Frame:
    """Days of the certain run, and how the three views of the months stand."""
    today, most = day.today, day.most
    last, hoped, later = nw.col("last_certain"), nw.col("last_hoped"), nw.col("last_later")
    through = nw.when(last == today).then(last + nw.col("ahead")).otherwise(last)
    again = day.law.reading(AFTER_REENTRY).code == "again"
    continues = day.law.reading(REENTRY).code == "continues"
    dated = found.with_columns(
        started=_first_day(nw.col("run_certain")),
        paid_through=_first_day(through),
        lapses_on=_first_day(through + most + 1),
        counts_since=_first_day(nw.col("run_certain" if again else "first_certain")),
        later_since=_first_day(nw.col("run_later" if again else "first_later")),
        hoped_since=_first_day(nw.col("run_hoped" if again else "first_hoped")),
        months=nw.col("count_certain" if continues else "in_run"),
        months_ever=nw.col("count_certain"),
        unpaid=nw.when(~last.is_null()).then(today - last).otherwise(nw.lit(most + 1, nw.Int64)),
        hoped_unpaid=nw.when(~hoped.is_null()).then(today - hoped).otherwise(nw.lit(most + 1, nw.Int64)),
        later_paid=(later == today).fill_null(False),
    )
    return dated.with_columns(
        full_from=full_from(day.law, nw.col("counts_since")),
        later_full=full_from(day.law, nw.col("later_since")),
        hoped_full=full_from(day.law, nw.col("hoped_since")),
    )


def _first_day(month: nw.Expr) -> nw.Expr:
    """The first day of a month counted since year 0; null where it is."""
    year, place = month // 12, month % 12 + 1
    text = nw.concat_str((year * 100 + place).cast(nw.String), nw.lit("01"))
    return text.str.to_date(format="%Y%m%d")


def _outcome(frame: Frame, day: _Day) -> Frame:
    """State, missing step, cover and amounts."""
    most, last = day.most, nw.col("last_certain")
    certain, hoped = nw.col("unpaid"), nw.col("hoped_unpaid")
    waits = (hoped == 0) | ((hoped <= most) & (certain > most))
    died, other, born = ~nw.col("died_on").is_null(), nw.col("last_ended"), nw.col("birth_date")
    kind, since = other % 10, other // 10
    left = nw.lit(_WHYS.index("left"), nw.Int64)
    month_start = day.on.year * 10_000 + day.on.month * 100 + 1
    covered = (certain == 0) & ((kind != left) | (since < month_start))
    of_age = (
        nw.lit(day.on.year * 10_000 + day.on.month * 100 + day.on.day, nw.Int64) - _number(born)
        >= day.law[LIMIT].amount * 10_000
    )
    lapsed = (certain > most) & ~waits & ~last.is_null()
    stated = frame.with_columns(
        ended=died | (~other.is_null() & ~covered).fill_null(False),
        aged=(lapsed & of_age).fill_null(False),
        full=(nw.lit(day.on) >= nw.col("full_from")).fill_null(False),
        later_full=(nw.lit(day.on) >= nw.col("later_full")).fill_null(False),
        hoped_full=(nw.lit(day.on) >= nw.col("hoped_full")).fill_null(False),
        waits=waits,
    ).with_columns(state=_state(most), missing=_missing(most), why=_why(kind))
    settled = ~nw.col("state").is_in(["first_months", "active", "ended"]) & nw.col("later_paid")
    judged = stated.with_columns(settled=settled)
    judged = judged.with_columns(jkk=_cover(day, death=False), jkm=_cover(day, death=True))
    judged = judged.with_columns(**_amounts(day))
    return judged.with_columns(
        started=nw.when(~nw.col("state").is_in(["lapsed", "ended"])).then(nw.col("started"))
    ).select(
        "person", "state", "missing", "why", "jkk", "jkm", "started", "months", "months_ever", "paid_through",
        "lapses_on", "full_from", "settled", "jkm_amount", "jkk_amount",
    )  # fmt: skip


def _state(most: int) -> nw.Expr:
    unpaid = nw.col("unpaid")
    return (
        nw.when(nw.col("ended") | nw.col("aged"))
        .then(nw.lit("ended"))
        .when((unpaid == 0) & nw.col("full"))
        .then(nw.lit("active"))
        .when(unpaid == 0)
        .then(nw.lit("first_months"))
        .when(nw.col("waits"))
        .then(nw.lit("awaiting"))
        .when(unpaid <= most)
        .then(nw.lit("grace"))
        .when(~nw.col("last_certain").is_null())
        .then(nw.lit("lapsed"))
        .when(~nw.col("begun_steps").is_null() | (nw.col("coming") == 1))
        .then(nw.lit("awaiting"))
        .otherwise(nw.lit("not_enrolled"))
    )


def _missing(most: int) -> nw.Expr:
    names = tuple(STEPS)
    steps = nw.col("begun_steps") % 10
    return (
        nw.when(nw.col("ended") | nw.col("aged") | (nw.col("unpaid") == 0))
        .then(nw.lit(None, nw.String))
        .when(nw.col("waits"))
        .then(nw.lit("confirmed"))
        .when((nw.col("unpaid") <= most) | ~nw.col("last_certain").is_null())
        .then(nw.lit("paid"))
        .when(steps == 1)
        .then(nw.lit(names[1]))
        .when(steps == 2)
        .then(nw.lit(names[2]))
        .when(steps == 3)
        .then(nw.lit(names[3]))
        .when(nw.col("coming") == 1)
        .then(nw.lit("start"))
        .when(nw.col("named") == 1)
        .then(nw.lit(names[0]))
    )


def _why(kind: nw.Expr) -> nw.Expr:
    return (
        nw.when(nw.col("ended") & ~nw.col("died_on").is_null())
        .then(nw.lit("died"))
        .when(nw.col("ended") & (kind == 1))
        .then(nw.lit(_WHYS[1]))
        .when(nw.col("ended") & (kind == 2))
        .then(nw.lit(_WHYS[2]))
        .when(nw.col("ended") | nw.col("aged"))
        .then(nw.lit(_WHYS[0]))
    )


def _cover(day: _Day, *, death: bool) -> nw.Expr:
    """One of ``status.COVERS``; of a work accident nothing is reduced in the first months."""
    state, settled = nw.col("state"), nw.col("settled")
    yes, pending, no = nw.lit("full"), nw.lit("pending"), nw.lit("no")
    now = nw.when(nw.col("full")).then(yes).otherwise(nw.lit("reduced")) if death else yes
    then = nw.when(nw.col("later_full")).then(yes).otherwise(nw.lit("reduced")) if death else yes
    reading = day.law.reading(CLAIM_IN_GRACE).code
    hoped = nw.col("waits") & ((nw.col("hoped_unpaid") == 0) | nw.lit(reading != "not_payable"))
    unsettled = {"pending": pending, "payable": now, "not_payable": no}[reading]
    in_grace = no if reading == "not_payable" else nw.when(settled).then(then).otherwise(unsettled)
    return (
        nw.when(state.is_in(["first_months", "active"]))
        .then(now)
        .when(state == "grace")
        .then(in_grace)
        .when(((state == "awaiting") & hoped) | settled)
        .then(pending)
        .otherwise(no)
    )


def _amounts(day: _Day) -> dict[str, nw.Expr]:
    """What a death on the day pays, by the rules for one person, worked out once for each kind of cover."""
    law, state = day.law, nw.col("state")
    full = nw.lit(death_benefit(law, started=date(1900, 1, 1)).total, nw.Int64)
    reduced = nw.lit(death_benefit(law, started=law.day).total, nw.Int64)
    work = accident.death_by_accident(law, law.bands("bpu/income_bands").bands[0].amount).total
    rests_on = (
        nw.when(nw.col("settled"))
        .then(nw.col("later_full"))
        .when(state == "awaiting")
        .then(nw.col("hoped_full"))
        .otherwise(nw.col("full"))
    )
    none = nw.lit(0, nw.Int64)
    return {
        "jkm_amount": nw.when(nw.col("jkm") == "no").then(none).when(rests_on).then(full).otherwise(reduced),
        "jkk_amount": nw.when(nw.col("jkk") == "no").then(none).otherwise(nw.lit(work, nw.Int64)),
    }
