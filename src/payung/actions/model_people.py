"""Show what the comparisons weigh, how the pairs are spread, and what other thresholds would cost."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from payung.actions.people_folder import read_people
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.core.linkage.comparisons import COMPARISONS
from payung.core.linkage.model import MILLIBITS, Model
from payung.core.linkage.outcome import OUTCOMES
from payung.core.linkage.words import FIELDS
from payung.engines.likeness.judge import RARE
from payung.gateways.model_chart import Bar, Chart, Group, Kind, write_chart

THRESHOLDS = (-10, -5, -1, 0, 5, 10, 15, 20, 30)
"""Whole bits at which the cost is told, beside those of the model."""

BIN = 5
"""Bits of weight in a bar of the histogram."""

RARER = Text(id="{says} *", en="{says} *")
TITLE = Text(
    id="Bobot pencocokan, model versi {version}, undian {seed}",
    en="Weights of the linkage, version {version}, seed {seed}",
)
MADE = Text(
    id="Ditaksir dari {pairs} pasangan di antara {records} catatan. Satu bit melipatduakan dugaan bahwa dua catatan "
    "satu orang; bobot awal tiap pasangan {prior} bit. Disatukan mulai {same} bit, ditanyakan mulai {ask} bit. "
    "* lebih berat bila nilainya jarang.",
    en="Estimated from {pairs} pairs among {records} records. One bit doubles the odds of one person; "
    "every pair starts with {prior} bits. Joined from {same} bits on, asked about from {ask} bits on. "
    "* weighs more where the value is rare.",
)
SPREAD: Mapping[str, Text] = {
    "same": Text(
        id="Sebaran bobot: pasangan yang boleh disatukan (skala logaritma)",
        en="Spread of the weights: pairs that may be joined (log scale)",
    ),
    "ask": Text(
        id="Pasangan yang hanya boleh ditanyakan, berapa pun bobotnya",
        en="Pairs that may only be asked about, whatever they weigh",
    ),
    "different": Text(
        id="Pasangan yang tidak pernah disatukan: kembar, senama, NIK orang lain",
        en="Pairs that are never joined: twins, namesakes, the NIK of somebody else",
    ),
}
COUNTED = Text(id="{n} pasangan.", en="{n} pairs.")
RANGE = Text(id="{low} sampai {high} bit{what}", en="{low} to {high} bits{what}")
WHAT: Mapping[Kind, Text] = {
    "for": Text(id=" · disatukan", en=" · joined"),
    "asked": Text(id=" · ditanyakan", en=" · asked"),
    "apart": Text(id="", en=""),
}
"""What becomes of pairs that weigh so much."""


@dataclass(frozen=True)
class Cost:
    """What a threshold at ``bits`` would do. ``joined`` and ``asked_joining``: pairs joined and asked about were it the
    one for joining; ``asked_asking``: pairs asked about were it the one for asking. Pairs of the same two persons are
    counted each, so that what a person is really asked is less."""

    bits: int
    joined: int
    asked_joining: int
    asked_asking: int


@dataclass(frozen=True)
class Shown:
    """A model: ``chart`` for people, and what other thresholds would do."""

    model: Model
    chart: Chart
    costs: tuple[Cost, ...]


def model_people(path: Path, *, language: str = "id", svg: Path | None = None) -> Shown:
    """The model of the result in ``path``, its chart in ``language``; with ``svg`` also written there as a picture.

    Raises: PeopleFolderWrong, ModelUnreadable, DecisionUnreadable.
    """
    folder = read_people(path)
    weights = folder.mark["weights"]
    bars: dict[str, dict[int, int]] = {
        outcome: {int(bit): int(count) for bit, count in weights[outcome].items()} for outcome in OUTCOMES
    }
    model = folder.model
    groups = [_levels(model, at, language) for at in range(len(COMPARISONS))]
    chart = Chart(
        title=TITLE.filled(version=model.version, seed=model.seed).in_(language),
        says=_made(model).in_(language),
        groups=(*groups, *_spread(model, bars, language)),
        language=language,
    )
    if svg is not None:
        write_chart(chart, svg)
    return Shown(model, chart, _costs(model, bars["same"], bars["ask"]))


def _made(model: Model) -> Text:
    return MADE.filled(
        pairs=number(model.pairs),
        records=number(model.records),
        prior=bits(model.prior),
        same=bits(model.same_at),
        ask=bits(model.ask_at),
    )


def bits(millibits: int) -> str:
    """Thousandths of a bit as bits, to a tenth.

    >>> bits(-14_960), bits(5_000)
    ('-15,0', '5,0')
    """
    tenths = (abs(millibits) + MILLIBITS // 20) // (MILLIBITS // 10)
    return f"{'-' if millibits < 0 and tenths else ''}{tenths // 10},{tenths % 10}"


def _levels(model: Model, at: int, language: str) -> Group:
    comparison = COMPARISONS[at]
    rare = RARE.get(comparison.field, ())
    bars = []
    for place, (level, weight) in enumerate(zip(comparison.levels, model.weights(at)[1:], strict=True), 1):
        says = RARER.filled(says=level.says.in_(language)).in_(language) if place in rare else level.says.in_(language)
        bars.append(Bar(says, weight, bits(weight)))
    return Group(FIELDS[comparison.field].in_(language), tuple(bars), "")


def _spread(model: Model, bars: Mapping[str, Mapping[int, int]], language: str) -> Iterator[Group]:
    """The histograms, by the most that guards leave a pair; a bar for ``BIN`` bits, its length grows with the logarithm
    of the count."""
    for outcome in reversed(OUTCOMES):
        counts: dict[int, int] = {}
        for bit, count in bars[outcome].items():
            counts[bit // BIN] = counts.get(bit // BIN, 0) + count
        shown = []
        for place in range(min(counts, default=0), max(counts, default=-1) + 1):
            count, low = counts.get(place, 0), place * BIN
            kind = _kind(model, low, outcome)
            label = RANGE.filled(low=low, high=low + BIN, what=WHAT[kind].in_(language)).in_(language)
            shown.append(Bar(label, count.bit_length() * MILLIBITS, number(count), kind))
        if counts:
            note = COUNTED.filled(n=number(sum(counts.values()))).in_(language)
            yield Group(SPREAD[outcome].in_(language), tuple(shown), note)


def _kind(model: Model, low: int, most: str) -> Kind:
    """The colour of the bar that begins at ``low`` bits, of pairs of which at most ``most`` may come."""
    if most == "same" and low * MILLIBITS >= model.same_at:
        return "for"
    return "asked" if most != "different" and (low + BIN) * MILLIBITS > model.ask_at else "apart"


def _costs(model: Model, free: Mapping[int, int], guarded: Mapping[int, int]) -> tuple[Cost, ...]:
    same, ask = model.same_at // MILLIBITS, model.ask_at // MILLIBITS

    def among(histogram: Mapping[int, int], low: int, high: int | None = None) -> int:
        return sum(count for bit, count in histogram.items() if bit >= low and (high is None or bit < high))

    return tuple(
        Cost(
            bits=at,
            joined=among(free, at),
            asked_joining=among(free, ask, max(ask, at)) + among(guarded, ask),
            asked_asking=among(free, at, max(same, at)) + among(guarded, at),
        )
        for at in sorted({*THRESHOLDS, same, ask})
    )
