"""The demonstration's ministries have sigles that may stand in a number."""

from datetime import date

from ecm.demo.sigles import SIGLES, load_sigles
from ecm.demo.words import read
from ecm.domain.act_numbers import is_sigle
from ecm.followup.models import Sigle
from ecm.people.models import Ministry
from tests.cast import Cast

ONE_DATABASE = True


def test_every_ministry_that_countersigns_has_one() -> None:
    heads = {"presidence", "primature"}
    codes = {entry["code"] for entry in read("people.json")["ministries"]}

    assert set(SIGLES) == codes - heads
    assert all(is_sigle(sigle) for sigle in SIGLES.values())


def test_it_is_given_once(cast: Cast) -> None:
    Ministry.objects.create(code="sante")

    for _twice in range(2):
        load_sigles(date(2026, 1, 1))

    assert list(Sigle.objects.values_list("sigle", flat=True)) == ["MS"]
