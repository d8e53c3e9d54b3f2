"""What the public may not know is in no form of the communiqué."""

import pytest

from ecm.domain.outcomes import POSITIVE, Outcome
from ecm.meetings.models import AgendaItem, Decision
from tests.cast import Council
from tests.publication.council import everything, pronounce, written

ONE_DATABASE = True
MARKER = "MarqueurSecret"
FIELDS = (
    *("title", "subject", "context", "theme", "on_behalf_of", "presenter"),
    "ministry_name",
)


def marked(item: AgendaItem, **changes: object) -> None:
    """Plant the marker in every field of an item, and change what is given."""
    planted = dict.fromkeys(FIELDS, MARKER)
    AgendaItem.objects.filter(pk=item.pk).update(**planted, **changes)
    item.appointments.update(surname=MARKER, post=MARKER, rank=MARKER)


def test_the_marker_is_found_where_it_may_be_read(opened: Council) -> None:
    pronounce(opened, "report", text=f"Le Conseil a décidé {MARKER}.")

    marked(opened.report)

    assert everything(opened.meeting).count(MARKER) > 6


@pytest.mark.parametrize("name", ["secret", "neutral"])
def test_a_restricted_item_is_in_no_form(opened: Council, name: str) -> None:
    pronounce(opened, "decree")
    pronounce(opened, name, Outcome.ADOPTED, text=MARKER)

    marked(opened.items[name])

    assert MARKER not in everything(opened.meeting)
    assert MARKER.upper() not in everything(opened.meeting)


@pytest.mark.parametrize("name", ["report", "oral", "nominations"])
def test_an_item_that_is_not_publishable_is_in_no_form(
    opened: Council, name: str
) -> None:
    pronounce(opened, "decree")
    pronounce(opened, name, text=MARKER)

    marked(opened.items[name], is_publishable=False)

    text = everything(opened.meeting)
    assert MARKER not in text
    assert MARKER.upper() not in text


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - POSITIVE))
def test_a_negative_outcome_is_in_no_form(opened: Council, outcome: Outcome) -> None:
    pronounce(opened, "decree")
    pronounce(opened, "report", text=MARKER)
    Decision.objects.filter(item=opened.report).update(outcome=outcome.value)

    marked(opened.report)

    text = everything(opened.meeting)
    assert MARKER not in text
    assert MARKER.upper() not in text


def test_amendments_and_instructions_stay_in_the_record(opened: Council) -> None:
    pronounce(opened, "report")

    Decision.objects.filter(item=opened.report).update(amendments=MARKER)
    opened.report.decision.directives.create(
        text=MARKER, responsible=opened.report.ministry
    )

    assert MARKER not in everything(opened.meeting)


def test_a_hidden_item_is_not_even_counted(opened: Council) -> None:
    pronounce(opened, "report")

    pronounce(opened, "secret")

    assert "Il a délibéré sur le dossier inscrit à son ordre du jour." in written(
        opened.meeting
    )


def test_an_undecided_item_says_nothing(opened: Council) -> None:
    pronounce(opened, "decree")
    marked(opened.report)
    opened.call("report")

    assert MARKER not in everything(opened.meeting)
