"""Who is paid and who is not, in words: CSV for offices. Holds personal data."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from payung.core.allocation.criteria import criterion
from payung.core.allocation.fund import Fund, Plan
from payung.core.allocation.month_words import month_words
from payung.core.allocation.reasons import CHOSEN_REASONS, LEFT_REASONS, UNPAID_REASONS
from payung.core.basis.text import Text
from payung.gateways.csv_files import write_csv


def write_plan_lists(tables: Mapping[str, pl.DataFrame], plan: Plan, folder: Path) -> None:
    """Write paid.csv and unpaid.csv into ``folder``."""
    people = tables["people"].select("person", person_key="key", village_code=pl.col("village").cast(pl.String))
    ids = {at: fund.id for at, fund in enumerate(plan.funds)}
    paid = tables["paid"].join(people, on="person", how="left", maintain_order="left")
    write_csv(
        months_in_words(paid, plan).select(
            "person_key", "village_code", _named(ids), "months_id", "months_en", "person_months"
        ),
        folder / "paid.csv",
    )
    above = people.select(above="person", above_key="person_key")
    unpaid = (
        tables["unpaid"]
        .join(people, on="person", how="left", maintain_order="left")
        .join(above, on="above", how="left", maintain_order="left")
        .join(reasons_in_words(tables["unpaid"], plan), on=["reason", "fund"], how="left", maintain_order="left")
    )
    columns = ("person_key", "village_code", "months_id", "months_en", "person_months", "reason")
    write_csv(
        months_in_words(unpaid, plan).select(*columns, _named(ids), "above_key", "why_id", "why_en"),
        folder / "unpaid.csv",
    )


def why_unpaid(reason: str, fund: Fund | None) -> Text:
    """The sentence of a reason of ``people.UNPAID``."""
    said = CHOSEN_REASONS.get(reason) or UNPAID_REASONS[reason]
    if fund is None:
        return said
    names = [criterion(word).name for word in fund.who]
    who = Text(id=" dan ".join(name.id for name in names), en=" and ".join(name.en for name in names))
    return said.filled(fund=fund.name, who=who)


def _named(ids: Mapping[int, str]) -> pl.Expr:
    return pl.col("fund").replace_strict(ids, default=None, return_dtype=pl.String).alias("fund")


def months_in_words(rows: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """Add months_id, months_en and person_months; each set is said once."""
    sets: Sequence[int] = rows["months"].unique().to_list()
    said = [month_words(each, plan.months) for each in sets]
    words = pl.DataFrame(
        {"months": sets, "months_id": [text.id for text in said], "months_en": [text.en for text in said]},
        schema={"months": pl.Int32, "months_id": pl.String, "months_en": pl.String},
    )
    return rows.join(words, on="months", how="left", maintain_order="left").with_columns(
        person_months=pl.col("months").bitwise_count_ones().cast(pl.Int64)
    )


def reasons_in_words(unpaid: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """``reason``, ``fund``, why_id and why_en: each that occurs is said once."""
    rows = [
        (reason, fund, why_unpaid(reason, plan.funds[fund] if fund >= 0 else None))
        for reason, fund in unpaid.select("reason", "fund").unique().sort("reason", "fund").iter_rows()
    ]
    return pl.DataFrame(
        [(reason, fund, said.id, said.en) for reason, fund, said in rows],
        schema={"reason": pl.String, "fund": pl.Int16, "why_id": pl.String, "why_en": pl.String},
        orient="row",
    )


def left_in_words(left: pl.DataFrame) -> pl.DataFrame:
    """``reason``, why_id and why_en of the table ``LEFT``."""
    rows = [(reason, LEFT_REASONS[reason].id, LEFT_REASONS[reason].en) for reason in left["reason"].unique().sort()]
    return pl.DataFrame(rows, schema={"reason": pl.String, "why_id": pl.String, "why_en": pl.String}, orient="row")
