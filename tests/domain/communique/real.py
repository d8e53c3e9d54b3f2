"""The real councils of ecm/demo/communiques, as the domain sees them."""

import json
from datetime import date, time
from typing import Any

from ecm.demo.words import COMMUNIQUES
from ecm.domain.communique import (
    Content,
    Facts,
    ItemLine,
    MinistryLines,
    Period,
    parse_acts,
    parse_presided_by,
)
from ecm.domain.kinds import drafts_in, kind_from_text
from ecm.domain.outcomes import POSITIVE, outcome_from_text


def councils(country: str = "*") -> list[dict[str, Any]]:
    paths = sorted(COMMUNIQUES.glob(f"{country}-*.json"))
    return [json.loads(path.read_text("utf-8")) for path in paths]


def council(name: str) -> dict[str, Any]:
    return json.loads((COMMUNIQUES / f"{name}.json").read_text("utf-8"))


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def facts(record: dict[str, Any]) -> Facts:
    sittings = record.get("sittings") or [
        {
            "date": record["date"],
            "start": record["start_time"],
            "end": record["end_time"],
        }
    ]
    periods = tuple(
        Period(date.fromisoformat(s["date"]), _time(s["start"]), _time(s["end"]))
        for s in sittings
    )
    return Facts(
        presided=parse_presided_by(record["presided_by"]),
        periods=periods,
        place=record["place"],
        nature=record["session_type"] or "",
        acts=parse_acts(record.get("acts_announced_in_preamble", [])),
    )


def content(record: dict[str, Any]) -> Content:
    groups = [group for section in record["sections"] for group in section["groups"]]
    return Content(
        ministries=tuple(MinistryLines(g["ministry"], tuple(_lines(g))) for g in groups)
    )


def _lines(group: dict[str, Any]) -> list[ItemLine]:
    return [
        ItemLine(
            kind=kind_from_text(item["kind"]),
            outcome=outcome,
            subject=item["subject"],
            count=drafts_in(item["kind"], item.get("count")),
            decision=item["decision_text"] or "",
            on_behalf_of=item.get("on_behalf_of") or group.get("on_behalf_of") or "",
        )
        for item in group["items"]
        if (outcome := outcome_from_text(item["outcome"])) in POSITIVE
    ]
