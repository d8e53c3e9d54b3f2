"""The requests for late lodging as the desk reads them: each with its form."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import QuerySet

from ecm.dossiers.desk.forms_acts import LateAnswerForm
from ecm.dossiers.models import LateRequest
from ecm.people.names import Names

LAST_ANSWERED = 20


@dataclass(frozen=True)
class Asked:
    """One request, the name of its ministry, and the form of its answer."""

    request: LateRequest
    ministry: str
    form: LateAnswerForm


@dataclass
class Lateness:
    """The page of late requests; `typed` is the form of request `answering`, refused."""

    waiting: "QuerySet[LateRequest]"
    requests: "QuerySet[LateRequest]"
    now: datetime
    answering: int | None = None
    typed: LateAnswerForm | None = None

    @cached_property
    def names(self) -> Names:
        return Names()

    @cached_property
    def pending(self) -> list[Asked]:
        """Those that await an answer, the nearest council first."""
        return list(self._read(self.waiting.order_by("council_day", "asked_at")))

    @cached_property
    def answered(self) -> list[Asked]:
        """The last ones that were answered, the latest first."""
        rows = self.requests.exclude(granted=None).order_by("-answered_at")
        return list(self._read(rows[:LAST_ANSWERED]))

    def _read(self, rows: "QuerySet[LateRequest]") -> Iterator[Asked]:
        for request in rows:
            dossier = request.dossier
            ministry = self.names.short(dossier.ministry_id, self.now.date())
            yield Asked(request, ministry, self._form(request))

    def _form(self, request: LateRequest) -> LateAnswerForm:
        if self.typed is not None and request.pk == self.answering:
            return self.typed
        return LateAnswerForm(auto_id=f"late-{request.pk}-%s")
