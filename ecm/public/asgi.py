"""The public site as a process of its own."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecm.public.settings")

from django.core.asgi import get_asgi_application

application = get_asgi_application()
