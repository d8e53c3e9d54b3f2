"""A passage of a paper is pointed out by its rapporteur, to who may read the item."""

from collections.abc import Callable

import pytest

from ecm.domain.errors import NotAllowed, NotPossible
from ecm.domain.outcomes import Outcome
from ecm.dossiers.models import Rendition, Version
from ecm.meetings.actions.items import decide
from ecm.meetings.actions.passages import point_passage, release_passage
from ecm.meetings.actions.recusals import recuse
from ecm.meetings.models import PointedPassage
from live import render
from live.audience import Audience
from tests.asking import furnish
from tests.cast import Council, journal

QUOTE = "Les crédits sont ouverts pour deux ans."
Of = Callable[..., Audience]


@pytest.fixture
def examined(deliberating: Council) -> Council:
    """An item with a paper is under deliberation; the minister is its rapporteur."""
    furnish(deliberating, deliberating.report)
    deliberating.refresh()
    return deliberating


def version_of(council: Council) -> int:
    council.report.refresh_from_db()
    return int(council.report.dossier.documents.get().versions.get().pk)


def point(council: Council, name: str = "minister", **more: object) -> PointedPassage:
    told = {"version": version_of(council), "page": 1, "quote": QUOTE, **more}
    return point_passage(council.actor(name), council.report, **told)


def shown(council: Council, audience: Audience) -> str:
    council.refresh()
    render._snapshots.clear()
    return render.snapshot(council.pk, audience).html


@pytest.mark.parametrize("name", ["minister", "president", "secretary"])
def test_the_rapporteur_and_the_table_point_out(examined: Council, name: str) -> None:
    before = examined.refresh().seq

    for _ in range(2):
        point(examined, name)

    (passage,) = PointedPassage.objects.filter(released_at=None)
    assert (passage.page, passage.quote) == (1, QUOTE)
    facts = journal(examined.meeting, before)
    assert [verb for verb, _ in facts] == ["passage.pointed"]
    assert QUOTE not in str(facts)


@pytest.mark.parametrize("name", ["rival", "observer", "screen", "stranger"])
def test_nobody_else_does(examined: Council, name: str) -> None:
    with pytest.raises(NotAllowed):
        point(examined, name)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"page": 99}, "choisissez"),
        ({"page": 0}, "choisissez"),
        ({"version": 0}, "dossier"),
    ],
)
def test_a_page_that_is_not_there_is_refused(
    examined: Council, told: dict[str, int], words: str
) -> None:
    with pytest.raises(NotPossible, match=words):
        point(examined, **told)


def test_words_that_the_text_does_not_hold_are_refused(examined: Council) -> None:
    version = Version.objects.get(pk=version_of(examined))
    made = {"text": QUOTE, "path": version.path}
    Rendition.objects.update_or_create(version=version, defaults=made)

    with pytest.raises(NotPossible, match="pas dans la pièce"):
        point(examined, quote="Les crédits sont fermés.")

    assert point(examined, quote="crédits sont  ouverts").quote


def test_an_item_that_is_not_examined_has_no_passage(examined: Council) -> None:
    examined.call("bill")

    with pytest.raises(NotPossible, match="pas en délibération"):
        point(examined)


def test_all_who_read_the_item_see_it_and_who_stands_aside_does_not(
    examined: Council, audience: Of
) -> None:
    point(examined)
    recuse(examined.actor("rival"), examined.seat("rival"), examined.report)

    seen = {n: shown(examined, audience(examined, n)) for n in ("deputy", "screen")}
    assert all(QUOTE in page for page in seen.values())
    assert QUOTE not in shown(examined, audience(examined, "rival"))


def test_the_next_gives_way_and_the_item_takes_it_along(examined: Council) -> None:
    point(examined)
    point(examined, quote="Un autre passage.")
    assert PointedPassage.objects.filter(released_at=None).count() == 1

    actor = examined.actor("president")
    decide(actor, examined.report, outcome=Outcome.ADOPTED, text="Adopté.")

    assert not PointedPassage.objects.filter(released_at=None).exists()


def test_it_is_shown_no_more(examined: Council) -> None:
    point(examined)
    with pytest.raises(NotAllowed, match="par un autre"):
        release_passage(examined.actor("rival"), examined.report)

    for _ in range(2):
        release_passage(examined.actor("minister"), examined.report)

    assert not PointedPassage.objects.filter(released_at=None).exists()
