"""Runs the background tasks in a process of its own, until it is told to stop."""

import signal
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from ecm.worker.runner import Runner

STOP = (signal.SIGTERM, signal.SIGINT)


class Command(BaseCommand):
    help = "Exécute les tâches de fond. / Run the background tasks."

    def handle(self, *args: Any, **options: Any) -> None:
        runner = Runner()

        def stop(number: int, frame: FrameType | None) -> None:
            runner.stop()
            # Asked twice, the process ends at once; its task is resumed by another.
            for each in STOP:
                signal.signal(each, signal.SIG_DFL)

        for each in STOP:
            signal.signal(each, stop)
        runner.run()
