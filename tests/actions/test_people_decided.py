"""Asking and deciding: verdicts that stay, workbooks filled in, answers that are foreign."""

import openpyxl
import polars as pl
import pytest

from payung.actions.ask_people import ask_people
from payung.actions.decide_people import decide_people
from payung.actions.people_folder import AnswersWaiting, PairUnknown
from payung.gateways.ask_answers import ReviewWorkbookWrong
from payung.gateways.ask_book import COLUMNS, HEADING_ROW
from tests.actions.linking import ON, PLACE, again, asked, fill, linked, number_of, people
from tests.actions.lists import TWO_DOUBTS

__all__ = ["linked"]


@pytest.mark.parametrize(("verdict", "together"), [("same", True), ("different", False)])
def test_a_verdict_is_applied_and_outlives_new_rows_and_taken_back_is_gone(linked, verdict, together):
    before = people(linked)
    pair = number_of(linked, 6, 7)
    told = decide_people(linked, on=ON, pair=pair, verdict=verdict, by="Ani", reason="KTP")
    assert (told.before, told.told.persons) == (5, 5 - together)
    again(linked, *TWO_DOUBTS, "1505010101800001,SLAMET,1980-01-01,L,1505012009,,")
    keys = people(linked)
    assert (keys[6] == keys[7]) == together and pair not in [number for number, _ in asked(linked)]
    assert {row: keys[row] for row in (2, 3, 4, 5)} == {row: before[row] for row in (2, 3, 4, 5)}
    assert {keys[6], keys[7]} <= {before[6], before[7]} and keys[8] not in before.values()
    decide_people(linked, on=ON, pair=pair, verdict="withdrawn", by="Ani")
    assert number_of(linked, 6, 7) == pair and {row: people(linked)[row] for row in before} == before
    history = ask_people(linked, pair=pair).pairs[0].history
    assert [(one.verdict, one.by, one.reason) for one in history] == [(verdict, "Ani", "KTP"), ("withdrawn", "Ani", "")]


def test_who_was_joined_by_likeness_is_separated_by_a_person(linked):
    pair = next(pair for pair in pl.read_parquet(linked / "pairs.parquet").filter(outcome="same")["pair"])
    decide_people(linked, on=ON, pair=pair, verdict="different", by="Ani")
    assert people(linked)[2] != people(linked)[3]
    again(linked)
    assert people(linked)[2] != people(linked)[3]
    (shown,) = ask_people(linked, pair=pair).pairs
    assert {shown.facts["left_row"], shown.facts["right_row"]} == {2, 3}
    decide_people(linked, on=ON, pair=pair, verdict="withdrawn", by="Ani")
    assert people(linked)[2] == people(linked)[3]


def test_the_same_verdict_twice_adds_nothing(linked):
    for added in (1, 0):
        decided = decide_people(linked, on=ON, pair=1, verdict="different", by="Ani")
        assert (len(decided.added), decided.already) == (added, 1 - added)
    assert len((linked / "decisions.csv").read_text().splitlines()) == 2


def test_a_verdict_not_yet_applied_is_applied_by_the_next_link(linked):
    pair = number_of(linked, 6, 7)
    decide_people(linked, on=ON, pair=pair, verdict="same", by="Ani", settle=False)
    assert people(linked)[6] != people(linked)[7]
    again(linked)
    assert people(linked)[6] == people(linked)[7]


def test_decisions_of_another_folder_count_and_keys_of_another_run_stay(linked, tmp_path):
    decide_people(linked, on=ON, pair=number_of(linked, 6, 7), verdict="same", by="Ani")
    old = pl.read_parquet(linked / "people.parquet").with_columns(person_key="LAMA-" + pl.col("row").cast(pl.String))
    old.write_parquet(tmp_path / "old.parquet")
    more = {"decisions": linked / "decisions.csv", "persons": tmp_path / "old.parquet"}
    again(tmp_path / "other", **more)
    keys = people(tmp_path / "other")
    assert keys[6] == keys[7] and all(key.startswith("LAMA-") for key in keys.values())


