"""A store in which each of two regencies has an object of every kind a page speaks of, at every stage.

Everything of a regency bears its own word (``MARK``), in names of people, files, funds, plans, papers and notes: where
the word of the other one turns up in an answer, that answer told too much.
"""

import tempfile
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

from payung.actions.accept_fixes import accept_fixes, safe_findings
from payung.actions.annex_decree import annex_decree
from payung.actions.approve_proposal import approve_proposal
from payung.actions.ask_enrolment import ask_enrolment, reply_enrolment
from payung.actions.at_store import Asked, Place, act_at
from payung.actions.check_proposal import check_proposal
from payung.actions.count_figures import count_figures
from payung.actions.export_enrolment import Sending, export_enrolment
from payung.actions.extend_decree import Extending
from payung.actions.fetch_corrections import fetch_corrections
from payung.actions.issue_proposal import issue_proposal
from payung.actions.judge_cycle import judge_cycle
from payung.actions.judge_proposal import SAMPLE, judge_proposal
from payung.actions.keep_register import keep_register
from payung.actions.open_cycle import NewCycle, open_cycle
from payung.actions.open_fund import open_fund
from payung.actions.propose_change import propose_extension
from payung.actions.propose_decree import Proposing, propose_decree
from payung.actions.receive_fund import Money, receive_fund
from payung.actions.record_subject import NewRequest, record_subject
from payung.actions.refuse_proposal import refuse_proposal
from payung.actions.save_plan import PlanWanted, save_plan
from payung.actions.save_simulation import ScenarioWanted, save_simulation
from payung.actions.send_roster import send_roster
from payung.actions.sign_decree import sign_decree
from payung.actions.submit_run import submit_run
from payung.actions.watch import Unwatched
from payung.actions.withdraw_proposal import withdraw_proposal
from payung.gateways.group_list import Groups, GroupSaid
from payung.gateways.workbooks.incoming import Upload
from payung.store.acts import Doing, canonical
from payung.store.keys import Keys
from payung.store.looks import looked
from payung.store.models import Account, Enrolment, Group, Job, Person, Run, Sampled, Village
from payung.store.scope import EVERYTHING, scoped
from tests.actions.stores.test_changes import PDF
from tests.actions.villages import write_list
from tests.actions.workbench.books import filled, only_book
from tests.entry.web.conftest import OURS, THEIRS, VILLAGE_OF, people_it, username_of
from tests.entry.web.matrix.books import keep_books

AREAS = (OURS, THEIRS)
PROVINCE = "15"
MARK = {OURS: "KAMIPUNYA", THEIRS: "ORANGSANA", PROVINCE: "BERSAMA"}
ODD = {OURS: 0, THEIRS: 77}
"""Rupiah over whole hundreds in the money of a regency: a sum in which the other's is counted ends in 77."""
WHOLE = "jambi-bkbk-2022-2027"
"""A cycle of the province: both regencies send lists to it."""
CYCLE = {OURS: "muaro-jambi-apbd-2027", THEIRS: "kota-jambi-apbd-2027", PROVINCE: WHOLE}
"""A cycle of each regency alone, and that of the province."""
ON = date(2026, 11, 1)
DATED = date(2027, 1, 2)
STAGES = ("proposed", "judged", "checked", "approved", "refused", "withdrawn")
FUNDS = """\
year: 2027
ranked_by: [oldest_first, draw]
seed: 1
funds:
  - id: desa-{area}
    name: {{id: APBDes {mark}, en: Village budget {mark}}}
    source: village_budget
    group_kind: SG
    owner: Pemerintah desa {mark}
    area: "{area}"
    per: village
    amount: {village}
    months: {{from: 2027-01, to: 2027-06}}
    on_leaving: credit
  - id: kab-{area}
    name: {{id: APBD {mark}, en: Budget {mark}}}
    source: regency_budget
    group_kind: SG
    owner: Pemerintah {mark}
    area: "{area}"
    per: area
    amount: 403_200
    months: {{from: 2027-01, to: 2027-06}}
    on_leaving: credit
"""
"""Rp16.800 a month: each pays for a few people for the first three months, and for some who go on."""
_requests = count(1)


