"""Pages about one person: found, seen, and never shown to whom they do not belong."""

import re
from datetime import date

import pytest
from django.urls import reverse

from payung.store.keys import Keys
from payung.store.models import Leaving, Look, Person, PersonMonth, SourceRow
from payung.store.people import niks_of
from payung.store.proof import prove
from tests.entry.web.conftest import OURS, THEIRS
from tests.entry.web.covered import issued, opened, paid, planned
from tests.entry.web.numbers import form_number

__all__ = ["issued", "opened", "paid", "planned"]


def nik_of(bench, person):
    return niks_of(Keys.read(bench.place.keys), [person])[person]


def somebody():
    return Person.objects.filter(lines__isnull=False).order_by("id").first()


def test_a_person_is_found_and_the_search_is_on_record(paid):
    person = somebody()
    nik = nik_of(paid, person.pk)
    officer = paid.as_("officer")
    assert officer.get(reverse("search")).status_code == 200
    for said in (nik, person.name, person.name.split()[-1][:3] + " " + person.name[:2]):
        before = Look.objects.count()
        answer = officer.post(reverse("search"), {"q": said})
        text = answer.content.decode()
        assert answer.status_code == 200 and reverse("person", args=[person.pk]) in text, said
        assert nik not in text.replace(f'value="{nik}"', "") and f"············{nik[-4:]}" in text
        assert Look.objects.count() > before and Look.objects.last().what == "search"
    assert officer.post(reverse("search"), {"q": "x"}).status_code == 422


def test_nobody_of_another_region_is_found_or_seen(paid):
    person = somebody()
    nik = nik_of(paid, person.pk)
    theirs = paid.as_("officer", THEIRS)
    before = Look.objects.count()
    for said in (nik, person.name):
        answer = theirs.post(reverse("search"), {"q": said})
        assert answer.status_code == 200 and "/orang/" not in answer.content.decode()
    row = SourceRow.objects.filter(person=person).first().pk
    for name, more in (("person", {}), ("person_nik", {}), ("person_leave", {}), ("person_row", {"row": row})):
        where = reverse(name, kwargs={"person": person.pk, **more})
        away, none = theirs.get(where), theirs.get(reverse(name, kwargs={"person": 1, **more}))
        assert away.status_code == none.status_code == 404
        assert _bare(away) == _bare(none)
    assert theirs.post(reverse("person_nik", args=[person.pk]), {"why": "claim"}).status_code == 404
    assert Look.objects.count() == before


def _bare(answer):
    return re.sub(r'(csrf\w*|nonce|request)"? value="[^"]*"|/orang/\d+', "", answer.content.decode())


def test_all_that_happened_is_on_one_page(paid):
    person = somebody()
    answer = paid.as_("officer").get(reverse("person", args=[person.pk]))
    text = answer.content.decode()
    assert answer.status_code == 200
    for said in ("Ditetapkan dalam SK 1/2027", "Ada di daftar desa", "Diputuskan: memenuhi syarat", "Dikirim ke BPJS",
                 "Jawaban BPJS: diterima", "Ditagih BPJS", "Iuran dibayar", "Januari 2027", "Sungai Duren.xlsx"):  # fmt: skip  # noqa: E501
        assert said in text, said
    assert Look.objects.filter(person=person, what="person").count() == 1
    assert nik_of(paid, person.pk) not in text
    english = paid.as_("officer")
    english.cookies["bahasa"] = "en"
    text = english.get(reverse("person", args=[person.pk])).content.decode()
    assert "Contribution paid" in text and "page of the person · daily work" in text
    again = paid.as_("officer").get(reverse("person", args=[person.pk])).content.decode()
    assert "halaman orang · pekerjaan sehari-hari" in again


