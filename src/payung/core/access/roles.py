"""Roles of an office and what each may do. What is not written here nobody may do.

Words and division of work: officer proposes, checker checks, approver approves; a village sees its own people; a BPJS
branch its own groups; an auditor reads everything of a region for a time; an administrator makes accounts and sees
nobody's data.
"""

from collections.abc import Mapping

from payung.core.basis.text import Text

ROLES: Mapping[str, Text] = {
    "officer": Text(id="petugas program", en="programme officer"),
    "checker": Text(id="verifikator", en="checker"),
    "approver": Text(id="pejabat penyetuju (PPK/KPA)", en="approver"),
    "village": Text(id="operator desa", en="village operator"),
    "district": Text(id="kecamatan", en="district"),
    "branch": Text(id="kantor cabang BPJS", en="BPJS branch"),
    "auditor": Text(id="pemeriksa", en="auditor"),
    "head": Text(id="pimpinan", en="head"),
    "administrator": Text(id="pengelola sistem", en="administrator"),
}
"""Code -> what people read."""

RIGHTS: Mapping[str, Text] = {
    "work.see": Text(id="melihat daftar tugas dan kemajuan", en="see the task list and progress"),
    "figures.see": Text(id="melihat angka gabungan", en="see figures"),
    "lists.see": Text(id="melihat daftar desa dan masalahnya", en="see village lists and their problems"),
    "lists.send": Text(id="mengirim daftar desa", en="send village lists"),
    "lists.run": Text(id="memeriksa daftar dan menyerahkannya", en="run the check and hand it in"),
    "lists.undo": Text(id="membatalkan kiriman", en="undo a delivery"),
    "problems.fix": Text(id="menerapkan perbaikan aman", en="accept safe repairs"),
    "corrections.fetch": Text(id="mengunduh berkas perbaikan", en="fetch correction workbooks"),
    "pairs.decide": Text(id="memutus pasangan yang mungkin sama", en="decide pairs"),
    "people.see": Text(id="melihat data orang", en="see a person"),
    "people.search": Text(id="mencari orang", en="search people"),
    "nik.full": Text(id="melihat NIK lengkap dengan alasan", en="see whole NIKs, with a reason"),
    "people.leave": Text(id="mencatat meninggal, pindah, keluar", en="record deaths, moves, leavings"),
    "plan.see": Text(id="melihat rencana dana", en="see plans of money"),
    "plan.make": Text(id="membuat rencana dan skenario", en="make plans and scenarios"),
    "decree.see": Text(id="melihat keputusan", en="see decrees"),
    "decree.propose": Text(id="mengusulkan keputusan", en="propose a decree"),
    "decree.check": Text(id="memeriksa usulan", en="check a proposal"),
    "decree.approve": Text(id="menyetujui usulan", en="approve a proposal"),
    "enrolment.see": Text(id="melihat pendaftaran BPJS", en="see enrolments"),
    "enrolment.send": Text(id="mengirim pendaftaran ke BPJS", en="send enrolments"),
    "enrolment.answer": Text(id="memasukkan jawaban BPJS", en="bring in BPJS's answers"),
    "rows.ask": Text(id="bertanya dan menjawab tentang orang yang didaftarkan", en="ask and answer about who was sent"),
    "money.see": Text(id="melihat dana, tagihan, pembayaran", en="see funds, bills, payments"),
    "money.record": Text(id="mencatat dana, tagihan, pembayaran", en="record funds, bills, payments"),
    "month.close": Text(id="mencocokkan dan menutup bulan", en="match and close a month"),
    "cover.see": Text(id="melihat perlindungan", en="see cover"),
    "slip.print": Text(id="mencetak bukti perlindungan", en="print slips"),
    "audit.see": Text(id="memeriksa jejak dan uji mandiri", en="read the trail and the self-audit"),
    "subject.see": Text(id="melihat daftar permintaan pemilik data", en="see the list of people's requests"),
    "subject.answer": Text(id="menjawab hak pemilik data", en="answer a person's rights to their data"),
    "accounts.manage": Text(id="mengelola akun dan peran", en="manage accounts and roles"),
    "store.manage": Text(id="mengelola wilayah, kunci, cadangan", en="manage regions, keys, copies"),
}
"""Code -> what it lets somebody do."""

_SEES = frozenset({"work.see", "figures.see"})
_LISTS = _SEES | {
    "lists.see",
    "lists.send",
    "corrections.fetch",
    "people.see",
    "people.search",
    "cover.see",
    "slip.print",
}

MAY: Mapping[str, frozenset[str]] = {
    "officer": _LISTS
    | {
        *("lists.run", "lists.undo", "problems.fix", "pairs.decide", "nik.full", "people.leave", "plan.see"),
        *("plan.make", "decree.see", "decree.propose", "enrolment.see", "enrolment.send", "enrolment.answer"),
        "rows.ask",
        *("money.see", "money.record", "month.close", "subject.see", "subject.answer"),
    },
    "checker": _SEES
    | {
        *("lists.see", "people.see", "people.search", "nik.full", "pairs.decide", "plan.see", "decree.see"),
        *("decree.check", "money.see", "cover.see"),
    },
    "approver": _SEES
    | {"lists.see", "people.see", "plan.see", "decree.see", "decree.approve", "money.see", "cover.see"},
    "village": _LISTS | {"people.leave", "rows.ask"},
    "district": _SEES | {"lists.see", "corrections.fetch", "people.see", "people.search", "cover.see"},
    "branch": frozenset({"work.see", "enrolment.see", "enrolment.answer", "rows.ask", "cover.see"}),
    "auditor": _SEES
    | {
        *("lists.see", "people.see", "people.search", "nik.full", "plan.see", "decree.see", "enrolment.see"),
        *("money.see", "cover.see", "audit.see", "subject.see"),
    },
    "head": _SEES | {"plan.see", "decree.see", "money.see", "subject.see"},
    "administrator": frozenset({"work.see", "accounts.manage", "store.manage"}),
}
"""Role -> its rights."""


def may(role: str, right: str) -> bool:
    """Whether ``role`` has ``right``; a role or right that nobody knows is refused.

    >>> may("officer", "decree.propose"), may("officer", "decree.approve"), may("stranger", "work.see")
    (True, False, False)
    """
    return right in RIGHTS and right in MAY.get(role, frozenset())