def by(username: str, on: date = ON) -> Asked:
    """As that account, as a request that was never made before."""
    at = datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
    return Asked(by=username, on=on, at=at, request=f"world-{next(_requests)}")


def build(place: Place) -> None:
    """Everything, by the accounts of the regencies themselves."""
    _groups(place)
    people_it(place)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        open_cycle(place, by("tester"), NewCycle("jambi-bkbk-2022", 2027, ON, deadline=date(2026, 12, 1)))
        offices = [Office(place, area, folder / area) for area in AREAS]
        for office in offices:
            office.open()
            office.bring_in()
            office.money()
            office.decide()
            office.enrol()
        for office in offices:
            office.send(WHOLE, "provinsi", office.people(60))
        judge_cycle(place, by("tester"), WHOLE)
        for office in offices:
            office.send(WHOLE, "provinsi lagi", office.people(60, changed=True))
        judge_cycle(place, by("tester"), WHOLE)
        for office in offices:
            office.answer(WHOLE)
            office.send_untied(WHOLE)
    for area in AREAS:
        keep_books(place, area, MARK[area])
        _questions(place, area)
        _jobs(area)
        _subject(place, area)
    count_figures(place, by("tester", date(2027, 3, 1)), {}, Unwatched())


def _subject(place: Place, area: str) -> None:
    """Somebody who is covered asks for a copy of what is kept about them."""
    found = Person.objects.filter(village__code=VILLAGE_OF[area], months__state="paid").order_by("-id").first()
    assert found is not None
    with scoped(EVERYTHING):
        asked = NewRequest(found.pk, "access", "self", "ktp", ON)
        record_subject(place, by(username_of("officer", area)), asked)


def _questions(place: Place, area: str) -> None:
    """The branch asks about the first two whom it was sent; the village has answered about the second."""
    sent = list(Enrolment.objects.filter(batch__group__number=area).order_by("id").values_list("id", flat=True)[:2])
    asked = [
        ask_enrolment(place, by(username_of("branch", area)), one, f"tanya {MARK[area]} {at}")
        for at, one in enumerate(sent)
    ]
    reply_enrolment(place, by(username_of("village", area)), asked[1], f"jawab {MARK[area]}")


