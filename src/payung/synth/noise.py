"""What looks wrong but must not keep a sound row out: typing dust, swapped dates, old prefixes, lapsed members."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from payung.synth.lines import Line, World
from payung.synth.people import ELIGIBLE, ON, born

Plant = Callable[[Line, World], None]


@dataclass(frozen=True)
class Noise:
    """A kind of noise: how many of a thousand rows have it, the columns it needs, and whether it is only typing dust
    on the NIK, which may also lie on a row that is refused for another reason."""

    kind: str
    per_thousand: float
    plant: Plant
    needs: frozenset[str] = frozenset()
    dust: bool = False


def _nik_between(mark: str) -> Plant:
    def put(line: Line, world: World) -> None:
        nik = line.person.nik
        cuts = world.rng.choice(((4, 8, 12), (6, 12), (2, 4, 6, 12)))
        edges = (0, *cuts, 16)
        line.nik = mark.join(nik[a:b] for a, b in zip(edges, edges[1:], strict=False))

    return put


def _nik_around(*ways: str) -> Plant:
    def put(line: Line, world: World) -> None:
        line.nik = world.rng.choice(ways).format(line.person.nik)

    return put


def _letter_o(line: Line, world: World) -> None:
    nik = line.person.nik
    zeros = [at for at, digit in enumerate(nik) if digit == "0"]
    chosen = set(world.rng.sample(zeros, world.rng.randint(1, len(zeros))) if zeros else ())
    letter = world.rng.choice("OOo")
    line.nik = "".join(letter if at in chosen else digit for at, digit in enumerate(nik))


def _whole_number(line: Line, world: World) -> None:
    """A number that some other program stored whole; Excel would have made its last digit 0."""
    if int(line.person.nik) >= 2**53:
        return
    while line.person.nik[-1] == "0":
        _new_nik(line, world, line.person.nik[:6])
    line.nik = float(line.person.nik)


def _point_zero(line: Line, world: World) -> None:
    while line.person.nik[-1] == "0":
        _new_nik(line, world, line.person.nik[:6])
    line.nik = f"{line.person.nik}.0"


def _new_nik(line: Line, world: World, district: str) -> None:
    line.person.nik = world.registry.nik(world.rng, district, line.person.dob, line.person.sex)
    line.nik = line.person.nik


def _unknown_prefix(line: Line, world: World) -> None:
    _new_nik(line, world, world.rng.choice(("159901", "999999", "100101", "157199", "880101")))


def _retired_prefix(line: Line, world: World) -> None:
    _new_nik(line, world, world.rng.choice(("540101", "650101", "641201", "150201", "920101")))


def _swapped(line: Line, world: World) -> None:
    dob = line.person.dob
    if dob.day > 12 or dob.day == dob.month:
        year = min(max(dob.year, born(ELIGIBLE[1]).year + 1), born(ELIGIBLE[0]).year - 1)  # still of age on either date
        line.person.dob = dob = date(year, 8 if dob.month == 5 else 5, world.rng.choice((1, 3, 7, 11)))
        _new_nik(line, world, line.person.nik[:6])
    line.birth = date(dob.year, dob.day, dob.month)


def _no_birth(line: Line, world: World) -> None:
    line.birth = world.rng.choice((None, None, "-", "tidak tahu", ""))


def _other_sex(line: Line, world: World) -> None:
    line.sex = "P" if line.sex == "L" else "L"


def _no_card(line: Line, world: World) -> None:
    line.card = world.rng.choice((None, "-", "belum punya KK", line.person.card[:13]))


def _no_work(line: Line, world: World) -> None:
    line.occupation = world.rng.choice((None, "-", "Astronot desa", "???", "lain2"))


def _former_official(line: Line, world: World) -> None:
    line.occupation = world.rng.choice(
        ("Mantan Kades", "Pensiunan PNS", "Purnawirawan TNI", "Eks Karyawan PT", "Istri PNS")
    )


def _inactive(line: Line, world: World) -> None:
    paid = world.rng.choice(("2023-04", "2025-12", "2026-06", "2026-12"))
    world.registers.cover(line.person, world.rng.choice(("PU", "BPU")), "", "NONAKTIF", paid)


def _lapsed(line: Line, world: World) -> None:
    programme = world.rng.choice(("", "BKBK Jambi 2025", "APBDes 2025"))
    world.registers.cover(line.person, "BPU", programme, "AKTIF", world.rng.choice(("2025-12", "2026-03", "2026-10")))


def _namesake(line: Line, world: World) -> None:
    """Somebody with the same name and birth date but another NIK is dead, or a member."""
    person = line.person
    while True:  # a NIK one or two digits off is what a slip looks like: nobody could tell the two people apart
        district = world.registry.district(world.rng, world.village)
        other = world.registry.nik(world.rng, district, person.dob, person.sex)
        if sum(one != two for one, two in zip(other, person.nik, strict=True)) > 2:
            break
    if world.rng.random() < 0.5:
        world.registers.bury(person, ON - timedelta(days=world.rng.randint(3, 900)), nik=other)
    else:
        world.registers.cover(person, "PU", "", "AKTIF", "2026-12", nik=other)


def _age_edge(line: Line, world: World) -> None:
    """Eighteen today, or sixty-five tomorrow."""
    line.person.dob = world.rng.choice((born(ELIGIBLE[0]), born(ELIGIBLE[1], 1)))
    line.birth = line.person.dob
    _new_nik(line, world, line.person.nik[:6])


def _name(*ways: str) -> Plant:
    def put(line: Line, world: World) -> None:
        line.name = world.rng.choice(ways).format(line.person.name)

    return put


def _name_case(line: Line, world: World) -> None:
    name = line.person.name
    line.name = world.rng.choice((name.lower(), name.upper(), name.swapcase()))


def _name_unicode(line: Line, world: World) -> None:
    name = line.person.name
    ways = (
        name.replace(" ", "\u00a0"),
        f"{name[0]}\u2019{name[1:]}",
        f"\u200b{name}",
        name.replace("e", "e\u0301", 1),
        f"{name} al-Fāṭimī",
        name.replace(" ", "   "),
    )
    line.name = world.rng.choice(ways)


_UNICODE = frozenset(("unicode",))
NOISES = (
    Noise("nik_spaces", 12, _nik_between(" "), dust=True),
    Noise("nik_dots", 6, _nik_between("."), dust=True),
    Noise("nik_dashes", 2, _nik_between("-"), dust=True),
    Noise("nik_apostrophe", 8, _nik_around("'{}", "`{}", "\u2019{}", "'{}'", "{}'"), dust=True),
    Noise("nik_nbsp", 6, _nik_around("{}\u00a0", "\u00a0{}", "{}\u00a0\u00a0"), dust=True),
    Noise("nik_zero_width", 3, _nik_around("\u200b{}", "{}\ufeff", "\u200e{}\u200e"), _UNICODE, dust=True),
    Noise("nik_tab_or_label", 2, _nik_around("{}\t", "NIK: {}", "NIK {}"), dust=True),
    Noise("nik_point_zero", 1.5, _point_zero),
    Noise("nik_letter_o", 5, _letter_o, dust=True),
    Noise("nik_whole_number", 4, _whole_number, frozenset(("workbook",))),
    Noise("nik_unknown_prefix", 4, _unknown_prefix),
    Noise("nik_retired_prefix", 8, _retired_prefix),
    Noise("dob_swapped", 16, _swapped, frozenset(("birth",))),
    Noise("dob_missing", 8, _no_birth, frozenset(("birth",))),
    Noise("sex_differs", 6, _other_sex, frozenset(("sex",))),
    Noise("card_missing", 10, _no_card, frozenset(("card",))),
    Noise("work_unknown", 10, _no_work, frozenset(("occupation",))),
    Noise("former_official", 3, _former_official, frozenset(("occupation",))),
    Noise("member_inactive", 14, _inactive),
    Noise("member_lapsed", 12, _lapsed),
    Noise("namesake", 6, _namesake),
    Noise("age_edge", 4, _age_edge),
    Noise("name_case", 14, _name_case),
    Noise("name_title", 6, _name("H. {}", "Hj. {}", "{}, S.Pd", "{} (RT 02)", "Drs. {}", "Bpk {}")),
    Noise("name_formula", 1.5, _name("={}", "+{}", "-{}", "@{}", "=1+1 {}", "- {}")),
    Noise("name_unicode", 6, _name_unicode, _UNICODE),
)
"""In all about 17 of a hundred sound rows."""
