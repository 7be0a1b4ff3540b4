"""Words of the pages on which a list is tied to its village."""

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.entry.web.things import FILE, VILLAGE

TITLE = Text(id="Berkas yang desanya belum pasti", en="Files whose village is not certain")
LEAD = Text(
    id="Desa tidak pernah ditebak. Buka berkasnya, pilih desanya; pilihan diingat menurut isi berkas dan dapat "
    "dibatalkan. Daftar lalu diperiksa lagi.",
    en="A village is never guessed. Open the file and choose its village; the choice is remembered by the content and "
    "can be taken back. Then lists are checked again.",
)
NOT_CHOSEN = Text(id="belum dipilih", en="not chosen yet")
NONE = Text(id="Semua berkas sudah diketahui desanya.", en="The village of every file is known.")
CHOOSE = Text(id="Daftar ini milik desa mana?", en="Which village is this list of?")
OTHER = Text(id="Kode desa lain (10 angka)", en="Another village's code (10 digits)")
OTHER_HINT = Text(
    id="Contoh: 1505032004. Kosongkan bila memilih di atas.", en="Like 1505032004. Leave empty if chosen above."
)
KEEP = Text(id="Simpan pilihan", en="Keep the choice")
CHOSEN = Text(id="Desa berkas disimpan. Periksa lagi daftarnya.", en="The village was kept. Check the lists again.")
TAKEN_BACK = Text(id="Pilihan desa dibatalkan.", en="The choice was taken back.")
TAKE_BACK = Text(id="Batalkan pilihan", en="Take the choice back")
NOW = Text(id="Sekarang dipakai sebagai daftar {village}.", en="It counts as the list of {village} now.")
ROWS = Text(id="{n} pekerja di dalamnya.", en="{n} workers in it.")
NO_CANDIDATES = Text(id="Tidak ada petunjuk desa; isi kodenya.", en="Nothing hints at a village; enter its code.")


class NoVillage(PayungError):
    """No village of the region of whoever chooses was chosen."""

    code = "no-village-chosen"
    exit_code = 204

    def __init__(self) -> None:
        super().__init__(
            Text(id="Desanya belum dipilih, atau di luar wilayah Anda.", en="No village of your region was chosen."),
            Text(
                id="Pilih satu desa atau isi kodenya (10 angka).", en="Choose a village or enter its code (10 digits)."
            ),
        )
