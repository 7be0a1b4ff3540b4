"""Judge a roster table for a case: findings, decisions, rank and months, as tables on disk and in memory."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import polars as pl

from payung.actions.find_earlier import find_earlier
from payung.actions.gather_findings import gather_findings
from payung.actions.link_rosters import Known, RosterLinks, link_rosters
from payung.actions.read_rosters import FINDING_TYPES, Rosters
from payung.core.basis.text import Text
from payung.core.linkage.decisions import Decision
from payung.core.people import occupations
from payung.core.places.places import nik_prefixes
from payung.core.programmes.programme import Case
from payung.engines.registry import Engine
from payung.gateways.problem_words import what_is_wrong
from payung.gateways.registers import Register, normalise_register

Registers = Mapping[str, Register | None]
ADDED = ("decision", "reasons", "person_key", "dob", "programme", "rank", "months", "fund")
"""What the decision adds to a roster row."""
LINKS = "links.parquet"


@dataclass(frozen=True)
class Judged:
    """``decisions``, ``findings`` as in core.roster.table; ``outcome``: roster columns, ADDED and amount (rupiah)."""

    decisions: pl.DataFrame
    findings: pl.DataFrame
    outcome: pl.DataFrame
    registers: Registers
    links: RosterLinks | None  # what likeness found, where the case asks for it


@dataclass(frozen=True)
class Problem:
    """One kind of problem and how often it was found."""

    code: str
    says: Text
    severity: str  # block or warn
    count: int


def problems_of(findings: pl.DataFrame) -> list[Problem]:
    """The kinds of blocking problems and then of warnings in ``findings``, most first."""
    counted = (
        findings.filter(pl.col("severity") != "info")
        .group_by("severity", "code")
        .agg(pl.len(), pl.col("message_id", "message_en").first())
        .sort("severity", "len", "code", descending=[False, True, False])
    )
    return [
        Problem(code, what_is_wrong(code) or Text(id=_sentence(message_id), en=_sentence(message_en)), severity, count)
        for severity, code, count, message_id, message_en in counted.rows()
    ]


def _sentence(message: str) -> str:
    """The first sentence: a finding about a file says what is wrong before it says what to do."""
    return message.split(". ", 1)[0].removesuffix(".") + "."


def judge_rosters(
    rosters: Rosters,
    given: Mapping[str, Path | None],
    *,
    case: Case,
    judge: Engine,
    folder: Path,
    told: Sequence[Decision] = (),
    known: Known | None = None,
) -> Judged:
    """Write decisions.parquet and findings.parquet into ``folder`` and return them.

    ``given`` holds the paths of members, deaths and welfare (None: not compared); ``told``: what persons decided about
    doubtful pairs; ``known``: other lists of people, and the keys persons had.
    Raises: RegisterUnreadable; what the engine raises.
    """
    work = Path(mkdtemp(prefix=".work-", dir=folder))
    try:
        rosters.rows.write_parquet(work / "rows.parquet", compression="lz4")
        registers = {
            kind: normalise_register(kind, path, work / f"{kind}.parquet") if path else None
            for kind, path in given.items()
        }
        paths = {kind: register.path if register else None for kind, register in registers.items()}
        links = _linked(rosters, paths, case, told, known, work) if case.linked else None
        judge.decide(
            work / "rows.parquet",
            case=case,
            nik_prefixes=nik_prefixes(),
            occupations=occupations.read(),
            out=folder,
            links=work / LINKS if links else None,
            **paths,
        )
    finally:
        shutil.rmtree(work)
    decisions = pl.read_parquet(folder / "decisions.parquet")
    judged = [pl.read_parquet(folder / "findings.parquet"), *([find_earlier(links)] if links else [])]
    findings = gather_findings(pl.concat([one.select(*FINDING_TYPES) for one in judged]), rosters)
    findings.write_parquet(folder / "findings.parquet", compression="zstd", row_group_size=262_144)
    outcome = pl.concat([rosters.rows, decisions.select(ADDED)], how="horizontal").with_columns(
        amount=pl.col("months") * case.contribution
    )
    return Judged(decisions, findings, outcome, registers, links)


def _linked(
    rosters: Rosters,
    paths: Mapping[str, Path | None],
    case: Case,
    told: Sequence[Decision],
    known: Known | None,
    work: Path,
) -> RosterLinks:
    """What likeness finds, also written for the engine."""
    links = link_rosters(
        rosters.rows,
        members=paths["members"],
        deaths=paths["deaths"],
        on=case.on,
        seed=case.seed,
        decisions=told,
        known=known,
    )
    links.found.write_parquet(work / LINKS, compression="lz4")
    return links
