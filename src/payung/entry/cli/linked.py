"""How a linkage is printed: its figures, doubtful pairs side by side, decisions, and the model as bars."""

from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from payung.actions.ask_people import Asked, Pair
from payung.actions.decide_people import Decided
from payung.actions.model_people import Shown, bits
from payung.actions.write_people import Left, Place, Told
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.core.linkage.decisions import Decision
from payung.core.linkage.hidden import hidden
from payung.core.linkage.suggestion import ANSWERS, Agreement, agreement
from payung.core.linkage.words import FIELDS, SOURCES, key_words
from payung.core.roster.harmless import as_written
from payung.entry.cli.answers import add, grid, marked
from payung.entry.cli.tables import print_pairs
from payung.gateways.model_chart import Chart, Group

MARKS: dict[Agreement, tuple[str, str]] = {
    "agrees": ("=", ""),
    "alike": ("~", "yellow"),
    "differs": ("x", "red"),
    "unknown": (" ", "dim"),
}
LEGEND = Text(id="= sama   ~ mirip   x berbeda", en="= agrees   ~ alike   x differs")
PAIR = Text(id="Pasangan {n}", en="Pair {n}")
WEIGHT = Text(id="bobot {weight} bit", en="weight {weight} bits")
SUGGESTION = Text(id="saran: {answer}", en="suggested: {answer}")
OUTCOMES = {
    "ask": Text(id="ragu", en="doubtful"),
    "same": Text(id="disatukan", en="joined"),
    "different": Text(id="dipisahkan", en="kept apart"),
}
WHY = Text(id="Mengapa", en="Why")
LIST = Text(id="Daftar", en="List")
ROW = Text(id="baris {row}", en="row {row}")
DECISION = Text(id="{on} {by}: {verdict}{reason}", en="{on} {by}: {verdict}{reason}")
MORE = Text(id="… {n} pasangan ragu lagi: --most 0", en="… {n} more doubtful pairs: --most 0")
NONE = Text(id="Tidak ada pasangan yang ragu.", en="No pair is in doubt.")
HOW = Text(
    id="Putuskan: payung people decide {folder} --pair {n} --verdict sama|berbeda --by NAMA",
    en="Decide: payung people decide {folder} --pair {n} --verdict same|different --by NAME",
)
NOT_COMPARED = Text(id="Tidak dibandingkan", en="Not compared")
BLOCK = Text(
    id="{records} catatan dengan {words} yang sama, {blocks} kelompok terlalu besar; misalnya {place}",
    en="{records} records that share {words}, {blocks} groups too large; one is {place}",
)
VALUE = Text(
    id="{words}: satu nilai pada {records} catatan, tidak mengenali siapa pun; misalnya {place}",
    en="{words}: one value on {records} records, which names nobody; one is {place}",
)
COLUMN = Text(id="{words}: kosong atau tak terbaca di semua catatan", en="{words}: empty or unreadable on every record")
RESULT = Text(id="Hasil", en="Results")
NEXT = Text(id="Lalu", en="Next")
NEXT_BOOK = Text(
    id="isi sel kuning {book}, lalu: payung people decide {folder} --from {book}",
    en="fill the yellow cells of {book}, then: payung people decide {folder} --from {book}",
)
KEPT = Text(
    id="Putusan dicatat: {added}; sudah begitu sebelumnya: {already}", en="Kept: {added}; already so: {already}"
)
PERSONS = Text(id="Orang: {before} menjadi {after}", en="Persons: {before}, now {after}")
LATER = Text(
    id="Belum diterapkan; jalankan payung people link lagi.", en="Not applied yet; run payung people link again."
)
COSTS = Text(id="Bila batasnya lain (pasangan)", en="Were a threshold another (pairs)")
COST_HEADS = (
    Text(id="Batas, bit", en="Threshold, bits"),
    Text(id="menyatukan: disatukan", en="to join: joined"),
    Text(id="ditanyakan", en="asked"),
    Text(id="menanyakan: ditanyakan", en="to ask: asked"),
)
PICTURE = Text(id="Gambar", en="Picture")
LABEL_WIDTH, FIGURE_WIDTH, MARK_WIDTH = 14, 9, 1


