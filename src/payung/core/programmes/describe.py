"""A programme said in lines: what ``payung programme show`` and the reference page print."""

from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.programmes.figures import contribution_in, recomputed, shortfall
from payung.core.programmes.programme import Figure, Programme, Scope, Stated, person_months
from payung.core.programmes.words import CRITERIA, FUND_SOURCES, GROUP_KINDS, RANKINGS, SCOPES

Line = tuple[Text, Text]

NOTHING = Text(id="", en="")
NOT_STATED = Text(id="tidak disebut sumber", en="no source states it")


def describe(programme: Programme, language: str) -> list[tuple[str, str]]:
    """Label and value of everything the programme's file says, in ``language`` ("id" or "en").

    Rules, money, what it buys, what is short, stated numbers, announced figures with whether they fit, open points,
    sources. A heading has the value "". Raises: NoValueInForce for a year before the law's first values.
    """
    contribution = contribution_in(programme, LawBook.read())
    lines = [
        *_head(programme),
        *_rules(programme),
        *_money(programme, contribution),
        *_bought(programme, contribution),
        *_numbers(programme),
        *_numbered(Text(id="Belum pasti", en="Open points"), programme.open),
        *_numbered(Text(id="Sumber", en="Sources"), [_same(source) for source in programme.sources]),
    ]
    return [(label.in_(language), value.in_(language)) for label, value in lines]


def _head(programme: Programme) -> list[Line]:
    listed = "; ".join(programme.legal_basis)
    return [
        (programme.name, NOTHING),
        (Text(id="Kode", en="Id"), _same(programme.id)),
        (Text(id="Wilayah", en="Area"), _same(f"{programme.area_name} ({programme.area_code})")),
        (Text(id="Pelaksana", en="Run by"), _same(programme.run_by)),
        (Text(id="Tahun", en="Year"), _same(str(programme.year))),
        (Text(id="Dasar hukum", en="Legal basis"), _same(listed) if listed else NOT_STATED),
    ]


def _rules(programme: Programme) -> list[Line]:
    lines = [
        (Text(id="Aturan", en="Rules"), NOTHING),
        (Text(id="Syarat", en="Criteria"), _joined([CRITERIA[word] for word in programme.criteria], "; ")),
    ]
    if programme.decile_at_most is not None:
        lines.append((Text(id="Desil paling tinggi", en="Highest decile"), _count(programme.decile_at_most)))
    if programme.age_minimum is not None:
        lines.append((Text(id="Usia paling rendah", en="Lowest age"), _count(programme.age_minimum)))
    quota = NOT_STATED if programme.quota is None else _per(_count(programme.quota), programme.quota_per)
    return [
        *lines,
        (Text(id="Kuota (orang)", en="Quota (people)"), quota),
        (Text(id="Lama (bulan)", en="Length (months)"), _count(programme.months)),
        (Text(id="Urutan", en="Order"), _joined([RANKINGS[word] for word in programme.ranked_by], " → ")),
    ]


def _money(programme: Programme, contribution: int) -> list[Line]:
    fund = programme.fund
    group = _joined([_same(fund.group_kind), GROUP_KINDS[fund.group_kind], SCOPES[fund.group_per]], ", ")
    public = Text(id="uang publik, iuran penuh", en="public money, full contribution")
    private = Text(id="bukan uang publik", en="no public money")
    amount = NOT_STATED if fund.amount is None else _per(_rupiah(fund.amount), fund.per)
    return [
        (Text(id="Uang", en="Money"), NOTHING),
        (Text(id="Dana", en="Fund"), _joined([fund.name, FUND_SOURCES[fund.source]], ", ")),
        (Text(id="Jenis", en="Kind"), public if fund.public_money else private),
        (Text(id="Wadah", en="Group account"), group),
        (Text(id="Jumlah", en="Amount"), amount),
        (Text(id="Iuran per orang-bulan", en="Contribution a person-month"), _rupiah(contribution)),
    ]


def _bought(programme: Programme, contribution: int) -> list[Line]:
    """What the money buys, what the quota costs, and the difference."""
    fund, months = programme.fund, programme.months
    lines: list[Line] = []
    if fund.amount is not None:
        bought, left = person_months(fund.amount, contribution)
        full, rest = divmod(bought, months)
        said = Text(
            id="{people} orang penuh, lalu {rest} orang-bulan", en="{people} people in full, then {rest} person-months"
        )
        lines += [
            (Text(id="Orang-bulan yang terbeli", en="Person-months it buys"), _per(_count(bought), fund.per)),
            (Text(id="Sisa", en="Left over"), _per(_rupiah(left), fund.per)),
            (Text(id=f"Untuk {months} bulan", en=f"For {months} months"), said.filled(people=full, rest=rest)),
        ]
    if programme.quota is not None:
        cost = _rupiah(programme.quota * months * contribution)
        lines.append((Text(id="Biaya kuota penuh", en="Cost of the full quota"), _per(cost, programme.quota_per)))
    short = shortfall(programme, contribution)
    if short is not None and short > 0:
        lines.append((Text(id="Kurang", en="Short of money"), _per(_rupiah(short), fund.per)))
        villages = next((stated.value for stated in programme.stated if stated.id == "villages"), None)
        if villages is not None and fund.per == "village":
            label = Text(id="Kurang, semua desa", en="Short of money, all villages")
            lines.append((label, _rupiah(short * villages)))
    return lines


def _numbers(programme: Programme) -> list[Line]:
    lines: list[Line] = []
    if programme.stated:
        lines.append((Text(id="Angka yang dinyatakan sumber", en="Numbers the sources state"), NOTHING))
        lines += [(stated.name, _sourced(_count(stated.value), stated)) for stated in programme.stated]
    if programme.figures:
        lines.append((Text(id="Angka yang diumumkan, dihitung ulang", en="Announced figures, recomputed"), NOTHING))
        lines += [(figure.name, _figure(figure, programme)) for figure in programme.figures]
    return lines


def _figure(figure: Figure, programme: Programme) -> Text:
    value = _count(recomputed(figure, programme, LawBook.read()))
    fits = Text(id="COCOK", en="FITS") if figure.fits else Text(id="TIDAK COCOK", en="DOES NOT FIT")
    worked = _joined([_same(figure.formula), value], " = ")
    most = Text(id="paling banyak ", en="at most ") if figure.relation == "at_most" else NOTHING
    announced = _joined([most, _count(figure.announced)], "")
    said = _joined([announced, _joined([worked, fits], ": ")], "; ")
    return _sourced(said if figure.note is None else _joined([said, figure.note], ". "), figure)


def _sourced(said: Text, of: Stated | Figure) -> Text:
    quoted = f' "{of.quoted}"' if of.quoted else ""
    return _joined([said, _same(f"[{of.source}{':' if quoted else ''}{quoted}]")], " ")


def _numbered(heading: Text, sentences: list[Text] | tuple[Text, ...]) -> list[Line]:
    lines = [(_same(str(place)), sentence) for place, sentence in enumerate(sentences, 1)]
    return [(heading, NOTHING), *lines] if lines else []


def _per(said: Text, scope: Scope) -> Text:
    return _joined([said, SCOPES[scope]], " ")


def _count(count: int) -> Text:
    return Text(id=number(count), en=f"{count:,}")


def _rupiah(amount: int) -> Text:
    return Text(id=f"Rp{number(amount)}", en=f"Rp{amount:,}")


def _same(text: str) -> Text:
    return Text(id=text, en=text)


def _joined(parts: list[Text], between: str) -> Text:
    return Text(id=between.join(part.id for part in parts), en=between.join(part.en for part in parts))
