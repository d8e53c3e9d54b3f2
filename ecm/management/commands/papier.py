"""Prints the « mode papier » of a meeting: what a council needs when screens fail."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ecm import clock
from ecm.access import Presence
from ecm.domain.workflow import MeetingState
from ecm.journal.chain import Actor
from ecm.management.commands.communique import find
from ecm.meetings.models import Meeting
from ecm.meetings.standing import WALLS, standing_of
from ecm.people.models import User
from ecm.publication.paper_mode import for_the_secretariat, paper_mode

WAITING = (MeetingState.CONVENED, MeetingState.OPEN, MeetingState.SUSPENDED)


class Command(BaseCommand):
    help = (
        "Imprime le mode papier d'une séance : ordre du jour, émargement, fiches, "
        "feuilles de décision. / Print what a meeting needs on paper."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "meeting",
            nargs="?",
            metavar="NUMBER-OR-ID",
            help="CM/2026/24, 3 ; sans elle, la prochaine convoquée / else the next one",
        )
        parser.add_argument(
            "--out",
            type=Path,
            default=Path(),
            metavar="DIR",
            help="dossier, sinon le courant / folder, else the present one",
        )
        parser.add_argument(
            "--for",
            dest="reader",
            default="secretary",
            metavar="WHO",
            help="secretary (tout), ou un compte : ce qu'il peut lire / or an account",
        )

    def handle(
        self, *args: Any, meeting: str | None, out: Path, reader: str, **options: Any
    ) -> None:
        found = find(meeting) if meeting else _next()
        here = _copy_of(found, reader)
        suffix = "" if reader == "secretary" else f"-{reader}"
        name = f"{found.reference.replace('/', '-')}-mode-papier{suffix}.pdf"
        try:
            out.mkdir(parents=True, exist_ok=True)
            (out / name).write_bytes(paper_mode(here))
        except OSError as error:
            raise CommandError(f"{out / name} : {error.strerror}") from error
        self.stdout.write(str(out / name))


def _next() -> Meeting:
    """Return the meeting that is held, or the next that is convened. Raises CommandError."""
    held = Meeting.objects.select_related("body").filter(state__in=WAITING)
    today = clock.now().date()
    under_way = held.exclude(state=MeetingState.CONVENED).order_by("-day").first()
    found = under_way or held.filter(day__gte=today).order_by("day", "pk").first()
    if found is None:
        raise CommandError("aucune séance n'est convoquée / no meeting is convened")
    return found


def _copy_of(meeting: Meeting, reader: str) -> Presence:
    """Return who reads this copy. Raises CommandError for a stranger to the meeting."""
    if reader == "secretary":
        return for_the_secretariat(meeting)
    user = User.objects.select_related("person").filter(username=reader).first()
    standing = standing_of(user, meeting) if user else None
    if user is None or standing is None or standing.view in WALLS:
        raise CommandError(
            f"{reader} : ne siège pas à cette séance / has no seat there"
        )
    return Presence(user, meeting, standing, Actor(user.pk, user.person_id))
