"""The public site as a process of its own."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecm.public.settings")

from django.core.asgi import get_asgi_application

from ecm.public.keeping import keeping

application = keeping(get_asgi_application())  # type: ignore[arg-type]  # stubs say dict
