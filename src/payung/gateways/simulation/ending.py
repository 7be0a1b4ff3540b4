"""The first sheet of the page: who loses cover when it ends, when it is back, what going on costs, and where."""

from collections.abc import Sequence

from payung.core.basis.days import long_day
from payung.core.basis.rupiah import number, roughly, rupiah
from payung.core.basis.text import Text
from payung.core.places.places import REGENCY_DIGITS, Gazetteer
from payung.core.planner.expected import Range
from payung.core.planner.indicators import MonthCount
from payung.core.planner.months import first_day, in_english, later, named
from payung.core.planner.simulation import Simulation
from payung.core.planner.stopping import Place, Resumed, Stopping
from payung.gateways.labels import dotted, village_label
from payung.gateways.simulation.charts import KINDS, NARROW, WIDE, described, strip
from payung.gateways.summary_parts import both, paragraph, said, section, table

EXAMPLE = 6
"""Which of ``Stopping.resumed`` is drawn: paid again after half a year, as when a revised budget brings the money."""

MOST_VILLAGES = 500
"""Above this, villages are in the CSV alone."""


def hero(found: Simulation, ending: Stopping) -> str:
    """What ending cover costs, in one look."""
    example = ending.resumed[EXAMPLE]
    first, full = ending.pays
    after, reduced = ending.lost_from, rupiah(first)
    month = long_day(first_day(after))
    lead = (
        f'<p class="lead"><b class="lost">{number(ending.full)} orang</b> kehilangan santunan kematian penuh '
        f"<b>{rupiah(full)}</b> mulai <b>{month}</b>. Meneruskan perlindungan mereka{_others(ending)} "
        f'biayanya <b class="kept">{rupiah(ending.costs[0])} sebulan</b>.'
        f'<span class="en" lang="en">{number(ending.full)} people lose the full death benefit of {rupiah(full)} from '
        f"1 {in_english(after)} on. To go on covering all {number(ending.people)} costs {rupiah(ending.costs[0])} a "
        "month.</span></p>"
    )
    return lead + _strips(ending, example) + _three(found, ending, example, reduced)


def _others(ending: Stopping) -> str:
    others = ending.people - ending.full
    return f" dan {number(others)} orang lain" if others else ""


def figure(months: Sequence[MonthCount], name: Text, *, top: int, mark: int | None) -> str:
    """A strip with its name, drawn twice: for a page and for a telephone."""
    says = described(months, name, "id")
    large = strip(months, top=top, size=WIDE, mark=mark, says=says).replace("<svg ", '<svg class="large" ', 1)
    small = strip(months, top=top, size=NARROW, mark=mark, says=says).replace("<svg ", '<svg class="small" ', 1)
    return f"<figure><figcaption>{both(name)}</figcaption>{large}{small}</figure>"


def key() -> str:
    """What the colours of the strips mean."""
    items = "".join(
        f'<li><svg viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" fill="{colour}"/></svg>'
        f"{both(words)}</li>"
        for _, colour, words in KINDS
    )
    return f'<ul class="key">{items}</ul>'


def rows_of_strips(ending: Stopping) -> list[tuple[Text, Sequence[MonthCount]]]:
    """The three ways on: without an end, with half a year between, and never again."""
    example = ending.resumed[EXAMPLE]
    return [
        (Text(id="Diteruskan tanpa putus", en="Carried on without a gap"), ending.carried_on),
        (
            Text(
                id=f"Berhenti, dibayar lagi mulai {named(example.month)}",
                en=f"Ended, paid again from {in_english(example.month)}",
            ),
            example.counts,
        ),
        (Text(id="Berhenti, tidak dibayar lagi", en="Ended, not paid again"), ending.stopped),
    ]


def _strips(ending: Stopping, example: Resumed) -> str:
    drawn = "".join(
        figure(months, name, top=ending.people, mark=ending.last) for name, months in rows_of_strips(ending)
    )
    scale = Text(
        id=f"Satu batang satu bulan; tinggi penuh {number(ending.people)} orang, yaitu mereka yang dibayar pada "
        f"{named(ending.last)}. Garis putus: akhir bulan itu.",
        en=f"One bar a month; full height is {number(ending.people)} people, those paid for in "
        f"{in_english(ending.last)}. "
        "Dashed line: the end of that month.",
    )
    return f'<div class="strips">{key()}{drawn}{paragraph(scale)}</div>'


