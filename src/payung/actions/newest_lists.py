"""Of each village one list, by who may send it: what is left of lists whose village only reading told."""

from collections.abc import Collection, Mapping
from dataclasses import replace

import polars as pl

from payung.actions.read_rosters import READ, REPLACED, Rosters
from payung.core.access.areas import lies_in
from payung.core.basis.text import Text
from payung.core.places.messages import DO, FOREIGN, SAYS
from payung.store.intakes import SentFile, verdicts

OLDER = Text(
    id="Digantikan versi yang lebih baru dari desa yang sama.", en="Replaced by a newer version of the same village."
)
AGAINST = Text(
    id="Akun lain sudah mengirim daftar desa ini; pilih daftar mana yang dipakai.",
    en="Another account has sent this village's list; choose which of them counts.",
)


def without_older(rosters: Rosters, names: Mapping[str, SentFile], villages: Mapping[str, int]) -> Rosters:
    """``rosters`` without the rows of files that reading tied to a village which another file is of, and that do not
    count for it; their lines say so.

    ``names``: file -> what came in; ``villages``: code -> number, of the villages that were known before.
    """
    tied = dict(rosters.files.filter(status=READ).select("file", "village_code").iter_rows())
    numbers = dict(villages)
    for code in sorted({code for code in tied.values() if code}):
        numbers.setdefault(code, -1 - len(numbers))  # of which nothing was known
    rulings = verdicts(replace(names[file], village=numbers.get(code or "")) for file, code in tied.items())
    out = {file: ruling for file in tied if (ruling := rulings[names[file].id]) != READ}
    if not out:
        return rosters
    return _left_out(
        rosters, {file: (ruling, "info", OLDER if ruling == REPLACED else AGAINST) for file, ruling in out.items()}
    )


def without_foreign(
    rosters: Rosters,
    names: Mapping[str, SentFile],
    codes: Mapping[int, str],
    areas: Mapping[str, Collection[str]],
) -> Rosters:
    """``rosters`` without the rows of files that reading tied to a village outside the regions of all who sent them.

    Such a file is of no village, so that it takes no other's place. A village that was told was asked for at sending.
    ``names``: file -> what came in; ``codes``: a village it was told to be of -> its code; ``areas``: SHA-256 of a
    content -> codes of the regions of who sent it.
    """
    rows = rosters.rows.select("file", "village_code").unique().drop_nulls().rows()
    tied = {*rosters.files.filter(status=READ).select("file", "village_code").drop_nulls().rows(), *rows}
    foreign = {
        file
        for file, code in tied
        if code != codes.get((sent := names[file]).told or 0) and not lies_in(code, areas[sent.sha256])
    }
    if not foreign:
        return rosters
    here = _left_out(rosters, dict.fromkeys(sorted(foreign), (FOREIGN, "block", _joined(FOREIGN))))
    village = pl.when(pl.col("file").is_in(foreign)).then(None).otherwise("village_code").alias("village_code")
    return replace(here, files=here.files.with_columns(village))


def _joined(code: str) -> Text:
    return Text(id=f"{SAYS[code].id} {DO[code].id}", en=f"{SAYS[code].en} {DO[code].en}")


def _left_out(rosters: Rosters, out: Mapping[str, tuple[str, str, Text]]) -> Rosters:
    """``rosters`` without the rows of the files ``out``, whose lines and findings say why: code, severity, words."""
    told = pl.DataFrame(
        [(file, None, None, None, code, severity, said.id, said.en) for file, (code, severity, said) in out.items()],
        schema=rosters.findings.schema,
        orient="row",
    )
    gone = pl.col("file").is_in(list(out))
    lines = told.select("file", ruling="code", says_id="message_id", says_en="message_en")
    files = rosters.files.join(lines, on="file", how="left", maintain_order="left").with_columns(
        status=pl.coalesce("ruling", "status"),
        message_id=pl.coalesce("says_id", "message_id"),
        message_en=pl.coalesce("says_en", "message_en"),
        workers=pl.when(gone).then(0).otherwise("workers"),
        not_data=pl.when(gone).then("rows_read").otherwise("not_data"),
    )
    rows = rosters.rows.filter(~gone).with_columns(position=pl.int_range(pl.len(), dtype=pl.Int64))
    return Rosters(rows, files.select(rosters.files.columns), pl.concat([rosters.findings.filter(~gone), told]))
