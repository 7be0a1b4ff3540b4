"""The people of a plan: lists of people with facts about them, or the table an allocation wrote."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from payung.core.allocation.funds_file import FundsFile
from payung.engines.plan_people import plan_people
from payung.gateways.people_files import read_facts, read_people
from payung.gateways.simulation.people_file import is_plan_people, read_plan_people


def people_of_plan(lists: Sequence[Path], facts: Sequence[Path], file: FundsFile) -> pl.DataFrame:
    """The table ``PEOPLE``, by person; as ``payung budget allocate`` makes it of the same files, ages not judged.

    A single people.parquet of an earlier allocation is taken as it is: its months are those of ``file``'s plan.
    Raises: PeopleFileWrong of either gateway.
    """
    if len(lists) == 1 and not facts and is_plan_people(lists[0]):
        return read_plan_people(lists[0])
    made = plan_people(
        [read_people(path) for path in lists],
        [read_facts(path) for path in facts],
        file.plan,
        ranked_by=file.ranked_by,
        seed=file.seed,
    )
    return made.table.sort("person")
