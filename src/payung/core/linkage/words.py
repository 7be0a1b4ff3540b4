"""How the sources, fields and keys of linkage are called by people."""

from collections.abc import Mapping

from payung.core.basis.text import Text

SOURCES: Mapping[str, Text] = {
    "register": Text(id="daftar penduduk", en="register"),
    "members": Text(id="peserta BPJS", en="members"),
    "deaths": Text(id="kematian", en="deaths"),
    "programme": Text(id="program terdahulu", en="earlier programme"),
    "roster": Text(id="daftar desa", en="village list"),
}

FIELDS: Mapping[str, Text] = {
    "nik": Text(id="NIK", en="NIK"),
    "name": Text(id="Nama", en="Name"),
    "birth_date": Text(id="Tanggal lahir", en="Birth date"),
    "sex": Text(id="Jenis kelamin", en="Sex"),
    "village_code": Text(id="Kode desa", en="Village code"),
    "mother_name": Text(id="Nama ibu", en="Mother's name"),
    "family_card": Text(id="Nomor KK", en="Family card"),
}

_PARTS: Mapping[str, Text] = {
    "nik": Text(id="NIK", en="NIK"),
    "start": Text(id="angka depan", en="first digits"),
    "end": Text(id="angka belakang", en="last digits"),
    "ends": Text(id="kedua ujung", en="both ends"),
    "name": Text(id="nama", en="name"),
    "given": Text(id="nama depan", en="given name"),
    "second": Text(id="kata kedua nama", en="second word of the name"),
    "birth": Text(id="tanggal lahir", en="birth date"),
    "year": Text(id="tahun lahir", en="birth year"),
    "day": Text(id="hari dan bulan lahir", en="day and month of birth"),
    "village": Text(id="desa", en="village"),
    "card": Text(id="nomor KK", en="family card"),
    "mother": Text(id="nama ibu", en="mother's name"),
}


def key_words(key: str) -> Text:
    """What the records of a block have in common, by the name of its key.

    >>> key_words("nik_start_given").en, key_words("birth_village").id
    ('NIK, first digits, given name', 'tanggal lahir, desa')
    """
    parts = [_PARTS.get(part, Text(part, part)) for part in key.split("_")]
    return Text(id=", ".join(part.id for part in parts), en=", ".join(part.en for part in parts))
