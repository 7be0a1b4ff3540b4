"""scenarios.yaml: what would be different, said strictly; every field that is not understood is refused by name."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import cast, get_args

from payung.core.allocation.aim import Aim, Kind
from payung.core.allocation.criteria import NAMED
from payung.core.allocation.fund import Plan
from payung.core.basis.entry import Entry, FileWrong, read_entry
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.law.values import Number, Reading
from payung.core.planner.months import between, later
from payung.core.planner.scenario import KEEP, LONGEST_PLAN, Again, Best, FundChange, LawChange, Scenario, changed_law

MOST = 10**15
MOST_MONTHS, MOST_YEARS = 1_200, 100
USUAL_SEARCH, LONGEST_SEARCH = 60, 3600
EVERY = "*"
BASE = Scenario("plan", Text(id="Rencana sekarang", en="The plan as it stands"))
"""The first of all scenarios: nothing is changed."""


class ScenariosFileWrong(FileWrong):
    """The file of scenarios has a field that is missing, unknown or not what it must be."""

    code = "scenarios-file-wrong"
    exit_code = 45
    kind = Text(id="skenario", en="scenarios")


def read_scenarios(path: Path, *, plan: Plan, book: LawBook) -> tuple[Scenario, ...]:
    """``BASE`` and every scenario of the file at ``path``, checked against the plan and the law.

    Raises: ScenariosFileWrong.
    """
    entry = read_entry(path, path.name, ScenariosFileWrong)
    found = [BASE]
    for one in entry.entries("scenarios"):
        found.append(_scenario(one, plan, book))
        if found[-1].id in {scenario.id for scenario in found[:-1]}:
            one.wrong("id", Text(id="kode yang belum dipakai", en="an id that is not used yet"))
    if len(found) == 1:
        entry.wrong("scenarios", Text(id="daftar dengan sedikitnya satu skenario", en="a list of at least one"))
    entry.done()
    return tuple(found)


def _scenario(entry: Entry, plan: Plan, book: LawBook) -> Scenario:
    scenario_id = entry.text("id")
    if not scenario_id.replace("-", "").isalnum() or not scenario_id.isascii():
        entry.wrong("id", Text(id="huruf, angka dan tanda hubung", en="letters, digits and hyphens"))
    changes = entry.entry("funds") if entry.has("funds") else None
    scenario = Scenario(
        id=scenario_id,
        name=entry.both("name"),
        funds=tuple(_fund(changes, fund, plan) for fund in changes.names()) if changes else (),
        law=tuple(_law(one, book) for one in entry.entries("law")),
        again=_again(entry.entry("again"), plan) if entry.has("again") else None,
        best=_best(entry.entry("optimum")) if entry.has("optimum") else None,
    )
    if not (scenario.funds or scenario.law or scenario.again or scenario.best):
        entry.wrong(
            "", Text(id="mengubah funds, law, again atau optimum", en="a change of funds, law, again or optimum")
        )
    if all(_left_out(fund.id, scenario.funds) for fund in plan.funds):
        entry.wrong("funds", Text(id="menyisakan sedikitnya satu dana", en="such that one fund is left"))
    entry.done()
    return scenario


def _left_out(fund: str, changes: Collection[FundChange]) -> bool:
    return any(change.left_out for change in changes if change.fund in (None, fund))


def _fund(changes: Entry, name: object, plan: Plan) -> FundChange:
    known: Mapping[str, int] = {fund.id: number for number, fund in enumerate(plan.funds)}
    if name != EVERY and name not in known:
        listed = ", ".join((EVERY, *known))
        changes.wrong(str(name), Text(id=f"salah satu dana rencana: {listed}", en=f"a fund of the plan: {listed}"))
    entry = changes.entry(name)
    if not entry.names():
        entry.wrong("", Text(id="berisi sedikitnya satu perubahan", en="at least one change"))
    change = FundChange(
        fund=None if name == EVERY else str(name),
        budget=entry.maybe_whole("budget", 0, MOST),
        budget_percent=entry.maybe_whole("budget_percent", 0, 10_000),
        people=_limit(entry, "people"),
        people_per_village=_limit(entry, "people_per_village"),
        months=entry.maybe_whole("months", 1, LONGEST_PLAN),
        until=_month(entry, "until", plan),
        starts=_month(entry, "starts", plan),
        also_who=entry.words("also_who", NAMED) if entry.has("also_who") else (),
        left_out=entry.yes_no("left_out") if entry.has("left_out") else False,
    )
    if change.budget is not None and change.budget_percent is not None:
        entry.wrong("budget_percent", Text(id="tidak bersama budget", en="given without budget"))
    if change.starts and change.until and change.starts > change.until:
        entry.wrong("until", Text(id="tidak sebelum starts", en="no earlier than starts"))
    entry.done()
    return change


def _limit(entry: Entry, key: str) -> int | None:
    """A limit; ``KEEP`` where the field is not there, None where it is null: no limit."""
    return entry.maybe_whole(key, 0, MOST) if key in entry.names() else KEEP


def _month(entry: Entry, key: str, plan: Plan) -> int | None:
    if not entry.has(key):
        return None
    month = entry.month(key)
    if month not in plan.months:
        entry.wrong(key, _from_to(plan.months[0], plan.months[-1]))
    return month


def _from_to(first: int, last: int) -> Text:
    one, other = (f"{month // 100}-{month % 100:02d}" for month in (first, last))
    return Text(id=f"bulan {one} sampai {other}", en=f"a month from {one} to {other}")


def _again(entry: Entry, plan: Plan) -> Again:
    first = entry.month("from")
    earliest, latest = later(plan.months[-1], 1), later(plan.months[0], LONGEST_PLAN - 1)
    if first not in between(earliest, latest):
        entry.wrong("from", _from_to(earliest, latest))
    room = len(between(first, latest))
    months = entry.maybe_whole("months", 1, room) or min(room, len(plan.months))
    entry.done()
    return Again(first, months)


def _best(entry: Entry) -> Best:
    usual = Aim("person_months")
    given = {
        name: most if (most := entry.maybe_whole(name, least, limit)) is not None else getattr(usual, name)
        for name, least, limit in (("least", 1, LONGEST_PLAN), ("percent", 0, 100), ("floor", 0, MOST))
    }
    aim = Aim(cast(Kind, entry.word("aim", get_args(Kind))), **given)
    best = Best(aim, entry.maybe_whole("seconds", 1, LONGEST_SEARCH) or USUAL_SEARCH)
    entry.done()
    return best


def _law(entry: Entry, book: LawBook) -> LawChange:
    key = entry.text("key")
    if key not in book.parameters:
        entry.wrong("key", Text(id="kunci dari `payung law list`", en="a key of `payung law list`"))
    kind = book.parameters[key].values[0]
    if isinstance(kind, Reading):
        change = LawChange(key, reading=entry.word("reading", kind.readings))
    elif isinstance(kind, Number):
        since = entry.maybe_day("since")
        if since is None:
            entry.wrong("since", Text(id="tanggal seperti 2027-01-01", en="a day like 2027-01-01"))
        change = LawChange(key, since=since, amount=entry.whole("amount", 0, _most(kind)))
    else:
        entry.wrong("key", Text(id="ketentuan berupa angka atau bacaan", en="a number or a reading of the law"))
    entry.done()
    try:
        changed_law(book, [change])
    except PayungError as error:
        entry.wrong("since", Text(id=error.do.id, en=error.do.en))
    return change


def _most(kind: Number) -> int:
    """What a scenario may set at most; days are counted from it, and there are no days after the year 9999."""
    return {"month": MOST_MONTHS, "year": MOST_YEARS}.get(kind.unit, MOST)
