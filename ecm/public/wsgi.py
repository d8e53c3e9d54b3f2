"""The public site for a WSGI server (gunicorn, uwsgi, mod_wsgi)."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecm.public.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
