"""No room shows an act that its people would be refused."""

from collections.abc import Callable

import pytest

from ecm.dossiers.models import DossierKind
from ecm.meetings.actions.tabling import Tabled, join_item, split_item, table_item
from ecm.meetings.actions.wheel import take_wheel
from ecm.meetings.models import Seat
from ecm.meetings.record import lines_of
from ecm.people.models import Post
from live import render
from live.audience import Audience
from tests.cast import Council

Of = Callable[..., Audience]
ROLL, ACCESS, ASIDE = 'id="chair-roll"', 'id="access-', 'id="recuse-'


def page(council: Council, audience: Audience) -> str:
    council.refresh()
    return render.snapshot(council.pk, audience).html


def test_an_observer_is_not_offered_to_stand_aside(
    deliberating: Council, audience: Of
) -> None:
    seen = {
        name: ASIDE in page(deliberating, audience(deliberating, name))
        for name in ("president", "rival", "observer", "screen")
    }

    assert seen == {
        "president": True,
        "rival": True,
        "observer": False,
        "screen": False,
    }


def test_a_prime_minister_who_conducts_has_not_the_acts_of_the_chair(
    deliberating: Council, audience: Of
) -> None:
    seats = Seat.objects.filter(pk=deliberating.seat("deputy").pk)
    seats.update(post=Post.PRIME_MINISTER)
    chair = page(deliberating, audience(deliberating, "president"))
    assert all(mark in chair for mark in (ROLL, ACCESS, 'id="messages-on"'))

    take_wheel(deliberating.actor("deputy"), deliberating.pk)

    own = page(deliberating, audience(deliberating, "deputy"))
    assert 'id="other-acts"' in own
    assert not any(mark in own for mark in (ROLL, ACCESS, 'id="messages-on"'))


@pytest.mark.parametrize("name", ["minister", "president", "screen"])
def test_an_item_laid_on_the_table_is_said_until_something_else_is(
    deliberating: Council, audience: Of, name: str
) -> None:
    kind = DossierKind.objects.get(code="decree")
    ministry = deliberating.cast.ministries["health"]
    tabled = Tabled(title="Un décret urgent", ministry=ministry, kind=kind)
    item = table_item(deliberating.actor("president"), deliberating.pk, tabled)
    said = "inscrit sur table : Un décret urgent"

    assert said in page(deliberating, audience(deliberating, name))

    deliberating.call("bill")
    assert said not in page(deliberating, audience(deliberating, name))
    assert item.is_tabled


def test_the_journal_names_both_items_of_a_division_and_of_a_joining(
    deliberating: Council,
) -> None:
    president = deliberating.actor("president")
    split_item(president, deliberating.bill, title="Titre II")
    join_item(president, deliberating.oral, to=deliberating.ordinance)

    told = [line.text for line in lines_of(deliberating.refresh())]

    bill, oral = deliberating.bill.number, deliberating.oral.number
    assert f"Une partie du point {bill} devient le point {bill} bis." in told
    assert (
        f"Le point {oral} est joint au point {deliberating.items['ordinance'].number}."
        in told
    )
