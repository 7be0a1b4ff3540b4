"""Problems of a run: counted alike from every side, closed by safe repairs, opened again; workbooks fetched."""

import zipfile
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest

from payung.actions.accept_fixes import FixWrong, accept_fixes, kept_table, preview_fixes, safe_findings, undo_fixes
from payung.actions.at_store import Place
from payung.actions.decide_pair import PairAnswerWrong, decide_pair
from payung.actions.fetch_corrections import CorrectionsWrong, fetch_corrections, handed
from payung.actions.right_of import RightMissing
from payung.actions.verify_store import verify_store
from payung.gateways.answer_mark import mark_of
from payung.gateways.workbooks.sheets import read_sheets
from payung.store.keys import Keys
from payung.store.models import Act, Fetch, Finding, Pair, PairAnswer, Run, RunFile
from payung.store.problems import counts, kinds, open_problems, regions
from payung.store.scope import Scope, scoped
from payung.store.trail import acts_seen
from tests.actions.stores.two_villages import asked
from tests.actions.villages import MENDALO, SUNGAI_DUREN, person
from tests.actions.workbench.cycles import DUREN, MENDALO_LIST, by, judge, send, two_lists

SWAPPED = "dob_day_month_swapped"


def swapped(serial: int, name: str) -> list[str]:
    """Born on 5 March by the NIK; the list says 3 May."""
    row = person(serial, name=name, day=5, month=3, year=1990)
    return [row[0], row[1], "03-05-1990", *row[3:]]


@pytest.fixture
def run(place: Place, cycle, tmp_path) -> Run:
    lists = two_lists()
    lists[DUREN] += [swapped(11, "EKO"), swapped(12, "FAJAR"), ["123", "GITA", "01-01-1990", "P", "Petani", "", "", ""]]
    lists[MENDALO_LIST] += [swapped(13, "HADI"), ["", "IRMA", "salah", "P", "Petani", "", "", ""]]
    send(place, tmp_path / "a", lists | {"kosong.xlsx": b""})
    return Run.objects.get(id=judge(place).run)


def test_the_sum_of_the_kinds_is_the_whole(run):
    problems = open_problems(run)
    total, rows, villages = counts(problems)
    by_kind, by_region = kinds(problems), regions(problems, 10)
    assert total == sum(kind.findings for kind in by_kind) == sum(region.findings for region in by_region)
    assert rows == sum(region.rows for region in by_region) and villages == 2
    places = {one[:3] for one in problems.exclude(row=None).values_list("file", "sheet", "row")}
    assert rows == len(places)
    assert {region.code for region in by_region} == {SUNGAI_DUREN, MENDALO}  # an empty file is not taken
    assert [kind.severity for kind in by_kind] == sorted(kind.severity for kind in by_kind)
    assert {kind.code: kind.findings for kind in by_kind}[SWAPPED] == 3


def test_safe_repairs_close_their_problems_until_they_are_taken_back(place, run, tmp_path):
    keys = Keys.read(place.keys)
    before = counts(open_problems(run))[0]
    assert safe_findings(run)[SWAPPED] == 3
    shown = preview_fixes(keys, run, list(Finding.objects.filter(run=run, code=SWAPPED)))
    assert {(one.before, one.after) for one in shown} == {("03-05-1990", "05-03-1990")} and len(shown) == 3
    accepted = safe_findings(run)
    assert accept_fixes(place, asked(), run.id, tuple(accepted)) == sum(accepted.values())
    assert counts(open_problems(run))[0] == before - sum(accepted.values()) and not safe_findings(run)
    with pytest.raises(FixWrong):
        accept_fixes(place, asked(), run.id, (SWAPPED,))
    send(place, tmp_path / "more", {f"{MENDALO} v2.xlsx": [swapped(14, "JONO")]})
    later = Run.objects.get(id=judge(place).run)
    with pytest.raises(FixWrong, match="newer result"):
        accept_fixes(place, asked(), run.id, (SWAPPED,))
    assert later.id != run.id and not open_problems(later).filter(code=SWAPPED).exists()
    undo_fixes(place, asked(), run.cycle_id)
    assert counts(open_problems(run))[0] == before and open_problems(later).filter(code=SWAPPED).exists()
    with pytest.raises(FixWrong):
        undo_fixes(place, asked(), run.cycle_id)
    assert verify_store(place).faults == ()


