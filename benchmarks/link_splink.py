"""Splink 5 on DuckDB, set up as its own guides advise: u from random pairs, m by EM, term frequencies on names."""

import logging
from typing import Any

import duckdb
import numpy as np
import polars as pl
import splink.comparison_level_library as levels
import splink.comparison_library as compare
from link_measure import Answer, clusters_of
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from payung.core.people.names import name_sounds

SEED = 1
RANDOM_PAIRS = 1e6
SURE = 0.95
"""The probability from which two records are joined; the best threshold is looked for as well."""

SEEN = 0.01

MADE_UP = SettingsCreator(
    link_type="dedupe_only",
    unique_id_column_name="position",
    comparisons=[
        compare.CustomComparison(
            output_column_name="nik",
            comparison_levels=[
                levels.NullLevel("nik"),
                levels.ExactMatchLevel("nik"),
                levels.DamerauLevenshteinLevel("nik", 1),
                levels.DamerauLevenshteinLevel("nik", 2),
                levels.CustomLevel("substr(nik_l, 1, 12) = substr(nik_r, 1, 12)", "same district and day").configure(
                    m_probability=0.005, u_probability=2e-5, fix_m_probability=True, fix_u_probability=True
                ),  # too rare among random pairs to be trained
                levels.ElseLevel(),
            ],
        ),
        compare.CustomComparison(
            output_column_name="name",
            comparison_levels=[
                levels.NullLevel("name"),
                levels.ExactMatchLevel("name").configure(tf_adjustment_column="name"),
                levels.JaroWinklerLevel("name", 0.94),
                levels.CustomLevel("sound_1_l = sound_1_r AND sound_2_l = sound_2_r", "both words sound alike"),
                levels.JaroWinklerLevel("name", 0.85),
                levels.CustomLevel("sound_1_l = sound_1_r", "first word sounds alike"),
                levels.JaroWinklerLevel("name", 0.7),
                levels.ElseLevel(),
            ],
        ),
        compare.CustomComparison(
            output_column_name="born",
            comparison_levels=[
                levels.NullLevel("born"),
                levels.ExactMatchLevel("born").configure(tf_adjustment_column="born"),
                levels.CustomLevel("turned_l = born_r OR turned_r = born_l", "day and month swapped"),
                levels.DamerauLevenshteinLevel("born", 1),
                levels.CustomLevel("substr(born_l, 1, 4) = substr(born_r, 1, 4)", "same year"),
                levels.ElseLevel(),
            ],
        ),
        compare.ExactMatch("sex"),
        compare.CustomComparison(
            output_column_name="village_code",
            comparison_levels=[
                levels.NullLevel("village_code"),
                levels.ExactMatchLevel("village_code"),
                levels.CustomLevel("substr(village_code_l, 1, 6) = substr(village_code_r, 1, 6)", "same district"),
                levels.CustomLevel("substr(village_code_l, 1, 4) = substr(village_code_r, 1, 4)", "same regency"),
                levels.ElseLevel(),
            ],
        ),
        compare.JaroWinklerAtThresholds("mother_name", [0.9, 0.75]),
        compare.LevenshteinAtThresholds("family_card", [1]),
    ],
    blocking_rules_to_generate_predictions=[
        block_on("nik"),
        block_on("substr(nik, 1, 15)"),
        block_on("born", "sound_1"),
        block_on("name", "village_code"),
        block_on("family_card", "sound_1"),
        block_on("substr(nik, 1, 12)", "sound_1"),
        block_on("substr(nik, 7, 10)", "sound_1"),
        block_on("born", "village_code", "sex"),
        block_on("name", "mother_name"),
    ],
    retain_matching_columns=False,
)

FEBRL_FIELDS = ("given_name", "surname", "date_of_birth", "soc_sec_id", "postcode", "street_number", "suburb")


