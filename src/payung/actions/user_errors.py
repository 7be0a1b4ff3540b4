"""Why an account cannot be made or changed as asked."""

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text


class UserRefused(PayungError):
    """The account, its duty or its password cannot be so."""

    code = "user-refused"
    exit_code = 180


class UserUnknown(UserRefused):
    """There is no such account, duty or group."""

    def __init__(self, what: str) -> None:
        super().__init__(
            Text(id=f"Tidak ada: {what}.", en=f"There is no {what}."),
            Text(id="Lihat: payung user list", en="Look at: payung user list"),
            on_page=Text(id="Pilih akunnya dari halaman Akun.", en="Choose the account from the page Accounts."),
        )


class UserTaken(UserRefused):
    """The name is an account's, or was."""

    def __init__(self) -> None:
        super().__init__(
            Text(id="Nama akun itu sudah dipakai, atau pernah.", en="That username is taken, or was."),
            Text(
                id="Pilih nama lain: setiap nama akun hanya untuk satu orang, selamanya.",
                en="Choose another: a username is one person's for ever.",
            ),
        )


class AccountChanged(UserRefused):
    """The account is not as the chain says: what is wrong is not bound as right."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                id="Akun ini, atau faktor keduanya, tidak cocok dengan rantai catatan.",
                en="This account, or its second factor, is not as the chain says.",
            ),
            Text(
                id="Periksa dengan payung store verify; lalu hapus faktor kedua akun itu: payung user factor",
                en="Look with payung store verify; then take its second factors away: payung user factor",
            ),
            on_page=Text(
                id="Minta pengelola memeriksanya dan menghapus faktor kedua akun itu, lalu ulangi.",
                en="Ask an administrator to look at it and to take its second factors away; then try again.",
            ),
        )


class OwnAccount(UserRefused):
    """Somebody would change their own account, or give themselves a duty."""

    def __init__(self) -> None:
        super().__init__(
            Text(id="Akun dan peran sendiri tidak dapat diubah.", en="Nobody changes their own account or duties."),
            Text(id="Minta pengelola lain; sandi sendiri: menu akun.", en="Ask another administrator; your own "
                 "password is changed in the account's menu."),
        )  # fmt: skip


class PasswordShown(UserRefused):
    """A first password is shown once."""

    def __init__(self) -> None:
        super().__init__(
            Text(id="Permintaan ini sudah dijalankan; sandinya hanya ditampilkan satu kali.",
                 en="This was done before; its password is shown once only."),
            Text(id="Buat sandi pertama yang baru untuk akun itu.", en="Make a new first password for that account."),
        )  # fmt: skip


class DutyWrong(UserRefused):
    """A role that is none, a region that is none, or days the wrong way round."""

    def __init__(self, why: Text) -> None:
        super().__init__(
            why,
            Text(
                id="Contoh: --role officer --area 1505, atau --role auditor --area 1505 --until 2027-03-31.",
                en="For example: --role officer --area 1505, or --role auditor --area 1505 --until 2027-03-31.",
            ),
            on_page=Text(
                id="Pilih perannya, lalu wilayahnya (atau wadahnya untuk cabang BPJS), dan hari terakhir yang "
                "belum lewat.",
                en="Choose the role, then its region (or the group of a BPJS branch), and a last day that has "
                "not passed.",
            ),
        )


class PasswordWeak(UserRefused):
    """Too short, or one that everybody tries first."""

    def __init__(self, why: Text) -> None:
        super().__init__(why, Text(id="Pakai beberapa kata yang tidak berkaitan.", en="Use some words without a link."))
