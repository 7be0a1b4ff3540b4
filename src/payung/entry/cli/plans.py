"""What ``payung plan`` prints: scenarios side by side, the cost of stopping, the way to a target."""

from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from payung.actions.simulate_plan import Simulated
from payung.actions.target_plan import Targeted
from payung.core.basis.rupiah import number, roughly, rupiah
from payung.core.basis.text import Text
from payung.core.places.places import Gazetteer
from payung.core.planner.expected import Range
from payung.core.planner.months import in_english, later, named
from payung.core.planner.simulation import Outcome
from payung.core.planner.stopping import Stopping
from payung.gateways.simulation.compared import percent

MOST_AREAS = 20


def print_simulated(simulated: Simulated, out: Path | None, language: str, console: Console) -> None:
    """Print each scenario in two lines of figures, what stopping costs, and where the page lies."""
    console.print(f"[bold]{escape(simulated.title.in_(language))}[/]", highlight=False)
    console.print(_people(simulated.simulation.outcomes, language))
    console.print(_chances(simulated.simulation.outcomes, language))
    ending = simulated.simulation.base.stopping
    if ending:
        for line in stopping_lines(ending):
            console.print(line.in_(language), highlight=False)
    for warning in simulated.simulation.warnings:
        console.print(f"[yellow]! {escape(warning.in_(language))}[/]", highlight=False)
    rate, seed = simulated.simulation.rate, simulated.simulation.seed
    source = Text(
        id=f"Tingkat kematian: {rate.name.id} ({rate.source}); angka awal undian {seed}.",
        en=f"Rate of deaths: {rate.name.en} ({rate.source}); seed {seed}.",
    )
    console.print(escape(source.in_(language)), highlight=False)
    if out:
        start = Text(id="Mulai dari", en="Start with").in_(language)
        console.print(f"{start}: {escape(str(out / 'simulation.html'))}", highlight=False, soft_wrap=True)


def stopping_lines(ending: Stopping) -> list[Text]:
    """What ending cover costs, in three sentences."""
    half = ending.resumed[6]
    after = ending.lost_from
    return [
        Text(
            id=f"Bila berhenti sesudah {named(ending.last)}: {number(ending.full)} orang kehilangan santunan penuh "
            f"{rupiah(ending.pays[1])} mulai {named(after)}.",
            en=f"If it ends after {in_english(ending.last)}: {number(ending.full)} people lose the full benefit of "
            f"{rupiah(ending.pays[1])} from {in_english(after)} on.",
        ),
        Text(
            id=f"Dibayar lagi paling lambat {named(ending.latest)}: berlanjut. Dibayar lagi {named(half.month)}: penuh "
            f"lagi {named(half.full_again)}.",
            en=f"Paid again by {in_english(ending.latest)}: it goes on. Paid again in {in_english(half.month)}: in "
            "full "
            f"again in {in_english(half.full_again)}.",
        ),
        Text(
            id=f"Meneruskan: {rupiah(ending.costs[0])} sebulan, {rupiah(half.cost)} sampai "
            f"{named(later(half.month, -1))}.",
            en=f"To go on: {rupiah(ending.costs[0])} a month, {rupiah(half.cost)} to "
            f"{in_english(later(half.month, -1))}.",
        ),
    ]


