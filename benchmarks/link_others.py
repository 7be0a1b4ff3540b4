"""Exact keys, recordlinkage 0.16 and dedupe 3, each set up as its documentation shows."""

import logging
from collections.abc import Callable
from io import StringIO
from typing import Any

import dedupe
import numpy as np
import pandas as pd
import polars as pl
import recordlinkage
from link_measure import Answer, clusters_of
from link_splink import cleaned

LABELLED = 450
"""Pairs of each kind, same and different, that dedupe and the logistic regression learn from: a day of an officer."""

Linker = Callable[[pl.DataFrame], Answer]


def exact(records: pl.DataFrame) -> Answer:
    """Joined when the NIK is the same, letter by letter: what programmes do today."""
    nik = records.select("position", "nik").filter(pl.col("nik").is_not_null())
    first = nik.with_columns(first=pl.col("position").first().over("nik"))
    return Answer(clusters_of(records.height, first.select(left="first", right="position")))


def labels(truth: pl.DataFrame, candidates: pd.MultiIndex, seed: int) -> tuple[list[Any], list[Any]]:
    """LABELLED candidate pairs of one person and as many of two, drawn with ``seed``."""
    person = truth["person"].to_numpy()
    left, right = (candidates.get_level_values(at).to_numpy() for at in (0, 1))
    same = person[left] == person[right]
    random = np.random.default_rng(seed)
    chosen = [random.permutation(np.flatnonzero(is_same))[:LABELLED] for is_same in (same, ~same)]
    return tuple([(int(left[at]), int(right[at])) for at in lines] for lines in chosen)  # type: ignore[return-value]


def recordlinkage_ecm(records: pl.DataFrame) -> Answer:
    """Unsupervised: its EM on agreements of 0 and 1."""
    pairs, seen = _compared(records)
    learner = recordlinkage.ECMClassifier(binarize=0.85)
    learner.fit(seen)
    return _from_probability(records, pairs, learner.prob(seen).to_numpy())


def recordlinkage_logistic(training: pl.DataFrame, truth: pl.DataFrame) -> Linker:
    """Its logistic regression, taught with labelled pairs of ``training``."""
    pairs, seen = _compared(training)
    same, other = labels(truth, pairs, 1)
    learner = recordlinkage.LogisticRegressionClassifier()
    learner.fit(seen.loc[same + other], pd.MultiIndex.from_tuples(same))

    def linker(records: pl.DataFrame) -> Answer:
        pairs, seen = _compared(records)
        return _from_probability(records, pairs, learner.prob(seen).to_numpy())

    return linker


def _frame(records: pl.DataFrame) -> pd.DataFrame:
    columns = cleaned(records).drop("birth_date").to_dict(as_series=False)
    frame = pd.DataFrame(columns, dtype=object).set_index("position")
    return frame.set_index(frame.index.astype("int64"))


def _compared(records: pl.DataFrame) -> tuple[pd.MultiIndex, pd.DataFrame]:
    frame = _frame(records)
    index = recordlinkage.Index()
    for key in ("nik", ["born", "sound_1"], ["village_code", "sound_1", "sound_2"], ["family_card", "sound_1"]):
        index.block(key)
    pairs = index.index(frame)
    compare = recordlinkage.Compare()
    compare.string("nik", "nik", method="damerau_levenshtein", missing_value=0.5)
    compare.string("name", "name", method="jarowinkler")
    compare.string("born", "born", method="damerau_levenshtein", missing_value=0.5)
    compare.exact("sex", "sex", missing_value=0.5)
    compare.exact("village_code", "village_code")
    compare.string("mother_name", "mother_name", method="jarowinkler", missing_value=0.5)
    compare.string("family_card", "family_card", method="levenshtein", missing_value=0.5)
    return pairs, compare.compute(pairs, frame)


def _from_probability(records: pl.DataFrame, pairs: pd.MultiIndex, probability: np.ndarray) -> Answer:
    left, right = (pairs.get_level_values(at).to_numpy().astype(np.int64) for at in (0, 1))
    scored = pl.DataFrame({"left": left, "right": right, "score": probability.astype(np.float64)})
    return Answer(clusters_of(records.height, scored.filter(pl.col("score") >= 0.5)), scored=scored)


def dedupe_taught(training: pl.DataFrame, truth: pl.DataFrame) -> Linker:
    """Active learning, with the answers taken from ``truth`` of ``training``."""
    logging.getLogger("dedupe").setLevel(logging.ERROR)
    fields = [
        dedupe.variables.ShortString("nik", has_missing=True),
        dedupe.variables.String("name", has_missing=True),
        dedupe.variables.ShortString("born", has_missing=True),
        dedupe.variables.Exact("sex", has_missing=True),
        dedupe.variables.ShortString("village_code", has_missing=True),
        dedupe.variables.String("mother_name", has_missing=True),
        dedupe.variables.ShortString("family_card", has_missing=True),
    ]
    learner = dedupe.Dedupe(fields, num_cores=1)
    rows = _rows(training)
    same, other = labels(truth, _compared(training)[0], 1)
    answers = StringIO()
    told = {"match": same, "distinct": other}
    dedupe.serializer.write_training(
        {kind: [(rows[a], rows[b]) for a, b in pairs] for kind, pairs in told.items()}, answers
    )
    answers.seek(0)
    learner.prepare_training(rows, training_file=answers, sample_size=1500)
    learner.train(recall=0.95)

    def linker(records: pl.DataFrame) -> Answer:
        cluster = np.empty(records.height, dtype=np.int64)
        for number, (members, _) in enumerate(learner.partition(_rows(records), threshold=0.5)):
            cluster[list(members)] = number
        return Answer(cluster)

    return linker


def _rows(records: pl.DataFrame) -> dict[int, dict[str, Any]]:
    frame = cleaned(records).drop("birth_date", "sound_1", "sound_2", "turned")
    return {row.pop("position"): row for row in frame.iter_rows(named=True)}
