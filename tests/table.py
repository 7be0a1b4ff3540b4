"""Write test tables the way one draws them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import polars as pl

READ: Mapping[str, tuple[Callable[[str], Any], Any]] = {
    "string": (str, pl.String),
    "int64": (int, pl.Int64),
    "date": (date.fromisoformat, pl.Date),
    "bool": ({"y": True, "n": False}.__getitem__, pl.Boolean),
}


def table(drawing: str, **types: str) -> pl.DataFrame:
    """Read a drawn table; an empty cell is null.

    >>> table("name | born \\n A | 2000-01-02", name="string", born="date").rows()
    [('A', datetime.date(2000, 1, 2))]
    """
    heading, *lines = [line for line in drawing.strip().splitlines() if set(line.strip()) - set("-+ ")]
    names = [cell.strip() for cell in heading.split("|")]
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    columns = {}
    for place, name in enumerate(names):
        read, dtype = READ[types[name]]
        columns[name] = pl.Series([read(row[place]) if row[place] else None for row in cells], dtype=dtype)
    return pl.DataFrame(columns)