def print_told(told: Told, language: str, console: Console) -> None:
    """Print the figures of a linkage, what was not compared, what the user must know, and what to do next."""
    lines = [(_indented(SOURCES[source]), number(count)) for source, count in told.records.items()]
    head = [(Text(id="Catatan", en="Records"), number(sum(told.records.values())))]
    new = [(Text(id="Catatan baru", en="New records"), number(told.new))] if told.new is not None else []
    rest = [
        (Text(id="Orang", en="Persons"), number(told.persons)),
        (Text(id="Pasangan dibandingkan", en="Pairs compared"), number(told.compared)),
        (Text(id="  orang yang sama", en="  the same person"), number(told.outcomes["same"])),
        (Text(id="  ditanyakan", en="  asked about"), number(told.outcomes["ask"])),
        (Text(id="  berbeda", en="  different"), number(told.outcomes["different"])),
    ]
    if told.new is not None:
        rest.append((Text(id="Pasangan ragu seluruhnya", en="Doubtful pairs in all"), number(told.asked)))
    if told.decided:
        rest.append((Text(id="Putusan yang berlaku", en="Decisions in force"), number(told.decided)))
    if told.lost:
        rest.append((Text(id="  catatannya tidak ada lagi", en="  about records no longer there"), number(told.lost)))
    print_pairs(console, head + lines + new + rest, language)
    if told.left:
        console.print(Line(f"{NOT_COMPARED.in_(language)}:", style="bold"))
    for left in told.left:
        console.print(marked("-", _left(left, language)))
    for note in told.notes:
        console.print(marked("!", note.in_(language), "yellow"))
    _path(RESULT.in_(language), str(told.folder), console)
    if told.asked:
        folder = told.folder
        _path(NEXT.in_(language), f"payung people ask {folder}", console)
        print_book(folder / "ask.xlsx", folder, language, console)


def print_book(book: Path, folder: Path, language: str, console: Console) -> None:
    """Print what to do with a workbook of doubtful pairs of the result in ``folder``."""
    said = NEXT_BOOK.filled(book=book, folder=folder)
    console.print(Line(f"  {said.in_(language)}", overflow="fold"), soft_wrap=True)


def _indented(text: Text) -> Text:
    return Text(id=f"  {text.id}", en=f"  {text.en}")


def _path(label: str, said: str, console: Console) -> None:
    console.print(Line(f"{label}: {said}", overflow="fold"), soft_wrap=True)


def _left(left: Left, language: str) -> str:
    place = _place(left.place, language) if left.place else ""
    counts = {"records": number(left.records), "blocks": number(left.blocks), "place": place}
    if left.blocks:
        return BLOCK.filled(words=key_words(left.code).in_(language), **counts).in_(language)
    words = FIELDS[left.code].in_(language)
    return (VALUE if left.records else COLUMN).filled(words=words, **counts).in_(language)


def _place(place: Place, language: str) -> str:
    where = f"{place.file} [{place.sheet}]" if place.sheet else place.file
    return f"{where}, {ROW.filled(row=number(place.row)).in_(language)}"


def print_asked(asked: Asked, language: str, console: Console, *, whole: bool = False) -> None:
    """Print pairs, both records field by field; NIK and family card by their last four digits, unless ``whole``."""
    if not asked.pairs:
        console.print(NONE.in_(language))
        return
    for pair in asked.pairs:
        _print_pair(pair, language, console, whole=whole)
    console.print(LEGEND.in_(language), style="dim")
    doubtful = sum(pair.facts["outcome"] == "ask" for pair in asked.pairs)
    if len(asked.pairs) > 1 and asked.doubtful > doubtful:
        console.print(MORE.filled(n=number(asked.doubtful - doubtful)).in_(language))
    said = HOW.filled(folder=asked.folder, n=asked.pairs[0].number)
    console.print(Line(said.in_(language), overflow="fold"), soft_wrap=True)


