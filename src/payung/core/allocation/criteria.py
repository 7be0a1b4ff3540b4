"""What a fund may ask of a person, by name: in a funds file, as a heading of a table of facts, as a bit of ``holds``.

A criterion is read from the occupation or the welfare decile, or is a fact that somebody states in a column of its own
(true or false); a stated fact is believed before the occupation.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import narwhals as nw

from payung.core.basis.text import Text
from payung.core.people import occupations

_BOOK = occupations.read()


def _group(*groups: str) -> frozenset[str]:
    return frozenset(code for code, occupation in _BOOK.items() if occupation.group in groups)


@dataclass(frozen=True)
class Criterion:
    """``code`` and ``word`` (the Indonesian one) are both understood; ``occupations``: codes for which it holds."""

    code: str
    word: str
    name: Text
    occupations: frozenset[str] = frozenset()
    decile: int | None = None  # holds up to this welfare decile


CRITERIA: tuple[Criterion, ...] = (
    Criterion(
        "palm_worker",
        "pekerja_sawit",
        Text(id="pekebun atau buruh sawit", en="oil-palm smallholder or labourer"),
        frozenset({"petani_sawit"}),
    ),
    Criterion(
        "tobacco_worker",
        "pekerja_tembakau",
        Text(id="petani atau buruh tembakau", en="tobacco farmer or labourer"),
        frozenset({"petani_tembakau"}),
    ),
    Criterion(
        "rubber_tapper", "penyadap_karet", Text(id="penyadap karet", en="rubber tapper"), frozenset({"penyadap_karet"})
    ),
    Criterion(
        "farmer",
        "petani",
        Text(id="petani, pekebun, peternak atau buruhnya", en="farmer, livestock keeper or their labourer"),
        frozenset({"petani", "buruh_tani", "petani_sawit", "penyadap_karet", "petani_tembakau", "peternak"}),
    ),
    Criterion(
        "fisher",
        "nelayan",
        Text(id="nelayan atau pembudi daya ikan", en="fisher or fish farmer"),
        frozenset({"nelayan", "petambak"}),
    ),
    Criterion(
        "transport_worker",
        "pekerja_angkutan",
        Text(id="pengemudi ojek, becak, sopir atau kernet", en="driver or driver's mate"),
        frozenset({"ojek", "sopir"}),
    ),
    Criterion("builder", "tukang_bangunan", Text(id="tukang bangunan", en="builder"), frozenset({"tukang_bangunan"})),
    Criterion(
        "village_official",
        "perangkat_desa",
        Text(id="perangkat desa, kepala desa atau anggota BPBD", en="village official, head or disaster worker"),
        _group("village", "disaster"),
    ),
    Criterion(
        "vulnerable_worker",
        "pekerja_rentan",
        Text(id="pekerja rentan", en="vulnerable worker"),
        _group("worker", "idle"),
    ),
    Criterion(
        "religious_worker",
        "pekerja_keagamaan",
        Text(id="guru mengaji atau pengurus rumah ibadah", en="Qur'an teacher or keeper of a house of worship"),
        frozenset({"guru_ngaji", "marbot"}),
    ),
    Criterion("mustahik", "penerima_zakat", Text(id="mustahik (berhak menerima zakat)", en="entitled to zakat")),
    Criterion("extreme_poor", "miskin_ekstrem", Text(id="miskin ekstrem", en="extreme poor")),
    Criterion("disabled", "penyandang_disabilitas", Text(id="penyandang disabilitas", en="disabled")),
    Criterion("woman", "perempuan", Text(id="perempuan", en="woman")),
    Criterion(
        "self_payer", "sanggup_mandiri", Text(id="sanggup membayar sendiri", en="able and willing to pay for oneself")
    ),
    *(
        Criterion(
            f"decile_at_most_{most}",
            f"desil_paling_tinggi_{most}",
            Text(id=f"desil kesejahteraan 1–{most}", en=f"welfare decile 1–{most}"),
            decile=most,
        )
        for most in range(1, 11)
    ),
)
"""The n-th is bit n of ``holds``; new ones go to the end."""

NAMED: Mapping[str, int] = {
    word: bit for bit, criterion in enumerate(CRITERIA) for word in (criterion.code, criterion.word)
}
"""Either word -> bit."""


def criterion(word: str) -> Criterion:
    """The criterion of either word. Raises: KeyError."""
    return CRITERIA[NAMED[word]]


def bits_of(words: Iterable[str]) -> int:
    """The set of criteria as one number. Raises: KeyError.

    >>> bits_of(["palm_worker", "nelayan"])
    17
    """
    return sum(1 << bit for bit in {NAMED[word] for word in words})


def disjoint(criteria: Collection[str]) -> bool:
    """Whether nobody can hold all of ``criteria``: a person has one occupation.

    >>> disjoint(["palm_worker", "tobacco_worker"]), disjoint(["palm_worker", "farmer", "mustahik"])
    (True, False)
    """
    asked = [criterion(word).occupations for word in criteria if criterion(word).occupations]
    return bool(asked) and not frozenset.intersection(*asked)


def holds(given: Collection[str]) -> nw.Expr:
    """The bits a person holds (Int64).

    ``given``: the columns that are there, of ``occupation_code`` (text), ``desil`` (whole number) and criteria by code
    (true, false or null where nothing is stated). What nobody says does not hold.
    """
    bits = nw.lit(0, nw.Int64)
    for bit, each in enumerate(CRITERIA):
        said: list[nw.Expr] = [nw.col(each.code)] if each.code in given else []
        if each.occupations and "occupation_code" in given:
            said.append(nw.col("occupation_code").is_in(sorted(each.occupations)))
        if each.decile is not None and "desil" in given:
            said.append(nw.col("desil") <= each.decile)
        if said:
            held = nw.coalesce(*said, nw.lit(False)) if len(said) > 1 else said[0].fill_null(False)
            bits = bits + nw.when(held).then(nw.lit(1 << bit, nw.Int64)).otherwise(nw.lit(0, nw.Int64))
    return bits
