"""Bodies other than the council: their meetings, what they are shown, what they leave."""

from datetime import date, timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from ecm.domain.circuit import DossierState
from ecm.domain.errors import NotAllowed, NotPossible
from ecm.domain.outcomes import Outcome
from ecm.dossiers.actions.opinions import cancel
from ecm.dossiers.models import Dossier, Rendition, Version
from ecm.journal.chain import AlreadyDone
from ecm.meetings.actions.agenda import Plan, create_meeting
from ecm.meetings.actions.bodies import convene_body, enter_dossiers
from ecm.meetings.actions.items import call_item, decide
from ecm.meetings.actions.sittings import open_meeting
from ecm.meetings.models import Meeting
from ecm.meetings.papers import opened_by, papers_of
from ecm.people.models import BodyMember, Capacity, Mandate
from tests.cast import signed_in
from tests.dossiers.asking import Asked, a_piece, a_version, asked, told
from tests.preparation import NOW, Preparation

DAY = date(2026, 1, 22)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def study(preparation: Preparation) -> Asked:
    """COTEVAL: presided by the minister of culture, with that of defence as a member."""
    for name, capacity in (
        ("rival", Capacity.PRESIDING),
        ("deputy", Capacity.MEMBER),
    ):
        BodyMember.objects.create(
            body=preparation.coteval,
            mandate=Mandate.objects.get(person=preparation[name].person),
            capacity=capacity,
        )
    return asked(preparation)


def a_meeting(study: Asked, day: date = DAY) -> Meeting:
    secretary = study.actor("coteval_secretary")
    return create_meeting(secretary, study.preparation.coteval, Plan(day=day))


def client_of(study: Asked, who: str) -> Client:
    return signed_in(Client(), study.preparation[who])


def words(answer: HttpResponse) -> str:
    return answer.content.decode().replace("&#x27;", "'").replace("\xa0", " ")


def test_the_secretary_of_a_body_prepares_its_meeting(study: Asked) -> None:
    study.coteval()
    client = client_of(study, "coteval_secretary")
    home = reverse("meetings:body", args=["COTEVAL"])

    before = words(client.get(home))
    made = client.post(
        home, {"day": "2026-01-22", "starts_at": "09:30", "place": "Salle 2"}
    )
    meeting = Meeting.objects.get(body=study.preparation.coteval)
    page = words(client.get(made.headers["Location"]))
    opinion = study.dossier.opinions.get()
    entered = client.post(
        reverse("meetings:body-enter", args=["COTEVAL", meeting.pk]),
        {"opinions": [opinion.pk]},
    )
    convened = client.post(
        reverse("meetings:body-convene", args=["COTEVAL", meeting.pk])
    )

    assert study.dossier.title in before
    assert [a.status_code for a in (made, entered, convened)] == [302, 302, 302]
    assert (meeting.day, str(meeting.starts_at), meeting.place) == (
        DAY,
        "09:30:00",
        "Salle 2",
    )
    assert "Issa RIVAL" in page
    item = meeting.items.get()
    assert (item.dossier, item.title) == (study.dossier, study.dossier.title)
    meeting.refresh_from_db()
    assert meeting.state == "convened"
    assert told(study.preparation["deputy"])[-1] == "body.convened"
    assert study.dossier.title not in words(client.get(home)).split("meeting-list")[0]


@pytest.mark.parametrize(
    "who", ["rival", "controller", "officer", "chief", "president", "stranger"]
)
def test_nobody_else_comes_to_the_meetings_of_a_body(study: Asked, who: str) -> None:
    meeting = a_meeting(study)
    client = client_of(study, who)

    for name, arguments in (
        ("body", ["COTEVAL"]),
        ("body-meeting", ["COTEVAL", meeting.pk]),
    ):
        url = reverse(f"meetings:{name}", args=arguments)
        assert client.get(url).status_code == 404
    for name in ("body-enter", "body-convene"):
        url = reverse(f"meetings:{name}", args=["COTEVAL", meeting.pk])
        assert client.post(url).status_code == 404
    assert client.post(reverse("meetings:body", args=["COTEVAL"])).status_code == 404


def test_the_council_is_not_prepared_as_another_body(study: Asked) -> None:
    client = client_of(study, "secretary")

    assert client.get(reverse("meetings:body", args=["CM"])).status_code == 404
    assert client.get(reverse("meetings:body", args=["NON"])).status_code == 404


def test_a_secretary_sees_the_meetings_of_his_body_alone(study: Asked) -> None:
    control = study.preparation.control
    theirs = create_meeting(study.actor("controller"), control, Plan(day=DAY))
    client = client_of(study, "coteval_secretary")

    url = reverse("meetings:body-meeting", args=["COTEVAL", theirs.pk])

    assert client.get(url).status_code == 404


def test_a_form_that_is_refused_keeps_what_was_typed(study: Asked) -> None:
    client = client_of(study, "coteval_secretary")
    home = reverse("meetings:body", args=["COTEVAL"])

    past = client.post(
        home, {"day": "2026-01-19", "starts_at": "09:30", "place": "Salle 2"}
    )
    meeting = a_meeting(study)
    nothing = client.post(
        reverse("meetings:body-enter", args=["COTEVAL", meeting.pk]), {}
    )

    assert (past.status_code, nothing.status_code) == (422, 422)
    assert "un jour à venir" in words(past)
    assert 'value="Salle 2"' in words(past)
    assert "Choisissez au moins un dossier" in words(nothing)


