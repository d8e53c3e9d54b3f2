"""Of which release a page is: frames of another may not fit it, so its reader reloads it."""

from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation

from ecm.environment import ASSETS
from live.frames import Frame

MADE_OF = ("templates", "static/js", "static/css")


@cache
def release() -> str:
    """Return the same short word for the same pages, scripts and styles, and no other."""
    return fingerprint([ASSETS / part for part in MADE_OF])


def fingerprint(folders: list[Path]) -> str:
    """Return a word for the names and the bytes of what is in the folders."""
    digest = blake2b(digest_size=6)
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
                digest.update(blake2b(path.read_bytes()).digest())
    return digest.hexdigest()


def is_of_another(page: str) -> bool:
    """Whether a page that says its release is of another than this server's."""
    return bool(page) and page != release()


def please_reload(language: str) -> Frame:
    """Return what tells a reader that his page is of another release."""
    with translation.override(language):
        return Frame(render_to_string("live/_other_release.html"))
