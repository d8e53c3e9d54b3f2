"""Runs all subjects in turn, round after round, so that what befalls one befalls all."""

import random
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

from benchmarks.load.building import Programs
from benchmarks.load.generator import Generator
from benchmarks.machine import SERVER_CORE, on_core
from benchmarks.subject import Subject
from benchmarks.verdict import Outcome

S = TypeVar("S", bound=Subject)


class Named(Protocol):
    """Whatever has a line in the table."""

    @property
    def label(self) -> str: ...


def say(words: str) -> None:
    """Tell who waits how far it is."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


@contextmanager
def running(subjects: Iterable[Subject]) -> Iterator[None]:
    """Run the peers on the server's core."""
    with ExitStack() as end:
        for subject in subjects:
            end.callback(subject.down)
            with on_core(SERVER_CORE):
                subject.up()
        yield


def interleaved(
    subjects: Sequence[S], rounds: int, visit: Callable[[S], None], *, seed: int = 1
) -> None:
    """Visit every subject once a round, each round in another order."""
    chance = random.Random(seed)
    for number in range(rounds):
        for subject in chance.sample(subjects, len(subjects)):
            say(f"tour {number + 1}/{rounds} : {subject.label}")
            visit(subject)


def generator_for(
    subject: Subject, programs: Programs, folder: Path, count: int, *options: str
) -> Generator:
    """Return a generator of `count` tablets before a subject."""
    return Generator(
        programs.wsload,
        folder,
        port=subject.port,
        acts_port=subject.acts_port,
        seats=subject.seats(count),
        options=[*subject.options, *options],
    )


FAULTS = {
    "bad": "trames abîmées ou différentes",
    "refused": "tablettes refusées",
    "closed": "tablettes coupées",
    "failed": "actes sans effet",
}


def check(outcome: Outcome, subject: Named, answer: dict[str, float]) -> None:
    """Note as a flaw whatever did not arrive whole: a fast server that errs is not fast."""
    for key, words in FAULTS.items():
        if answer.get(key):
            outcome.flaws.append(f"{subject.label} : {answer[key]:g} {words}")
