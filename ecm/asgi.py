"""HTTP and WebSocket, behind one door: what carries no trusted origin opens no socket."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecm.settings")

import django

django.setup(set_prefix=False)

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402  (needs the apps)
from channels.sessions import CookieMiddleware  # noqa: E402  (same)

from ecm.lanes import RequestHandler  # noqa: E402  (same)
from live.entrance import with_hub  # noqa: E402  (same)
from live.origin import SameOrigin  # noqa: E402  (same)
from live.release import release  # noqa: E402  (same)
from live.routing import websocket_urlpatterns  # noqa: E402  (same)

release()  # now, before another release is laid over this one's files
application = ProtocolTypeRouter(
    {
        "http": with_hub(RequestHandler()),
        "websocket": SameOrigin(CookieMiddleware(URLRouter(websocket_urlpatterns))),
    }
)
