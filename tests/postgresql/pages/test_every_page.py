"""Every page asks PostgreSQL what it asks SQLite: it opens there for whom it is made."""

import pytest

from tests.addresses import ADDRESSES
from tests.asking import Address, Place, answered
from tests.test_access import EXPECTED, PEOPLE, place

__all__ = ["place"]
PAGES = [address for address in ADDRESSES if address.method == "get"]
WHO = ("secretary", "minister", "administrator")


@pytest.mark.parametrize("who", WHO)
def test_every_page_opens_for_whom_it_is_made(place: Place, who: str) -> None:
    column = PEOPLE.index(who)
    expected = {a.label: EXPECTED[a.label].split()[column] for a in PAGES}

    assert {a.label: status(a, place, who) for a in PAGES} == expected


def status(address: Address, place: Place, who: str) -> str:
    with answered(address, place, who) as found:
        return str(found.status_code)
