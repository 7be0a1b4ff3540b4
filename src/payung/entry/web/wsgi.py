"""The workbench for a WSGI server. Its settings are ``payung.entry.web.settings``.

``DATABASE_URL`` is the address as ``store.addresses.as_web`` gives it: on PostgreSQL the server then works in a role
that row security holds for. ``payung serve`` sets it.
"""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "payung.entry.web.settings"

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
