"""Figures of a cycle: each compared with a count by hand, over the way from the lists to the payments, by scope."""

from datetime import date

import pytest

from payung.actions.approve_proposal import approve_proposal
from payung.actions.check_proposal import check_proposal
from payung.actions.ending_cover import EndingAsked, ending_cover
from payung.actions.issue_decree import issue_decree
from payung.actions.keep_register import keep_register
from payung.actions.listed_villages import listed_villages
from payung.store.models import (
    Answer,
    AnswerFile,
    Batch,
    Cycle,
    Decree,
    DecreeLine,
    Enrolment,
    FileChoice,
    Finding,
    Fix,
    Fund,
    Group,
    Intake,
    IntakeFile,
    KeptFile,
    Person,
    Purse,
    Register,
    Removal,
    Run,
    RunFile,
    SourceRow,
    Village,
)
from payung.store.progress import (
    RegionFigures,
    cycle_seen,
    cycles_seen,
    figures_of,
    progress_of,
    regions_of,
    village_of,
)
from payung.store.scope import EVERYTHING, Scope, scoped
from tests.actions.stores.covered import answered_again, billed, did, enrolled, left
from tests.actions.stores.proposing import CYCLE, by
from tests.actions.stores.test_proposals import approved, wanted
from tests.actions.stores.two_villages import asked
from tests.actions.villages import MENDALO, SUNGAI_DUREN

ON = date(2026, 11, 10)
OTHER = "1505012008"
NO_MONEY = dict.fromkeys(("received", "free", "reserved", "committed", "paid", "credit", "returned"), 0)


def sent(place, village: str | None, name: str, *, told: bool = True) -> int:
    """A file comes in; gives the number of its delivery."""
    made = []

    def work(doing):
        cycle = Cycle.objects.get(code=CYCLE)
        known = Village.objects.filter(code=village).first()
        number = known.id if known else doing.add_one(Village, code=village) if village else None
        intake = doing.add_one(Intake, cycle_id=cycle.id, account_id=None, undoes_id=None)
        file = doing.add_one(KeptFile, sha256=f"{doing.number:064d}", size=1, media="x", sealed=b"x")
        own = {"village_id": number if told else None, "state": "taken", "answers_id": None}
        made.append((intake, doing.add_one(IntakeFile, intake_id=intake, file_id=file, name=name, **own), number))

    did(place, work)
    return made[0]


def undone(place, intake: int) -> None:
    did(place, lambda doing: doing.add_one(Intake, cycle_id=Cycle.objects.get().id, account_id=None, undoes_id=intake))


def found(place, village: str, severity: str, code: str = "nik_length", times: int = 1) -> None:
    def work(doing):
        run = Run.objects.filter(cycle__isnull=False).order_by("-id").first()
        row = {"file": "a", "sheet": "s", "row": 1, "column": "nik", "person_id": None}
        for _ in range(times):
            doing_rows.append((run.id, Village.objects.get(code=village).id, *row.values(), code, severity))
        doing.add(Finding, ("run_id", "village_id", *row, "code", "severity"), doing_rows)

    doing_rows: list[tuple] = []
    did(place, work)


def now(scope: Scope = EVERYTHING, on: date = ON, days: int = 60):
    with scoped(scope):
        return progress_of(Cycle.objects.select_related("programme").get(), on, days)


def figures(scope: Scope = EVERYTHING, area: str = "1505") -> dict[str, RegionFigures]:
    with scoped(scope):
        return {one.code: one for one in regions_of(Cycle.objects.select_related("programme").get(), area)}


def test_villages_are_counted_as_their_lists_come_and_are_taken_back(handed):
    place = handed.place
    before = now()
    assert before.sent == 0 and before.villages == 1585 and before.registers == 0
    first, *_ = sent(place, SUNGAI_DUREN, "a.xlsx")
    sent(place, SUNGAI_DUREN, "b.xlsx")  # twice the same village
    other, *_ = sent(place, MENDALO, "c.xlsx")
    assert now().sent == 2
    undone(place, first)
    assert now().sent == 2  # its other list stands
    undone(place, other)
    assert now().sent == 1
    _, file, village = sent(place, OTHER, "without a village.xlsx", told=False)
    assert now().sent == 1
    did(place, lambda doing: doing.add_one(FileChoice, intake_file_id=file, choice="taken", village_id=village,
                                           account_id=None))  # fmt: skip
    assert now().sent == 2


