"""Every programme of the catalogue, and what the reader refuses."""

from pathlib import Path

import pytest
import yaml

from payung.core.allocation import order
from payung.core.eligibility import criteria
from payung.core.law.book import LawBook
from payung.core.places.places import Gazetteer
from payung.core.programmes import words
from payung.core.programmes.catalogue import (
    CATALOGUE,
    ProgrammeFileWrong,
    UnknownProgramme,
    programme_ids,
    read_programme,
)
from payung.core.programmes.figures import agrees, contribution_in, recomputed, shortfall
from payung.core.programmes.programme import Figure, Programme, person_months

LAW = LawBook.read()
ALL = [read_programme(id_) for id_ in programme_ids()]
BKBK = CATALOGUE / "jambi-bkbk-2022.yaml"


def each_figure() -> list[tuple[Programme, Figure]]:
    return [(programme, figure) for programme in ALL for figure in programme.figures]


def changed(folder: Path, *path: str | int, to: object) -> str:
    """A copy of the BKBK file with the field at ``path`` changed; its path."""
    values = yaml.safe_load(BKBK.read_text("utf-8"))
    inner = values
    for step in path[:-1]:
        inner = inner[step]
    if to is None:
        del inner[path[-1]]
    else:
        inner[path[-1]] = to
    copy = folder / "own.yaml"
    copy.write_text(yaml.safe_dump(values, allow_unicode=True), "utf-8")
    return str(copy)


def test_the_catalogue_holds_the_nine_programmes():
    assert programme_ids() == [
        "bungo-apbd",
        "jambi-bkbk-2022",
        "jambi-bkbk-2023",
        "jambi-dumisake",
        "kota-jambi-apbd",
        "muaro-jambi-apbd",
        "sijunjung-1-nagari-100",
        "tangerang-pekerja-rentan",
        "tangerang-perangkat-desa",
    ]


@pytest.mark.parametrize("programme", ALL, ids=programme_ids())
def test_a_programme_is_what_its_file_and_its_area_say(programme):
    assert (CATALOGUE / f"{programme.id}.yaml").exists()
    assert Gazetteer.read(programme.area_code).area_name(programme.area_code) in programme.area_name
    village_money = programme.fund.source in {"special_transfer", "village_budget"}
    assert programme.fund.group_per == ("village" if village_money else "area")
    assert programme.fund.public_money and contribution_in(programme, LAW) == 16_800
    assert len(programme.open) >= 5 and programme.sources
    assert {"working_age", "alive", "not_covered", "lives_in_area"} <= set(programme.criteria)
    assert len({"vulnerable_worker", "village_official"} & set(programme.criteria)) == 1


def test_the_words_of_programmes_are_those_of_the_rules_and_the_queue():
    assert set(words.CRITERIA) == set(criteria.CRITERIA)
    assert set(words.RANKINGS) == {*order.RANKINGS, "draw"}


@pytest.mark.parametrize(("programme", "figure"), each_figure(), ids=[f"{p.id}: {f.name.en}" for p, f in each_figure()])
def test_an_announced_figure_fits_or_not_as_the_file_says(programme, figure):
    assert agrees(figure, recomputed(figure, programme, LAW)) == figure.fits
    assert figure.fits or figure.note


def test_the_figures_that_do_not_fit_are_these():
    misfits = [(p.id, f.announced, recomputed(f, p, LAW)) for p, f in each_figure() if not f.fits]
    assert misfits == [
        ("jambi-bkbk-2022", 10_000_000, 10_080_000),
        ("jambi-bkbk-2022", 78_000, 76_538),
        ("jambi-bkbk-2022", 76_016, 78_100),
        ("jambi-bkbk-2022", 15_400_000_000, 15_324_825_600),
        ("jambi-bkbk-2023", 15_000_000, 15_120_000),
        ("jambi-dumisake", 782_000, 715_000),
        ("sijunjung-1-nagari-100", 17_143, 6_200),
        ("sijunjung-1-nagari-100", 30_000, 23_343),
    ]


@pytest.mark.parametrize(
    ("id_", "short", "bought", "everywhere"),
    [("jambi-bkbk-2022", 80_000, (595, 4_000), 124_960_000), ("jambi-bkbk-2023", 120_000, (892, 14_400), 187_440_000)],
)
def test_bkbk_money_is_short_in_every_village(id_, short, bought, everywhere):
    programme = read_programme(id_)
    assert shortfall(programme, 16_800) == short
    assert programme.fund.amount is not None and person_months(programme.fund.amount, 16_800) == bought
    [villages] = [stated.value for stated in programme.stated if stated.id == "villages"]
    assert short * villages == everywhere


