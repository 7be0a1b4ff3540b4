"""Which village a file or row speaks of. The promise: the right one or none, never a guess."""

import re

import pytest

from payung.core.places.places import Gazetteer
from payung.core.places.tie import FileClues, Tie, tie_file, tie_row

JAMBI = Gazetteer.read("15")
SUNGAI_DUREN = "1505012006"
# Terusan and Merlung, each a desa and a kelurahan of the same district.
ONE_DISTRICT_TWO_OF_A_NAME = {"1504081008", "1504082006", "1506051007", "1506052020"}


def tied(file: str = "berkas.xlsx", *titles: str, area: str = "15", **clues) -> Tie:
    return tie_file(FileClues(file, titles=titles, **clues), Gazetteer.read(area))


def slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower())


def clues_of(village, form: str) -> FileClues:
    """How villages and offices name their files, with everything they say being true."""
    bare = village.regency.partition(" ")[2]
    title = f"DAFTAR PEKERJA RENTAN {village.kind} {village.name} KECAMATAN {village.district}".upper()
    return {
        "code": FileClues(f"perbaikan_{village.code}_{slug(village.name)}_2026.xlsx"),
        "folders": FileClues(f"{village.regency}/{village.district}/{village.name}.xlsx"),
        "bare folders": FileClues(f"{bare}/Kec. {village.district}/{village.kind}_{village.name} (1).xlsx"),
        "slugs": FileClues(f"{slug(village.regency)}/kec-{slug(village.district)}/BNBA_{slug(village.name)}_2026.xlsx"),
        "regency only": FileClues(f"kirim ulang/{village.regency.upper()}/{village.name}.xlsx"),
        "name only": FileClues(f"{village.name}.xlsx"),
        "title": FileClues("daftar.xlsx", titles=(title, "TAHUN 2026")),
        "letterhead": FileClues(
            "Book1.xlsx",
            titles=(f"PEMERINTAH {village.regency}", f"KECAMATAN {village.district}", f"{village.kind} {village.name}"),
        ),
        "form": FileClues(
            "scan (3).xlsx",
            titles=(f"Desa/Kelurahan : {village.name}", f"Kecamatan : {village.district}", f"Kabupaten/Kota : {bare}"),
        ),
        "sheet": FileClues(f"{village.regency}/{village.district}/data.xlsx", sheet_names=("Petunjuk", village.name)),
    }[form]


@pytest.mark.parametrize(
    ("form", "at_least"),
    [
        ("code", 1_585),
        ("folders", 1_581),
        ("bare folders", 1_581),
        ("slugs", 1_581),
        ("regency only", 1_490),
        ("name only", 1_290),
        ("title", 1_581),
        ("letterhead", 1_581),
        ("form", 1_581),
        ("sheet", 1_530),
    ],
)
def test_every_village_of_jambi_is_found_or_reported_never_taken_for_another(form, at_least):
    found = 0
    for village in JAMBI.villages:
        tie = tie_file(clues_of(village, form), JAMBI)
        assert tie.code in (None, village.code), clues_of(village, form)
        assert (tie.code is None) == (tie.problem is not None)
        if tie.problem == "village_ambiguous":
            assert village in tie.candidates
        found += tie.code is not None
    assert found >= at_least


def test_with_folders_only_a_desa_and_kelurahan_of_one_name_in_one_district_stay_open():
    unsure = {v.code for v in JAMBI.villages if tie_file(clues_of(v, "folders"), JAMBI).code is None}
    assert unsure == ONE_DISTRICT_TWO_OF_A_NAME
    for said in ("Merlung/DESA MERLUNG.xlsx", "Merlung/Kel. Merlung.xlsx"):  # people say both of either
        assert tied(said).problem == "village_ambiguous"


def test_the_manifest_comes_first_then_the_template_then_the_path_then_the_titles():
    path, title = "1505012004.xlsx", "DESA SENAUNG KECAMATAN JAMBI LUAR KOTA"
    everything = tied(path, title, manifest_code="15.05.01.2006", template_code="1505012002")
    assert (everything.code, everything.how) == (SUNGAI_DUREN, "manifest")
    assert (tied(path, title, template_code="1505012002").code, tied(path, title).code) == ("1505012002", "1505012004")
    assert tied(path, title, template_code="1505012002").how == "template"
    assert tied(path, title).how == "path"
    by_title = tied("x.xlsx", title)
    assert by_title.how == "titles" and JAMBI.village(by_title.code).name == "Senaung"