def test_what_reading_told_counts_as_sent_unless_its_delivery_was_taken_back(handed):
    place = handed.place
    intake, file, village = sent(place, OTHER, "x.xlsx", told=False)
    own = {"name": "x.xlsx", "village_id": village, "rows_read": 9, "workers": 7, "not_data": 2}

    def read(doing):
        run = Run.objects.filter(cycle__isnull=False).first()
        rows = [(run.id, file, *own.values(), "read"), (run.id, None, *own.values(), "empty")]
        doing.add(RunFile, ("run_id", "intake_file_id", *own, "status"), rows)

    did(place, read)
    assert now().sent == 1
    with scoped(EVERYTHING):
        standing = village_of(Cycle.objects.get(), OTHER)
    assert standing.read.rows_read == standing.read.workers + standing.read.not_data == 9 and standing.read.files == 1
    undone(place, intake)
    assert now().sent == 0


def test_open_problems_are_counted_of_the_last_run_alone(handed):
    place = handed.place
    found(place, SUNGAI_DUREN, "block", times=3)
    found(place, MENDALO, "info", times=2)  # is no problem
    assert (now().problems, now().blocking, now().troubled) == (3, 3, 1)
    found(place, MENDALO, "warn", "name_suspect", times=2)
    assert (now().problems, now().blocking, now().troubled) == (5, 3, 2)
    with scoped(EVERYTHING):
        assert village_of(Cycle.objects.get(), MENDALO).problems == {("warn", "name_suspect"): 2}
    mine = figures()[SUNGAI_DUREN[:6]]
    assert (mine.troubled, mine.problems) == (2, 5)
    run = Run.objects.filter(cycle__isnull=False).get().id
    own = {"run_id": run, "code": "name_suspect", "findings": 2, "account_id": None, "undoes_id": None}
    did(place, lambda doing: doing.add_one(Fix, **own))
    assert (now().problems, now().troubled, figures()[SUNGAI_DUREN[:6]].troubled) == (3, 1, 1)
    did(place, lambda doing: doing.add_one(Run, programme_id=Run.objects.first().programme_id, on=ON, mark="{}",
                                           cycle_id=Cycle.objects.get().id, sha256="9" * 64))  # fmt: skip
    assert (now().problems, now().troubled, now().submitted) == (0, 0, 0)


def test_figures_of_regions_are_those_of_their_villages(handed, tmp_path):
    place = handed.place
    sent(place, SUNGAI_DUREN, "a.xlsx")
    found(place, MENDALO, "block", times=2)
    issue_decree(place, by("ani"), wanted(handed, tmp_path, approved(handed)))
    with scoped(EVERYTHING):
        cycle = Cycle.objects.select_related("programme").get()
        villages = figures_of(cycle, "")
        levels = [regions_of(cycle, area) for area in ("", "15", "1505", "150501")]
    for one in villages:
        rows = SourceRow.objects.filter(run__cycle=cycle, village__code=one.code)
        assert one.rows == rows.count() and one.accepted == rows.filter(decision="accept").count()
        assert one.decreed == DecreeLine.objects.filter(person__village__code=one.code).count()
    for below, regions in zip(("", "15", "1505", "150501"), levels, strict=True):
        inside = [one for one in villages if one.code.startswith(below)]
        for name in ("sent", "problems", "rows", "accepted", "decreed"):
            assert sum(getattr(one, name) for one in regions) == sum(getattr(one, name) for one in inside), name
        assert sum(one.villages for one in regions) == len(inside)
        assert sum(one.troubled for one in regions) == 1
    assert [one.code for one in levels[0]] == ["15"] and len(levels[1]) == 11 and levels[2][0].code == "150501"
    assert sum(one.accepted for one in villages) == 8 and sum(one.decreed for one in villages) == 5


