"""Which pages may open a live connection."""

import pytest
from django.test import override_settings

from live.cursor import is_cursor
from live.origin import is_trusted

COUNCIL = "https://conseil.gouv.bf"


@pytest.mark.parametrize(
    ("origin", "host", "trusted"),
    [
        ("http://192.168.1.7:8000", "192.168.1.7:8000", True),
        ("https://conseil.gouv.bf", "conseil.gouv.bf", True),
        ("http://192.168.1.7:8001", "192.168.1.7:8000", False),
        ("http://192.168.1.7", "192.168.1.7:8000", False),
        ("http://evil.example", "conseil.gouv.bf", False),
        ("http://conseil.gouv.bf.evil.example", "conseil.gouv.bf", False),
        ("http://evil.example/conseil.gouv.bf", "conseil.gouv.bf", False),
        ("http://conseil.gouv.bf@evil.example", "conseil.gouv.bf", False),
        ("file://", "", False),
        ("null", "conseil.gouv.bf", False),
        ("", "conseil.gouv.bf", False),
        ("", "", False),
        ("ftp://conseil.gouv.bf", "conseil.gouv.bf", False),
    ],
)
def test_a_page_must_come_from_the_host_it_asks(
    origin: str, host: str, trusted: bool
) -> None:
    with override_settings(ORIGINS=[]):
        assert is_trusted(origin, host) is trusted


@pytest.mark.parametrize(
    ("origin", "trusted"),
    [
        (COUNCIL, True),
        ("http://conseil.gouv.bf", False),
        ("https://conseil.gouv.bf:8443", False),
        ("https://autre.gouv.bf", False),
        ("", False),
    ],
)
def test_named_origins_are_the_only_ones(origin: str, trusted: bool) -> None:
    with override_settings(ORIGINS=[COUNCIL]):
        assert is_trusted(origin, "autre.gouv.bf") is trusted


@pytest.mark.parametrize("text", ["0", "57", "9" * 18])
def test_a_cursor_is_a_number(text: str) -> None:
    assert is_cursor(text)


@pytest.mark.parametrize("text", ["", "-1", "1.0", "x", " 1", "9" * 19, "٣", "²"])
def test_anything_else_is_no_cursor(text: str) -> None:
    assert not is_cursor(text)
