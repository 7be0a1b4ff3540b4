"""Children come and go; no file pays for what another one did."""

import os
import signal
import subprocess
import sys
import time

import pytest

from payung.gateways.workbooks import pool
from payung.gateways.workbooks.files import list_rosters
from payung.gateways.workbooks.reader import read_rosters
from tests.gateways.workbooks import hostile
from tests.gateways.workbooks.books import ON

HEAVY = ("polars", "duckdb", "reportlab", "xlsxwriter", "pyarrow", "pyspark", "narwhals")


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "masuk"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.xlsx").write_bytes(hostile.sound(tmp_path / "s.xlsx"))
    return list_rosters(folder)


def lengths(readings):
    return [reading.problem.code if reading.problem else len(reading.columns["row"]) for reading in readings]


def child_that(monkeypatch, body):
    """Every child runs ``body`` (indented by 4) before it answers for the file 2.xlsx."""
    program = (
        "import os, signal, struct, sys\n"
        "from payung.gateways.workbooks import child\n"
        "plain = child._answers\n"
        "def answers(request):\n"
        "    bad = request['path'].endswith('2.xlsx')\n"
        f"{body}\n"
        "child._answers = answers\n"
        "child.serve({parent}, {seconds})\n"
    )
    monkeypatch.setattr(pool, "PROGRAM", program)


def test_a_child_killed_while_it_waits_costs_no_file(files):
    readings = read_rosters(files, on=ON, workers=1)
    with pool.Pool(1) as children:
        answers = children.read(files, ON)
        next(answers)
        for child in children.children:
            os.kill(child.process.pid, signal.SIGSTOP)  # whatever it was given is still untouched or half done
        time.sleep(0.05)
        for child in children.children:
            os.kill(child.process.pid, signal.SIGKILL)
        left = list(answers)
    assert len(left) == 5
    assert sum(answer.problem is not None for answer in left) <= 1
    assert lengths(readings) == [3] * 6


def test_a_child_that_dies_of_the_file_before_does_not_take_the_next_one_along(monkeypatch, tmp_path, files):
    once = tmp_path / "once"
    child_that(
        monkeypatch,
        "    if bad and not os.path.exists(os.environ['ONCE']):\n"
        "        os.mkdir(os.environ['ONCE'])\n"
        "        os.abort()\n"
        "    yield from plain(request)",
    )
    monkeypatch.setenv("ONCE", str(once))
    assert lengths(read_rosters(files, on=ON, workers=1)) == [3] * 6
    assert once.is_dir()


def test_a_file_that_kills_every_child_before_it_is_read_is_given_up(monkeypatch, files):
    child_that(monkeypatch, "    if bad:\n        os.abort()\n    yield from plain(request)")
    assert lengths(read_rosters(files, on=ON, workers=2)) == [3, 3, "file_crashed_reader", 3, 3, 3]


@pytest.mark.parametrize(
    "said",
    [
        "struct.pack('<I', 4) + b'what'",
        "struct.pack('<I', 2) + b'17'",
        "struct.pack('<I', 200000) + b'[' * 200000",
        "struct.pack('<I', 16) + b'{{\"columns\": 1   }}'",
        "struct.pack('<I', 32) + b'{{\"columns\": {{\"row\": []}}        }}'",
    ],
)
def test_a_child_taken_over_by_its_file_cannot_harm_the_parent(monkeypatch, files, said):
    child_that(
        monkeypatch,
        f"    if bad:\n        os.write(3, {said})\n        return\n    yield from plain(request)",
    )
    assert lengths(read_rosters(files, on=ON, workers=2, seconds=3)) == [3, 3, "file_crashed_reader", 3, 3, 3]


def test_a_result_too_large_to_hold_is_refused(monkeypatch, files):
    child_that(
        monkeypatch,
        "    if bad:\n        os.write(3, struct.pack('<I', 2**31))\n        signal.pause()\n"
        "    yield from plain(request)",
    )
    assert lengths(read_rosters(files, on=ON, workers=2, seconds=3)) == [3, 3, "file_too_large", 3, 3, 3]


def test_a_child_loads_none_of_the_heavy_libraries():
    code = f"import sys, payung.gateways.workbooks.child; sys.exit(str([m for m in {HEAVY} if m in sys.modules]))"
    path = os.pathsep.join(path for path in sys.path if path)
    ended = subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": path}, capture_output=True)
    assert ended.stderr.decode().strip() == "[]"


def test_any_number_of_workers_gives_the_same(files):
    alone, together = (list(read_rosters(files, on=ON, workers=workers)) for workers in (1, 3))
    assert alone == together
    assert [reading.file for reading in alone] == [file.name for file in files]
