"""What can be wrong with the key file, and with a NIK sealed by it. No message holds a NIK or a key."""

from pathlib import Path

from payung.core.basis.errors import TELL_ADMINISTRATOR, PayungError
from payung.core.basis.text import Text


class KeyFileWrong(PayungError):
    """The key file is missing, open to others, broken, or would be overwritten."""

    code = "key-file-wrong"
    exit_code = 27


class KeyFileMissing(KeyFileWrong):
    """There is no key file where it is looked for."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            Text(id=f"Tidak ada berkas kunci '{path.name}'.", en=f"There is no key file '{path.name}'."),
            Text(
                id="Pulihkan dari salinannya, atau tunjukkan tempatnya dengan PAYUNG_KEYS. Jangan membuat kunci baru: "
                "NIK yang sudah tersimpan tidak dapat dibuka dengan kunci lain.",
                en="Put its copy back, or say where it is with PAYUNG_KEYS. Do not make new keys: "
                "the NIKs already kept cannot be opened with others.",
            ),
        )


class KeyFileOpen(KeyFileWrong):
    """The key file can be read or changed by others than its owner, or belongs to somebody else."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            Text(
                id=f"Berkas kunci '{path.name}' terbuka bagi pengguna lain di mesin ini, atau milik pengguna lain.",
                en=f"The key file '{path.name}' is open to other users of this machine, or belongs to another.",
            ),
            Text(
                id="Jadikan milik pengguna yang menjalankan Payung, lalu `chmod 600`. Bila sempat terbaca orang, ganti "
                "kuncinya.",
                en="Give it to the user who runs Payung, then `chmod 600`. If somebody may have read it, "
                "change the keys.",
            ),
        )


class KeyFileBroken(KeyFileWrong):
    """The key file is not what was written: cut, changed, or of another kind."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            Text(
                id=f"Berkas kunci '{path.name}' rusak atau bukan berkas kunci Payung.",
                en=f"The key file '{path.name}' is damaged, or no key file of Payung.",
            ),
            Text(
                id="Pulihkan dari salinannya; jangan diperbaiki dengan tangan.",
                en="Put its copy back; do not mend it by hand.",
            ),
        )


class KeyFileExists(KeyFileWrong):
    """New keys would overwrite a key file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            Text(
                id=f"Sudah ada berkas '{path.name}'; kunci tidak pernah ditimpa.",
                en=f"There already is a file '{path.name}'; keys are never overwritten.",
            ),
            Text(
                id="Pakai kunci itu, atau tunjuk berkas lain dengan PAYUNG_KEYS.",
                en="Use those keys, or name another file with PAYUNG_KEYS.",
            ),
        )


class KeyFileUnwritten(KeyFileWrong):
    """The key file could not be written; an older one is as it was."""

    def __init__(self, path: Path, fault: OSError) -> None:
        why = fault.strerror or type(fault).__name__
        super().__init__(
            Text(
                id=f"Berkas kunci '{path.name}' tidak dapat ditulis ({why}); yang lama tidak berubah.",
                en=f"The key file '{path.name}' cannot be written ({why}); the older one is as it was.",
            ),
            Text(id="Periksa folder dan sisa tempatnya.", en="Look at its folder and the space left there."),
        )


class NikClosed(PayungError):
    """A sealed NIK does not open: its key is not in the file, or it was changed or moved to another person."""

    code = "nik-closed"
    exit_code = 28


class KeyUnknown(NikClosed):
    """Sealed with a version of the keys that the key file does not hold."""

    def __init__(self, version: int, person: int | None = None) -> None:
        whose = "" if person is None else f" {person}"
        super().__init__(
            Text(
                id=f"NIK orang{whose} disegel dengan kunci versi {version}, yang tidak ada dalam berkas kunci.",
                en=f"The NIK of person{whose} is sealed with version {version} of the keys, which the key file "
                "does not hold.",
            ),
            Text(
                id="Pulihkan berkas kunci yang terbaru; berkas yang lebih lama tidak memuat versi itu.",
                en="Put the newest key file back; an older one does not hold that version.",
            ),
        )


class SealBroken(NikClosed):
    """A sealed NIK was changed, or stands with another person than it was sealed for."""

    def __init__(self, person: int) -> None:
        super().__init__(
            Text(
                id=f"NIK tersegel orang {person} berubah, atau dipindahkan dari orang lain.",
                en=f"The sealed NIK of person {person} was changed, or moved there from another person.",
            ),
            Text(
                id="Jalankan `payung store verify`; pulihkan cadangan bila basis data rusak.",
                en="Run `payung store verify`; restore a copy if the database is damaged.",
            ),
            on_page=TELL_ADMINISTRATOR,
        )
