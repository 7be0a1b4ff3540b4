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


class DutyWrong(UserRefused):
    """A role that is none, a region that is none, or days the wrong way round."""

    def __init__(self, why: Text) -> None:
        super().__init__(
            why,
            Text(
                id="Contoh: --role officer --area 1505, atau --role auditor --area 1505 --until 2027-03-31.",
                en="For example: --role officer --area 1505, or --role auditor --area 1505 --until 2027-03-31.",
            ),
        )


class PasswordWeak(UserRefused):
    """Too short, or one that everybody tries first."""

    def __init__(self, why: Text) -> None:
        super().__init__(why, Text(id="Pakai beberapa kata yang tidak berkaitan.", en="Use some words without a link."))
