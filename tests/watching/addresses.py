"""The addresses of the probes and of the operator's page, for the tests that try them all."""

from typing import Any

from tests.asking import Address, Place


def _said(place: Place, who: str) -> dict[str, Any]:
    return {"text": "Le système redémarre à 14 h", "minutes": 15}


OF_WATCHING = [
    Address("watching:alive"),
    Address("watching:ready"),
    Address("watching:figures"),
    Address("watching:page"),
    Address("watching:now"),
    Address("watching:close", "post"),
    Address("watching:announce", "post", fields=_said),
    Address("watching:take-back", "post"),
]

EVERYBODY = "200 200 200 200 200 200 200 200 200"
READ_BY_THE_OPERATOR = "404 404 404 404 404 404 404 200 302"
DONE_BY_THE_OPERATOR = "404 404 404 404 404 404 404 302 302"

EXPECTED_OF_WATCHING = {
    "get watching:alive": EVERYBODY,
    "get watching:ready": EVERYBODY,
    # Everybody asks from this machine here: test_figures.py asks from elsewhere.
    "get watching:figures": EVERYBODY,
    "get watching:page": READ_BY_THE_OPERATOR,
    "get watching:now": READ_BY_THE_OPERATOR,
    # There is no such line.
    "post watching:close": "404 404 404 404 404 404 404 409 302",
    "post watching:announce": DONE_BY_THE_OPERATOR,
    "post watching:take-back": DONE_BY_THE_OPERATOR,
}
