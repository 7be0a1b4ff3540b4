"""The blank workbook Payung gives to villages: the words its writer and its reader share.

``_payung`` is a very hidden sheet of two columns, key and value, that ties a filled workbook to its village.
"""

VERSION = "1"
HIDDEN_SHEET = "_payung"
LIST_SHEET = "Daftar"
CHOICES_SHEET = "Pilihan"
HELP_SHEET = "Petunjuk"

KEY_VERSION = "template_version"
KEY_VILLAGE_CODE = "village_code"
KEY_VILLAGE_NAME = "village_name"

HEADING_ROW = 5
"""The spreadsheet row of the headings in ``LIST_SHEET``; workers begin in the next row."""

HEADINGS = {
    "number": "No",
    "nik": "NIK",
    "name": "Nama Lengkap (sesuai KTP)",
    "sex": "Jenis Kelamin (L/P)",
    "birth_place": "Tempat Lahir",
    "birth_date": "Tanggal Lahir (hh-bb-tttt)",
    "family_card": "Nomor KK",
    "mother_name": "Nama Ibu Kandung",
    "occupation": "Pekerjaan",
    "address": "Alamat",
    "rt": "RT",
    "rw": "RW",
    "phone": "Nomor HP",
    "work_declared": "Masih Bekerja dan Sehat (Ya/Tidak)",
}
"""Column in the roster table -> heading in the template, in the order they stand."""
