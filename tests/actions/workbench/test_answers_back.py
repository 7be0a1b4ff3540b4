"""Correction workbooks that come back: only what is written into yellow cells changes, and nothing is passed over."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from payung.actions.accept_fixes import kept_table
from payung.actions.apply_answers import preview_answers
from payung.actions.at_store import Place
from payung.actions.choose_roster import choose_roster
from payung.actions.compare_runs import changed_rows, compare_runs
from payung.actions.fetch_corrections import handed
from payung.actions.private_folder import private_folder
from payung.actions.send_roster import NothingSent, VillageNotYours
from payung.actions.undo_intake import undo_intake
from payung.actions.verify_store import verify_store
from payung.gateways.answer_mark import PROPERTY
from payung.store.intakes import files_of
from payung.store.keys import Keys
from payung.store.models import IntakeFile, Run, RunFile, SourceRow, Village
from payung.store.problems import counts, open_problems
from tests.actions.stores.two_villages import asked
from tests.actions.villages import MENDALO, SUNGAI_DUREN, person
from tests.actions.workbench.books import column, fetched, filled, line
from tests.actions.workbench.cycles import DUREN, MENDALO_LIST, judge, send, two_lists

GITA = person(15, name="GITA", day=1, month=2, year=1990)
OTHER = person(16, name="WAHYU", day=3, month=4, year=1985)


def lists() -> dict[str, list[list[str]]]:
    """In Sungai Duren GITA's NIK lacks a digit and HADI's birth date is no date; in Mendalo EVI's NIK is missing."""
    made = two_lists()
    made[DUREN] += [[GITA[0][:-1], *GITA[1:]], [person(17)[0], "HADI", "31-02-1987", *person(17)[3:]]]
    made[MENDALO_LIST] += [["", "EVI", *person(18)[2:]]]
    return made


@pytest.fixture
def run(place: Place, cycle, tmp_path) -> Run:
    send(place, tmp_path / "a", lists())
    return Run.objects.get(id=judge(place).run)


def answer(place: Place, folder: Path, run: Run, said, village=SUNGAI_DUREN, who="Budi", also=None, **more):
    return send(place, folder, {"kembali.xlsx": filled(fetched(place, run, village), said, also)}, who=who, **more)


def again(place: Place) -> Run:
    return Run.objects.get(id=judge(place).run)


def said_of(place: Place, run: Run) -> dict[str, dict[str, object]]:
    """Name -> what is kept of the row."""
    keys = Keys.read(place.keys)
    told = [json.loads(keys.open_bytes(row.values_sealed, row.id, "row")) for row in SourceRow.objects.filter(run=run)]
    return {one["name"]: one for one in told}


def cells(place: Place, run: Run) -> list[tuple[str, str, str | None, str | None]]:
    told = kept_table(Keys.read(place.keys), run, "answers")
    return sorted(told.select("field", "state", "before", "after").iter_rows())


def test_only_the_cells_that_were_filled_change_and_their_problems_close(place, run, tmp_path):
    before = counts(open_problems(run))[0]
    sent = answer(place, tmp_path / "b", run, {("GITA", "nik"): GITA[0]})
    assert (sent.taken, sent.answers) == (1, 1)
    later = again(place)
    was, now = said_of(place, run), said_of(place, later)
    assert now["GITA"] == was["GITA"] | {"nik": GITA[0]}
    assert {name: one for name, one in now.items() if name != "GITA"} == {k: v for k, v in was.items() if k != "GITA"}
    assert SourceRow.objects.get(run=later, person__name="GITA").decision == "accept"
    assert not open_problems(later).filter(code="nik_length").exists() and counts(open_problems(later))[0] < before
    assert cells(place, later) == [("nik", "changed", GITA[0][:-1], GITA[0])]
    village = Village.objects.get(code=SUNGAI_DUREN).id
    (told,) = changed_rows(Keys.read(place.keys), run.id, later.id, village)
    assert told.fields == {"nik": (GITA[0][:-1], GITA[0])}
    compared = compare_runs(run.id, later.id)
    assert compared.holds and (compared.updated, compared.new, compared.gone) == (1, 0, 0)
    assert judge(place).same and verify_store(place).faults == ()
    assert {one.code: one.answered_by for one in handed(run)} == {SUNGAI_DUREN: "Budi", MENDALO: ""}


def test_it_is_taken_back_with_its_delivery(place, run, tmp_path):
    sent = answer(place, tmp_path / "b", run, {("GITA", "nik"): GITA[0]})
    again(place)
    undo_intake(place, asked(), sent.intake)
    assert said_of(place, again(place)) == said_of(place, run)


