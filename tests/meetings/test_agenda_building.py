"""Building the agenda from dossiers: place, words, confidentiality, lists, tracks."""

from datetime import timedelta

import pytest

from ecm.domain.circuit import DossierState
from ecm.domain.errors import NotAllowed, NotPossible
from ecm.dossiers.models import DraftText, ProposedAppointment
from ecm.journal.chain import AlreadyDone
from ecm.journal.models import Entry
from ecm.meetings.actions.building import (
    build_agenda,
    place_dossier,
)
from ecm.meetings.actions.sittings import convene, open_meeting
from ecm.meetings.standing import standing_of, visible_items
from ecm.people.models import Body, MinistryName
from tests.cast import journal
from tests.meetings.conftest import Planned

AGENDA = [
    "I.1.1 Armée",
    "I.2.1 Budget",
    "I.2.2 Dette",
    "I.3.1 Hôpitaux",
    "II.1 Routes",
    "II.2 Récolte",
    "III.1 Nominations",
    "IV.1 Voyage",
]


def test_what_is_proposed_is_placed_by_part_and_protocol(planned: Planned) -> None:
    built = planned.build()

    assert planned.agenda() == AGENDA
    assert (len(built.items), built.left) == (8, [])
    states = {item.dossier.state for item in planned.meeting.items.all()}
    assert states == {DossierState.ON_AGENDA}


def test_each_item_is_journaled_at_the_meeting_and_at_its_dossier(
    planned: Planned,
) -> None:
    before = planned.refresh().seq

    built = planned.build()

    assert journal(planned.meeting, before) == [
        ("item.added", {"item": item.pk}) for item in built.items
    ]
    dossier = planned.item("Budget").dossier
    last = Entry.objects.filter(stream=dossier.stream).latest("seq")
    assert (last.verb, last.facts) == (
        "dossier.placed",
        {"meeting": planned.pk, "item": planned.item("Budget").pk},
    )


def test_building_again_enters_what_was_proposed_since(built: Planned) -> None:
    built.propose("Eaux", "decree", "health")

    again = built.build()

    assert [item.title for item in again.items] == ["Eaux"]
    assert "I.3.2 Eaux" in built.agenda()


def test_the_same_command_again_builds_nothing(planned: Planned) -> None:
    actor = planned.actor("secretary", "une-clé")
    build_agenda(actor, planned.meeting)

    with pytest.raises(AlreadyDone):
        build_agenda(actor, planned.meeting)

    assert planned.meeting.items.count() == 8


def test_a_dossier_of_another_day_or_state_stays_out(planned: Planned) -> None:
    later = planned.meeting.day + timedelta(days=7)
    planned.propose("Plus tard", "decree", "health", council_day=later)
    planned.propose("Prêt", "decree", "health", state=DossierState.READY)

    planned.build()

    assert planned.agenda() == AGENDA


def test_a_ministry_that_does_not_exist_that_day_keeps_no_other_out(
    planned: Planned,
) -> None:
    health = planned.preparation.cast.ministries["health"]
    names = MinistryName.objects.filter(ministry=health)
    names.update(valid_from=planned.meeting.day + timedelta(days=1))

    built = planned.build()

    assert [(d.title, str(r)) for d, r in built.left] == [
        ("Hôpitaux", "Ce ministère n'existe pas ce jour-là."),
        ("Voyage", "Ce ministère n'existe pas ce jour-là."),
    ]
    assert "I.2.1 Budget" in planned.agenda()
    left = built.left[0][0]
    left.refresh_from_db()
    assert left.state == DossierState.PROPOSED


def test_an_item_says_what_its_dossier_says(planned: Planned) -> None:
    ministries = planned.preparation.cast.ministries
    dossier = planned.propose(
        "Eaux",
        "decree",
        "health",
        subject="portant gestion des eaux",
        paragraph="L'adoption de ce décret permet…",
        on_behalf_of=ministries["defence"],
        planned_minutes=25,
        theme="Social",
    )
    dossier.associated.add(ministries["finance"], ministries["culture"])
    for position in (1, 2):
        DraftText.objects.create(dossier=dossier, position=position, title="Décret")

    planned.build()

    item = planned.item("Eaux")
    assert (item.subject, item.context) == (dossier.subject, dossier.paragraph)
    assert item.on_behalf_of == "ministère de la Guerre et de la défense patriotique"
    assert item.associated == (
        "ministère de la Communication et de la culture, "
        "ministère de l'Economie et des finances"
    )
    assert (item.count, item.planned_minutes) == (2, 25)
    assert (item.presenter, item.kind) == ("Ministre de la Santé", "decree")
    # The agenda is by ministry: a theme would break its group.
    assert item.theme == ""


