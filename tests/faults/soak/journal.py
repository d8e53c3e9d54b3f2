"""What the application itself says of its journal and its rows, asked from outside."""

import json
from typing import Any

from tests.faults.oracle import Lost, losses
from tests.faults.soak.sitting import Sitting
from tests.record import Held, held, refuse_broken_chain
from tests.stack import Stack

ASK = """
import json
from tests.faults.soak import folding
print(json.dumps({call}, default=str))
"""


def beginning(stack: Stack, meeting: int) -> dict[str, Any]:
    """Ask how the council stands before it begins."""
    return dict(_ask(stack, f"folding.beginning({meeting})"))


def refuse_faults(stack: Stack, sitting: Sitting, began: dict[str, Any]) -> Held:
    """Return the rows; raise Lost with a sentence for each thing that is wrong."""
    after = held(stack)
    meeting = after["meeting"]
    found = list(losses(sitting.crowd, sitting, after))
    found += _ask(stack, f"folding.differences({meeting}, {began!r})")
    cast = {(b, s): c for b, s, c in _ask(stack, f"folding.votes({meeting})")}
    found += [
        f"vote {key}: {choice!r} was confirmed, {cast.get(key)!r} is there"
        for key, choice in sitting.votes.items()
        if cast.get(key) != choice
    ]
    if found:
        raise Lost("\n".join(found))
    refuse_broken_chain(stack, after)
    return after


def _ask(stack: Stack, call: str) -> Any:
    given = ASK.format(call=call)
    told = stack.manage("shell", "--verbosity=0", "--no-imports", given=given)
    return json.loads(told.splitlines()[-1])