def test_a_dossier_is_put_on_an_agenda_once(study: Asked) -> None:
    opinion, meeting = study.coteval(), a_meeting(study)
    other = asked(study.preparation).coteval()
    secretary = study.actor("coteval_secretary", "un")

    enter_dossiers(secretary, meeting, [opinion, other])
    with pytest.raises(AlreadyDone):
        enter_dossiers(secretary, meeting, [opinion])
    enter_dossiers(study.actor("coteval_secretary"), meeting, [opinion, other])

    assert meeting.items.count() == 2


def test_what_another_body_is_asked_is_not_put_there(study: Asked) -> None:
    mine, meeting = study.coteval(), a_meeting(study)
    theirs = study.culture()

    with pytest.raises(NotAllowed):
        enter_dossiers(study.actor("coteval_secretary"), meeting, [theirs])
    cancel(study.actor("officer"), mine)
    with pytest.raises(NotPossible, match="plus demandé"):
        enter_dossiers(study.actor("coteval_secretary"), meeting, [mine])
    assert not meeting.items.exists()


def test_a_member_puts_nothing_on_the_agenda(study: Asked) -> None:
    opinion, meeting = study.coteval(), a_meeting(study)

    with pytest.raises(NotAllowed):
        enter_dossiers(study.actor("rival"), meeting, [opinion])
    with pytest.raises(NotAllowed):
        convene_body(study.actor("rival"), meeting)
    assert told(study.preparation["deputy"]) == ["opinion.requested"]


@pytest.fixture
def held(study: Asked) -> tuple[Asked, Meeting]:
    """COTEVAL convened on the dossier, of which it was shown one version of one piece."""
    dossier = study.dossier
    dossier.subject, dossier.paragraph = "ZqxObjet", "ZqxParagraphe"
    dossier.save()
    opinion, meeting = study.coteval(versions=[study.draft]), a_meeting(study)
    secretary = study.actor("coteval_secretary")
    enter_dossiers(secretary, meeting, [opinion])
    convene_body(secretary, meeting)
    a_version(a_piece(dossier, "other", "ZqxAnnexe"))
    study.replace()
    for version in Version.objects.filter(document__dossier=dossier):
        Rendition.objects.create(version=version, path=version.path)
    meeting.refresh_from_db()
    return study, meeting


def test_the_members_read_the_versions_the_body_was_shown(
    held: tuple[Asked, Meeting],
) -> None:
    study, meeting = held
    item = meeting.items.get()

    papers = papers_of(meeting, [item])[item.pk]

    assert [(p.version, p.versions) for p in papers] == [(study.draft, 1)]
    assert list(opened_by(item)) == [study.draft]
    client = client_of(study, "deputy")
    room = words(client.get(meeting.get_absolute_url()))
    assert study.dossier.title in room
    assert "Zqx" not in room
    hidden = [study.report, study.draft.document.versions.first()]
    statuses = [
        client.get(reverse("meetings:paper", args=[v.pk])).status_code for v in hidden
    ]
    assert statuses == [404, 404]


def test_the_council_reads_every_piece(held: tuple[Asked, Meeting]) -> None:
    study, _meeting = held
    council = create_meeting(
        study.actor("secretary"), study.preparation.cast.body, Plan(day=DAY)
    )
    item = council.items.create(
        part="deliberations",
        position=1,
        kind="decree",
        title="Décret",
        ministry=study.ministry("finance"),
        ministry_name="finance",
        dossier=study.dossier,
    )

    papers = papers_of(council, [item])[item.pk]

    assert [p.version.number for p in papers] == [2, 1, 1]
    assert opened_by(item).count() == 4


def test_a_request_taken_back_closes_its_papers(held: tuple[Asked, Meeting]) -> None:
    study, meeting = held
    cancel(study.actor("officer"), study.dossier.opinions.get())
    item = meeting.items.get()

    assert papers_of(meeting, [item])[item.pk] == []
    assert not opened_by(item).exists()


def test_what_a_body_says_leaves_the_dossier_where_it_is(
    held: tuple[Asked, Meeting],
) -> None:
    study, meeting = held
    Dossier.objects.filter(pk=study.dossier.pk).update(state=DossierState.ON_AGENDA)
    chair, item = study.actor("rival"), meeting.items.get()
    with time_machine.travel(NOW + timedelta(days=2)):
        open_meeting(chair, meeting.pk)
        call_item(chair, item)
        decide(chair, item, outcome=Outcome.ADOPTED, text="Avis favorable.")

    study.dossier.refresh_from_db()
    assert (study.dossier.state, study.dossier.outcome) == ("on_agenda", "")


def test_the_meeting_leads_to_the_opinion_that_it_prepares(
    held: tuple[Asked, Meeting],
) -> None:
    study, meeting = held
    client = client_of(study, "coteval_secretary")
    opinion = study.dossier.opinions.get()

    page = words(
        client.get(reverse("meetings:body-meeting", args=["COTEVAL", meeting.pk]))
    )

    assert f"/dossiers/{study.dossier.pk}/avis/{opinion.pk}/" in page
    assert "Rendre l'avis" in page
    listed = words(client.get("/avis-demandes/"))
    assert "/organes/COTEVAL/seances/" in listed


def test_the_list_of_meetings_calls_a_body_by_its_name(
    held: tuple[Asked, Meeting],
) -> None:
    study, _meeting = held

    page = words(client_of(study, "deputy").get(reverse("meetings:list")))

    assert "Séance du jeudi 22 janvier 2026" in page
    assert "Conseil n° 1" not in page
