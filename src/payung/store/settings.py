"""What Django needs to know where there is only the store: commands, jobs and tests."""

import os

from payung.store.addresses import DEFAULT, database_at

INSTALLED_APPS = ["payung.store"]
DATABASES = {"default": database_at(os.environ.get("DATABASE_URL") or DEFAULT)}
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