def _print_pair(pair: Pair, language: str, console: Console, *, whole: bool) -> None:
    facts = pair.facts
    said = [PAIR.filled(n=pair.number), OUTCOMES[facts["outcome"]], WEIGHT.filled(weight=bits(facts["weight"]))]
    if facts["suggestion"]:
        said.append(SUGGESTION.filled(answer=ANSWERS[facts["suggestion"]].in_(language)))
    console.print(Line(" · ".join(text.in_(language) for text in said), style="bold"))
    table = Table.grid(padding=(0, 1, 0, 0))
    side = (console.width - LABEL_WIDTH - MARK_WIDTH - 4) // 2
    for width in (LABEL_WIDTH, MARK_WIDTH, side, side):
        table.add_column(width=width, overflow="fold")
    where = [
        "\n".join(
            (
                SOURCES[facts[f"{one}_source"]].in_(language),
                _place(Place(facts[f"{one}_file"], facts[f"{one}_sheet"] or "", facts[f"{one}_row"]), language),
            )
        )
        for one in ("left", "right")
    ]
    table.add_row(Line(LIST.in_(language)), "", *(Line(text) for text in where))
    for field, name in FIELDS.items():
        sign, style = MARKS[agreement(facts[field])]
        both = facts[f"left_{field}"], facts[f"right_{field}"]
        values = (_value(field, *way, whole=whole) for way in (both, both[::-1]))
        table.add_row(Line(name.in_(language)), Line(sign, style=style), *(Line(text, style=style) for text in values))
    console.print(table)
    why = facts["why_en"] if language == "en" else facts["why_id"]
    console.print(marked(f"{WHY.in_(language)}:", why))
    for decision in pair.history:
        console.print(marked("-", _decision(decision, language)))
    console.print()


def _value(field: str, value: object, other: object, *, whole: bool) -> str:
    if value is None:
        return "–"
    if field in ("nik", "family_card") and not whole:
        return hidden(str(value), str(other or ""))
    return str(value)


def _decision(decision: Decision, language: str) -> str:
    reason = f" ({as_written(decision.reason)})" if decision.reason else ""
    verdict = ANSWERS[decision.verdict].in_(language)
    return f"{decision.on} {as_written(decision.by)}: {verdict}{reason}"


def print_decided(decided: Decided, language: str, console: Console) -> None:
    """Print what was kept, and what became of the persons by it."""
    kept = KEPT.filled(added=number(len(decided.added)), already=number(decided.already))
    console.print(Line(kept.in_(language)))
    if decided.told:
        counts = {"before": number(decided.before), "after": number(decided.told.persons)}
        console.print(Line(PERSONS.filled(**counts).in_(language)))
        asked = Text(id="Masih ditanyakan: {n}", en="Still asked about: {n}").filled(n=number(decided.told.asked))
        console.print(Line(asked.in_(language)))
    elif decided.added:
        console.print(Line(LATER.in_(language)))


def print_model(shown: Shown, svg: Path | None, language: str, console: Console) -> None:
    """Print the chart as bars of signs, then what other thresholds would do."""
    chart = shown.chart
    console.print(Line(chart.title, style="bold"))
    console.print(Line(chart.says))
    for group in chart.groups:
        console.print()
        _print_group(chart, group, console)
    console.print()
    console.print(Line(COSTS.in_(language), style="bold"))
    table = grid(right=[heading.in_(language) for heading in COST_HEADS])
    model = shown.model
    for cost in shown.costs:
        here = cost.bits * 1000 in (model.same_at, model.ask_at)
        figures = [number(one) for one in (cost.joined, cost.asked_joining, cost.asked_asking)]
        add(table, f"{'> ' if here else ''}{cost.bits}", *figures, style="bold" if here else "")
    console.print(table)
    if svg:
        _path(PICTURE.in_(language), str(svg), console)


def _print_group(chart: Chart, group: Group, console: Console) -> None:
    console.print(Line(group.heading, style="bold"))
    low, high = chart.reach(group)
    label = (console.width - FIGURE_WIDTH) // 2
    room = console.width - label - FIGURE_WIDTH - 3
    left = room * -low // (high - low)
    styles = {"for": "green", "against": "red", "asked": "yellow", "apart": "dim"}
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=label, overflow="fold")
    table.add_column(width=room, no_wrap=True)
    table.add_column(width=FIGURE_WIDTH, justify="right", overflow="fold")
    for bar in group.bars:
        length = (room - 1) * abs(bar.value) // (high - low)
        drawn = f"{'█' * length:>{left}}│" if bar.value < 0 else f"{'':{left}}│{'█' * length}"
        kind = bar.kind or ("for" if bar.value > 0 else "against")
        table.add_row(Line(bar.label), Line(drawn, style=styles[kind]), Line(bar.shown))
    console.print(table)
    if group.note:
        console.print(Line(group.note))
