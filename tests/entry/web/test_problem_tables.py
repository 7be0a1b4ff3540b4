"""Tables of problems taken away with their filter, sorted and paged; papers of districts."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from payung.store.models import Finding, Look
from tests.actions.villages import SUNGAI_DUREN, person
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
    assert page.count("NIK 15 digit") == 50 and "hal=2" in page and "jenis=nik_length" in page
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