def test_only_what_has_one_reading_is_offered(place, cycle, tmp_path):
    lists = two_lists()
    o, spaced = person(105, name="O"), person(31, name="SPASI")
    lists[DUREN] += [
        [o[0].replace("0", "O", 1), *o[1:]],
        [
            f" {spaced[0][:4]} {spaced[0][4:10]}.{spaced[0][10:]} '",
            " Spasi   Banyak ",
            spaced[2],
            "laki-laki",
            *spaced[4:],
        ],
        [person(32)[0], "H. DRS. GELAR 2", *person(32)[2:]],
    ]
    send(place, tmp_path / "a", lists)
    run = Run.objects.get(id=judge(place).run)
    assert safe_findings(run) == {"nik_letter_o": 1}, (
        "what reading puts right leaves no problem; a title is not certain"
    )
    (shown,) = preview_fixes(Keys.read(place.keys), run, list(Finding.objects.filter(run=run, code="nik_letter_o")))
    assert "huruf O" in shown.before.id and shown.after == "…0105" and o[0] not in shown.before.id
    assert open_problems(run).filter(code="name_suspect").exists()
    spoken = kept_table(Keys.read(place.keys), run, "decisions").filter(pl.col("nik") == spaced[0])
    assert spoken["decision"].to_list() == ["accept"] and spoken["name"].to_list() == ["Spasi Banyak"]
    accept_fixes(place, asked(), run.id, ("nik_letter_o",))
    assert not open_problems(run).filter(code="nik_letter_o").exists()
    undo_fixes(place, asked(), run.cycle_id)
    assert open_problems(run).filter(code="nik_letter_o").exists()


@pytest.mark.parametrize("codes", [(), ("nik_length",), ("nothing",), (SWAPPED, "nik_length")])
def test_what_is_not_safe_is_not_accepted(place, run, codes):
    with pytest.raises(FixWrong):
        accept_fixes(place, asked(), run.id, codes)


def workbooks(held: bytes, folder: Path) -> dict[str, str]:
    """Name -> all texts of the workbook."""
    folder.mkdir(parents=True, exist_ok=True)
    told = {}
    with zipfile.ZipFile(BytesIO(held)) as archive:
        for name in archive.namelist():
            (folder / name).write_bytes(archive.read(name))
            sheets = read_sheets(folder / name)
            assert isinstance(sheets, list)
            told[name] = " ".join(str(cell) for sheet in sheets for row in sheet.rows for cell in row)
    return told


def test_correction_workbooks_are_fetched_and_show_no_whole_nik_unless_asked(place, run, tmp_path):
    short = workbooks(fetch_corrections(place, by("Ani"), run.id), tmp_path / "short")
    stem = f"perbaikan_{SUNGAI_DUREN}_sungai-duren_{run.act_number}.xlsx"
    assert stem in short and len(short) == 2
    whole_nik = [
        nik for nik in kept_table(Keys.read(place.keys), run, "decisions")["nik"].drop_nulls() if len(nik) == 16
    ]
    assert not any(nik in text for nik in whole_nik for text in short.values())
    assert {one.niks for one in Fetch.objects.all()} == {"last4"} and Fetch.objects.count() == 2
    states = {one.code: one for one in handed(run)}
    assert states[SUNGAI_DUREN].fetched_by == "Ani" and states[SUNGAI_DUREN].answered_by == ""
    whole = workbooks(fetch_corrections(place, by("Budi"), run.id, whole_niks="registry"), tmp_path / "whole")
    assert whole.keys() == short.keys() and Fetch.objects.filter(niks="whole").count() == 2
    assert mark_of((tmp_path / "whole" / stem).read_bytes()) == mark_of((tmp_path / "short" / stem).read_bytes())
    assert mark_of((tmp_path / "short" / stem).read_bytes()).village == SUNGAI_DUREN
    send(place, tmp_path / "again", {f"{SUNGAI_DUREN} v2.xlsx": two_lists()[DUREN][:1]}, who="Citra")
    assert {one.code: one.answered_by for one in handed(run)} == {SUNGAI_DUREN: "Citra", MENDALO: ""}


