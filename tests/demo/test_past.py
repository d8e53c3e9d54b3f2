"""The past councils of the demonstration: real facts, on the public site, taken in once."""

import pytest
from django.test import Client

from ecm.archive.verification import faults
from ecm.demo.past import load_past
from ecm.meetings.models import Meeting
from ecm.public import reading


@pytest.mark.django_db
def test_past_councils_are_on_the_public_site_and_taken_in_once(client: Client) -> None:
    said: list[str] = []

    assert load_past(say=said.append) == load_past(say=said.append) == 10

    held = Meeting.objects.order_by("day")
    assert [c.reference for c in reading.councils()] == [
        meeting.reference for meeting in reversed(held)
    ]
    assert all(meeting.source.startswith("http") for meeting in held)
    assert list(faults()) == []
    home = client.get("/conseils/").content.decode().replace("\xa0", " ")
    assert "Conseil du 4 septembre 2025" in home
    assert "Conseil des 26 et 27 octobre 2016" in home
