"""The week as it is shipped; what somebody has set is never touched."""

from typing import Any

from django.apps import apps as installed

from ecm.domain.calendar import MILESTONES, NINE, THURSDAY


def install_defaults(apps: Any = installed) -> None:
    """Write the shipped week where it is missing; doing it again changes nothing.

    `apps` is the registry of a migration, whose tables may be older than our models.
    """
    weeks = apps.get_model("calendar", "Week").objects
    weeks.get_or_create(pk=1, defaults={"weekday": THURSDAY, "hour": NINE})
    milestones = apps.get_model("calendar", "Milestone").objects
    for milestone in MILESTONES:
        shipped = {
            "label": milestone.label,
            "days_before": milestone.days_before,
            "at": milestone.at,
        }
        milestones.get_or_create(code=milestone.code, defaults=shipped)
