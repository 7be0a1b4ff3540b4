"""A made-up province: the same for the same seed, complete, and with the planted share of mistakes."""

import hashlib
import json
from pathlib import Path

import pytest

from payung.core.places.places import Gazetteer
from payung.synth.headings import HEADINGS
from payung.synth.layouts import LAYOUTS
from payung.synth.lists import DAMAGES
from payung.synth.make import VillagesTooMany, make
from payung.synth.mistakes import MISTAKES
from payung.synth.noise import NOISES
from payung.synth.pairs import PER_THOUSAND


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_same_seed_same_bytes(tmp_path):
    for name in ("a", "b"):
        make(province="15", villages=len(LAYOUTS), seed=3, out=tmp_path / name, bad_files=True)
    assert digests(tmp_path / "a") == digests(tmp_path / "b")


def test_another_seed_other_people(tmp_path):
    for seed in (1, 2):
        make(province="15", villages=3, seed=seed, out=tmp_path / str(seed))
    one, other = (set((tmp_path / str(seed) / "answer_key.csv").read_text().split()) for seed in (1, 2))
    assert not {word for word in one & other if word.isdigit() and len(word) == 16}


def test_every_layout_mistake_and_noise_occurs(jambi):
    made = jambi.made
    assert set(made.layouts) == {layout.id for layout in LAYOUTS}
    kinds = {mistake.kind for mistake in MISTAKES} | set(PER_THOUSAND)
    assert kinds <= set(made.mistakes)
    assert {noise.kind for noise in NOISES} <= set(made.noises)


def test_every_column_of_a_layout_has_a_heading():
    for layout in LAYOUTS:
        assert all(column in HEADINGS or column in (layout.fixed or {}) for column in layout.columns)


def test_every_kind_of_column_damage_is_planted(jambi):
    damaged = {f"nik_column_{damage}" for damages in DAMAGES.values() for damage in damages}
    assert all(jambi.made.mistakes[kind] > 10 for kind in damaged)


def test_counts_agree_with_the_key_and_the_share_is_as_in_the_field(jambi):
    made, key = jambi.made, jambi.key
    decisions = dict(key["decision"].value_counts().iter_rows())
    assert (made.rows, made.accept, made.correct, made.reject) == (
        key.height,
        decisions["accept"],
        decisions["correct"],
        decisions["reject"],
    )
    assert 0.12 < 1 - made.accept / made.rows < 0.20  # published lists lose 6 to 34 of a hundred
    assert 52 < made.rows / made.villages < 72
    assert key.select("file", "sheet", "row").is_unique().all()
    assert made.in_words.id and made.in_words.en


def test_meta_names_the_day_and_the_bad_files(jambi):
    meta = json.loads((jambi.folder / "synth.json").read_text())
    assert (meta["on"], meta["programme"], meta["seed"], meta["province"]) == ("2026-11-01", "jambi-bkbk-2022", 7, "15")
    assert {bad["problem"] for bad in meta["bad_files"]} == {
        "file_empty", "file_truncated", "file_not_workbook", "file_password", "file_macro", "file_external_links",
    }  # fmt: skip
    assert all((jambi.folder / "rosters" / bad["file"]).is_file() for bad in meta["bad_files"])


def test_manifest_ties_every_file_to_a_real_village(jambi):
    manifest = jambi.table("manifest.csv")
    files = {str(path.relative_to(jambi.folder / "rosters")) for path in (jambi.folder / "rosters").rglob("*.*")}
    gazetteer = Gazetteer.read("15")
    assert manifest.columns == ["file", "village_code", "village_name", "uploaded_at", "version"]
    assert set(manifest["file"]) == {file for file in files if (jambi.folder / "rosters" / file).is_file()}
    for code, name in manifest.select("village_code", "village_name").rows():
        village = gazetteer.village(code)
        assert village and village.name == name
    tied = dict(manifest.select("file", "village_code").rows())
    assert all(tied[file] == code for file, code in jambi.key.select("file", "village_code").unique().rows())


def test_manifest_can_be_left_out(tmp_path):
    make(province="15", villages=2, seed=1, out=tmp_path, manifest=False)
    assert not (tmp_path / "manifest.csv").exists()


def test_told_after_every_village(tmp_path):
    told = []
    make(province="15", villages=3, seed=1, out=tmp_path, on_village=lambda: told.append(1))
    assert len(told) == 3


@pytest.mark.parametrize("villages", [0, -1, 100_000])
def test_villages_must_be_there(tmp_path, villages):
    with pytest.raises(VillagesTooMany):
        make(province="15", villages=villages, seed=1, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_another_province_has_nagari(tmp_path):
    made = make(province="13", villages=4, seed=1, out=tmp_path)
    assert made.villages == 4
    assert all(code.startswith("13") for code in (tmp_path / "manifest.csv").read_text().split(",")[5::4])
