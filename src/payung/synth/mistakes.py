"""Mistakes that must block a row, each with the answer a careful officer gives. See also ``noise`` and ``pairs``."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from payung.synth.lines import Line, World
from payung.synth.people import ELIGIBLE, ON, Person, born, make_person

Plant = Callable[[Line, World], None]


@dataclass(frozen=True)
class Mistake:
    """A kind of mistake: how many of a thousand rows have it, the answer, and the columns a list needs to show it."""

    kind: str
    per_thousand: float
    decision: str
    reason: str
    plant: Plant
    needs: frozenset[str] = frozenset(("nik",))


def _nik_missing(line: Line, world: World) -> None:
    line.nik = world.rng.choice((None, None, None, "-", "", "belum ada KTP", "dalam pengurusan", "0", "..."))


def _nik_length(line: Line, world: World) -> None:
    nik, at = line.person.nik, world.rng.randrange(6, 16)
    lost, doubled = nik[:at] + nik[at + 1 :], nik[:at] + nik[at] + nik[at:]
    line.nik = world.rng.choice((lost, lost, lost, doubled, nik[2:], nik[:12], nik + "1", f"{lost[:4]} {lost[4:]}"))


def _nik_not_digits(line: Line, world: World) -> None:
    nik = line.person.nik
    at = world.rng.randrange(10, 15)
    ways = (
        nik[:at] + "X" + nik[at + 1 :],
        nik[:at] + "l" + nik[at + 1 :],
        nik[:at] + "?" + nik[at + 1 :],
        nik[:-1] + "B",
    )
    line.nik = world.rng.choice(ways)


def _nik_number(line: Line, world: World) -> None:
    nik = line.person.nik
    line.nik = float(nik[:12] + "0000" if world.rng.random() < 0.2 else nik[:15] + "0")


def _nik_scientific(line: Line, world: World) -> None:
    line.nik = in_scientific(line.person.nik, world.rng)


def in_scientific(nik: str, rng: Random) -> str:
    """What is left of a NIK after a spreadsheet showed it in a narrow column.

    >>> in_scientific("1571010107876001", Random(1))
    '1,57101E+15'
    """
    comma = rng.choice((",", ",", "."))
    return f"{nik[0]}{comma}{nik[1:6]}E+15"


def _nik_bad_date(line: Line, world: World) -> None:
    nik = line.person.nik
    woman = line.person.sex == "P"
    dates = ("3113", "4500", "7502", "7213") if woman else ("3002", "3113", "0004", "3106", "1500")
    line.nik = nik[:6] + world.rng.choice(dates) + nik[10:]


def _nik_serial_zero(line: Line, world: World) -> None:
    line.nik = line.person.nik[:12] + "0000"


def _nik_is_card(line: Line, world: World) -> None:
    line.nik = line.person.card


def _nik_card_swapped(line: Line, world: World) -> None:
    line.nik, line.card = line.person.card, line.person.nik


def _card_in_place_of_nik(line: Line, world: World) -> None:
    line.nik = line.person.card


def _birth_differs(line: Line, world: World) -> None:
    dob = line.person.dob
    ways = (
        lambda: dob.replace(year=dob.year + world.rng.choice((-9, -3, -2, -1, 1, 2, 3, 9)), day=min(dob.day, 28)),
        lambda: dob + timedelta(days=world.rng.choice((-10, -1, 1, 2, 9))),
        lambda: dob.replace(month=dob.month % 12 + 1, day=min(dob.day, 28)),
    )
    while True:
        wrong = world.rng.choice(ways)()
        if wrong != dob and (wrong.year, wrong.day, wrong.month) != (dob.year, dob.month, dob.day):
            line.birth = wrong
            return


def _name_missing(line: Line, world: World) -> None:
    line.name = world.rng.choice((None, None, "-", "...", " "))


def _birth_unreadable(line: Line, world: World) -> None:
    dob, year = line.person.dob, line.person.dob.year
    ways = (f"31-02-{year}", f"30/02/{year}", f"31-11-{year}", f"00-00-{year}", f"{year}", f"??-{dob.month:02d}-{year}",
            f"{ON.year - year} tahun", f"{dob.day:02d}-{dob.month:02d}-", f"sekitar {year}")  # fmt: skip
    line.birth = world.rng.choice(ways)


def _again(line: Line, world: World, ages: tuple[int, int], birthday: date | None = None) -> None:
    """Make the line about somebody of other ages."""
    person = make_person(world.rng, world.registry, world.village, ages=ages)
    if birthday:
        district = world.registry.district(world.rng, world.village)
        person.dob, person.nik = birthday, world.registry.nik(world.rng, district, birthday, person.sex)
    line.person = person
    line.nik, line.name, line.sex, line.birth = person.nik, person.name, person.sex, person.dob
    line.card, line.occupation = person.card, person.occupation


def _too_young(line: Line, world: World) -> None:
    edge = born(ELIGIBLE[0], 1) if world.rng.random() < 0.1 else None  # 18 tomorrow
    _again(line, world, (14 if world.rng.random() < 0.3 else 15, ELIGIBLE[0]), edge)


def _too_old(line: Line, world: World) -> None:
    edge = born(ELIGIBLE[1]) if world.rng.random() < 0.05 else None  # 65 today
    _again(line, world, (ELIGIBLE[1], 72 if world.rng.random() < 0.75 else 94), edge)


def _dead(line: Line, world: World) -> None:
    world.registers.bury(line.person, ON - timedelta(days=world.rng.randint(3, 1500)))


def slipped(nik: str, rng: Random) -> str:
    """The NIK with one digit of its serial mistyped, not the last: a neighbour's may differ in that one alone.

    >>> slipped("1571010107870001", Random(1))
    '1571010107871001'
    """
    at = rng.choice((12, 13))
    digit = rng.choice([digit for digit in "123456789" if digit != nik[at]])
    return nik[:at] + digit + nik[at + 1 :]


def _shorter(line: Line) -> Person:
    """The person as an office knows them that asks for two words of a name."""
    return replace(line.person, name=" ".join(line.person.name.split()[:2]))


def _dead_under_slip(line: Line, world: World) -> None:
    day = ON - timedelta(days=world.rng.randint(3, 1500))
    world.registers.bury(_shorter(line), day, nik=slipped(line.person.nik, world.rng))


def _member_under_slip(line: Line, world: World) -> None:
    nik = slipped(line.person.nik, world.rng)
    world.registers.cover(_shorter(line), "BPU", world.rng.choice(PROGRAMMES), "AKTIF", "2026-12", nik=nik)


def _wage_member(line: Line, world: World) -> None:
    world.registers.cover(line.person, "PU", "", "AKTIF", world.rng.choice(("2026-11", "2026-12", "2027-03", "")))


def _self_paying_member(line: Line, world: World) -> None:
    world.registers.cover(line.person, "BPU", "", "AKTIF", world.rng.choice(("2026-11", "2026-12", "2027-01")))
    if world.rng.random() < 0.3:
        world.registers.cover(line.person, "PU", "", "NONAKTIF", "2024-06")


PROGRAMMES = (
    "APBD Kabupaten Pekerja Rentan 2026",
    "APBDes Pekerja Rentan 2026",
    "CSR Bank Daerah 2026",
    "DBH Sawit 2026",
)


def _in_other_programme(line: Line, world: World) -> None:
    paid = world.rng.choice(("2026-11", "2026-12", "2026-12", "2027-06"))
    world.registers.cover(line.person, "BPU", world.rng.choice(PROGRAMMES), "AKTIF", paid)


STATE_WORK = (
    "PNS", "ASN", "PPPK", "P3K", "Guru PNS", "PEGAWAI NEGERI SIPIL (PNS)", "TNI", "TNI AD", "POLRI", "Polisi",
    "Kepala Desa", "Kades", "Perangkat Desa", "Sekdes", "Kaur Keuangan", "Kasi Pemerintahan", "Kepala Dusun", "Kadus",
    "Karyawan Swasta", "KARYAWAN PT", "Satpam", "Guru Honorer", "Karyawan Honorer", "Pegawai BUMN", "Anggota BPD",
)  # fmt: skip


def _state_or_wage(line: Line, world: World) -> None:
    line.occupation = world.rng.choice(STATE_WORK)


def _old_without_nik(line: Line, world: World) -> None:
    _again(line, world, (66, 80))
    line.nik = world.rng.choice((None, line.person.nik[:15]))


_BIRTH = frozenset(("nik", "birth"))
MISTAKES = (
    Mistake("nik_missing", 5, "correct", "nik_missing", _nik_missing),
    Mistake("nik_length", 10, "correct", "nik_length", _nik_length),
    Mistake("nik_not_digits", 2, "correct", "nik_not_digits", _nik_not_digits),
    Mistake("nik_number", 3, "correct", "nik_numeric_damaged", _nik_number, frozenset(("nik", "workbook"))),
    Mistake("nik_scientific", 1.5, "correct", "nik_scientific", _nik_scientific),
    Mistake("nik_bad_date", 3, "correct", "nik_bad_date", _nik_bad_date),
    Mistake("nik_serial_zero", 1.5, "correct", "nik_serial_zero", _nik_serial_zero),
    Mistake("nik_is_kk", 8, "correct", "nik_is_kk", _nik_is_card, frozenset(("nik", "card"))),
    Mistake("nik_kk_swapped", 3, "correct", "nik_is_kk|nik_dob_mismatch", _nik_card_swapped, _BIRTH | {"card"}),
    Mistake(
        "kk_without_column", 2, "correct", "nik_dob_mismatch|nik_is_kk", _card_in_place_of_nik, _BIRTH | {"no_card"}
    ),
    Mistake("nik_dob_mismatch", 9, "correct", "nik_dob_mismatch", _birth_differs, _BIRTH),
    Mistake("name_missing", 1.5, "correct", "name_missing", _name_missing),
    Mistake("dob_unreadable", 3, "correct", "dob_unreadable", _birth_unreadable, _BIRTH),
    Mistake("age_under", 5, "reject", "age_under", _too_young),
    Mistake("age_over", 26, "reject", "age_over", _too_old),
    Mistake("deceased", 7, "reject", "deceased", _dead),
    Mistake("deceased_under_slip", 2, "correct", "deceased_possible", _dead_under_slip, _BIRTH),
    Mistake("covered_under_slip", 4, "correct", "covered_possible", _member_under_slip, _BIRTH),
    Mistake("covered_pu", 15, "reject", "covered_bpjs_active", _wage_member),
    Mistake("covered_bpu", 11, "reject", "covered_bpjs_active", _self_paying_member),
    Mistake("covered_other_program", 14, "reject", "covered_other_program", _in_other_programme),
    Mistake(
        "civil_servant_or_wage", 9, "reject", "civil_servant_or_wage", _state_or_wage, frozenset(("nik", "occupation"))
    ),
    Mistake("old_without_nik", 1, "reject", "age_over", _old_without_nik, _BIRTH),
)
"""In all about 14 of a hundred rows; pairs of rows and damaged columns come on top."""


def plant(mistake: Mistake, line: Line, world: World) -> None:
    """Put ``mistake`` into a plain line."""
    mistake.plant(line, world)
    line.block(mistake.decision, mistake.reason, mistake.kind)
