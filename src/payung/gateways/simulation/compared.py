"""Scenarios side by side on the page: figures in one table, people by month, money by fund, coverage by area."""

from collections.abc import Callable, Iterator, Sequence

from payung.core.basis.days import long_day
from payung.core.basis.rupiah import number, roughly, rupiah
from payung.core.basis.text import Text
from payung.core.places.places import Gazetteer
from payung.core.planner.coverage import Universe
from payung.core.planner.expected import Range
from payung.core.planner.membership import WAYS
from payung.core.planner.months import named
from payung.core.planner.simulation import Outcome, Simulation
from payung.gateways.labels import dotted
from payung.gateways.simulation.ending import figure, key
from payung.gateways.summary_parts import both, paragraph, said, section, table

Line = tuple[Text, Callable[[Outcome], str]]

LINES: tuple[Line, ...] = (
    (Text(id="Orang dibayar", en="people paid for"), lambda one: number(one.figures.people)),
    (Text(id="Orang-bulan", en="person-months"), lambda one: number(one.figures.person_months)),
    (Text(id="Iuran", en="contributions"), lambda one: rupiah(one.figures.rupiah)),
    (Text(id="Sisa uang", en="money left"), lambda one: rupiah(one.figures.left)),
    (
        Text(id="Menunggu, tak sebulan pun dibayar", en="waiting, not a month paid"),
        lambda one: number(one.figures.waiting),
    ),
    (
        Text(id="Sempat bersantunan penuh", en="with the full benefit for a while"),
        lambda one: number(one.figures.in_full),
    ),
    (
        Text(id="≥ 3 bulan sejak mulai (lagi)", en="≥ 3 months since the (re)start"),
        lambda one: number(one.figures.first.people["since_restart"]),
    ),
    *(
        (
            Text(id=f"≥ 36 bulan, {words.id}", en=f"≥ 36 months, {words.en}"),
            lambda one, way=way: number(one.figures.scholarship.people[way]),
        )
        for way, words in WAYS
    ),
    (
        Text(id="Mulai dari nol dalam rencana", en="begin anew within the plan"),
        lambda one: number(one.figures.restarted),
    ),
    (Text(id="Berakhir pada bulan terakhir", en="ended by the last month"), lambda one: number(one.figures.ended)),
    (Text(id="Dibayar pada bulan terakhir", en="paid for in the last month"), lambda one: number(last_month(one))),
    (Text(id="Bulan terakhir yang dibayar", en="last month paid"), lambda one: last_paid(one)),
    (Text(id="Kematian (5–95 %)", en="deaths (5–95 %)"), lambda one: ranged(one.chances.deaths, number)),
    (
        Text(id="– dalam bulan-bulan pertama", en="– in the first months"),
        lambda one: ranged(one.chances.first_months, number),
    ),
    (Text(id="Santunan (5–95 %)", en="benefits (5–95 %)"), lambda one: ranged(one.chances.benefits, _roughly)),
)  # fmt: skip
"""The figures of a scenario in the order in which people read them."""


ABREAST = 4
"""Scenarios beside the plan in one table, so that it fits a sheet of paper; more make another table."""


def _roughly(amount: int) -> str:
    return roughly(amount).id


def last_month(one: Outcome) -> int:
    """People paid for in the plan's last month."""
    return one.figures.months[len(one.plan.months) - 1].paid


def last_paid(one: Outcome) -> str:
    """The last month anybody is paid for, as papers write it."""
    return named(one.stopping.last) if one.stopping else "–"


def ranged(found: Range, written: Callable[[int], str]) -> str:
    """The figure, and its range in brackets."""
    return f"{written(found.expected)} ({written(found.low)}–{written(found.high)})"


def scenario_sections(found: Simulation) -> Iterator[str]:
    """Every scenario beside the plan as it stands."""
    yield _figures(found)
    yield _by_month(found)
    yield _funds(found)
    if found.universe:
        yield _coverage(found, found.universe)


def _figures(found: Simulation) -> str:
    others = found.outcomes[1:]
    groups = [others[start : start + ABREAST] for start in range(0, len(others), ABREAST)] or [()]
    shown = "".join(_abreast((found.base, *group)) for group in groups)
    title = Text(id="Skenario berdampingan", en="Scenarios side by side")
    note = Text(
        id="Orang, orang-bulan dan rupiah adalah tiga hal yang berbeda. Perlindungan kurang dari 3 bulan hampir tidak "
        "memberi santunan kematian.",
        en="People, person-months and rupiah are three different things. Less than 3 months of cover give hardly any "
        "death benefit.",
    )
    return section("skenario", title, shown, paragraph(note))


