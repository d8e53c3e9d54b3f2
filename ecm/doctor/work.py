"""The work behind the pages: migrations, the worker, the minute, what waits to be published."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from ecm import clock
from ecm.doctor.findings import Finding, doubt, fault, graver, well
from ecm.domain.publishing import CommuniqueState
from ecm.publication.models import Communique
from ecm.worker.models import Tick

LATE = timedelta(minutes=3)
DAY = timedelta(days=1)


def examine() -> Iterator[Finding]:
    """Look at the rows that the workers leave."""
    missing = missing_migrations()
    yield of_migrations(missing)
    if missing:
        return  # the rows below may have no table yet
    now = timezone.now()
    last = Tick.objects.filter(pk=1).first()
    yield of_minute(last.at if last else None, now)
    yield of_queue(_waiting_since(now), now)
    failed = DBTaskResult.objects.failed().filter(finished_at__gte=now - DAY)
    yield from of_failures(failed.count())
    overdue = Communique.objects.filter(
        state=CommuniqueState.SIGNED, embargo_until__lt=clock.now() - LATE
    )
    yield of_embargoes(overdue.count())


def missing_migrations() -> list[str]:
    """Return the migrations that the database has not had."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def of_migrations(missing: list[str]) -> Finding:
    if not missing:
        return well("work.migrations", "La base est à jour.")
    return fault(
        "work.migrations",
        f"{len(missing)} mises à jour manquent à la base, d'abord {missing[0]}.",
        "ecm migrate",
    )


def of_minute(last: datetime | None, now: datetime) -> Finding:
    """Judge whether a worker lives, by the work that one of them does each minute."""
    remedy = (
        "Relancez ecm serve."
        if settings.WORKER == "embedded"
        else "systemctl start ecm-worker"
    )
    if last is None:
        sentence = "Aucun exécutant n'a encore travaillé."
        return graver("work.minute", settings.PRODUCTION, sentence, remedy)
    if last > now + LATE:
        return doubt(
            "work.minute",
            "Le dernier travail de la minute est daté de l'avenir : l'horloge a reculé.",
            "Mettez la machine à l'heure : timedatectl set-ntp true.",
        )
    late = now - last
    if late <= LATE:
        return well("work.minute", "Un exécutant fait le travail de chaque minute.")
    return fault(
        "work.minute",
        f"Rien n'a été fait depuis {int(late.total_seconds() // 60)} minutes : ni courriel,"
        " ni publication à l'heure.",
        remedy,
    )


def _waiting_since(now: datetime) -> datetime | None:
    """Return since when the oldest task could have been run."""
    ready = DBTaskResult.objects.ready().values_list("enqueued_at", "run_after")
    # One that waits for no hour of its own is dated at the end of time.
    since = [max(asked, after) if after <= now else asked for asked, after in ready]
    return min(since, default=None)


def of_queue(first: datetime | None, now: datetime) -> Finding:
    """Judge for how long the oldest task has waited."""
    if first is None or now - first <= LATE:
        return well("work.queue", "Aucune tâche n'attend.")
    return fault(
        "work.queue",
        f"Une tâche attend depuis {int((now - first).total_seconds() // 60)} minutes.",
        "Un exécutant suffit-il ? journalctl -u ecm-worker",
    )


def of_failures(count: int) -> Iterator[Finding]:
    if count:
        yield doubt(
            "work.failures",
            f"{count} tâches ont échoué depuis un jour.",
            "L'administration les montre, avec leur erreur.",
        )


def of_embargoes(count: int) -> Finding:
    if not count:
        return well("work.embargo", "Aucune publication n'est en retard.")
    return fault(
        "work.embargo",
        f"{count} comptes rendus signés devraient être publiés et ne le sont pas.",
        "Relancez l'exécutant ; sinon publiez à la main, au bureau du compte rendu.",
    )
