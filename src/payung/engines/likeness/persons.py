"""The key of each person: that of an earlier run where there was one, else made of the strongest record."""

import polars as pl

from payung.core.linkage.record import PERSON, PERSON_DIGITS, SEPARATOR, key_of
from payung.engines.likeness.codes import Array


def cluster_table(prepared: pl.DataFrame, clusters: Array, earlier: pl.DataFrame | None) -> pl.DataFrame:
    """line, position, record_key and person_key of every record.

    ``clusters``: the lowest line each is joined with. ``earlier``: record_key, person_key. Of two persons who once
    were one, the one with the strongest record keeps the key; a key that is kept is given to nobody else.
    """
    table = (
        prepared.select("position", "record_key")
        .with_row_index("line")
        .with_columns(pl.col("line").cast(pl.Int64), cluster=pl.Series(clusters))
    )
    own = _own_keys(table)
    if earlier is not None:
        own = _kept(table, own, earlier)
    named = table.join(own, on="cluster", how="left", maintain_order="left")
    return named.select("line", "position", "record_key", "person_key")


def _own_keys(table: pl.DataFrame) -> pl.DataFrame:
    """cluster, person_key: of the first record; records that say the same but are not joined are numbered."""
    firsts = table.filter(pl.col("line") == pl.col("cluster")).select("cluster", "record_key")
    twice = firsts.filter(pl.col("record_key").is_duplicated()).sort("cluster")
    again = twice.with_columns(again=pl.int_range(pl.len()).over("record_key")).filter(pl.col("again") > 0)
    others = [key_of(f"{key}{SEPARATOR}{turn}") for key, turn in again.select("record_key", "again").iter_rows()]
    strongest = firsts.join(
        again.select("cluster", other=pl.Series(others, dtype=pl.String)),
        on="cluster",
        how="left",
        maintain_order="left",
    ).select("cluster", key=pl.coalesce("other", "record_key"))
    return strongest.select("cluster", person_key=pl.lit(PERSON) + pl.col("key").str.head(PERSON_DIGITS))


def _kept(table: pl.DataFrame, own: pl.DataFrame, earlier: pl.DataFrame) -> pl.DataFrame:
    known = table.join(earlier.unique("record_key", maintain_order=True), on="record_key", how="inner")
    first_of_cluster = known.sort("line").unique("cluster", keep="first", maintain_order=True)
    holder = first_of_cluster.unique("person_key", keep="first", maintain_order=True)
    kept = own.join(holder.select("cluster", kept="person_key"), on="cluster", how="left")
    taken = pl.col("kept").is_null() & pl.col("person_key").is_in(holder["person_key"].implode())
    another = [PERSON + key_of(f"{key}{SEPARATOR}another")[:PERSON_DIGITS] for key in kept.filter(taken)["person_key"]]
    free = kept.filter(taken).select("cluster", another=pl.Series(another, dtype=pl.String))
    named = kept.join(free, on="cluster", how="left", maintain_order="left")
    return named.select("cluster", person_key=pl.coalesce("kept", "another", "person_key"))
