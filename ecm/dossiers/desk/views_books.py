"""The books of the secretariat: what was received, what was returned and why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ecm import access, clock
from ecm.dossiers.desk import tables
from ecm.dossiers.desk.book import Book
from ecm.dossiers.desk.forms_books import BookForm, YearbookForm
from ecm.dossiers.desk.yearbook import Yearbook


@require_GET
def book(request: HttpRequest) -> HttpResponse:
    """The entry book of a year, by number."""
    here = access.desk(request)
    form = BookForm(request.GET)
    year = form.year(clock.now().year)
    sought = form.cleaned_data
    shown = Book(
        dossiers=here.dossiers(),
        year=year,
        number=sought.get("numero"),
        page=sought.get("page"),
        whole=bool(sought.get("entier")),
    )
    context = {"book": shown, "form": form, "page": "book", "today": clock.now()}
    return render(request, "secretariat/book.html", context)


@require_GET
def returns(request: HttpRequest) -> HttpResponse:
    """How many files were returned in a year, by reason, ministry and kind."""
    form = _yearbook_form(request)
    found = _yearbook(request, form)
    context = {
        "book": found,
        "form": form,
        "page": "returns",
        "query": request.GET.urlencode(),
        "columns": tables.COLUMNS,
    }
    return render(request, "secretariat/returns.html", context)


@require_GET
def counts_csv(request: HttpRequest) -> HttpResponse:
    """The yearbook of a year as a table: a line for each ministry and kind."""
    found = _yearbook(request, _yearbook_form(request))
    return _sheet(f"annuaire-{found.year}.csv", tables.counts_table(found))


@require_GET
def reasons_csv(request: HttpRequest) -> HttpResponse:
    """The reasons for return of a year as a table."""
    found = _yearbook(request, _yearbook_form(request))
    return _sheet(f"retours-{found.year}.csv", tables.reasons_table(found))


def _yearbook_form(request: HttpRequest) -> YearbookForm:
    today = clock.now().date()
    asked = request.GET.copy()
    asked.setdefault("annee", str(today.year))
    return YearbookForm(asked, today=today)


def _yearbook(request: HttpRequest, form: YearbookForm) -> Yearbook:
    return form.book(access.desk(request).dossiers(), clock.now().date())


def _sheet(name: str, text: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
