"""What each verb's entry carries: the facts of the journal, checked to the letter."""

from dataclasses import fields
from typing import Any

from ecm.domain.facts import communiques as of_communiques
from ecm.domain.facts import dossiers as of_dossiers
from ecm.domain.facts import followup as of_followup
from ecm.domain.facts import meetings as of_meetings
from ecm.domain.facts import records as of_records
from ecm.domain.facts import room as of_room
from ecm.domain.facts import votes as of_votes
from ecm.domain.verbs import Verb

FACTS: dict[Verb, type] = {
    Verb.CREATE_MEETING: of_meetings.ForMeeting,
    Verb.IMPORT_MEETING: of_meetings.ForImport,
    Verb.MOVE_MEETING: of_meetings.ForMoment,
    Verb.CANCEL_MEETING: of_meetings.ForCancellation,
    Verb.CONVENE_MEETING: of_meetings.NoFacts,
    Verb.OPEN_MEETING: of_meetings.ForSitting,
    Verb.SUSPEND_MEETING: of_meetings.ForSitting,
    Verb.RESUME_MEETING: of_meetings.ForSitting,
    Verb.CLOSE_MEETING: of_meetings.ForClosing,
    Verb.NOTE_ATTENDANCE: of_meetings.ForAttendance,
    Verb.WITHDRAW_SEAT: of_meetings.ForSeat,
    Verb.ADD_ITEM: of_meetings.ForItem,
    Verb.RESTRICT_ITEM: of_meetings.ForRestriction,
    Verb.CALL_ITEM: of_meetings.ForCall,
    Verb.UNDO_CALL: of_meetings.ForCall,
    Verb.PRESENT_ITEM: of_meetings.ForItem,
    Verb.DECIDE_ITEM: of_meetings.ForDecision,
    Verb.DEFER_ITEM: of_meetings.ForDecision,
    Verb.REFER_ITEM_BACK: of_meetings.ForDecision,
    Verb.WITHDRAW_ITEM: of_meetings.ForDecision,
    Verb.MISS_ITEM: of_meetings.ForItem,
    Verb.OPEN_ROUND: of_meetings.ForRound,
    Verb.CLOSE_ROUND: of_meetings.ForRound,
    Verb.GIVE_MARK: of_meetings.ForMark,
    Verb.WRITE_MINUTES: of_meetings.ForBlock,
    Verb.PROPOSE_MINUTES: of_meetings.ForProposal,
    Verb.SETTLE_PROPOSAL: of_meetings.ForSettlement,
    Verb.REMOVE_MINUTES: of_meetings.ForBlock,
    Verb.OPEN_PAPER: of_meetings.ForReading,
    Verb.HAND_WHEEL: of_room.ForWheel,
    Verb.TAKE_WHEEL: of_room.ForWheel,
    Verb.SET_ITEM_ASIDE: of_meetings.ForItem,
    Verb.REORDER_ITEM: of_room.ForOrder,
    Verb.SWITCH_TRACK: of_meetings.ForTrack,
    Verb.TABLE_ITEM: of_room.ForTabling,
    Verb.SPLIT_ITEM: of_room.ForSplit,
    Verb.JOIN_ITEM: of_room.ForJoin,
    Verb.UNDO_DECISION: of_meetings.ForDecision,
    Verb.SHOW_CONSENT: of_room.ForConsent,
    Verb.HIDE_CONSENT: of_room.ForConsent,
    Verb.TAKE_OUT_ITEM: of_room.ForTakingOut,
    Verb.ADOPT_CONSENT: of_room.ForConsent,
    Verb.CORRECT_ATTENDANCE: of_room.ForHour,
    Verb.CORRECT_SITTING: of_room.ForSittingHour,
    Verb.ADMIT_GUEST: of_room.ForGuest,
    Verb.DISMISS_GUEST: of_room.ForGuest,
    Verb.REQUEST_FLOOR: of_room.ForFloor,
    Verb.LEAVE_FLOOR: of_room.ForFloor,
    Verb.MOVE_REQUEST: of_room.ForRequestOrder,
    Verb.GIVE_FLOOR: of_room.ForFloor,
    Verb.END_SPEECH: of_room.ForFloor,
    Verb.CLOSE_FLOOR: of_room.ForOptionalItem,
    Verb.REOPEN_FLOOR: of_room.ForOptionalItem,
    Verb.RECUSE_SEAT: of_room.ForRecusal,
    Verb.LIFT_RECUSAL: of_room.ForRecusal,
    Verb.SHOW_MARKS: of_room.ForDisplay,
    Verb.PREPARE_VOTE: of_votes.ForBallot,
    Verb.GIVE_VOTE_KEY: of_votes.ForKey,
    Verb.OPEN_VOTE: of_votes.ForBallot,
    Verb.CAST_VOTE: of_votes.ForCast,
    Verb.CLOSE_VOTE: of_votes.ForBallot,
    Verb.UNSEAL_VOTE: of_votes.ForBallot,
    Verb.COUNT_VOTE: of_votes.ForResult,
    Verb.ANNUL_VOTE: of_votes.ForBallot,
    Verb.MAKE_ANNOUNCEMENT: of_room.ForAnnouncement,
    Verb.WITHDRAW_ANNOUNCEMENT: of_room.ForAnnouncement,
    Verb.POINT_PASSAGE: of_room.ForPassage,
    Verb.RELEASE_PASSAGE: of_room.ForPassage,
    Verb.ALLOW_MESSAGES: of_meetings.NoFacts,
    Verb.STOP_MESSAGES: of_meetings.NoFacts,
    Verb.TRANSCRIBE_ITEM: of_room.ForTranscript,
    Verb.TRANSCRIBE_MEETING: of_room.ForTranscription,
    Verb.NOTE_CLOCK: of_meetings.ForClock,
    Verb.MOVE_ITEM: of_meetings.ForMove,
    Verb.REWORD_ITEM: of_meetings.ForWording,
    Verb.TRACK_ITEM: of_meetings.ForTrack,
    Verb.PLAN_ITEM: of_meetings.ForPlan,
    Verb.REMOVE_ITEM: of_meetings.ForItem,
    Verb.REGROUP_AGENDA: of_meetings.ForGrouping,
    Verb.PROPOSE_AGENDA: of_meetings.ForAgenda,
    Verb.AMEND_AGENDA: of_meetings.ForAgenda,
    Verb.APPROVE_AGENDA: of_meetings.ForAgenda,
    Verb.SEND_CONVOCATION: of_meetings.ForConvocation,
    Verb.READ_CONVOCATION: of_meetings.ForReceipt,
    Verb.EXCUSE_SEAT: of_meetings.ForExcuse,
    Verb.GIVE_POSITION: of_meetings.ForPosition,
    Verb.CREATE_DOSSIER: of_dossiers.ForCreation,
    Verb.EDIT_DOSSIER: of_dossiers.ForWords,
    Verb.LINK_DOSSIER: of_dossiers.ForLink,
    Verb.STORE_PIECE: of_dossiers.ForPiece,
    Verb.REMOVE_PIECE: of_dossiers.ForDocument,
    Verb.WAIVE_PIECE: of_dossiers.ForWaiver,
    Verb.READ_PIECE: of_meetings.ForReading,
    Verb.LIST_APPOINTMENTS: of_dossiers.ForList,
    Verb.SEND_FOR_REVIEW: of_meetings.NoFacts,
    Verb.APPROVE_REVIEW: of_dossiers.ForReview,
    Verb.REFUSE_REVIEW: of_dossiers.ForReview,
    Verb.SIGN_DOSSIER: of_dossiers.ForSignature,
    Verb.TAKE_DOSSIER_BACK: of_meetings.NoFacts,
    Verb.LODGE_DOSSIER: of_dossiers.ForLodging,
    Verb.REQUEST_LATE_LODGING: of_dossiers.ForCouncilDay,
    Verb.GRANT_LATE_LODGING: of_dossiers.ForCouncilDay,
    Verb.REFUSE_LATE_LODGING: of_dossiers.ForCouncilDay,
    Verb.REGISTER_DOSSIER: of_dossiers.ForRegistration,
    Verb.TAKE_CHARGE: of_dossiers.ForOfficer,
    Verb.RETURN_DOSSIER: of_dossiers.ForReturn,
    Verb.ADMIT_DOSSIER: of_meetings.NoFacts,
    Verb.STUDY_DOSSIER: of_meetings.NoFacts,
    Verb.OPEN_CONSULTATION: of_dossiers.ForOpinion,
    Verb.REQUEST_OPINION: of_dossiers.ForOpinion,
    Verb.GIVE_OPINION: of_dossiers.ForVerdict,
    Verb.LAPSE_OPINION: of_dossiers.ForOpinion,
    Verb.INVALIDATE_OPINION: of_dossiers.ForOpinion,
    Verb.RENEW_OPINION: of_dossiers.ForOpinion,
    Verb.CANCEL_OPINION: of_dossiers.ForOpinion,
    Verb.MAKE_OBSERVATION: of_dossiers.ForObservation,
    Verb.WRITE_NOTE: of_dossiers.ForWords,
    Verb.READY_DOSSIER: of_meetings.NoFacts,
    Verb.PROPOSE_DOSSIER: of_dossiers.ForCouncilDay,
    Verb.HOLD_DOSSIER: of_meetings.NoFacts,
    Verb.PLACE_DOSSIER: of_dossiers.ForAgendaPlace,
    Verb.DISPLACE_DOSSIER: of_dossiers.ForAgendaPlace,
    Verb.WITHDRAW_DOSSIER: of_dossiers.ForWords,
    Verb.SETTLE_DOSSIER: of_dossiers.ForOutcome,
    Verb.BRING_DOSSIER_BACK: of_dossiers.ForOutcome,
    Verb.REFER_DOSSIER_BACK: of_dossiers.ForOutcome,
    Verb.REINSTATE_DOSSIER: of_dossiers.ForOutcome,
    Verb.UNDO_BULK: of_dossiers.ForUndoing,
    **of_records.FACTS,
    **of_communiques.FACTS,
    **of_followup.FACTS,
}


def facts_of(verb: Verb, facts: dict[str, Any]) -> dict[str, Any]:
    """Return `facts` checked against the verb's dataclass: names and plain types.

    Raises TypeError when a fact is missing, unknown or of another type.
    """
    checked = FACTS[verb](**facts)
    values: dict[str, Any] = {}
    for field in fields(checked):
        value = getattr(checked, field.name)
        if not _fits(value, field.type):
            raise TypeError(f"{verb}: {field.name}={value!r} is not {field.type}")
        values[field.name] = value
    return values


def _fits(value: object, declared: object) -> bool:
    # bool is an int for isinstance, and a fact must not be one by accident.
    if isinstance(value, bool):
        return declared is bool
    return isinstance(value, declared)  # type: ignore[arg-type]  # int | None is accepted
