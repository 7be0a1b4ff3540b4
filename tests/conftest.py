"""What holds for every test."""

import os

from hypothesis import HealthCheck, settings

# One process has one set of settings: those of the workbench, which are the store's and more.
os.environ["DJANGO_SETTINGS_MODULE"] = "payung.entry.web.settings"
os.environ["PAYUNG_INSECURE"] = "1"
import payung.store  # noqa: E402, F401 - sets Django up, before any library of its asks for that

settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")
"""A machine that does other work is slow, not wrong."""
