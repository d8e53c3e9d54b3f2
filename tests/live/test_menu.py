"""What the seat's menu leads to: nothing that would then be refused."""

from django.test import Client
from django.urls import reverse

from ecm.meetings.actions.sittings import close
from tests.cast import Council, signed_in


def menu_links(client: Client, council: Council) -> bool:
    page = client.get(reverse("live:room", args=[council.pk])).content.decode()
    return reverse("publication:communique", args=[council.pk]) in page


def test_a_member_finds_the_communique_once_the_meeting_is_closed(
    client: Client, opened: Council
) -> None:
    signed_in(client, opened.cast["minister"])
    before = menu_links(client, opened)

    close(opened.actor("president"), opened.pk)

    assert (before, menu_links(client, opened)) == (False, True)


def test_an_observer_finds_no_communique(client: Client, opened: Council) -> None:
    close(opened.actor("president"), opened.pk)

    signed_in(client, opened.cast["observer"])

    assert menu_links(client, opened) is False
