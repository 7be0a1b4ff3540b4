"""Nothing lapses unseen, on both databases: what pages say is what the command says, for who may see it."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from payung.actions.count_cover import CountAsked, count_cover
from payung.actions.ending_cover import EndingAsked, ending_cover
from payung.actions.watch_cover import counted, watch_cover
from payung.core.basis.rupiah import in_words, rupiah
from payung.store.models import Act, Look
from tests.actions.stores.covered import covered
from tests.actions.villages import SUNGAI_DUREN
from tests.entry.web.conftest import OURS, THEIRS, served
from tests.entry.web.ledger.conftest import PROVINCE, number_of, sent, text_of
from tests.entry.web.lint import faults_of

END = date(2027, 11, 15)
AT = "?hari=60&bulan=0&pada=15-11-2027"


@pytest.fixture
def insured(moulds, two, tmp_path):
    """The decree of two villages enrolled, and three months of it billed, paid and confirmed."""
    moulds.mould("covered with accounts", covered, of="issued with accounts")
    with served(moulds.copy("covered with accounts", tmp_path / "covered")) as bench:
        yield bench


def figures(bench, days=60):
    from payung.actions.at_store import Asked
    from tests.actions.stores.two_villages import asked

    by: Asked = asked(END)
    return ending_cover(bench.place, by, EndingAsked(days))


def test_people_months_villages_and_the_cost_to_go_on_are_those_of_the_command(insured):
    said = figures(insured).ends
    page = insured.as_("officer", PROVINCE).get(reverse("endings") + AT)
    text = text_of(page)
    assert said.people == 5 and f"{said.people} orang berakhir perlindungannya" in text
    months = sum(one.person_months for one in said.places)
    assert f"{rupiah(said.cost)} untuk melanjutkan sampai Desember 2028 {months} orang-bulan" in text
    assert in_words(said.cost) in text and not faults_of(page.content.decode())
    for one in said.places:
        assert f"{rupiah(one.next_month)} {one.person_months} {rupiah(one.cost)}" in text


@pytest.mark.parametrize("least", [3, 36])
def test_who_has_much_to_lose_is_filtered(insured, least):
    seen = watch_cover(insured.place, END, 60, least=least)
    page = insured.as_("officer", PROVINCE).get(reverse("endings") + AT.replace("bulan=0", f"bulan={least}"))
    assert f"{seen.ending.height} orang berakhir perlindungannya" in text_of(page)
    assert all(months >= least for months in seen.ending["months"])


def test_the_people_are_listed_with_a_look_each_and_the_filter_in_the_file(insured):
    officer = insured.as_("officer", PROVINCE)
    page = officer.get(reverse("ending_people") + AT)
    assert "1–5 dari 5" in text_of(page) and not faults_of(page.content.decode())
    assert Look.objects.filter(account__username=f"officer.{PROVINCE}").count() == 5
    file = officer.get(reverse("ending_people") + AT + "&unduh=csv").content.decode("utf-8-sig").splitlines()
    assert file[1] == "Isi: berakhir dalam 60 hari sejak 15 November 2027, semua" and len(file) == 6 + 5


def test_arrears_and_the_age_limit_are_those_of_the_command(insured):
    said = figures(insured)
    officer = insured.as_("officer", PROVINCE)
    seen = watch_cover(insured.place, END, 60)
    assert {month: n for month, n in counted(seen).by_month().items() if n} == {
        k: n for k, n in said.arrears.items() if n
    }
    text = text_of(officer.get(reverse("arrears") + AT))
    for month in (1, 2, 3):
        assert f"{said.arrears.get(month, 0)} Bulan ke-{month}" in text
    assert officer.get(reverse("age_limit") + AT).status_code == 200
    assert seen.old.filter("upcoming").height == said.at_limit


def test_lists_slips_and_the_renewal_are_handed_out(insured):
    officer = insured.as_("officer", PROVINCE)
    number = number_of(officer.get(reverse("endings") + AT))
    form = {"request": number, "hari": "60", "pada": "15-11-2027"}
    file = officer.post(reverse("ending_file", kwargs={"what": "daftar"}), form)
    names = zipfile.ZipFile(BytesIO(file.content)).namelist()
    assert any(name.startswith(f"mandiri_{SUNGAI_DUREN}") and name.endswith(".pdf") for name in names)
    assert sum(name.endswith(".xlsx") for name in names) == figures(insured).ends.places.__len__() - _same_village(
        insured
    )
    again = officer.post(reverse("ending_file", kwargs={"what": "daftar"}), form)
    assert again.status_code == 200 and Act.objects.filter(kind="cover.ending").count() == 1
    plan = officer.post(
        reverse("ending_file", kwargs={"what": "perpanjangan"}),
        {**form, "request": number_of(officer.get(reverse("endings") + AT))},
    )
    assert any(name.endswith("funds.yaml") for name in zipfile.ZipFile(BytesIO(plan.content)).namelist())
    assert (
        insured.as_("auditor", PROVINCE).post(reverse("ending_file", kwargs={"what": "daftar"}), form).status_code
        == 404
    )


def _same_village(bench) -> int:
    """How many rows of the summary are of a village that has one already."""
    places = figures(bench).ends.places
    return len(places) - len({one.village_code for one in places})


def test_another_regency_sees_nobody_here(insured):
    other = insured.as_("officer", THEIRS)
    assert "0 orang berakhir perlindungannya" in text_of(other.get(reverse("endings") + AT))
    assert "BUDI" not in text_of(other.get(reverse("ending_people") + AT))
    assert other.get(reverse("slips", kwargs={"village": SUNGAI_DUREN})).status_code == 404
    assert other.get(reverse("slips", kwargs={"village": "9999999999"})).status_code == 404


def test_slips_of_a_village_as_one_pdf(insured, on_day):
    on_day(date(2027, 3, 20))
    village = insured.as_("officer", OURS)
    href = reverse("slips", kwargs={"village": SUNGAI_DUREN})
    form = {"request": number_of(village.get(href)), "office": "Dinas Tenaga Kerja", "phone": "0741", "bpjs_phone": ""}
    pdf = village.post(href, form)
    assert pdf.content[:4] == b"%PDF"
    people = Act.objects.get(kind="cover.slip").outcome
    assert village.post(href, form).content == pdf.content and Act.objects.get(kind="cover.slip").outcome == people
    assert "Dinas Tenaga Kerja" in PdfReader(BytesIO(pdf.content)).pages[0].extract_text()
    on_day(date(2035, 3, 20))
    late = sent(village, href, office="Dinas")
    assert late.status_code == 422 and "Tidak seorang pun di desa itu terlindungi" in text_of(late)


def test_three_counts_stand_beside_each_other_under_their_names(insured):
    page = insured.as_("officer", PROVINCE).get(
        reverse("coverage") + "?pada=20-03-2027&dari=1-2027&sampai=12-2027&per=4&hitung=covered"
    )
    text = text_of(page)
    table = count_cover(insured.place, CountAsked(date(2027, 3, 20), 202701, 202712))
    counts = {row["way"]: row["people"] for row in table.iter_rows(named=True) if row["place"] == OURS}
    assert counts["people_on_day"] == 5
    assert f"{counts['people_on_day']} {counts['person_months']} {counts['bpjs_count']}" in text
    for words in ("orang terlindungi pada satu hari", "orang-bulan dalam satu masa", "hitungan BPJS"):
        assert words in text
    assert not faults_of(page.content.decode())
    other = insured.as_("officer", THEIRS).get(
        reverse("coverage") + "?pada=20-03-2027&dari=1-2027&sampai=12-2027&per=4"
    )
    assert "Tidak seorang pun terhitung" in text_of(other)


@pytest.mark.parametrize("digits", [0, 2])
def test_a_part_is_not_counted_under_the_name_of_the_whole(insured, digits):
    href = reverse("coverage") + f"?pada=20-03-2027&dari=1-2027&sampai=12-2027&per={digits}&unduh=csv"
    table = insured.as_("officer", OURS).get(href).content.decode()
    assert "Muaro Jambi" in table and "\nJambi," not in table and "provinsi" not in table.lower()


def test_a_filter_that_cannot_be_read_is_as_usual(insured):
    officer = insured.as_("officer", PROVINCE)
    for odd in ("?hari=x&bulan=y&pada=z", "?hari=-1", "?pada=31-02-2027", "?hari=60&bulan=999"):
        for name in ("endings", "ending_people", "arrears", "age_limit", "coverage"):
            assert officer.get(reverse(name) + odd).status_code == 200, (name, odd)


@pytest.mark.parametrize(
    ("role", "cover", "people", "slip"),
    [("officer", 200, 200, 200), ("village", 200, 200, 200), ("checker", 200, 200, 403), ("branch", 200, 403, 403),
     ("auditor", 200, 200, 403), ("administrator", 403, 403, 403)],
)  # fmt: skip
def test_only_who_may(insured, role, cover, people, slip):
    browser = insured.as_(role, OURS)
    assert browser.get(reverse("endings")).status_code == cover
    assert browser.get(reverse("coverage")).status_code == cover
    assert browser.get(reverse("arrears")).status_code == people
    assert browser.get(reverse("slips", kwargs={"village": SUNGAI_DUREN})).status_code in (slip, 404)
