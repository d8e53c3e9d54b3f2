"""The rows that the addresses of notices name."""

from typing import Any

from ecm.notices.actions import notify
from ecm.notices.models import Notice


def a_notice(place: Any) -> list[int]:
    """Tell the minister something, so that there is a notice which only he may read."""
    minister = place.council.cast.minister.person_id
    notify([minister], "observation.made", url="/seances/")
    return [Notice.objects.latest("pk").pk]
