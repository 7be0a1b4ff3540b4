"""The workbench as Django knows it."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, templates and files of the workbench; its tables are the store's."""

    name = "payung.entry.web"
    label = "web"
    default = True
