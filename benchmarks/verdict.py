"""What a benchmark concludes: medians of rounds, their spread, goals, and when it may not."""

import json
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.machine import ALLOWED, description

MOST_FOREIGN = 0.2  # of a core, by strangers: beyond, no verdict
FEWEST_ROUNDS = 5


@dataclass
class Figure:
    """One quantity of one subject, a value a round."""

    rounds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.rounds)

    @property
    def spread(self) -> float:
        """How far the rounds stray: the widest over the median."""
        if not self.median:
            return 0.0
        return (max(self.rounds) - min(self.rounds)) / self.median

    def as_json(self) -> dict[str, Any]:
        return {
            "median": round(self.median, 4),
            "low": round(min(self.rounds), 4),
            "high": round(max(self.rounds), 4),
            "rounds": [round(value, 4) for value in self.rounds],
        }


@dataclass(frozen=True)
class Column:
    """One quantity of the table: its key, what it is called, and its digits."""

    key: str
    name: str
    digits: int = 1


@dataclass(frozen=True)
class Goal:
    """What is meant to be reached, and what was."""

    words: str
    value: float
    most: float

    @property
    def is_met(self) -> bool:
        return self.value <= self.most

    def as_json(self) -> dict[str, Any]:
        value = round(self.value, 4)
        return {
            "goal": self.words,
            "value": value,
            "most": self.most,
            "met": self.is_met,
        }


@dataclass
class Outcome:
    """One run: each subject's figures, the goals, and how busy strangers kept the machine."""

    name: str
    columns: Sequence[Column]
    options: dict[str, Any] = field(default_factory=dict)
    figures: dict[str, dict[str, Figure]] = field(default_factory=dict)
    goals: list[Goal] = field(default_factory=list)
    foreign: list[float] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    flaws: list[str] = field(default_factory=list)
    is_small: bool = False

    def note(self, subject: str, **values: float) -> None:
        """Add a round of a subject."""
        kept = self.figures.setdefault(subject, {})
        for key, value in values.items():
            kept.setdefault(key, Figure()).rounds.append(value)

    def median(self, subject: str, key: str) -> float:
        return self.figures[subject][key].median

    def aim(self, words: str, value: float, most: float) -> None:
        self.goals.append(Goal(words, value, most))

    @property
    def strangers(self) -> float:
        return statistics.median(self.foreign) if self.foreign else 0.0

    @property
    def verdict(self) -> str:
        """Say whether the goals are met, unless nothing may be said."""
        if self.flaws:
            return "FAUX : " + " ; ".join(self.flaws)
        if self.is_small:
            return "essai réduit : il vérifie que tout arrive, et ne conclut pas"
        if len(ALLOWED) < 2:
            return "un seul cœur : le serveur et la charge se gênent, pas de conclusion"
        if self.strangers > MOST_FOREIGN:
            share = f"{100 * self.strangers:.0f} % d'un cœur pris par d'autres"
            return f"machine trop bruyante ({share}) : pas de conclusion"
        if self._rounds < FEWEST_ROUNDS:
            return f"moins de {FEWEST_ROUNDS} tours : pas de conclusion"
        missed = [goal.words for goal in self.goals if not goal.is_met]
        return "BUT MANQUÉ : " + " ; ".join(missed) if missed else "but atteint"

    @property
    def _rounds(self) -> int:
        counts = [len(f.rounds) for s in self.figures.values() for f in s.values()]
        return min(counts, default=0)

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "date": time.strftime("%Y-%m-%d"),
            "machine": description(),
            "options": self.options,
            "columns": {column.key: column.name for column in self.columns},
            "subjects": {
                subject: {key: figure.as_json() for key, figure in kept.items()}
                for subject, kept in self.figures.items()
            },
            "goals": [goal.as_json() for goal in self.goals],
            "foreign": round(self.strangers, 3),
            "left_out": self.left_out,
            "flaws": self.flaws,
            "verdict": self.verdict,
        }

    def write(self, path: str) -> None:
        words = json.dumps(self.as_json(), ensure_ascii=False, indent=1)
        Path(path).write_text(words + "\n", encoding="utf-8")

    def table(self) -> str:
        """Return the outcome as lines to read."""
        width = max([len(subject) for subject in self.figures], default=10) + 2
        names = [column.name for column in self.columns]
        wide = [max(len(name), 12) + 2 for name in names]
        head = " " * width + "".join(
            f"{name:>{w}}" for name, w in zip(names, wide, strict=True)
        )
        lines = [head]
        for subject, kept in self.figures.items():
            cells = [self._cell(kept, column) for column in self.columns]
            lines.append(
                f"{subject:<{width}}"
                + "".join(f"{cell:>{w}}" for cell, w in zip(cells, wide, strict=True))
            )
        lines += [f"sans {words}" for words in self.left_out]
        lines += [
            f"{'atteint' if goal.is_met else 'manqué':>8}  {goal.words} :"
            f" {goal.value:.2f} (au plus {goal.most:g})"
            for goal in self.goals
        ]
        strangers = f"pris par d'autres : {self.strangers:.2f} cœur"
        return "\n".join([*lines, f"{strangers} ; {self.verdict}"])

    def _cell(self, kept: dict[str, Figure], column: Column) -> str:
        figure = kept.get(column.key)
        if figure is None:
            return "–"
        return f"{figure.median:.{column.digits}f} ±{50 * figure.spread:.0f} %"
