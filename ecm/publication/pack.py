"""The whole pack of a meeting for one reader: agenda, then every paper he may read.

One PDF with bookmarks, each page marked with the reader's name: a leak can be traced.
"""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import pikepdf
import typst
from django.conf import settings
from django.utils.dateformat import format as written
from django.utils.translation import gettext as _
from pikepdf import Name, Object, OutlineItem, Page, Pdf

from ecm import clock
from ecm.access import Presence
from ecm.dossiers.actions.pieces import open_version
from ecm.dossiers.models import Document, Version
from ecm.files.store import place
from ecm.meetings.models import AgendaItem, Meeting
from ecm.meetings.papers import papers_of
from ecm.meetings.standing import visible_items
from ecm.meetings.words import kind_label
from ecm.printed import source

FOLDER = Path(__file__).parent
FONTS = FOLDER / "fonts"


@dataclass(frozen=True)
class Entry:
    """An item of the agenda with the papers that follow it."""

    number: str
    kind: str
    title: str
    ministry: str
    papers: tuple[str, ...]


@dataclass(frozen=True)
class Cover:
    body: str
    reference: str
    day: str
    reader: str
    made_on: str
    entries: tuple[Entry, ...]


def pack_of(here: Presence, *, device: str) -> IO[bytes]:
    """Return the pack as an open file that goes away with its closing.

    Every paper in it is recorded as opened by the reader before the first byte leaves.
    """
    chapters = list(_chapters(here))
    for _item, papers in chapters:
        for _document, version in papers:
            open_version(here.actor, version, device=device)
    mark = f"{here.user} · {here.meeting.reference} · {clock.now():%d/%m/%Y %H:%M}"
    # It is closed, and so removed, by the answer that sends it.
    pack = tempfile.TemporaryFile(dir=settings.DATA)  # noqa: SIM115  (see above)
    with Pdf.new() as pdf:
        outline = _fill(pdf, _cover(here, chapters), chapters)
        _stamp(pdf, mark)
        with pdf.open_outline() as tree:
            tree.root.extend(outline)
        pdf.docinfo["/Title"] = here.meeting.reference
        pdf.save(pack)
    pack.seek(0)
    return pack


Chapter = tuple[AgendaItem, list[tuple[Document, Version]]]


def _chapters(here: Presence) -> Iterator[Chapter]:
    numbers = here.numbers()
    visible = visible_items(here.meeting, here.standing, here.user)
    items = list(visible.order_by("position"))
    papers = papers_of(here.meeting, items)
    for item in items:
        item.number = numbers[item.pk]  # as the reader knows it; nothing is saved
        yield item, [(paper.document, paper.version) for paper in papers[item.pk]]


def _cover(here: Presence, chapters: list[Chapter]) -> bytes:
    meeting = here.meeting
    words = Cover(
        body=meeting.body.name,
        reference=meeting.reference,
        day=_day(meeting),
        reader=str(here.user),
        made_on=f"{clock.now():%d/%m/%Y %H:%M}",
        entries=tuple(
            Entry(
                number=item.number,
                kind=kind_label(item.kind),
                title=item.title,
                ministry=item.ministry_name,
                papers=tuple(str(document) for document, _version in papers),
            )
            for item, papers in chapters
        ),
    )
    return _compiled("pack.typ", asdict(words))


def _day(meeting: Meeting) -> str:
    return written(meeting.day, "l j F Y")


def _compiled(template: str, words: dict[str, object]) -> bytes:
    # The words travel as values of a file: what was typed is never compiled.
    files: Any = {  # a form of input that typst takes and does not declare
        "main": source(FOLDER / template),
        "words.json": json.dumps(words, ensure_ascii=False).encode(),
    }
    return typst.compile(
        files,
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
    )


def _fill(pdf: Pdf, cover: bytes, chapters: list[Chapter]) -> list[OutlineItem]:
    """Append the pages and return the bookmarks: an item, under it its papers."""
    _append(pdf, cover)
    outline = [OutlineItem(_("Ordre du jour"), 0)]
    for item, papers in chapters:
        entry = OutlineItem(f"{item.number} {item.title}"[:200], len(pdf.pages))
        for document, version in papers:
            at = len(pdf.pages)
            _append(pdf, place(version.served_path))
            entry.children.append(OutlineItem(str(document)[:200], at))
        if entry.children:
            outline.append(entry)
    return outline


def _append(pdf: Pdf, source: bytes | Path) -> None:
    with pikepdf.open(BytesIO(source) if isinstance(source, bytes) else source) as part:
        pdf.pages.extend(part.pages)


def _stamp(pdf: Pdf, mark: str) -> None:
    """Write the reader's name at the foot of every page: one drawing, shared by all."""
    with pikepdf.open(BytesIO(_compiled("stamp.typ", {"mark": mark}))) as stamp:
        drawing = pdf.copy_foreign(stamp.pages[0].as_form_xobject())
    width = float(drawing.BBox[2])
    for page in pdf.pages:
        _draw(page, drawing, width)


def _draw(page: Page, drawing: Object, width: float) -> None:
    left, bottom, right, _top = (float(v) for v in page.mediabox)
    scale = min(1.0, (right - left) / width)
    name = page.add_resource(drawing, Name.XObject)
    page.contents_add(b"q", prepend=True)
    x = left + ((right - left) - width * scale) / 2
    where = f"Q q {scale:.4f} 0 0 {scale:.4f} {x:.2f} {bottom + 6:.2f} cm {name} Do Q"
    page.contents_add(where.encode())
