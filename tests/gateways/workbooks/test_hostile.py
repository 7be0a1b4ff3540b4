"""A bad file is named with what to do, and every other file goes on."""

import os
import signal
import subprocess
import sys
import time
from datetime import date

import pytest

from payung.gateways.workbooks import opening, pool
from payung.gateways.workbooks.files import list_rosters
from payung.gateways.workbooks.problems import PROBLEMS
from payung.gateways.workbooks.reader import read_rosters
from payung.gateways.workbooks.safety import MAX_PARTS
from tests.gateways.workbooks import hostile
from tests.gateways.workbooks.books import ON

GOOD = ("00.xlsx", "99.xlsx")


def every_bad_file(folder):
    """Name -> (content, expected code)."""
    sound = hostile.sound(folder / "sound.xlsx")
    return {
        "beyond.xlsx": (hostile.beyond_the_last_column(), "file_too_large"),
        "bomb.xlsx": (hostile.swelling(), "file_bomb"),
        "corner.xlsx": (hostile.far_corner(), "file_too_large"),
        "cut.xlsx": (sound[: len(sound) // 2], "file_truncated"),
        "cut_by_one.xlsx": (sound[:-30], "file_truncated"),
        "damaged.xlsx": (sound[:400] + b"\0" * 200 + sound[600:], "file_truncated"),
        "doc.xlsx": (hostile.word_document(), "file_not_workbook"),
        "empty.xlsx": (b"", "file_empty"),
        "spaces.csv": (b"\xef\xbb\xbf \r\n \r\n", "file_empty"),
        "entities.xlsx": (hostile.entities(), "file_unsafe_xml"),
        "html.xls": (b"\n<html><body><table><tr><td>NIK</td></tr></table></body></html>", "file_not_workbook"),
        "image.xlsx": (b"\x89PNG\r\n\x1a\n" + bytes(100), "file_not_workbook"),
        "lies.xlsx": (hostile.lying_about_its_size(), "file_bomb"),
        "links.xlsx": (hostile.external_links(), "file_external_links"),
        "macros.xlsm": (hostile.macros(), "file_macro"),
        "macros.xls": (hostile.compound("Workbook", "_VBA_PROJECT_CUR"), "file_macro"),
        "no_list.csv": (b"Kode;Nama Desa\n1;Baru\n", "file_no_list"),
        "old_word.xls": (hostile.compound("WordDocument"), "file_not_workbook"),
        "parts.xlsx": (hostile.package("", more={f"a/{n}.xml": b"" for n in range(MAX_PARTS)}), "file_bomb"),
        "password.xlsx": (hostile.compound("EncryptionInfo", "EncryptedPackage"), "file_password"),
        "pdf.xlsx": (b"%PDF-1.7\n" + bytes(50), "file_not_workbook"),
        "random.xlsx": (bytes(range(256)) * 40, "file_not_workbook"),
        "rar.xls": (b"Rar!\x1a\x07\x00", "file_archive"),
        "wide.csv": (b"a;" * 20_000 + b"\n", "file_too_large"),
        "xml.xls": (b'<?xml version="1.0"?><Workbook/>', "file_not_workbook"),
        "zip.xlsx": (hostile.zip_of_workbooks(folder), "file_archive"),
    }


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("masuk")
    bad = every_bad_file(folder)
    for name in GOOD:
        (folder / name).write_bytes(hostile.sound(folder / "sound.xlsx"))
    for name, (content, _) in bad.items():
        (folder / name).write_bytes(content)
    began = time.monotonic()
    readings = list(read_rosters(list_rosters(folder), on=ON))
    assert time.monotonic() - began < 60
    return {reading.file: reading for reading in readings}, {name: code for name, (_, code) in bad.items()}


def test_each_bad_file_is_named_with_its_problem(answers):
    readings, expected = answers
    assert {name: readings[name].problem and readings[name].problem.code for name in expected} == expected


def test_a_problem_says_in_both_languages_what_to_do(answers):
    for reading in answers[0].values():
        if reading.problem:
            texts = (reading.problem.says.id, reading.problem.says.en, reading.problem.do.id, reading.problem.do.en)
            assert all(texts) and not any("{" in text for text in texts)
            assert not any(column for column in reading.columns.values())


def test_every_other_file_goes_on(answers):
    for name in GOOD:
        assert answers[0][name].problem is None and answers[0][name].columns["row"] == [2, 3, 4]


def test_problems_name_the_file_by_its_content(answers):
    assert all(len(reading.sha256) == 64 for reading in answers[0].values())


def test_of_what_is_no_workbook_the_village_is_asked_for_the_workbook(answers):
    for name in ("pdf.xlsx", "image.xlsx", "html.xls"):
        advice = answers[0][name].problem.do
        assert advice.id.startswith("Minta desa mengirim buku kerja Excel-nya"), name
        assert "the Excel workbook itself" in advice.en


def test_every_kind_of_problem_is_written_in_both_languages():
    for says, do in PROBLEMS.values():
        assert says.id and says.en and do.id and do.en and says.id != says.en


def striking(monkeypatch, tmp_path, code):
    """Four files; every child runs ``code`` when it opens bad.xlsx."""
    program = (
        "import os, signal, sys, time\n"
        "from payung.gateways.workbooks import child\n"
        "plain = child.open_workbook\n"
        "def strike(data):\n"
        "    if b'BAD' in data[-9:]:\n"
        f"        {code}\n"
        "    return plain(data)\n"
        "child.open_workbook = strike\n"
        "child.serve({parent}, {seconds})\n"
    )
    monkeypatch.setattr(pool, "PROGRAM", program)
    folder = tmp_path / "masuk"
    folder.mkdir()
    for name in ("a.xlsx", "bad.xlsx", "c.xlsx", "d.xlsx"):
        (folder / name).write_bytes(hostile.sound(tmp_path / "s.xlsx") + (b"BAD" if name == "bad.xlsx" else b""))
    return list_rosters(folder)


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("os.abort()", "file_crashed_reader"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "file_crashed_reader"),
        ("bytearray(2**34)", "file_crashed_reader"),
        ("sys.exit(3)", "file_crashed_reader"),
        ("raise BaseException('1571010000000001')", "file_crashed_reader"),
        ("time.sleep(60)", "file_timeout"),
        ("[0 for _ in iter(int, 1)]", "file_timeout"),
    ],
)
def test_a_file_that_breaks_its_reader_is_named_and_the_others_go_on(monkeypatch, tmp_path, caplog, code, problem):
    files = striking(monkeypatch, tmp_path, code)
    readings = list(read_rosters(files, on=ON, workers=1, seconds=2))
    assert [reading.problem and reading.problem.code for reading in readings] == [None, problem, None, None]
    assert [len(reading.columns["row"]) for reading in readings] == [3, 0, 3, 3]
    assert "1571010000000001" not in caplog.text
    assert len(readings[1].sha256) == 64


