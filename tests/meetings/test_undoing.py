"""A decision taken back at once, with all that it did."""

from datetime import date

import pytest

from ecm.domain.errors import Conflict, NotPossible
from ecm.domain.outcomes import Outcome
from ecm.dossiers.actions.desk import propose
from ecm.dossiers.models import Dossier
from ecm.meetings.actions.guests import admit_guest
from ecm.meetings.actions.items import decide
from ecm.meetings.actions.undoing import undo_decision
from ecm.meetings.models import (
    Decision,
    Directive,
    UndoneDecision,
)
from tests.cast import Council, journal
from tests.meetings.agenda_now import ADOPTED, on_the_agenda


def test_the_last_decision_is_taken_back_with_its_words_kept(
    deliberating: Council,
) -> None:
    president, report = deliberating.actor("president"), deliberating.report
    dossier = on_the_agenda(deliberating, report)
    decide(president, report, **ADOPTED)
    Directive.objects.create(
        decision=Decision.objects.get(), text="Agir.", responsible=report.ministry
    )
    before = deliberating.refresh().seq

    undo_decision(president, report)

    report.refresh_from_db()
    dossier.refresh_from_db()
    kept = UndoneDecision.objects.get(item=report)
    assert (report.state, report.settled_at) == ("called", None)
    assert deliberating.refresh().current_item_id == report.pk
    assert (kept.outcome, kept.text, kept.instruction) == (
        "adopted",
        "Adopté.",
        "Agir.",
    )
    assert (Decision.objects.count(), Directive.objects.count()) == (0, 0)
    assert (dossier.state, dossier.outcome) == ("on_agenda", "")
    ((verb, facts),) = journal(deliberating.meeting, before)
    assert (verb, facts["item"], facts["outcome"]) == (
        "item.decision_undone",
        report.pk,
        "adopted",
    )
    decide(president, report, outcome=Outcome.REJECTED, text="Rejeté.")
    dossier.refresh_from_db()
    assert dossier.outcome == "rejected"


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.DEFERRED, "ready"),
        (Outcome.REFERRED_BACK, "returned"),
        (Outcome.REFERRED_TO_COMMITTEE, "under_study"),
        (Outcome.WITHDRAWN, "withdrawn"),
        (Outcome.REJECTED, "settled"),
    ],
)
def test_every_consequence_is_reversed(
    deliberating: Council, outcome: Outcome, state: str
) -> None:
    president, report = deliberating.actor("president"), deliberating.report
    dossier = on_the_agenda(deliberating, report)
    decide(president, report, outcome=outcome, text="Dit.")
    dossier.refresh_from_db()
    assert dossier.state == state

    undo_decision(president, report)

    dossier = Dossier.objects.get(pk=dossier.pk)
    assert (dossier.state, dossier.council_day) == (
        "on_agenda",
        deliberating.meeting.day,
    )
    assert not hasattr(dossier, "withdrawal")


def test_a_dossier_that_went_on_keeps_the_decision(deliberating: Council) -> None:

    president, report = deliberating.actor("president"), deliberating.report
    dossier = on_the_agenda(deliberating, report)
    decide(president, report, outcome=Outcome.DEFERRED, text="Ajourné.")
    propose(
        deliberating.actor("secretary"),
        Dossier.objects.get(pk=dossier.pk),
        council_day=date(2099, 1, 7),
    )
    before = deliberating.refresh().seq

    with pytest.raises(Conflict, match="a suivi son cours"):
        undo_decision(president, report)

    assert deliberating.refresh().seq == before
    assert Decision.objects.get().text == "Ajourné."


def test_only_the_last_decision_is_taken_back(deliberating: Council) -> None:
    president, report = deliberating.actor("president"), deliberating.report
    decide(president, report, **ADOPTED)
    deliberating.call("bill")

    with pytest.raises(Conflict, match="Seule la dernière décision"):
        undo_decision(president, report)

    assert Decision.objects.filter(item=report).exists()


def test_nothing_is_taken_back_twice(deliberating: Council) -> None:
    president, report = deliberating.actor("president"), deliberating.report
    decide(president, report, **ADOPTED)
    undo_decision(president, report)

    with pytest.raises(NotPossible):
        undo_decision(president, report)


def test_guests_who_went_out_do_not_stand_in_the_way(deliberating: Council) -> None:
    president, report = deliberating.actor("president"), deliberating.report
    admit_guest(president, report, name="Awa ZONGO", title="Directrice")
    decide(president, report, **ADOPTED)

    undo_decision(president, report)

    assert deliberating.refresh().current_item_id == report.pk
