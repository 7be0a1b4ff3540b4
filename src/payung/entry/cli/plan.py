"""``payung plan ...``: what if the money, the rules or the law were different, and the way to a target."""

import json
import re
from pathlib import Path

import click

from payung.actions.simulate_plan import SimulationRequest, simulate_plan
from payung.actions.target_plan import TargetRequest, TargetWrong, target_plan
from payung.core.basis.text import Text
from payung.entry.cli.plans import print_simulated, print_targeted
from payung.entry.cli.screen import paper, stages

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(path_type=Path)
LEVELS = {"province": 2, "regency": 4, "district": 6, "village": 10}
PEOPLE = click.option(
    "--people",
    required=True,
    multiple=True,
    type=FILE,
    help="people.parquet dari pembagian dana, decisions.parquet, atau/or CSV (boleh berulang / repeatable).",
)
FACTS = click.option("--facts", multiple=True, type=FILE, help="Fakta lain: nik, occupation, desil, … / More facts.")
FUNDS = click.option("--funds", required=True, type=FILE, help="Dana: funds.yaml. / Funds.")


@click.group()
def plan() -> None:
    """Rencana: skenario berdampingan, jalan termurah ke target. / Plans: scenarios, the way to a target."""


@plan.command()
@PEOPLE
@FACTS
@FUNDS
@click.option("--scenarios", type=FILE, help="scenarios.yaml; kosong: rencana itu sendiri. / Empty: the plan alone.")
@click.option("--rates", type=FILE, help="Tingkat kematian kantor sendiri (YAML). / Your own rate of deaths.")
@click.option("--universe", type=FILE, help="Semesta pekerja, untuk cakupan (YAML). / Workers who could be covered.")
@click.option("--seed", default=1, show_default=True, help="Angka awal undian rentang. / Seed of the ranges.")
@click.option("--name", help="Judul halaman. / Title of the page.")
@click.option("--out", type=FOLDER, help="Folder hasil; kosong: hanya tabel ini. / Folder of results.")
@click.option("--json", "as_json", is_flag=True, help="Sebagai JSON. / As JSON.")
@click.pass_context
def simulate(
    ctx: click.Context,
    people: tuple[Path, ...],
    facts: tuple[Path, ...],
    funds: Path,
    scenarios: Path | None,
    rates: Path | None,
    universe: Path | None,
    seed: int,
    name: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Hitung skenario berdampingan, dan apa akibatnya bila perlindungan berhenti. / Scenarios side by side.

    Contoh / example: payung plan simulate --people people.parquet --funds funds.yaml --scenarios scenarios.yaml
    --out simulasi
    """
    request = SimulationRequest(
        people=people,
        facts=facts,
        funds=funds,
        out=out,
        scenarios=scenarios,
        rates=rates,
        universe=universe,
        seed=seed,
        name=name,
        language=ctx.obj,
    )
    with stages(ctx.obj) as watcher:
        simulated = simulate_plan(request, watcher=watcher)
    if as_json:
        click.echo(json.dumps(simulated.told, indent=2))
    else:
        print_simulated(simulated, out, ctx.obj, paper())


@plan.command()
@PEOPLE
@FACTS
@FUNDS
@click.option("--universe", required=True, type=FILE, help="Semesta pekerja dan yang terlindungi (YAML). / Workers.")
@click.option("--coverage", required=True, metavar="PERCENT", help="Target, misalnya 55% atau 52,15%. / Target.")
@click.option("--months", type=int, metavar="N", help="N bulan terakhir rencana; kosong: semua. / Last N months.")
@click.option(
    "--level",
    "levels",
    multiple=True,
    type=click.Choice(list(LEVELS)),
    help="Tingkat wilayah; kosong: semua. / Levels.",
)
@click.option("--out", type=FOLDER, help="Folder hasil. / Folder of results.")
@click.pass_context
def target(
    ctx: click.Context,
    people: tuple[Path, ...],
    facts: tuple[Path, ...],
    funds: Path,
    universe: Path,
    coverage: str,
    months: int | None,
    levels: tuple[str, ...],
    out: Path | None,
) -> None:
    """Cari jalan termurah ke target cakupan, dan di mana. / The cheapest way to a target, and where.

    Contoh / example: payung plan target --people people.parquet --funds funds.yaml --universe semesta.yaml
    --coverage 55%
    """
    request = TargetRequest(
        people=people,
        facts=facts,
        funds=funds,
        universe=universe,
        coverage=hundredths(coverage),
        months=months,
        digits=tuple(LEVELS[level] for level in levels),
        out=out,
    )
    targeted = target_plan(request)
    print_targeted(targeted, out, ctx.obj, paper())
    ctx.exit(0 if targeted.target.reached else 1)


def hundredths(percent: str) -> int:
    """A share as people write it, in hundredths of a percent. Raises: TargetWrong.

    >>> hundredths("55%"), hundredths("52,15 %"), hundredths("0.5")
    (5500, 5215, 50)
    """
    said = re.fullmatch(r"(\d{1,3})(?:[.,](\d{1,2}))?\s*%?", percent.strip())
    share = int(said[1]) * 100 + int((said[2] or "0").ljust(2, "0")) if said else -1
    if not 0 <= share <= 10_000:
        raise TargetWrong(
            Text(id=f"Target '{percent}' bukan persen.", en=f"The target '{percent}' is not a percentage."),
            Text(id="Tulis 0 sampai 100, misalnya 55% atau 52,15%.", en="Write 0 to 100, such as 55% or 52.15%."),
        )
    return share
