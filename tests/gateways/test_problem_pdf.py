"""The paper of a district says its problems in their units."""

import pytest
from pypdf import PdfReader

from payung.gateways.problem_pdf import DistrictProblems, VillageCount, write_problem_pdf


@pytest.mark.parametrize(("villages", "said"), [
    ([("Satu", 3, 4, 1), ("Dua", 1, 0, 1)],
     "6 masalah pada 4 baris di 2 desa: 4 menghalangi, 2 peringatan."),
    ([("Satu", 3, 4, 1, 2), ("Dua", 0, 1, 0, 1)],
     "6 masalah di 2 desa, 3 pada 3 baris dan 3 tentang seluruh berkas atau lembar: 5 menghalangi, 1 peringatan."),
    ([("Satu", 0, 1, 1, 2)],
     "2 masalah tentang seluruh berkas atau lembar di 1 desa: 1 menghalangi, 1 peringatan."),
])  # fmt: skip
def test_problems_of_whole_files_are_on_no_row(villages, said, tmp_path):
    district = DistrictProblems("Kecamatan", "Kabupaten", [VillageCount(*one) for one in villages], [])
    write_problem_pdf([district], "Program", "Hasil 1", tmp_path / "a.pdf")
    text = " ".join(page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages)
    assert said in " ".join(text.split())
