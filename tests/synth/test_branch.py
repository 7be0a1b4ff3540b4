"""The made-up branch of BPJS: what it is sent it answers once, bills by the law's price, and never loses a rupiah."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from payung.core.law.book import LawBook
from payung.core.places.places import Gazetteer
from payung.gateways.answer_files import read_answer_file
from payung.gateways.bills import read_bill, read_members
from payung.gateways.bpjs_layout import read_layouts
from payung.gateways.enrolment import write_enrolment
from payung.gateways.registers import normalise_register
from payung.synth.answers import make_exported
from payung.synth.branch.answering import answer
from payung.synth.branch.billing import BillAsked, Paying, bill, listed, pay
from payung.synth.branch.fates import fate
from payung.synth.branch.memory import FILE, Habits, Memory, keep, remembered
from payung.synth.branch.refusal import BranchRefuses
from payung.synth.branch.registry import registry

JULY, DECEMBER, JANUARY = 202607, 202612, 202701
CALM = Habits(seed=5, rejected=0, later=0, deaths=0, moves=0)
VILLAGE = Gazetteer.read("150501").villages[0]


def sent(folder: Path, people: int = 40, group: tuple[str, str] = ("SA", "26"), seed: int = 3) -> Path:
    """A folder with an enrolment file as we write them."""
    folder.mkdir(parents=True, exist_ok=True)
    exported = make_exported(people, seed, VILLAGE, group=group).with_columns(months=pl.lit(12), amount=pl.lit(201_600))
    write_enrolment(exported, folder, on=date(2026, 7, 4), layouts=read_layouts(None))
    return folder


def day(month: int, number: int = 10) -> date:
    return date(month // 100, month % 100, number)


def accepted(tmp_path: Path, habits: Habits = CALM, **more) -> Memory:
    """A branch that was sent people in July and answered."""
    memory = Memory(habits)
    answer(memory, sent(tmp_path / "kirim", **more), day(JULY, 8), tmp_path / "balas")
    return memory


def billed(memory: Memory, month: int, tmp_path: Path, **more):
    return bill(memory, BillAsked(month, day(month), **more), tmp_path / f"tagihan-{month}")


def test_everyone_sent_is_answered_once_and_the_put_off_later(tmp_path):
    memory = Memory(Habits(seed=5, rejected=150, later=150))
    (first,) = answer(memory, sent(tmp_path / "kirim"), day(JULY, 8), tmp_path / "a")
    assert first.group == "SA_26" and first.accepted + first.rejected + first.waiting == 40
    assert min(first.accepted, first.rejected, first.waiting) > 0
    again = answer(memory, tmp_path / "kirim", day(JULY, 8), tmp_path / "b")
    assert (tmp_path / "a" / "SA_26.xlsx").read_bytes() == (tmp_path / "b" / "SA_26.xlsx").read_bytes()
    assert replace(again[0], path=None) == replace(first, path=None)
    (later,) = answer(memory, None, day(202608, 8), tmp_path / "c")
    assert later.accepted + later.rejected == first.waiting and later.waiting == 0
    read = [read_answer_file(tmp_path / name / "SA_26.xlsx", on=day(JULY)).answers for name in ("a", "c")]
    table = pl.concat(read)
    assert table.height == 40 == table["nik"].n_unique()
    numbers = table.filter(status="accepted")["membership_number"]
    assert numbers.null_count() == 0 and numbers.n_unique() == numbers.len() and set(numbers.str.len_chars()) == {11}
    assert table.filter(status="rejected")["reason"].null_count() == 0


def test_one_person_in_two_groups_has_one_number(tmp_path):
    memory = accepted(tmp_path)
    before = {nik: member.number for nik, member in memory.members.items()}
    answer(memory, sent(tmp_path / "csr", group=("SC", "26")), day(DECEMBER, 8), tmp_path / "balas2")
    assert len(memory.members) == 40 and len(memory.places["SC_26"]) == 40
    assert {nik: member.number for nik, member in memory.members.items()} == before
    assert len(set(before.values())) == 40


def test_who_was_struck_from_a_month_on_is_billed_until_it_alone(tmp_path):
    memory = accepted(tmp_path)
    first, second, *_ = sorted(memory.places["SA_26"])
    memory.places["SA_26"][first].stopped, memory.places["SA_26"][second].stopped = 202608, 202609
    for month in (JULY, 202608, 202609):
        billed(memory, month, tmp_path)
    lines = [(line.nik, line.month) for one in memory.bills for line in one.lines]
    assert [month for nik, month in lines if nik == first] == [JULY]
    assert [month for nik, month in lines if nik == second] == [JULY, 202608]


def test_the_same_history_gives_the_same_bytes(tmp_path):
    seen = []
    for name in ("one", "two"):
        folder = tmp_path / name
        memory = accepted(folder, Habits(seed=8))
        billed(memory, JULY, folder, few=2, many=1)
        billed(memory, 202608, folder)
        registry(memory, 202609, folder / "dukcapil.csv")
        keep(memory, folder / "cabang")
        assert remembered(folder / "cabang") == memory
        seen.append({path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()})
    assert seen[0] == seen[1] and len(seen[0]) == 6


@pytest.mark.parametrize(
    ("group", "december", "january"), [("SA", 16_800, 16_800), ("SL", 8_400, 16_800), ("SC", 8_400, 16_800)]
)
def test_a_bill_asks_what_the_law_of_its_month_says(tmp_path, group, december, january):
    memory = accepted(tmp_path, group=(group, "26"))
    for one in memory.places[f"{group}_26"].values():
        one.on = day(DECEMBER, 8).isoformat()
    (first,), (second,) = billed(memory, DECEMBER, tmp_path), billed(memory, JANUARY, tmp_path)
    assert (first.amount, second.amount) == (40 * december, 40 * january)
    read = read_bill(second.path, LawBook.read(), payer="public")
    assert read.head.billing_code == second.code and read.sums.amount == second.amount
    assert set(read.billed["month"]) == {JANUARY} and read.billed["nik"].n_unique() == 40


def test_a_month_is_billed_once_and_a_forgotten_one_later(tmp_path):
    memory = accepted(tmp_path)
    (first,) = billed(memory, JULY, tmp_path, few=3, many=2)
    assert (first.people, first.person_months) == (37 + 2, 39)
    assert billed(memory, JULY, tmp_path) == (first,)
    (second,) = billed(memory, 202608, tmp_path)
    assert second.person_months == 43 and second.people == 40
    lines = [(line.nik, line.month) for one in memory.bills for line in one.lines if line.nik in memory.members]
    assert len(lines) == len(set(lines)) == 80


def test_the_dead_are_billed_until_the_branch_hears_of_them(tmp_path):
    memory = accepted(tmp_path, Habits(seed=2, rejected=0, later=0, deaths=80, moves=0))
    fates = {nik: fate(memory.habits, nik, one) for nik, one in memory.members.items()}
    months = [202607, 202608, 202609, 202610, 202611, 202612]
    for month in months:
        billed(memory, month, tmp_path)
    lines = {(line.nik, line.month) for one in memory.bills for line in one.lines}
    late = 0
    for nik, fell in fates.items():
        theirs = [month for month in months if (nik, month) in lines]
        if fell is None or fell.known is None or fell.known > months[-1]:
            assert theirs == months
        else:
            assert theirs == [month for month in months if month < fell.known]
            late += sum(month > fell.on.year * 100 + fell.on.month for month in theirs)
    assert late > 0


def test_money_is_taken_to_the_rupiah_or_not_at_all(tmp_path):
    memory = accepted(tmp_path)
    (first,) = billed(memory, JULY, tmp_path, many=1)
    for code, amount in ((first.code, first.amount - 1), (first.code, 40 * 16_800), ("x", first.amount)):
        with pytest.raises(BranchRefuses):
            pay(memory, Paying(code, amount, day(JULY, 14)))
    assert not memory.paid() and listed(memory, JULY, tmp_path / "peserta") == ()
    pay(memory, Paying(first.code, first.amount, day(JULY, 14)))
    pay(memory, Paying(first.code, first.amount, day(JULY, 15)))
    with pytest.raises(BranchRefuses):
        pay(memory, Paying(first.code, first.amount - 16_800, day(JULY, 15)))
    assert sum(memory.paid().values()) == first.amount == 41 * 16_800


def test_a_list_lacks_whom_it_was_told_to_lack_and_is_sent_when_it_changes(tmp_path):
    memory = accepted(tmp_path)
    (first,) = billed(memory, JULY, tmp_path)
    pay(memory, Paying(first.code, first.amount, day(JULY, 14)))
    (some,) = listed(memory, JULY, tmp_path / "a", missing=3, changed=True)
    assert (some.names, some.lacking) == (37, 3)
    (whole,) = listed(memory, JULY, tmp_path / "b", changed=True)
    assert (whole.names, whole.lacking) == (40, 0)
    assert listed(memory, JULY, tmp_path / "c", changed=True) == ()
    members = read_members(whole.path).members
    assert set(members["nik"]) == set(memory.members) and set(members["month"]) == {JULY}


def test_every_death_and_move_is_listed_once_after_it_happened(tmp_path):
    memory = accepted(tmp_path, Habits(seed=2, rejected=0, later=0, deaths=40, moves=40))
    told = []
    for month in range(12):
        of = (2026 * 12 + 6 + month) // 12 * 100 + (6 + month) % 12 + 1
        done = registry(memory, of, tmp_path / f"{of}.csv")
        normalise_register("left", done.path, tmp_path / "left.parquet")
        rows = pl.read_parquet(tmp_path / "left.parquet").filter(pl.col("nik").is_in(list(memory.members)))
        assert rows.height == done.died + done.moved
        assert all(happened < day(of, 1) for happened in rows["happened_on"])
        assert set(rows.filter(event="moved")["moved_to"].is_null()) <= {False}
        told += rows["nik"].to_list()
    assert len(told) == len(set(told)) > 10


def test_what_it_cannot_use_it_refuses_and_forgets_nothing(tmp_path):
    memory = accepted(tmp_path)
    keep(memory, tmp_path / "cabang")
    (tmp_path / "bukan.xlsx").write_text("x")
    (tmp_path / "kosong").mkdir()
    for files in (tmp_path / "bukan.xlsx", tmp_path / "kosong", tmp_path / "balas-tidak-ada"):
        with pytest.raises(BranchRefuses):
            answer(memory, files, day(JULY, 8), tmp_path / "x")
    with pytest.raises(BranchRefuses):
        billed(memory, JULY, tmp_path, groups=("SG_1",))
    with pytest.raises(BranchRefuses):
        remembered(tmp_path / "baru")
    assert remembered(tmp_path / "cabang") == memory
    (tmp_path / "cabang" / FILE).write_text("{}")
    with pytest.raises(BranchRefuses):
        remembered(tmp_path / "cabang", CALM)
