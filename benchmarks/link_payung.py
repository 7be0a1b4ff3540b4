"""Payung's own linker, as ``payung people link`` calls it: weights from the data at hand, no labels."""

from hashlib import blake2b

import polars as pl
from link_measure import Answer

from payung.engines.likeness.link import Linked, link

SEED = 1


def payung(records: pl.DataFrame) -> Answer:
    """Records as ``core.linkage.record`` has them."""
    return answer(link(records, seed=SEED))


def answer(found: Linked) -> Answer:
    """What was found, in the form that is measured."""
    clusters = found.clusters.sort("position")
    labels = clusters["person_key"].rank("dense").cast(pl.Int64).to_numpy() - 1
    asked = found.pairs.filter(pl.col("outcome") == "ask").select("left", "right")
    return Answer(labels, asked, notes=f"{found.report.compared:,} pairs compared")


def payung_on_febrl(records: pl.DataFrame) -> Answer:
    """The Australian fields in the places of ours: the identity number as the end of a NIK, suburb and postcode as a
    village, street and number as a family card, the street also as a mother's name."""
    states = sorted(records["state"].drop_nulls().unique())
    number = pl.col("soc_sec_id").str.zfill(7)
    area = (
        pl.col("state").replace_strict(states, range(10, 10 + len(states)), default=99).cast(pl.String)
        + pl.col("postcode").str.zfill(4)
        + _digits("suburb", 4)
    )
    return payung(
        records.select(
            "position",
            source=pl.lit("roster"),
            record_key=pl.lit(None, pl.String),
            nik="150101999" + number,
            name=pl.concat_str("given_name", "surname", separator=" ", ignore_nulls=True).replace("", None),
            birth_date=pl.col("date_of_birth").str.to_date("%Y%m%d", strict=False),
            sex=pl.lit(None, pl.String),
            village_code=area,
            mother_name="address_1",
            family_card=pl.col("street_number").str.zfill(4) + _digits("address_1", 12),
        )
    )


def _digits(column: str, count: int) -> pl.Expr:
    def number(text: str) -> str:
        return str(int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) % 10**count).zfill(count)

    return pl.col(column).map_elements(number, return_dtype=pl.String)
