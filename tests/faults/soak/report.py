"""What a run did, as lines to read; the verdict comes first."""

import statistics
from collections import Counter
from dataclasses import dataclass, field

from tests.faults.soak.asked import Asked
from tests.faults.soak.network import Network
from tests.faults.soak.sitting import Sitting
from tests.record import Held


@dataclass
class Told:
    """The figures of one run that ended well."""

    asked: Asked
    seated_in: float
    held_for: float
    level_in: float
    seq: int
    faults: Counter[str] = field(default_factory=Counter)
    missing: list[str] = field(default_factory=list)


def told(run: Told, sitting: Sitting, network: Network, after: Held) -> list[str]:
    """Return the report of a run in which nothing was lost."""
    tablets = sitting.crowd.all
    sent = [done for tablet in tablets for done in tablet.ledger]
    waits = sorted(done.seconds for done in sent)
    frames = sum(len(tablet.frames) for tablet in tablets)
    again = sum(max(0, tablet.connections - 1) for tablet in tablets)
    befell = ", ".join(f"{name} × {n}" for name, n in sorted(run.faults.items()))
    lines = [
        f"{run.asked.kind} : rien de perdu, rien d'appliqué deux fois / nothing lost,"
        " nothing applied twice",
        f"  {run.asked.command}",
        f"  {len(tablets)} tablettes, {run.held_for:.0f} s de séance, toutes au numéro"
        f" {run.seq} en {run.level_in:.1f} s ; {len(after['entries'])} entrées, chaîne"
        " intacte, journal et tables d'accord",
        f"  {sum(run.faults.values())} pannes : {befell}",
        f"  {len(sent)} commandes confirmées, {sum(d.tries > 1 for d in sent)} renvoyées"
        f" avant leur réponse, {network.resent} rejouées après ; de l'envoi à la réponse :"
        f" médiane {statistics.median(waits):.2f} s, pire {waits[-1]:.1f} s",
        f"  {len(sitting.decisions)} décisions, {len(sitting.marks)} positions,"
        f" {sitting.ballots} votes ({len(sitting.votes)} voix), {len(sitting.keystrokes)}"
        f" saisies, {len(sitting.proposed)} textes concurrents gardés",
        f"  {sitting.too_late} gestes refusés parce que le président était passé à la"
        f" suite ; {sitting.stale} commandes d'une conduite périmée, toutes refusées",
        f"  {frames} trames reçues, {again} reconnexions, {network.frozen} tablettes"
        f" figées, {network.flooded} bavardes ; assises en {run.seated_in:.0f} s",
    ]
    if run.missing:
        lines.append(f"  pas venues dans ce temps : {', '.join(run.missing)}")
    return lines
