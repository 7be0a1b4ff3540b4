"""The folder of a made-up province: other people's files are safe, and nothing half made is left."""

import pytest

from payung.synth.folder import FolderNotMadeUp
from payung.synth.make import make


def made(out, villages=2, **more):
    return make(province="15", villages=villages, seed=1, out=out, **more)


def paths(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "rosters").mkdir()
    (tmp_path / "rosters" / "sungguhan.xlsx").write_text("a list of real people")
    with pytest.raises(FolderNotMadeUp):
        made(tmp_path)
    assert paths(tmp_path) == ["rosters", "rosters/sungguhan.xlsx"]


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "out").write_text("")
    with pytest.raises(FolderNotMadeUp):
        made(tmp_path / "out")


def test_an_older_province_is_replaced_whole(tmp_path):
    made(tmp_path / "again", villages=5, bad_files=True)
    (tmp_path / "again" / "catatan.txt").write_text("mine")
    made(tmp_path / "again", manifest=False)
    made(tmp_path / "new", manifest=False)
    assert paths(tmp_path / "again") == sorted([*paths(tmp_path / "new"), "catatan.txt"])


@pytest.mark.parametrize("before", ["nothing", "empty", "older"])
def test_after_an_error_the_folder_is_as_it_was(tmp_path, before):
    out = tmp_path / "out"
    if before == "empty":
        out.mkdir()
    if before == "older":
        made(out)
    was = paths(tmp_path)

    def stop():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made(out, on_village=stop)
    assert paths(tmp_path) == was


def test_after_a_kill_the_next_call_starts_clean(tmp_path):
    left = tmp_path / "out" / ".synth-unfinished" / "rosters"
    left.mkdir(parents=True)
    (left / "half.xlsx").write_text("")
    made(tmp_path / "out")
    assert not any("half" in path or "unfinished" in path for path in paths(tmp_path / "out"))
