"""Rehearses a council on a copy that is served, played with simulated members, and erased."""

import random
import signal
from argparse import ArgumentParser
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone, translation

from ecm import clock
from ecm.domain.workflow import MeetingState
from ecm.listening import refuse_taken
from ecm.management.commands.communique import find
from ecm.management.commands.serve import serve
from ecm.meetings.models import Meeting
from ecm.rehearsal import folders, running
from ecm.rehearsal.copying import put, take
from ecm.rehearsal.players import PACE
from ecm.rehearsal.seating import parts_of
from ecm.written import full_day

LOOPBACK = "127.0.0.1"
COMPANY = (
    "Ouvrez cette adresse et choisissez votre place : celle du président ou celle du",
    "secrétariat pour conduire la séance. Les autres membres sont simulés ; celui dont",
    "vous prenez la place vous la laisse aussitôt.",
)
ALONE = ("Ouvrez cette adresse et choisissez une place ; personne n'est simulé.",)
ON_THIS_MACHINE = ("Cette machine seule y a accès (tablettes : --host 0.0.0.0).",)
ON_THE_NETWORK = (
    "Tablettes : lisez avec elles un des codes de cette page, à montrer à qui répète",
    "seulement : ce sont les pièces du vrai Conseil, ouvertes sans mot de passe.",
)
PROMISE = (
    "",
    "Rien n'est écrit dans les registres, aucun avis ne part.",
    "Ctrl+C pour arrêter : la copie est alors effacée en entier.",
)
ERASED = "Répétition effacée : il n'en reste rien. / Erased."
KEPT = (
    "Copie gardée ; la prochaine répétition, ou le prochain démarrage du serveur,"
    " l'effacera. / Kept until the next start."
)
NOT_HELD = {MeetingState.DRAFT, MeetingState.CONVENED}


class Command(BaseCommand):
    help = (
        "Répète un conseil sur une copie, puis l'efface. / "
        "Rehearse a council on a copy, then erase it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "meeting",
            nargs="?",
            default="",
            metavar="MEETING",
            help="référence ou numéro interne ; sinon la prochaine séance convoquée /"
            " reference or id; otherwise the next convened meeting",
        )
        parser.add_argument(
            "--host",
            default=LOOPBACK,
            help="adresse d'écoute ; 0.0.0.0 pour les tablettes / address to bind",
        )
        parser.add_argument("--port", type=int, default=8001, help="port / port")
        parser.add_argument(
            "--alone",
            action="store_true",
            help="sans membres simulés / without simulated members",
        )
        parser.add_argument(
            "--with-positions",
            action="store_true",
            help="copie aussi les positions des membres / copy their positions too",
        )
        parser.add_argument(
            "--keep",
            action="store_true",
            help="garde la copie à l'arrêt, jusqu'à la prochaine répétition ou au"
            " prochain démarrage d'ecm serve / keep the copy until the next start",
        )
        parser.add_argument("--seed", type=int, help="hasard / seed of the members")
        parser.add_argument(
            "--pace",
            type=float,
            default=PACE,
            help="secondes entre deux regards d'un membre simulé / seconds",
        )

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        refuse_taken(host, port)
        if settings.REHEARSAL:
            self._serve_copy(host, port)
        else:
            self._rehearse(host, port, **options)

    def _serve_copy(self, host: str, port: int) -> None:
        """Fill the copy's own database and serve it: this is the other process."""
        running.end_with_parent()
        call_command("migrate", verbosity=0)
        take(settings.DATA)
        serve(host, port)

    def _rehearse(self, host: str, port: int, **options: Any) -> None:
        for ending in running.ENDINGS:
            signal.signal(ending, _interrupt)
        try:
            with folders.held(settings.DATA, keep=options["keep"]) as folder:
                self._play(folder, host, port, options)
        except folders.Occupied as error:
            raise CommandError(
                "Une répétition est déjà en cours sur cette installation. /"
                " A rehearsal is already being played."
            ) from error
        except running.NotServed as error:
            raise CommandError(
                "Le serveur de la répétition s'est arrêté. / Its server has stopped."
            ) from error
        except KeyboardInterrupt:
            pass  # stopped before it was served: the folder is gone already
        self.stdout.write(KEPT if options["keep"] else ERASED)

    def _play(
        self, folder: Path, host: str, port: int, options: dict[str, Any]
    ) -> None:
        meeting = rehearsed(options["meeting"])
        seed = options["seed"]
        stage = running.Stage(
            host=host,
            port=port,
            meeting=meeting.pk,
            parts=() if options["alone"] else parts_of(meeting),
            seed=random.randrange(10_000) if seed is None else seed,  # noqa: S311  (a play)
            pace=options["pace"],
        )
        self.stderr.write(f"Copie de {meeting.reference}… / Copying…")
        put(meeting, folder, with_positions=options["with_positions"])
        connections.close_all()
        variables = running.environment(folder, meeting)
        with running.served(variables, stage) as process:
            running.run(process, stage, lambda: self._announce(meeting, stage))

    def _announce(self, meeting: Meeting, stage: running.Stage) -> None:
        with translation.override("fr"):
            day = full_day(meeting.day)
        lines = [
            f"RÉPÉTITION de {meeting.reference}, {day}",
            "",
            f"  {stage.local_url}/demo/",
            "",
            *(COMPANY if stage.parts else ALONE),
            *(ON_THIS_MACHINE if stage.host == LOOPBACK else ON_THE_NETWORK),
            *PROMISE,
        ]
        if stage.parts:
            lines.append(f"Hasard des membres simulés : --seed {stage.seed}")
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


def rehearsed(text: str) -> Meeting:
    """Return the meeting that is named, or the next one convened. Raises CommandError."""
    found = find(text) if text else _next()
    if found.state not in NOT_HELD:
        raise CommandError(
            f"{found.reference} : on ne répète qu'une séance qui n'a pas commencé. /"
            " only a meeting that has not begun is rehearsed"
        )
    if not found.body.is_council:
        raise CommandError(
            f"{found.reference} : on ne répète que le Conseil des ministres. /"
            " only the council is rehearsed"
        )
    return found


def _next() -> Meeting:
    today = timezone.localdate(clock.now())
    convened = Meeting.objects.filter(state=MeetingState.CONVENED, day__gte=today)
    found = convened.select_related("body").order_by("day", "starts_at", "pk")
    meeting = next((m for m in found if m.body.is_council), None)
    if meeting is None:
        raise CommandError(
            "Aucune séance convoquée n'est à venir : donnez la référence d'une séance."
            " / No meeting is convened: give a reference."
        )
    return meeting


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
