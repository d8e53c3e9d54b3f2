"""The addresses of what follows a council, and who gets what of each.

The act and the instruction are of the ministry of the item, « minister »'s own.
"""

from typing import Any

from ecm import clock
from ecm.domain.outcomes import Outcome
from ecm.followup.models import Act, ActText, DirectiveFollowUp, KeptFile
from ecm.meetings.models import Decision
from tests.cast import DAY

Row = tuple[Any, ...]


def _file(place: Any) -> KeptFile:
    return KeptFile.objects.create(
        path=place.version.path,
        served=place.version.path,
        sha256=place.version.sha256,
        size=1,
        stored_at=clock.now(),
    )


def _act(place: Any) -> list[Any]:
    act = Act.objects.create(
        item=place.item,
        kind="decree",
        form="decree",
        title="Décret",
        ministry=place.item.ministry,
        decided_on=DAY,
        due_on=DAY,
        opened_at=clock.now(),
    )
    return [act.pk]


def _text(place: Any) -> list[Any]:
    (pk,) = _act(place)
    ActText.objects.create(act_id=pk, number=1, file=_file(place))
    return [pk, 1]


def _directive(place: Any) -> list[Any]:
    made = {"outcome": Outcome.ADOPTED, "text": "…", "decided_at": clock.now()}
    decision, _is_new = Decision.objects.get_or_create(item=place.item, defaults=made)
    given = decision.directives.create(
        text="Rendre compte", responsible=place.item.ministry, due_on=DAY
    )
    row = DirectiveFollowUp.objects.create(directive=given, opened_at=clock.now())
    return [row.pk]


def _proof(place: Any) -> list[Any]:
    (pk,) = _directive(place)
    report = DirectiveFollowUp.objects.get(pk=pk).reports.create(
        percent=10, text="Avance", file=_file(place), at=clock.now()
    )
    return [pk, report.pk]


def _meeting(place: Any) -> list[Any]:
    return [place.council.pk]


def _closing(place: Any, who: str) -> dict[str, Any]:
    return {"reason": "Constaté"}


OF_FOLLOW_UP: list[Row] = [
    ("followup:board",),
    ("followup:delays",),
    ("followup:delays-csv",),
    ("followup:act", "get", _act),
    ("followup:comparison", "get", _act),
    ("followup:text", "get", _text),
    ("followup:act-step", "post", lambda p: [*_act(p), "deposer"]),
    ("followup:directive", "get", _directive),
    ("followup:proof", "get", _proof),
    ("followup:directive-step", "post", lambda p: [*_directive(p), "clore"], _closing),
    ("followup:former", "get", _meeting),
    ("followup:open", "post", _meeting),
    ("followup:offer-all", "post", _meeting),
    ("followup:statistics", "get", lambda place: [2026]),
    ("followup:statistics-csv", "get", lambda place: [2026]),
    ("followup:statistics-pdf", "get", lambda place: [2026]),
]
FOLLOWED = "200 200 200 200 404 404 404 404 302"
OF_THE_PAPER = "200 200 200 404 404 404 404 404 302"
OF_THE_TABLE = "200 200 404 404 404 404 404 404 302"
EXPECTED_OF_FOLLOW_UP = {
    "get followup:board": FOLLOWED,
    "get followup:delays": FOLLOWED,
    "get followup:delays-csv": FOLLOWED,
    "get followup:act": OF_THE_PAPER,
    "get followup:comparison": OF_THE_PAPER,
    "get followup:text": OF_THE_PAPER,
    # No file comes with it.
    "post followup:act-step": "403 403 422 404 404 404 404 404 302",
    "get followup:directive": OF_THE_PAPER,
    "get followup:proof": OF_THE_PAPER,
    "post followup:directive-step": "403 302 403 404 404 404 404 404 302",
    "get followup:former": OF_THE_TABLE,
    # The council of the test is open.
    "post followup:open": "403 409 404 404 404 404 404 404 302",
    "post followup:offer-all": "403 302 404 404 404 404 404 404 302",
    "get followup:statistics": OF_THE_TABLE,
    "get followup:statistics-csv": OF_THE_TABLE,
    "get followup:statistics-pdf": OF_THE_TABLE,
}
