"""Why a whole file could not be read, and what its sender should do. The other files go on."""

import re
from dataclasses import dataclass

from payung.core.basis.text import Text


@dataclass(frozen=True)
class FileProblem:
    """One file that gives no rows. ``code`` is a key of ``PROBLEMS``; the texts name no person."""

    code: str
    says: Text
    do: Text


_SAVE_AS_XLSX = Text(
    id="Buka berkasnya di Excel atau LibreOffice, simpan sebagai .xlsx (tanpa makro), lalu kirim ulang.",
    en="Open it in Excel or LibreOffice, save it as .xlsx (without macros) and send it again.",
)
_SEND_WORKBOOK = Text(
    id="Minta desa mengirim buku kerja Excel-nya sendiri, bukan PDF, gambar atau dokumen. Bila berkas ini terbuka "
    "sebagai tabel di Excel, cukup simpan sebagai .xlsx, lalu kirim.",
    en="Ask the village to send the Excel workbook itself, no PDF, picture or document. Where this file opens as a "
    "table in Excel, save it as .xlsx and send that.",
)
_SEND_AGAIN = Text(
    id="Minta desa mengirim ulang berkas aslinya; buka dulu di Excel untuk memastikan isinya utuh.",
    en="Ask the village to send the original again, after opening it in Excel to see that it is whole.",
)
_COPY_LIST = Text(
    id="Salin hanya tabel daftarnya ke buku kerja baru (tempel sebagai nilai), simpan .xlsx, lalu kirim ulang.",
    en="Copy only the table into a new workbook (paste as values), save it as .xlsx and send it again.",
)

