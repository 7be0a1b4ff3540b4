"""kill -9 of the server and its worker while lists come in, while a decree is approved, issued and written.

What was acknowledged is there, nothing is half done, no page shows half of it; sent again, or taken up again by the
next worker, it happens once.
"""

from uuid import uuid4

import pytest

from payung.actions.add_user import NewUser, add_user
from payung.actions.check_proposal import check_proposal
from payung.actions.duty_user import NewDuty, duty_user
from payung.actions.open_cycle import NewCycle, open_cycle
from payung.actions.verify_store import verify_store
from payung.store.models import (
    Account,
    Act,
    AnnexFile,
    Decree,
    DecreeLine,
    Intake,
    IntakeFile,
    Job,
    KeptFile,
    PersonMonth,
    Run,
    RunFile,
    SourceRow,
    Step,
)
from tests.actions.stores.proposing import CYCLE as DECIDED
from tests.actions.stores.proposing import by, handed
from tests.actions.stores.two_villages import ON, asked, opened, planned
from tests.actions.workbench.cycles import CYCLE, two_lists, workbook
from tests.entry.killing import Mortal, Typist
from tests.entry.test_serving import moulds, place, postgres_moulds, postgres_server, sqlite_moulds, until
from tests.entry.web.conftest import with_factor

__all__ = ["handed", "moulds", "opened", "place", "planned", "postgres_moulds", "postgres_server", "sqlite_moulds"]

LISTS, DECREES = f"/siklus/{CYCLE}/daftar/", f"/siklus/{DECIDED}/sk/"


@pytest.fixture
def mortal(tmp_path):
    """``mortal(place)``: served; all that was started is killed at the end."""
    made: list[Mortal] = []

    def serve(place) -> Mortal:
        for account in Account.objects.exclude(authenticator__type="totp"):
            with_factor(place, account.username)
        made.append(Mortal(place, tmp_path))
        made[-1].start()
        return made[-1]

    yield serve
    for each in made:
        each.kill()


def done(job: str) -> None:
    until(lambda: Job.objects.get(id=job).state in ("done", "failed"))
    assert Job.objects.get(id=job).state == "done", Job.objects.get(id=job).error


def test_lists_that_come_in_are_kept_whole_or_not_at_all(place, mortal, tmp_path):
    open_cycle(place, asked(), NewCycle("jambi-bkbk-2022", 2027, ON, seed=1))
    add_user(place, asked(), NewUser("petugas", "Petugas"), "kuda hitam makan rumput")
    duty_user(place, asked(), NewDuty("petugas", "officer", area="15", since=ON, until=None))
    served = mortal(place)
    officer, number = Typist(served, "petugas"), str(uuid4())
    files = {name: workbook(rows, tmp_path) for name, rows in two_lists().items()}
    officer.upload(f"{LISTS}kirim/", str(uuid4()), files, half=True)
    for when, there in (("before", 0), ("after", 1)):
        served.hang("roster.send", when)
        officer.unheard(officer.upload, f"{LISTS}kirim/", number, files)
        served.die_and_come_back()
        assert (Intake.objects.count(), IntakeFile.objects.count(), KeptFile.objects.count()) == (
            there,
            2 * there,
            2 * there,
        )
        assert ("2 berkas belum diperiksa" in officer.get(LISTS)) == bool(there)
    assert officer.upload(f"{LISTS}kirim/", number, files)[0] == 303
    assert (Intake.objects.count(), IntakeFile.objects.count()) == (1, 2)

    job = str(uuid4())
    for when, there in (("before", 0), ("after", 1)):
        served.hang("cycle.judge", when)
        assert officer.post(f"{LISTS}periksa/", job) == (303, f"{LISTS}pekerjaan/{job}/")
        served.lose_the_worker() if there else served.die_and_come_back()
        assert (Run.objects.count(), RunFile.objects.count(), SourceRow.objects.count()) == (
            there,
            2 * there,
            8 * there,
        )
        officer.get(LISTS)
    done(job)
    assert Run.objects.count() == 1 and "8 baris" in officer.get(f"{LISTS}pekerjaan/{job}/")
    assert verify_store(place).faults == ()


def test_a_decree_is_approved_issued_and_written_once(handed, mortal):
    place, proposal = handed.place, handed.propose().proposal
    handed.judge(proposal)
    check_proposal(place, by("budi"), proposal)
    served = mortal(place)
    approver, officer = Typist(served, "citra"), Typist(served, "ani")
    page, number = f"/siklus/{DECIDED}/usulan/{proposal}/", str(uuid4())
    for when, there in (("before", False), ("after", True)):
        served.hang("proposal.approve", when)
        approver.unheard(approver.post, f"{page}setujui/", number)
        served.die_and_come_back()
        assert Step.objects.filter(name="approved").exists() == there
        assert ("Terbitkan" in officer.get(page)) == there
    assert approver.post(f"{page}setujui/", number) == (303, page)
    assert Step.objects.filter(name="approved").count() == 1

    job = str(uuid4())
    work = f"/siklus/{DECIDED}/pekerjaan/{job}/"
    for kind, when, there in (
        ("decree.issue", "before", 0),
        ("decree.issue", "after", 1),
        ("decree.annex", "before", 1),
    ):
        served.hang(kind, when)
        assert officer.post(f"{page}terbitkan/", job, paper="A4") == (303, work)
        served.die_and_come_back() if there and kind == "decree.issue" else served.lose_the_worker()
        counts = (Decree.objects.count(), DecreeLine.objects.count(), PersonMonth.objects.count())
        assert counts == (there, 5 * there, 60 * there)
        assert ("1/2027" in officer.get(DECREES)) == bool(there)
        assert AnnexFile.objects.count() == 0
    # Three workers died of it: it is given up, which is said, and the papers are asked for once more.
    until(lambda: Job.objects.get(id=job).state == "failed")
    assert "terhenti" in officer.get(work)
    decree, again = Decree.objects.get().id, str(uuid4())
    officer.get(f"{DECREES}{decree}/")
    served.hang("decree.annex", "after")
    assert officer.post(f"{DECREES}{decree}/lampiran/", again, paper="A4")[0] == 303
    served.lose_the_worker()
    done(again)
    assert AnnexFile.objects.count() == 4 and Act.objects.filter(kind="decree.annex").count() == 1
    assert "Versi publik" in officer.get(f"{DECREES}{decree}/")
    assert verify_store(place).faults == ()