def _table(*headings: Text, language: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, heading in enumerate(headings):
        table.add_column(heading.in_(language), justify="right" if place else "left", no_wrap=place > 0)
    return table


def _people(outcomes: tuple[Outcome, ...], language: str) -> Table:
    table = _table(
        Text(id="Skenario", en="Scenario"),
        Text(id="Orang", en="People"),
        Text(id="Orang-bulan", en="Months"),
        Text(id="≥ 3 bln", en="≥ 3 mo"),
        Text(id="Penuh", en="In full"),
        Text(id="≥ 36 bln", en="≥ 36 mo"),
        Text(id="Dari nol", en="Anew"),
        Text(id="Sampai", en="To"),
        language=language,
    )
    for one in outcomes:
        figures = one.figures
        counts = (
            figures.people,
            figures.person_months,
            figures.first.people["since_restart"],
            figures.in_full,
            figures.scholarship.people["since_restart"],
            figures.restarted,
        )
        last = str(one.stopping.last) if one.stopping else "–"
        table.add_row(escape(one.scenario.name.in_(language)), *map(number, counts), f"{last[:4]}-{last[4:]}")
    return table


def _chances(outcomes: tuple[Outcome, ...], language: str) -> Table:
    table = _table(
        Text(id="Skenario", en="Scenario"),
        Text(id="Iuran", en="Contributions"),
        Text(id="Sisa", en="Left"),
        Text(id="Kematian", en="Deaths"),
        Text(id="Santunan", en="Benefits"),
        language=language,
    )
    for one in outcomes:
        benefits = roughly(one.chances.benefits.expected).in_(language)
        table.add_row(
            escape(one.scenario.name.in_(language)),
            rupiah(one.figures.rupiah),
            rupiah(one.figures.left),
            _ranged(one.chances.deaths),
            benefits,
        )
    return table


def _ranged(found: Range) -> str:
    return f"{number(found.expected)} ({number(found.low)}–{number(found.high)})"


def print_targeted(targeted: Targeted, out: Path | None, language: str, console: Console) -> None:
    """Print what the target costs, area by area, by fund, and with fewer months for each."""
    found, universe = targeted.target, targeted.universe
    months = len(found.months)
    head = Text(
        id=f"Target {percent(found.share)}: {number(found.people)} orang × {months} bulan = "
        f"{number(found.person_months)} orang-bulan, {rupiah(found.rupiah)}",
        en=f"Target {percent(found.share)}: {number(found.people)} people × {months} months = "
        f"{number(found.person_months)} person-months, {rupiah(found.rupiah)}",
    )
    console.print(f"[bold]{head.in_(language)}[/]", highlight=False)
    console.print(_areas(targeted, language))
    console.print(_funds(targeted, language))
    console.print(_rungs(targeted, language))
    for line in target_lines(targeted):
        console.print(escape(line.in_(language)), highlight=False)
    denominator = Text(
        id=f"Penyebut: {universe.name.id}, {universe.on}, {universe.source}. Terlindungi: "
        f"{universe.covered_on or '–'}, {universe.covered_source or '–'}.",
        en=f"Denominator: {universe.name.en}, {universe.on}, {universe.source}. Covered: "
        f"{universe.covered_on or '–'}, {universe.covered_source or '–'}.",
    )
    console.print(escape(denominator.in_(language)), highlight=False)
    if out:
        where = Text(id="Hasil", en="Results").in_(language)
        console.print(f"{where}: {escape(str(out))}", highlight=False, soft_wrap=True)


def target_lines(targeted: Targeted) -> list[Text]:
    """What the choice leaves out."""
    found = targeted.target
    lines = [
        Text(
            id=f"{number(found.could)} orang dapat dipilih; {number(found.could_not)} tidak, karena ada bulan yang "
            "tidak "
            "boleh dibayar dana mana pun.",
            en=f"{number(found.could)} people can be chosen; {number(found.could_not)} cannot, as no fund may pay some "
            "month.",
        ),
        Text(
            id="Tidak dihitung: kuota dan tahap pencairan dana, perlindungan yang berakhir selama rencana, orang "
            "yang sudah "
            "terhitung terlindungi tetapi juga ada dalam daftar.",
            en="Not counted: quotas and tranches of the funds, cover that ends during the plan, people counted as "
            "covered "
            "who are on the list as well.",
        ),
    ]
    missing = [area for area in found.areas if area.missing]
    if missing:
        lines.insert(
            0,
            Text(
                id=f"TIDAK TERCAPAI di {number(len(missing))} wilayah: daftar kurang orang.",
                en=f"NOT REACHED in {number(len(missing))} areas: the list has too few people.",
            ),
        )
    return lines


def _areas(targeted: Targeted, language: str) -> Table:
    names, found = Gazetteer.read(), targeted.target
    table = _table(
        Text(id="Wilayah", en="Area"),
        Text(id="Perlu", en="Needed"),
        Text(id="Dipilih", en="Chosen"),
        Text(id="Kurang", en="Missing"),
        Text(id="Biaya", en="Cost"),
        Text(id="Cakupan", en="Coverage"),
        language=language,
    )
    for area in found.areas[:MOST_AREAS]:
        counts = map(number, (area.needed, area.chosen, area.missing))
        name = names.area_name(area.area.code) or area.area.code
        table.add_row(escape(name), *counts, rupiah(area.rupiah), percent(area.reaches))
    if len(found.areas) > MOST_AREAS:
        table.add_row(f"… {number(len(found.areas) - MOST_AREAS)}")
    return table


def _funds(targeted: Targeted, language: str) -> Table:
    table = _table(
        Text(id="Dana", en="Fund"),
        Text(id="Orang", en="People"),
        Text(id="Perlu", en="Needs"),
        Text(id="Ada", en="Has"),
        Text(id="Kurang", en="Short"),
        language=language,
    )
    for need in targeted.target.funds:
        table.add_row(escape(need.fund), number(need.people), *map(rupiah, (need.rupiah, need.money, need.more)))
    return table


def _rungs(targeted: Targeted, language: str) -> Table:
    table = _table(
        Text(id="Bulan per orang", en="Months for each"),
        Text(id="Orang", en="People"),
        Text(id="Orang-bulan", en="Person-months"),
        Text(id="Biaya", en="Cost"),
        Text(id="Santunan pada akhirnya", en="Benefit at the end"),
        language=language,
    )
    full, first = Text(id="penuh", en="full"), Text(id="hanya pemakaman", en="burial only")
    for rung in targeted.rungs:
        said = (full if rung.full else first).in_(language)
        counts = (number(rung.people), number(rung.person_months), rupiah(rung.rupiah))
        table.add_row(str(rung.months), *counts, said)
    return table
