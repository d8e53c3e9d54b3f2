"""`ecm restore`: give a backup back to an installation that holds nothing, and verify it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ecm.backup.keys import identities_in
from ecm.backup.places import elsewhere, this_installation
from ecm.backup.refusals import Refused
from ecm.backup.restoring import Restored, restore


class Command(BaseCommand):
    help = (
        "Restaure une sauvegarde dans une installation vide, et la vérifie. / "
        "Restore a backup into an empty installation, and verify it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FICHIER")
        parser.add_argument(
            "--cle", "--key", dest="key", metavar="FICHIER", help="clé privée / key"
        )
        parser.add_argument(
            "--verify",
            action="store_true",
            help="essaie tout à part, puis l'efface / try everything aside, then erase",
        )
        parser.add_argument(
            "--vers",
            "--to",
            dest="folder",
            metavar="DOSSIER",
            help="dans ce dossier, et non dans ECM_DATA / into this folder",
        )
        parser.add_argument(
            "--base",
            dest="database",
            default="",
            metavar="URL",
            help="dans cette base vide, et non DATABASE_URL / into this empty database",
        )
        parser.add_argument(
            "--autre-cle",
            "--other-key",
            dest="accept_other_key",
            action="store_true",
            help="restaure sans la SECRET_KEY d'origine / without the original SECRET_KEY",
        )

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        key, folder, url = options["key"], options["folder"], options["database"]
        try:
            here = (
                elsewhere(Path(folder), url=url)
                if folder
                else this_installation(url=url)
            )
            restored = restore(
                Path(file),
                identities_in(Path(key)) if key else [],
                here,
                verify_only=options["verify"],
                accept_other_key=options["accept_other_key"],
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        except OSError as error:
            raise CommandError(f"Restauration abandonnée : {error}") from error
        self._tell(restored, is_trial=options["verify"])

    def _tell(self, restored: Restored, *, is_trial: bool) -> None:
        for fault in restored.faults:
            self.stdout.write(fault)
        what = "vérifiée, rien n'a été mis en place" if is_trial else "restaurée"
        self.stdout.write(
            f"Sauvegarde du {restored.at} {what} : {restored.entries} entrées du journal,"
            f" {restored.streams} suites, {restored.files} pièces."
        )
        if restored.faults:
            raise CommandError(f"{len(restored.faults)} défauts / faults")
