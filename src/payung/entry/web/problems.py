"""What is wrong with a form, for the summary above it."""

from typing import Any

from django.forms import BaseForm


def problems_of(form: BaseForm | None) -> list[dict[str, Any]]:
    """What the summary says of each field: the same words as stand beside it, and where it is."""
    if form is None:
        return []
    found = []
    for name, told in form.errors.items():
        href = (
            "" if name == "__all__" or name not in form.fields else f"#{form[name].id_for_label or form[name].auto_id}"
        )
        found += [{"text": str(each), "href": href} for each in told]
    return found
