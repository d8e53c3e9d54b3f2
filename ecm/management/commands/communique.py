"""Writes the communiqué of a meeting in any of its forms."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ecm.domain.numbering import MeetingReference
from ecm.meetings.models import Meeting
from ecm.publication.documents import render
from ecm.publication.formats.table import FORMS


class Command(BaseCommand):
    help = "Ecrit le compte rendu d'un conseil. / Write the communiqué of a council."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "meeting",
            metavar="NUMBER-OR-ID",
            help="référence ou identifiant / reference or id: CM/2026/5, 3",
        )
        parser.add_argument("--format", choices=FORMS, default="text")
        parser.add_argument(
            "--output",
            metavar="FILE",
            help="fichier ; sans lui, la sortie standard / file, else standard output",
        )

    def handle(self, *args: Any, meeting: str, **options: Any) -> None:
        document = render(find(meeting), options["format"])
        if not options["output"]:
            sys.stdout.buffer.write(document)
            sys.stdout.buffer.flush()
            return
        try:
            Path(options["output"]).write_bytes(document)
        except OSError as error:
            raise CommandError(f"{options['output']} : {error.strerror}") from error


def find(text: str) -> Meeting:
    """Return the meeting of a reference or an id. Raises CommandError."""
    meetings = Meeting.objects.select_related("body")
    if text.isascii() and text.isdigit():
        found = meetings.filter(pk=int(text)).first()
    else:
        found = meetings.filter(**_named(text)).first()
    if found is None:
        raise CommandError(f"{text} : conseil inconnu / no such council")
    return found


def _named(text: str) -> dict[str, Any]:
    try:
        reference = MeetingReference.parse(text)
    except ValueError as error:
        raise CommandError(
            f"{text} : attendu, une référence comme CM/2026/5 ou un identifiant\n"
            f"{text}: expected a reference like CM/2026/5, or an id"
        ) from error
    return {
        "body__code": reference.body,
        "year": reference.year,
        "number": reference.number,
    }
