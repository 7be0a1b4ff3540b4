"""The page "ends within 60 days": how many, what going on costs, what they would lose, and where. No names."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from payung.core.basis.days import long_day
from payung.core.basis.months import in_english, later, named
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.core.cover.going_on import EndingPlace, Ends, nearest
from payung.core.places.places import REGENCY_DIGITS, Gazetteer
from payung.gateways.labels import dotted, village_label
from payung.gateways.page_shell import page_shell
from payung.gateways.simulation.grounds import law_section
from payung.gateways.summary_parts import COLOURS, bar, both, paragraph, said, section, table, tiles

MOST_VILLAGES = 2_000
"""Above this, villages are in the CSV alone."""

STYLE = """
.lead{font-size:1.35rem;line-height:1.4;max-width:52rem;margin:.8rem 0 1rem}
.lead b{white-space:nowrap}
.lost{color:var(--reject)}.kept{color:var(--accept)}
thead .n{white-space:normal;min-width:5.2rem}
td svg{margin-top:.25rem}
.key{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;padding:0;margin:.4rem 0;font-size:.92rem}
.key svg{display:inline-block;width:.9em;height:.9em;margin-right:.35em;vertical-align:-.1em}
@media(max-width:34rem){.lead{font-size:1.12rem}h1{font-size:1.4rem}header{padding-right:1rem;padding-top:3.2rem}}
@media print{.switch,#english{display:none}header{padding-right:0}.lead{font-size:13pt}h1{font-size:17pt}}
"""


def write_ending_page(ends: Ends, path: Path, *, title: Text, pays: tuple[int, int]) -> None:
    """Write the page of ``ends`` to ``path``. ``pays``: whole rupiah of a death in the first months, and in full.

    Same input, same bytes.
    """
    heading = Text(id=f"Berakhir dalam {ends.days} hari", en=f"Ends within {ends.days} days")
    body = [_lead(ends), _tiles(ends)] if ends.places else [paragraph(_NOBODY, "notice")]
    if ends.places:
        body += [_when(ends), _losses(ends, pays), _funds(ends), _cost(ends), _where(ends)]
    body += [law_section(ends.rests_on), _left_out(ends)]
    asked = Text(
        id=f"Keadaan per {long_day(ends.on)}",
        en=f"As of {ends.on.day} {in_english(ends.on.year * 100 + ends.on.month)}",
    )
    footer = f"<footer>{paragraph(Text(id=f'Payung · {asked.id}', en=f'Payung · {asked.en}'))}</footer>"
    above = Text(id=f"{title.id} · {asked.id}", en=f"{title.en} · {asked.en}")
    path.write_text(
        page_shell(heading, above, "".join(body), footer, style=STYLE), encoding="utf-8", newline="\n"
    )  # fmt: skip


_NOBODY = Text(
    id="Tidak ada perlindungan yang berakhir dalam masa ini.", en="No cover ends within these days."
)  # fmt: skip


def _lead(ends: Ends) -> str:
    villages = len({place.village_code for place in ends.places})
    month = sum(place.next_month for place in ends.places)
    return (
        f'<p class="lead"><b class="lost">{number(ends.people)} orang</b> di {number(villages)} desa/kelurahan tidak '
        f"terlindungi lagi dalam {ends.days} hari. Meneruskan mereka biayanya "
        f'<b class="kept">{rupiah(month)} sebulan</b>, atau <b class="kept">{rupiah(ends.cost)}</b> sampai '
        f"{named(ends.until)}."
        f'<span class="en" lang="en">{number(ends.people)} people in {number(villages)} villages lose cover within '
        f"{ends.days} days. To go on costs {rupiah(month)} a month, or {rupiah(ends.cost)} through "
        f"{in_english(ends.until)}.</span></p>"
    )


def _tiles(ends: Ends) -> str:
    near = [days for days in (30, 60, 90) if days <= ends.days]
    facts = [
        (number(sum(place.people for place in ends.within(days))), Text(id=f"orang dalam {days} hari",
                                                                        en=f"people within {days} days"))
        for days in near
    ]  # fmt: skip
    facts += [
        (number(_sum(ends.places, "full")), Text(id="kehilangan santunan penuh", en="lose the full benefit")),
        (number(_sum(ends.places, "scholarship")), Text(id="kehilangan hak beasiswa", en="lose the scholarship")),
        (number(_sum(ends.places, "person_months")), Text(id="orang-bulan untuk meneruskan",
                                                          en="person-months to go on")),
    ]  # fmt: skip
    return tiles(facts)


def _when(ends: Ends) -> str:
    rows = []
    for month in sorted({place.last_month for place in ends.places}):
        here = [place for place in ends.places if place.last_month == month]
        first = here[0]
        near = nearest(first.days)
        rows.append(
            (
                said(named(month)),
                said(long_day(first.first_without)),
                f"{number(first.days)}" + (f" (≤ {near})" if near else ""),
                said(long_day(first.lapses_on)),
                *_counts(here),
            )
        )
    headings = [
        Text(id="Bulan terakhir", en="last month of cover"),
        Text(id="Tidak terlindungi mulai", en="without cover from"),
        Text(id="#Hari lagi", en="days left"),
        Text(id="Kepesertaan berakhir", en="membership lapses"),
        *_COUNTED,
    ]
    note = Text(
        id="Perlindungan berhenti pada hari pertama tanpa iuran. Kepesertaan berakhir belakangan, dan sesudah itu "
        "mulai dari nol.",
        en="Cover stops on the first day without a contribution. Membership lapses later, and then begins anew.",
    )
    title = Text(id="Kapan", en="When")
    return section(
        "kapan", title, table(headings, rows, "Menurut bulan terakhir", total=_total(ends, 4)), paragraph(note)
    )


def _losses(ends: Ends, pays: tuple[int, int]) -> str:
    full, scholarship, people = (_sum(ends.places, name) for name in ("full", "scholarship", "people"))
    first, whole = pays
    parts = [
        ("reject", scholarship, Text(id="santunan penuh dan beasiswa", en="full benefit and scholarship")),
        ("correct", max(0, full - scholarship), Text(id="santunan penuh", en="full benefit")),
        ("other", people - max(full, scholarship), Text(id="belum sampai", en="neither yet")),
    ]
    shares = bar([(kind, count, words.id) for kind, count, words in parts])
    shares += _key([(kind, Text(id=f"{number(count)} · {words.id}", en=words.en)) for kind, count, words in parts])
    lines = [
        Text(
            id=f"{number(full)} orang sudah berhak santunan kematian penuh {rupiah(whole)}. Bila kepesertaan berakhir "
            f"dan mulai dari nol, bulan-bulan pertama hanya memberi {rupiah(first)}.",
            en=f"{number(full)} people have the full death benefit of {rupiah(whole)}. When membership lapses and "
            f"begins anew, the first months give {rupiah(first)} only.",
        ),
        Text(
            id=f"{number(scholarship)} orang sudah cukup bulan untuk beasiswa anak; hitungan itu juga mulai dari nol.",
            en=f"{number(scholarship)} people have enough months for their children's scholarship; that count begins "
            "anew as well.",
        ),
    ]
    resumed = _sum(ends.places, "resumed")
    if resumed:
        lines.append(
            Text(
                id=f"{number(resumed)} orang dibayar lagi kemudian, sesudah jeda.",
                en=f"{number(resumed)} people are paid for again later, after a gap.",
            )
        )
    title = Text(id="Apa yang hilang", en="What is lost")
    return section("hilang", title, shares, *(paragraph(line) for line in lines))


def _key(parts: Sequence[tuple[str, Text]]) -> str:
    """What the colours mean; the squares are drawn, because the page's policy allows no style on an element."""
    items = "".join(
        f'<li><svg viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" fill="{COLOURS[kind]}"/></svg>'
        f"{both(words)}</li>"
        for kind, words in parts
    )
    return f'<ul class="key">{items}</ul>'


def _funds(ends: Ends) -> str:
    most = max(sum(place.people for place in ends.places if place.fund == fund.id) for fund in ends.funds)
    rows = []
    for fund in ends.funds:
        here = [place for place in ends.places if place.fund == fund.id]
        people = _sum(here, "people")
        drawn = _length(people, most)
        name = both(Text(id=fund.name.id, en=fund.name.en))
        rows.append((name + drawn, number(len({place.village_code for place in here})), *_counts(here)))
    headings = [Text(id="Dana yang berhenti", en="fund that stops"), Text(id="#Desa", en="villages"), *_COUNTED]
    return section(
        "dana", Text(id="Menurut dana", en="By fund"), table(headings, rows, "Menurut dana", total=_total(ends, 2))
    )


def _length(people: int, most: int) -> str:
    """A bar as long as ``people`` are among ``most``."""
    width = f"{1000 * people / most:.1f}"
    return (
        f'<svg viewBox="0 0 1000 12" height="12" preserveAspectRatio="none" role="img"><title>{number(people)} orang'
        f'</title><rect width="{width}" height="12" fill="{COLOURS["accept"]}"/></svg>'
    )


def _cost(ends: Ends) -> str:
    rows = []
    for fund in ends.funds:
        for months, people, each in _alike(ends.monthly.get(fund.id, {})):
            span = named(months[0]) if len(months) == 1 else f"{named(months[0])} – {named(months[-1])}"
            cells = (number(len(months)), number(people), rupiah(each), rupiah(len(months) * people * each))
            rows.append((said(fund.name.id), said(span), *cells))
    headings = [
        Text(id="Dana", en="fund"),
        Text(id="Bulan", en="months"),
        Text(id="#Banyaknya", en="how many"),
        Text(id="#Orang", en="people"),
        Text(id="#Iuran seorang sebulan", en="a person's contribution a month"),
        Text(id="#Biaya", en="cost"),
    ]
    note = Text(
        id="Tiap bulan menurut ketentuan bulan itu, untuk siapa yang membayar; keringanan tidak untuk uang negara.",
        en="Each month under the law of that month, for whoever pays; relief is not for public money.",
    )
    title = Text(id=f"Biaya meneruskan sampai {named(ends.until)}", en=f"The cost to go on, {in_english(ends.until)}")
    total = ("Jumlah", "", "", "", "", rupiah(ends.cost))
    return section("biaya", title, paragraph(note), table(headings, rows, "Biaya menurut bulan", total=total))


def _alike(monthly: Mapping[int, tuple[int, int]]) -> list[tuple[list[int], int, int]]:
    """Months one after another with the same people and price, together."""
    runs: list[tuple[list[int], int, int]] = []
    for month, (people, each) in monthly.items():
        if runs and runs[-1][1:] == (people, each) and later(runs[-1][0][-1], 1) == month:
            runs[-1][0].append(month)
        else:
            runs.append(([month], people, each))
    return runs


def _where(ends: Ends) -> str:
    names = Gazetteer.read()
    regencies = _grouped(ends.places, lambda place: place.village_code[:REGENCY_DIGITS])
    headings = [Text(id="Kabupaten/Kota", en="regency or city"), Text(id="#Desa", en="villages"), *_COUNTED]
    rows = [
        (
            said(names.area_name(code) or dotted(code)),
            number(len({one.village_code for one in places})),
            *_counts(places),
        )
        for code, places in regencies
    ]
    parts = [table(headings, rows, "Menurut kabupaten/kota", total=_total(ends, 2))]
    villages = {place.village_code for place in ends.places}
    if len(villages) <= MOST_VILLAGES:
        parts += [_villages(code, places, names) for code, places in regencies]
    return section("wilayah", Text(id="Menurut wilayah", en="By area"), *parts)


def _villages(code: str, places: Sequence[EndingPlace], names: Gazetteer) -> str:
    headings = [Text(id="Desa/Kelurahan", en="village"), Text(id="Sampai", en="through"), *_COUNTED]
    rows = []
    for village, here in _grouped(places, lambda place: place.village_code):
        until = ", ".join(named(month) for month in sorted({place.last_month for place in here}))
        rows.append((said(village_name(village, names)), said(until), *_counts(here)))
    name = names.area_name(code) or dotted(code)
    line = f"{said(name)}: {number(len(rows))} desa/kelurahan, {number(_sum(places, 'people'))} orang"
    return f"<details><summary>{line}</summary>{table(headings, rows, f'Desa di {name}')}</details>"


def village_name(code: str, names: Gazetteer) -> str:
    """A village as papers name it, with its district; its code where no list names it."""
    village = names.village(code)
    return f"{village_label(village.kind, village.name)}, {village.district}" if village else dotted(code)


def _left_out(ends: Ends) -> str:
    lines = (
        Text(
            id="Bulan yang belum dibayar tetapi dijanjikan dana dihitung akan dibayar, sampai bulan terakhir dana itu.",
            en="Months a fund has promised and not yet paid are taken to be paid, up to the fund's last month.",
        ),
        Text(
            id="Siapa yang sesudahnya dibayar dana lain tidak dihitung di sini. Siapa yang meninggal, pindah atau "
            "keluar juga tidak.",
            en="Who is paid on by another fund is not counted here, nor who died, moved or left.",
        ),
        Text(
            id=f"Kepesertaan dianggap mulai pada hari pertama bulan pertamanya. Biaya dihitung sampai "
            f"{named(ends.until)}, dari {named(later(ends.on.year * 100 + ends.on.month, 1))} paling awal.",
            en=f"A membership is taken to begin on the first day of its first month. Costs are counted through "
            f"{in_english(ends.until)}.",
        ),
    )
    shown = "".join(f"<li>{both(line)}</li>" for line in lines)
    return section("batas", Text(id="Cara menghitung", en="How it is counted"), f"<ul>{shown}</ul>")


_COUNTED = (
    Text(id="#Orang", en="people"),
    Text(id="#Santunan penuh", en="full benefit"),
    Text(id="#Beasiswa", en="scholarship"),
    Text(id="#Biaya sebulan", en="cost of a month"),
    Text(id="#Biaya sampai akhir", en="cost to the end"),
)


def _counts(places: Sequence[EndingPlace]) -> tuple[str, ...]:
    people, full, scholarship, month, cost = (
        _sum(places, name) for name in ("people", "full", "scholarship", "next_month", "cost")
    )
    return (number(people), number(full), number(scholarship), rupiah(month), rupiah(cost))


def _total(ends: Ends, blank: int) -> tuple[str, ...]:
    return ("Jumlah", *[""] * (blank - 1), *_counts(ends.places))


def _sum(places: Iterable[EndingPlace], name: str) -> int:
    return sum(getattr(place, name) for place in places)


def _grouped(
    places: Iterable[EndingPlace], key: Callable[[EndingPlace], str]
) -> list[tuple[str, list[EndingPlace]]]:  # fmt: skip
    found: dict[str, list[EndingPlace]] = {}
    for place in places:
        found.setdefault(key(place), []).append(place)
    return sorted(found.items())
