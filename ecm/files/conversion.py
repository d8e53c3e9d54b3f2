"""Putting a DOCX into PDF with LibreOffice, where it is installed."""

import shutil
from pathlib import Path

from django.conf import settings

from ecm.files.checks import in_a_cell, sanitise
from ecm.files.confinement import MIB, Walls, made, scratch
from ecm.files.refusals import REASONS, Refused

# LibreOffice reserves much more memory than it uses.
WALLS = Walls(memory=4096 * MIB, seconds=60, patience=60)


def can_convert() -> bool:
    """Tell whether this machine can put a DOCX into PDF; if not, ask for a PDF."""
    return shutil.which("soffice") is not None


def to_pdf(source: Path, target: Path) -> None:
    """Write a DOCX as a PDF that names no author; raises Refused when it cannot be done."""
    program = shutil.which("soffice")
    if program is None:
        raise Refused(REASONS["no_conversion"])
    with scratch() as folder:
        in_a_cell("convert", source, folder, walls=WALLS, program=program)
        made_pdf = made(folder / "document.pdf", most=2 * settings.LARGEST_FILE)
        sanitise(made_pdf, target)
