"""What is late: told once, shown to the chair, and to nobody who may not know of it."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import make_aware

from ecm.domain.kinds import ItemKind
from ecm.followup.models import Act, DirectiveFollowUp
from ecm.followup.openings import follow
from ecm.followup.reminders import due
from ecm.journal.chain import SYSTEM
from ecm.meetings.actions.agenda import Plan, create_meeting
from ecm.meetings.models import AgendaItem
from ecm.notices.models import Notice
from ecm.notices.reminders import tell
from tests.cast import DAY, Council, signed_in
from tests.followup.council import SECRET, Followed, chief_of, followed
from tests.publication.council import pronounce

ONE_DATABASE = True


@pytest.fixture
def run(opened: Council) -> Followed:
    """The followed council; a restricted decree of finance is followed too."""
    secret = AgendaItem.objects.filter(pk=opened.secret.pk)
    secret.update(kind=ItemKind.DECREE, title=SECRET)
    item = pronounce(opened, "secret")
    item.decision.directives.create(text=SECRET, responsible=item.ministry, due_on=DAY)
    chief_of(opened, "rival", "finance")
    return followed(opened)


def _on(days: int) -> datetime:
    return make_aware(datetime.combine(DAY + timedelta(days), datetime.min.time()))


def _tell(days: int) -> set[tuple[str, str]]:
    Notice.objects.all().delete() if days == 0 else None
    with time_machine.travel(_on(days)):
        for one in due(_on(days)):
            tell(one)
    return set(Notice.objects.values_list("recipient__user__username", "kind"))


def test_each_alert_is_told_once(run: Followed) -> None:
    told = []
    for days in (14, 15, 16, 21, 22, 29, 30, 31, 60, 61):
        _tell(days)
        notices = Notice.objects.filter(
            recipient=run.council.cast["second_secretary"].person, kind="act.late"
        )
        told.append(notices.count())

    assert told == [0, 1, 1, 1, 1, 1, 2, 2, 3, 3]


def test_the_ministry_and_the_secretariat_are_told(run: Followed) -> None:
    told = _tell(15)

    assert ("stranger", "act.late") in told
    assert ("secretary", "directive.late") in told
    assert not {("minister", "act.late"), ("deputy", "act.late")} & told


def test_of_a_restricted_item_only_who_may_read_it_is_told(run: Followed) -> None:
    secret = Act.objects.get(title=SECRET)

    _tell(15)

    known = Notice.objects.filter(key=f"act/{secret.pk}/15")
    names = set(known.values_list("recipient__user__username", flat=True))
    # The chief of the cabinet of finance and the officer are not among its readers.
    assert names == {"secretary"}


def test_what_has_appeared_is_not_told(run: Followed) -> None:
    Act.objects.update(state="gazetted")
    DirectiveFollowUp.objects.update(state="closed")

    assert _tell(15) == set()


PAGES = (
    *("followup:board", "followup:delays", "followup:delays-csv"),
    *("followup:statistics", "followup:statistics-csv"),
)


@pytest.mark.parametrize("who", ["rival", "stranger", "second_secretary", "deputy"])
def test_no_page_says_a_title_to_who_may_not_know_it(run: Followed, who: str) -> None:
    client = signed_in(Client(), run.council.cast[who])
    secret = Act.objects.get(title=SECRET)
    told = DirectiveFollowUp.objects.get(directive__text=SECRET)

    for name in PAGES:
        arguments = [2026] if "statistics" in name else []
        page = client.get(reverse(name, args=arguments))
        assert SECRET not in page.content.decode()
    assert client.get(secret.get_absolute_url()).status_code == 404
    assert client.get(told.get_absolute_url()).status_code == 404
    former = client.get(reverse("followup:former", args=[run.council.pk]))
    assert SECRET not in former.content.decode()


@pytest.mark.parametrize("who", ["secretary", "president", "minister"])
def test_who_may_read_it_finds_it(run: Followed, who: str) -> None:
    client = signed_in(Client(), run.council.cast[who])

    page = client.get(reverse("followup:board")).content.decode()

    assert SECRET in page


def test_a_ministry_finds_its_own_alone(run: Followed) -> None:
    client = signed_in(Client(), run.council.cast["stranger"])
    with transaction.atomic():
        pronounce(run.council, "ordinance")
        follow(SYSTEM, run.council.meeting)
    other = Act.objects.get(kind="ordinance")

    page = client.get(reverse("followup:board")).content.decode()

    assert run.act.title in page
    assert other.title not in page
    assert client.get(other.get_absolute_url()).status_code == 404


def test_late_instructions_are_proposed_to_the_next_council(run: Followed) -> None:
    cast = run.council.cast
    plan = Plan(day=DAY + timedelta(7), starts_at=time(9), number=6)
    following = create_meeting(SYSTEM, cast.body, plan)
    client, page = Client(), reverse("followup:former", args=[following.pk])
    with time_machine.travel(_on(3)):
        signed_in(client, cast["secretary"])
        for _twice in range(2):
            client.post(reverse("followup:offer-all", args=[following.pk]))

        shown = client.get(page).content.decode()

    assert run.directive.offered.get().meeting == following
    assert shown.count("Rendre compte de l&#x27;exécution") == 2  # offered, and late
