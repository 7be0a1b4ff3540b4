"""Hostile, damaged and doubled uploads; two people at once; a judge that is killed."""

import io
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from payung.actions.at_store import Place
from payung.actions.choose_roster import ChoiceWrong, choose_roster
from payung.actions.compare_runs import compare_runs
from payung.actions.cycle_inputs import NothingToJudge
from payung.actions.judge_cycle import judge_cycle
from payung.actions.open_cycle import CycleThere, CycleUnknown, NewCycle, open_cycle
from payung.actions.send_roster import NothingSent, VillageNotYours, send_roster
from payung.actions.submit_run import RunStale, submit_run
from payung.actions.undo_intake import IntakeStays, undo_intake
from payung.actions.verify_store import verify_store
from payung.gateways.workbooks.incoming import clean_name
from payung.store.models import Intake, IntakeFile, KeptFile, Run, RunFile, Submission
from tests.actions.stores.two_villages import ON, asked
from tests.actions.villages import MENDALO, SUNGAI_DUREN
from tests.actions.workbench.cycles import (
    CYCLE,
    DUREN,
    MENDALO_LIST,
    by,
    judge,
    office,
    send,
    two_lists,
    uploads,
    workbook,
)


def packed(**files: bytes) -> bytes:
    """A ZIP of these files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def test_a_zip_is_taken_apart_and_what_is_hostile_is_named(place: Place, cycle, tmp_path):
    book = workbook(two_lists()[DUREN], tmp_path)
    nested = packed(**{"a.xlsx": book})
    held = packed(
        **{
            f"Jambi/{DUREN}": book,
            "../../naik.xlsx": book,
            "/akar.xlsx": book,
            "dalam.zip": nested,
            "__MACOSX/._x": b"x",
            "~$kunci.xlsx": b"x",
        }
    )
    sent = send(place, tmp_path, {"kiriman.zip": held})
    assert sent.taken == 1 and dict(sent.refused) == {
        "naik.xlsx": "file_unreadable",
        "akar.xlsx": "file_unreadable",
        "dalam.zip": "file_archive",
    }
    assert IntakeFile.objects.get().name == f"Jambi/{DUREN}" and IntakeFile.objects.get().village.code == SUNGAI_DUREN
    assert not list(tmp_path.parent.glob("naik.xlsx"))


@pytest.mark.parametrize("held", [b"", b"PK\3\4" + b"x" * 50, packed(), packed(**{".x.xlsx": b"1"})], ids=range(4))
def test_an_archive_without_a_list_is_refused_whole(place, cycle, tmp_path, held):
    with pytest.raises(NothingSent) as told:
        send(place, tmp_path, {"rusak.zip": held})
    assert "rusak.zip" in told.value.says.id and not Intake.objects.exists()


def test_a_zip_bomb_is_not_unpacked(place, cycle, tmp_path):
    with pytest.raises(NothingSent):
        send(place, tmp_path, {"bom.zip": packed(**{"bom.csv": b"0" * (65 * 2**20)})})
    assert not KeptFile.objects.exists()


def test_every_bad_file_is_named_by_what_is_wrong_with_it(place, cycle, tmp_path):
    """What a maker of damaged workbooks makes: taken, kept, read in a child, and told one by one."""
    folder = tmp_path / "bad"
    folder.mkdir()
    made = {
        "kosong.xlsx": b"",
        "teks.xlsx": b"bukan buku kerja",
        "terpotong.xlsx": workbook(two_lists()[DUREN], tmp_path)[:900],
        "sandi.xlsx": bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600,
        "templat lain.csv": b"Barang,Harga\nPaku,1000\nSemen,50000\n",
        MENDALO_LIST: workbook(two_lists()[MENDALO_LIST], tmp_path),
    }
    sent = send(place, tmp_path / "in", made)
    assert sent.taken == len(made) - 1 and sent.refused == (("kosong.xlsx", "file_empty"),)
    del made["kosong.xlsx"]
    told = judge(place)
    lines = {line.name: line for line in RunFile.objects.filter(run=told.run)}
    assert lines.keys() == made.keys() and told.rows == 4
    assert {name for name, line in lines.items() if line.status == "read"} == {MENDALO_LIST}
    assert all(line.rows_read == line.workers + line.not_data for line in lines.values())
    assert compare_runs(None, told.run).holds
    assert lines["templat lain.csv"].status == "file_no_list"


@given(st.text(max_size=400))
def test_a_clean_name_stays_in_its_folder(name):
    clean = clean_name(name)
    parts = Path(clean).parts
    assert clean and not clean.startswith("/") and ".." not in parts and "\0" not in clean and len(clean) <= 240
    assert all(len(part.encode()) <= 255 + 80 for part in parts) and clean_name(clean) == clean


def test_names_that_collide_are_judged_side_by_side(place, cycle, tmp_path):
    lists = two_lists()
    send(place, tmp_path / "a", {"daftar.xlsx": lists[DUREN]}, areas=[SUNGAI_DUREN])
    send(place, tmp_path / "b", {"daftar.xlsx": lists[MENDALO_LIST]}, areas=[MENDALO])
    send(place, tmp_path / "c", {"daftar.xlsx/x.xlsx": lists[MENDALO_LIST][:1]}, areas=["15"])
    judged = judge(place)
    assert judged.rows == 9 and RunFile.objects.count() == 3
    assert {line.village.code for line in RunFile.objects.all() if line.village} == {SUNGAI_DUREN, MENDALO}


def test_two_people_send_the_same_at_once(place, cycle, tmp_path):
    files = [uploads(tmp_path / who, two_lists()) for who in ("Ani", "Budi")]
    told, wrong = [], []

    def go(who: str, given) -> None:
        try:
            told.append(send_roster(place, by(who), CYCLE, given))
        except Exception as error:  # noqa: BLE001 - told below
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=pair) for pair in zip(("Ani", "Budi"), files, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong and sorted((one.taken, one.known, one.conflict) for one in told) == [(0, 2, 0), (2, 0, 0)]
    assert KeptFile.objects.count() == 2 and judge(place).rows == 8


def test_who_answers_second_is_in_conflict_until_chosen(place, cycle, tmp_path):
    lists = two_lists()
    send(place, tmp_path / "a", lists)
    first = judge(place)
    again = send(place, tmp_path / "b", {f"{SUNGAI_DUREN} a.xlsx": lists[DUREN][:3]}, who="Budi")
    assert again.conflict == 0, "it answers the last run, after which nobody else sent anything"
    other = send(place, tmp_path / "c", {f"{SUNGAI_DUREN} b.xlsx": lists[DUREN][:2]}, who="Citra")
    assert other.conflict == 1
    own = send(place, tmp_path / "d", {f"{SUNGAI_DUREN} c.xlsx": lists[DUREN][:1]}, who="Budi")
    assert own.conflict == 0, "one's own newer version"
    second = judge(place)
    assert second.rows == 5 and second.run != first.run
    file = IntakeFile.objects.get(state="conflict")
    for wrong in ((5, "taken", ""), (file.id, "perhaps", ""), (file.id, "taken", "9999999999")):
        with pytest.raises(ChoiceWrong):
            choose_roster(place, asked(), *wrong)
    choose_roster(place, asked(), file.id, "taken")
    assert judge(place).rows == 6
    choose_roster(place, asked(), file.id, "left")
    assert judge(place).rows == 5
    assert verify_store(place).faults == ()


def test_a_known_file_comes_back_when_the_first_is_taken_back(place, cycle, tmp_path):
    lists = two_lists()
    first = send(place, tmp_path / "a", lists)
    send(place, tmp_path / "b", {"salinan.xlsx": lists[DUREN]}, who="Budi", areas=[SUNGAI_DUREN])
    undo_intake(place, asked(), first.intake)
    assert judge(place).rows == 4
    for wrong in (first.intake, 5):
        with pytest.raises(IntakeStays):
            undo_intake(place, asked(), wrong)


def test_only_the_last_run_of_what_there_is_now_is_handed_in(place, cycle, tmp_path):
    with pytest.raises(NothingToJudge):
        judge(place)
    lists = two_lists()
    send(place, tmp_path / "a", {DUREN: lists[DUREN]})
    first = judge(place)
    sent = send(place, tmp_path / "b", {MENDALO_LIST: lists[MENDALO_LIST]})
    with pytest.raises(RunStale):
        submit_run(place, asked(), first.run)
    second = judge(place)
    for wrong in (first.run, 5):
        with pytest.raises(RunStale):
            submit_run(place, asked(), wrong)
    submit_run(place, asked(), second.run)
    with pytest.raises(RunStale):
        submit_run(place, asked(), second.run)
    assert Submission.objects.get().run_id == second.run
    undo_intake(place, asked(), sent.intake)
    assert judge(place).rows == 4, "a corrected draft may follow"


def test_cycles_are_opened_once(place, cycle):
    with pytest.raises(CycleThere):
        open_cycle(place, asked(), NewCycle("jambi-bkbk-2022", 2027, ON))
    with pytest.raises(CycleUnknown):
        judge_cycle(place, asked(), "nowhere-2027")


def test_a_village_outside_ones_regions_is_refused_with_the_delivery(place, cycle, tmp_path):
    with pytest.raises(VillageNotYours):
        send(place, tmp_path, two_lists(), areas=[SUNGAI_DUREN])
    assert not Intake.objects.exists() and not KeptFile.objects.exists()


def test_a_judge_repeated_is_one_run(place, cycle, tmp_path):
    send(place, tmp_path / "a", two_lists())
    one = judge_cycle(place, office(request="same"), CYCLE)
    assert judge_cycle(place, office(request="same"), CYCLE) == one and Run.objects.count() == 1


_KILLED = """
import sys
from pathlib import Path
import tempfile
tempfile.tempdir = sys.argv[3]
from tests.actions.workbench.cycles import CYCLE, office
from payung.actions.at_store import Place
from payung.actions import judge_cycle as whole

