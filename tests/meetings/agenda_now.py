"""What an agenda holds while the council sits, for the tests that change it."""

from ecm import clock
from ecm.domain.outcomes import Outcome
from ecm.dossiers.models import Dossier
from ecm.meetings.agenda import in_calling_order
from ecm.meetings.models import (
    AgendaItem,
)
from tests.cast import Council, a_dossier

ADOPTED = {"outcome": Outcome.ADOPTED, "text": "Adopté."}


def numbers(council: Council) -> dict[str, str]:
    council_items = council.meeting.items.order_by("position")
    return {item.title.removeprefix("Intitulé "): item.number for item in council_items}


def calling(council: Council) -> list[str]:
    items = in_calling_order(council.meeting.items.all())
    return [item.title.removeprefix("Intitulé ") for item in items]


NUMBERS = {
    "decree": "I.1.1",
    "report": "I.2.1",
    "secret": "I.2.2",
    "bill": "I.2.3",
    "neutral": "I.3.1",
    "ordinance": "I.4.1",
    "oral": "II.1",
    "nominations": "III.1",
}


def on_the_agenda(council: Council, item: AgendaItem) -> Dossier:
    dossier = a_dossier(item.ministry, "Dossier")
    Dossier.objects.filter(pk=dossier.pk).update(
        state="on_agenda", council_day=council.meeting.day, lodged_at=clock.now()
    )
    AgendaItem.objects.filter(pk=item.pk).update(dossier=dossier)
    item.refresh_from_db()
    dossier.refresh_from_db()
    return dossier