def test_the_page_of_a_village_has_the_figures_of_its_region(handed, tmp_path):
    place = handed.place
    sent(place, SUNGAI_DUREN, "a.xlsx")
    sent(place, OTHER, "b.xlsx")
    found(place, MENDALO, "block", times=2)
    found(place, MENDALO, "info")
    accepted = SourceRow.objects.filter(village__code=MENDALO, run__cycle__isnull=False).values().first()
    refused = accepted | {"decision": "reject", "row": 99}
    del refused["id"]
    did(place, lambda doing: doing.add_one(SourceRow, **refused))
    issue_decree(place, by("ani"), wanted(handed, tmp_path, approved(handed)))
    for scope in (EVERYTHING, Scope(areas=("1505",)), Scope(areas=(MENDALO, OTHER)), Scope(areas=("1571",))):
        with scoped(scope):
            cycle = Cycle.objects.select_related("programme").get()
            whole = {one.code: one for one in figures_of(cycle, "")}
            pages = {code: village_of(cycle, code) for code in (SUNGAI_DUREN, MENDALO, OTHER, "1571011001", "1505")}
        assert {code: one.figures for code, one in pages.items() if one} == {
            code: whole[code] for code in pages if code in whole
        }
        assert scope is not EVERYTHING or sum(one is not None for one in pages.values()) == 4
    with scoped(EVERYTHING):  # a village that nothing is waited for from, and something came from
        assert [one.code for one in figures_of(cycle, MENDALO)] == [MENDALO]
        mine = village_of(cycle, MENDALO)
        assert mine.figures.rows == mine.figures.accepted + 1 and mine.decisions["reject"] == 1
        assert village_of(cycle, OTHER, {MENDALO}).figures.sent == 1
        assert village_of(cycle, "1571011001", {MENDALO}) is None


def test_the_way_from_the_decree_to_the_payment(handed, tmp_path):
    place = handed.place
    assert (now().plans, now().proposals, now().decrees, now().submitted) == (1, 0, 0, 1)
    number = handed.propose().proposal
    assert now().proposals == 1
    handed.judge(number)
    check_proposal(place, by("budi"), number)
    approve_proposal(place, by("citra"), number)
    assert now().proposals == 1
    issue_decree(place, by("ani"), wanted(handed, tmp_path, number))
    told = now()
    assert (told.proposals, told.decrees, told.people, told.accepted, told.waiting) == (0, 1, 5, 0, 0)
    assert told.months == {"reserved": 60}
    enrolled(place)
    assert (now().accepted, now().rejected, now().waiting) == (5, 0, 0)
    one = DecreeLine.objects.first().person_id
    answered_again(place, one, "rejected")
    assert (now().accepted, now().rejected) == (4, 1)
    answered_again(place, one, "accepted")
    assert (now().accepted, now().rejected) == (5, 0)
    billed(place, 202701, paid_on=date(2027, 1, 20))
    billed(place, 202702)
    assert now().months == {"paid": 5, "committed": 5, "reserved": 50}


def test_who_is_paid_by_several_funds_is_one_person(handed, tmp_path):
    """Nine funds may pay one person: the decree, the way to BPJS and the village count her once, in one state."""
    place = handed.place
    issue_decree(place, by("ani"), wanted(handed, tmp_path, approved(handed)))
    enrolled(place)
    first, second = DecreeLine.objects.order_by("id")[:2]
    line = paid_too(place, first.person_id, "MG")
    paid_too(place, second.person_id, "")

    def sent_again(doing):
        group = Group.objects.filter(kind="MG").first()
        group_id = group.id if group else doing.add_one(Group, kind="MG", number="MG-0002", name="Wadah")
        batch = doing.add_one(Batch, group_id=group_id, file="d.xlsx", sha256=f"{doing.number:064d}")
        doing.add_one(Enrolment, batch_id=batch, line_id=line, person_id=first.person_id)

    assert DecreeLine.objects.count() == 7
    states = ("people", "to_enrol", "accepted", "rejected", "waiting")
    assert [getattr(now(), each) for each in states] == [5, 5, 5, 0, 0]
    assert sum(one.decreed for one in figures(area="").values()) == 5
    did(place, sent_again)  # to a second group, which has not answered
    assert [getattr(now(), each) for each in states] == [5, 5, 4, 0, 1]
    answered_again(place, first.person_id, "rejected")
    assert [getattr(now(), each) for each in states] == [5, 5, 4, 1, 0]
    did(place, sent_again)  # the other group still rejects her
    assert [getattr(now(), each) for each in states] == [5, 5, 4, 1, 0]
    did(place, lambda doing: _accepted(doing, first.id))
    assert [getattr(now(), each) for each in states] == [5, 5, 4, 0, 1]
    did(place, lambda doing: _taken_off(doing, line))  # and what it was sent for is taken off the decree
    assert [getattr(now(), each) for each in states] == [5, 5, 5, 0, 0]


