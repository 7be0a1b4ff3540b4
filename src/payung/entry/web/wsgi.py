"""The workbench for a WSGI server. On PostgreSQL it works in a role that row security holds for."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "payung.entry.web.settings"
os.environ["PAYUNG_SERVER"] = "1"  # before the settings are read

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()
