"""From a text that is ready to the country: two persons, one signature, one version."""

from datetime import timedelta

import pytest

from ecm import clock
from ecm.archive.verification import faults
from ecm.domain.communique.edition import as_json, from_json
from ecm.domain.errors import NotAllowed, NotPossible
from ecm.journal.chain import AlreadyDone
from ecm.people.models import ActingMandate, Mandate
from ecm.public import reading
from ecm.publication.desk import actions, publishing
from ecm.publication.desk.due import hand_over_missing, publish_due
from ecm.publication.desk.wording import edition_in_hand
from ecm.publication.models import CommuniqueVersion, VersionIsFinal
from tests.publication.desk.conftest import EVENING, Desk

pytestmark = pytest.mark.django_db
FIRST = "I.1.1#0"


def test_a_communique_goes_through_its_hands_to_the_country(
    desk: Desk, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        desk.publish()

    version = desk.communique.versions.get()
    edition = from_json(version.edition)
    assert (version.number, version.language, edition.version) == (1, "fr", 1)
    assert edition.published == EVENING.isoformat()
    assert edition.signature is not None
    assert edition.signature.name == "Aïcha VOICE"
    assert edition.signature.title == "La Porte-parole du gouvernement"
    assert reading.sealed(version.digest) is not None
    assert {d.form for d in reading.documents(version.digest)} >= {"pdf", "docx", "xml"}
    assert desk.row.state == "published"


def test_one_person_never_validates_twice(desk: Desk) -> None:
    desk.submit()
    Mandate.objects.filter(person=desk.voice.person).update(post="prime_minister")
    publishing.validate(desk.actor("secretary"), desk.communique)

    with pytest.raises(NotPossible):
        publishing.validate(desk.actor("secretary"), desk.communique)
    with pytest.raises(NotAllowed):
        publishing.validate(desk.actor("minister"), desk.communique)

    assert desk.row.state == "submitted"


def test_two_of_one_office_do_not_make_two_approvals(desk: Desk) -> None:
    desk.submit()
    publishing.validate(desk.actor("premier"), desk.communique)
    Mandate.objects.filter(person=desk.voice.person).update(post="prime_minister")

    with pytest.raises(NotPossible):
        publishing.validate(desk.actor("voice"), desk.communique)


def test_what_is_validated_is_no_more_worded_and_a_return_drops_the_approvals(
    desk: Desk,
) -> None:
    desk.submit()
    desk.approve()
    with pytest.raises(NotPossible):
        desk.reword(FIRST, "Trop tard.")

    actions.send_back(desk.actor("voice"), desk.communique, "Une date à revoir.")

    assert desk.row.state == "draft"
    assert not desk.communique.approvals.exists()
    assert desk.row.return_reason == "Une date à revoir."
    with pytest.raises(NotPossible):
        publishing.sign(desk.actor("voice"), desk.communique)


def test_only_the_spokesperson_signs_or_who_acts_for_her(desk: Desk) -> None:
    desk.submit()
    desk.approve()
    with pytest.raises(NotAllowed):
        publishing.sign(desk.actor("minister"), desk.communique)
    mandate = Mandate.objects.get(person=desk.voice.person)
    ActingMandate.objects.create(
        mandate=mandate,
        acting=desk.council.cast.minister.person,
        starts_on=EVENING.date(),
        ends_on=EVENING.date(),
    )

    publishing.sign(desk.actor("minister"), desk.communique)
    publishing.publish(desk.actor("secretary"), desk.communique)

    signature = from_json(desk.communique.versions.get().edition).signature
    assert signature is not None
    assert signature.title == "Le Porte-parole du gouvernement par intérim"


def test_an_embargo_is_kept_by_every_hand_and_ended_by_the_minute(
    desk: Desk, evening: object
) -> None:
    until = clock.now() + timedelta(hours=2)
    actions.schedule(desk.actor("secretary"), desk.communique, until)
    desk.submit()
    desk.approve()
    publishing.sign(desk.actor("voice"), desk.communique)

    with pytest.raises(NotPossible):
        publishing.publish(desk.actor("voice"), desk.communique)
    publish_due(clock.now())
    assert not desk.communique.versions.exists()

    evening.move_to(until)
    publish_due(clock.now())
    publish_due(clock.now())
    assert desk.communique.versions.count() == 1


def test_a_signed_text_without_embargo_waits_for_a_hand(desk: Desk) -> None:
    desk.submit()
    desk.approve()
    publishing.sign(desk.actor("voice"), desk.communique)

    publish_due(clock.now())

    assert desk.row.state == "signed"


def test_an_erratum_is_a_later_version_and_the_earlier_stays(
    desk: Desk, evening: object
) -> None:
    desk.publish()
    evening.move_to(EVENING + timedelta(days=1))
    publishing.begin_erratum(desk.actor("secretary"), desk.communique, "Un nom corrigé")
    desk.reword(FIRST, "Le Conseil a adopté un décret rectifié.")
    desk.publish()

    first, second = (
        from_json(v.edition) for v in desk.communique.versions.order_by("number")
    )
    assert (second.version, second.reason) == (2, "Un nom corrigé")
    assert second.first_published == first.published < second.published
    assert "décret rectifié" not in as_json(first)
    assert "décret rectifié" in as_json(second)


def test_an_erratum_that_is_given_up_leaves_the_published_text(desk: Desk) -> None:
    desk.reword(FIRST, "Le Conseil a adopté un décret bien tourné.")
    desk.publish()
    before = edition_in_hand(desk.row)
    publishing.begin_erratum(desk.actor("secretary"), desk.communique, "Un doute")
    desk.reword(FIRST, "Le Conseil n'a rien adopté.")

    publishing.abandon_erratum(desk.actor("secretary"), desk.communique)

    assert desk.row.state == "published"
    assert edition_in_hand(desk.row) == before
    assert desk.communique.versions.count() == 1


def test_an_erratum_that_changes_no_word_is_refused(desk: Desk) -> None:
    desk.publish()
    publishing.begin_erratum(desk.actor("secretary"), desk.communique, "Un doute")

    with pytest.raises(NotPossible):
        desk.submit()


def test_a_first_draft_is_not_an_erratum_to_abandon(desk: Desk) -> None:
    with pytest.raises(NotPossible):
        publishing.abandon_erratum(desk.actor("secretary"), desk.communique)


def test_a_version_is_never_changed_and_a_change_behind_our_back_is_found(
    desk: Desk,
) -> None:
    desk.publish()
    version = desk.communique.versions.get()
    with pytest.raises(VersionIsFinal):
        version.save()
    with pytest.raises(VersionIsFinal):
        version.delete()
    assert list(faults()) == []

    edited = version.edition.replace("Le Conseil", "Personne")
    CommuniqueVersion.objects.filter(pk=version.pk).update(edition=edited)

    assert [fault for fault in faults() if "version 1" in fault]


def test_what_the_site_missed_is_put_there_again(desk: Desk) -> None:
    desk.publish()
    version = desk.communique.versions.get()
    assert reading.sealed(version.digest) is None  # nothing was committed here

    hand_over_missing(clock.now())
    hand_over_missing(clock.now())

    assert reading.sealed(version.digest) is not None


def test_a_command_sent_twice_under_its_key_is_done_once(desk: Desk) -> None:
    key = "bf8f9d14-1951-4207-99a2-b7b9651815b6"
    actions.submit(desk.actor("secretary", key), desk.communique)

    with pytest.raises(AlreadyDone):
        actions.submit(desk.actor("secretary", key), desk.communique)


def test_staff_numbers_keep_the_sealed_json_from_the_site(
    desk: Desk,
) -> None:
    desk.council.nominations.appointments.update(staff_number="123 456 K")
    actions.redraft(desk.actor("secretary"), desk.communique)
    desk.publish()
    hand_over_missing(clock.now())

    digest = desk.communique.versions.get().digest
    assert "json" not in {document.form for document in reading.documents(digest)}
