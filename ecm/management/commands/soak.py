"""Runs the fault laboratory of the checkout: a simulated council under every fault.

It is only the door: what it runs is beside the tests, and is not installed with e-CM.
"""

import sys
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

ROOT = Path(__file__).resolve().parents[3]
LABORATORY = "tests.faults.soak.running"
NO_CHECKOUT = (
    "Le laboratoire de pannes n'est pas installé avec e-CM : lancez cette commande dans"
    " un clone du projet (docs/performance.md). /"
    " The fault laboratory needs a clone of the project."
)
NO_TOOLS = (
    "Il manque « {name} » : installez les dépendances d'essai, uv sync --all-extras"
    " --group dev. / The dependencies of the tests are missing."
)


class Command(BaseCommand):
    help = (
        "Tient un conseil simulé sous toutes les pannes et juge ce qu'il en reste. / "
        "Hold a simulated council under every fault and judge what is left."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--on",
            choices=["sqlite", "full", "both"],
            default="both",
            help="SQLite seul, PostgreSQL et Redis, ou l'un puis l'autre / which stack",
        )
        parser.add_argument(
            "--seconds", type=float, default=600.0, help="durée / how long"
        )
        parser.add_argument(
            "--tablets", type=int, default=60, help="tablettes simulées / tablets"
        )
        parser.add_argument(
            "--seed", type=int, help="graine d'un tour à refaire / seed to replay"
        )
        parser.add_argument(
            "--fault",
            action="append",
            default=[],
            metavar="NAME",
            help="cette panne seulement, plusieurs fois s'il le faut / only these",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        sys.exit(_laboratory().run_all(**{name: options[name] for name in ASKED}))


ASKED = ("on", "seconds", "tablets", "seed", "fault")


def _laboratory() -> Any:
    """Return the module that runs it, or say what is missing. Raises CommandError."""
    if not (ROOT / "tests" / "faults" / "soak").is_dir():
        raise CommandError(NO_CHECKOUT)
    sys.path.insert(0, str(ROOT))
    try:
        return import_module(LABORATORY)
    except ModuleNotFoundError as error:
        raise CommandError(NO_TOOLS.format(name=error.name)) from error
