"""The place where everybody is when nothing else is open: what is going on, and what can be done now."""

from conversations.answers.choice import Choice
from conversations.answers.question import Option
from conversations.flow import Finish, Flow, FlowKind, Resume, Scene, Start
from conversations.flows.administering import may_administer
from conversations.flows.board import board_button
from conversations.flows.council import council_button
from conversations.flows.nominate import may_nominate
from conversations.queries import OpenRounds, QueueLength, VisitsDue
from conversations.rights import units_where
from conversations.texts import Text, phrase

MOST_ROUNDS = 2
"""Named in the greeting, those that close first; most people have one."""

MOST_WAYS = 8
SPARE = ("language", "advise", "plans", "board")
"""Left out where there are more ways on than that, in this order: each can be typed. So is "people", by /nguoi."""


def menu(scene: Scene) -> Flow:
    """Greet, name the open rounds and the drafts, and offer the ways on.

    With `brief` in `args` only the ways on: what was done just now has changed what there is, and is not yet seen here.
    """
    drafts = scene.drafts
    waiting = _waiting(scene)
    options = [Option("new", phrase("menu.new"), ("moi",))] if may_nominate(scene.speaker) else []
    if drafts:
        options.append(Option("resume", phrase("menu.resume", title=drafts[0].title), ("tiep", "lam tiep")))
    if waiting:
        options.insert(0, Option("review", phrase("menu.review", n=waiting), ("xet", "cho xet", "xet ho so")))
    options[:0] = council_button(scene)
    due = 0 if scene.args.get("brief") else scene.look(VisitsDue(scene.speaker.id, scene.today))
    if due:
        options.append(Option("nurture", phrase("menu.nurture", n=due), ("den han tham", "boi duong", "tham")))
    options += [
        *board_button(scene.speaker),
        Option("files", phrase("menu.files"), ("ho so",)),
        *((Option("rounds", phrase("menu.rounds"), ("dot xet",)),) if may_administer(scene.speaker) else ()),
        Option("plans", phrase("menu.plans"), ("tieu chi", "ke hoach", "xem tieu chi")),
        Option("advise", phrase("menu.advise"), ("goi y", "giup toi chon")),
        Option("language", phrase("menu.language"), ("ngon ngu", "language")),
        Option("help", phrase("menu.help"), ("tro giup",)),
    ]
    for spare in SPARE[: max(len(options) - MOST_WAYS, 0)]:
        options = [option for option in options if option.id != spare]
    if may_administer(scene.speaker) and len(options) < MOST_WAYS:
        options.insert(-4, Option("people", phrase("menu.people"), ("can bo", "nguoi dung")))
    lead = () if scene.args.get("brief") else _news(scene)
    chosen = yield from Choice(key="do", name="menu", choices=tuple(options), lead=lead, listed=False)
    match chosen:
        case "new":
            return Finish(then=Start("nominate"))
        case "resume":
            return Finish(then=Resume(0))
        case "help":
            return Finish(say=(phrase("help"),))
        case _:
            return Finish(then=Start(chosen))


def _waiting(scene: Scene) -> int:
    """How many files wait for the person's decision."""
    desks = units_where(scene.speaker, "decide")
    return scene.look(QueueLength(desks, scene.speaker.id)) if desks else 0


def _news(scene: Scene) -> tuple[Text, ...]:
    person = scene.speaker
    rounds = scene.look(OpenRounds(person.unit_id, scene.today))
    hello = phrase("menu.hello", call=person.call, unit=person.unit)
    open_rounds = tuple(phrase("menu.round", name=one.name, closes=one.closes) for one in rounds[:MOST_ROUNDS])
    if len(rounds) > MOST_ROUNDS:
        open_rounds = (*open_rounds, phrase("menu.more_rounds", n=len(rounds) - MOST_ROUNDS))
    drafts = (phrase("menu.drafts", n=len(scene.drafts)),) if scene.drafts else ()
    return (hello, *(open_rounds or (phrase("menu.no_round"),)), *drafts)


MENU = FlowKind("menu", menu)