class Office:
    """The accounts of a regency at work on its own cycle."""

    def __init__(self, place: Place, area: str, folder: Path) -> None:
        self.place, self.area, self.folder = place, area, folder
        self.mark, self.cycle = MARK[area], CYCLE[area]
        self.village = VILLAGE_OF.get(area, "")
        folder.mkdir(parents=True)

    def name(self, role: str) -> str:
        return f"{role}.{self.area}"

    def by(self, role: str = "officer", on: date = ON) -> Asked:
        return by(self.name(role), on)

    def people(self, start: int, *, changed: bool = False) -> list[list[str]]:
        """Ten sound rows, two with day and month turned round, one beyond repair, and two that may be one person."""
        rows = [self._row(start + at, f"BUDI {self.mark} {'ABCDEFGHIJ'[at]}", 1970 + at) for at in range(10)]
        for at, name in ((11, "EKO"), (12, "FAJAR")):
            row = self._row(start + at, f"{name} {self.mark}", 1990, day=5, month=3)
            rows.append([row[0], row[1], "03-05-1990", *row[3:]])
        rows.append(["123", f"GITA {self.mark}", "01-01-1990", "P", "Petani", "", "", ""])
        twin = self._row(start + 20, f"SLAMET {self.mark}", 1975)
        rows += [twin, [twin[0][:-1] + ("9" if twin[0][-1] != "9" else "8"), *twin[1:]]]
        if changed:
            rows[0][7] = f"Dusun {self.mark}"
        return rows

    def _row(self, serial: int, name: str, year: int, day: int = 12, month: int = 8) -> list[str]:
        nik = f"{self.village[:6]}{day:02d}{month:02d}{year % 100:02d}{serial:04d}"
        born = f"{day:02d}-{month:02d}-{year}"
        return [nik, name, born, "L", "Petani", f"{self.village[:6]}0101100001", f"SITI {self.mark}", "Dusun I"]

    def villages(self) -> set[int]:
        return set(Village.objects.filter(code__startswith=self.area).values_list("id", flat=True))

    def open(self) -> None:
        open_cycle(self.place, self.by(), NewCycle(self.cycle.rsplit("-", 1)[0], 2027, ON))

    def send(self, cycle: str, name: str, rows: list[list[str]], role: str = "officer") -> int:
        path = self._path()
        write_list(path, rows)
        return self._sent(cycle, f"{self.village} {self.mark} {name}.xlsx", path, role)

    def _path(self) -> Path:
        return self.folder / f"{next(_requests)}.upload"

    def _sent(self, cycle: str, name: str, path: Path, role: str = "officer") -> int:
        return send_roster(self.place, self.by(role), cycle, [Upload(name, path)], areas=(self.area,)).intake

    def answer(self, cycle: str) -> int:
        """The correction workbook of the last run fetched, and sent back with a cell filled."""
        packed = fetch_corrections(self.place, self.by(), run_of(cycle).id, self.villages())
        path = self._path()
        path.write_bytes(filled(only_book(packed), {(f"GITA {self.mark}", "nik"): "1234"}))
        return self._sent(cycle, f"{self.mark} jawaban.xlsx", path)

    def send_untied(self, cycle: str) -> int:
        """A list that says of no village."""
        path = self._path()
        write_list(path, self.people(80)[:3])
        return self._sent(cycle, f"{self.mark} tanpa petunjuk.xlsx", path)

    def bring_in(self) -> None:
        """Three runs, repairs, a workbook filled, handed in; then deliveries that wait, one in conflict."""
        self.send(self.cycle, "satu", self.people(1))
        judge_cycle(self.place, self.by(), self.cycle)
        self.send(self.cycle, "dua", self.people(1, changed=True))
        judge_cycle(self.place, self.by(), self.cycle)
        run = run_of(self.cycle)
        self.answer(self.cycle)
        accept_fixes(self.place, self.by(), run.id, tuple(safe_findings(run)))
        keep_register(self.place, self.by(), self.cycle, "deaths", self._deaths(), f"{self.mark} meninggal.csv")
        judge_cycle(self.place, self.by(), self.cycle)
        submit_run(self.place, self.by(), run_of(self.cycle).id)
        self.send(self.cycle, "tiga", self.people(1)[:6])
        self.send(self.cycle, "empat", self.people(1)[:5], role="village")
        self.send_untied(self.cycle)

    def _deaths(self) -> Path:
        path = self.folder / "deaths.csv"
        path.write_text("nik,date_of_death\n")
        return path

    def money(self) -> None:
        """Two funds, of villages and of the whole regency, with money for a few."""
        self.fund(FUNDS.format(area=self.area, mark=self.mark, village=252_000 + ODD[self.area]), "desa", "kab")
        wanted = ScenarioWanted(self.cycle, f"Skenario {self.mark}", 10_000_000, 50, 12, 3)
        save_simulation(self.place, self.by(), wanted)

    def fund(self, funds: str, *names: str) -> None:
        """Open them, and receive all of their money."""
        path = self.folder / "funds.yaml"
        path.write_text(funds)
        open_fund(self.place, self.by(), path)
        for name in names:
            receive_fund(self.place, self.by(), Money(f"{name}-{self.area}", 202701))

    def decide(self) -> None:
        """A proposal in each step, an issued decree with its papers, and a change of it that is proposed."""
        plans = {step: self._plan(step) for step in (*STAGES, "done", "unused")}
        for step in STAGES:
            self._upto(plans[step], step)
        approved = self._upto(plans["done"], "approved", "1")
        decree = issue_proposal(self.place, self.by(), approved).decree
        annex_decree(self.place, self.by(), decree, "A4", processes=1)
        sign_decree(self.place, self.by(), decree, PDF, f"9/{self.mark}", date(2027, 1, 5))
        extending = Extending(f"1/{self.mark}", f"8/{self.mark}", date(2027, 2, 1), 202704, 202706)
        propose_extension(self.place, self.by(), extending)

    def _plan(self, step: str) -> int:
        return save_plan(self.place, self.by(), PlanWanted(self.cycle, f"Rencana {self.mark} {step}")).plan

    def _upto(self, plan: int, step: str, number: str = "") -> int:
        said = Proposing(plan, f"{number or step}/{self.mark}", DATED, 202701, 202703)
        one = propose_decree(self.place, self.by(), said).proposal
        if step in ("judged", "checked", "approved"):
            drawn = dict(Sampled.objects.filter(proposal_id=one).values_list("id", "person_id"))
            checker = self.by("checker")
            account = Account.objects.get(username=checker.by).pk
            looked(account, SAMPLE, self.area, "check", checker.at, people=list(drawn.values()))
            seen = dict.fromkeys(drawn, ("right", f"catatan {self.mark}"))
            judge_proposal(self.place, self.by("checker"), one, seen)
        if step in ("checked", "approved"):
            check_proposal(self.place, self.by("checker"), one)
        if step == "approved":
            approve_proposal(self.place, self.by("approver"), one)
        if step == "refused":
            refuse_proposal(self.place, self.by("checker"), one, f"alasan {self.mark}")
        if step == "withdrawn":
            withdraw_proposal(self.place, self.by(), one)
        return one

    def enrol(self) -> None:
        """The decree sent to the regency's group."""
        groups = Groups({"SG": GroupSaid("SG", self.area)})
        export_enrolment(self.place, self.by(), Sending(f"1/{self.mark}", groups, DATED), self.folder / "sent")


