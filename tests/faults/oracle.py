"""What a council must have kept, whatever befell it: each ledger against the rows.

It answers in sentences, one for each thing that is wrong, so that a run outside pytest
says as much as one inside.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.faults.council import Council
from tests.faults.crowd import Crowd
from tests.record import Held


class Lost(Exception):
    """Something that was confirmed is not there, or is there twice."""


def refuse_losses(crowd: Crowd, council: Council, after: Held) -> None:
    """Raise Lost with a sentence for each thing that is wrong."""
    found = list(losses(crowd, council, after))
    if found:
        raise Lost("\n".join(found))


def losses(crowd: Crowd, council: Council, after: Held) -> Iterator[str]:
    """Yield what is wrong with the keys, the decisions, the marks and the minutes."""
    yield from _keys(crowd, after)
    decisions = {int(item): d["text"] for item, d in after["decisions"].items()}
    yield from _differ("decision of item", council.decisions, decisions, exactly=True)
    decided = after.verbs["item.decided"]
    if decided != len(council.decisions):
        yield f"{decided} decisions in the journal, {len(council.decisions)} confirmed"
    marks = {
        (m["round__item_id"], m["seat_id"]): (m["value"], m["comment"])
        for m in after["marks"]
    }
    yield from _differ("mark (item, seat)", council.marks, marks)
    written = {(r["block__uid"], r["version"]): r["text"] for r in after["revisions"]}
    yield from _differ("paragraph (uid, version)", council.keystrokes, written)
    proposed = {p["text"] for p in after["proposals"]}
    for text in council.proposed ^ proposed:
        yield f"a second text of a paragraph: {text!r}"


def _keys(crowd: Crowd, after: Held) -> Iterator[str]:
    recorded = Counter(entry["key"] for entry in after["entries"] if entry["key"])
    for tablet in crowd.all:
        for done in tablet.ledger:
            if recorded[done.key] != 1:
                where = f"{tablet.username}: {done.path} {done.fields}"
                yield f"confirmed, {recorded[done.key]} times in the journal: {where}"
    yield from (f"twice in the journal: {k}" for k, n in recorded.items() if n > 1)


def _differ(
    what: str,
    confirmed: dict[Any, Any],
    found: dict[Any, Any],
    *,
    exactly: bool = False,
) -> Iterator[str]:
    if not confirmed:
        yield f"nothing was confirmed: no {what}"
    for key, value in confirmed.items():
        if found.get(key) != value:
            yield f"{what} {key}: {value!r} was confirmed, {found.get(key)!r} is there"
    if exactly:
        yield from (f"{what} {k}: never confirmed" for k in found.keys() - confirmed)