def test_a_village_whose_file_cannot_be_read_gets_no_workbook_without_a_row(place, cycle, tmp_path):
    nameless = ["", "GITA", "salah", "P", "Petani", "", "", ""]
    unread = {f"{MENDALO} Mendalo.csv": b"ini,bukan,daftar\n1,2,3\n"}
    send(place, tmp_path / "a", {DUREN: [*two_lists()[DUREN], swapped(11, "EKO"), nameless], **unread})
    run = Run.objects.get(id=judge(place).run)
    assert RunFile.objects.exclude(status="read").get().village.code == MENDALO
    assert [(one.code, one.rows) for one in handed(run)] == [(SUNGAI_DUREN, 1)]
    assert len(workbooks(fetch_corrections(place, by("Ani"), run.id), tmp_path / "short")) == 1


def test_who_fetched_a_villages_workbook_is_read_in_that_village_and_in_no_other(place, run):
    (duren,) = [one.village for one in handed(run) if one.code == SUNGAI_DUREN]
    fetch_corrections(place, by("Ani"), run.id, [duren])
    fetched = Act.objects.filter(kind="corrections.fetch")
    for area, read in ((SUNGAI_DUREN, 1), ("15", 1), (MENDALO, 0), ("16", 0)):
        with scoped(Scope((area,))):
            assert acts_seen(fetched).count() == read, area


def test_whole_niks_need_a_reason_and_villages_must_have_a_workbook(place, run):
    for more in ({"whole_niks": "because"}, {"villages": [5]}):
        with pytest.raises(CorrectionsWrong):
            fetch_corrections(place, by("Ani"), run.id, **more)
    assert not Fetch.objects.exists()


@pytest.fixture
def alike(place, cycle, tmp_path) -> Run:
    """Two rows that may be one person: the same but for a digit of the NIK."""
    lists = two_lists()
    twin = person(21, name="SLAMET RAHARJO", year=1975)
    lists[DUREN].append(twin)
    lists[MENDALO_LIST].append([twin[0][:-1] + "9", *twin[1:]])
    send(place, tmp_path / "a", lists)
    return Run.objects.get(id=judge(place).run)


def test_an_answer_about_a_pair_counts_in_the_next_run(place, alike):
    pair = Pair.objects.filter(run=alike).order_by("-weight").first()
    assert pair is not None, "linkage asks about the two"
    for wrong in ((5, "same", "card-seen"), (pair.id, "perhaps", "card-seen"), (pair.id, "same", "so")):
        with pytest.raises(PairAnswerWrong):
            decide_pair(place, asked(), *wrong)
    before = dict(rows_of_twins(place, alike))
    answer = "different" if len(set(before.values())) == 1 else "same"
    with pytest.raises(RightMissing):  # an account without a duty here
        decide_pair(place, by("Ani"), pair.id, answer, "card-seen")
    decide_pair(place, by("kantor"), pair.id, answer, "card-seen")
    after = Run.objects.get(id=judge(place).run)
    assert after.id != alike.id
    assert len(set(rows_of_twins(place, after).values())) == (1 if answer == "same" else 2)
    assert PairAnswer.objects.get().key == pair.key
    assert judge(place).same and verify_store(place).faults == ()


def rows_of_twins(place: Place, run: Run) -> dict[str, str]:
    """NIK -> key of the person."""
    found = kept_table(Keys.read(place.keys), run, "decisions").filter(pl.col("name") == "SLAMET RAHARJO")
    return dict(found.select("nik", "person_key").iter_rows())
