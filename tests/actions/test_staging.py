"""Results appear whole or not at all."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from payung.actions.staging import MARK, FolderBusy, FolderNotOurs, staged


def finish(folder: Path, text: str) -> None:
    (folder / MARK).write_text("{}")
    (folder / "result.txt").write_text(text)


def test_a_result_replaces_the_older_one_and_leaves_nothing_beside_it(tmp_path):
    out = tmp_path / "out"
    for text in ("first", "second"):
        with staged(out) as folder:
            finish(folder, text)
            assert not out.exists() or (out / "result.txt").read_text() == "first"
    assert (out / "result.txt").read_text() == "second"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_error_leaves_the_older_result_as_it_was(tmp_path):
    out = tmp_path / "out"
    with staged(out) as folder:
        finish(folder, "first")
    with pytest.raises(ZeroDivisionError), staged(out) as folder:
        finish(folder, "half")
        raise ZeroDivisionError
    assert (out / "result.txt").read_text() == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_with_other_files_is_never_replaced(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "holiday.jpg").write_text("mine")
    with pytest.raises(FolderNotOurs), staged(out):
        pass
    assert (out / "holiday.jpg").read_text() == "mine"


def test_an_empty_folder_is_taken(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    with staged(out) as folder:
        finish(folder, "first")
    assert (out / "result.txt").exists()


def test_two_runs_do_not_write_the_same_result(tmp_path):
    with staged(tmp_path / "out") as folder:
        with pytest.raises(FolderBusy), staged(tmp_path / "out"):
            pass
        finish(folder, "first")
    assert (tmp_path / "out" / "result.txt").read_text() == "first"


def test_the_result_is_for_its_owner_alone(tmp_path):
    with staged(tmp_path / "out") as folder:
        finish(folder, "first")
    assert (tmp_path / "out").stat().st_mode & 0o077 == 0


def test_after_a_kill_half_way_the_next_run_starts_clean(tmp_path):
    out = tmp_path / "out"
    with staged(out) as folder:
        finish(folder, "first")
    half = (
        "import sys, time; from pathlib import Path; from payung.actions.staging import staged\n"
        "with staged(Path(sys.argv[1])) as folder:\n"
        "    (folder / 'result.txt').write_text('half'); print('ready', flush=True); time.sleep(60)"
    )
    child = subprocess.Popen([sys.executable, "-c", half, str(out)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert (out / "result.txt").read_text() == "first"
    with staged(out) as folder:
        assert not any(folder.iterdir())
        finish(folder, "second")
    assert (out / "result.txt").read_text() == "second"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_killed_between_the_two_renames_the_older_result_comes_back(tmp_path):
    out = tmp_path / "out"
    with staged(out) as folder:
        finish(folder, "first")
    out.rename(tmp_path / ".out.older")
    with pytest.raises(ZeroDivisionError), staged(out):
        raise ZeroDivisionError
    assert (out / "result.txt").read_text() == "first"
