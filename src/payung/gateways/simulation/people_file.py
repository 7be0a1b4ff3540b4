"""The people of a plan, read from Parquet: the table that says who may be paid in which months."""

from pathlib import Path

import numpy as np
import polars as pl

from payung.core.allocation.people import PEOPLE
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.planner.tables import Paid, People

_TYPES = {"int16": pl.Int16, "int32": pl.Int32, "int64": pl.Int64, "string": pl.String}
SCHEMA = {name: _TYPES[kind] for name, kind in PEOPLE.items()}


class PlanPeopleWrong(PayungError):
    """The file of people is not a table of the people of a plan."""

    code = "plan-people-wrong"
    exit_code = 46

    def __init__(self, file: str, why: Text) -> None:
        super().__init__(
            says=Text(
                id=f"Berkas orang {file} tidak dapat dipakai: {why.id}.",
                en=f"The file of people {file} cannot be used: {why.en}.",
            ),
            do=Text(
                id=f"Harus Parquet dengan kolom {', '.join(PEOPLE)}; person 0, 1, 2 … masing-masing sekali.",
                en=f"It must be Parquet with the columns {', '.join(PEOPLE)}; person 0, 1, 2 … once each.",
            ),
        )


def is_plan_people(path: Path) -> bool:
    """Whether ``path`` is a Parquet file with the columns of ``PEOPLE``."""
    try:
        return path.suffix == ".parquet" and set(SCHEMA) <= set(pl.read_parquet_schema(path))
    except (pl.exceptions.PolarsError, OSError):
        return False


def read_plan_people(path: Path) -> pl.DataFrame:
    """The table ``PEOPLE`` at ``path``, by person. Raises: PlanPeopleWrong."""
    try:
        frame = pl.read_parquet(path)
        missing = [name for name in SCHEMA if name not in frame.columns]
        if missing:
            listed = ", ".join(missing)
            raise PlanPeopleWrong(path.name, Text(id=f"kolom {listed} tidak ada", en=f"it lacks {listed}"))
        if not frame.height:
            raise PlanPeopleWrong(path.name, Text(id="tidak ada seorang pun di dalamnya", en="there is nobody in it"))
        rough = [name for name in SCHEMA if frame[name].dtype.is_float()]
        if rough:
            listed = ", ".join(rough)
            raise PlanPeopleWrong(path.name, Text(id=f"{listed} bukan bilangan bulat", en=f"{listed} is not whole"))
        people = frame.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items()).sort("person")
    except (pl.exceptions.PolarsError, OSError) as broken:
        raise PlanPeopleWrong(path.name, Text(id="bukan tabel yang dapat dibaca", en="not a table")) from broken
    for column, least in (("village", 11 * 10**8), ("payable", 0), ("holds", 0), ("before", 0)):
        if people[column].null_count() or (people.height and int(people[column].min()) < least):  # type: ignore[arg-type]
            why = Text(id=f"kolom {column} kosong atau terlalu kecil", en=f"{column} is empty or too small")
            raise PlanPeopleWrong(path.name, why)
    if people["order"].null_count() or not (people["person"] == pl.int_range(people.height, eager=True)).all():
        raise PlanPeopleWrong(path.name, Text(id="kolom person atau order salah", en="person or order is wrong"))
    return people


def as_arrays(people: pl.DataFrame) -> People:
    """The table ``PEOPLE``, by person, as arrays."""
    village, order, payable, holds, before = (
        people[name].cast(pl.Int64).to_numpy() for name in ("village", "order", "payable", "holds", "before")
    )
    return People(village, order, payable, holds, before)


def as_paid(paid: pl.DataFrame) -> Paid:
    """The table ``PAID`` as arrays."""
    person, fund, months = (paid[name].cast(pl.Int64).to_numpy() for name in ("person", "fund", "months"))
    return Paid(person, fund, months)


def with_payable(people: pl.DataFrame, payable: np.ndarray) -> pl.DataFrame:
    """``people`` with other months that may be paid, one set a person."""
    return people.with_columns(payable=pl.Series(payable, dtype=pl.Int64).cast(pl.Int32))
