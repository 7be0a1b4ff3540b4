"""The workbench for a WSGI server. On PostgreSQL it works in a role that row security holds for."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "payung.entry.web.settings"
os.environ["PAYUNG_SERVER"] = "1"  # before the settings are read

from django.core.signals import request_started  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()

from payung.entry.web.ahead import Ahead  # noqa: E402 -- routes ask the tables, which are there from here on

request_started.connect(Ahead().asked, weak=False)
