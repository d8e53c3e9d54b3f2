"""The public site as files: whatever its pages lead to, each one whole or not at all."""

import os
import re
import tempfile
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from ecm.public.serving import ROBOTS, answer, prefix, robots

_LINKS = re.compile(r'\b(?:href|src)="([^"#]+)[^"]*"')
MISSING = "404.html"


@dataclass(frozen=True)
class Done:
    """A page that was written, or was there already; `broken` is what it leads to in vain."""

    path: str
    is_new: bool
    broken: str = ""


def export(folder: Path, address: str) -> Iterator[Done]:
    """Write everything that the first page leads to; yield each page as it is done.

    Run again, it writes only what changed. What a server shows for an unknown address
    is written as 404.html.
    """
    waiting: deque[tuple[str, str]] = deque([(reverse("public:home"), "")])
    seen = {waiting[0][0]}
    while waiting:
        path, source = waiting.popleft()
        response = _answer(path, address)
        if response.status_code != 200:
            yield Done(source, False, broken=path)
            continue
        yield Done(path, _write(folder / _file_of(path), response.content))
        if response.headers["Content-Type"].startswith("text/html"):
            found = _links(path, response.content.decode())
            new = [link for link in found if link not in seen]
            seen.update(new)
            waiting.extend((link, path) for link in new)
    missing = _answer(f"{prefix()}x/", address)
    yield Done(MISSING, _write(folder / MISSING, missing.content))
    engines = robots(_request(ROBOTS, address))
    yield Done(ROBOTS, _write(folder / ROBOTS.strip("/"), engines.content))


def _answer(path: str, address: str) -> HttpResponse:
    return answer(_request(path, address))


def _request(path: str, address: str) -> HttpRequest:
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, unquote(path)
    request.exported_to = address  # type: ignore[attr-defined]  # read by `drawing`
    return request


def _links(path: str, page: str) -> list[str]:
    """Return the addresses of the site that a page leads to, each once, questions apart."""
    found = []
    for link in dict.fromkeys(_LINKS.findall(page)):
        target = urlsplit(urljoin(path, unescape(link)))
        is_ours = not target.netloc and target.path.startswith(prefix())
        if is_ours and not target.query:
            found.append(target.path)
    return list(dict.fromkeys(found))


def _file_of(path: str) -> Path:
    """Return where an address is written: a folder's page is its index.html."""
    parts = [unquote(part) for part in path.strip("/").split("/")]
    if any(part in ("", ".", "..") or "/" in part for part in parts):
        raise ValueError(f"{path!r} is no address of the site")
    return Path(*parts, *(["index.html"] if path.endswith("/") else []))


def _write(file: Path, content: bytes) -> bool:
    """Write a file unless it holds the same; a reader sees the old one or the new one."""
    if file.exists() and file.read_bytes() == content:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".")
    with os.fdopen(handle, "wb") as new:
        new.write(content)
    Path(temporary).chmod(0o644)
    Path(temporary).replace(file)
    return True
