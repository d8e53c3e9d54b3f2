"""What the workers know of each other; the tasks themselves are django-tasks-db's rows."""

from django.db import models


class Beat(models.Model):
    """How often a worker has shown, during its present task, that it is alive.

    A count and no time: who watches measures with his own clock, so that a clock that
    jumps declares nobody dead.
    """

    worker_id = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.worker_id} : {self.count}"


class Tick(models.Model):
    """When the work of each minute was last begun, by whichever worker; one row."""

    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="there_is_one_tick"),
        ]

    def __str__(self) -> str:
        return str(self.at)
