"""Everyone who was sent to a group at BPJS, with the one state each of them has."""

from collections.abc import Mapping

import polars as pl

from payung.core.cover.answer_words import STATES, UNANSWERED
from payung.store.columns import columns_of
from payung.store.held import held
from payung.store.models import Answer
from payung.store.models import Enrolment as Sent
from payung.store.reading import one_moment
from payung.store.seen import in_scope

ENROLMENTS = {
    "enrolment": pl.Int64, "person": pl.Int64, "name": pl.String, "village_code": pl.String, "decree": pl.String,
    "batch": pl.Int64, "state": pl.String, "codes": pl.String, "said": pl.String, "file": pl.Int64,
}  # fmt: skip
"""``file``: the answer file; null where there is no answer. ``codes``: of the catalogue of reasons."""
_SENT = {name: ENROLMENTS[name] for name in ("enrolment", "person", "name", "village_code", "decree", "batch")}
_ANSWERED = {name: ENROLMENTS[name] for name in ("enrolment", "state", "codes", "said", "file")}


def enrolment_table(group: int) -> pl.DataFrame:
    """``ENROLMENTS`` of a group, by enrolment: of a person sent there more than once the last one, its last answer.

    Not within an act.
    """
    with one_moment():
        columns = ("id", "person_id", "person__name", "person__village__code", "line__decree__number", "batch_id")
        rows = in_scope(Sent).filter(batch__group_id=group).order_by("id")
        sent = columns_of(rows.values_list(*columns), _SENT).unique("person", keep="last", maintain_order=True)
        said = Answer.objects.filter(enrolment__batch__group_id=group).order_by("id")
        told = columns_of(said.values_list("enrolment_id", "state", "reason", "said", "file_id"), _ANSWERED)
    last = told.unique("enrolment", keep="last", maintain_order=True)
    found = sent.join(last, on="enrolment", how="left", maintain_order="left").sort("enrolment")
    filled = found.with_columns(
        pl.col("state").fill_null(UNANSWERED), pl.col("codes", "said", "village_code").fill_null("")
    )
    return filled.select(*ENROLMENTS)


@held
def group_states(group: int) -> Mapping[str, int]:
    """How many of a group have each state."""
    return states_of(enrolment_table(group))


def states_of(table: pl.DataFrame) -> Mapping[str, int]:
    """How many have each state; their sum is everybody."""
    counts = dict(table.group_by("state").len().iter_rows())
    return {state: int(counts.get(state, 0)) for state in STATES}
