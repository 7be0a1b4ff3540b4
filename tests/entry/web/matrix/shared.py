"""Papers on which both regencies stand: the province's decree, its fund, its group's files, bills and credit.

Who works for one of the regencies reads them as far as they speak of people there.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from payung.actions.ask_enrolment import ask_enrolment
from payung.actions.at_store import Place, act_at
from payung.actions.judge_cycle import judge_cycle
from payung.actions.keep_register import keep_register
from payung.actions.send_roster import send_roster
from payung.actions.submit_run import submit_run
from payung.gateways.workbooks.incoming import Upload
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.models import (
    Bill,
    BillLine,
    Enrolment,
    FileChoice,
    Group,
    IntakeFile,
    Pair,
    Person,
    PersonMonth,
    Village,
)
from tests.entry.web.conftest import OURS, THEIRS, VILLAGE_OF, username_of
from tests.entry.web.matrix.books import FEBRUARY, JANUARY, Books
from tests.entry.web.matrix.objects import OBJECTS, Ids
from tests.entry.web.matrix.world import MARK, PROVINCE, WHOLE, Office, by, run_of

MARCH = 202703
FUNDS = f"""\
year: 2027
ranked_by: [oldest_first, draw]
seed: 1
funds:
  - id: prov-15
    name: {{id: APBD BERSAMA, en: Budget BERSAMA}}
    source: province_budget
    group_kind: SG
    owner: Pemerintah provinsi
    area: "15"
    per: area
    amount: 2_016_000
    months: {{from: 2027-01, to: 2027-06}}
    on_leaving: credit
  - id: prov-desa-15
    name: {{id: APBD BERSAMA desa, en: Budget BERSAMA of villages}}
    source: province_budget
    group_kind: SG
    owner: Pemerintah provinsi
    area: "15"
    per: village
    amount: 16_800
    villages:
      "{VILLAGE_OF[OURS]}": {{amount: 100_800}}
      "{VILLAGE_OF[THEIRS]}": {{amount: 100_077}}
    months: {{from: 2027-01, to: 2027-06}}
    on_leaving: credit
"""
SHARED = (
    *("plan", "proposal_new", "proposal", "proposal_sample", "proposal_check", "proposal_approve", "proposal_refuse"),
    *("proposal_withdraw", "proposal_issue", "decree", "decree_sign", "decree_annex", "decree_amend", "decree_extend"),
    *("decree_file", "enrolment_send", "enrolment_replace", "enrolment_group", "enrolment_answer", "enrolment_file"),
    *("enrolment_answered", "bill", "bill_pay", "payment", "payment_proof", "audit_payment"),
)
"""Routes that such a paper is the object of."""


class Shared(Books):
    """The books of the province's group: of the months its decree bears, in either regency."""

    ANSWERED = Books.ANSWERED | {"exported": 100_077, "lines": 100_077}

    def months(self, month: int) -> list[Any]:
        rows = PersonMonth.objects.filter(month=month, line__decree__number=f"1/{self.mark}")
        return list(rows.order_by("id").values_list("id", "person_id", "price", "line__purse_id"))

    def correct(self, month: int) -> None:
        """The bill of that month corrected by one on which people of the other regency alone stand."""

        def work(doing: Doing, _: Keys) -> None:
            theirs = {*Person.objects.filter(village__code=VILLAGE_OF[THEIRS]).values_list("id", flat=True)}
            held = [each for each in self.months(month) if each[1] in theirs]
            bill = Bill.objects.get(code=f"B{month} {self.mark}")
            said = {"first_month": month, "last_month": month, "people": len(held), "sha256": f"{doing.number:064d}"}
            number = doing.add_one(
                Bill, group_id=self.group, code=f"K{month} {MARK[THEIRS]}", corrects_id=bill.pk,
                amount=sum(price for _, _, price, _ in held), **said,
            )  # fmt: skip
            lines = [(number, at, one, month, price, id_) for at, (id_, one, price, _) in enumerate(held)]
            columns = ("bill_id", "number", "person_id", "month", "amount", "person_month_id", "pile", "before_id")
            doing.add(BillLine, columns, [(*line, "agrees", None) for line in lines])

        self.act(work)

    def left(self, month: int) -> list[Any]:
        """Somebody of either regency."""
        lives = dict(PersonMonth.objects.filter(month=month).values_list("id", "person__village__code"))
        first = {lives[held[0]]: held for held in reversed(self.months(month))}
        return list(first.values())


