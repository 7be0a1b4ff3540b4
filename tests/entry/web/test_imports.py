"""Lists sent, checked, compared, taken back and handed in through the pages, as people of two regions do."""

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from payung.actions.add_user import NewUser, add_user
from payung.actions.decide_pair import areas_of, decide_pair
from payung.actions.duty_user import NewDuty, duty_user
from payung.actions.open_cycle import NewCycle, open_cycle
from payung.actions.right_of import RightMissing
from payung.actions.verify_store import verify_store
from payung.entry.jobs.kinds import KINDS, signed
from payung.entry.jobs.worker import work_on
from payung.entry.web.pair.views import villages_of
from payung.store import jobs
from payung.store.models import Finding, Intake, IntakeFile, Job, Look, Pair, Programme, Run, Submission, Village
from tests.actions.stores.two_villages import ON
from tests.actions.villages import SUNGAI_DUREN, person
from tests.actions.workbench.cycles import CYCLE, DUREN, MENDALO_LIST, two_lists, workbook
from tests.actions.workbench.test_problems import swapped
from tests.entry.web.conftest import FIRST_DAY, LAST_DAY, PASSWORD, THEIRS, Browser, Workbench, with_factor


def at(name: str, **ids: object) -> str:
    return reverse(name, kwargs={"code": CYCLE, **ids})


@pytest.fixture
def bench(workbench) -> Workbench:
    """With an open cycle, and an officer of the whole province called ``officer.15``."""
    open_cycle(workbench.place, workbench.asked("cycle"), NewCycle("jambi-bkbk-2022", 2027, ON, seed=1))
    add_user(workbench.place, workbench.asked("add"), NewUser("officer.15", "Petugas provinsi"), PASSWORD)
    duty = NewDuty("officer.15", "officer", area="15", since=FIRST_DAY, until=LAST_DAY)
    duty_user(workbench.place, workbench.asked("duty"), duty)
    with_factor(workbench.place, "officer.15")
    return workbench


def post(browser: Browser, where: str, request: str = "", **data: object):
    return browser.post(where, {"request": request or str(uuid4()), **data})


def uploaded(tmp_path, lists) -> list[SimpleUploadedFile]:
    return [
        SimpleUploadedFile(name, rows if isinstance(rows, bytes) else workbook(rows, tmp_path))
        for name, rows in lists.items()
    ]


def checked(bench: Workbench, browser: Browser) -> str:
    """The lists checked by the worker, as the server does; the address of the job's page."""
    answer = post(browser, at("imports_judge"))
    assert answer.status_code == 303
    page = answer.headers["Location"]
    assert 'role="status"' in browser.get(page).content.decode()
    held = jobs.take(datetime.now(UTC))
    assert held and work_on(bench.place, KINDS, signed, held)
    return page


def test_from_the_drop_to_what_was_handed_in(bench, tmp_path):
    ours = bench.as_("officer", "15")
    assert ours.get(at("imports")).status_code == 200
    lists = two_lists()
    lists[DUREN].append(swapped(11, "EKO"))
    answer = post(ours, at("imports_send"), files=uploaded(tmp_path, lists))
    assert answer.status_code == 303 and IntakeFile.objects.count() == 2
    page = checked(bench, ours)
    done = ours.get(page).content.decode()
    assert "9 baris pekerja, " in done and "temuan dan catatan tentang baris dan berkas" in done
    listed = ours.get(at("imports")).content.decode()
    assert "+ 0 baris bermasalah +" in listed
    assert 'data-equation="holds"' in listed and "9 baru" in listed, re.findall(r"data-equation.*", listed)
    for name in (
        "imports_files",
        "imports_changes",
        "problems",
        "problem_summary",
        "problem_fixes",
        "corrections",
        "pairs",
    ):
        assert ours.get(at(name)).status_code == 200, name
    run = re.search(r'name="run" value="(\d+)"', listed)[1]
    for other in ({}, {"run": str(int(run) + 1)}, {"run": "x"}):
        assert post(ours, at("imports_submit"), **other).status_code == 422
    lists[DUREN].append(swapped(12, "FAJAR"))
    post(ours, at("imports_send"), files=uploaded(tmp_path, {DUREN: lists[DUREN]}))
    checked(bench, ours)
    assert post(ours, at("imports_submit"), run=run).status_code == 422, "another result than was shown"
    assert not Submission.objects.exists()
    run = re.search(r'name="run" value="(\d+)"', ours.get(at("imports")).content.decode())[1]
    assert post(ours, at("imports_submit"), run=run).status_code == 303 and Submission.objects.count() == 1
    assert post(ours, at("imports_submit"), run=run).status_code == 422
    assert verify_store(bench.place).faults == ()


