"""The codes for tablets: an address that another machine of the room can reach."""

from xml.etree import ElementTree

import pytest
from django.test import RequestFactory

from ecm.addresses import lan_addresses
from ecm.people.codes import address_for_tablets, drawing_of


def test_the_name_under_which_the_page_was_opened_is_kept() -> None:
    request = RequestFactory().get("/demo/", headers={"host": "conseil.example:8000"})

    assert address_for_tablets(request, "/demo/x/") == (
        "http://conseil.example:8000/demo/x/"
    )


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_page_opened_on_the_machine_itself_gives_its_own_address(host: str) -> None:
    request = RequestFactory().get("/demo/", headers={"host": f"{host}:8000"})

    reached = [f"http://{name}:8000/demo/x/" for name in [*lan_addresses(), host]]

    assert address_for_tablets(request, "/demo/x/") == reached[0]


def test_no_address_of_the_room_is_a_loopback() -> None:
    assert not any(address.startswith("127.") for address in lan_addresses())


def test_a_code_is_one_drawing_without_a_size_of_its_own() -> None:
    drawing = ElementTree.fromstring(drawing_of("http://conseil.example/demo/x/"))

    assert drawing.tag.endswith("svg")
    assert "viewBox" in drawing.attrib
    assert "width" not in drawing.attrib
