"""The charts of a simulation as files of their own, to put into a report or a slide."""

from pathlib import Path

from payung.core.basis.text import Text
from payung.core.planner.months import in_english, named
from payung.core.planner.simulation import Simulation
from payung.gateways.simulation.charts import standalone
from payung.gateways.simulation.ending import rows_of_strips


def write_pictures(found: Simulation, folder: Path, *, language: str) -> None:
    """Write ending.svg, where anybody is paid, and scenarios.svg to ``folder``, in ``language`` ("id" or "en")."""
    ending = found.base.stopping
    if ending:
        title = Text(
            id=f"Bila perlindungan berhenti sesudah {named(ending.last)}",
            en=f"If cover ends after {in_english(ending.last)}",
        )
        drawn = standalone(rows_of_strips(ending), title=title, top=ending.people, mark=ending.last, language=language)
        (folder / "ending.svg").write_text(drawn, encoding="utf-8", newline="\n")
    rows = [(one.scenario.name, one.figures.months) for one in found.outcomes]
    top = max((sum((month.paid, month.grace, month.lapsed)) for _, months in rows for month in months), default=1)
    drawn = standalone(
        rows, title=Text(id="Orang menurut bulan", en="People by month"), top=top, mark=None, language=language
    )
    (folder / "scenarios.svg").write_text(drawn, encoding="utf-8", newline="\n")