def test_what_is_shown_before_is_what_happens(place, run, tmp_path):
    said = {("GITA", "nik"): GITA[0], ("HADI", "birth_date"): "12-08-1987", ("HADI", "nik"): "tidak tahu"}
    answer(place, tmp_path / "b", run, said)
    (file,) = [one for one in files_of(run.cycle_id) if one.media.endswith("corrections")]
    with private_folder() as folder:
        shown = preview_answers(Keys.read(place.keys), run, file, folder)
    later = again(place)
    told = kept_table(Keys.read(place.keys), later, "answers")
    assert shown.sort("at", "field").equals(told.sort("at", "field"))
    assert {one[:2] for one in cells(place, later)} == {
        ("nik", "changed"), ("birth_date", "changed"), ("nik", "unreadable")
    }  # fmt: skip
    assert said_of(place, later)["HADI"]["birth_date"] == "1987-08-12"


def test_the_same_workbook_twice_changes_nothing_and_is_known(place, run, tmp_path):
    held = filled(fetched(place, run, SUNGAI_DUREN), {("GITA", "nik"): GITA[0]})
    assert send(place, tmp_path / "b", {"a.xlsx": held}, who="Budi").taken == 1
    later = again(place)
    sent = send(place, tmp_path / "c", {"lain.xlsx": held}, who="Budi")
    assert (sent.taken, sent.known) == (0, 1) and judge(place).same
    more = filled(held, {("HADI", "birth_date"): "12-08-1987"})  # saved once more, and one cell more
    send(place, tmp_path / "d", {"a.xlsx": more}, who="Budi")
    last = again(place)
    assert cells(place, last) == [
        ("birth_date", "changed", "31-02-1987", "1987-08-12"),
        ("nik", "changed", GITA[0][:-1], GITA[0]),
        ("nik", "same", GITA[0], GITA[0]),
    ]
    assert compare_runs(later.id, last.id).updated == 1


def test_nothing_written_is_refused_by_name(place, run, tmp_path):
    with pytest.raises(NothingSent) as told:
        send(place, tmp_path / "b", {"kosong.xlsx": fetched(place, run, SUNGAI_DUREN)})
    assert "kosong.xlsx" in told.value.says.id and "belum diisi" in told.value.says.id
    assert IntakeFile.objects.count() == 2 and judge(place).same


def test_a_formula_is_named_and_not_taken(place, run, tmp_path):
    answer(place, tmp_path / "b", run, {("GITA", "nik"): "=1+1", ("HADI", "birth_date"): "12-08-1987"})
    later = again(place)
    assert {one[:2] for one in cells(place, later)} == {("nik", "formula"), ("birth_date", "changed")}
    assert said_of(place, later)["GITA"]["nik"] == GITA[0][:-1]


@pytest.mark.parametrize("heading", ["Baris di berkas Anda", "Nama", "4 digit terakhir NIK", PROPERTY])
def test_locked_cells_that_were_changed_are_named(place, run, tmp_path, heading):
    def spoil(sheet):
        sheet.cell(line(sheet, "GITA"), column(sheet, heading)).value = "3"

    answer(place, tmp_path / "b", run, {("GITA", "nik"): GITA[0]}, also=spoil)
    assert [one[:2] for one in cells(place, again(place))] == [("nik", "locked")]


def test_lines_that_were_exchanged_reach_nobody_else(place, run, tmp_path):
    """The token of one line and the name of another: by position it would be the wrong person's."""

    def exchange(sheet):
        at = column(sheet, PROPERTY)
        one, two = (sheet.cell(line(sheet, name), at) for name in ("GITA", "HADI"))
        one.value, two.value = two.value, one.value

    answer(place, tmp_path / "b", run, {("GITA", "nik"): GITA[0]}, also=exchange)
    later = again(place)
    assert [one[:2] for one in cells(place, later)] == [("nik", "locked")] and said_of(place, later) == said_of(
        place, run
    )


def test_a_row_is_found_wherever_it_stands_now(place, run, tmp_path):
    held = filled(fetched(place, run, SUNGAI_DUREN), {("GITA", "nik"): GITA[0]})
    turned = lists()
    turned[DUREN].reverse()
    send(place, tmp_path / "b", {f"{SUNGAI_DUREN} b.xlsx": turned[DUREN]}, who="Budi")
    send(place, tmp_path / "c", {"kembali.xlsx": held}, who="Budi")
    later = again(place)
    assert said_of(place, later)["GITA"]["nik"] == GITA[0]
    assert (
        SourceRow.objects.get(run=later, person__name="GITA").row
        != SourceRow.objects.get(run=run, person__name="GITA").row
    )