def test_clues_that_contradict_are_said_aloud():
    assert tied("1505012004.xlsx", manifest_code=SUNGAI_DUREN).warnings == ("village_clues_differ",)
    assert tied(manifest_code=SUNGAI_DUREN, template_code="1505012004").warnings == ("village_clues_differ",)
    assert tied("Sungai Duren.xlsx", "DESA SENAUNG").warnings == ("village_clues_differ",)
    assert tied("1505012004_sungai_duren.xlsx").warnings == ("village_clues_differ",)
    agreeing = tied("Sungai Duren.xlsx", "DESA SUNGAI DUREN", manifest_code=SUNGAI_DUREN, template_code=SUNGAI_DUREN)
    assert agreeing == Tie(SUNGAI_DUREN, "manifest")


def test_a_code_the_list_lacks_is_kept_as_given():
    assert tied(manifest_code="1501022009", manifest_name="Koto Iman") == Tie(
        "1501022009", "manifest", warnings=("village_not_in_list",)
    )
    assert tied(template_code="1505012099").warnings == ("village_not_in_list",)
    assert tied(manifest_code="1303012001").warnings == ("village_outside_area",)
    assert tied(manifest_code="1509042010", area="1508").warnings == ("village_outside_area",)


def test_a_statistics_office_code_is_noticed_by_the_name_beside_it():
    bungo = JAMBI.village("1508012003")
    as_bps = "1509" + bungo.code[4:]
    assert JAMBI.village(as_bps).regency == "Kabupaten Tebo"
    assert tied(manifest_code=as_bps, manifest_name=bungo.name).warnings == ("village_name_differs",)
    assert tied(manifest_code=bungo.code, manifest_name=f"Dusun {bungo.name}").warnings == ()


def test_a_manifest_code_that_is_none_leaves_the_other_clues():
    tie = tied("x.xlsx", manifest_code="150501", manifest_name="Sungai Duren")
    assert tie == Tie(SUNGAI_DUREN, "titles", warnings=("village_code_bad",))


@pytest.mark.parametrize(
    "file",
    [
        "BNBA_rio_sungai_duren(1).xlsx",
        "Sei. Duren.xlsx",
        "SUNGAIDUREN2026.csv",
        "KEL_Sungai-Duren_v2_final.xlsx",
        "DATA PEKERJA RENTAN DESA SUNGAI DUREN KEC JAMBI LUAR KOTA.xlsx",
        "muaro-jambi/jaluko/sungai duren.xlsx",
        "Dusun Baru Desa Sungai Duren.xlsx",
        "sungai duren jambi luar kota.xlsx",
        "Daftar Baru/Sungai Duren.xlsx",
        "15.05.01.2006/daftar.xlsx",
        "Sungai Duren/daftar pekerja rentan final (2).xlsx",
    ],
)
def test_file_and_folder_names_as_villages_write_them(file):
    assert tied(file) == Tie(SUNGAI_DUREN, "path")


@pytest.mark.parametrize(
    "titles",
    [
        ("DAFTAR PEKERJA RENTAN DESA SUNGAI DUREN KECAMATAN JAMBI LUAR KOTA",),
        ("PEMERINTAH KABUPATEN MUARO JAMBI / KECAMATAN JAMBI LUAR KOTA / DESA SUNGAI DUREN",),
        ("KANTOR KEPALA DESA SUNGAI DUREN", "Jalan Raya Simpang Rimbo", "Dusun I RT 03"),
        ("Desa", "Sungai Duren", "Kecamatan", "Jambi Luar Kota"),
        ("Pemerintah Desa", "Sungai Duren 2026"),
        ("NAMA DESA : SUNGAI DUREN", "KECAMATAN : JALUKO"),
        ("Kode Desa : 15.05.01.2006",),
        ("SUNGAI DUREN",),
        ("DESA SUNGAI DUREN", "Kabupaten/Kota : Negeri Antah"),
    ],
)
def test_titles_as_villages_write_them(titles):
    assert tied("x.xlsx", *titles) == Tie(SUNGAI_DUREN, "titles")


@pytest.mark.parametrize(
    ("file", "title", "candidates"),
    [
        ("Baru.xlsx", "", 4),
        ("Tebing Tinggi.xlsx", "KABUPATEN KERINCI", 8),
        ("desa mekar jaya makmur.xlsx", "", 7),  # a longer name than any in the list
        ("sungai_duren_baru.xlsx", "", 1),  # a new list, or a new village
        ("Baru Sungai Duren.xlsx", "", 1),
        ("Dusun Sungai Duren.xlsx", "", 1),  # a part of some other village
        ("KAB BUNGO/Sungai Duren.xlsx", "", 1),  # there is none in Bungo
        ("Kab. Tebo/data.xlsx", "DESA SUNGAI DUREN", 1),
        ("Muaro Jambi/daftar muaro jambi.xlsx", "", 1),  # the regency's own file, or the village of that name
        ("Mekar Sari dan Sungai Duren.xlsx", "", 6),
        ("data.xlsx", "Kecamatan/Desa : Muara Siau / Baru", 0),
        ("Muara Siau.xlsx", "", 1),  # a district's own file, or the village of that name
        ("Desa Sungai Durian Runtuh.xlsx", "", 0),
        ("Desa Sungai Xyz Senaung.xlsx", "", 1),  # a village the list lacks, and a word after it
        ("Senaung/Desa Sungai Durian Runtuh.xlsx", "", 0),
        ("x.xlsx", "DAFTAR YANG DIKIRIM KE SENAUNG KEMARIN", 0),
        ("Kota Jambi.xlsx", "", 0),
        ("rekap kecamatan pelepat.xlsx", "", 0),
        ("081234567890.xlsx", "", 0),
        ("", "", 0),
    ],
)
def test_what_stays_ambiguous_is_not_guessed(file, title, candidates):
    tie = tied(file, title)
    assert tie.code is None
    assert (tie.problem, len(tie.candidates)) == (
        "village_ambiguous" if candidates else "village_unknown",
        candidates,
    )


