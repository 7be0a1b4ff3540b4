"""People's rights to the data about them: recorded, due, answered; copies, corrections, what is erased and what not."""

import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from payung.actions.at_store import act_at
from payung.actions.retention_store import retention_store
from payung.actions.rotate_store import rotate_store
from payung.actions.verify_store import verify_store
from payung.entry.web.visitor import today
from payung.gateways.subject_book import SHEETS
from payung.store.keys import Keys
from payung.store.looks import looked
from payung.store.models import (
    Act,
    Decree,
    DecreeLine,
    Fund,
    Identity,
    Look,
    Person,
    Programme,
    Purse,
    Run,
    SourceRow,
    SubjectAnswer,
    SubjectRequest,
    Village,
    VillageCode,
)  # fmt: skip
from payung.store.people import niks_of
from payung.store.sealed import row_marks
from payung.store.subjects import tables_of_people
from tests.entry.web.conftest import OURS, THEIRS, VILLAGE_OF, asked, people_it, served
from tests.entry.web.lint import faults_of

NIKS = ("1505031203900001", "1571011203900002")
ADDRESS = "RT 07 Kampung Seberang"


@pytest.fixture
def bench(moulds, tmp_path):
    """A person in each regency, each with a NIK and a row of a list; nobody is on a decree."""
    moulds.mould("accounts", people_it)
    moulds.mould("subjects", _people, of="accounts")
    with served(moulds.copy("subjects", tmp_path)) as found:
        yield found


def _people(place) -> None:
    def work(doing, keys):
        villages = doing.add(Village, ["code"], [(VILLAGE_OF[area],) for area in (OURS, THEIRS)])
        codes = [(village, VILLAGE_OF[area], None) for village, area in zip(villages, (OURS, THEIRS), strict=True)]
        doing.add(VillageCode, ["village_id", "code", "since"], codes)
        columns = ["key", "name", "birth_date", "sex", "village_id"]
        born = date(1990, 3, 12)
        rows = [(str(at) * 64, f"BUDI {'AB'[at]}", born, "L", village) for at, village in enumerate(villages)]
        people = doing.add(Person, columns, rows)
        sealed = zip(people, keys.index_all(list(NIKS)), keys.seal_all(list(NIKS), list(people)), strict=True)
        doing.add(Identity, ["person_id", "nik_index", "nik_sealed"], list(sealed))
        programme = doing.add_one(Programme, code="p", name="P", area_code="15")
        run = doing.add_one(Run, programme_id=programme, cycle_id=None, on=date(2020, 1, 1), mark="", sha256="0" * 64)
        held = [json.dumps({"address": ADDRESS, "nik": nik}).encode() for nik in NIKS]
        first = doing.number * 2**24
        seals = keys.seal_bytes(held, range(first, first + 2), "row")
        named = ["run_id", "person_id", "village_id", "file", "sheet", "row", "mark", "values_sealed", "decision"]
        rest = ("accept", "", None, 0, "")
        doing.add(SourceRow, [*named, "reasons", "rank", "months", "fund"], [
            (run, person, village, "a.xlsx", "S", 5, mark, seal, *rest)
            for person, village, mark, seal in zip(people, villages, row_marks(keys, held), seals, strict=True)
        ])  # fmt: skip
        return {}

    act_at(place, asked("subjects"), "test", {}, work)


def person_of(area: str = OURS) -> Person:
    return Person.objects.get(village__code=VILLAGE_OF[area])


def record(browser, kind: str, person: Person | None = None, **more: str):
    fields = {"kind": kind, "asker": "self", "proof": "ktp", "on": f"{today():%d-%m-%Y}", "field": "", "after": "",
              "note": "", "request": str(uuid4())} | more  # fmt: skip
    return browser.post(f"/orang/{(person or person_of()).pk}/hak/", fields)


def answer(browser, grant: str = "yes", note: str = "", request: str = ""):
    number = SubjectRequest.objects.latest("id").pk
    return browser.post(f"/hak/{number}/", {"grant": grant, "note": note, "request": request or str(uuid4())})


def decreed(bench, person: Person) -> None:
    def work(doing, keys):
        programme = Programme.objects.get().pk
        decree = doing.add_one(Decree, programme_id=programme, run_id=None, number="1", dated="2026-01-01",
                               list_hash="0" * 64, amends_id=None)  # fmt: skip
        names = {field.column: field for field in Fund._meta.concrete_fields}
        fund = doing.add_one(Fund, **{name: _some(field) for name, field in names.items() if name != "id"})
        purse = doing.add_one(Purse, fund_id=fund, village_id=None, **dict.fromkeys(sorted(Purse.CHANGING), 0))
        doing.add_one(DecreeLine, decree_id=decree, person_id=person.pk, purse_id=purse, row_id=None, rank=None,
                      replaces_id=None)  # fmt: skip
        return {}

    act_at(bench.place, asked("decree"), "test", {}, work)


