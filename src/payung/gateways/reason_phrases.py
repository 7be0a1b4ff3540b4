"""The file in which an office keeps what BPJS's phrases mean: phrase -> code, explained once and remembered."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.cover.answer_words import STATES, phrase
from payung.core.cover.rejections import Phrases, rejections
from payung.core.roster.harmless import as_written, harmless

HEADINGS = ("phrase", "code")
MOST_BYTES = 2**20


class ReasonPhrasesWrong(PayungError):
    """The file of phrases cannot be used, or a phrase in it means what nobody knows."""

    code = "reason-phrases-wrong"
    exit_code = 24

    def __init__(self, path: Path, why: Text) -> None:
        codes = ", ".join((*STATES, *rejections()))
        super().__init__(
            Text(
                id=f"Berkas kata alasan '{path.name}' tidak dapat dipakai: {why.id}.",
                en=f"The file of phrases '{path.name}' cannot be used: {why.en}.",
            ),
            Text(
                id=f"Berikan CSV dengan kolom phrase,code; code salah satu dari: {codes}.",
                en=f"Give a CSV with the columns phrase,code; a code is one of: {codes}.",
            ),
        )


def read_phrases(path: Path) -> Phrases:
    """What the office explained in the CSV at ``path``; nothing when there is no such file yet.

    Separators , ; or tab. Raises: ReasonPhrasesWrong.
    """
    if not path.exists():
        return Phrases()
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ReasonPhrasesWrong(path, Text(id="lebih dari 1 MB", en="over 1 MB"))
        said = path.read_text(encoding="utf-8-sig")
        mark = max((";", ",", "\t"), key=said.split("\n", 1)[0].count)
        rows = list(csv.reader(io.StringIO(said, newline=""), delimiter=mark))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        why = type(error).__name__
        raise ReasonPhrasesWrong(path, Text(id=why, en=why)) from None
    if not rows or [cell.strip().lower() for cell in rows[0][:2]] != [*HEADINGS]:
        raise ReasonPhrasesWrong(path, Text(id="judulnya bukan phrase,code", en="its headings are not phrase,code"))
    means: dict[str, str] = {}
    for at, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        words, code = phrase(as_written(row[0])), row[1].strip().lower() if len(row) > 1 else ""
        if not words or (code not in STATES and code not in rejections()):
            what = Text(
                id=f"baris {at} tidak punya kata atau kode yang dikenal", en=f"row {at} has no phrase or no known code"
            )
            raise ReasonPhrasesWrong(path, what)
        if means.setdefault(words, code) != code:
            what = Text(
                id=f"baris {at} menjelaskan lain kata yang sudah ada", en=f"row {at} explains a phrase otherwise"
            )
            raise ReasonPhrasesWrong(path, what)
    return Phrases(means)


def write_phrases(path: Path, phrases: Phrases) -> None:
    """Write ``phrases`` to ``path``, sorted; the file is replaced as a whole, so it is never half-written.

    Raises: ReasonPhrasesWrong where a code is not known.
    """
    wild = sorted(code for code in set(phrases.means.values()) if code not in STATES and code not in rejections())
    if wild:
        raise ReasonPhrasesWrong(path, Text(id=f"kode {wild[0]} tidak dikenal", en=f"the code {wild[0]} is not known"))
    held = io.StringIO(newline="")
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows((harmless(words), code) for words, code in sorted(phrases.means.items()))
    part = path.with_name(f".{path.name}.part")
    part.write_text(held.getvalue(), encoding="utf-8")
    part.replace(path)


def explained(phrases: Phrases, more: Mapping[str, str]) -> Phrases:
    """``phrases`` and what ``more`` explains (any text -> code); a phrase explained anew has its new code."""
    return Phrases({**phrases.means, **{phrase(said): code for said, code in more.items() if phrase(said)}})