def test_children_end_with_the_reading(tmp_path):
    folder = tmp_path / "masuk"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.xlsx").write_bytes(hostile.sound(tmp_path / "s.xlsx"))
    reading = pool.Pool(2)
    answers = reading.read(list_rosters(folder), ON)
    next(answers)
    processes = [child.process for child in reading.children]
    assert processes and all(process.poll() is None for process in processes)
    reading.close()
    assert all(process.poll() == -signal.SIGKILL for process in processes)


def test_a_child_whose_parent_is_gone_does_not_start(tmp_path):
    code = "from payung.gateways.workbooks.child import serve; serve(1, 5)"
    path = os.pathsep.join(path for path in sys.path if path)
    ended = subprocess.run([sys.executable, "-P", "-c", code], env=os.environ | {"PYTHONPATH": path}, timeout=30)
    assert ended.returncode == 1 or os.getpid() == 1


def test_opening_never_runs_in_this_process(monkeypatch, tmp_path):
    monkeypatch.setattr(opening, "open_workbook", None)
    folder = tmp_path / "masuk"
    folder.mkdir()
    (folder / "a.xlsx").write_bytes(hostile.sound(tmp_path / "s.xlsx"))
    assert [len(reading.columns["row"]) for reading in read_rosters(list_rosters(folder), on=date(2026, 11, 1))] == [3]
