"""Past councils of the demonstration: what their communiqués told the press, imported.

Nothing was added to what was known of them.
"""

import hashlib
from collections.abc import Callable

from ecm.archive.actions import import_council
from ecm.archive.council_file import read_council
from ecm.demo.loading import DAY
from ecm.demo.words import COMMUNIQUES
from ecm.publication.desk.handing import hand_over_edition
from ecm.publication.editions import edition_of_decisions


def load_past(*, say: Callable[[str], None]) -> int:
    """Take in the past councils and publish them; return how many there are.

    Run again, it changes nothing.
    """
    files = sorted(COMMUNIQUES.glob("bf-*.json"))
    files = [file for file in files if file.stem < f"bf-{DAY}"]
    for file in files:
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        meeting = import_council(read_council(file), digest=digest)
        hand_over_edition(edition_of_decisions(meeting))
    say(f"Conseils passés / past councils : {len(files)}")
    return len(files)
