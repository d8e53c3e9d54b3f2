"""Takes in a past council from a JSON file; the last line of output is its reference."""

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ecm.archive.actions import import_council, same_day
from ecm.archive.council_file import read_council
from ecm.archive.reading import BadFile
from ecm.domain.errors import Refusal


class Command(BaseCommand):
    help = (
        "Reprend un conseil passé depuis un fichier JSON. / "
        "Take in a past council from a JSON file."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", metavar="FILE.json", type=Path, help="fichier / file"
        )

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            council = read_council(file)
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            meeting = import_council(council, digest=digest)
        except BadFile as error:
            raise CommandError(str(error)) from error
        except Refusal as error:
            raise CommandError(f"{file.name} : {error}") from error
        for remark in council.remarks:
            self.stderr.write(f"{file.name} : {remark}")
        for other in same_day(meeting):
            self.stderr.write(f"même jour / same day: {other.reference}")
        self.stdout.write(meeting.reference)
