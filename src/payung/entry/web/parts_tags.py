"""Tags of the components: a value as a cell shows it, a sorted heading, attributes of an input."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import template
from django.forms import BaseForm
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from payung.core.basis.text import Text
from payung.entry.web import tags, words
from payung.entry.web.language import said
from payung.entry.web.parts import Cell, Column
from payung.entry.web.problems import problems_of
from payung.store.chain import end_of_chain

register = template.Library()


@register.simple_tag
def value(given: Any, money: object = "") -> str:
    """Any value as a page shows it: texts in the reader's language, whole numbers with points, days in full."""
    if given is None or given == "":
        return tags.NOTHING
    if isinstance(given, SafeString):
        return given
    if type(given) is int:
        return tags.rupiah(given) if money else tags.angka(given)
    if isinstance(given, date):
        return tags.tanggal(given)
    return said(given) if isinstance(given, Text) else str(given)


@register.simple_tag(takes_context=True)
def row(context: Mapping[str, Any], line: Sequence[tuple[Column, Cell]], head: bool, stack: bool = False) -> SafeString:
    """A row of a table, its first cell a heading where ``head``; links only for who may open them. Where ``stack``,
    each cell says its column, and its part in the table.

    One tag for all its cells: a page has hundreds, and a tag for each takes longer than what stands in it.
    """
    drawn = []
    for at, (column, given) in enumerate(line):
        kind, style = ('th scope="row"', "header") if head and not at else ("td", "cell")
        numeric = f" govuk-table__{style}--numeric" if column.number or column.money else ""
        long = " p-long" if column.long else ""
        opened = mark_safe(f'<{kind} class="govuk-table__{style}{numeric}{long}"')  # noqa: S308 - our own words
        of = format_html(' role="{}" data-column="{}"', _ROLES[style], said(column.title)) if stack else ""
        drawn.append((opened, of, _held(context, column, given), kind[:2]))
    role = mark_safe(' role="row"') if stack else ""  # noqa: S308 - our own words
    return format_html('<tr class="govuk-table__row"{}>{}</tr>', role, format_html_join("", "{}{}>{}</{}>", drawn))


_ROLES = {"header": "rowheader", "cell": "cell"}


def _held(context: Mapping[str, Any], column: Column, given: Cell) -> str:
    """What stands in a cell."""
    shown = value(given.value, given.money or column.money)
    if given.tag:
        shown = format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', given.tag, shown)
    if tags.open_to(given.href, context.get("who")):
        href = tags.kept(given.href, context.get("request"))
        shown = format_html('<a class="govuk-link" href="{}">{}</a>', href, shown)
    if given.more:
        shown = format_html('{}<br><span class="govuk-hint govuk-!-margin-0">{}</span>', shown, said(given.more))
    return shown


@register.simple_tag
def heading_sort(column: Column, order: str) -> str:
    """The attribute that says how a column is sorted."""
    if not column.sort or order.removeprefix("-") != column.sort:
        return ""
    return format_html('aria-sort="{}"', "descending" if order.startswith("-") else "ascending")


@register.filter
def turned(column: Column, order: str) -> str:
    """What a click on the heading asks for: upwards first, then the other way."""
    return f"-{column.sort}" if order == column.sort else column.sort


@register.simple_tag
def attributes(widget: Mapping[str, Any], style: str = "") -> str:
    """Attributes of an input: its own, with our class and, where it is wrong, the one that marks it."""
    given = dict(widget["attrs"])
    given.pop("placeholder", None)  # a label that goes away when somebody types
    wrong = given.get("aria-invalid") == "true"
    classes = " ".join(filter(None, (style, f"{style}--error" if wrong and style else "", given.pop("class", ""))))
    pairs = [("class", classes)] if classes else []
    pairs += [(name, held) for name, held in given.items() if held is not False and held is not True]
    plain = [(name,) for name, held in given.items() if held is True]
    return format_html("{}{}", format_html_join("", ' {}="{}"', pairs), format_html_join("", " {}", plain))


@register.simple_tag
def fresh() -> str:
    """A number for a form of its own, by which a double submit happens once."""
    return str(uuid4())


@register.inclusion_tag("components/trail.html")
def trail() -> dict[str, Any]:
    """The place of the chain of acts at which the page was read: its number and mark."""
    return {"head": end_of_chain(), "shell": words}


@register.simple_tag
def shell_word(name: str) -> str:
    """A word of the shell where a form is drawn, which knows nothing of the page around it."""
    text: Text = getattr(words, name)
    return said(text)


@register.simple_tag
def form_problems(form: BaseForm) -> list[dict[str, Any]]:
    """What the summary says of a form that a library drew."""
    return problems_of(form)
