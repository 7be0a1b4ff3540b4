"""Tables of problems taken away with their filter, sorted and paged; papers of districts."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from payung.store.models import Finding, Look, Run, Village
from tests.actions.stores.covered import did
from tests.actions.villages import MENDALO, SUNGAI_DUREN, person
from tests.actions.workbench.cycles import DUREN, two_lists
from tests.entry.web.conftest import THEIRS
from tests.entry.web.test_imports import at, bench, checked, post, uploaded

__all__ = ["bench"]
HOSTILE = "=HYPERLINK(1)"


@pytest.fixture
def ours(bench, tmp_path):
    """An officer of the province; sixty rows of Sungai Duren lack a digit of their NIK, one name would calculate."""
    browser = bench.as_("officer", "15")
    lists = two_lists()
    for serial in range(100, 160):
        row = person(serial, name=f"ORANG {chr(65 + serial % 26)}{chr(65 + serial // 26)}")
        lists[DUREN].append([row[0][:-1], *row[1:]])
    lists[DUREN][-1][1] = HOSTILE
    post(browser, at("imports_send"), files=uploaded(tmp_path, lists))
    checked(bench, browser)
    return browser


def cells(answer) -> list[list[object]]:
    assert answer.status_code == 200 and "spreadsheet" in answer.headers["Content-Type"]
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(answer.content)).active.iter_rows()]


def test_rows_are_paged_sorted_and_taken_away_with_their_filter(ours):
    where = at("problem_rows", area=SUNGAI_DUREN)
    page = ours.get(where, {"jenis": "nik_length", "urut": "-baris"}).content.decode()
    assert (
        "p-table--stack" in page and page.count("NIK 15 digit") == 50 and "hal=2" in page and "jenis=nik_length" in page
    )
    before = set(Look.objects.values_list("id", flat=True))
    told = cells(ours.get(where, {"jenis": "nik_length", "unduh": "xlsx"}))
    short = Finding.objects.filter(code="nik_length", village__code=SUNGAI_DUREN).values_list("person", flat=True)
    looks = Look.objects.exclude(id__in=before).values_list("person_id", flat=True)
    assert sorted(looks, key=str) == sorted(set(short), key=str), "one for each whom the file names"
    assert any("NIK bukan 16 digit" in str(cell) for row in told[:4] for cell in row), "the filter is written in it"
    assert sum("NIK 15 digit" in str(cell) for row in told for cell in row) == 60
    assert "'" + HOSTILE in [cell for row in told for cell in row], "nothing in it calculates"
    assert not [cell for row in told for cell in row if str(cell).isdigit() and len(str(cell)) > 12], "no whole NIK"


def test_kinds_regions_and_districts_are_taken_away(ours):
    for name in ("menghalangi", "peringatan", "wilayah"):
        told = cells(ours.get(at("problems"), {"wilayah": "1505", "unduh": "xlsx", "daftar": name}))
        assert any("Muaro Jambi" in str(cell) for row in told[:4] for cell in row), name
    page = ours.get(at("problems"), {"wilayah": "150501", "urut": "-masalah"}).content.decode()
    assert "urut=" in page and "wilayah=150501" in page
    told = cells(ours.get(at("problem_summary"), {"unduh": "xlsx"}))
    assert [row[0] for row in told if str(row[0]).startswith("Kecamatan Jambi")] == ["Kecamatan Jambi Luar Kota"]
    for unknown in ("99x", "15050", "abcd"):
        assert ours.get(at("problems"), {"wilayah": unknown}).status_code == 404


def test_the_paper_of_a_district_has_its_counts_and_no_names(ours, bench):
    answer = ours.get(at("problem_paper"), {"wilayah": SUNGAI_DUREN[:6]})
    assert answer.status_code == 200 and answer.content[:5] == b"%PDF-"
    said = "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    assert "Kecamatan Jambi Luar Kota" in said and "Desa Sungai Duren" in said and "60" in said
    assert "ORANG" not in said and "NIK bukan 16 digit" in said
    assert ours.get(at("problem_paper"), {"wilayah": SUNGAI_DUREN[:6]}).content == answer.content
    assert ours.get(at("problem_paper")).content[:5] == b"%PDF-"
    for wrong in ("1505", "999999", "abcdef"):
        assert ours.get(at("problem_paper"), {"wilayah": wrong}).status_code == 404
    assert bench.as_("officer", THEIRS).get(at("problem_paper"), {"wilayah": SUNGAI_DUREN[:6]}).status_code == 404
    assert Finding.objects.exists()


def test_problems_of_whole_files_are_told_apart_from_those_of_rows(ours, bench):
    """On the page, of one kind alone, and on paper."""
    whole = "file_macro"

    def sheets(doing):
        columns = ("run_id", "village_id", "file", "sheet", "row", "column", "code", "severity", "person_id")
        run, told = Run.objects.get().id, (None, "", whole, "warn", None)
        villages = [Village.objects.get(code=code).id for code in (SUNGAI_DUREN, SUNGAI_DUREN, MENDALO)]
        doing.add(Finding, columns, [(run, one, "a.xlsx", f"{at}", *told) for at, one in enumerate(villages)])

    def said(**asked: str) -> str:
        page = ours.get(at("problems"), asked).content.decode()
        return " ".join(re.findall(r'<p class="govuk-body-l"[^>]*>([^<]*)</p>', page))

    def printed() -> str:
        paper = PdfReader(BytesIO(ours.get(at("problem_paper"), {"wilayah": SUNGAI_DUREN[:6]}).content))
        return " ".join("".join(page.extract_text() for page in paper.pages).split())

    did(bench.place, sheets)
    problems = Finding.objects.filter(severity__in=("block", "warn"))
    of_files, of_rows = problems.filter(row=None).count(), problems.exclude(row=None)
    rows, found = of_rows.values("file", "sheet", "row").distinct().count(), of_rows.count()
    places, whole_ones = f"{found} pada {rows} baris", f"{of_files} tentang seluruh berkas atau lembar"
    assert of_files >= 3 and found >= 60
    assert said() == f"{found + of_files} masalah di 2 desa: {places}, {whole_ones}"
    assert f"{found + of_files} masalah di 2 desa, {places} dan {whole_ones}: " in printed()
    assert said(jenis=whole) == "3 masalah tentang seluruh berkas atau lembar di 2 desa"
    assert said(jenis="nik_length") == "60 masalah pada 60 baris di 1 desa"
    ours.get(reverse("language", kwargs={"language": "en"}), {"ke": "/"})
    on_rows = f"On rows: {found} (rows: {rows}); about whole files or sheets: {of_files}"
    assert said() == f"Problems: {found + of_files}, in villages: 2. {on_rows}"