def test_a_form_sent_twice_happens_once(bench, tmp_path):
    ours = bench.as_("officer", "15")
    number = str(uuid4())
    for _ in range(2):
        assert post(ours, at("imports_send"), number, files=uploaded(tmp_path, two_lists())).status_code == 303
    assert Intake.objects.count() == 1
    for _ in range(2):
        post(ours, at("imports_judge"), number := str(uuid4()) if _ == 0 else number)
    assert Job.objects.count() == 1


def test_nothing_sent_is_said_on_the_same_page(bench, tmp_path):
    ours = bench.as_("officer", "15")
    nothing = post(ours, at("imports_send"))
    assert nothing.status_code == 422 and "govuk-error-summary" in nothing.content.decode()
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("../../naik.xlsx", b"x")
    refused = post(ours, at("imports_send"), files=[SimpleUploadedFile("a.zip", held.getvalue())])
    assert refused.status_code == 422 and not Intake.objects.exists()


def test_another_region_sees_nothing_of_it(bench, tmp_path):
    ours, theirs = bench.as_("officer"), bench.as_("officer", THEIRS)
    post(ours, at("imports_send"), files=uploaded(tmp_path, two_lists()))
    assert post(ours, at("imports_judge")).status_code == 404 and not Job.objects.exists(), "not of the whole programme"
    page = ours.get(at("imports")).content.decode()
    assert "bertugas di seluruh wilayah program" in page and at("imports_judge") not in page
    checked(bench, bench.as_("officer", "15"))
    intake = Intake.objects.get().id
    assert theirs.get(at("imports_undo", intake=intake)).status_code == 404
    assert theirs.get(at("problem_rows", area=SUNGAI_DUREN)).status_code == 404
    assert theirs.get(at("imports_changes_of", area=SUNGAI_DUREN)).status_code == 404
    assert "Sungai Duren" not in theirs.get(at("imports_files")).content.decode()
    assert "0 baris dibaca" in theirs.get(at("imports")).content.decode()
    assert post(ours, at("imports_submit")).status_code == 404, "not of the whole programme"
    assert bench.as_("village").get(at("imports")).status_code == 200
    assert post(bench.as_("village"), at("imports_judge")).status_code == 403
    for role in ("branch", "administrator", "head"):
        assert bench.as_(role).get(at("imports")).status_code == 403


def test_a_village_sends_its_own_list_and_no_other(bench, tmp_path):
    village = bench.as_("village")
    answer = post(village, at("imports_send"), files=uploaded(tmp_path, {DUREN: two_lists()[DUREN]}))
    assert answer.status_code == 422 and not IntakeFile.objects.exists()
    answer = post(village, at("imports_send"), files=uploaded(tmp_path, {"daftar.xlsx": two_lists()[DUREN]}))
    assert answer.status_code == 303 and IntakeFile.objects.get().village.code == "1505032004"


