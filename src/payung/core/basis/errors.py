"""The one base class for errors a user can act on. Everything else is a bug and has a traceback."""

from payung.core.basis.text import Text


class PayungError(Exception):
    """Something the user asked for cannot be done; the message says what, why and what to do.

    Subclasses live in the module that raises them. ``code`` is permanent: it is the anchor in
    ``docs/reference/errors.md`` and the key in the log. ``exit_code`` is what the command line
    returns, one per class. No message may contain personal data.
    """

    code: str
    exit_code: int
    says: Text
    do: Text

    def __init__(self, says: Text, do: Text) -> None:
        self.says, self.do = says, do
        super().__init__(says.en, do.en)

    def __str__(self) -> str:
        return f"{self.says.en} {self.do.en} [{self.code}]"
