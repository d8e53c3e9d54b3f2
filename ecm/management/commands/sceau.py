"""Seals published editions in files of their own, and verifies such files."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ecm.domain.communique.edition import from_json
from ecm.management.commands.communique import find
from ecm.publication.formats.seal import BrokenSeal, public_key, sealed, verify_seal
from ecm.publication.models import CommuniqueVersion


class Command(BaseCommand):
    help = "Scelle une édition publiée, ou vérifie un sceau. / Seal, or verify a seal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("meeting", nargs="?", metavar="NUMBER-OR-ID")
        parser.add_argument(
            "--language", default="fr", help="langue / language: fr, mos"
        )
        parser.add_argument("--output", metavar="FILE")
        parser.add_argument("--verify", metavar="FILE", help="vérifie / verify")
        parser.add_argument("--key", default="", help="clé publique / public key (hex)")

    def handle(self, *args: Any, meeting: str | None, **options: Any) -> None:
        if options["verify"]:
            self._verify(Path(options["verify"]), options["key"])
        elif meeting:
            self._seal(meeting, options["language"], options["output"])
        else:
            self.stdout.write(public_key())

    def _verify(self, path: Path, key: str) -> None:
        try:
            seal = verify_seal(path.read_bytes(), key=key)
        except OSError as error:
            raise CommandError(f"{path} : {error.strerror}") from error
        except BrokenSeal as error:
            raise CommandError(f"{path} : {error}") from error
        where = f"{seal.stream}, entrée {seal.seq}"
        self.stdout.write(f"Sceau intact : édition {seal.edition} ({where}).")

    def _seal(self, meeting: str, language: str, output: str | None) -> None:
        version = _last_version(meeting, language)
        stream = version.communique
        document = sealed(
            from_json(version.edition),
            stream=stream.stream,
            seq=stream.seq,
            head=stream.head,
        )
        if output:
            Path(output).write_bytes(document)
        else:
            sys.stdout.buffer.write(document)


def _last_version(meeting: str, language: str) -> CommuniqueVersion:
    versions = CommuniqueVersion.objects.filter(
        communique__meeting=find(meeting), language=language
    ).select_related("communique")
    version = versions.order_by("number").last()
    if version is None:
        raise CommandError(f"{meeting} : rien n'est publié / nothing is published")
    return version
