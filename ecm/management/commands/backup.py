"""`ecm backup`: one encrypted file with the database and its files, while a council is held."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ecm.backup.keys import make_identity, recipients_of
from ecm.backup.refusals import Refused
from ecm.backup.taking import Taken, take

MADE = (
    "Clé privée : {path}. Emportez-la hors de ce serveur, en deux exemplaires ; sans elle"
    " aucune sauvegarde ne se rouvre. Clé publique, pour ECM_BACKUP_RECIPIENTS :"
)


class Command(BaseCommand):
    help = (
        "Sauvegarde la base et les pièces en un fichier chiffré. / "
        "Save the database and its files into one encrypted file."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--vers", "--to", dest="folder", metavar="DOSSIER", help="où / where"
        )
        parser.add_argument(
            "--pour",
            "--for",
            dest="recipients",
            action="append",
            metavar="age1…",
            help="clé publique de qui pourra restaurer (répétable) / public key",
        )
        parser.add_argument(
            "--en-clair",
            "--plain",
            dest="is_plain",
            action="store_true",
            help="ne chiffre rien / encrypt nothing",
        )
        parser.add_argument(
            "--garder",
            "--keep",
            dest="keep",
            type=int,
            metavar="N",
            help="efface les plus anciennes, N sauvegardes restent / keep N backups",
        )
        parser.add_argument(
            "--nouvelle-cle",
            "--new-key",
            dest="new_key",
            metavar="FICHIER",
            help="fait une clé privée, et rien d'autre / make a private key",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["new_key"]:
                self._make_key(Path(options["new_key"]))
            else:
                self._take(**options)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        except OSError as error:
            raise CommandError(f"Sauvegarde abandonnée : {error}") from error

    def _make_key(self, path: Path) -> None:
        public = make_identity(path)
        self.stderr.write(MADE.format(path=path))
        self.stdout.write(public)

    def _take(self, **options: Any) -> None:
        if not options["folder"]:
            raise Refused("Où ? Donnez un dossier par --vers, sur un autre disque.")
        if options["keep"] is not None and options["keep"] < 1:
            raise Refused("--garder attend un nombre d'au moins 1.")
        words = options["recipients"] or settings.BACKUP_RECIPIENTS
        recipients = None if options["is_plain"] else recipients_of(words)
        taken = take(Path(options["folder"]), recipients, keep=options["keep"])
        self._tell(taken)

    def _tell(self, taken: Taken) -> None:
        for path in taken.gone:
            self.stderr.write(f"Effacée : {path}")
        for fault in taken.faults:
            self.stderr.write(fault)
        self.stderr.write(
            f"{taken.entries} entrées du journal, {taken.files} pièces,"
            f" {taken.size} octets, SHA-256 {taken.sha256}"
        )
        self.stdout.write(str(taken.path))
        if taken.faults:
            raise CommandError(
                f"{len(taken.faults)} défauts : tout ce qui restait est sauvegardé, rien"
                " de plus ancien n'a été effacé."
            )
