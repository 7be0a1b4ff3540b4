"""What the figures of a simulation rest on, and what they leave out."""

from collections.abc import Iterator, Sequence

from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.core.law.answer import doubts
from payung.core.law.values import Value
from payung.core.planner.expected import DRAWS, HIGH, LOW
from payung.core.planner.simulation import Simulation
from payung.gateways.summary_parts import both, paragraph, said, section, table

LEFT_OUT: tuple[Text, ...] = (
    Text(
        id="Tidak ada yang meninggal, pindah, melewati batas umur atau mendapat perlindungan lain selama rencana; "
        "siapa "
        "yang boleh dibayar pada bulan terakhir dianggap boleh pada bulan-bulan sesudahnya.",
        en="Nobody dies, moves, passes the age limit or finds other cover during the plan; who may be paid in its last "
        "month is taken to be payable in the months after it.",
    ),
    Text(
        id="Semua orang meninggal dengan tingkat yang sama, berapa pun umurnya; kecelakaan kerja dan beasiswa tidak "
        "dirupiahkan.",
        en="Everyone dies at the same rate, whatever their age; work accidents and scholarships are not put in rupiah.",
    ),
    Text(
        id="Bulan sebelum rencana dianggap dibayar berturut-turut dan mulai pada tanggal 1; bulan dari kepesertaan "
        "yang "
        "sudah berakhir tidak diketahui, jadi hitungan 'semua yang pernah dibayar' adalah yang paling sedikit.",
        en="Months before the plan are taken as paid one after another from the 1st; months of memberships that "
        "ended are "
        "not known, so 'all ever paid' is the least it can be.",
    ),
    Text(
        id="Uang yang dijanjikan dianggap datang pada bulannya, dan iuran dibayar tepat waktu.",
        en="Money promised is taken to come in its month, and contributions to be paid in time.",
    ),
)


def grounds(found: Simulation, law: Sequence[Value]) -> Iterator[str]:
    """The rate with its source, the law with its doubts, and what is not counted."""
    yield _rate(found)
    yield law_section(law)
    shown = "".join(f"<li>{both(line)}</li>" for line in LEFT_OUT)
    yield section("batas", Text(id="Yang tidak dihitung", en="What is left out"), f"<ul>{shown}</ul>")


def _rate(found: Simulation) -> str:
    rate = found.rate
    lines = [
        Text(
            id=f"{rate.name.id}: {number(rate.deaths)} kematian dalam {number(rate.person_months)} orang-bulan. "
            f"Sumber: {rate.source}.",
            en=f"{rate.name.en}: {number(rate.deaths)} deaths in {number(rate.person_months)} person-months. "
            f"Source: {rate.source}.",
        )
    ]
    lines += [line for line in (rate.how,) if line]
    lines.append(
        Text(
            id=f"Rentang: {number(DRAWS)} dunia diundi dengan angka awal {found.seed}; tingkatnya diundi dari yang "
            "masih "
            f"mungkin menurut hitungan itu, lalu kematian tiap bulan. Dicetak persentil {LOW} dan {HIGH}.",
            en=f"Range: {number(DRAWS)} worlds drawn with the seed {found.seed}; the rate is drawn from what those "
            "counts "
            f"leave possible, then the deaths of each month. Percentiles {LOW} and {HIGH} are printed.",
        )
    )
    doubt = paragraph(rate.doubt, "notice") if rate.doubt else ""
    title = Text(id="Tingkat kematian yang dipakai", en="The rate of deaths that is used")
    return section("tingkat", title, *(paragraph(line) for line in lines), doubt)


def law_section(law: Sequence[Value]) -> str:
    """The values of the law that were used, with what is not sure about them."""
    yes, no = Text(id="sudah", en="yes"), Text(id="belum", en="not yet")
    headings = [
        Text(id="Ketentuan", en="rule"),
        Text(id="Nilai", en="value"),
        Text(id="Dasar", en="article"),
        Text(id="Dicocokkan dengan naskah resmi", en="compared with the official text"),
    ]
    rows = [(both(one.name), both(one.shown()), said(one.article), both(yes if one.checked else no)) for one in law]
    unsure = "".join(f"<li>{both(doubt)}</li>" for doubt in doubts(law))
    title = Text(id="Ketentuan yang dipakai", en="Values of the law that were used")
    return section("hukum", title, table(headings, rows, "Ketentuan hukum"), f"<ul>{unsure}</ul>")
