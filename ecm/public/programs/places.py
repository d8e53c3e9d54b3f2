"""The addresses that data name: absolute, so that a copy of a file still leads home."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from ecm.public.drawing import site_address
from ecm.public.names import slug_of
from ecm.public.reading import Council

VERSION = "v1"


@dataclass(frozen=True)
class Places:
    """Addresses on one site: « https://www.gouv.example »."""

    site: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Places":
        return cls(site_address(request))

    def to(self, name: str, *arguments: object) -> str:
        return self.site + reverse(f"public:{name}", args=arguments)

    def council(self, council: Council) -> str:
        """Return the page of a communiqué in its language."""
        place = (council.year, council.number)
        if council.language == "fr":
            return self.to("council", *place)
        return self.to("language", *place, council.language)

    def decision(self, year: int, number: int, reference: str) -> str:
        return self.to("decision", year, number, slug_of(reference))


def work_of(council: Council) -> str:
    """Return the name of a communiqué that never changes, as Akoma Ntoso has it."""
    country = settings.STATE.get("country", "bf")
    day = council.first_day.isoformat()
    return f"/akn/{country}/statement/communique/{day}/{council.number}"
