"""The text in hand when what it was drawn from changes: nothing is lost, nothing leaks."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from ecm import clock
from ecm.domain.communique.edition import as_json, from_json
from ecm.domain.errors import NotPossible
from ecm.meetings.actions.items import restrict_item
from ecm.meetings.models import AgendaItem, Appointment
from ecm.people.models import ActingMandate, Mandate
from ecm.public import reading
from ecm.publication.desk import actions, handing, publishing
from ecm.publication.desk.checks import remarks
from ecm.publication.desk.due import hand_over_missing, publish_due
from ecm.publication.desk.wording import edition_in_hand
from tests.cast import signed_in
from tests.publication.desk.conftest import EVENING, Desk

pytestmark = pytest.mark.django_db
FIRST, TITLE = "I.1.1#0", "I.1.1/titre"
ADDED = "Ce fonds est doté de moyens propres."


def messages(desk: Desk) -> str:
    return " ".join(r.message % r.values for r in remarks(desk.row))


def leave_out(desk: Desk, *references: str) -> None:
    actions.leave_out(desk.actor("secretary"), desk.communique, references)


def restrict(desk: Desk) -> None:
    restrict_item(
        *(desk.actor("president"), desk.council.decree),
        restricted=True,
        readers=[desk.council.cast.president.person],
    )


def open_again(desk: Desk) -> None:
    restrict_item(desk.actor("president"), desk.council.decree, restricted=False)


def test_an_item_restricted_after_the_draft_is_not_submitted(desk: Desk) -> None:
    restrict(desk)

    with pytest.raises(NotPossible):
        desk.submit()
    assert "I.1.1" in messages(desk)
    actions.redraft(desk.actor("secretary"), desk.communique)
    desk.submit()
    assert desk.council.decree.reference not in as_json(edition_in_hand(desk.row))


def test_an_item_restricted_under_way_stops_every_next_step(desk: Desk) -> None:
    desk.submit()
    restrict(desk)
    with pytest.raises(NotPossible, match=r"I\.1\.1"):
        publishing.validate(desk.actor("secretary"), desk.communique)
    open_again(desk)
    desk.approve()
    restrict(desk)
    with pytest.raises(NotPossible, match=r"I\.1\.1"):
        publishing.sign(desk.actor("voice"), desk.communique)
    open_again(desk)
    publishing.sign(desk.actor("voice"), desk.communique)
    restrict(desk)

    with pytest.raises(NotPossible, match=r"I\.1\.1"):
        publishing.publish(desk.actor("voice"), desk.communique)


def test_the_minute_publishes_no_item_restricted_after_the_signature(
    desk: Desk, evening: object
) -> None:
    until = clock.now() + timedelta(hours=1)
    actions.schedule(desk.actor("secretary"), desk.communique, until)
    desk.submit()
    desk.approve()
    publishing.sign(desk.actor("voice"), desk.communique)
    restrict(desk)
    evening.move_to(until)

    publish_due(clock.now())
    assert not desk.communique.versions.exists()

    open_again(desk)
    publish_due(clock.now())
    assert desk.communique.versions.count() == 1


@pytest.mark.parametrize("how", ["left out", "drawn anew"])
def test_an_erratum_given_up_gives_the_choice_of_decisions_back(
    desk: Desk, how: str
) -> None:
    desk.publish()
    before = edition_in_hand(desk.row)
    publishing.begin_erratum(desk.actor("secretary"), desk.communique, "Un doute")
    if how == "left out":
        leave_out(desk, desk.council.decree.reference)
    else:
        items = AgendaItem.objects.filter(pk=desk.council.decree.pk)
        items.update(subject="création d'un autre fonds")
        actions.redraft(desk.actor("secretary"), desk.communique)

    publishing.abandon_erratum(desk.actor("secretary"), desk.communique)

    assert edition_in_hand(desk.row) == before
    assert desk.row.left_out == []


def test_the_signature_is_that_of_the_day_it_was_given(
    desk: Desk, evening: object
) -> None:
    until = clock.now() + timedelta(days=1)
    ActingMandate.objects.create(
        mandate=Mandate.objects.get(person=desk.voice.person),
        acting=desk.council.cast.minister.person,
        starts_on=EVENING.date(),
        ends_on=EVENING.date(),
    )
    actions.schedule(desk.actor("secretary"), desk.communique, until)
    desk.submit()
    desk.approve()
    publishing.sign(desk.actor("minister"), desk.communique)

    evening.move_to(until)
    publish_due(clock.now())

    signature = from_json(desk.communique.versions.get().edition).signature
    assert signature is not None
    assert signature.title == "Le Porte-parole du gouvernement par intérim"


def test_what_was_added_on_a_decision_leaves_with_it_and_comes_back(
    desk: Desk,
) -> None:
    decree = desk.council.decree.reference
    for after in (FIRST, "I.2.1#0"):
        actions.add(
            *(desk.actor("secretary"), desk.communique),
            after=after,
            text=ADDED,
            reference=decree,
        )

    leave_out(desk, decree)

    assert decree not in as_json(edition_in_hand(desk.row))
    assert ADDED not in as_json(edition_in_hand(desk.row))
    leave_out(desk)
    assert as_json(edition_in_hand(desk.row)).count(ADDED) == 2


def test_words_of_a_hand_come_back_with_their_decision(desk: Desk) -> None:
    desk.reword(FIRST, "Des mots choisis.")

    leave_out(desk, desk.council.decree.reference)
    assert "Des mots choisis." not in as_json(edition_in_hand(desk.row))
    assert "I.1.1 est écartée" in messages(desk)
    leave_out(desk)

    assert "Des mots choisis." in as_json(edition_in_hand(desk.row))


def test_what_was_taken_out_stays_out_with_its_decision(desk: Desk) -> None:
    second = "I.2.3#1"
    words = desk.text(second).text
    actions.remove(desk.actor("secretary"), desk.communique, second)

    leave_out(desk, desk.council.bill.reference)
    leave_out(desk)

    assert desk.text(second).is_removed
    assert words not in as_json(edition_in_hand(desk.row))


def test_a_heading_that_moved_to_another_ministry_is_not_submitted(desk: Desk) -> None:
    desk.reword("I/2", "AU TITRE DU MINISTERE RENOMME")
    leave_out(desk, desk.council.decree.reference)

    with pytest.raises(NotPossible):
        desk.submit()

    desk.reword("I/2", desk.text("I/2").generated)
    desk.submit()
    assert desk.row.state == "submitted"


def test_words_that_are_read_again_and_kept_are_submitted(desk: Desk) -> None:
    desk.reword(FIRST, "Des mots choisis.")
    AgendaItem.objects.filter(pk=desk.council.decree.pk).update(subject="autre fonds")
    actions.redraft(desk.actor("secretary"), desk.communique)
    with pytest.raises(NotPossible):
        desk.submit()

    desk.reword(FIRST, "Des mots choisis.")

    desk.submit()
    assert desk.row.state == "submitted"


def test_a_hand_names_nobody_of_an_item_that_is_not_published(desk: Desk) -> None:
    Appointment.objects.create(
        item=desk.council.secret,
        civility="M.",
        given_names="Issa",
        surname="KABORÉ",
        post="Directeur",
    )

    desk.reword(FIRST, "Le Conseil a nommé monsieur issa kabore.")

    with pytest.raises(NotPossible):
        desk.submit()
    assert "KABOR" not in messages(desk).upper()


def test_a_decision_without_a_paragraph_is_not_submitted(desk: Desk) -> None:
    # The ministry keeps another one: its number does not stand alone.
    actions.remove(desk.actor("secretary"), desk.communique, "I.2.1#0")

    with pytest.raises(NotPossible):
        desk.submit()

    assert "La décision I.2.1 n'a pas de paragraphe." in messages(desk)


def test_who_validates_is_told_of_a_title_that_says_more(desk: Desk) -> None:
    assert TITLE not in [remark.key for remark in remarks(desk.row)]

    desk.reword(FIRST, "Le Conseil a adopté un texte.")

    assert TITLE in [remark.key for remark in remarks(desk.row)]


def test_who_validates_is_told_of_a_record_that_is_not_approved(desk: Desk) -> None:
    assert "Le relevé de décisions n'est pas encore approuvé." in messages(desk)


def test_a_document_that_could_not_be_made_is_made_the_next_minute(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.publish()
    version = desk.communique.versions.get()
    with monkeypatch.context() as broken:
        broken.setitem(handing.DOCUMENTS, "pdf", "no such form")
        hand_over_missing(clock.now())
        with pytest.raises(CommandError):
            call_command("publier")
    assert "pdf" not in {d.form for d in reading.documents(version.digest)}

    hand_over_missing(clock.now())

    assert "pdf" in {d.form for d in reading.documents(version.digest)}


@pytest.mark.parametrize("form", ["/", ".txt"])
def test_the_desk_reads_the_text_in_hand_and_members_the_published_one(
    client: Client, desk: Desk, form: str
) -> None:
    where = f"/seances/{desk.council.pk}/compte-rendu{form}"
    desk.reword(FIRST, "Le Conseil a adopté un décret bien tourné.")

    def reads(name: str) -> bool:
        users = {"premier": desk.premier}
        signed_in(client, users.get(name) or desk.council.cast[name])
        return "bien tourné" in client.get(where).content.decode()

    assert (reads("secretary"), reads("premier"), reads("minister")) == (1, 1, 0)
    desk.publish()
    assert reads("minister")
