"""Sizes of files in words."""

import pytest

from ecm.files.sizes import in_words


@pytest.mark.parametrize(
    ("octets", "words"),
    [
        (999, "999 octets"),
        (12_400, "12 ko"),
        (1_000_000, "1 Mo"),
        (1_240_000, "1,2 Mo"),
        (9_960_000, "10 Mo"),
        (60_562_437, "61 Mo"),
        (200_000_000, "200 Mo"),
    ],
)
def test_a_size_is_said_as_people_say_it(octets: int, words: str) -> None:
    assert in_words(octets) == words.replace(" ", "\u00a0")
