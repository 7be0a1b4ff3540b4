"""What is typed on the pages of decrees."""

from django import forms

from payung.entry.web.decree import words
from payung.entry.web.fields import DayField, MonthField
from payung.entry.web.forms import Form
from payung.entry.web.language import lazily

PAPERS = [("A4", "A4"), ("F4", "F4 (330 × 215 mm)")]


class Named(Form):
    """A decree's number and day."""

    number = forms.CharField(label=lazily(words.NUMBER), max_length=100)
    dated = DayField(label=lazily(words.DATED))


class Propose(Named):
    """A decree of a plan, and which of its months."""

    first = MonthField(label=lazily(words.FIRST), required=False)
    last = MonthField(label=lazily(words.LAST), required=False)


class Amend(Named):
    """Who comes off a decree, and whether the next come on."""

    off = forms.FileField(label=lazily(words.OFF), help_text=lazily(words.AMEND_HINT), required=False)
    fill = forms.BooleanField(label=lazily(words.FILL), initial=True, required=False)


class Extend(Named):
    """Further months of a decree."""

    first = MonthField(label=lazily(words.FIRST))
    last = MonthField(label=lazily(words.LAST))


class Signed(Named):
    """The signed paper, and what it bears."""

    paper = forms.FileField(label=lazily(words.SIGNED))


class Back(Form):
    """Why a proposal is sent back."""

    note = forms.CharField(label=lazily(words.REASON), max_length=500)


class Issue(Form):
    """On which paper the annex is made."""

    paper = forms.ChoiceField(label=lazily(words.PAPER), choices=PAPERS, initial="A4")