def _three(found: Simulation, ending: Stopping, example: Resumed, reduced: str) -> str:
    parts = (
        (Text(id="Siapa", en="Who"), f"{number(ending.people)} orang", _who(ending)),
        (
            Text(id="Kapan kembali", en="When it is back"),
            named(example.full_again),
            [*_when(ending, example, reduced), *_arrears(ending)],
        ),
        (Text(id="Biaya meneruskan", en="What going on costs"), rupiah(example.cost), _costs(example)),
    )
    shown = "".join(
        f"<section><h2>{both(title)}</h2><b>{said(big)}</b>{''.join(paragraph(line) for line in lines)}</section>"
        for title, big, lines in parts
    )
    return f'<div class="three">{shown}</div>' + paragraph(_rate(found))


def _who(ending: Stopping) -> list[Text]:
    villages, regencies = len(ending.places), len({place.village // 10**6 for place in ending.places})
    return [
        Text(
            id=f"terlindungi pada {named(ending.last)}, di {number(villages)} "
            f"desa/kelurahan dan {number(regencies)} kabupaten/kota.",
            en=f"{number(ending.people)} people are covered in {in_english(ending.last)}, in {number(villages)} "
            "villages "
            "and "
            f"{number(regencies)} regencies.",
        ),
        Text(
            id=f"Kepesertaan mereka berakhir {long_day(first_day(ending.ends))} bila tidak ada yang dibayar lagi.",
            en=f"Their membership ends on 1 {in_english(ending.ends)} when nothing more is paid.",
        ),
    ]


def _when(ending: Stopping, example: Resumed, reduced: str) -> list[Text]:
    return [
        Text(
            id=f"penuh lagi, bila dibayar lagi {named(example.month)}: mulai dari nol, santunan {reduced} sampai "
            f"{named(later(example.full_again, -1))}.",
            en=f"in full again, when paid again in {in_english(example.month)}: it begins anew, with {reduced} up to "
            f"{in_english(later(example.full_again, -1))}.",
        ),
        Text(
            id=f"Paling lambat iuran {named(ending.latest)}: kepesertaan berlanjut.",
            en=f"At the latest the contribution of {in_english(ending.latest)}: membership goes on.",
        ),
    ]


def _arrears(ending: Stopping) -> list[Text]:
    """What becomes of deaths before membership ends, where the law is read so that they wait."""
    if ending.in_arrears != "pending":
        return []
    first, last = later(ending.last, 1), later(ending.ends, -1)
    return [
        Text(
            id=f"Kematian {named(first)} sampai {named(last)} tertunda sampai tunggakan dilunasi; aturannya belum "
            "pasti.",
            en=f"Deaths from {in_english(first)} to {in_english(last)} wait until the arrears are settled; the rule "
            "is not "
            "certain.",
        )
    ]


def _costs(example: Resumed) -> list[Text]:
    about = _about(example.deaths)
    return [
        Text(
            id=f"untuk {EXAMPLE} bulan, sampai {named(later(example.month, -1))}.",
            en=f"for {EXAMPLE} months, to {in_english(later(example.month, -1))}.",
        ),
        Text(
            id=f"Tanpa itu, kira-kira {about.id} di antara mereka meninggal sebelum santunan penuh kembali; "
            "keluarganya "
            f"menerima kira-kira {roughly(example.benefits_lost).id} lebih sedikit.",
            en=f"Without it, about {about.en} of them die before the full benefit is back; their families receive "
            "about "
            f"{roughly(example.benefits_lost).en} less.",
        ),
    ]


def _about(deaths: Range) -> Text:
    many, low, high = number(deaths.expected), number(deaths.low), number(deaths.high)
    return Text(id=f"{many} orang ({low} sampai {high})", en=f"{many} people ({low} to {high})")


def _rate(found: Simulation) -> Text:
    rate = found.rate
    return Text(
        id=f"Kematian: {number(rate.per_hundred_thousand)} per 100.000 peserta setahun, dari {number(rate.deaths)} "
        f"kematian dalam {number(rate.person_months)} orang-bulan; sumber dan keraguannya di bawah.",
        en=f"Deaths: {number(rate.per_hundred_thousand)} among 100,000 members a year, from {number(rate.deaths)} "
        "deaths "
        f"in {number(rate.person_months)} person-months; source and doubt are below.",
    )


def when_again(ending: Stopping) -> str:
    """What follows from the month in which the same people are paid for again."""
    headings = [
        Text(id="Dibayar lagi mulai", en="paid again from"),
        Text(id="#Mulai dari nol (orang)", en="begin anew (people)"),
        Text(id="Penuh lagi", en="in full again"),
        Text(id="#Orang-bulan penuh hilang", en="person-months in full lost"),
        Text(id="#Biaya bila diteruskan", en="cost had it gone on"),
        Text(id="#Kematian sampai penuh lagi", en="deaths until in full again"),
        Text(id="#Santunan berkurang", en="benefits lost"),
    ]
    rows = [
        (
            said(named(one.month)),
            number(one.restarted),
            f'<span class="m">{said(named(one.full_again))}</span>',
            number(one.full_lost),
            rupiah(one.cost),
            f"{number(one.deaths.expected)} ({number(one.deaths.low)}–{number(one.deaths.high)})",
            said(roughly(one.benefits_lost).id),
        )
        for one in ending.resumed
    ]
    note = Text(
        id="Kematian selama menunggak tidak dihitung dibayar; aturannya belum ditemukan, dan tunggakan yang dilunasi "
        "dapat "
        "mengubahnya. Di dalam kurung: 5 % dunia undian di bawah dan 5 % di atas.",
        en="A death in arrears is not counted as paid; no rule was found, and settling the arrears may change it. In "
        "brackets: 5 % of the drawn worlds lie below and 5 % above.",
    )
    title = Text(id="Kapan dibayar lagi, dan akibatnya", en="When it is paid again, and what follows")
    return section("kembali", title, table(headings, rows, "Menurut bulan dibayar lagi"), paragraph(note))


def where(ending: Stopping) -> str:
    """Who loses cover, by regency and village."""
    names = Gazetteer.read()
    regencies: dict[str, list[Place]] = {}
    for place in ending.places:
        regencies.setdefault(str(place.village)[:REGENCY_DIGITS], []).append(place)
    headings = [Text(id="Kabupaten/Kota", en="regency or city"), *_COUNTED]
    rows = [
        (said(names.area_name(code) or dotted(code)), number(len(places)), *_sums(places))
        for code, places in regencies.items()
    ]
    total = ("Jumlah", number(len(ending.places)), *_sums(ending.places))
    title = Text(id="Siapa, menurut wilayah", en="Who, by area")
    parts = [table(headings, rows, "Menurut kabupaten/kota", total=total)]
    if len(ending.places) <= MOST_VILLAGES:
        shown = "".join(_villages(code, places, names) for code, places in regencies.items())
        parts.append(f'<div class="villages">{shown}</div>')
    parts.append(paragraph(_EACH_VILLAGE))
    return section("wilayah", title, *parts)


_COUNTED = (
    Text(id="#Desa", en="villages"),
    Text(id="#Terlindungi", en="covered"),
    Text(id="#Kehilangan santunan penuh", en="lose the full benefit"),
    Text(id="#Biaya sebulan", en="cost of a month"),
)


_EACH_VILLAGE = Text(
    id="Tiap desa ada di ending-villages.csv; tidak ikut dicetak.",
    en="Each village stands in ending-villages.csv; villages are not printed.",
)


def _sums(places: Sequence[Place]) -> tuple[str, str, str]:
    return (
        number(sum(place.people for place in places)),
        number(sum(place.full for place in places)),
        rupiah(sum(place.cost for place in places)),
    )


def _villages(code: str, places: Sequence[Place], names: Gazetteer) -> str:
    headings = [Text(id="Desa/Kelurahan", en="village"), *_COUNTED[1:]]
    rows = [(_village(place.village, names), *_sums([place])) for place in places]
    name = names.area_name(code) or dotted(code)
    line = f"{said(name)}: {number(len(places))} desa/kelurahan"
    return f"<details><summary>{line}</summary>{table(headings, rows, f'Desa di {name}')}</details>"


def _village(code: int, names: Gazetteer) -> str:
    village = names.village(str(code))
    label = village_label(village.kind, village.name) if village else dotted(str(code))
    return said(f"{label}, {village.district}" if village else label)
