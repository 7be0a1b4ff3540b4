"""Why a store cannot be copied, or a copy not be used. No message holds a row: a database's own words may, so they
are never passed on."""

from pathlib import Path

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text


class ArchiveWrong(PayungError):
    """The archive is damaged, or of another version of the store."""

    code = "archive-wrong"
    exit_code = 29


class ArchiveDamaged(ArchiveWrong):
    """Some byte of the archive is not what was written, or it is no archive."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            Text(
                id=f"'{path.name}' rusak atau bukan cadangan Payung; tidak ada yang dipulihkan.",
                en=f"'{path.name}' is damaged, or no copy made by Payung; nothing was restored.",
            ),
            Text(id="Pakai salinan lain dari cadangan itu.", en="Use another copy of it."),
        )


class ArchiveOfOtherSchema(ArchiveWrong):
    """The archive was made by a newer or an older Payung than the one that made the empty store."""

    def __init__(self, path: Path, archived: int, store: int) -> None:
        do = (
            Text(
                id="Pasang Payung versi yang membuat cadangan itu, atau yang lebih baru.",
                en="Install the version of Payung that made the copy, or a newer one.",
            )
            if archived > store
            else Text(
                id=f"Buat gudang kosong dengan skema {archived}, pulihkan, lalu naikkan skemanya.",
                en=f"Make an empty store of schema {archived}, restore, then bring its schema up to date.",
            )
        )
        super().__init__(
            Text(
                id=f"'{path.name}' berskema {archived}, sedangkan gudang ini {store}; tidak ada yang dipulihkan.",
                en=f"'{path.name}' has schema {archived} and this store {store}; nothing was restored.",
            ),
            do,
        )


class CopyRefused(PayungError):
    """A copy cannot be made or restored; what was there before is as it was."""

    code = "copy-refused"
    exit_code = 39


class CopyFailed(CopyRefused):
    """The disk or the database failed."""

    def __init__(self, why: str) -> None:
        super().__init__(
            Text(
                id=f"Cadangan gagal ({why}); yang ada sebelumnya tidak berubah.",
                en=f"The copy failed ({why}); what was there before is as it was.",
            ),
            Text(
                id="Periksa sisa tempat, izin folder, dan apakah basis data berjalan.",
                en="Look at the space left, the rights on the folder, and whether the database runs.",
            ),
        )


class TargetExists(CopyRefused):
    """A copy never overwrites a file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            Text(id=f"Sudah ada berkas '{path.name}'.", en=f"There already is a file '{path.name}'."),
            Text(id="Pilih nama lain, misalnya dengan tanggal.", en="Choose another name, for example with the day."),
        )


class StoreNotEmpty(CopyRefused):
    """A copy is restored into an empty store alone."""

    def __init__(self, tables: tuple[str, ...]) -> None:
        names = ", ".join(tables)
        super().__init__(
            Text(
                id=f"Gudang tujuan tidak kosong ({names}); tidak ada yang ditimpa.",
                en=f"The store to restore into is not empty ({names}); nothing was overwritten.",
            ),
            Text(
                id="Buat gudang baru dengan `payung store init`, lalu pulihkan ke sana.",
                en="Make a new store with `payung store init` and restore into that.",
            ),
        )


class StoreDamaged(CopyRefused):
    """The database holds what it cannot hold: a damaged page, a value of another kind, a row without its parent."""

    def __init__(self, where: str) -> None:
        super().__init__(
            Text(
                id=f"Basis data rusak ({where}); cadangan darinya tidak dibuat.",
                en=f"The database is damaged ({where}); no copy is made of it.",
            ),
            Text(
                id="Simpan berkasnya apa adanya, lalu pulihkan cadangan terakhir ke gudang baru.",
                en="Keep its file as it is, and restore the last copy into a new store.",
            ),
        )


class StoreOfOtherShape(CopyRefused):
    """The database has tables or columns that the copy would not hold, or lacks some."""

    def __init__(self, tables: tuple[str, ...]) -> None:
        names = ", ".join(tables)
        super().__init__(
            Text(
                id=f"Tabel atau kolom basis data tidak seperti skema versi ini: {names}.",
                en=f"Tables or columns of the database are not those of this version's schema: {names}.",
            ),
            Text(
                id="Naikkan skema gudang; pindahkan tabel yang bukan milik Payung ke basis data lain.",
                en="Bring the store's schema up to date; move tables that are not Payung's to another database.",
            ),
        )


class RestoredDiffers(CopyRefused):
    """What was restored, read again, is not what the archive holds; it was taken back."""

    def __init__(self, where: str) -> None:
        super().__init__(
            Text(
                id=f"Yang dipulihkan tidak sama dengan cadangan ({where}); pemulihan dibatalkan.",
                en=f"What was restored is not what the copy holds ({where}); it was taken back.",
            ),
            Text(
                id="Jangan memakai gudang itu; laporkan dengan kode galat ini.",
                en="Do not use that store; report it with the code of this error.",
            ),
        )
