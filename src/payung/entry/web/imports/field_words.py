"""What the columns of a village list are called."""

from collections.abc import Mapping

from payung.core.basis.text import Text

FIELDS: Mapping[str, Text] = {
    "address": Text(id="Alamat", en="Address"),
    "birth_date": Text(id="Tanggal lahir", en="Birth date"),
    "birth_date_text": Text(id="Tanggal lahir seperti tertulis", en="Birth date as written"),
    "birth_place": Text(id="Tempat lahir", en="Birth place"),
    "family_card": Text(id="Nomor KK", en="Family card"),
    "mother_name": Text(id="Nama ibu kandung", en="Mother's name"),
    "name": Text(id="Nama", en="Name"),
    "nik": Text(id="NIK", en="NIK"),
    "occupation": Text(id="Pekerjaan (kode)", en="Occupation (code)"),
    "occupation_text": Text(id="Pekerjaan", en="Occupation"),
    "phone": Text(id="Nomor HP", en="Phone"),
    "rt": Text(id="RT", en="RT"),
    "rw": Text(id="RW", en="RW"),
    "sex": Text(id="Jenis kelamin", en="Sex"),
    "village_code": Text(id="Kode desa", en="Village code"),
    "work_declared": Text(id="Masih bekerja dan sehat", en="Still works and is well"),
}
