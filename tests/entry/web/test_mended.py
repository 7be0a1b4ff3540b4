"""What was wrong of a person is right from then on, everywhere; what is erased is gone; and the store still proves."""

import json
from datetime import date
from uuid import uuid4

import pytest

from payung.actions.answer_subject import answer_subject
from payung.actions.at_store import act_at
from payung.actions.subject_errors import SubjectRefused
from payung.actions.verify_store import verify_store
from payung.store.mended import PeopleChanged, mend
from payung.store.models import (
    ROWS_AN_ACT,
    Act,
    Identity,
    NameWord,
    Person,
    Run,
    SourceRow,
    SubjectAnswer,
    SubjectRequest,
)  # fmt: skip
from payung.store.months import people_table
from payung.store.scope import EVERYTHING, scoped
from payung.store.sealed import row_marks
from payung.store.subjects import free_from
from tests.actions.stores.covered import did
from tests.entry.web.conftest import OURS, THEIRS, asked, username_of
from tests.entry.web.test_subject_rights import NIKS, answer, bench, decreed, person_of, record

__all__ = ["bench"]
OLD, NEW = "BUDI A", "SITI NUR HALIZA"


def faults(bench) -> list[str]:
    return [fault.kind for fault in verify_store(bench.place).faults]


def page(browser, path: str) -> str:
    answered = browser.get(path)
    assert answered.status_code == 200
    return " ".join(answered.content.decode().split())


def found(browser, said: str) -> str:
    return " ".join(browser.post("/cari/", {"q": said}).content.decode().split())


def mended(browser, field: str, after: str) -> None:
    assert record(browser, "correction", field=field, after=after).status_code == 303
    assert answer(browser, note="akta kelahiran").status_code == 303


def test_a_name_put_right_is_the_name_on_every_page_and_the_earlier_one_stays_in_the_history(bench):
    browser, person = bench.as_("officer"), person_of()
    record(browser, "correction", field="name", after=f"  {NEW} ")
    number = SubjectRequest.objects.get().pk
    assert "langsung berlaku di semua halaman" in page(browser, f"/hak/{number}/")
    assert answer(browser, note="KTP").status_code == 303
    shown = page(browser, f"/orang/{person.pk}/")
    assert f'<h1 class="govuk-heading-l">{NEW}</h1>' in shown
    assert "Diperbaiki: nama" in shown and f"sebelumnya {OLD}, kini {NEW}" in shown
    assert NEW in found(browser, "haliza") and NEW not in found(browser, "budi")
    with scoped(EVERYTHING):
        assert people_table([person.pk])["name"].to_list() == [NEW]
    assert Person.objects.get(pk=person_of(THEIRS).pk).name == "BUDI B", "nobody else's"
    assert faults(bench) == []


@pytest.mark.parametrize("field, said, held", [
    ("birth_date", "13-03-1990", date(1990, 3, 13)), ("birth_date", "1990-03-13", date(1990, 3, 13)), ("sex", "p", "P"),
])  # fmt: skip
def test_a_day_and_a_sex_are_held_as_what_they_are(bench, field, said, held):
    browser = bench.as_("officer")
    mended(browser, field, said)
    assert getattr(person_of(), field) == held and faults(bench) == []
    mended(browser, field, "01-01-1980" if field == "birth_date" else "L")
    assert getattr(person_of(), field) != held and faults(bench) == [], "put right once more"


@pytest.mark.parametrize("field, said", [("birth_date", "31-02-1990"), ("birth_date", "01-01-2190"), ("sex", "x"),
                                         ("birth_date", "kemarin"), ("name", "A" * 201)])  # fmt: skip
def test_what_is_no_such_value_is_not_even_recorded(bench, field, said):
    assert record(bench.as_("officer"), "correction", field=field, after=said).status_code == 422
    assert not SubjectRequest.objects.exists()


def test_a_village_and_a_nik_come_with_the_next_list_and_the_page_says_so(bench):
    browser, person = bench.as_("officer"), person_of()
    record(browser, "correction", field="nik", after=NIKS[1])
    assert "daftar desa berikutnya" in page(browser, f"/hak/{SubjectRequest.objects.get().pk}/")
    answer(browser)
    shown = page(browser, f"/orang/{person.pk}/")
    assert "Perbaikan NIK tercatat, tetapi data tersimpan belum berubah" in shown
    assert NIKS[0] not in shown and NIKS[1] not in shown and faults(bench) == []


@pytest.mark.parametrize("field, listed", [("nik", {"nik": NIKS[1]}), ("village", {}), ("other", {"nik": NIKS[0]})])
def test_what_comes_with_the_next_list_is_awaited_until_it_came(bench, field, listed):
    browser, person = bench.as_("officer"), person_of()
    _listed(bench, person, {"name": OLD, **listed})
    mended(browser, field, f" {NIKS[1]} " if field == "nik" else "x")
    awaited = "tetapi data tersimpan belum berubah"
    assert awaited in page(browser, f"/orang/{person.pk}/"), "what was there before says nothing of it"
    if field == "nik":
        _listed(bench, person, {"name": OLD, "nik": NIKS[0]})
        assert awaited in page(browser, f"/orang/{person.pk}/"), "the list still has the wrong one"
    _listed(bench, person, {"name": OLD, **listed})
    assert awaited not in page(browser, f"/orang/{person.pk}/")


