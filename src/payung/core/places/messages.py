"""What people read when a file or row could not be tied to a village, or only with a doubt."""

from dataclasses import dataclass
from typing import Literal

from payung.core.basis.text import Text
from payung.core.places.places import Village
from payung.core.places.tie import Tie

_MOST_NAMED = 8


@dataclass(frozen=True)
class Told:
    """One problem or doubt of a tie. ``severity`` block keeps the rows out until the village has repaired it."""

    code: str
    severity: Literal["block", "warn"]
    says: Text
    do: Text


FOREIGN = "village_not_sender"
"""The code of a list that whoever sent it may not send."""

SAYS = {
    FOREIGN: Text(
        id="Daftar ini ternyata dari desa di luar wilayah tugas pengirimnya, jadi tidak dipakai.",
        en="Reading showed this list to be of a village outside the region of whoever sent it, so it is not used.",
    ),
    "village_ambiguous": Text(
        id="Desanya belum pasti. Yang mungkin ({n}): {candidates}.",
        en="Which village it is is not certain. Possible ({n}): {candidates}.",
    ),
    "village_unknown": Text(
        id="Desa tidak dapat dikenali dari manifes, nama berkas, folder, atau judulnya.",
        en="The village cannot be told from the manifest, file name, folder or titles.",
    ),
    "village_not_in_list": Text(
        id="Kode desa {code} tidak ada dalam daftar desa acuan; kode itu dipakai seperti tertulis.",
        en="Village code {code} is not in the reference list; it is used as written.",
    ),
    "village_outside_area": Text(
        id="Kode desa {code} berada di luar wilayah program.",
        en="Village code {code} lies outside the programme's area.",
    ),
    "village_name_differs": Text(
        id="Nama desa di manifes berbeda dari nama untuk kode {code} dalam daftar acuan.",
        en="The village name in the manifest differs from that of code {code} in the reference list.",
    ),
    "village_clues_differ": Text(
        id="Manifes, templat, nama berkas, dan judul menunjuk desa yang berbeda; dipakai kode {code}.",
        en="Manifest, template, file name and titles point to different villages; code {code} is used.",
    ),
    "village_code_bad": Text(
        id="Kode desa di manifes bukan 10 angka dan tidak dipakai.",
        en="The village code in the manifest is not 10 digits and is not used.",
    ),
}
"""Code -> what is wrong. ``{candidates}`` is a list of villages, ``{code}`` the code that was used."""

DO = {
    FOREIGN: Text(
        id="Minta petugas wilayah desa itu mengirim berkas ini; isi yang sama lalu dipakai. Kalau desanya salah "
        "terbaca, tulis kode desa yang benar di nama berkas.",
        en="Ask an officer of that village's region to send this file; the same content then counts. Where the village "
        "was read wrongly, write its right code into the file name.",
    ),
    "village_ambiguous": Text(
        id="Tulis kode desa 10 angka di manifes atau nama berkas, misalnya 1505032004.xlsx.",
        en="Write the 10-digit village code in the manifest or file name, such as 1505032004.xlsx.",
    ),
    "village_unknown": Text(
        id="Tambahkan berkas ke manifes dengan kode desanya, atau pakai templat yang memuat kode desa.",
        en="Add the file to the manifest with its village code, or use the template that carries the code.",
    ),
    "village_not_in_list": Text(
        id="Periksa kode Kemendagri; desa baru atau hasil pemekaran boleh diteruskan.",
        en="Check the Kemendagri code; a new or divided village may go on.",
    ),
    "village_outside_area": Text(
        id="Periksa kode atau keluarkan berkas ini dari program.",
        en="Check the code or take the file out of the programme.",
    ),
    "village_name_differs": Text(
        id="Pastikan kodenya kode Kemendagri, bukan kode BPS (keduanya bertukar di Bungo-Tebo dan Tanjung Jabung).",
        en="Make sure it is a Kemendagri code, not a BPS one (they are swapped for Bungo-Tebo and Tanjung Jabung).",
    ),
    "village_clues_differ": Text(
        id="Pastikan berkas ini dari desa yang benar.", en="Make sure the file is from the right village."
    ),
    "village_code_bad": Text(
        id="Tulis kode desa sebagai 10 angka, misalnya 1505032004.",
        en="Write the code as 10 digits, such as 1505032004.",
    ),
}
"""Code -> what to do about it. The same keys as SAYS."""


def told(tie: Tie) -> tuple[Told, ...]:
    """What to say about ``tie``: its problem first, then its warnings; nothing when all is well."""
    filled = {"n": len(tie.candidates), "candidates": named(tie.candidates), "code": tie.code or ""}
    problem = (Told(tie.problem, "block", SAYS[tie.problem].filled(**filled), DO[tie.problem]),) if tie.problem else ()
    return problem + tuple(Told(code, "warn", SAYS[code].filled(**filled), DO[code]) for code in tie.warnings)


def named(villages: tuple[Village, ...]) -> str:
    """Villages with where they lie and their codes, the first eight of them; "…" when there are more."""
    lines = [f"{village.path} ({village.code})" for village in villages[:_MOST_NAMED]]
    return "; ".join(lines) + (" …" if len(villages) > _MOST_NAMED else "")
