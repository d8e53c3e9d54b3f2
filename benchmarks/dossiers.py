"""The pages of lists with 10,000 dossiers: server time, in process, and number of queries.

The goal: 99 of 100 requests under 150 ms, and as many queries with ten times the files.
"""

import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import timing
from benchmarks.files import Spread, load_files
from benchmarks.government import Government, load_government
from benchmarks.hangings import hang
from ecm import clock
from ecm.dossiers.models import Dossier
from ecm.people.models import User

GOAL = 150.0  # milliseconds
BACKEND = "django.contrib.auth.backends.ModelBackend"
Page = Callable[[], Any]


def fill(government: Government, count: int) -> None:
    """Write `count` more dossiers with what hangs on them."""
    spread = Spread(government, clock.now())
    hang(spread, load_files(spread, count))


def pages(government: Government) -> dict[str, Page]:
    """Return what is timed, each under its name: one call is one request."""
    officer, chief = _browser(government.officers[0]), _browser(government.chiefs[5])
    chosen = Dossier.objects.filter(state="lodged", is_confidential=False)
    ticked = [str(pk) for pk in chosen.values_list("pk", flat=True)[:20]]
    return {
        "the week": partial(officer, "/secretariat/"),
        "the week, searched": partial(officer, "/secretariat/", q="budget"),
        "what past councils left": partial(officer, "/secretariat/", conseil="restes"),
        "registering twenty, before": partial(
            officer, "/secretariat/lot/", acte="enregistrer", d=ticked
        ),
        "entry book": partial(officer, "/secretariat/registre/"),
        "yearbook of returns": partial(officer, "/secretariat/retours/"),
        "late requests": partial(officer, "/secretariat/hors-delai/"),
        "a ministry's files": partial(chief, "/dossiers/"),
        "a ministry's files, searched": partial(chief, "/dossiers/", q="budget"),
        "all files, searched": partial(officer, "/dossiers/", q="budget"),
    }


def _browser(user: User) -> Callable[..., Any]:
    client = Client()
    client.force_login(user, backend=BACKEND)

    def ask(url: str, **parameters: Any) -> Any:
        answer = client.get(url, parameters)
        assert answer.status_code == 200, f"{url}: {answer.status_code}"
        return answer

    return ask


def queries_of(page: Page) -> int:
    """Return how many queries one request makes, once warm."""
    page()
    with CaptureQueriesContext(connection) as captured:
        page()
    return len(captured)


def run(files: int, rounds: int) -> timing.Result:
    """Load a tenth of the files, then the others; count, then time."""
    government = load_government()
    fill(government, files // 10)
    before = {name: queries_of(page) for name, page in pages(government).items()}
    fill(government, files - files // 10)
    asked = pages(government)
    after = {name: queries_of(page) for name, page in asked.items()}
    taken = timing.measured(asked, rounds)
    return timing.Result(
        measures=[
            timing.Measure(
                name,
                queries=after[name],
                queries_before=before[name],
                times=timing.by_clock(taken[name]),
                cpu=timing.of_processor(taken[name]),
            )
            for name in asked
        ],
        goal=GOAL,
        steadiness=timing.steadiness(timing.by_clock(taken[timing.FIXED])),
    )


def main() -> int:
    """Migrate the private database, run, and print the table and its JSON."""
    files, rounds = int(sys.argv[1]), int(sys.argv[2])
    call_command("migrate", verbosity=0)
    result = run(files, rounds)
    title = f"{files} dossiers on {connection.vendor}, {rounds} rounds"
    sys.stdout.write(f"{title}\n{timing.table(result)}\n{timing.as_json(result)}\n")
    return 0 if result.is_met or result.is_noisy else 1


if __name__ == "__main__":
    sys.exit(main())