def test_two_who_answer_for_one_village(bench, tmp_path):
    first, second = bench.as_("officer"), bench.as_("officer", "15")
    lists = two_lists()
    post(first, at("imports_send"), files=uploaded(tmp_path, {DUREN: lists[DUREN]}))
    answer = post(second, at("imports_send"), files=uploaded(tmp_path, {f"{SUNGAI_DUREN}.xlsx": lists[DUREN][:2]}))
    assert answer.headers["Location"] == at("imports_conflicts")
    file = IntakeFile.objects.get(state="conflict")
    shown = second.get(at("imports_conflicts")).content.decode()
    assert DUREN in shown and str(file.id) in shown
    checked(bench, second)
    assert Run.objects.get().rows.count() == 4, "what is in conflict is not used"
    assert post(second, at("imports_conflicts"), file=file.id, choice="taken").status_code == 303
    checked(bench, second)
    assert Run.objects.order_by("-id").first().rows.count() == 2
    assert post(second, at("imports_conflicts"), file=5, choice="taken").status_code == 404


def test_a_delivery_is_taken_back(bench, tmp_path):
    ours = bench.as_("officer", "15")
    lists = two_lists()
    post(ours, at("imports_send"), files=uploaded(tmp_path, {DUREN: lists[DUREN]}))
    post(ours, at("imports_send"), files=uploaded(tmp_path, {MENDALO_LIST: lists[MENDALO_LIST]}))
    checked(bench, ours)
    intake = Intake.objects.order_by("-id").first().id
    assert "1 berkas" in ours.get(at("imports_undo", intake=intake)).content.decode()
    assert post(ours, at("imports_undo", intake=intake)).status_code == 303
    assert post(ours, at("imports_undo", intake=intake)).status_code == 404
    checked(bench, ours)
    assert Run.objects.order_by("-id").first().rows.count() == 4
    assert "4 tidak berubah" in ours.get(at("imports")).content.decode()


def test_a_file_that_could_not_be_read_is_counted_as_long_as_it_stands(bench, tmp_path):
    ours, village = bench.as_("officer", "15"), bench.as_("village")

    def unread() -> list[str]:
        """What the page of lists counts, and the files it leads to."""
        page = ours.get(at("imports")).content.decode()
        names = re.findall(r"(\w+)\.csv", ours.get(at("imports_files"), {"hanya": "salah"}).content.decode())
        assert page.count(f"{len(names)} berkas tidak terbaca") == bool(names) == page.count("tidak terbaca")
        return names

    broken = b"ini,bukan,daftar\n1,2,3\n"
    assert post(village, at("imports_send"), files=uploaded(tmp_path, {"desa.csv": broken})).status_code == 303
    other = {"lain.csv": broken + b"4,5,6\n"}
    assert post(ours, at("imports_send"), files=uploaded(tmp_path, other)).status_code == 303
    intake = Intake.objects.order_by("-id").first().id
    checked(bench, ours)
    assert unread() == ["desa", "lain"]
    assert post(ours, at("imports_undo", intake=intake)).status_code == 303
    assert unread() == ["desa"], "taken back"
    post(village, at("imports_send"), files=uploaded(tmp_path, {"desa.xlsx": two_lists()[DUREN]}))
    assert unread() == [], "a newer one came in its place"
    checked(bench, ours)
    assert unread() == [] and Run.objects.order_by("-id").first().rows.count() == 4


