"""Numbers of forms, as pages make them."""

from uuid import NAMESPACE_OID, uuid5


def form_number(word: str) -> str:
    """The same for the same word."""
    return str(uuid5(NAMESPACE_OID, word))
