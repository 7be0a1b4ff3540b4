"""A prepared frame as arrays of numbers: equal numbers stand for equal words, whatever run they come from."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from payung.core.linkage.names import sound
from payung.engines.likeness.prepare import MOTHER_PARTS, NAME_PARTS

Array = NDArray[np.int64]
Codes = NDArray[np.uint64]

_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


@dataclass(frozen=True)
class Coded:
    """One line per record, in the order of the prepared frame.

    ``niks``: the NIK as a number, 0 when it has not 16 digits. ``words``: name and mother parts as codes, 0 for "";
    ``sounds``: the same by sound. ``text``: the prepared frame, for what must be read letter by letter.
    """

    text: pl.DataFrame
    niks: Array
    born: NDArray[np.int32]
    crowd: NDArray[np.bool_]
    sex: NDArray[np.uint8]
    village: Array
    card: Array
    nik_sound: NDArray[np.bool_]
    nik_formed: NDArray[np.bool_]
    words: dict[str, Codes]
    sounds: dict[str, Codes]

    def __len__(self) -> int:
        return len(self.niks)


def coded(prepared: pl.DataFrame) -> Coded:
    """The arrays of a prepared frame."""
    parts = (*NAME_PARTS, *MOTHER_PARTS)
    vocabulary = pl.concat([prepared[part].unique() for part in parts]).unique()
    sounds = pl.Series("sound", [sound(word) for word in vocabulary.to_list()], pl.String)
    of = pl.DataFrame({"word": vocabulary, "sound_code": _hashed(sounds)})
    words = {part: _hashed(prepared[part]).to_numpy() for part in parts}
    by_sound = {
        part: prepared.select(word=part).join(of, on="word", how="left", maintain_order="left")["sound_code"].to_numpy()
        for part in parts
        if "fore" not in part
    }
    number = pl.when(pl.col("nik").str.len_bytes() == 16).then("nik_number").fill_null(0)
    return Coded(
        text=prepared,
        niks=prepared.select(number).to_series().to_numpy(),
        born=prepared["born"].to_numpy(),
        crowd=prepared["crowd"].to_numpy(),
        sex=prepared["sex"].to_numpy(),
        village=prepared["village"].to_numpy(),
        card=prepared["card"].to_numpy(),
        nik_sound=prepared["nik_sound"].to_numpy(),
        nik_formed=prepared["nik_formed"].to_numpy(),
        words=words,
        sounds=by_sound,
    )


def _hashed(words: pl.Series) -> pl.Series:
    """A number for each word, 0 for ""."""
    return pl.select(pl.when(words != "").then(words.hash(7)).otherwise(pl.lit(0, pl.UInt64))).to_series()


def mixed(*codes: NDArray[np.generic]) -> Codes:
    """One code for each line of several columns."""
    total = np.zeros(len(codes[0]), dtype=np.uint64)
    with np.errstate(over="ignore"):
        for code in codes:
            total = (total ^ code.astype(np.uint64)) + _MIX[0]
            total = (total ^ (total >> np.uint64(30))) * _MIX[1]
            total = (total ^ (total >> np.uint64(27))) * _MIX[2]
            total ^= total >> np.uint64(31)
    return total


def nik_starts(records: Coded) -> Array:
    """The first 15 digits of a NIK of 15 or 16, 0 for others."""
    starts: Array = (records.text["nik_number"].fill_null(0) // 10).to_numpy()
    return starts