def _some(field):
    kind = field.get_internal_type()
    if field.null:
        return None
    return date(2026, 1, 1) if kind == "DateField" else 0 if "Integer" in kind else "15"


def whole(bench) -> None:
    assert verify_store(bench.place).faults == ()


def test_a_request_is_kept_sealed_with_who_asked_and_when_it_is_due(bench):
    browser = bench.as_("officer")
    page = browser.get(f"/orang/{person_of().pk}/hak/")
    assert page.status_code == 200 and faults_of(page.content.decode()) == []
    assert record(browser, "restriction", note="rahasia sekali").status_code == 303
    kept = SubjectRequest.objects.get()
    assert (kept.kind, kept.asker, kept.proof, kept.due - kept.on) == ("restriction", "self", "ktp", timedelta(days=3))
    assert b"rahasia" not in bytes(kept.said_sealed) and "rahasia" not in "".join(
        Act.objects.values_list("said", flat=True)
    )
    assert "rahasia sekali" in browser.get(f"/hak/{kept.pk}/").content.decode()
    assert Look.objects.filter(what="subject", person=kept.person_id).exists()
    whole(bench)


def test_the_list_has_due_days_for_the_officer_and_the_head_and_nobody_s_name(bench):
    record(bench.as_("officer"), "access", on=f"{today() - timedelta(days=10):%d-%m-%Y}")
    for role in ("officer", "head", "auditor"):
        shown = bench.as_(role).get("/hak/").content.decode()
        assert "terlambat" in shown and "BUDI" not in shown and faults_of(shown) == [], role
    assert "terlambat" not in bench.as_("officer", THEIRS).get("/hak/").content.decode()
    assert bench.as_("head").get(f"/hak/{SubjectRequest.objects.get().pk}/").status_code == 403


@pytest.mark.parametrize("wrong", [
    {"on": f"{date.today() + timedelta(days=3):%d-%m-%Y}"}, {"kind": "correction"}, {"asker": "neighbour"},  # noqa: DTZ011
    {"kind": "correction", "field": "name", "after": "  "}, {"proof": ""}, {"kind": "everything"},
])  # fmt: skip
def test_what_cannot_be_so_is_refused(bench, wrong):
    assert record(bench.as_("officer"), **{"kind": "access"} | wrong).status_code == 422
    assert not SubjectRequest.objects.exists()


