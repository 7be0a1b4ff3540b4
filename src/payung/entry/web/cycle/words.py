"""What the pages of a cycle's beginning say."""

from collections.abc import Mapping

from payung.core.basis.text import Text
from payung.entry.web.things import DEADLINE, FILE

NEW = Text(id="Buka siklus baru", en="Open a new cycle")
NEW_LEAD = Text(
    id="Satu siklus adalah satu tahun dari satu program: daftar, uang dan keputusannya.",
    en="A cycle is one year of one programme: its lists, its money, its decrees.",
)
PROGRAMME = Text(id="Program", en="Programme")
YEAR = Text(id="Tahun", en="Year")
ON = Text(id="Aturan yang berlaku pada tanggal", en="Rules in force on")
SEED = Text(id="Angka awal undian", en="Seed of the draw")
SEED_HINT = Text(
    id="Menentukan urutan bila semua ukuran sama. Siapa pun dapat menghitungnya lagi.",
    en="Decides the order where all else is equal. Anybody can compute it again.",
)
OPEN = Text(id="Buka siklus", en="Open the cycle")
OPENED = Text(id="Siklus dibuka.", en="The cycle is open.")
SETUP = Text(id="Aturan dan daftar pembanding", en="Rules and lists to compare with")
SETUP_LEAD = Text(
    id="Setiap orang dicocokkan dengan daftar ini. Dari satu jenis, yang terakhir yang dipakai.",
    en="Everybody is compared with these lists. Of one kind the last counts.",
)
TERMS = Text(id="Ketentuan siklus", en="Terms of the cycle")
LISTS = Text(id="Daftar pembanding", en="Lists to compare with")
KIND = Text(id="Jenis daftar", en="Kind of list")
SIZE = Text(id="Ukuran (byte)", en="Size (bytes)")
NONE = Text(id="Belum ada", en="None yet")
ADD = Text(id="Tambahkan daftar", en="Add a list")
SEND = Text(id="Simpan daftar", en="Keep the list")
KEPT = Text(id="Daftar disimpan.", en="The list is kept.")
FILE_HINT = Text(
    id="CSV atau Parquet; untuk dana YAML. Isinya disimpan tersegel.",
    en="CSV or Parquet; YAML for funds. Its content is kept sealed.",
)
KINDS: Mapping[str, Text] = {
    "members": Text(id="Peserta BPJS Ketenagakerjaan", en="BPJS members"),
    "deaths": Text(id="Kematian (Dukcapil)", en="Deaths (civil registry)"),
    "welfare": Text(id="Data kesejahteraan (desil)", en="Welfare list (deciles)"),
    "manifest": Text(id="Daftar berkas per desa", en="Files by village"),
    "register": Text(id="Daftar penduduk", en="Population list"),
    "earlier": Text(id="Penerima program sebelumnya", en="People of earlier programmes"),
    "funds": Text(id="Dana dan ketentuannya", en="Funds and their rules"),
    "facts": Text(id="Fakta untuk urutan prioritas", en="Facts for the ranking"),
}
"""Kind of list -> what it is called, in the order of the page."""