def test_a_row_that_has_changed_since_is_named_and_left_as_it_is(place, run, tmp_path):
    held = filled(fetched(place, run, SUNGAI_DUREN), {("GITA", "nik"): GITA[0], ("HADI", "birth_date"): "12-08-1987"})
    newer = lists()[DUREN]
    newer[4][1] = "GITA LESTARI"
    send(place, tmp_path / "b", {f"{SUNGAI_DUREN} b.xlsx": newer}, who="Budi")
    send(place, tmp_path / "c", {"kembali.xlsx": held}, who="Budi")
    later = again(place)
    assert {one[:2] for one in cells(place, later)} == {("nik", "row_changed"), ("birth_date", "changed")}
    assert said_of(place, later)["GITA LESTARI"]["nik"] == GITA[0][:-1]


def test_a_whole_list_that_comes_after_counts_alone(place, run, tmp_path):
    answer(place, tmp_path / "b", run, {("GITA", "nik"): GITA[0]})
    send(place, tmp_path / "c", {f"{SUNGAI_DUREN} b.xlsx": lists()[DUREN][:5]}, who="Budi")
    later = again(place)
    assert said_of(place, later)["GITA"]["nik"] == GITA[0][:-1]
    file = IntakeFile.objects.get(answers__isnull=False)
    choose_roster(place, asked(), file.id, "taken")
    assert said_of(place, again(place))["GITA"]["nik"] == GITA[0], "and the answer is not lost"


def test_an_answer_to_an_older_result_does_not_undo_a_newer_one(place, run, tmp_path):
    old = filled(fetched(place, run, SUNGAI_DUREN), {("HADI", "birth_date"): "13-08-1987"})
    answer(place, tmp_path / "b", run, {("HADI", "birth_date"): "bukan", ("GITA", "nik"): GITA[0]})
    second = again(place)
    answer(place, tmp_path / "c", second, {("HADI", "birth_date"): "12-08-1987"})
    third = again(place)
    assert said_of(place, third)["HADI"]["birth_date"] == "1987-08-12"
    send(place, tmp_path / "d", {"lama.xlsx": old}, who="Budi")
    last = again(place)
    assert said_of(place, last)["HADI"]["birth_date"] == "1987-08-12"
    assert ("birth_date", "older", None, "13-08-1987") in cells(place, last)


def test_two_who_answer_one_village(place, run, tmp_path):
    answer(place, tmp_path / "b", run, {("GITA", "nik"): GITA[0]}, who="Budi")
    sent = answer(place, tmp_path / "c", run, {("GITA", "nik"): OTHER[0]}, who="Citra")
    assert sent.conflict == 1
    assert said_of(place, again(place))["GITA"]["nik"] == GITA[0]
    file = IntakeFile.objects.get(state="conflict")
    choose_roster(place, asked(), file.id, "taken")
    assert said_of(place, again(place))["GITA"]["nik"] == OTHER[0]
    choose_roster(place, asked(), file.id, "left")
    assert said_of(place, again(place))["GITA"]["nik"] == GITA[0]


def test_who_answers_second_is_in_conflict_also_after_a_check_in_between(place, run, tmp_path):
    held = filled(fetched(place, run, SUNGAI_DUREN), {("GITA", "nik"): OTHER[0]})
    answer(place, tmp_path / "b", run, {("GITA", "nik"): GITA[0]}, who="Budi")
    again(place)
    assert send(place, tmp_path / "c", {"dua.xlsx": held}, who="Citra").conflict == 1
    assert said_of(place, again(place))["GITA"]["nik"] == GITA[0]


def test_another_villages_workbook_is_refused_with_the_delivery(place, run, tmp_path):
    with pytest.raises(VillageNotYours):
        answer(place, tmp_path / "b", run, {("GITA", "nik"): GITA[0]}, areas=[MENDALO])
    assert IntakeFile.objects.count() == 2


def test_a_mark_of_another_village_reaches_no_row_of_this_one(place, run, tmp_path):
    """Somebody puts the name of their own village into the workbook of another."""

    def forge(sheet):
        cell = sheet.cell(8, column(sheet, PROPERTY))
        cell.value = str(cell.value).replace(SUNGAI_DUREN, MENDALO)

    held = filled(fetched(place, run, SUNGAI_DUREN), {("GITA", "nik"): GITA[0]}, forge)
    book = load_workbook(BytesIO(held))
    del book.custom_doc_props[PROPERTY]
    made = BytesIO()
    book.save(made)
    send(place, tmp_path / "b", {"x.xlsx": made.getvalue()}, areas=[MENDALO])
    later = again(place)
    assert [one[:2] for one in cells(place, later)] == [("nik", "row_changed")]
    assert said_of(place, later) == said_of(place, run)