def test_a_filled_workbook_is_taken_whole(linked):
    book = fill(linked / "ask.xlsx", {0: ("berbeda", "Ani", "+62 KTP"), 1: ("SAMA", "", "")})
    decided = decide_people(linked, on=ON, book=book, by="Budi")
    assert [(one.verdict, one.by, one.reason) for one in decided.added] == [
        ("different", "Ani", "'+62 KTP"), ("same", "Budi", ""),
    ]  # fmt: skip
    assert not asked(linked) and len(set(people(linked).values())) == 4


@pytest.mark.parametrize(
    "answers",
    [
        {0: ("mungkin", "Ani", "")},
        {0: ("sama", "", "")},
        {0: ("", "Ani", "")},
        {0: ("sama", "Ani", ""), 1: ("=1+1", "Ani", "")},
    ],
)
def test_one_wrong_cell_and_no_answer_is_taken(linked, answers):
    before = (linked / "decisions.csv").read_bytes()
    with pytest.raises(ReviewWorkbookWrong) as wrong:
        decide_people(linked, on=ON, book=fill(linked / "ask.xlsx", answers))
    assert "Sel " in wrong.value.says.id and "Cell " in wrong.value.says.en
    assert "mungkin" not in wrong.value.says.id
    assert (linked / "decisions.csv").read_bytes() == before


def test_keys_that_were_changed_or_of_another_result_are_refused(linked, tmp_path):
    workbook = openpyxl.load_workbook(linked / "ask.xlsx")
    first = HEADING_ROW + 1
    workbook.active.cell(first, PLACE["verdict"], "sama")
    for keys in ("x y", "", f"{'0' * 24} {'1' * 24}", f"{'0' * 24} {'0' * 24}"):
        workbook.active.cell(first, PLACE["keys"], keys)
        workbook.save(tmp_path / "changed.xlsx")
        with pytest.raises(ReviewWorkbookWrong):
            decide_people(linked, on=ON, book=tmp_path / "changed.xlsx", by="Ani")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"verdict,by\nsame,Ani\n", b"\x00" * 100])
def test_a_foreign_file_is_no_workbook_of_answers(linked, tmp_path, content):
    (tmp_path / "foreign.xlsx").write_bytes(content)
    with pytest.raises(ReviewWorkbookWrong):
        decide_people(linked, on=ON, book=tmp_path / "foreign.xlsx", by="Ani")


def test_two_answers_about_one_pair_must_agree(linked, tmp_path):
    book = fill(linked / "ask.xlsx", {0: ("sama", "Ani", "")})
    workbook = openpyxl.load_workbook(book)
    sheet = workbook.active
    for place in range(1, len(COLUMNS) + 1):
        sheet.cell(20, place, sheet.cell(HEADING_ROW + 1, place).value)
    sheet.cell(20, PLACE["verdict"], "berbeda")
    workbook.save(tmp_path / "twice.xlsx")
    with pytest.raises(ReviewWorkbookWrong):
        decide_people(linked, on=ON, book=tmp_path / "twice.xlsx")


def test_answers_waiting_in_the_workbook_are_not_lost(linked, tmp_path):
    fill(linked / "ask.xlsx", {0: ("berbeda", "Ani", "")})
    kept = (linked / "ask.xlsx").read_bytes()
    for attempt in (
        lambda: again(linked),
        lambda: decide_people(linked, on=ON, pair=number_of(linked, 6, 7), verdict="same", by="Ani"),
    ):
        with pytest.raises(AnswersWaiting):
            attempt()
        assert (linked / "ask.xlsx").read_bytes() == kept
    assert (linked / "decisions.csv").read_text().count("\n") == 1
    decide_people(linked, on=ON, book=linked / "ask.xlsx", settle=False)
    again(linked)
    assert [rows for _, rows in asked(linked)] == [{6, 7}]


def test_a_workbook_saved_again_without_answers_holds_nothing_up(linked):
    fill(linked / "ask.xlsx", {})
    again(linked)
    (linked / "ask.xlsx").unlink()
    again(linked)


@pytest.mark.parametrize("pair", [0, 3, 99, -1])
def test_a_pair_that_is_not_there(linked, pair):
    known = set(pl.read_parquet(linked / "pairs.parquet")["pair"])
    if pair not in known:
        with pytest.raises(PairUnknown):
            decide_people(linked, on=ON, pair=pair, verdict="same", by="Ani")
        with pytest.raises(PairUnknown):
            ask_people(linked, pair=pair)