@pytest.mark.parametrize("how", ["another name", "the earlier name", "another day"])
def test_what_is_changed_past_payung_is_found_before_and_after_a_correction(bench, how):
    if how != "the earlier name":
        change = {"name": "MALLORY"} if how == "another name" else {"birth_date": date(1970, 1, 1)}
        Person.objects.filter(pk=person_of(THEIRS).pk).update(**change)
        assert faults(bench) == ["rows"]
        record(bench.as_("officer"), "correction", field="sex", after="P")
        assert answer(bench.as_("officer")).status_code in (409, 422), "what is wrong is not bound as right"
        assert not SubjectAnswer.objects.exists() and person_of().sex == "L" and faults(bench) == ["rows"]
        return
    mended(bench.as_("officer"), "name", NEW)
    assert faults(bench) == []
    Person.objects.filter(pk=person_of().pk).update(name=OLD)
    assert faults(bench) == ["rows"]


def test_a_digest_in_an_outcome_is_bound_by_the_chain(bench):
    mended(bench.as_("officer"), "name", NEW)
    act = Act.objects.latest("number")
    assert act.kind == "subject.answer" and '"mended"' in act.outcome and NEW not in act.outcome + act.said
    assert OLD not in act.outcome


def test_only_what_may_be_put_right_is(bench):
    with pytest.raises(KeyError):
        did(bench.place, lambda doing: mend({person_of().pk: {"key": "0" * 64}}))
    Person.objects.filter(pk=person_of().pk).update(sex="P")
    with pytest.raises(PeopleChanged):
        did(bench.place, lambda doing: mend({person_of().pk: {"name": NEW}}))


def test_where_the_last_list_says_otherwise_the_page_tells_it(bench):
    browser, person = bench.as_("officer"), person_of()
    _listed(bench, person, {"name": OLD, "birth_date": "1990-03-12"})
    assert "Daftar desa terakhir" not in page(browser, f"/orang/{person.pk}/"), "nothing was put right"
    mended(browser, "name", NEW)
    shown = page(browser, f"/orang/{person.pk}/")
    assert f"Daftar desa terakhir masih menulis nama {OLD}" in shown and "menulis tanggal lahir" not in shown
    _listed(bench, person, {"name": NEW, "birth_date": "1990-03-12"})
    assert "Daftar desa terakhir" not in page(browser, f"/orang/{person.pk}/"), "the village mended its list"


def _listed(bench, person: Person, said: dict[str, str]) -> None:
    """A row of a later list about the person."""

    def work(doing, keys):
        held = [json.dumps(said).encode()]
        (seal,) = keys.seal_bytes(held, [doing.number * ROWS_AN_ACT], "row")
        own = {"run_id": Run.objects.get().pk, "person_id": person.pk, "village_id": person.village_id}
        rest = {"decision": "accept", "reasons": "", "rank": None, "months": 0, "fund": ""}
        place = {"file": "b.xlsx", "sheet": "S", "row": doing.number}
        doing.add_one(SourceRow, **own, **place, **rest, mark=row_marks(keys, held)[0], values_sealed=seal)
        return {}

    act_at(bench.place, asked(f"list {SourceRow.objects.count()}"), "test", {}, work)


def test_who_is_erased_has_no_name_no_day_and_is_found_by_none(bench):
    browser, person = bench.as_("officer"), person_of()
    mended(browser, "name", NEW)
    record(browser, "erasure")
    assert "Nama, tanggal lahir, jenis kelamin" in page(browser, f"/hak/{SubjectRequest.objects.latest('id').pk}/")
    assert answer(browser).status_code == 303
    person.refresh_from_db()
    assert (person.name, person.birth_date, person.sex) == ("", None, "")
    assert not NameWord.objects.filter(person=person).exists() and not Identity.objects.get(person=person).nik_sealed
    shown = page(browser, f"/orang/{person.pk}/")
    assert OLD not in shown and NEW not in shown and f"{person.pk}" in shown
    earlier = SubjectRequest.objects.get(kind="correction")
    assert not earlier.said_sealed and not earlier.answer.said_sealed, "what stood before is gone, too"
    assert faults(bench) == []
    Person.objects.filter(pk=person.pk).update(name=NEW)
    assert faults(bench) == ["rows"], "a name put back is found"


def test_what_forbids_it_is_told_with_the_day_or_that_there_is_none(bench):
    browser, person = bench.as_("officer"), person_of()
    decreed(bench, person)
    record(browser, "erasure")
    shown = page(browser, f"/hak/{SubjectRequest.objects.get().pk}/")
    assert "ditetapkan dalam keputusan (SK) (disimpan selama pertanggungjawaban uangnya: belum ada harinya)" in shown
    assert answer(browser).status_code == 303
    assert SubjectAnswer.objects.get().outcome == "refused" and person_of().name == OLD
    assert free_from([person.pk], "decree") is None and free_from([person.pk], "claim") is None


@pytest.mark.parametrize("order", ["correction", "erasure"])
def test_a_correction_of_who_was_erased_is_refused_in_words_and_not_offered(bench, order):
    browser, person = bench.as_("officer"), person_of()
    if order == "correction":
        record(browser, "correction", field="name", after=NEW)
    record(browser, "erasure")
    answer(browser)
    if order == "erasure":
        record(browser, "correction", field="name", after=NEW)
    number = SubjectRequest.objects.get(kind="correction").pk
    shown = page(browser, f"/hak/{number}/")
    assert 'value="yes"' not in shown and 'value="no"' in shown and "sudah dihapus, juga yang diminta" in shown
    with scoped(EVERYTHING), pytest.raises(SubjectRefused, match="was erased"):
        answer_subject(bench.place, asked("gone", username_of("officer", OURS)), number, grant=True)
    for grant, status in (("yes", 422), ("no", 303)):
        sent = {"grant": grant, "note": "sudah dihapus", "request": str(uuid4())}
        assert browser.post(f"/hak/{number}/", sent).status_code == status
    assert SubjectAnswer.objects.get(request=number).outcome == "refused"
    person.refresh_from_db()
    assert (person.name, person.birth_date, person.sex) == ("", None, "") and faults(bench) == []