def share(place: Place) -> None:
    """The whole way of a decree of both regencies, on the store of the matrix."""

    def group(doing: Doing, _: Keys) -> dict[str, int]:
        doing.add(Group, ["kind", "number", "name"], [("SG", PROVINCE, f"Wadah {MARK[PROVINCE]}")])
        return {}

    act_at(place, by("tester"), "test", {}, group)
    with tempfile.TemporaryDirectory() as made:
        _unread(place, Path(made))
        office = Office(place, PROVINCE, Path(made) / PROVINCE)
        judge_cycle(place, office.by(), office.cycle)
        submit_run(place, office.by(), run_of(office.cycle).id)
        office.fund(FUNDS, "prov", "prov-desa")
        keep_register(place, office.by(), office.cycle, "funds", office.folder / "funds.yaml")
        office.decide()
        office.enrol()
    books = Shared(place, PROVINCE, MARK[PROVINCE])
    for number in _one_each(Enrolment.objects.filter(batch__group__number=PROVINCE)):
        ask_enrolment(place, by(username_of("branch", THEIRS)), number, "tanya")
    books.answer()
    books.bill(JANUARY)
    books.pay(JANUARY)
    books.listed(JANUARY)
    books.credit(JANUARY)
    books.bill(FEBRUARY)
    books.bill(MARCH)
    books.correct(MARCH)


def _one_each(sent: "QuerySet[Enrolment]") -> list[int]:
    """Numbers of those of one person of either regency."""
    lives = sent.order_by("-id").values_list("person__village__code", "id")
    return sorted(dict(lives).values())


def _unread(place: Place, folder: Path) -> None:
    """Of the other regency a file that nobody can read, and a list whose village somebody chose."""
    broken, other = (
        Village.objects.filter(code__startswith=THEIRS).exclude(code=VILLAGE_OF[THEIRS]).order_by("code")[:2]
    )
    path = folder / "broken.xlsx"
    path.write_bytes(b"no workbook")
    sent = [Upload(f"{broken.code} {MARK[THEIRS]} rusak.xlsx", path)]
    send_roster(place, by(username_of("officer", THEIRS)), WHOLE, sent, areas=(THEIRS,))
    untied = IntakeFile.objects.get(intake__cycle__code=WHOLE, name=f"{MARK[THEIRS]} tanpa petunjuk.xlsx")

    def chosen(doing: Doing, _: Keys) -> dict[str, int]:
        doing.add_one(FileChoice, intake_file_id=untied.pk, choice="taken", village_id=other.pk, account_id=None)
        return {}

    act_at(place, by("tester"), "test", {}, chosen)


def shared_objects() -> Iterator[tuple[str, Ids]]:
    """Route and ids of each paper that both regencies share."""
    yield from ((name, OBJECTS[name](PROVINCE)) for name in SHARED)
    for name in ("fund", "fund_receive", "fund_return"):
        yield from ((name, {"code": code}) for code in ("prov-15", "prov-desa-15"))
    yield "bill", {"number": Bill.objects.get(code=f"B{MARCH} {MARK[PROVINCE]}").pk}
    yield from ((name, {"code": WHOLE, "area": PROVINCE}) for name in ("areas", "imports_changes_of", "problem_rows"))
    yield "problem_paper", {"code": WHOLE, "wilayah": PROVINCE}
    yield "figures_area", {"area": PROVINCE}
    sent = Enrolment.objects.filter(batch__group__number=PROVINCE)
    yield from (("question", {"enrolment": number}) for number in _one_each(sent))
    pairs = Pair.objects.filter(run=run_of(WHOLE))
    yield from (("pair", {"code": WHOLE, "pair": number}) for number in pairs.values_list("id", flat=True))