def test_a_copy_holds_everything_and_its_taking_is_on_record(bench):
    browser = bench.as_("officer")
    record(browser, "access")
    number = SubjectRequest.objects.get().pk
    taken = browser.get(f"/hak/{number}/berkas/")
    assert taken.status_code == 200 and taken["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(taken.content)) as archive:
        told = json.loads(archive.read("data.json"))["data"]
        assert archive.namelist() == ["data.json", "data.xlsx"] and archive.read("data.xlsx")[:2] == b"PK"
    assert told["identity"][0]["nik"] == NIKS[0] and told["person"][0]["name"] == "BUDI A"
    assert told["source_row"][0]["address"] == ADDRESS
    assert NIKS[1] not in json.dumps(told) and "BUDI B" not in json.dumps(told)
    assert Look.objects.filter(what="subject.export", person=person_of().pk).count() == 1
    assert answer(browser).status_code == 303 and SubjectAnswer.objects.get().outcome == "given"
    whole(bench)


def test_every_table_of_people_has_a_sheet():
    assert {model._meta.db_table for model in tables_of_people()} == set(SHEETS)


def test_another_regency_s_person_and_request_are_not_there(bench):
    record(bench.as_("officer"), "access")
    number, other = SubjectRequest.objects.get().pk, bench.as_("officer", THEIRS)
    for path in (f"/hak/{number}/", f"/hak/{number}/berkas/", f"/orang/{person_of().pk}/hak/"):
        assert other.get(path).status_code == 404, path
    assert record(other, "erasure", person_of()).status_code == 404
    assert answer(other).status_code == 404


def test_a_correction_goes_on_record_with_before_after_and_why(bench):
    browser = bench.as_("officer")
    record(browser, "correction", field="birth_date", after="13-03-1990")
    assert answer(browser, note="akta kelahiran").status_code == 303
    shown = browser.get(f"/hak/{SubjectRequest.objects.get().pk}/").content.decode()
    assert all(text in shown for text in ("1990-03-12", "13-03-1990", "akta kelahiran"))
    assert SubjectAnswer.objects.get().outcome == "corrected"
    whole(bench)


def test_a_refusal_has_a_reason_and_an_answer_is_given_once(bench):
    browser, number = bench.as_("officer"), str(uuid4())
    record(browser, "restriction")
    assert answer(browser, "no").status_code == 422
    assert [answer(browser, "no", "bukan orangnya", number).status_code for _ in range(2)] == [303, 303]
    assert answer(browser, "yes").status_code == 422
    assert SubjectAnswer.objects.get().outcome == "refused"


def test_what_nothing_forbids_is_erased_for_good_and_the_store_still_proves(bench):
    browser, person, keys = bench.as_("officer"), person_of(), Keys.read(bench.place.keys)
    record(browser, "erasure")
    assert "tidak ada kewajiban" in browser.get(f"/hak/{SubjectRequest.objects.get().pk}/").content.decode().casefold()
    assert answer(browser).status_code == 303
    assert SubjectAnswer.objects.get().outcome == "erased"
    identity = Identity.objects.get(person=person)
    assert not identity.nik_sealed and SourceRow.objects.get(person=person).values_sealed is None
    assert niks_of(keys, [person.pk]) == {} and niks_of(keys, [person_of(THEIRS).pk]) != {}, "nobody else's"
    assert browser.get(f"/orang/{person.pk}/").status_code == 200
    assert "BUDI A" not in browser.post("/cari/", {"q": "budi", "request": str(uuid4())}).content.decode()
    assert "BUDI" not in browser.post("/cari/", {"q": NIKS[0], "request": str(uuid4())}).content.decode()
    whole(bench)
    rotate_store(bench.place, bench.asked("rotate"))
    whole(bench)


def test_a_decree_forbids_it_and_is_named(bench):
    browser, person = bench.as_("officer"), person_of()
    decreed(bench, person)
    record(browser, "erasure")
    assert answer(browser).status_code == 303
    told = SubjectAnswer.objects.get()
    assert (told.outcome, told.reasons) == ("refused", "decree")
    assert Identity.objects.get(person=person).nik_sealed and SourceRow.objects.get(person=person).values_sealed
    shown = browser.get(f"/hak/{told.request_id}/").content.decode()
    assert "ditetapkan dalam keputusan" in shown


def test_a_restriction_stands_until_it_is_released(bench):
    browser = bench.as_("officer")
    for kind, stands in (("restriction", True), ("release", False)):
        record(browser, kind)
        answer(browser)
        assert ("dibatasi atas" in browser.get(f"/orang/{person_of().pk}/hak/").content.decode()) == stands


def test_what_is_past_its_time_is_shown_and_goes_only_when_asked(bench, tmp_path):
    lines = {one.kept.code: one.rows for one in retention_store(bench.place, asked("r0"))}
    assert lines == {"village_files": 0, "row_values": 2, "unlisted_niks": 2, "cover": None, "trail": None}
    assert SourceRow.objects.filter(values_sealed__isnull=True).count() == 0
    table = tmp_path / "own.yaml"
    table.write_text("retention: {row_values: {months: 75, source: null, name: {id: a, en: b}, after: {id: c, en: d}}}")
    assert [one.rows for one in retention_store(bench.place, asked("r1"), table=table)] == [0], "not yet 75 months"
    decreed(bench, person_of())
    retention_store(bench.place, asked("r2"), do=True)
    assert SourceRow.objects.filter(values_sealed__isnull=True).count() == 2
    assert [bool(one.nik_sealed) for one in Identity.objects.order_by("person_id")] == [True, False], (
        "on a decree: kept"
    )
    assert {one.rows for one in retention_store(bench.place, asked("r3"))} == {0, None}
    whole(bench)


def test_a_breach_is_counted_by_village_and_its_letters_are_drafted(bench):
    account = bench.account("officer")
    now = datetime.now(UTC)
    looked(account.pk, "person", "", "work", now, person=person_of().pk)
    looked(account.pk, "problem.rows", VILLAGE_OF[OURS], "work", now)
    looked(account.pk, "person", "", "work", now - timedelta(days=30), person=person_of().pk)
    days = f"dari={today():%d-%m-%Y}&sampai={today():%d-%m-%Y}"
    browser = bench.as_("auditor")
    shown = browser.get(f"/hak/kebocoran/?{days}&akun={account.username}").content.decode()
    assert VILLAGE_OF[OURS] in shown and "problem.rows" in shown and "BUDI" not in shown and faults_of(shown) == []
    for which in ("orang", "lembaga"):
        letter = browser.get(f"/hak/kebocoran/?{days}&akun={account.username}&surat={which}").content.decode()
        assert "72 jam" in letter and "Pasal 46" in letter and "BUDI" not in letter
    assert "1 orang di 1 desa" in letter
    other = browser.get(f"/hak/kebocoran/?{days}&akun=village.1571").content.decode()
    assert "problem.rows" not in other
    elsewhere = bench.as_("auditor", THEIRS).get(f"/hak/kebocoran/?{days}").content.decode()
    assert VILLAGE_OF[OURS] not in elsewhere
    assert browser.get(f"/hak/kebocoran/?{days}&akun=tidak.ada").status_code == 422
    backwards = f"dari={today():%d-%m-%Y}&sampai={today() - timedelta(days=2):%d-%m-%Y}"
    assert browser.get(f"/hak/kebocoran/?{backwards}").status_code == 422