def test_a_name_the_path_leaves_open_is_settled_by_the_titles():
    tie = tied("Baru.xlsx", "KECAMATAN MESTONG")
    assert tie.code is None
    tie = tied("Baru.xlsx", "DESA BARU KECAMATAN MESTONG")
    assert JAMBI.village(tie.code).district == "Mestong" and tie.how == "titles"
    assert tied("Baru.xlsx", "DESA SUNGAI DUREN").code is None
    assert tied("x.xlsx", "DESA BARU", "Kabupaten/Kota : Kerinci").code == "1501212002"
    assert tied("x.xlsx", "DESA BARU", "DESA SUNGAI DUREN", "KECAMATAN MESTONG").code is None


def test_a_village_that_is_not_in_the_list_is_not_taken_for_a_neighbour():
    listed = tuple(v for v in JAMBI.villages if v.code != SUNGAI_DUREN)
    without = Gazetteer(JAMBI.area, listed, JAMBI.region_names)
    truth = JAMBI.village(SUNGAI_DUREN)
    for form in ("folders", "slugs", "title", "letterhead", "form", "name only"):
        assert tie_file(clues_of(truth, form), without).code is None


def test_a_programme_of_one_regency_does_not_take_the_file_of_another():
    name = "Sungai Mengkuang"
    assert len(JAMBI.named(name)) == 1
    assert tied(f"{name}.xlsx", area="1508").code == JAMBI.named(name)[0].code
    assert tied(f"Kabupaten Tebo/{name}.xlsx", area="1508").code is None
    assert tied(f"Tebo/Rimbo Ulu/{name}.xlsx", area="1508").code is None


@pytest.mark.parametrize(
    ("text", "within", "code"),
    [
        ("Sungai Duren", None, SUNGAI_DUREN),
        ("Ds. Sei Duren", "1508012001", SUNGAI_DUREN),
        ("15.05.01.2006", "1508012001", SUNGAI_DUREN),
        ("BARU", "1505042001", "1505042005"),  # one of four, the one in the file's own district
        ("Baru", "1502", "1502182003"),  # the only one in the regency
        ("Baru, Kec. Mestong", None, "1505052010"),
        ("Terusan", "1504082006", "1504082006"),  # two of the name in the district: the file's own village
        ("Muara Siau", "1502051001", JAMBI.named("Muara Siau")[0].code),  # a district's name, too
        ("-", SUNGAI_DUREN, SUNGAI_DUREN),
    ],
)
def test_a_row_is_looked_for_near_its_file_first(text, within, code):
    assert tie_row(text, within, JAMBI).code == code


@pytest.mark.parametrize(
    ("text", "within", "problem", "candidates"),
    [
        ("Baru", None, "village_ambiguous", 6),
        ("Baru", "1505", "village_ambiguous", 2),
        ("Merlung", "1506052001", "village_ambiguous", 2),
        ("Mekar Jaya Makmur", None, "village_ambiguous", 7),
        ("Sungai Duren Makmur", None, "village_ambiguous", 1),
        ("hp 0812345678", None, "village_unknown", 0),
        ("Baru, Kec. Pelepat", None, "village_ambiguous", 6),  # there is none in Pelepat
        ("Negeri Antah", SUNGAI_DUREN, "village_unknown", 0),
        ("-", None, "village_unknown", 0),
    ],
)
def test_a_row_that_could_be_of_several_villages_is_of_none(text, within, problem, candidates):
    tie = tie_row(text, within, JAMBI)
    assert (tie.code, tie.problem, len(tie.candidates)) == (None, problem, candidates)


def test_a_row_keeps_a_code_the_list_lacks():
    assert tie_row("15.01.02.2009", SUNGAI_DUREN, JAMBI) == Tie("1501022009", "row", warnings=("village_not_in_list",))
    assert tie_row("1303032001", SUNGAI_DUREN, JAMBI).warnings == ("village_outside_area",)
