"""Delays and yearly statistics, as pages, tables and a printed sheet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ecm import clock
from ecm.access import followup as access
from ecm.followup import tables
from ecm.followup.medians import Medians
from ecm.followup.paper.sheet import statistics_pdf
from ecm.followup.statistics import Statistics


@require_GET
def delays(request: HttpRequest) -> HttpResponse:
    """The median days of each ministry, as a chart with its table."""
    here = access.following(request)
    context = {
        "medians": _medians(request),
        "oversees": here.standing.oversees,
        "year": clock.now().year,
    }
    return render(request, "followup/delays.html", context)


@require_GET
def delays_csv(request: HttpRequest) -> HttpResponse:
    """The same as a table."""
    return _csv("delais.csv", tables.delays_table(_medians(request)))


def _medians(request: HttpRequest) -> Medians:
    here = access.following(request)
    return Medians(here.acts(), clock.now().date())


@require_GET
def statistics(request: HttpRequest, year: int) -> HttpResponse:
    """The SGG-CM's statistics of a year."""
    book = _book(request, year)
    context = {
        "book": book,
        "columns": tables.COLUMNS,
        "decrees": [
            (label, getattr(book.decrees, name))
            for name, label in tables.DECREES.items()
        ],
        "tables": tables.of_page(book),
    }
    return render(request, "followup/statistics.html", context)


@require_GET
def statistics_csv(request: HttpRequest, year: int) -> HttpResponse:
    """The same as a table."""
    found = tables.statistics_table(_book(request, year))
    return _csv(f"statistiques-{year}.csv", found)


@require_GET
def statistics_print(request: HttpRequest, year: int) -> HttpResponse:
    """The same as an archivable PDF."""
    pdf = statistics_pdf(_book(request, year), at=clock.now())
    answer = HttpResponse(pdf, content_type="application/pdf")
    name = f'inline; filename="statistiques-{year}.pdf"'
    answer.headers["Content-Disposition"] = name
    return answer


def _book(request: HttpRequest, year: int) -> Statistics:
    return Statistics(access.counted(request), year)


def _csv(name: str, text: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
