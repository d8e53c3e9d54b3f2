"""Every example of docs/data.md is a request, and what is shown stands in its answer."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from ecm.public import copy
from tests.public.editions import an_edition

PAGE = Path(__file__).parents[1] / "docs" / "data.md"
EXAMPLES = re.findall(
    r"```http\nGET (\S+)\n```\n\n```\w+\n(.+?)\n```", PAGE.read_text("utf-8"), re.S
)


@pytest.fixture
def site() -> Client:
    with copy.writing() as pen:
        pen.put(an_edition())
        pen.put(an_edition(version=2, published="2026-07-10T09:00:00+00:00"))
        pen.put_calendar([date(2026, 7, 16)])
    return Client()


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 8


@pytest.mark.parametrize(
    ("path", "shown"), EXAMPLES, ids=[path for path, _ in EXAMPLES]
)
def test_an_example_is_what_is_answered(site: Client, path: str, shown: str) -> None:
    answer = site.get(path)

    text = answer.content.decode("utf-8-sig")
    missing = [line for line in shown.splitlines() if line.strip() not in text]
    assert answer.status_code == 200
    assert missing == []
