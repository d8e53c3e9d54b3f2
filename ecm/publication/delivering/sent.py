"""What was sent of each version, counted, with what did not leave."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ecm.domain.communique.languages import LANGUAGES
from ecm.publication.models import CommuniqueVersion, Delivery, DeliveryState


@dataclass(frozen=True)
class Sent:
    """A version on its way to the press."""

    pk: int
    label: str
    counts: Counter[str]
    failures: list[Delivery]

    @property
    def total(self) -> int:
        return self.counts.total() - self.counts[DeliveryState.DROPPED]

    @property
    def sent(self) -> int:
        return self.counts[DeliveryState.SENT]

    @property
    def waiting(self) -> int:
        return self.counts[DeliveryState.WAITING] + self.counts[DeliveryState.SENDING]


def sent_versions(versions: Iterable[CommuniqueVersion]) -> list[Sent]:
    """Return the versions with their counts and failures, in one query for all mails."""
    shown = list(versions)
    rows = Delivery.objects.filter(version__in=shown).select_related("recipient")
    found: dict[int, list[Delivery]] = {version.pk: [] for version in shown}
    for delivery in rows.order_by("recipient__name"):
        found[delivery.version_id].append(delivery)
    return [_sent(version, found[version.pk]) for version in shown]


def _sent(version: CommuniqueVersion, rows: list[Delivery]) -> Sent:
    label = _("%(reference)s, version %(version)s, %(language)s") % {
        "reference": version.communique.meeting.reference,
        "version": version.number,
        "language": _(LANGUAGES[version.language].name),
    }
    failures = [row for row in rows if row.state == DeliveryState.FAILED]
    return Sent(version.pk, label, Counter(row.state for row in rows), failures)