def splink(records: pl.DataFrame, random_pairs: float = RANDOM_PAIRS) -> Answer:
    """Records as ``core.linkage.record`` has them, with names in capitals and without titles.

    ``random_pairs``: from how many the chance of agreement is estimated, most of the time of a run.
    """
    linker = _linker(cleaned(records), MADE_UP)
    _train(
        linker,
        sure=[block_on("nik", "sound_1"), block_on("family_card", "name", "born")],
        recall=0.8,
        rounds=[block_on("nik"), block_on("born", "sound_1"), block_on("village_code", "name")],
        random_pairs=random_pairs,
    )
    return _answer(linker, records.height)


def splink_on_febrl(records: pl.DataFrame, with_number: bool = True) -> Answer:
    """As Splink's own FEBRL examples do; ``with_number``: soc_sec_id is there."""
    number = [compare.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2])] if with_number else []
    keys = (["soc_sec_id"] if with_number else []) + ["given_name", "surname", "date_of_birth", "postcode"]
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="position",
        comparisons=[
            compare.NameComparison("given_name"),
            compare.NameComparison("surname"),
            compare.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
            compare.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
            compare.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            compare.JaroWinklerAtThresholds("suburb", [0.9]),
            compare.JaroWinklerAtThresholds("address_1", [0.9, 0.7]),
            *number,
        ],
        blocking_rules_to_generate_predictions=[block_on(key) for key in keys],
        retain_matching_columns=False,
    )
    linker = _linker(records.with_columns(pl.col(pl.String).replace("", None)), settings)
    _train(
        linker,
        sure=[block_on("given_name", "surname", "date_of_birth"), block_on("surname", "date_of_birth", "postcode")],
        recall=0.7,
        rounds=[block_on("date_of_birth"), block_on("postcode")],
    )
    return _answer(linker, records.height)


def cleaned(records: pl.DataFrame) -> pl.DataFrame:
    """Names in capitals without titles, their sounds, and birth dates as yyyymmdd and yyyyddmm."""
    bare = (
        pl.col("name").str.to_uppercase()
        .str.replace(r",.*$", "").str.replace_all(r"\b(HJ?|DRS?|DRA|IR|BPK|IBU|ALMH?|NY|SE|ST|SH)\b\.?", " ")
        .str.replace_all(r"[^A-Z ]", " ").str.replace_all(r" +", " ").str.strip_chars()
    )  # fmt: skip
    sounds = [name_sounds(name) for name in records["name"].to_list()]
    born = pl.col("birth_date").dt
    return records.drop("record_key", "source").with_columns(
        name=bare.replace("", None),
        sound_1=pl.Series([sound[0] for sound in sounds], dtype=pl.String),
        sound_2=pl.Series([sound[1] for sound in sounds], dtype=pl.String),
        born=born.strftime("%Y%m%d"),
        turned=born.strftime("%Y%d%m"),
    )


def _linker(frame: pl.DataFrame, settings: SettingsCreator) -> Linker:
    database = DuckDBAPI(connection=duckdb.connect(config={"threads": 2}))
    linker = Linker(database.register(frame.to_arrow()), settings)
    logging.getLogger("splink").setLevel(logging.ERROR)
    return linker


def _train(
    linker: Linker, sure: list[Any], recall: float, rounds: list[Any], random_pairs: float = RANDOM_PAIRS
) -> None:
    linker.training.estimate_probability_two_random_records_match(sure, recall=recall)
    linker.training.estimate_u_using_random_sampling(max_pairs=random_pairs, seed=SEED)
    for rule in rounds:
        linker.training.estimate_parameters_using_expectation_maximisation(rule, estimate_without_term_frequencies=True)


def _answer(linker: Linker, records: int) -> Answer:
    found = linker.inference.predict(threshold_match_probability=SEEN).as_pyarrow_table()
    table = pl.from_arrow(found).select(
        left=pl.col("position_l").cast(pl.Int64), right=pl.col("position_r").cast(pl.Int64), score="match_weight"
    )
    sure = table.filter(pl.col("score") >= np.log2(SURE / (1 - SURE)))
    return Answer(clusters_of(records, sure), scored=table)
