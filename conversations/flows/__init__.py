"""The conversations, one file each. FLOWS is the only registration."""

from conversations.flow import FlowKind
from conversations.flows.add_plan import ADD_PLAN
from conversations.flows.advise import ADVISE
from conversations.flows.announce import ANNOUNCE
from conversations.flows.announcements import ANNOUNCEMENTS
from conversations.flows.ballot import BALLOT
from conversations.flows.board import BOARD
from conversations.flows.cancel import CANCEL
from conversations.flows.consent import CONSENT
from conversations.flows.convene import CONVENE
from conversations.flows.council import COUNCIL
from conversations.flows.decided import DECIDED
from conversations.flows.door import DOOR
from conversations.flows.dossier import DOSSIER
from conversations.flows.evidence import EVIDENCE_SHOWN
from conversations.flows.extension import EXTENSION
from conversations.flows.files import FILES
from conversations.flows.fix import FIX
from conversations.flows.follow import FOLLOW
from conversations.flows.followed import FOLLOWED_ONE
from conversations.flows.gallery import GALLERY
from conversations.flows.history import HISTORY
from conversations.flows.import_people import IMPORT_PEOPLE
from conversations.flows.join import JOIN
from conversations.flows.language import LANGUAGE
from conversations.flows.menu import MENU
from conversations.flows.new_person import NEW_PERSON
from conversations.flows.nominate import NOMINATE
from conversations.flows.nurture import NURTURE
from conversations.flows.people import PEOPLE
from conversations.flows.plans import PLANS
from conversations.flows.putting_off import LATER_ON, NOT_MINE, PAPER
from conversations.flows.remark import REMARK
from conversations.flows.remind import REMIND
from conversations.flows.review import REVIEW
from conversations.flows.round import ROUND
from conversations.flows.rounds import ROUNDS
from conversations.flows.search import SEARCH
from conversations.flows.tour import TOUR
from conversations.flows.units import UNITS
from conversations.flows.visit import VISIT
from conversations.flows.vote import VOTE
from conversations.flows.withdraw import WITHDRAW

FLOWS: dict[str, FlowKind] = {
    kind.name: kind
    for kind in (
        MENU, JOIN, NOMINATE, FILES, DOSSIER, HISTORY, FIX, WITHDRAW, REVIEW, DECIDED, REMARK, COUNCIL, CONVENE, VOTE,
        BALLOT, EVIDENCE_SHOWN, NURTURE, VISIT, FOLLOWED_ONE, FOLLOW, CONSENT, GALLERY, TOUR, PLANS, SEARCH, ADVISE,
        BOARD, ROUNDS, ROUND, EXTENSION, ADD_PLAN, PEOPLE, NEW_PERSON, IMPORT_PEOPLE, UNITS, ANNOUNCEMENTS, ANNOUNCE,
        LANGUAGE, CANCEL, DOOR, REMIND, LATER_ON, PAPER, NOT_MINE,
    )
}  # fmt: skip
