"""How Django draws forms here: label, hint, error and input in this order, each tied to the next for who listens."""

from django.forms.renderers import TemplatesSetting


class FormLook(TemplatesSetting):
    """Templates of ``templates/forms`` and ``templates/django/forms/widgets``."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