PROBLEMS: dict[str, tuple[Text, Text]] = {
    "file_empty": (
        Text(
            id="Berkas kosong (0 byte atau tanpa satu sel pun terisi).",
            en="The file is empty (no bytes, or no filled cell).",
        ),
        _SEND_AGAIN,
    ),
    "file_truncated": (
        Text(id="Berkas terpotong atau rusak: {what}.", en="The file is cut off or damaged: {what}."),
        _SEND_AGAIN,
    ),
    "file_password": (
        Text(id="Berkas dikunci dengan kata sandi.", en="The file is protected by a password."),
        Text(
            id="Hapus kata sandi (Berkas > Info > Proteksi Buku Kerja), simpan, lalu kirim ulang.",
            en="Remove the password (File > Info > Protect Workbook), save and send it again.",
        ),
    ),
    "file_not_workbook": (
        Text(id="Isi berkas bukan buku kerja, melainkan {what}.", en="The content is not a workbook but {what}."),
        _SEND_WORKBOOK,
    ),
    "file_archive": (
        Text(id="Berkas ini arsip ({what}), bukan buku kerja.", en="This file is an archive ({what}), not a workbook."),
        Text(
            id="Keluarkan daftar desa dari arsip itu, lalu kirim daftarnya sendiri-sendiri atau sebagai satu ZIP.",
            en="Take the village lists out of the archive and send them one by one, or as one ZIP.",
        ),
    ),
    "file_bomb": (
        Text(
            id="Berkas kecil yang membengkak saat dibuka ({what}); tidak dibuka.",
            en="A small file that swells when opened ({what}); it was not opened.",
        ),
        _COPY_LIST,
    ),
    "file_too_large": (
        Text(id="Berkas terlalu besar untuk satu desa: {what}.", en="The file is too large for one village: {what}."),
        _COPY_LIST,
    ),
    "file_macro": (
        Text(id="Berkas berisi makro; tidak dibuka.", en="The file holds macros; it was not opened."),
        _SAVE_AS_XLSX,
    ),
    "file_external_links": (
        Text(
            id="Berkas berisi tautan ke buku kerja lain; tidak dibuka.",
            en="The file links to other workbooks; it was not opened.",
        ),
        Text(
            id="Di Excel: Data > Edit Tautan > Putuskan Tautan, simpan, lalu kirim ulang.",
            en="In Excel: Data > Edit Links > Break Link, save and send it again.",
        ),
    ),
    "file_unsafe_xml": (
        Text(
            id="Berkas memakai definisi XML (DTD/entitas) yang tidak dipakai buku kerja biasa; tidak dibuka.",
            en="The file uses XML definitions (DTD/entities) no ordinary workbook has; it was not opened.",
        ),
        _SAVE_AS_XLSX,
    ),
    "file_crashed_reader": (
        Text(
            id="Pembaca berhenti mendadak saat membuka berkas ini (memori habis atau isi rusak).",
            en="The reader broke down on this file (out of memory, or damaged content).",
        ),
        _COPY_LIST,
    ),
    "file_timeout": (
        Text(
            id="Berkas tidak selesai dibaca dalam {seconds} detik.",
            en="The file was not read within {seconds} seconds.",
        ),
        _COPY_LIST,
    ),
    "file_no_list": (
        Text(id="Tidak ditemukan daftar pekerja: {what}.", en="No list of workers was found: {what}."),
        Text(
            id="Pakai templat Payung, atau beri baris judul dengan kolom NIK dan Nama.",
            en="Use Payung's template, or give the table a heading row with the columns NIK and Nama.",
        ),
    ),
    "answer_empty": (
        Text(
            id="Berkas perbaikan ini belum diisi: semua sel kuningnya kosong.",
            en="Nothing is filled in this correction workbook: all its yellow cells are empty.",
        ),
        Text(id="Isi sel kuning, simpan, lalu kirim lagi.", en="Fill in yellow cells, save and send it again."),
    ),
    "answer_other_batch": (
        Text(
            id="Berkas perbaikan ini bukan dari tahun program ini.",
            en="This correction workbook is not of this programme's year.",
        ),
        Text(
            id="Unduh berkas perbaikan yang baru dari halaman masalah, lalu isi yang itu.",
            en="Fetch a new correction workbook from the page of problems and fill in that one.",
        ),
    ),
    "answer_format": (
        Text(
            id="Berkas perbaikan ini tidak lagi .xlsx; isinya tidak dibaca.",
            en="This correction workbook is no .xlsx any more; it is not read.",
        ),
        Text(
            id="Buka berkas yang diunduh, isi sel kuning, simpan tetap sebagai .xlsx, lalu kirim lagi.",
            en="Open the workbook that was fetched, fill in yellow cells, keep it an .xlsx and send it again.",
        ),
    ),
    "answer_changed": (
        Text(
            id="Judul kolom berkas perbaikan ini diubah atau dihapus; isinya tidak dapat dipasangkan dengan baris.",
            en="Headings of this correction workbook were changed or deleted; its cells cannot be told apart.",
        ),
        Text(
            id="Unduh lagi berkasnya, salin isi sel kuning ke sana, simpan, lalu kirim.",
            en="Fetch it again, copy what is in the yellow cells into it, save and send that.",
        ),
    ),
    "file_unreadable": (
        Text(id="Berkas tidak dapat dibaca: {what}.", en="The file cannot be read: {what}."),
        _SEND_AGAIN,
    ),
}
"""Code -> (what is wrong, what to do). ``{what}`` is filled with a detail that holds no personal data."""


def problem(code: str, what: Text | None = None, seconds: int = 0) -> FileProblem:
    """The problem ``code`` with its detail.

    >>> problem("file_timeout", seconds=60).says.en
    'The file was not read within 60 seconds.'
    """
    says, do = PROBLEMS[code]
    return FileProblem(code, says.filled(what=what or "-", seconds=seconds), do)


def in_general(code: str) -> tuple[Text, Text]:
    """What is wrong and what to do where only the code is known, without the detail.

    >>> in_general("file_not_workbook")[0].id, in_general("file_bomb")[0].en
    ('Isi berkas bukan buku kerja.', 'A small file that swells when opened; it was not opened.')
    """
    says, do = PROBLEMS[code]
    told = Text(id=_DETAIL.sub("", says.id), en=_DETAIL.sub("", says.en))
    return Text(
        id=told.id.replace("{seconds} detik", "waktunya"), en=told.en.replace("{seconds} seconds", "its time")
    ), do


_DETAIL = re.compile(r"(: |, melainkan | but )\{what\}| \(\{what\}\)")
