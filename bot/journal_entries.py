"""What everything that is done leaves in the journal. DEEDS has a line for each kind of deed: a test walks it.

Nothing that somebody wrote stands there, no code and no text: only ids, names of our own, and fingerprints by which
what stands elsewhere can be held against what it was. Nothing is written here: whoever does a thing writes its entry.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.deeds import Done
from conversations.model import (
    Balloted,
    BroadcastCorrected,
    BroadcastKept,
    BroadcastSteered,
    Commented,
    CoNominated,
    Consented,
    Decided,
    Deed,
    Denied,
    Dismissed,
    DoorCodeIssued,
    Entered,
    Extended,
    Filed,
    Followed,
    InviteIssued,
    InvitesRevoked,
    Json,
    Paper,
    Person,
    PersonAdded,
    PersonLeft,
    PersonMoved,
    PlanPublished,
    Ranked,
    Received,
    Recorded,
    Recused,
    Refiled,
    RemindersSet,
    RolesGiven,
    RolesTaken,
    RosterImported,
    RoundKept,
    SilentReminded,
    Snoozed,
    Spoke,
    Told,
    TourAsked,
    Undone,
    UnitAdded,
    UnitEnded,
    UnitRenamed,
    UnitsMerged,
    Viewed,
    Visited,
    VoteClosed,
    VoteOpened,
    VoteProlonged,
    Withdrawn,
    WrongCode,
)
from storage.journal import Entry, fingerprint
from storage.outbox import Settled


def _filed(deed: Filed) -> Entry:
    detail: dict[str, Json] = {
        "stage": deed.stage,
        "round": deed.round_id,
        "plan": deed.plan_id,
        "version": deed.plan_version,
        "field": deed.field_id,
        "answers": fingerprint(deed.answers),
    }
    return Entry("filed", draft=deed.draft, detail=detail)


def _decided(deed: Decided) -> Entry:
    detail: dict[str, Json] = {
        "act": deed.act,
        "desk": deed.desk_id,
        "reason": deed.reason,
        "remarks": list(deed.remarks),
        "note": fingerprint(deed.note),
    }
    return Entry("decided", nomination_id=deed.nomination_id, unit_id=deed.at_desk, detail=detail)


def _round_kept(deed: RoundKept) -> Entry:
    detail: dict[str, Json] = {
        "round": deed.round_id,
        "plan": deed.plan_id,
        "opens": deed.opens.isoformat(),
        "closes": deed.closes.isoformat(),
        "rules": fingerprint(deed.rules),
    }
    return Entry("round_kept", unit_id=deed.unit_id, detail=detail)


def _vote_opened(deed: VoteOpened) -> Entry:
    """Who is asked about what; how anybody voted stands nowhere in the journal, for a vote may be secret."""
    detail: dict[str, Json] = {
        "round": deed.round_id,
        "nominations": list(deed.nominations),
        "members": list(deed.members),
        "quorum": str(deed.quorum),
        "passing": str(deed.passing),
        "secret": deed.secret,
        "until": deed.closes_on.isoformat(),
    }
    return Entry("vote_opened", unit_id=deed.unit_id, detail=detail)


def _broadcast_kept(deed: BroadcastKept) -> Entry:
    detail: dict[str, Json] = {
        "broadcast": deed.broadcast_id,
        "audience": deed.audience.to_json(),
        "text": fingerprint([deed.text, deed.text_en]),
        "papers": [paper.ref for paper in deed.papers],
        "at": deed.at.isoformat(),
    }
    return Entry("broadcast_kept", unit_id=deed.audience.unit_id, detail=detail)


def _visited(deed: Visited) -> Entry:
    detail: dict[str, Json] = {
        "stage": deed.filed.stage,
        "missing": deed.missing,
        "answers": fingerprint(deed.filed.answers),
        "next": deed.next_on.isoformat() if deed.next_on else None,
    }
    return Entry("visited", nomination_id=deed.nomination_id, detail=detail)


def _followed(deed: Followed) -> Entry:
    detail: dict[str, Json] = {"works": deed.works, "households": deed.households, "units": deed.units}
    return Entry("followed", nomination_id=deed.nomination_id, detail=detail)


def _units_merged(deed: UnitsMerged) -> Entry:
    detail: dict[str, Json] = {"units": list(deed.unit_ids), "name": fingerprint(deed.name)}
    return Entry("units_merged", unit_id=deed.into or None, detail=detail)


DEEDS: Mapping[type[Deed], Callable[[Any], Entry]] = {
    Filed: _filed,
    Entered: lambda _: Entry("entered"),
    DoorCodeIssued: lambda _: Entry("door_code"),
    Spoke: lambda deed: Entry("spoke", detail={"locale": deed.locale}),
    PlanPublished: lambda deed: Entry(
        "plan_published", detail={"plan": deed.plan_id, "document": fingerprint(deed.document)}
    ),
    RoundKept: _round_kept,
    Viewed: lambda deed: Entry("viewed", nomination_id=deed.nomination_id),
    Denied: lambda deed: Entry("denied", nomination_id=deed.nomination_id, detail={"what": deed.what}),
    CoNominated: lambda deed: Entry("co_nominated", nomination_id=deed.nomination_id),
    Decided: _decided,
    Undone: lambda deed: Entry("undone", nomination_id=deed.nomination_id, detail={"decision": deed.decision_id}),
    Ranked: lambda deed: Entry("ranked", nomination_id=deed.nomination_id, detail={"rank": deed.rank}),
    Refiled: lambda deed: Entry(
        "refiled", nomination_id=deed.nomination_id, detail={"answers": fingerprint(deed.answers)}
    ),
    Withdrawn: lambda deed: Entry(
        "withdrawn", nomination_id=deed.nomination_id, detail={"reason": deed.reason, "note": fingerprint(deed.note)}
    ),
    Recused: lambda deed: Entry("recused", nomination_id=deed.nomination_id),
    Commented: lambda deed: Entry(
        "commented", nomination_id=deed.nomination_id, detail={"text": fingerprint(deed.text)}
    ),
    Extended: lambda deed: Entry(
        "extended", unit_id=deed.unit_id, detail={"round": deed.round_id, "until": deed.until.isoformat()}
    ),
    WrongCode: lambda _: Entry("wrong_code"),
    PersonAdded: lambda deed: Entry("person_added", unit_id=deed.unit_id, detail={"roles": list(deed.roles)}),
    RolesGiven: lambda deed: Entry(
        "roles_given", unit_id=deed.unit_id, detail={"person": deed.person_id, "roles": list(deed.roles)}
    ),
    RolesTaken: lambda deed: Entry(
        "roles_taken", detail={"person": deed.person_id, "roles": [[one.unit_id, one.role] for one in deed.held]}
    ),
    PersonMoved: lambda deed: Entry("person_moved", unit_id=deed.unit_id, detail={"person": deed.person_id}),
    PersonLeft: lambda deed: Entry("person_left", detail={"person": deed.person_id}),
    InviteIssued: lambda deed: Entry("invite_issued", detail={"person": deed.person_id}),
    InvitesRevoked: lambda deed: Entry("invites_revoked", detail={"person": deed.person_id}),
    RosterImported: lambda deed: Entry("roster_imported", unit_id=deed.under, detail={"file": deed.sha256}),
    VoteOpened: _vote_opened,
    Balloted: lambda deed: Entry("balloted", nomination_id=deed.nomination_id, detail={"vote": deed.vote_id}),
    VoteClosed: lambda deed: Entry("vote_closed", detail={"vote": deed.vote_id, "minutes": fingerprint(deed.minutes)}),
    VoteProlonged: lambda deed: Entry(
        "vote_prolonged", detail={"vote": deed.vote_id, "until": deed.closes_on.isoformat()}
    ),
    Visited: _visited,
    Followed: _followed,
    Consented: lambda deed: Entry("consented", nomination_id=deed.nomination_id, detail={"agreed": deed.agreed}),
    TourAsked: lambda deed: Entry(
        "tour_asked", nomination_id=deed.nomination_id, detail={"message": fingerprint(deed.message)}
    ),
    UnitAdded: lambda deed: Entry(
        "unit_added", unit_id=deed.parent_id, detail={"level": deed.level, "name": fingerprint(deed.name)}
    ),
    UnitRenamed: lambda deed: Entry("unit_renamed", unit_id=deed.unit_id, detail={"name": fingerprint(deed.name)}),
    UnitsMerged: _units_merged,
    UnitEnded: lambda deed: Entry("unit_ended", unit_id=deed.unit_id),
    BroadcastKept: _broadcast_kept,
    BroadcastSteered: lambda deed: Entry(f"broadcast_{deed.act}", detail={"broadcast": deed.broadcast_id}),
    BroadcastCorrected: lambda deed: Entry(
        "broadcast_corrected",
        detail={"broadcast": deed.broadcast_id, "text": fingerprint([deed.text, deed.text_en])},
    ),
    SilentReminded: lambda deed: Entry("silent_reminded", detail={"broadcast": deed.broadcast_id}),
    Received: lambda deed: Entry("received", detail={"broadcast": deed.broadcast_id}),
    Snoozed: lambda deed: Entry("snoozed", detail={"until": deed.until.isoformat()}),
    Dismissed: lambda deed: Entry("dismissed", detail={"matter": deed.matter, "why": deed.why}),
    RemindersSet: lambda deed: Entry("reminders_set", detail={"slot": deed.slot, "rhythm": deed.rhythm}),
    Told: lambda deed: Entry("told", detail={"person": deed.person_id}),
}
REFUSED = "refused"
"""What was not done, for want of the right to it; what it would have been stands in the detail."""


def of_deed(deed: Deed, owner: str, person: Person | None, done: Done) -> Entry:
    """Return what a deed leaves, done or refused."""
    entry = DEEDS[type(deed)](deed)
    detail = {**entry.detail, **done.detail}
    if done.refused:
        detail["deed"] = entry.act
        entry = entry._replace(act=REFUSED)
    return _by(owner, person, entry._replace(nomination_id=done.nomination_id or entry.nomination_id, detail=detail))


def of_answer(answer: Recorded, owner: str, person: Person | None) -> Entry:
    """Return what an answer leaves: which question, and by what its value can be recognised."""
    detail: dict[str, Json] = {"key": answer.key, "value": fingerprint(answer.value)}
    return _by(owner, person, Entry("answered", draft=answer.draft, detail=detail))


def of_post(settled: Settled, owner: str, nomination_id: int | None, papers: Sequence[Paper]) -> Entry | None:
    """Return what the end of a message leaves: of those that concern a nomination, that handed something out, or that
    may not have arrived. That all the other replies arrived is in the outbox, and would only bury the rest.
    """
    if settled.state == "queued" or not (nomination_id or papers or settled.state != "sent"):
        return None
    handed: list[Json] = [{"kind": paper.kind, "ref": paper.ref} for paper in papers]
    detail: dict[str, Json] = {"post": settled.id, "state": settled.state}
    return Entry(
        "message", owner, _person(owner), nomination_id, detail=detail | ({"papers": handed} if handed else {})
    )


def of_lost_posts(posts: Sequence[int]) -> Entry:
    """Return what it leaves that a process stopped before it could say what became of these messages."""
    return Entry("message", detail={"posts": list(posts), "state": "unknown"})


def of_paper(post: int, owner: str, nomination_id: int | None, paper: Paper) -> Entry:
    """Return what it leaves that somebody fetched a paper."""
    detail: dict[str, Json] = {"post": post, "kind": paper.kind, "ref": paper.ref}
    return Entry("paper", owner, _person(owner), nomination_id, detail=detail)


def of_photo(owner: str, nomination_id: int, sha256: str) -> Entry:
    """Return what it leaves that somebody looked at a photo or document of a nomination."""
    return Entry("photo", owner, _person(owner), nomination_id, detail={"file": sha256})


def _by(owner: str, person: Person | None, entry: Entry) -> Entry:
    if person is None:
        return entry._replace(owner=owner)
    unit_id = person.unit_id if entry.unit_id is None else entry.unit_id
    return entry._replace(owner=owner, person_id=person.id, unit_id=unit_id)


def _person(owner: str) -> int | None:
    """Return the person of an owner such as "p:12"."""
    kind, _, number = owner.partition(":")
    return int(number) if kind == "p" else None