def test_the_appointments_come_with_their_item(planned: Planned) -> None:
    dossier = planned.propose("Liste", "appointments", "health")
    for position, surname in enumerate(["ZONGO", "KABORE"], start=1):
        ProposedAppointment.objects.create(
            dossier=dossier,
            position=position,
            civility="Madame",
            given_names="Awa",
            surname=surname,
            post="Directrice",
        )

    planned.build()

    rows = planned.item("Liste").appointments.values_list("position", "surname")
    assert list(rows) == [(1, "ZONGO"), (2, "KABORE")]


def test_a_confidential_dossier_makes_an_item_of_its_readers(planned: Planned) -> None:
    secretary = planned.preparation["secretary"].person
    dossier = planned.propose("Secret", "report", "health", is_confidential=True)
    dossier.readers.add(secretary)

    planned.build()

    item = planned.item("Secret")
    people = {str(person) for person in item.readers.all()}
    assert (item.is_restricted, item.is_publishable) == (True, False)
    assert people == {"Issa SECRETARY", "Issa ABSENT", "Awa PRIME MINISTER"}


def test_an_officer_does_not_place_what_he_may_not_know(planned: Planned) -> None:
    planned.propose("Secret", "report", "health", is_confidential=True)

    planned.build()

    assert planned.agenda() == AGENDA


def test_another_body_has_no_dossiers_to_place(planned: Planned) -> None:
    Body.objects.filter(pk=planned.preparation.cast.body.pk).update(code="CC")
    planned.meeting.body.refresh_from_db()

    assert planned.build().items == []


def test_a_ready_dossier_is_placed_alone(planned: Planned) -> None:
    ready = planned.propose(
        "Prêt", "decree", "health", state=DossierState.READY, council_day=None
    )

    item = place_dossier(planned.actor("secretary"), planned.meeting, ready)

    assert (item.title, planned.agenda()) == ("Prêt", ["I.1.1 Prêt"])


def test_a_dossier_that_waits_for_a_later_council_is_refused(planned: Planned) -> None:
    later = planned.meeting.day + timedelta(days=7)
    ready = planned.propose(
        "Prêt", "decree", "health", state=DossierState.READY, council_day=later
    )

    with pytest.raises(NotPossible, match="ne peut pas être inscrit à ce conseil"):
        place_dossier(planned.actor("secretary"), planned.meeting, ready)


@pytest.mark.parametrize(
    "name", ["prime_minister", "president", "minister", "observer", "stranger"]
)
def test_only_the_secretariat_builds(planned: Planned, name: str) -> None:
    with pytest.raises(NotAllowed):
        build_agenda(planned.actor(name), planned.meeting)

    assert planned.meeting.items.count() == 0


def test_no_agenda_is_built_once_the_meeting_is_open(built: Planned) -> None:
    convene(built.actor("secretary"), built.pk)
    open_meeting(built.actor("president"), built.pk)
    built.propose("Eaux", "decree", "health")

    with pytest.raises(NotPossible, match="la séance est ouverte"):
        built.build()


# The supplementary list


def test_what_comes_after_the_proposal_is_on_the_supplementary_list(
    built: Planned,
) -> None:
    built.propose_agenda()
    built.propose("Eaux", "decree", "health")

    built.build()

    lists = dict(built.meeting.items.values_list("title", "is_supplementary"))
    assert {title for title, is_late in lists.items() if is_late} == {"Eaux"}
    assert not built.item("Eaux").awaits_approval


def test_what_comes_after_the_approval_is_nothing_to_the_members_until_its_own(
    built: Planned,
) -> None:
    built.propose_agenda()
    built.approve_agenda()
    convene(built.actor("secretary"), built.pk)
    built.propose("Eaux", "decree", "health")
    built.build()

    def known_to(name: str) -> bool:
        user, meeting = built.preparation[name], built.refresh()
        standing = standing_of(user, meeting)
        assert standing
        return visible_items(meeting, standing, user).filter(title="Eaux").exists()

    names = ("president", "secretary", "prime_minister", "minister", "observer")
    before = [name for name in names if known_to(name)]
    built.propose_agenda()
    built.approve_agenda()

    assert before == ["president", "secretary", "prime_minister"]
    assert [name for name in names if known_to(name)] == list(names)


def test_the_chair_opens_on_the_agenda_as_it_lies_before_him(built: Planned) -> None:
    built.propose_agenda()
    built.approve_agenda()
    convene(built.actor("secretary"), built.pk)
    built.propose("Eaux", "decree", "health")
    built.build()

    open_meeting(built.actor("president"), built.pk)

    assert not built.meeting.items.filter(awaits_approval=True).exists()


# Themes


def test_an_agenda_by_theme_groups_whatever_the_ministry(themed: Planned) -> None:
    assert themed.agenda() == [
        "I.1.1 Budget",
        "I.1.2 Dette",
        "I.2.1 Hôpitaux",
        "I.2.2 Ecoles",
        "I.3.1 Armée",
    ]
    item = themed.item("Ecoles")
    assert (item.theme, item.on_behalf_of) == (
        "Social",
        "ministère de la Communication et de la culture",
    )
    assert themed.item("Armée").on_behalf_of == ""