def run_of(cycle: str) -> Run:
    """The last check of that cycle."""
    found = Run.objects.filter(cycle__code=cycle).order_by("-id").first()
    assert found is not None
    return found


def _groups(place: Place) -> None:
    def work(doing: Doing, _: Keys) -> dict[str, int]:
        doing.add(Group, ["kind", "number", "name"], [("SG", area, f"Wadah {MARK[area]}") for area in reversed(AREAS)])
        return {}

    act_at(place, by("tester"), "test", {}, work)


def _jobs(area: str) -> None:
    """A check that was done and a plan that failed, of the regency's officer."""
    account = Account.objects.get(username=f"officer.{area}")
    at = datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
    told = {"rows": 15, "findings": 3, "new": 1, "same": False}
    shared = {"account": account, "on": ON, "at": at}
    Job.objects.create(
        id=job_of(area, "cycle.judge"), kind="cycle.judge", state="done", said=canonical({"cycle": CYCLE[area]}),
        outcome=canonical(told), **shared,
    )  # fmt: skip
    error = {"code": "x", "says": [f"Gagal {MARK[area]}", "Failed"], "do": ["Ulangi", "Again"]}
    said = {"cycle": CYCLE[area], "name": MARK[area]}
    Job.objects.create(
        id=job_of(area, "plan.save"), kind="plan.save", state="failed", said=canonical(said), error=canonical(error),
        **shared,
    )  # fmt: skip


def job_of(area: str, kind: str) -> str:
    """The number of that job."""
    return str(uuid5(NAMESPACE_OID, f"{kind} {area}"))


def workbook(area: str) -> bytes:
    """A village list of two people of that regency, as it is sent."""
    if area not in _books:
        with tempfile.TemporaryDirectory() as made:
            path = Path(made) / "list.xlsx"
            rows = [["", f"TONI {MARK[area]}", "12-08-1980", "L", "Petani", "", "SITI", "Dusun I"]] * 2
            write_list(path, rows)
            _books[area] = path.read_bytes()
    return _books[area]


_books: dict[str, bytes] = {}
