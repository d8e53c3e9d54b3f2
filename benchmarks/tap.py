"""From the tap to the last tablet: the whole act, by its POST, and everybody's screen.

Middleware, sign-in, policy, journal, commit and render are all in it, for a mark and for
« appeler le point », before 60, 200 and 1,000 tablets that also say their cursors.
"""

import argparse
import statistics

from benchmarks.machine import booked
from benchmarks.peers.room import STOCK_ROOM
from benchmarks.product import Product
from benchmarks.rounds import check, interleaved, running
from benchmarks.setting import Held, Setting, setting_of
from benchmarks.timing import percentile
from benchmarks.verdict import Column, Outcome

COLUMNS = [
    Column("mark_ms", "marque, ms"),
    Column("mark_p99_ms", "99 sur 100"),
    Column("call_ms", "appel, ms"),
    Column("call_p99_ms", "99 sur 100"),
    Column("answer_ms", "réponse, ms"),
    Column("cpu_ms", "cpu, ms/acte"),
]
ROOMS = (60, 200, 1000)
GOALS = {"sqlite": (8.0, 12.0, 25.0), "full": (12.0, 16.0, 30.0)}
ACK = 500  # milliseconds after which a tablet says what it has, as the page does


def run(name: str, asked: argparse.Namespace, held: Held = None) -> Outcome:
    """Measure the product, and the same views on stock Channels, before each room."""
    outcome = Outcome(name, COLUMNS, vars(asked).copy(), is_small=asked.small)
    rooms = [size for size in ROOMS if size <= asked.tablets] or [asked.tablets]
    with setting_of(asked, outcome, held) as setting:
        stock = setting.stock_room()
        with running(stock):
            interleaved(
                [*setting.products, *stock],
                asked.rounds,
                lambda subject: _visit(subject, setting, outcome, asked, rooms),
            )
        if not outcome.flaws:
            _judge(outcome, setting.products[0].label, rooms)
    return outcome


def _visit(
    subject: Product,
    setting: Setting,
    outcome: Outcome,
    asked: argparse.Namespace,
    rooms: list[int],
) -> None:
    for size in rooms:
        _in_room(subject, setting, outcome, asked.acts, size)


def _in_room(
    subject: Product, setting: Setting, outcome: Outcome, acts: int, size: int
) -> None:
    council, options = subject.council, ("--ack", str(ACK))
    with setting.crowd(subject, size, *options) as crowd:
        check(outcome, subject, crowd.open(size, cursor=subject.cursor()))
        # An even number of calls leaves the first item called, on which marks are given.
        calls = acts + acts % 2
        crowd.load(
            [council.next_mark() for _ in range(acts)]
            + [council.next_call() for _ in range(calls)]
        )
        crowd.rest(100 if outcome.is_small else 1000)
        with booked(subject.pids, [*subject.beside, crowd.pid]) as book:
            marks, turns = crowd.fire(acts), crowd.fire(calls)
    for told in (marks, turns):
        check(outcome, subject, told)
    outcome.foreign.append(book.foreign)
    outcome.note(
        _label(subject.label, size),
        mark_ms=statistics.median(marks["lasts_ms"] or [0]),
        mark_p99_ms=percentile(marks["lasts_ms"] or [0], 99),
        call_ms=statistics.median(turns["lasts_ms"] or [0]),
        call_p99_ms=percentile(turns["lasts_ms"] or [0], 99),
        answer_ms=statistics.median([*marks["answers_ms"], *turns["answers_ms"]]),
        cpu_ms=1000 * book.server / (acts + calls),
    )


def _label(subject: str, size: int) -> str:
    return f"{subject}, {size} tablettes"


def _judge(outcome: Outcome, product: str, rooms: list[int]) -> None:
    most = dict(zip(ROOMS, GOALS[outcome.options["on"]], strict=True))
    for size in rooms:
        ours, stock = _label(product, size), _label(STOCK_ROOM, size)
        for act, words in (("mark_ms", "marque"), ("call_ms", "appel")):
            value = outcome.median(ours, act)
            if size in most:
                words_of_goal = f"{words} devant {size} tablettes, en ms"
                outcome.aim(words_of_goal, value, most[size])
            if size >= 200 and stock in outcome.figures:
                share = value / outcome.median(stock, act)
                outcome.aim(f"{words} : un huitième d'origine à {size}", share, 1 / 8)
