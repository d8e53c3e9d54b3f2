"""The worker that answers for the server when there is no network, as each release makes it."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from ecm.middleware import POLICY

SHELL = ("css/*.css", "js/*.js", "fonts/*.woff2", "img/*.svg")
OF_OTHER_LANGUAGES = "-more"  # letters that the room's own words do not have
HTMX = "django_htmx/htmx-2.min.js"


@cache
def shell() -> tuple[str, ...]:
    """Return the static files of which the pages of the room are made."""
    root = Path(str(finders.find("js/room.js"))).parents[1]
    names = [
        file.relative_to(root).as_posix()
        for pattern in SHELL
        for file in sorted(root.glob(pattern))
        if not file.stem.endswith(OF_OTHER_LANGUAGES)
    ]
    return (*names, HTMX)


@cache
def release() -> str:
    """Return a word that changes with any of these files."""
    told = hashlib.sha256()
    for name in shell():
        told.update(Path(str(finders.find(name))).read_bytes())
    return told.hexdigest()[:16]


@login_not_required
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The worker's script: public, of nobody, and another one after each release."""
    facts = {
        "release": release(),
        "shell": [staticfiles_storage.url(name) for name in shell()],
        "policy": POLICY,
        "doors": {
            "in": [reverse("people:sign-in"), reverse("people:demo-enter")],
            "out": [reverse("people:sign-out")],
        },
    }
    module = json.dumps(staticfiles_storage.url("js/worker.js"))
    script = f"import {{ start }} from {module};\nstart({json.dumps(facts)});\n"
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer.headers["Service-Worker-Allowed"] = "/"
    answer.headers["Cache-Control"] = "no-cache"
    return answer