def _accepted(doing, line: int) -> None:
    """The group that the line was sent to takes its person after all."""
    file = doing.add_one(AnswerFile, group_id=None, file="e.xlsx", sha256=f"{doing.number:064d}")
    sent_ = Enrolment.objects.get(line=line).id
    doing.add_one(Answer, file_id=file, enrolment_id=sent_, state="accepted", reason="", said="")


def _taken_off(doing, line: int) -> None:
    doing.add_one(Removal, decree_id=Decree.objects.get().id, line_id=line, reason="age", evidence="")


def test_who_pays_alone_is_on_the_decree_and_is_not_sent(handed, tmp_path):
    place = handed.place
    issue_decree(place, by("ani"), wanted(handed, tmp_path, approved(handed)))
    other = Person.objects.exclude(id__in=DecreeLine.objects.values("person")).first()
    paid_too(place, other.id, "")
    assert (now().people, now().to_enrol) == (6, 5)


def paid_too(place, person: int, kind: str) -> int:
    """A line of the person by a fund of its own, whose people are sent to groups of the kind; "": pay themselves."""

    def work(doing):
        terms = Fund.objects.values("name", "source", "owner", "area_code", "on_leaving", "terms").first()
        fund = doing.add_one(Fund, **terms, code=f"lain-{kind}", group_kind=kind)
        purse = doing.add_one(Purse, fund_id=fund, village_id=None, **NO_MONEY)
        own = {"decree_id": Decree.objects.get().id, "person_id": person, "purse_id": purse}
        made.append(doing.add_one(DecreeLine, **own, row_id=None, rank=99, replaces_id=None))

    made: list[int] = []
    did(place, work)
    return made[0]


@pytest.mark.parametrize(
    ("on", "days"),
    [(date(2027, 11, 1), 60), (date(2027, 11, 2), 60), (date(2027, 12, 31), 1), (date(2027, 12, 31), 60),
     (date(2027, 10, 1), 60), (date(2027, 5, 1), 60), (date(2028, 1, 1), 60)],
)  # fmt: skip
def test_who_ends_is_who_the_ending_page_says(handed, tmp_path, on, days):
    place = handed.place
    issue_decree(place, by("ani"), wanted(handed, tmp_path, approved(handed)))
    enrolled(place)
    for month in range(202701, min(202713, on.year * 100 + on.month + 1)):
        if on > date(2027, month % 100, 28):
            billed(place, month, paid_on=date(2027, month % 100, 20))
    told = ending_cover(place, asked(on), EndingAsked(days)).ends
    assert now(on=on, days=days).ending == told.people


def test_who_left_does_not_end(handed, tmp_path):
    place = handed.place
    issue_decree(place, by("ani"), wanted(handed, tmp_path, approved(handed)))
    when = date(2027, 11, 5)
    assert now(on=when).ending == 5
    gone = DecreeLine.objects.first().person_id
    taken_back = left(place, gone, "died", date(2027, 10, 1))
    assert now(on=when).ending == 4
    left(place, gone, "died", date(2027, 10, 1), undoes=taken_back)
    assert now(on=when).ending == 5


