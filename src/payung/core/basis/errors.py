"""The one base class for errors a user can act on. Everything else is a bug and has a traceback."""

from payung.core.basis.text import Text

TELL_ADMINISTRATOR = Text(
    id="Sampaikan kalimat di atas kepada pengelola sistem kantor Anda.",
    en="Tell the administrator of your office the sentence above.",
)
"""``on_page`` of what nobody can put right from a page."""


class PayungError(Exception):
    """Something the user asked for cannot be done; the message says what, why and what to do.

    Subclasses live in the module that raises them. ``do`` is for who types
    commands, ``on_page`` for who reads a page and has no shell: the same where ``do`` names no command, which ``says``
    never does. ``code`` is permanent: it is the anchor in
    ``docs/reference/errors.md`` and the key in the log. ``exit_code`` is what the command line
    returns, one per class. No message may contain personal data.
    """

    code: str
    exit_code: int
    says: Text
    do: Text
    on_page: Text

    def __init__(self, says: Text, do: Text, on_page: Text | None = None) -> None:
        self.says, self.do, self.on_page = says, do, on_page or do
        super().__init__(says.en, do.en)

    def __str__(self) -> str:
        return f"{self.says.en} {self.do.en} [{self.code}]"