class Loud:
    def stage(self, name, total=None):
        print(name.en, flush=True)
    def step(self, count=1):
        print("step", flush=True)

if __name__ == "__main__":
    whole.judge_cycle(Place(sys.argv[1], Path(sys.argv[2])), office(request="killed"), CYCLE, watcher=Loud())
"""


@pytest.mark.parametrize("at", ["Reading village workbooks", "Matching", "Writing the villages", "Keeping the result"])
def test_a_judge_killed_at_any_stage_leaves_nothing_half_done(place, cycle, tmp_path, at):
    send(place, tmp_path / "a", two_lists())
    script, temporary = tmp_path / "killed.py", tmp_path / "temporary"
    script.write_text(_KILLED)
    temporary.mkdir()
    address = place.address
    child = subprocess.Popen(
        [sys.executable, str(script), address, str(place.keys), str(temporary)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (str(Path.cwd()), os.environ.get("PYTHONPATH"))))},
    )
    assert child.stdout is not None
    for line in child.stdout:
        if line.startswith(at):
            break
    else:
        raise AssertionError("it ended before")
    time.sleep(0.02)
    child.send_signal(signal.SIGKILL)
    child.wait()
    left = list(temporary.rglob("rosters"))
    assert Run.objects.count() == RunFile.objects.values("run").distinct().count() <= 1
    monkey = pytest.MonkeyPatch()
    monkey.setattr("tempfile.tempdir", str(temporary))
    try:
        judged = judge_cycle(place, office(request="killed"), CYCLE)
        if left:
            assert not list(temporary.rglob("rosters")), "what it left lying is taken away"
    finally:
        monkey.undo()
    assert judged.rows == 8 and Run.objects.count() == 1
    assert verify_store(place).faults == ()
