"""One compressed frame for all, and what it does on a line of 64 kbit/s and 600 ms.

Our uvicorn with and without `ECM_COMPRESS_FRAMES`: what a message to a full room costs each
of them and how long it is; then one tablet of each audience behind such a line, until the
last of them has its state, and has a change.
"""

import argparse
import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.fanout import AUDIENCES, delivered, price
from benchmarks.load.generator import Generator
from benchmarks.product import Product, compressing
from benchmarks.rounds import check, interleaved, running
from benchmarks.setting import Held, Setting, setting_of
from benchmarks.verdict import Column, Outcome
from tests.line import Line
from tests.servers import HOST

COLUMNS = [
    Column("cpu_us", "µs/message", 2),
    Column("act_ms", "acte, ms cpu", 2),
    Column("bytes", "octets/message", 0),
    Column("state_ms", "état, ms", 0),
    Column("change_ms", "changement au pire, ms", 0),
]
RATE = 8_000  # octets a second: 64 kbit/s, for each tablet
UNDER_WAY = 0.3  # seconds each way: 600 ms there and back
OLD = 1  # the cursor of a tablet that has seen nothing yet
FEWEST = 4  # changes on the slow line


def run(name: str, asked: argparse.Namespace, held: Held = None) -> Outcome:
    """Measure the product plain and compressing, on the loop and on the slow line."""
    outcome = Outcome(name, COLUMNS, vars(asked).copy(), is_small=asked.small)
    with setting_of(asked, outcome, held) as setting:
        packed = compressing(setting.products)
        if not packed:
            outcome.left_out.append("la compression : elle demande uvicorn")
        with running(packed):
            products = [setting.products[0], *packed]
            interleaved(
                products,
                asked.rounds,
                lambda product: _visit(product, setting, outcome, asked),
            )
        if packed and not outcome.flaws:
            _judge(outcome, *(product.label for product in products))
    return outcome


def _visit(
    product: Product, setting: Setting, outcome: Outcome, asked: argparse.Namespace
) -> None:
    few, many, told = delivered(product, setting, outcome, asked)
    if bool(product.options) != bool(told["packed"]):
        outcome.flaws.append(f"{product.label} : {told['packed']:g} trames comprimées")
    with _slow_line(product) as port:
        state_ms, change_ms = _reached(product, port, setting, outcome, asked.acts)
    outcome.note(
        product.label,
        cpu_us=price(few, many),
        act_ms=1e3 * few.cpu,
        bytes=told["bytes"] / max(1, told["messages"]),
        state_ms=state_ms,
        change_ms=change_ms,
    )


def _reached(
    product: Product, port: int, setting: Setting, outcome: Outcome, acts: int
) -> tuple[float, float]:
    """Return when the last tablet on the line had its state, and the slowest change."""
    changes = max(FEWEST, acts // 4)
    with Generator(
        *(setting.programs.wsload, setting.folder),
        port=port,
        acts_port=product.acts_port,
        seats=product.seats(AUDIENCES),
        options=product.options,
    ) as crowd:
        opened = crowd.open(AUDIENCES, cursor=OLD, until=product.cursor())
        crowd.load(product.acts(changes))
        told = crowd.fire(changes)
    for answer in (opened, told):
        check(outcome, product, answer)
    return opened["wall_ms"], max(told["lasts_ms"], default=0.0)


@contextmanager
def _slow_line(product: Product) -> Iterator[int]:
    """Lay a slow line to a server, and return the port at its near end."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    line = Line(f"http://{HOST}:{product.port}")
    line.rate, line.delay = RATE, UNDER_WAY
    try:
        asyncio.run_coroutine_threadsafe(line.__aenter__(), loop).result()
        yield int(line.base_url.rpartition(":")[2])
        end = line.__aexit__(None, None, None)
        asyncio.run_coroutine_threadsafe(end, loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def _judge(outcome: Outcome, plain: str, packed: str) -> None:
    for key, words in (("cpu_us", "un message"), ("act_ms", "l'acte")):
        ratio = outcome.median(packed, key) / outcome.median(plain, key)
        outcome.aim(f"{words} : au plus 1,3 fois le prix sans compression", ratio, 1.3)
    share = outcome.median(packed, "bytes") / outcome.median(plain, "bytes")
    outcome.aim("octets, au plus 35 % de ceux sans compression", share, 0.35)
    change = outcome.median(packed, "change_ms")
    outcome.aim("un changement sur la tablette, en ms", change, 3000)