@pytest.mark.parametrize(("day", "said", "unsaid"), [
    (date(2027, 1, 20), ("diperkirakan 1 April 2027", "biaya pemakaman yang dibayar (Permenaker 1/2025; penuh sejak",
                         "setiap bulan sejak Januari 2027 dibayar"), ()),
    (date(2026, 11, 22), ("diperkirakan 1 April 2027", "setiap bulan sejak Januari 2027 dibayar"), ()),
    (date(2027, 4, 1), ("sejak 1 April 2027", "Permenaker 1/2025"), ("diperkirakan", "Hari yang diperkirakan")),
    (date(2025, 1, 15), (), ("Permenaker 1/2025", "Hari yang diperkirakan")),
])  # fmt: skip
def test_a_person_s_page_says_why_the_full_death_benefit_has_a_day(paid, monkeypatch, day, said, unsaid):
    monkeypatch.setattr("payung.entry.web.person.views.today", lambda: day)
    text = paid.as_("officer").get(reverse("person", args=[somebody().pk])).content.decode()
    full = text.split("Santunan kematian penuh", 1)[1].split("Bulan demi bulan")[0]
    full = full.split("Beasiswa anak")[0] + full.split("Beasiswa anak")[1].split("</dl>")[1]
    assert all(one in full for one in said), full
    assert not any(one in full for one in unsaid), full


def test_the_whole_nik_is_shown_for_a_reason_that_is_kept(paid):
    person = somebody()
    nik, where = nik_of(paid, person.pk), reverse("person_nik", args=[person.pk])
    officer = paid.as_("officer")
    assert nik not in officer.get(where).content.decode()
    for wrong in ({}, {"why": "curious"}):
        answer = officer.post(where, wrong)
        assert answer.status_code == 422 and nik not in answer.content.decode()
    assert not Look.objects.filter(what="person_nik").exists()
    assert nik in officer.post(where, {"why": "claim"}).content.decode()
    (look,) = Look.objects.filter(what="person_nik")
    assert (look.person_id, look.why, look.account.username) == (person.pk, "claim", f"officer.{OURS}")
    assert paid.as_("approver").post(where, {"why": "claim"}).status_code == 403


def test_a_death_is_recorded_once_and_releases_the_months_after(paid):
    person = somebody()
    where = reverse("person_leave", args=[person.pk])
    officer = paid.as_("officer")
    told = {"why": "died", "on": "10-02-2026", "source": "surat 12/2026", "request": form_number("one")}
    assert officer.post(where, {**told, "on": "10-02-2099"}).status_code == 422
    assert not Leaving.objects.exists()
    for _ in range(2):
        assert officer.post(where, told).status_code == 303
    assert officer.post(where, {**told, "request": form_number("two")}).status_code == 422
    assert list(Leaving.objects.values_list("person_id", "why", "on")) == [(person.pk, "died", date(2026, 2, 10))]
    states = set(PersonMonth.objects.filter(person=person).values_list("state", flat=True))
    assert "reserved" not in states and "released" in states
    assert prove(Keys.read(paid.place.keys)).faults == ()
    assert "Tercatat meninggal" in officer.get(reverse("person", args=[person.pk])).content.decode()
    assert paid.as_("auditor").get(where).status_code == 403


@pytest.mark.parametrize(("day", "decision", "said"), [
    ("", "memenuhi syarat", "sama dengan yang tersimpan"),
    ("01-11-2025", "memenuhi syarat", "sama dengan yang tersimpan"),
    ("01-11-2045", "tidak memenuhi syarat", "lain dari yang tersimpan"),
    ("01-01-1900", None, "Ada yang harus diperbaiki"),
    ("kemarin", None, "Ada yang harus diperbaiki"),
])  # fmt: skip
def test_a_decision_is_judged_by_the_rules_of_any_day(paid, day, decision, said):
    person = somebody()
    row = SourceRow.objects.get(person=person)
    where = reverse("person_row", kwargs={"person": person.pk, "row": row.pk})
    answer = paid.as_("checker").get(where, {"hari": day} if day else {})
    text = answer.content.decode()
    assert answer.status_code == (200 if decision else 422) and said in text
    if decision:
        assert f"<strong>{decision}</strong>" in text and "Usia kerja" in text and "tahun pada" in text
