"""Rows of two runs: every row in one pile, and the equation holds, whatever the lists were."""

from collections import Counter

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from payung.actions.at_store import Place
from payung.actions.compare_runs import PILES, changed_rows, compare_runs, matched, piles
from payung.actions.undo_intake import undo_intake
from payung.store.keys import Keys
from payung.store.models import Run, Village
from tests.actions.stores.two_villages import asked
from tests.actions.villages import SUNGAI_DUREN, person
from tests.actions.workbench.cycles import DUREN, MENDALO_LIST, judge, send, two_lists

TYPES = {"id": pl.Int64, "person": pl.Int64, "village": pl.Int64, "sheet": pl.String, "row": pl.Int64,
         "mark": pl.String, "decision": pl.String}  # fmt: skip
ROWS = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(1, 4)),
        st.one_of(st.none(), st.integers(1, 2)),
        st.just("Daftar"),
        st.integers(2, 6),
        st.sampled_from("abc"),
        st.sampled_from(["accept", "correct", "reject"]),
    ),
    max_size=12,
)


def table(rows, start: int) -> pl.DataFrame:
    return pl.DataFrame([(start + at, *row) for at, row in enumerate(rows)], schema=TYPES, orient="row")


@given(before=ROWS, after=ROWS)
def test_every_row_lies_in_one_pile_and_no_row_before_is_used_twice(before, after):
    met = matched(table(before, 100), table(after, 900))
    assert met["id"].to_list() == list(range(900, 900 + len(after)))
    used = met["was"].drop_nulls().to_list()
    assert len(used) == len(set(used))
    counts = piles(met)
    assert sum(counts.get(pile, 0) for pile in PILES) == len(after)
    assert counts["met"] == len(used) <= min(len(before), len(after))


@given(rows=ROWS)
def test_a_list_beside_itself_is_unchanged(rows):
    counts = piles(matched(table(rows, 100), table(rows, 900)))
    assert counts.get("updated", 0) == 0
    decided = Counter("ok" if row[5] == "accept" else "not" for row in rows)
    assert counts.get("with_problems", 0) == decided["not"]
    unmet = [row for row in rows if row[0] is None and row[1] is None and row[5] == "accept"]
    assert counts.get("new", 0) <= len(unmet)


def test_a_corrected_list_changes_only_what_was_corrected(place: Place, cycle, tmp_path):
    lists = two_lists()
    lists[DUREN].append(person(9, name="DEDI", year=1990)[:1] + ["DEDI", "31-31-1990", "L", "Petani", "", "SITI", "X"])
    send(place, tmp_path / "a", lists)
    first = judge(place)
    one = compare_runs(None, first.run)
    assert one.holds and (one.new, one.with_problems, one.not_data) == (8, 1, 2)
    fixed = two_lists()
    fixed[DUREN].append(person(9, name="DEDI", year=1990))
    fixed[DUREN][0][7] = "Dusun II"
    send(place, tmp_path / "b", {f"{SUNGAI_DUREN} versi 2.xlsx": fixed[DUREN]})
    second = judge(place)
    two = compare_runs(first.run, second.run)
    assert two.holds and two.with_problems == 0 and two.gone == 0
    assert (two.new, two.unchanged, two.updated) == (0, 7, 2)
    village = Village.objects.get(code=SUNGAI_DUREN).id
    told = changed_rows(Keys.read(place.keys), first.run, second.run, village)
    changed = {"address", "birth_date", "birth_date_text", "family_card"}
    assert [set(each.fields) for each in told] == [{"address"}, changed]
    assert told[0].fields == {"address": ("Dusun I", "Dusun II")}
    assert Run.objects.count() == 2


def test_a_list_that_is_gone_is_told(place: Place, cycle, tmp_path):
    lists = two_lists()
    send(place, tmp_path / "a", {DUREN: lists[DUREN]})
    sent = send(place, tmp_path / "b", {MENDALO_LIST: lists[MENDALO_LIST]})
    first = judge(place)
    undo_intake(place, asked(), sent.intake)
    second = judge(place)
    told = compare_runs(first.run, second.run)
    assert told.holds and (told.unchanged, told.gone, told.rows_read) == (4, 4, 5)