def test_everybody_counts_what_is_theirs(handed, tmp_path):
    place = handed.place
    sent(place, SUNGAI_DUREN, "a.xlsx")
    sent(place, MENDALO, "b.xlsx")
    found(place, MENDALO, "block")
    issue_decree(place, by("ani"), wanted(handed, tmp_path, approved(handed)))
    whole, one = now(), now(Scope(areas=(MENDALO,)))
    other = now(Scope(areas=(SUNGAI_DUREN,)))
    for name in ("villages", "sent", "problems", "troubled", "people", "ending"):
        if name != "villages":
            assert getattr(one, name) + getattr(other, name) == getattr(whole, name), name
    assert (one.villages, one.sent, one.troubled, other.troubled) == (1, 1, 1, 0)
    strange = now(Scope(areas=("1571",)))
    assert (strange.sent, strange.problems, strange.people, strange.proposals) == (0, 0, 0, 0)
    assert not strange.months and strange.villages == 68
    assert list(figures(Scope(areas=(MENDALO,)))) == [MENDALO[:6]]
    with scoped(Scope(areas=(MENDALO,))):
        cycle = Cycle.objects.get()
        assert village_of(cycle, SUNGAI_DUREN) is None and village_of(cycle, MENDALO) is not None
        assert village_of(cycle, MENDALO[:6]) is None
    assert Person.objects.count() == 8


def test_a_cycle_is_seen_by_whom_it_reaches(handed):
    for areas, seen in ((("",), 1), (("15",), 1), (("1505",), 1), ((SUNGAI_DUREN,), 1), (("13",), 0), ((), 0)):
        with scoped(Scope(areas=areas)):
            assert len(cycles_seen()) == seen, areas
            assert (cycle_seen(CYCLE) is not None) == bool(seen)
            assert cycle_seen("lain") is None
    assert cycles_seen() == []


def test_without_a_scope_nothing_is_counted(handed):
    found(handed.place, MENDALO, "block")
    cycle = Cycle.objects.select_related("programme").get()
    told = progress_of(cycle, ON)
    assert not any(getattr(told, name) for name in ("sent", "problems", "people", "accepted", "proposals", "villages"))
    assert not told.months and regions_of(cycle, "") == []


def test_kinds_of_lists_to_compare_with_count_once(handed):
    def two(doing):
        file = doing.add_one(KeptFile, sha256="7" * 64, size=1, media="x", sealed=b"x")
        cycle = Cycle.objects.get().id
        rows = [(cycle, kind, file, "m.csv") for kind in ("members", "members", "deaths")]
        doing.add(Register, ("cycle_id", "kind", "file_id", "name"), rows)

    did(handed.place, two)
    assert now().registers == 2


def test_who_is_waited_for_is_whom_the_manifest_names(handed, tmp_path):
    place = handed.place
    sent(place, SUNGAI_DUREN, "a.xlsx")
    cycle = Cycle.objects.select_related("programme").get()
    assert listed_villages(place, cycle) is None
    told = f"file,village_code\na.xlsx,{SUNGAI_DUREN}\nb.xlsx,{MENDALO}\nc.xlsx,\nd.xlsx,1301012001\n"
    (tmp_path / "manifest.csv").write_text(told)
    keep_register(place, asked(), CYCLE, "manifest", tmp_path / "manifest.csv")
    listed = listed_villages(place, cycle)
    assert listed == {SUNGAI_DUREN, MENDALO, "1301012001"}
    with scoped(EVERYTHING):  # another province is none of the programme's
        assert (progress_of(cycle, ON, 60, listed).villages, progress_of(cycle, ON, 60, listed).sent) == (2, 1)
        sent(place, OTHER, "not listed.xlsx")
        assert (progress_of(cycle, ON, 60, listed).villages, progress_of(cycle, ON, 60, listed).sent) == (3, 2)
        assert [one.code for one in figures_of(cycle, "1505", listed)] == [SUNGAI_DUREN, MENDALO, OTHER]
    with scoped(Scope(areas=(MENDALO,))):
        assert progress_of(cycle, ON, 60, listed).villages == 1
    (tmp_path / "manifest.csv").write_text(f"file,village_code\na.xlsx,{OTHER}\n")
    keep_register(place, asked(), CYCLE, "manifest", tmp_path / "manifest.csv")
    assert listed_villages(place, cycle) == {OTHER}
