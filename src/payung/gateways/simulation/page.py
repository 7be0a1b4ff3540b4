"""The page of a simulation: what ending cover costs, in one look; then the scenarios side by side.

It needs nothing else: no script, no picture from elsewhere. English is shown by a switch that is plain CSS.
"""

from collections.abc import Sequence
from pathlib import Path

from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.core.law.values import Value
from payung.core.planner.months import in_english, named
from payung.core.planner.simulation import Simulation
from payung.core.planner.stopping import Stopping
from payung.gateways.page_shell import page_shell
from payung.gateways.simulation.compared import scenario_sections
from payung.gateways.simulation.ending import hero, when_again, where
from payung.gateways.simulation.grounds import grounds
from payung.gateways.summary_parts import paragraph

OWN_STYLE = """
.lead{font-size:1.35rem;line-height:1.4;max-width:52rem;margin:.8rem 0 1rem}
.lead b{white-space:nowrap}
.lost{color:var(--reject)}.kept{color:var(--accept)}
.strips{margin:1rem 0;padding:0}
.strips figure{margin:0 0 .9rem}
.strips figcaption{font-weight:600;margin-bottom:.25rem}
.strips figcaption span{font-weight:400}
svg.small{display:none}
.key{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;padding:0;margin:.4rem 0;font-size:.92rem}
.key svg{display:inline-block;width:.9em;height:.9em;margin-right:.35em;vertical-align:-.1em}
.three{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.8rem;margin:1rem 0}
.three section{border:1px solid var(--line);border-left:.35rem solid var(--head);padding:.5rem .8rem}
.three h2{border:0;margin:0 0 .3rem;padding:0;font-size:1.05rem}
.three b{display:block;font-size:1.35rem;line-height:1.25;font-variant-numeric:tabular-nums}
thead .n{white-space:normal;min-width:5.2rem}
.m{white-space:nowrap}
.pair td.n{white-space:normal}
.three p{margin:.25rem 0}
tbody th{font-weight:400;text-align:left}
.pair th:first-child,.pair td:first-child{position:sticky;left:0;background:#fff}
.pair thead th:first-child{background:var(--head)}
@media(max-width:34rem){svg.large{display:none}svg.small{display:block}.lead{font-size:1.12rem}h1{font-size:1.4rem}
header{padding-right:1rem;padding-top:3.2rem}.pair td:first-child{min-width:7.5rem}}
@media print{.switch,#english,.villages{display:none}header{padding-right:0}.three{gap:.4rem}.lead{font-size:13pt}
h1{font-size:17pt}.strips figure{break-inside:avoid}.three section{break-inside:avoid}svg.small{display:none}
svg.large{display:block}.first-sheet{break-after:page}.first-sheet td{padding:.15rem .4rem}
.pair td:first-child{position:static}
.pair thead th:first-child{position:static;background:#fff}}
"""


def write_page(found: Simulation, law: Sequence[Value], path: Path, *, title: Text) -> None:
    """Write the page of ``found`` to ``path``; ``law``: the values its figures rest on, as they are named."""
    ending = found.base.stopping
    heading = _question(ending)
    first = hero(found, ending) + when_again(ending) if ending else paragraph(_NOBODY, "notice")
    body = [
        f'<div class="first-sheet">{first}</div>',
        *(paragraph(warning, "notice") for warning in found.warnings),
        where(ending) if ending else "",
        *scenario_sections(found),
        *grounds(found, law),
    ]
    path.write_text(
        page_shell(heading, title, "".join(body), _footer(found), style=OWN_STYLE), encoding="utf-8", newline="\n"
    )


_NOBODY = Text(
    id="Rencana ini tidak membayar siapa pun; tidak ada perlindungan yang berakhir.",
    en="This plan pays for nobody; no cover ends.",
)


def _question(ending: Stopping | None) -> Text:
    if ending is None:
        return Text(id="Simulasi rencana", en="Simulation of a plan")
    return Text(
        id=f"Bila perlindungan berhenti sesudah {named(ending.last)}",
        en=f"If cover ends after {in_english(ending.last)}",
    )


def _footer(found: Simulation) -> str:
    months = found.base.plan.months
    line = Text(
        id=f"Payung · {number(found.people)} orang dalam daftar · rencana {named(months[0])} sampai "
        f"{named(months[-1])} · "
        f"angka awal undian {found.seed}",
        en=f"Payung · {number(found.people)} people on the list · plan of {in_english(months[0])} to "
        f"{in_english(months[-1])} · "
        f"seed {found.seed}",
    )
    return f"<footer>{paragraph(line)}</footer>"
