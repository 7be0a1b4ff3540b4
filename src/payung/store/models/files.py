"""Files that were brought in or made: kept sealed, for village lists hold NIKs."""

from typing import ClassVar

from django.db import models

from payung.store.models.base import Kept


class KeptFile(Kept):
    """The bytes of a file, sealed for its own number. ``sha256`` is of the content: one content is kept once."""

    CHANGING: ClassVar[frozenset[str]] = frozenset({"sealed"})

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()  # bytes of the content
    media = models.CharField(max_length=100)
    sealed = models.BinaryField()

    class Meta:
        db_table = "kept_file"