def _abreast(outcomes: Sequence[Outcome]) -> str:
    headings = [Text(id="Angka", en="figure")]
    headings += [Text(id=f"#{one.scenario.name.id}", en=one.scenario.name.en) for one in outcomes]
    rows = [(both(name), *(said(figure(one)) for one in outcomes)) for name, figure in LINES]
    names = ", ".join(one.scenario.name.id for one in outcomes)
    return table(headings, rows, f"Skenario berdampingan: {names}").replace('class="wide"', 'class="wide pair"', 1)


def _by_month(found: Simulation) -> str:
    top = max(
        (month.paid + month.grace + month.lapsed for one in found.outcomes for month in one.figures.months), default=1
    )
    drawn = "".join(
        figure(
            one.figures.months,
            one.scenario.name,
            top=top,
            mark=one.plan.months[-1],
        )
        for one in found.outcomes
    )
    scale = Text(
        id=f"Tinggi penuh {number(top)} orang. Garis putus: akhir rencana; sesudahnya tidak ada yang dibayar.",
        en=f"Full height is {number(top)} people. Dashed line: the end of the plan; nothing is paid after it.",
    )
    title = Text(id="Orang menurut bulan", en="People by month")
    return section("bulan", title, f'<div class="strips">{key()}{drawn}</div>', paragraph(scale))


def _funds(found: Simulation) -> str:
    headings = [
        Text(id="Skenario", en="scenario"),
        Text(id="Dana", en="fund"),
        Text(id="#Orang", en="people"),
        Text(id="#Orang-bulan", en="person-months"),
        Text(id="#Uang", en="money"),
        Text(id="#Terpakai", en="used"),
        Text(id="#Sisa", en="left"),
        Text(id="#Kebutuhan semua", en="need of all"),
        Text(id="Cukup untuk semua", en="enough for all"),
    ]
    rows = []
    for one in found.outcomes:
        names = {fund.id: fund.name for fund in one.plan.funds}
        for use in one.figures.funds:
            lasts = (
                Text(id="semua bulannya", en="all its months")
                if use.lasts is None
                else Text(id=f"{use.lasts} bulan", en=f"{use.lasts} months")
            )
            labels = f"<b>{both(one.scenario.name)}</b>", both(names[use.fund])
            money = (use.money, use.rupiah, use.left, use.demand)
            rows.append((*labels, number(use.people), number(use.person_months), *map(rupiah, money), both(lasts)))
    title = Text(id="Uang menurut dana", en="Money by fund")
    note = Text(
        id="Kebutuhan semua: setiap bulan setiap orang yang boleh dibayar dana itu, tanpa melihat kuota dan dana lain.",
        en="Need of all: every month of everyone the fund may pay, whatever its quota and other funds.",
    )
    return section("dana", title, table(headings, rows, "Uang menurut dana"), paragraph(note))


def _coverage(found: Simulation, universe: Universe) -> str:
    names = Gazetteer.read()
    headings = [
        Text(id="Wilayah", en="area"),
        Text(id="#Pekerja", en="workers"),
        Text(id="#Tanpa rencana", en="without the plan"),
    ]
    headings += [Text(id=f"#{one.scenario.name.id}", en=one.scenario.name.en) for one in found.outcomes]
    rows = []
    for place, area in enumerate(universe.areas):
        mine = [one.coverage[place] for one in found.outcomes]
        shares = [percent(each.share(each.last_month)) + _small(each.last_month) for each in mine]
        name = names.area_name(area.code) or dotted(area.code)
        rows.append((said(name), number(area.workers), percent(mine[0].share(0)), *shares))
    covered = f" {long_day(universe.covered_on)} ({universe.covered_source})" if universe.covered_on else " –"
    note = Text(
        id=f"Penyebut: {universe.name.id}, {long_day(universe.on)}, {universe.source}. Terlindungi tanpa "
        f"rencana:{covered}. "
        "Dihitung pada bulan terakhir rencana; cara lain (sebulan saja, rata-rata) ada di coverage.csv.",
        en=f"Denominator: {universe.name.en}, {universe.on}, {universe.source}. Covered without the plan:{covered}. "
        "Counted in the plan's last month; other ways (any month, average) are in coverage.csv.",
    )
    title = Text(id="Cakupan menurut wilayah", en="Coverage by area")
    shown = table(headings, rows, "Cakupan menurut wilayah").replace('class="wide"', 'class="wide pair"', 1)
    return section("cakupan", title, shown, paragraph(note))


def percent(hundredths: int) -> str:
    """Hundredths of a percent as papers write them.

    >>> percent(3952), percent(5)
    ('39,52 %', '0,05 %')
    """
    return f"{number(hundredths // 100)},{hundredths % 100:02d} %"


def _small(people: int) -> str:
    return f"<br>+{number(people)}"