def test_no_shortfall_is_claimed_where_no_money_is_stated():
    assert shortfall(read_programme("tangerang-pekerja-rentan"), 16_800) is None


@pytest.mark.parametrize("asked", ["jambi-bkbk", "tidak/ada.yaml", "README.md", ""])
def test_an_unknown_programme_is_named_with_what_comes_near(asked):
    with pytest.raises(UnknownProgramme) as error:
        read_programme(asked)
    assert f"'{asked}'" in error.value.says.id and "payung programme list" in error.value.do.en
    assert ("jambi-bkbk-2022" in error.value.do.id) == (asked == "jambi-bkbk")


def test_a_file_of_ones_own_is_read_from_its_path(tmp_path):
    own = read_programme(changed(tmp_path, "age_minimum", to=17))
    assert own.age_minimum == 17 and own.figures == read_programme("jambi-bkbk-2022").figures


@pytest.mark.parametrize(
    ("path", "to", "field", "expected"),
    [
        (("quotta",), 5, "quotta", "one of"),
        (("fund", "colour"), "red", "fund.colour", "one of"),
        (("area", "kode"), "15", "area.kode", "one of"),
        (("quota", "max"), 50, "quota.max", "one of"),
        (("months",), 61, "months", "1 to 60"),
        (("name", "en"), None, "name.en", "text"),
        (("area", "code"), 15, "area.code", "quote it"),
        (("area", "code"), "15.08", "area.code", "Kemendagri"),
        (("months",), "12", "months", "1 to 60"),
        (("months",), True, "months", "1 to 60"),
        (("quota", "people"), 0, "quota.people", "1 to"),
        (("quota", "per"), "regency", "quota.per", "area, village"),
        (("criteria",), ["age"], "criteria.1", "working_age"),
        (("criteria",), [], "criteria", "working_age"),
        (("criteria",), ["alive", "alive"], "criteria", "repeated"),
        (("criteria",), ["alive", "welfare"], "decile_at_most", "welfare"),
        (("decile_at_most",), 4, "decile_at_most", "welfare"),
        (("ranked_by",), ["draw", "oldest_first"], "ranked_by", "last"),
        (("fund",), ["bkbk"], "fund", "name: value"),
        (("fund", "public_money"), "ya", "fund.public_money", "true or false"),
        (("fund", "earmark_percent"), None, "fund.grant", "earmark_percent"),
        (("fund", "amount"), 10_000_000, "fund.grant", "without amount"),
        (("fund", "grant"), 100_000_001, "fund.grant", "whole rupiah"),
        (("fund", "group_kind"), "SX", "fund.group_kind", "SA"),
        (("figures", 0, "fits"), False, "figures.1.fits", "78100"),
        (("figures", 1, "note"), None, "figures.2.note", "does not fit"),
        (("figures", 0, "formula"), "villages * kuota", "figures.1.formula", "kuota"),
        (("figures", 0, "formula"), "__import__('os')", "figures.1.formula", "only"),
        (("id",), "BKBK 2022", "id", "hyphens"),
        (("sector",), "laut", "sector", "transport"),
    ],
)
def test_a_wrong_file_names_the_field_and_what_is_expected(tmp_path, path, to, field, expected):
    with pytest.raises(ProgrammeFileWrong) as error:
        read_programme(changed(tmp_path, *path, to=to))
    assert error.value.field == field
    assert expected in error.value.do.en and "own.yaml" in error.value.says.id


@pytest.mark.parametrize(
    ("content", "field", "line"),
    [
        (b"id: [", "-", 1),
        (b"\xff\xfe", "-", 1),
        (b"- a", "-", 1),
        (b"", "-", None),
        (b"id: a\nid: b\n", "id", 2),
        (b"\n{[1]: 2, ? {a: 1} : 3}", "-", 2),
    ],
)
def test_what_is_no_programme_file_is_refused(tmp_path, content, field, line):
    path = tmp_path / "own.yaml"
    path.write_bytes(content)
    with pytest.raises(ProgrammeFileWrong) as error:
        read_programme(str(path))
    assert (error.value.field, error.value.line) == (field, line)
