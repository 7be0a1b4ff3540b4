"""The annex of a decree in the store: the frozen list on paper, its hash on every page, nothing for the public."""

import json
import re
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from payung.actions.annex_decree import PAPERS, DecreeMissing, DecreeSigned, annex_decree
from payung.actions.at_store import act_at
from payung.actions.issue_decree import issue_decree
from payung.actions.right_of import RightMissing
from payung.actions.sign_decree import NotSigned, sign_decree
from payung.actions.verify_store import verify_store
from payung.store.decree_list import place_of
from payung.store.files import content
from payung.store.keys import Keys
from payung.store.mended import MENDED, mend
from payung.store.models import Act, AnnexFile, Decree, DecreeLine, Identity, KeptFile, SavedPlan, SignedPaper, Waiting
from payung.store.people import niks_of
from payung.store.scope import EVERYTHING, scoped
from payung.store.subjects import held_about
from tests.actions.stores.proposing import by
from tests.actions.stores.test_changes import PDF
from tests.actions.stores.test_proposals import approved, wanted
from tests.actions.stores.two_villages import asked


@pytest.fixture
def decreed(handed, tmp_path):
    number = issue_decree(handed.place, by("ani"), wanted(handed, tmp_path, approved(handed))).decree
    return handed.place, Decree.objects.get(id=number)


def papers(place, made) -> dict[str, bytes]:
    keys = Keys.read(place.keys)
    return {kind: content(keys, number) for kind, number in made.files.items()}


def text_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


@pytest.mark.parametrize("paper", ["A4", "F4"])
def test_the_papers_say_what_the_store_reserved(decreed, paper):
    place, decree = decreed
    made = annex_decree(place, by("ani"), decree.id, paper)
    assert (made.people, made.months, made.amount) == (5, 60, 60 * 16_800)
    files = papers(place, made)
    full, public = text_of(files["full.pdf"]), text_of(files["public.pdf"])
    for at, page in enumerate(full, start=1):
        assert decree.list_hash in page and f"Halaman {at} dari {len(full)}" in page
    assert all(decree.list_hash in page for page in public)
    assert "1/2027" in full[0] and "2 Januari 2027" in full[0]
    assert "Rp1.008.000" in full[-1] and "satu juta delapan ribu" in " ".join(full[-1].split())
    width = {"A4": 841.9, "F4": 935.4}[paper]
    assert abs(float(PdfReader(BytesIO(files["full.pdf"])).pages[0].mediabox.width) - width) < 0.2
    niks = set(niks_of(Keys.read(place.keys), Identity.objects.values_list("person_id", flat=True)).values())
    printed = "\n".join(full)
    assert sum(nik in printed for nik in niks) == 5
    rows = list(load_workbook(BytesIO(files["full.xlsx"]))["Lampiran"].iter_rows(values_only=True))
    assert {cell for row in rows for cell in row} & niks == {nik for nik in niks if nik in printed}
    assert decree.list_hash in rows[3][0] and "1/2027" in rows[3][0]
    assert len(list(load_workbook(BytesIO(files["full.xlsx"]))["Cadangan"].iter_rows(min_row=7))) == 3
    said = "\n".join(public) + repr(list(load_workbook(BytesIO(files["public.xlsx"]))["Lampiran"].values))
    assert not [nik for nik in niks if nik in said] and "Dusun" not in said and "BUDI" in said
    assert not verify_store(place).faults


def test_who_waits_stands_with_the_rank_that_the_plan_s_page_shows(decreed):
    place, decree = decreed
    keys = Keys.read(place.keys)
    made = annex_decree(place, by("ani"), decree.id)
    rows = list(
        load_workbook(BytesIO(papers(place, made)["full.xlsx"]))["Cadangan"].iter_rows(min_row=6, values_only=True)
    )
    waiting = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    plan = json.loads(SavedPlan.objects.get().totals)["out"]
    first = {village: rank for village, _, _, _, _, rank in plan}
    shown = {}
    for one in waiting:
        code = re.search(r"\((.*)\)", one["Desa/Kelurahan"])[1].replace(".", "")
        shown.setdefault(code, []).append(one["Peringkat"])
    assert shown == {village: list(range(rank, 5)) for village, rank in first.items()}, "four people each"
    assert sorted(rank for ranks in shown.values() for rank in ranks) == [3, 4, 4]
    for one in Waiting.objects.filter(decree=decree):
        (nik,) = niks_of(keys, [one.person_id]).values()
        (rank,) = [each["Peringkat"] for each in waiting if each["NIK"] == nik]
        assert place_of(one) == rank != one.rank
        with scoped(EVERYTHING):
            told = held_about(keys, [one.person_id])["waiting"]
        assert [each["rank"] for each in told] == [rank], "what the person is given says the same"
    lines = DecreeLine.objects.filter(decree=decree)
    assert sorted(place_of(line) for line in lines) == [1, 1, 2, 2, 3]
    assert place_of(DecreeLine(decree=decree, rank=None)) is None


