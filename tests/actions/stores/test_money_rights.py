"""Who may change the books is asked by the action itself, so that no job and no other way in passes by."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from payung.actions.answer_enrolment import answer_enrolment
from payung.actions.at_store import Asked, Place
from payung.actions.book_credit import CreditAsked, book_credit
from payung.actions.close_month import close_month
from payung.actions.export_enrolment import Sending, export_enrolment, said_of
from payung.actions.fetch_enrolment import fetch_enrolment
from payung.actions.in_sight import NotWhole
from payung.actions.map_enrolment import map_enrolment
from payung.actions.open_fund import open_fund
from payung.actions.receive_fund import Money, receive_fund
from payung.actions.receive_member import MembersAsked, receive_member
from payung.actions.release_month import release_month
from payung.actions.return_fund import return_fund
from payung.actions.right_of import RightMissing
from payung.core.basis.errors import PayungError
from payung.entry.jobs.kinds import KINDS
from payung.gateways.group_list import Groups
from payung.store.models import Account, Act, Batch, Duty, Group, Village
from payung.store.scope import Scope, scoped
from payung.synth.bill import write_members
from tests.actions.stores.branch import GROUP, Branch, on, pay
from tests.actions.stores.proposing import make_accounts
from tests.actions.stores.two_villages import asked
from tests.actions.villages import SUNGAI_DUREN

NOBODY = ("budi", "gita", "joko")
"""A checker, somebody without a duty, and an account that is shut."""
SENDING = Sending("1/2027", Groups({"SG": GROUP}), date(2027, 1, 2))


class Office:
    """A store with a decree whose people live in one regency, and sent to BPJS."""

    def __init__(self, place: Place, folder) -> None:
        self.place, self.folder = place, folder
        self.branch = Branch.of(place, folder)
        export_enrolment(place, asked(), SENDING, folder / "first")
        make_accounts(place)

    def elsewhere(self) -> None:
        """Their village belongs to the town since."""
        Village.objects.filter(code=SUNGAI_DUREN).update(code="1571010001")

    def acts(self, by: Callable[[Asked], Asked]) -> dict[str, Callable[[], object]]:
        place, folder, branch = self.place, self.folder, self.branch
        members, answer = folder / "peserta.xlsx", folder / "jawaban.csv"
        write_members(branch.lists, members)
        answer.write_text("NIK,Nama,Status\n1505010101870001,X,Berhasil\n")
        then, now = by(on(2027, 4, 3)), by(on(2027, 9, 1))
        return {
            "bill": lambda: branch.bill(by(on(2027, 1, 20))),
            "pay": lambda: pay(place, folder, 180, by=by(on(2027, 2, 3))),
            "members": lambda: receive_member(place, then, MembersAsked(members, 202701, GROUP)),
            "members of all": lambda: receive_member(place, by(on(2027, 4, 4)), MembersAsked(members, 202702, None)),
            "release": lambda: release_month(place, now, 202703),
            "close": lambda: close_month(place, by(on(2027, 9, 2)), 202611),
            "credit": lambda: book_credit(place, by(on(2027, 4, 3)), CreditAsked(202701, 202703)),
            "receive": lambda: receive_fund(place, by(on(2027, 4, 3)), Money("provinsi", 202704, 5)),
            "receive all": lambda: receive_fund(place, by(on(2027, 4, 3)), Money(None, 202701)),
            "return": lambda: return_fund(place, by(on(2027, 4, 3)), "provinsi"),
            "return all": lambda: return_fund(place, by(on(2027, 4, 3)), None),
            "export": lambda: export_enrolment(place, by(asked()), SENDING, folder / "out"),
            "answer": lambda: answer_enrolment(place, by(asked()), answer, GROUP),
            "fetch": lambda: fetch_enrolment(place, by(asked()), Batch.objects.order_by("id").first().pk),
            "map": lambda: map_enrolment(place, by(asked()), "NIK ganda", "over_age"),
        }


OF_BOOKS = {"members of all", "release", "close", "credit", "receive", "receive all", "return", "return all", "map"}
"""What is of the province, whose fund it is."""


@pytest.fixture
def office(decreed, tmp_path) -> Office:
    return Office(decreed, tmp_path)


def named(name: str) -> Callable[[Asked], Asked]:
    return lambda one: replace(one, by=name)


def refusals(acts: dict[str, Callable[[], object]]) -> dict[str, type[PayungError] | None]:
    """Act -> the error of rights it met, None where it went through or was refused for something else."""
    found: dict[str, type[PayungError] | None] = {}
    for what, act in acts.items():
        found[what] = None
        try:
            act()
        except (RightMissing, NotWhole) as error:
            found[what] = type(error)
        except PayungError:
            pass
    return found


def test_nobody_without_the_right_changes_the_books(office):
    before = Act.objects.count()
    for name in NOBODY:
        told = refusals(office.acts(named(name)))
        assert set(told.values()) == {RightMissing}, (name, told)
    assert Act.objects.count() == before


def test_who_works_in_a_part_changes_what_lies_in_it_alone(office):
    told = refusals(office.acts(named("fitri")))
    assert {what for what, error in told.items() if error} == OF_BOOKS
    assert set(told.values()) == {None, NotWhole}


def test_people_of_elsewhere_are_not_theirs_to_change(office):
    office.branch.bill()
    office.elsewhere()
    told = refusals(office.acts(named("fitri")))
    assert set(told.values()) == {NotWhole}, told


def test_who_works_in_all_of_it_and_the_office_itself_do_all(office):
    office.elsewhere()
    for name in ("ani", "Kepala dinas"):
        told = refusals(office.acts(named(name)))
        assert set(told.values()) == {None}, (name, told)


def test_funds_of_elsewhere_are_opened_by_no_one_else(opened, planned, tmp_path):
    make_accounts(opened)
    other = tmp_path / "funds.yaml"
    other.write_text(planned.funds.read_text().replace("id: provinsi", "id: lain").replace("id: desa", "id: lagi"))
    with pytest.raises(NotWhole):
        open_fund(opened, named("fitri")(asked()), other)
    with pytest.raises(RightMissing):
        open_fund(opened, named("budi")(asked()), other)
    assert open_fund(opened, named("ani")(asked()), other).funds == 2


class Silent:
    """A watcher that hears nothing."""

    def stage(self, *_: object) -> None: ...


def test_a_job_asks_as_a_page_does(office):
    said = said_of(SENDING)
    for name in ("gita", "budi"):
        with pytest.raises(RightMissing):
            KINDS["enrolment.export"](office.place, named(name)(asked()), said, Silent())
    office.elsewhere()
    with pytest.raises(NotWhole):
        KINDS["enrolment.export"](office.place, named("fitri")(asked()), said, Silent())


@pytest.mark.parametrize(("number", "does"), [(GROUP.number, {"answer", "fetch", "map"}), ("9", {"map"})])
def test_a_branch_answers_for_its_group_and_no_other(office, number, does):
    gita = Account.objects.get(username="gita").pk
    Group.objects.create(id=98, kind="SG", number="9", name="")
    group = Group.objects.get(number=number).pk
    since = date(2026, 1, 1)
    Duty.objects.create(id=99, account_id=gita, role="branch", area_code="", group_id=group, since=since)
    told = refusals(office.acts(named("gita")))
    assert {what for what, error in told.items() if error is None} == does


def test_what_a_scope_hides_changes_no_figure(office):
    """Within the scope of a page a whole bill is paid whole."""
    office.branch.bill()
    office.elsewhere()
    with scoped(Scope(("15",), account=1)):
        made = pay(office.place, office.folder, 180, by=named("ani")(on(2027, 2, 3)))
    assert made.person_months == 180
