"""`ecm doctor`: examine this deployment, and say how to mend what is wrong."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ecm.doctor.examination import examine, worst
from ecm.doctor.findings import Finding, Verdict

MARKS = {Verdict.OK: "ok", Verdict.WARNING: "AVERTISSEMENT", Verdict.FAULT: "DÉFAUT"}


class Command(BaseCommand):
    help = (
        "Examine cette installation et dit comment la réparer. / "
        "Examine this installation and say how to mend it."
    )
    # A check that fails must be told by the doctor, and not keep him from coming.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--json", action="store_true", dest="as_json", help="pour un programme"
        )
        parser.add_argument(
            "--heure",
            "--time",
            dest="hour",
            default="",
            metavar="URL",
            help="compare l'heure avec celle de ce serveur web / compare the time",
        )
        parser.add_argument(
            "--adresse",
            "--address",
            dest="address",
            default="",
            metavar="URL",
            help="interroge l'application à cette adresse, par son mandataire / ask it",
        )

    def handle(self, *args: Any, as_json: bool, **options: Any) -> None:
        found = examine(address=options["address"], hour=options["hour"])
        verdict = worst(found)
        if as_json:
            words = {"verdict": verdict, "findings": [asdict(one) for one in found]}
            self.stdout.write(json.dumps(words, ensure_ascii=False, indent=2))
        else:
            self._tell(found)
        if verdict is Verdict.FAULT:
            count = sum(one.verdict is Verdict.FAULT for one in found)
            raise CommandError(f"{count} défauts / faults", returncode=1)

    def _tell(self, found: list[Finding]) -> None:
        for one in found:
            self.stdout.write(f"{MARKS[one.verdict]:<14}{one.sentence}")
            if one.remedy:
                self.stdout.write(f"{'':<14}→ {one.remedy}")