def test_problems_are_drilled_and_repaired(bench, tmp_path):
    ours = bench.as_("officer", "15")
    lists = two_lists()
    lists[DUREN] += [swapped(11, "EKO"), ["123", "GITA", "01-01-1990", "P", "Petani", "", "", ""]]
    post(ours, at("imports_send"), files=uploaded(tmp_path, lists))
    checked(bench, ours)
    shown = ours.get(at("problems")).content.decode()
    found = int(re.search(r'data-findings="(\d+)"', shown)[1])
    before = set(Look.objects.values_list("id", flat=True))
    rows = ours.get(at("problem_rows", area=SUNGAI_DUREN)).content.decode()
    assert "GITA" in rows and "03-05-1990" in rows
    told = Finding.objects.filter(run=Run.objects.last(), village__code=SUNGAI_DUREN, severity__in=("block", "warn"))
    looks = Look.objects.exclude(id__in=before).values_list("person_id", "of")
    named = {(person, SUNGAI_DUREN) for person in told.values_list("person", flat=True)}
    assert sorted(looks, key=str) == sorted(named, key=str)
    assert lists[DUREN][0][0] not in rows, "no whole NIK"
    fixes = ours.get(at("problem_fixes")).content.decode()
    run, kinds = re.search(r'name="run" value="(\d+)"', fixes)[1], re.findall(r'name="kind" value="(\w+)"', fixes)
    assert "05-03-1990" in fixes and kinds == ["dob_day_month_swapped"]
    for unshown in ({"run": run}, {"kind": kinds}, {"run": run, "kind": [*kinds, "dob_missing"]}):
        assert post(ours, at("problem_fixes"), **unshown).status_code == 422, "what was not shown is not accepted"
    assert post(ours, at("problem_fixes"), run=run, kind=kinds).status_code == 303
    after = int(re.search(r'data-findings="(\d+)"', ours.get(at("problems")).content.decode())[1])
    assert after < found
    assert post(ours, at("problem_fixes_undo")).status_code == 303
    assert int(re.search(r'data-findings="(\d+)"', ours.get(at("problems")).content.decode())[1]) == found
    answer = post(ours, at("corrections"))
    assert answer.headers["Content-Type"] == "application/zip"
    assert zipfile.ZipFile(BytesIO(answer.content)).namelist()
    assert post(bench.as_("district"), at("corrections"), reason="registry").status_code == 403
    whole = post(ours, at("corrections"), reason="registry")
    assert whole.status_code == 200 and Look.objects.filter(what="corrections.whole").exists()
    assert "officer.15" in ours.get(at("corrections")).content.decode()


def test_a_pair_is_decided(bench, tmp_path):
    ours = bench.as_("officer", "15")
    lists = two_lists()
    twin = person(21, name="SLAMET RAHARJO", year=1975)
    lists[DUREN].append(twin)
    lists[MENDALO_LIST].append([twin[0][:-1] + "9", "Slamet Raharjo", twin[2], "", *twin[4:]])
    post(ours, at("imports_send"), files=uploaded(tmp_path, lists))
    checked(bench, ours)
    pair = Pair.objects.order_by("-weight").first().id
    shown = ours.get(at("pair", pair=pair)).content.decode()
    assert shown.count("SLAMET RAHARJO") == shown.count("Slamet Raharjo") == 1 and twin[0] not in shown
    lines = [re.sub(r"<[^>]+>", " ", line).split() for line in re.findall(r"<tr.*?</tr>", shown, re.DOTALL)[1:]]
    assert lines[0] == ["Sumber", "daftar", "desa", "daftar", "desa", "–"]
    assert [line[0] for line in lines if line[-1] == "berbeda"] == ["NIK", "Kode"], "not a name in capitals, nor no sex"
    assert lines[4][-4:-1] == lines[4][2:5] and lines[4][4] == "1975" and not lines[4][3].isdigit()
    assert post(ours, at("pair", pair=pair), answer="same", reason="").status_code == 422
    assert post(ours, at("pair", pair=pair), answer="same", reason="card-seen").status_code == 303
    assert "Orang yang sama" in ours.get(at("pair", pair=pair)).content.decode()
    assert bench.as_("officer", THEIRS).get(at("pair", pair=pair)).status_code == 404
    for role, area in (("officer", "1571"), ("village", "1505"), ("head", "1505")):
        with pytest.raises(RightMissing):
            decide_pair(bench.place, bench.asked(str(uuid4()), f"{role}.{area}"), pair, "same", "card-seen")


def test_both_sides_of_a_pair_are_asked_about():
    run = Run(programme=Programme(area_code="15"))
    here, there = Village(code="1505032004"), Village(code="1571011001")
    assert areas_of(Pair(run=run, left_village=here, right_village=there)) == ("1505032004", "1571011001")
    assert areas_of(Pair(run=run, left_village=here, right_village=None)) == ("1505032004", "15")
    member = Pair(run=run, left_village=None, right_village=there)
    assert areas_of(member) == ("15", "1571011001")
    names = [villages_of(Pair(left_village=here, right_village=one)) for one in (here, there)]
    assert names[1] == f"{names[0]} – {villages_of(member)}", "a village once, one that is not known not at all"
