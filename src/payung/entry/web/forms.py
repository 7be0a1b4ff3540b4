"""The form of every page: what is wrong is said of the field by its name, in the reader's language."""

from typing import Any

from django import forms
from django.utils.functional import lazy

from payung.core.basis.text import Text
from payung.entry.web.language import said

EMPTY = Text(id="{label}: belum diisi", en="{label}: not filled in")
UNCHOSEN = Text(id="{label}: belum dipilih", en="{label}: nothing chosen")
UNTICKED = Text(id="{label}: centang dulu", en="{label}: tick this first")
NO_FILE = Text(id="{label}: pilih berkas", en="{label}: choose a file")
NOT_LISTED = Text(id="{label}: pilih dari daftar", en="{label}: choose from the list")
EMPTY_FILE = Text(id="{label}: berkasnya kosong", en="{label}: the file is empty")
NOT_WHOLE = Text(id="{label}: isi bilangan bulat", en="{label}: enter a whole number")


class Form(forms.Form):
    """As Django's, but that messages name their field, which an error summary at the top needs."""

    use_required_attribute = False  # browsers would speak before the page does, each in its own words

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for name, field in self.fields.items():
            label = field.label if field.label is not None else name
            field.error_messages = {**field.error_messages, **_messages(field, label)}


def _named(text: Text, label: Any) -> str:
    return said(text).replace("{label}", str(label))


_of = lazy(_named, str)


def _messages(field: forms.Field, label: Any) -> dict[str, Any]:
    empty = EMPTY
    if isinstance(field, forms.FileField):
        empty = NO_FILE
    elif isinstance(field, forms.BooleanField):
        empty = UNTICKED
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        empty = UNCHOSEN
    told = {"required": empty, "invalid_choice": NOT_LISTED, "invalid_list": NOT_LISTED, "empty": EMPTY_FILE}
    if isinstance(field, forms.IntegerField):
        told["invalid"] = NOT_WHOLE
    return {code: _of(text, label) for code, text in told.items()}
