"""What gunicorn serves: `gunicorn newsarchive.wsgi`."""

import os
import sys
from importlib import import_module

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
try:
    application = get_wsgi_application()
    import_module(settings.ROOT_URLCONF)  # all pages: otherwise the first reader would wait for them
except ImproperlyConfigured as error:
    sys.exit(f"The archive cannot start: {error}")
