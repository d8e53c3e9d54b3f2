"""The day before lodging closes, ministries are told of the files that are still theirs."""

from datetime import date, timedelta

from ecm.calendar.days import deadline
from ecm.domain.circuit import DossierState
from ecm.dossiers.reminders import due
from ecm.notices.models import Notice
from ecm.notices.reminders import send_due
from tests.preparation import Preparation

DAY = date(2026, 2, 12)


def a_file(preparation: Preparation, state: DossierState, kind: str = "decree") -> None:
    dossier = preparation.dossier(state=state, kind=kind)
    dossier.council_day = DAY
    dossier.save(update_fields=["council_day"])


def told() -> set[int]:
    rows = Notice.objects.filter(kind="lodging.closes")
    return set(rows.values_list("recipient", flat=True))


def test_the_staff_of_a_draft_is_told_the_day_before(preparation: Preparation) -> None:
    a_file(preparation, DossierState.DRAFT)

    send_due(deadline("lodging", DAY) - timedelta(hours=3))

    staff = {preparation[n].person_id for n in ("chief", "writer", "reviewer")}
    assert told() == staff


def test_nobody_is_told_of_what_was_lodged(preparation: Preparation) -> None:
    a_file(preparation, DossierState.REGISTERED)

    send_due(deadline("lodging", DAY) - timedelta(hours=3))

    assert told() == set()


def test_an_oral_communication_has_its_own_deadline(preparation: Preparation) -> None:
    a_file(preparation, DossierState.DRAFT, kind="oral_communication")

    send_due(deadline("lodging", DAY) - timedelta(hours=3))
    assert told() == set()

    send_due(deadline("oral_lodging", DAY) - timedelta(hours=3))
    assert preparation["chief"].person_id in told()


def test_outside_the_last_day_nothing_is_due(preparation: Preparation) -> None:
    a_file(preparation, DossierState.DRAFT)
    closing = deadline("lodging", DAY)

    for moment in (closing - timedelta(days=2), closing):
        found = [d for d in due(moment) if d.key.endswith(DAY.isoformat())]
        assert [d for d in found if d.key.startswith("lodging/lodging/")] == []
