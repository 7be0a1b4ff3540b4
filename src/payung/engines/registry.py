"""The three engines by name. All give the same tables, row by row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, get_args

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.programmes.programme import Case
from payung.core.roster.facts import Known, Occupation
from payung.engines import spine
from payung.engines.check import CheckTables
from payung.engines.cluster import ClusterTables
from payung.engines.local import LocalTables
from payung.engines.tables import Tables

Name = Literal["local", "check", "spark"]


class EngineUnknown(PayungError):
    """No engine has this name."""

    code = "engine-unknown"
    exit_code = 52

    def __init__(self, name: str) -> None:
        names = ", ".join(get_args(Name))
        super().__init__(
            Text(id=f"Mesin '{name}' tidak dikenal.", en=f"There is no engine '{name}'."),
            Text(id=f"Pilih salah satu: {names}.", en=f"Choose one of: {names}."),
        )


@dataclass(frozen=True)
class Engine:
    """Where tables are computed: ``local`` Polars, ``check`` DuckDB, ``spark`` any Spark at ``master``."""

    name: Name
    master: str = "local[2]"

    def decide(
        self,
        rows: Path,
        *,
        case: Case,
        nik_prefixes: Iterable[str],
        occupations: Mapping[str, Occupation],
        out: Path,
        members: Path | None = None,
        deaths: Path | None = None,
        welfare: Path | None = None,
        links: Path | None = None,
    ) -> None:
        """Judge the roster table at ``rows`` and write decisions.parquet and findings.parquet into the folder ``out``.

        ``rows`` is Parquet with the columns of ``core.roster.table.COLUMNS``; the registers are Parquet as
        ``gateways.registers`` writes them. ``nik_prefixes``: known district codes of 6 digits, of today and before.
        ``links``: what likeness found, as ``spine.Registers`` says; given if and only if the case is ``linked``.
        ``occupations``: code -> its risk and whether it is vulnerable. The result has the columns of ``DECISIONS`` and
        ``FINDINGS`` and is the same on every engine. Raises: WelfareListMissing, SparkMissing.
        """
        known = Known(nik_prefixes=nik_prefixes, occupations=occupations)
        registers = spine.Registers(members=members, deaths=deaths, welfare=welfare, links=links)
        with TemporaryDirectory(prefix=".work-", dir=out) as work:
            spine.decide(self._tables(Path(work)), rows, registers, case, known, out)

    def _tables(self, work: Path) -> Tables:
        if self.name == "local":
            return LocalTables()
        return CheckTables() if self.name == "check" else ClusterTables(self.master, work)


def engine(name: str, *, master: str = "local[2]") -> Engine:
    """The engine called ``name``: local, check or spark. ``master`` is a Spark URL. Raises: EngineUnknown."""
    if name not in get_args(Name):
        raise EngineUnknown(name)
    return Engine(name, master)  # type: ignore[arg-type]
