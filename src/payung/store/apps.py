"""The store as Django knows it."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """All tables of Payung."""

    name = "payung.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
