"""The page of a plan: whose money pays how many, what stays unpaid and why, what is left and why. No names, no NIKs."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from payung.core.allocation.criteria import criterion
from payung.core.allocation.fund import Fund, Plan
from payung.core.allocation.month_words import month_words
from payung.core.allocation.reasons import LEFT_REASONS
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.core.programmes.words import FUND_SOURCES
from payung.gateways.plan_figures import PlanFigures
from payung.gateways.plan_lists import why_unpaid
from payung.gateways.summary_parts import STYLE, bar, both, equation, paragraph, said, section, table, tiles

RANKED = Text(
    id="Cara: urutan yang diumumkan. Dana membayar menurut urutan dalam tabel; dalam tiap dana, orang menurut "
    "peringkat, lalu bulan demi bulan.",
    en="Method: the published ranking. Funds pay in the order of the table; in each fund people by rank, then month "
    "after month.",
)
CHOSEN = Text(
    id="Cara: rencana terbaik untuk satu tujuan. Tidak ada giliran; peringkat hanya memilih di antara orang yang sama "
    "menurut semua aturan, dan untuk uang yang tidak dibutuhkan tujuan itu.",
    en="Method: the best plan for an aim. Nobody has a turn; the ranking only chooses among people alike in every "
    "rule, and for money the aim does not need.",
)


def write_plan_page(
    figures: PlanFigures,
    plan: Plan,
    regencies: Mapping[str, str],
    path: Path,
    *,
    seed: int,
    certificate: Text | None = None,
    notes: Sequence[Text] = (),
) -> None:
    """Write the page to ``path``. ``regencies``: code of 4 digits -> name; ``certificate``: what is said of a plan that
    was chosen for an aim, None for the published ranking; ``notes``: about its people. Same input, same bytes."""
    span = month_words(2 ** len(plan.months) - 1, plan.months)
    title = Text(id=f"Pembagian dana {span.id}", en=f"Whose money, whose months: {span.en}")
    method = CHOSEN if certificate else RANKED
    body = [
        _certificate(certificate) if certificate else "",
        _first_figures(figures),
        _equation(figures, notes),
        _funds(figures, plan),
        _months(figures, plan),
        _unpaid(figures, plan, ranked=certificate is None),
        _left(figures, plan),
        _regencies(figures, regencies),
        _rules(plan),
    ]
    page = (
        '<!DOCTYPE html><html lang="id"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{said(title.id)}</title><style>{STYLE}</style></head><body>"
        f"<header><h1>{both(title)}</h1>{paragraph(method)}<p>Undian / seed {seed}</p></header>"
        f"<main>{''.join(body)}</main><footer>"
        + paragraph(
            Text(
                id="Periksa sendiri: payung budget verify FOLDER menghitung ulang semuanya dari tabel di folder ini.",
                en="Check it: payung budget verify FOLDER computes all of it again from the tables of this folder.",
            )
        )
        + "</footer></body></html>\n"
    )
    path.write_text(page, encoding="utf-8", newline="\n")


def _certificate(certificate: Text) -> str:
    lines = zip(certificate.id.split("\n"), certificate.en.split("\n"), strict=True)
    title = Text(id="Seberapa baik rencana ini", en="How good this plan is")
    return section("bukti", title, *(paragraph(Text(id=id_, en=en)) for id_, en in lines))


def _first_figures(figures: PlanFigures) -> str:
    return tiles(
        [
            (number(figures.fully), Text(id="orang dibayar penuh", en="people paid in full")),
            (number(figures.partly), Text(id="orang dibayar sebagian bulan", en="people paid some months")),
            (number(figures.unpaid), Text(id="orang tidak dibayar", en="people not paid")),
            (number(figures.paid), Text(id="orang-bulan dibayar", en="person-months paid")),
            (rupiah(figures.spent), Text(id="iuran terpakai", en="contributions used")),
            (rupiah(figures.released - figures.spent), Text(id="sisa uang", en="money left")),
        ]
    )


def _equation(figures: PlanFigures, notes: Sequence[Text]) -> str:
    parts = [
        ("accept", figures.fully, "dibayar penuh", "paid in full"),
        ("correct", figures.partly, "dibayar sebagian", "paid in part"),
        ("reject", figures.unpaid, "tidak dibayar", "not paid"),
    ]
    asking = figures.fully + figures.partly + figures.unpaid
    return section(
        "orang",
        Text(id="Siapa yang terlindungi", en="Who is covered"),
        equation(asking, Text(id="orang yang bulannya boleh dibayar", en="people with months that may be paid"), parts),
        paragraph(
            Text(
                id=f"{number(figures.reach_3)} orang mendapat sedikitnya 3 bulan. Dalam bulan-bulan pertama santunan "
                "kematian hanya biaya pemakaman; siapa yang sampai penuh, ditunjukkan payung plan simulate.",
                en=f"{number(figures.reach_3)} get 3 months or more. In the first months a death pays burial costs "
                "only; payung plan simulate shows who gets further.",
            )
        ),
        *map(paragraph, notes),
    )


def _funds(figures: PlanFigures, plan: Plan) -> str:
    rows = []
    for fund, _, released, spent, left, people, months in figures.funds.iter_rows():
        of = plan.funds[fund]
        source = FUND_SOURCES[of.source]
        name = Text(id=f"{fund + 1}. {of.name.id}", en=f"{of.name.en} · {source.en}")
        amounts = (rupiah(released), rupiah(spent), rupiah(left))
        rows.append((f"{both(name)}<code>{said(of.id)}</code>", *amounts, number(people), number(months)))
    headings = [
        Text(id="Dana, menurut urutannya", en="fund, in their order"),
        Text(id="#Masuk", en="came in"),
        Text(id="#Terpakai", en="used"),
        Text(id="#Sisa", en="left"),
        Text(id="#Orang", en="people"),
        Text(id="#Orang-bulan", en="person-months"),
    ]
    rest = rupiah(figures.released - figures.spent)
    total = ("Jumlah", rupiah(figures.released), rupiah(figures.spent), rest, "", number(figures.paid))
    note = Text(
        id="Masuk = terpakai + sisa, sampai rupiah. Seorang dapat dibayar beberapa dana, tidak pernah dua untuk satu "
        "bulan. Desa yang tidak punya seorang pun dalam daftar tidak dihitung.",
        en="Came in = used + left, to the rupiah. A person may be paid by several funds, never by two for one month. "
        "Villages with nobody on the list are not counted.",
    )
    shown = table(headings, rows, "Dana", total=total)
    return section(
        "dana", Text(id="Dana siapa, untuk berapa orang", en="Whose money, for how many"), paragraph(note), shown
    )


def _months(figures: PlanFigures, plan: Plan) -> str:
    rows = []
    for at, (_, payable, paid) in enumerate(figures.months.iter_rows()):
        shares = bar([("accept", paid, "dibayar"), ("reject", payable - paid, "tidak dibayar")], height=12)
        percent = f"{1000 * paid // payable / 10:.1f} %".replace(".", ",") if payable else "–"
        rows.append((both(month_words(1 << at, plan.months)) + shares, number(payable), number(paid), percent))
    headings = [
        Text(id="Bulan", en="month"),
        Text(id="#Boleh dibayar", en="may be paid"),
        Text(id="#Dibayar", en="paid"),
        Text(id="#Bagian", en="share"),
    ]
    return section("bulan", Text(id="Bulan demi bulan", en="Month after month"), table(headings, rows, "Bulan"))


def _unpaid(figures: PlanFigures, plan: Plan, *, ranked: bool) -> str:
    rows = [
        (
            both(why_unpaid(reason, plan.funds[fund] if fund >= 0 else None)),
            number(people),
            number(months),
            f'<code class="n">{said(reason)}</code>',
        )
        for fund, reason, people, months in figures.reasons.iter_rows()
    ]
    headings = [
        Text(id="Sebab", en="why"),
        Text(id="#Orang", en="people"),
        Text(id="#Orang-bulan", en="person-months"),
        Text(id="Kode", en="code"),
    ]
    note = (
        Text(
            id="Tiap bulan yang tidak dibayar punya satu sebab; siapa yang berada tepat di atasnya tertulis di "
            "unpaid.csv.",
            en="Each unpaid month has one reason; who stands just above is in unpaid.csv.",
        )
        if ranked
        else Text(
            id="Tiap bulan yang tidak dibayar punya satu sebab, dengan dana terakhir yang boleh membayarnya.",
            en="Each unpaid month has one reason, with the last fund that may pay it.",
        )
    )
    title = Text(id="Yang tidak dibayar, dan sebabnya", en="What is not paid, and why")
    return section("sebab", title, paragraph(note), table(headings, rows, "Sebab tidak dibayar"))


def _left(figures: PlanFigures, plan: Plan) -> str:
    rows = [
        (both(plan.funds[fund].name), both(LEFT_REASONS[reason]), number(purses), rupiah(left))
        for fund, reason, purses, left in figures.rests.iter_rows()
    ]
    headings = [
        Text(id="Dana", en="fund"),
        Text(id="Sebab", en="why"),
        Text(id="#Kantong", en="purses"),
        Text(id="#Sisa", en="left"),
    ]
    title = Text(id="Uang yang tersisa, dan sebabnya", en="Money left, and why")
    total = ("Jumlah", "", "", rupiah(figures.released - figures.spent))
    return section("sisa", title, table(headings, rows, "Sisa uang", total=total))


def _regencies(figures: PlanFigures, regencies: Mapping[str, str]) -> str:
    rows = []
    for code, people, fully, partly, unpaid, months, amount in figures.regencies.iter_rows():
        shares = bar(
            [("accept", fully, "penuh"), ("correct", partly, "sebagian"), ("reject", unpaid, "tidak")], height=12
        )
        cells = (people, fully, partly, unpaid, months)
        rows.append((said(regencies.get(code, code)) + shares, *map(number, cells), rupiah(amount)))
    headings = [
        Text(id="Kabupaten/Kota", en="regency or city"),
        Text(id="#Orang", en="people"),
        Text(id="#Penuh", en="in full"),
        Text(id="#Sebagian", en="in part"),
        Text(id="#Tidak", en="not"),
        Text(id="#Orang-bulan", en="person-months"),
        Text(id="#Iuran", en="money"),
    ]
    return section("kabupaten", Text(id="Menurut kabupaten/kota", en="By regency"), table(headings, rows, "Kabupaten"))


def _rules(plan: Plan) -> str:
    rows = [(both(fund.name), _who(fund), _when(fund, plan, at)) for at, fund in enumerate(plan.funds)]
    headings = [
        Text(id="Dana", en="fund"),
        Text(id="Siapa, di mana, berapa orang", en="who, where, how many"),
        Text(id="Uang, bulan dan iuran", en="money, months and price"),
    ]
    return section(
        "aturan", Text(id="Aturan tiap dana", en="The rules of each fund"), table(headings, rows, "Aturan dana")
    )


def _who(fund: Fund) -> str:
    who = [criterion(word).name for word in fund.who]
    first = [criterion(word).name for word in fund.first]
    lines = [Text(id=f"Wilayah {fund.area_code}", en=f"area {fund.area_code}")]
    if who:
        lines.append(Text(id=f"hanya {' dan '.join(t.id for t in who)}", en=f"only {' and '.join(t.en for t in who)}"))
    if first:
        lines.append(
            Text(
                id=f"lebih dahulu {' atau '.join(t.id for t in first)}", en=f"first {' or '.join(t.en for t in first)}"
            )
        )
    if fund.people is not None:
        lines.append(Text(id=f"paling banyak {number(fund.people)} orang", en=f"{number(fund.people)} people at most"))
    if fund.people_per_village is not None:
        most = number(fund.people_per_village)
        lines.append(Text(id=f"paling banyak {most} orang per desa", en=f"{most} people a village at most"))
    if fund.people_taken:
        taken = number(sum(fund.people_taken.values()))
        lines.append(
            Text(
                id=f"{taken} tempat di desa sudah terisi oleh keputusan sebelumnya",
                en=f"{taken} places of villages are taken by decrees before",
            )
        )
    return both(Text(id="; ".join(line.id for line in lines), en="; ".join(line.en for line in lines)))


def _when(fund: Fund, plan: Plan, at: int) -> str:
    each = Text(id="per desa", en="a village") if fund.per == "village" else Text(id="seluruhnya", en="in all")
    tranches = ", ".join(f"{rupiah(t.amount)} ({t.month // 100}-{t.month % 100:02d})" for t in fund.tranches)
    paying = [plan.months.index(month) for month in fund.months]
    months = month_words(sum(1 << month for month in paying), plan.months)
    prices = " / ".join(rupiah(price) for price in dict.fromkeys(plan.prices[at][month] for month in paying))
    return both(
        Text(id=f"{tranches} {each.id}; {months.id}; iuran {prices}", en=f"{tranches} {each.en}; {months.en}; {prices}")
    )
