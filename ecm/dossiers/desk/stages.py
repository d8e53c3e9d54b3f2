"""The stages of the week as the secretariat counts them, from the farthest to the council."""

from ecm.domain.circuit import DossierState
from ecm.domain.errors import gettext_noop

_S = DossierState

# Out of the circuit first: each stage to the right is nearer to the council's table.
STAGES: dict[DossierState, str] = {
    _S.WITHDRAWN: gettext_noop("Retiré"),
    _S.RETURNED: gettext_noop("Au ministère"),
    _S.LODGED: gettext_noop("Transmis"),
    _S.REGISTERED: gettext_noop("Enregistré"),
    _S.ADMISSIBLE: gettext_noop("Recevable"),
    _S.UNDER_STUDY: gettext_noop("À l'étude"),
    _S.READY: gettext_noop("Prêt"),
    _S.PROPOSED: gettext_noop("Proposé"),
    _S.ON_AGENDA: gettext_noop("Inscrit"),
    _S.SETTLED: gettext_noop("Examiné"),
}
# The order of work: what has just come first, what is over last.
ORDER: dict[DossierState, int] = {
    state: rank
    for rank, state in enumerate(
        (
            *(_S.LODGED, _S.REGISTERED, _S.ADMISSIBLE, _S.UNDER_STUDY, _S.READY),
            *(_S.PROPOSED, _S.RETURNED, _S.ON_AGENDA, _S.SETTLED, _S.WITHDRAWN),
        )
    )
}
# What a council that is past has left to do; a ministry's own is its own affair.
OPEN = tuple(state for state in ORDER if state not in (_S.SETTLED, _S.WITHDRAWN))
