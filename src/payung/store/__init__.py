"""What is remembered: people, decrees, person-months and money, and every act that changed them. The one Django app."""

import os

import django
from django.apps import apps

# Models can be imported by whoever imports this package; a web server that has settings of its own is left alone.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.store.settings")
if not (apps.ready or apps.loading):
    django.setup()