def test_the_same_decree_is_the_same_papers(decreed):
    place, decree = decreed
    request = by("ani", "annex")
    first = annex_decree(place, request, decree.id)
    kept = KeptFile.objects.count()
    assert annex_decree(place, request, decree.id) == first
    assert annex_decree(place, by("citra"), decree.id).files == first.files
    assert KeptFile.objects.count() == kept
    assert list(AnnexFile.objects.values_list("kind", flat=True)) == [*PAPERS, *PAPERS]


def test_what_is_corrected_later_is_not_on_a_paper_of_before(decreed):
    place, decree = decreed
    first = annex_decree(place, by("ani"), decree.id)
    held = papers(place, first)
    person = DecreeLine.objects.filter(decree=decree).earliest("id").person_id
    put_right = {person: {"name": "SITI NUR HALIZA"}}
    act_at(place, asked(), "test", {}, lambda doing, keys: {MENDED: mend(put_right)})
    other = annex_decree(place, by("ani"), decree.id, "F4")
    assert other.files["full.pdf"] != first.files["full.pdf"], "another paper was never made before"
    again = annex_decree(place, by("citra"), decree.id)
    assert again == first and papers(place, again) == held and "HALIZA" not in text_of(held["full.pdf"])[0]
    last = AnnexFile.objects.filter(decree=decree, kind="full.pdf").latest("id").file_id
    assert last == first.files["full.pdf"], "what is fetched is the paper that was asked for"


def test_of_a_signed_decree_none_is_made_again(decreed):
    place, decree = decreed
    first = annex_decree(place, by("ani", "annex"), decree.id)
    sign_decree(place, by("ani"), decree.id, PDF, "12 TAHUN 2027", date(2027, 1, 9))
    for paper in ("A4", "F4"):
        with pytest.raises(DecreeSigned):
            annex_decree(place, by("ani"), decree.id, paper)
    assert AnnexFile.objects.count() == len(PAPERS) and not verify_store(place).faults
    assert annex_decree(place, by("ani", "annex"), decree.id) == first, "a repeat is told what was done"


@pytest.mark.parametrize("kind", ["full.pdf", "public.pdf"])
def test_an_annex_that_nobody_signed_is_no_signed_paper(decreed, kind):
    place, decree = decreed
    made = papers(place, annex_decree(place, by("ani"), decree.id))[kind]
    annex_decree(place, by("ani"), decree.id, "F4")
    acts = Act.objects.count()
    with pytest.raises(NotSigned, match="have it signed") as refused:
        sign_decree(place, by("ani"), decree.id, made, "12 TAHUN 2027", date(2027, 1, 9))
    assert "Cetak" in refused.value.do.id and (NotSigned.code, NotSigned.exit_code) == ("not-signed", 226)
    assert Act.objects.count() == acts and not SignedPaper.objects.exists()
    scan = made + b"\n% pindaian\n"
    assert sign_decree(place, by("ani"), decree.id, scan, "12 TAHUN 2027", date(2027, 1, 9)).decree == decree.id


def test_papers_are_for_who_may_decide(decreed):
    place, decree = decreed
    with pytest.raises(RightMissing):
        annex_decree(place, by("budi"), decree.id)
    with pytest.raises(DecreeMissing):
        annex_decree(place, by("ani"), 1)


def test_a_store_without_accounts_has_papers_too(opened, issued):
    made = annex_decree(opened, asked(), issued.decree)
    assert (made.people, made.months, made.amount) == (issued.people, issued.person_months, issued.amount)
