"""One tablet in ten stops reading: what that does to the others, and how it comes back."""

import argparse

from benchmarks.load.generator import Generator
from benchmarks.machine import booked, resident
from benchmarks.product import Product
from benchmarks.rounds import check, interleaved
from benchmarks.setting import Held, Setting, setting_of
from benchmarks.timing import percentile
from benchmarks.verdict import Column, Outcome

COLUMNS = [
    Column("calm_ms", "99/100, aucune", 1),
    Column("stuck_ms", "99/100, avec", 1),
    Column("ratio", "rapport", 2),
    Column("kb", "ko/bloquée", 0),
    Column("dropped", "congédiées", 0),
]
SHARE = 10  # one tablet in so many


def run(name: str, asked: argparse.Namespace, held: Held = None) -> Outcome:
    """Measure the product alone: what its peers do with the stuck, they say nowhere."""
    outcome = Outcome(name, COLUMNS, vars(asked).copy(), is_small=asked.small)
    with setting_of(asked, outcome, held) as setting:
        interleaved(
            setting.products,
            asked.rounds,
            lambda product: _visit(product, setting, outcome, asked),
        )
        if not outcome.flaws:
            for product in setting.products:
                _judge(outcome, product.label)
    return outcome


def _visit(
    product: Product, setting: Setting, outcome: Outcome, asked: argparse.Namespace
) -> None:
    tablets, stuck = asked.tablets, max(1, asked.tablets // SHARE)
    with setting.crowd(product, tablets, "--returns") as crowd:
        crowd.load(product.acts(2 * asked.acts))
        check(outcome, product, crowd.open(tablets, cursor=product.cursor()))
        with booked(product.pids, [*product.beside, crowd.pid]) as book:
            calm = crowd.fire(asked.acts)
            before = resident(product.pids[0])
            crowd.order("stall", stuck)
            bad = crowd.fire(asked.acts)
            held = resident(product.pids[0]) - before
        woken = _wake(product, crowd, outcome, tablets)
    for told in (calm, bad):
        check(outcome, product, told)
    outcome.foreign.append(book.foreign)
    calm_ms = percentile(calm["lasts_ms"] or [0], 99)
    stuck_ms = percentile(bad["lasts_ms"] or [0], 99)
    outcome.note(
        product.label,
        calm_ms=calm_ms,
        stuck_ms=stuck_ms,
        ratio=stuck_ms / calm_ms,
        kb=max(0, held) / 1000 / stuck,
        dropped=woken["closed"],
    )


def _wake(
    product: Product, crowd: Generator, outcome: Outcome, tablets: int
) -> dict[str, float]:
    """Have the stuck read again; every one must have the present state, none a bad byte."""
    woken = crowd.order("wake")
    if woken["level"] < tablets:
        missing = tablets - woken["level"]
        outcome.flaws.append(f"{product.label} : {missing} bloquées jamais à niveau")
    if woken["bad"]:
        outcome.flaws.append(f"{product.label} : {woken['bad']} trames abîmées")
    return woken


def _judge(outcome: Outcome, product: str) -> None:
    ratio = outcome.median(product, "ratio")
    outcome.aim(f"{product} : les autres, au plus 1,3 fois", ratio, 1.3)
    kb = outcome.median(product, "kb")
    outcome.aim(f"{product} : ko par tablette bloquée", kb, 256)
