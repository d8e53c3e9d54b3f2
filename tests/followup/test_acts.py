"""An act from its text to the Journal officiel: in order, with its number of the year."""

from datetime import date, timedelta

import pytest
import time_machine

from ecm.domain.errors import Conflict, NotPossible
from ecm.followup.actions import acts
from ecm.followup.chain import mandate_on
from ecm.followup.models import Act, NumberRegister, Sigle
from ecm.journal.chain import AlreadyDone
from ecm.journal.models import Entry
from ecm.people.models import Ministry, Post
from tests.cast import DAY, SINCE, Council
from tests.followup.council import Followed, a_text, countersigned, followed

ONE_DATABASE = True
SIGNED = DAY + timedelta(10)


@pytest.fixture
def run(opened: Council) -> Followed:
    return followed(opened)


@pytest.fixture(autouse=True)
def a_month_later() -> object:
    with time_machine.travel(DAY + timedelta(30), tick=False):
        yield


def _names(run: Followed) -> None:
    ministry = run.council.cast.ministries["defence"]
    Sigle.objects.create(ministry=ministry, sigle="MGDP", valid_from=DAY)


def test_the_number_is_given_by_the_signature(run: Followed) -> None:
    _names(run)
    act = run.in_state("certified")
    desk = run["secretary"]

    acts.countersign(desk, act, rank=1, day=SIGNED)
    acts.countersign(desk, act, rank=2, day=SIGNED)
    acts.sign(desk, act, day=SIGNED)

    act.refresh_from_db()
    assert (act.number, act.state) == ("n°2026-0001/PF/PRIM/MGDP", "numbered")
    signed = act.signatories.exclude(signed_on=None).values_list(
        "mandate__title", flat=True
    )
    assert list(signed) == [
        "Ministre de la Guerre",
        "Premier ministre",
        "Président du Faso",
    ]


def test_the_sigle_is_that_of_the_day_of_signing(run: Followed) -> None:
    _names(run)
    ministry = run.council.cast.ministries["defence"]
    Sigle.objects.create(ministry=ministry, sigle="MDAC", valid_from=SIGNED)
    act = run.in_state("certified")
    countersigned(act, SIGNED)

    acts.sign(run["secretary"], act, day=SIGNED)

    act.refresh_from_db()
    assert act.number == "n°2026-0001/PF/PRIM/MDAC"


def test_nobody_signs_before_his_turn(run: Followed) -> None:
    act, desk = run.in_state("certified"), run["secretary"]

    with pytest.raises(NotPossible):
        acts.countersign(desk, act, rank=2, day=SIGNED)
    with pytest.raises(NotPossible):
        acts.sign(desk, act, day=SIGNED)

    acts.countersign(desk, act, rank=1, day=SIGNED)
    with pytest.raises(NotPossible):  # before the ministry had
        acts.countersign(desk, act, rank=2, day=SIGNED - timedelta(1))
    assert not NumberRegister.objects.exists()


def test_a_refused_signature_takes_no_number(run: Followed) -> None:
    act = run.in_state("certified")
    countersigned(act, SIGNED)

    with pytest.raises(NotPossible):  # nobody is President before his mandate
        acts.sign(run["secretary"], act, day=DAY - timedelta(1))
    with pytest.raises(NotPossible):
        acts.sign(run["secretary"], act, day=DAY + timedelta(31))

    assert not NumberRegister.objects.exists()
    act.refresh_from_db()
    assert act.state == "certified"


def test_a_place_is_held_by_the_mandate_of_the_day(run: Followed) -> None:
    place = run.act.signatories.get(post=Post.MINISTER)

    assert mandate_on(place, SINCE - timedelta(1)) is None
    held = mandate_on(place, DAY)
    assert held is not None
    assert held.person == run.council.cast.deputy.person


def test_the_chain_changes_until_somebody_has_signed(run: Followed) -> None:
    act, desk = run.in_state("certified"), run["secretary"]
    health = Ministry.objects.get(code="health")
    places = [("minister", health, "MS"), ("president", None, "")]

    acts.change_chain(desk, act, places)
    assert [s.sigle for s in act.signatories.all()] == ["MS", ""]

    acts.countersign(desk, act, rank=1, day=SIGNED)
    with pytest.raises(NotPossible):
        acts.change_chain(desk, act, places)


def test_another_text_than_the_one_read_is_not_certified(run: Followed) -> None:
    text = a_text(run.act)
    act = run.in_state("deposited")

    with pytest.raises(NotPossible):
        acts.certify_text(run["secretary"], act, version=text.pk + 1)

    act.refresh_from_db()
    assert act.certified_at is None


def test_a_reason_is_kept_in_words_and_sealed_by_its_digest(run: Followed) -> None:
    act = run.in_state("deposited")

    acts.return_text(run["secretary"], act, reason="L'article 3 manque.")

    entry = Entry.objects.filter(stream=act.stream).latest("seq")
    assert entry.verb == "act.returned"
    assert "article" not in str(entry.facts)
    assert act.reasons.get(entry=entry.seq).text == "L'article 3 manque."


def test_a_bill_goes_to_the_assembly_and_bears_its_number(opened: Council) -> None:
    run = followed(opened, kind="bill")
    act, desk = run.in_state("certified"), run["secretary"]
    with pytest.raises(NotPossible):
        acts.sign(desk, act, day=SIGNED)

    acts.transmit(desk, act, day=SIGNED)
    acts.number_law(desk, act, serial=11, year=2026, assembly="ALP")
    acts.gazette(desk, act, issue="12", page=5, day=DAY + timedelta(20))
    acts.close_act(desk, act, reason="Promulguée et parue")

    act.refresh_from_db()
    assert (act.number, act.state) == ("n°011-2026/ALP", "closed")
    other = Act.objects.exclude(pk=act.pk).get()
    Act.objects.filter(pk=other.pk).update(state="transmitted")
    with pytest.raises(Conflict):
        acts.number_law(desk, other, serial=11, year=2026, assembly="ALP")


def test_a_decree_is_not_transmitted(run: Followed) -> None:
    act = run.in_state("certified")

    with pytest.raises(NotPossible):
        acts.transmit(run["secretary"], act, day=SIGNED)


def test_the_same_key_signs_once(run: Followed) -> None:
    act = run.in_state("certified")
    countersigned(act, SIGNED)
    once = run.council.actor("secretary", "cle")

    acts.sign(once, act, day=SIGNED)
    with pytest.raises(AlreadyDone):
        acts.sign(once, act, day=SIGNED)

    assert NumberRegister.objects.get().last == 1


def test_each_year_has_a_register(run: Followed) -> None:
    act = run.in_state("certified")
    countersigned(act, SIGNED)
    next_year = date(2027, 1, 4)

    with time_machine.travel(next_year + timedelta(1)):
        acts.sign(run["secretary"], act, day=next_year)

    act.refresh_from_db()
    assert act.number.startswith("n°2027-0001/")


def test_a_number_is_not_made_up_for_want_of_a_sigle(run: Followed) -> None:
    Sigle.objects.all().delete()
    act = run.in_state("certified")
    countersigned(act, SIGNED)

    with pytest.raises(NotPossible):
        acts.sign(run["secretary"], act, day=SIGNED)

    assert not NumberRegister.objects.exists()
