"""How right an answer to "which records are one person" is, in pairs of records.

A pair counts as joined when both records are in one cluster, however they got there. Precision: joined pairs that are
one person; recall: pairs of one person that are joined; a pair that is asked about is not joined. No pairs are listed
for these three, so a linker that joins everything is measured as fast as one that joins nothing.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Labels = npt.NDArray[np.int64]
NO_PAIRS = pl.DataFrame(schema={"left": pl.Int64, "right": pl.Int64})


@dataclass(frozen=True)
class Answer:
    """``cluster``: a number for each record, by position. ``asked``: left, right. ``scored``: left, right, score, of
    linkers that leave the threshold to their user. ``notes``: what else is worth a line."""

    cluster: Labels
    asked: pl.DataFrame = field(default_factory=lambda: NO_PAIRS)
    scored: pl.DataFrame | None = None
    notes: str = ""


@dataclass(frozen=True)
class Quality:
    """Shares of 1. ``best``: F1 of scored pairs at the threshold that only the truth could have chosen; ``answered``:
    F1 when persons have answered every question rightly. ``asked``: questions; ``asked_same``: right answer yes."""

    precision: float
    recall: float
    f1: float
    best: float | None
    answered: float
    asked: int
    asked_same: int


def clusters_of(records: int, pairs: pl.DataFrame) -> Labels:
    """The connected components of ``pairs`` (left, right)."""
    left, right = (pairs[side].to_numpy() for side in ("left", "right"))
    graph = coo_array((np.ones(len(left), dtype=np.int8), (left, right)), shape=(records, records))
    return connected_components(graph, directed=False)[1].astype(np.int64)


def quality(answer: Answer, person: Labels) -> Quality:
    """``person``: the truth, a number for each record by position."""
    joined, real, both = _pairs(answer.cluster), _pairs(person), _pairs(answer.cluster, person)
    left, right = (answer.asked[side].to_numpy() for side in ("left", "right"))
    yes = answer.asked.filter(pl.Series(person[left] == person[right], dtype=pl.Boolean))
    first = pl.DataFrame({"left": np.arange(len(person)), "cluster": answer.cluster})
    first = first.with_columns(right=pl.col("left").first().over("cluster")).select("left", "right")
    told = clusters_of(len(person), pl.concat([first, yes.select("left", "right")]))
    return Quality(
        precision=both / joined if joined else 1.0,
        recall=both / real if real else 1.0,
        f1=2 * both / (joined + real),
        best=None if answer.scored is None else _best(answer.scored, person, real),
        answered=2 * _pairs(told, person) / (_pairs(told) + real),
        asked=answer.asked.height,
        asked_same=yes.height,
    )


def _pairs(*labels: Labels) -> int:
    """Pairs of records that agree in all ``labels``."""
    frame = pl.DataFrame({str(at): one for at, one in enumerate(labels)})
    sizes = frame.group_by(frame.columns).len()["len"].cast(pl.Int64)
    return int((sizes * (sizes - 1) // 2).sum())


def _best(scored: pl.DataFrame, person: Labels, real: int) -> float:
    ordered = scored.sort("score", descending=True)
    right = person[ordered["left"].to_numpy()] == person[ordered["right"].to_numpy()]
    f1 = 2 * np.cumsum(right) / (np.arange(1, len(right) + 1) + real)
    last_of_score = ordered["score"].to_numpy()[:-1] != ordered["score"].to_numpy()[1:]
    return float(f1[np.append(last_of_score, True)].max(initial=0.0))


def true_pairs(truth: pl.DataFrame) -> pl.DataFrame:
    """left, right, kinds: pairs of one person; kinds of mistake on either, each once, in the order of the alphabet."""
    side = truth.select("person", left="position", one="kinds")
    other = truth.select("person", right="position", other="kinds")
    pairs = side.join(other, on="person").filter(pl.col("left") < pl.col("right"))
    kinds = pl.concat_list(pl.col("one").str.split(";"), pl.col("other").str.split(";"))
    kinds = kinds.list.eval(pl.element().filter(pl.element() != "")).list.unique().list.sort()
    return pairs.select("left", "right", kinds=kinds).sort("left", "right")


def by_kind(pairs: pl.DataFrame, answers: dict[str, Answer]) -> pl.DataFrame:
    """One line per kind of mistake that stands alone on a pair, then "none" and "several": how many pairs, and of them
    the share each linker joins, and asks about where it asks at all."""
    kind = (
        pl.when(pl.col("kinds").list.len() == 0).then(pl.lit("none"))
        .when(pl.col("kinds").list.len() > 1).then(pl.lit("several"))
        .otherwise(pl.col("kinds").list.first())
    )  # fmt: skip
    return _shares(pairs.select("left", "right", kind=kind), answers)


def by_likeness(
    alike: pl.DataFrame, records: pl.DataFrame, truth: pl.DataFrame, answers: dict[str, Answer]
) -> pl.DataFrame:
    """One line per kind of two people easily taken for one: pairs of their records, and how many each linker joins
    and asks about, in pairs. ``one_nik``: any two people whose records have one NIK."""
    at = truth.select("person", "position")
    pairs = alike.join(at.rename({"position": "left"}), left_on="one", right_on="person").join(
        at.rename({"position": "right"}), left_on="other", right_on="person"
    )
    numbered = records.select("position", "nik").join(truth, on="position").filter(pl.col("nik").is_not_null())
    one, other = (
        numbered.select("nik", pl.col("person").alias(f"{side}_person"), pl.col("position").alias(side))
        for side in ("left", "right")
    )
    shared = one.join(other, on="nik").filter(
        (pl.col("left") < pl.col("right")) & (pl.col("left_person") != pl.col("right_person"))
    )
    both = [pairs.select("left", "right", "kind"), shared.select("left", "right", kind=pl.lit("one_nik"))]
    return _shares(pl.concat(both), answers, share=False)


def _shares(pairs: pl.DataFrame, answers: dict[str, Answer], share: bool = True) -> pl.DataFrame:
    left, right = (pairs[side].to_numpy() for side in ("left", "right"))
    columns = {}
    for name, answer in answers.items():
        one, other = answer.cluster[left], answer.cluster[right]
        columns[name] = pl.Series(one == other)
        if answer.asked.height:
            columns[f"{name} asks"] = pl.Series(_asked(answer, one, other))
    table = pairs.with_columns(**columns).group_by("kind")
    counted = table.agg(
        pl.len().alias("pairs"), *(pl.col(name).mean() if share else pl.col(name).sum() for name in columns)
    )
    last = pl.col("kind").is_in(["none", "several", "one_nik"])
    return counted.sort(last, "kind")


def _asked(answer: Answer, one: Labels, other: Labels) -> npt.NDArray[np.bool_]:
    """Whether the two clusters are asked about; one question stands for all pairs between them."""
    size = int(answer.cluster.max()) + 1

    def packed(a: Labels, b: Labels) -> Labels:
        return np.minimum(a, b) * size + np.maximum(a, b)

    asked = packed(*(answer.cluster[answer.asked[side].to_numpy()] for side in ("left", "right")))
    return np.isin(packed(one, other), asked)
