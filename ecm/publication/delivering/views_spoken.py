"""What the spokesperson reads aloud of a communiqué, in large type."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ecm.access import communiques as access
from ecm.domain.communique.spoken import summary
from ecm.domain.publishing import CommuniqueState
from ecm.publication.desk.publishing import published
from ecm.publication.desk.wording import edition_in_hand


@require_GET
def spoken(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The summary to read: of the published text, or of the one in hand before it."""
    here = access.desk(request, meeting_id)
    communique = here.drafted()
    is_public = here.state is CommuniqueState.PUBLISHED
    edition = published(communique) if is_public else edition_in_hand(communique)
    text = summary(edition or edition_in_hand(communique))
    paragraphs = [" ".join(said.split("\n")) for said in text.strip().split("\n\n")]
    context = {"meeting": here.meeting, "paragraphs": paragraphs}
    context["is_public"] = is_public
    return render(request, "publication/delivering/spoken.html", context)
