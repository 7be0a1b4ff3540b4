"""How papers and file names write a village."""

import re
import unicodedata

FIXED_SLUG_LENGTH = 60
"""Longest slug, in characters: with folder and code it stays well below the 255 bytes of a file name."""


def slug(text: str) -> str:
    """``text`` in lower-case letters, digits and hyphens; "tanpa-nama" when nothing is left.

    >>> slug("Sungai Duren / Blok B")
    'sungai-duren-blok-b'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:FIXED_SLUG_LENGTH].rstrip("-") or "tanpa-nama"


def dotted(code: str) -> str:
    """A region code as decrees print it.

    >>> dotted("1505032004"), dotted("1505")
    ('15.05.03.2004', '15.05')
    """
    return ".".join(part for part in (code[:2], code[2:4], code[4:6], code[6:]) if part)


def village_label(kind: str | None, village: str) -> str:
    """The village with its kind before it, unless the name has it.

    >>> village_label("desa", "Sungai Duren"), village_label("kelurahan", "KELURAHAN RIMBO"), village_label(None, "A")
    ('Desa Sungai Duren', 'KELURAHAN RIMBO', 'A')
    """
    if not kind or village.lower().startswith(kind.lower() + " "):
        return village
    return f"{kind.capitalize()} {village}"


def district_label(district: str) -> str:
    """The district with the word Kecamatan before it, once.

    >>> district_label("Jambi Luar Kota"), district_label("Kecamatan Pelayangan")
    ('Kecamatan Jambi Luar Kota', 'Kecamatan Pelayangan')
    """
    return district if district.lower().startswith(("kecamatan ", "distrik ", "kec. ")) else f"Kecamatan {district}"


def masked_nik(nik: str) -> str:
    """A NIK of which only the last four digits are shown.

    >>> masked_nik("1571011208870002")
    '············0002'
    """
    return "·" * (len(nik) - 4) + nik[-4:] if len(nik) > 4 else "·" * len(nik)
