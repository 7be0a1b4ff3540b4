"""Papers on which both regencies stand: the province's decree, its fund, its group's files, bills and credit.

Who works for one of the regencies reads them as far as they speak of people there.
"""

import tempfile
from pathlib import Path
from typing import Any

from payung.actions.at_store import Place, act_at
from payung.actions.judge_cycle import judge_cycle
from payung.actions.keep_register import keep_register
from payung.actions.submit_run import submit_run
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.models import Group, PersonMonth
from tests.entry.web.conftest import OURS, THEIRS, VILLAGE_OF
from tests.entry.web.matrix.books import FEBRUARY, JANUARY, Books
from tests.entry.web.matrix.objects import OBJECTS, Ids
from tests.entry.web.matrix.world import MARK, PROVINCE, Office, by, run_of

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
        office = Office(place, PROVINCE, Path(made) / PROVINCE)
        judge_cycle(place, office.by(), office.cycle)
        submit_run(place, office.by(), run_of(office.cycle).id)
        office.fund(FUNDS, "prov", "prov-desa")
        keep_register(place, office.by(), office.cycle, "funds", office.folder / "funds.yaml")
        office.decide()
        office.enrol()
    books = Shared(place, PROVINCE, MARK[PROVINCE])
    books.answer()
    books.bill(JANUARY)
    books.pay(JANUARY)
    books.listed(JANUARY)
    books.credit(JANUARY)
    books.bill(FEBRUARY)


def shared_objects() -> dict[str, Ids]:
    """Route -> ids of the paper that both regencies share."""
    return {
        **{name: OBJECTS[name](PROVINCE) for name in SHARED},
        **dict.fromkeys(("fund", "fund_receive", "fund_return"), {"code": "prov-15"}),
    }