def test_of_another_batch_and_of_another_format_are_named(place, run, tmp_path):
    def forge(sheet):
        cell = sheet.cell(8, column(sheet, PROPERTY))
        cell.value = f"{PROPERTY} 11111111-2222 {SUNGAI_DUREN}"

    held = filled(fetched(place, run, SUNGAI_DUREN), {("GITA", "nik"): GITA[0]}, forge)
    book = load_workbook(BytesIO(held))
    del book.custom_doc_props[PROPERTY]
    made = BytesIO()
    book.save(made)
    sent = send(
        place,
        tmp_path / "b",
        {
            "lain.xlsx": made.getvalue(),
            "teks.csv": f"Baris;Nama;{PROPERTY} x {SUNGAI_DUREN}\n".encode(),
            f"{MENDALO} v2.xlsx": two_lists()[MENDALO_LIST],
        },
    )
    assert sent.taken == 1 and dict(sent.refused) == {"lain.xlsx": "answer_other_batch", "teks.csv": "answer_format"}


def test_headings_that_are_gone_are_named(place, run, tmp_path):
    def spoil(sheet):
        sheet.cell(8, 1).value = "No"

    with pytest.raises(NothingSent) as told:
        answer(place, tmp_path / "b", run, {("GITA", "nik"): GITA[0]}, also=spoil)
    assert "Judul kolom" in told.value.says.id


def test_a_mark_that_a_program_dropped_is_still_known_by_its_hidden_cell(place, run, tmp_path):
    held = filled(fetched(place, run, SUNGAI_DUREN), {("GITA", "nik"): GITA[0]})
    book = load_workbook(BytesIO(held))
    del book.custom_doc_props[PROPERTY]
    made = BytesIO()
    book.save(made)
    assert send(place, tmp_path / "b", {"x.xlsx": made.getvalue()}, who="Budi").answers == 1
    assert said_of(place, again(place))["GITA"]["nik"] == GITA[0]


def test_a_workbook_with_whole_niks_comes_back_as_well(place, run, tmp_path):
    held = filled(fetched(place, run, SUNGAI_DUREN, whole_niks="registry"), {("GITA", "nik"): GITA[0]})
    send(place, tmp_path / "b", {"x.xlsx": held}, who="Budi")
    assert said_of(place, again(place))["GITA"]["nik"] == GITA[0]


def test_somebody_put_forward_instead_takes_over_the_row_alone(place, cycle, tmp_path):
    made = two_lists()
    made[DUREN].append(person(30, name="TUA", year=1950))
    send(place, tmp_path / "a", made)
    run = Run.objects.get(id=judge(place).run)
    written = {"nik": OTHER[0], "name": "WAHYU", "birth_date": "03-04-1985", "sex": "L", "occupation": "Petani"}
    said = {("TUA", field): value for field, value in written.items()}
    answer(place, tmp_path / "b", run, said)
    now = said_of(place, again(place))
    assert "TUA" not in now and now["WAHYU"]["nik"] == OTHER[0]
    assert all(now["WAHYU"][name] is None for name in ("mother_name", "family_card", "address", "phone"))
    assert SourceRow.objects.filter(run__gt=run, person__name="WAHYU", decision="accept").exists()


def test_two_rows_that_are_the_same_are_told_apart_by_where_they_stood(place, cycle, tmp_path):
    made = two_lists()
    made[DUREN] += [["", "KEMBAR", *person(18)[2:]]] * 2
    send(place, tmp_path / "a", made)
    run = Run.objects.get(id=judge(place).run)
    answer(place, tmp_path / "b", run, {("KEMBAR", "nik"): person(18)[0]})
    later = again(place)
    twins = [json.loads(Keys.read(place.keys).open_bytes(row.values_sealed, row.id, "row"))["nik"]
             for row in SourceRow.objects.filter(run=later, row__gte=6).order_by("row")]  # fmt: skip
    assert twins == [person(18)[0], None]


def test_each_file_of_the_run_is_told(place, run, tmp_path):
    answer(place, tmp_path / "b", run, {("GITA", "nik"): GITA[0]})
    line = RunFile.objects.get(run=again(place), name="kembali.xlsx")
    assert (line.rows_read, line.workers, line.status, line.village.code) == (0, 0, "read", SUNGAI_DUREN)
