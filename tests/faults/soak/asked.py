"""What a run of the laboratory was asked, and the command that asks it again."""

from dataclasses import dataclass, field

from tests.stack import Kind

FEWEST = 8  # tablets: the chair, two secretaries, the Prime Minister and four members
ON: dict[str, list[Kind]] = {
    "sqlite": ["sqlite"],
    "full": ["full"],
    "both": ["sqlite", "full"],
}


@dataclass(frozen=True)
class Asked:
    """One run on one stack; the seed fixes the faults, their hours and their victims."""

    kind: Kind
    seed: int
    seconds: float = 600.0
    tablets: int = 60
    faults: tuple[str, ...] = field(default=())  # only these; empty for all

    @property
    def command(self) -> str:
        """Return the command that replays this run."""
        words = [f"ecm soak --on {self.kind} --seed {self.seed}"]
        words += [f"--seconds {self.seconds:g} --tablets {self.tablets}"]
        return " ".join([*words, *(f"--fault {name}" for name in self.faults)])
