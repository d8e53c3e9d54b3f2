"""A whole room comes back at once, each tablet with an old cursor: until the last is level.

Each gets the whole state of its audience. The C loop sends as many bytes with the
handshake; the same views on stock Channels authenticate as usual and keep their state.
"""

import argparse
from collections.abc import Sequence

from benchmarks.machine import booked
from benchmarks.peers.room import STOCK_ROOM
from benchmarks.product import Product
from benchmarks.rounds import check, interleaved, running
from benchmarks.setting import Held, Setting, setting_of
from benchmarks.subject import Limit
from benchmarks.verdict import Column, Outcome

COLUMNS = [
    Column("last_ms", "dernière, ms", 0),
    Column("cpu_us", "µs/tablette", 0),
    Column("bytes", "octets", 0),
    Column("load", "charge, cœur", 2),
]
OLD = 1  # the cursor with which they come back


def run(name: str, asked: argparse.Namespace, held: Held = None) -> Outcome:
    """Measure the product, the same views on stock Channels, and the C loop."""
    outcome = Outcome(name, COLUMNS, vars(asked).copy(), is_small=asked.small)
    with setting_of(asked, outcome, held) as setting:
        stock = setting.stock_room()
        with running(stock):
            limit = setting.storm_limit(_rehearse([*setting.products, *stock], setting))
            with running([limit]):
                interleaved(
                    [*setting.products, *stock, limit],
                    asked.rounds,
                    lambda subject: _visit(subject, setting, outcome, asked.tablets),
                )
        if not outcome.flaws:
            _judge(outcome, setting.products[0].label)
    return outcome


def _rehearse(products: Sequence[Product], setting: Setting) -> int:
    """Warm up, and return how long a state is."""
    size = 0
    for product in products:
        with setting.crowd(product, 8) as crowd:
            told = crowd.open(8, cursor=OLD, until=product.cursor())
        size = round(told["bytes"] / 8)
    return size


def _visit(
    subject: Product | Limit, setting: Setting, outcome: Outcome, tablets: int
) -> None:
    until = subject.cursor() if isinstance(subject, Product) else 1
    cursor = OLD if isinstance(subject, Product) else 0
    with setting.crowd(subject, tablets) as crowd:
        with booked(subject.pids, [*subject.beside, crowd.pid]) as book:
            told = crowd.open(tablets, at_once=0, cursor=cursor, until=until)
        check(outcome, subject, told)
        if told["level"] < tablets:
            outcome.flaws.append(f"{subject.label} : {told['level']} à niveau")
    outcome.foreign.append(book.foreign)
    outcome.note(
        subject.label,
        last_ms=told["wall_ms"],
        cpu_us=1e6 * book.server / tablets,
        bytes=told["bytes"] / tablets,
        load=told["work_ms"] / told["wall_ms"],
    )


def _judge(outcome: Outcome, product: str) -> None:
    last = outcome.median(product, "last_ms")
    outcome.aim("la dernière à niveau, en ms", last, 600)
    if STOCK_ROOM in outcome.figures:
        share = last / outcome.median(STOCK_ROOM, "last_ms")
        outcome.aim("un cinquième de Channels d'origine", share, 1 / 5)
