"""What makes papers and pages: static files, fonts, typst, the readers of PDF, LibreOffice."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.contrib.staticfiles import finders

from ecm.doctor.findings import Finding, doubt, fault, well
from ecm.files.checks import OPTIONS, Media, in_a_cell
from ecm.files.confinement import scratch
from ecm.files.conversion import can_convert
from ecm.files.refusals import Refused
from ecm.printed import FONTS

FACES = ("ConseilSerif-Regular.ttf", "NotoSans-Regular.ttf", "NotoSans-SemiBold.ttf")
WORDS = b'#set text(font: "Noto Sans", lang: "fr")\nConseil des ministres'


def examine() -> Iterator[Finding]:
    """Make a paper and read it again, with the tools of a council."""
    if settings.PRODUCTION:
        yield of_static(settings.STATIC_ROOT)
    yield of_fonts(FONTS)
    yield from of_papers()
    yield of_conversion(is_there=can_convert())


def of_static(root: Path) -> Finding:
    """Judge whether every static file of this version was collected."""
    collect = "ecm collectstatic --noinput, puis relancez les processus web."
    try:
        told = json.loads((root / "staticfiles.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return fault("tools.static", "Les fichiers statiques manquent.", collect)
    known = set(told.get("paths", {}))
    ours = {name for finder in finders.get_finders() for name, _ in finder.list([])}
    missing = sorted(ours - known)
    if missing:
        return fault(
            "tools.static",
            f"{len(missing)} fichiers statiques manquent, d'abord {missing[0]}.",
            collect,
        )
    return well("tools.static", f"{len(known)} fichiers statiques sont rassemblés.")


def of_fonts(folder: Path) -> Finding:
    missing = [name for name in FACES if not (folder / name).is_file()]
    if missing:
        return fault(
            "tools.fonts",
            f"La police {missing[0]} manque : les papiers changeraient d'aspect.",
            "Réinstallez e-CM : les polices viennent avec lui.",
        )
    return well("tools.fonts", "Les polices des papiers sont là.")


def of_papers() -> Iterator[Finding]:
    """Have typst make a page, and have it opened as a ministry's file is."""
    try:
        files: Any = {"main": WORDS}  # a form of input that typst takes, undeclared
        page: bytes = typst.compile(
            files, font_paths=[str(FONTS)], ignore_system_fonts=True, format="pdf"
        )
    except Exception as error:  # typst has no error of its own
        yield fault(
            "tools.typst", f"typst n'imprime pas : {error}", "Réinstallez typst."
        )
        return
    yield well("tools.typst", "typst imprime les papiers.")
    with scratch() as folder:
        path = folder / "page.pdf"
        path.write_bytes(page)
        try:
            in_a_cell(f"examine_{Media.PDF}", path, **OPTIONS[Media.PDF])
        except (Refused, OSError) as error:
            yield fault(
                "tools.pdf",
                f"Un PDF ne s'ouvre pas dans son processus à part ({error}).",
                "pikepdf et pypdfium2 sont-ils installés, et reste-t-il 1,5 Go de mémoire ?",
            )
        else:
            yield well("tools.pdf", "Un PDF s'ouvre dans son processus à part.")


def of_conversion(*, is_there: bool) -> Finding:
    if is_there:
        return well("tools.docx", "LibreOffice met les DOCX en PDF.")
    return doubt(
        "tools.docx",
        "LibreOffice n'est pas installé : un PDF est demandé à qui dépose un DOCX.",
        "apt-get install --no-install-recommends libreoffice-writer-nogui",
    )
