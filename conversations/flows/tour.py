"""A wish to visit a model of the gallery and learn from it: a line and a number, told to whoever nominated the model.

Anybody may have it, also somebody unknown; so many a day for one model, that nobody is flooded.
"""

from conversations.answers.phone import Phone
from conversations.answers.text import ShortText
from conversations.controls import link
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.model import Message, Told, TourAsked
from conversations.queries import ExemplarById, ToursAsked
from conversations.texts import phrase

MOST_A_DAY = 10


def tour(scene: Scene) -> Flow:
    """Ask for the line and the number."""
    exemplar = scene.look(ExemplarById(int(str(scene.args.get("nomination", 0)))))
    if exemplar is None:
        return Finish(say=(phrase("tour.gone"),))
    if scene.person is not None and scene.person.id == exemplar.person_id:
        return Finish(say=(phrase("tour.own"),))
    if scene.look(ToursAsked(exemplar.id, scene.today)) >= MOST_A_DAY:
        return Finish(say=(phrase("tour.many", name=exemplar.subject),))
    args = {"name": exemplar.subject}
    message = yield from ShortText(key="message", name="tour.message", most=300, args=args)
    phone = yield from Phone(key="phone", name="tour.phone")
    words = phrase("told.tour", name=exemplar.subject, message=message, phone=phone)
    told = Told(exemplar.person_id, Message(body=(words,), buttons=(link("files", exemplar.id, phrase("link.tour")),)))
    said = phrase("tour.sent", by=exemplar.by, unit=exemplar.unit, phone=phone)
    return Finish(say=(said,), deeds=(TourAsked(exemplar.id, message, phone), told), then=Start("gallery"))


TOUR = FlowKind("tour", tour, open=True)
