"""What is remembered: people, decrees, person-months and money, and every act that changed them. The one Django app."""

import os
import sys

import django
from django.apps import apps
from django.conf import settings

# Models can be imported by whoever imports this package; a web server that has settings of its own is left alone.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.store.settings")
_being_read = os.environ["DJANGO_SETTINGS_MODULE"] in sys.modules and not settings.configured
if not (apps.ready or apps.loading or _being_read):
    django.setup()
