"""A made-up end of cover: three funds, two regencies, names that are nobody's."""

from datetime import date

from payung.core.basis.months import between
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.planner.expected import benefits_on
from payung.engines.cover_watch import ending_people, ends_of
from tests.core.cover.ledgers import fund, ledger, people

BOOK = LawBook.read()
ON = date(2026, 11, 2)
YEAR = between(202601, 202612)
FUNDS = (
    fund("bkbk", YEAR, name=Text("BKBK Provinsi", "Provincial aid"), source="special_transfer", group_kind="SA"),
    fund("csr", between(202603, 202611), name=Text("CSR PT Sawit", "Sponsor"), source="sponsorship",
         group_kind="SC", payer="private"),
    fund("desa", YEAR, name=Text("APBDes", "Village budget"), source="village_budget", group_kind="SD",
         payer="village"),
)  # fmt: skip
VILLAGES = ("1504022001", "1504022002", "1505032004", "1505032005")
TITLE = Text("Program contoh", "Example programme")
PAYS = benefits_on(BOOK, 202612)


def rows(many=40):
    found = []
    for person in range(1, many + 1):
        of = FUNDS[person % 3]
        first = (202403 if person % 5 == 0 else 202601 if person % 5 < 4 else 202611) if of.id != "csr" else 202603
        last = 202611 if of.id == "csr" else 202612
        found += [(person, month, of.id, month <= 202610) for month in between(max(first, 202401), last)]
    found += [(1, month, "desa", False) for month in between(202701, 202703)]  # never reached: the fund ends before
    return found


def live(many=40):
    born = {
        person: date(1961, 12, 15) if person % 7 == 0 else date(1985, 1 + person % 12, 3)
        for person in range(1, many + 1)
    }
    return people([VILLAGES[person % 4] for person in range(1, many + 1)], born)


def ending(many=40):
    return ending_people(ledger(rows(many)), live(many), FUNDS, BOOK, ON, days=60)


def ends(many=40, until=202712):
    return ends_of(ending(many), FUNDS, BOOK, ON, days=60, until=until)
