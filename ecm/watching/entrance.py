"""The door of the probes: before sessions, languages, redirections and host names.

A load balancer asks by the address of the machine and in plain HTTP; what it is told
says nothing that anybody might not know.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from ecm.watching.probes import ASKED

Answer = Callable[[HttpRequest], HttpResponse]


def entrance(get_response: Answer) -> Answer:
    """Answer the probes; everything else, and who may not ask, goes its way."""

    def middleware(request: HttpRequest) -> HttpResponse:
        probe = ASKED.get(request.path_info)
        found = probe(request) if probe else None
        return get_response(request) if found is None else found

    return middleware
