"""Finding a field or a passage of the plans by a few words. What is found is opened with one tap."""

from conversations.answers.choice import Choice
from conversations.answers.question import Option
from conversations.answers.text import ShortText
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.plan_field import Looking, show_field
from conversations.flows.plan_parts import read_part
from conversations.plans.search import Hit, nearest, search
from conversations.texts import Text, phrase

FIND, AGAIN, ADVISE = "+find", "+again", "+advise"
MOST = 200
"""Characters that can be searched for."""
TRIES = 40
"""Searches one after another; then the flow ends."""


def find_option() -> Option:
    """Return the way to the search, for a list that has one."""
    return Option(FIND, phrase("search.find"), ("tim", "tim kiem", "search"))


def find(scene: Scene, words: str = "") -> Looking:
    """Ask for words unless there are some, and show what they find, until something of it is opened."""
    for attempt in range(TRIES):
        if not words:
            words = yield from ShortText(key=f"words{attempt}", name="search", most=MOST, listed=False)
        hits = search(scene.plans, words)
        near = () if hits else nearest(scene.plans, words)
        chosen = yield from Choice(
            key=f"hits{attempt}",
            name="search.hits" if hits else "search.none",
            args={"words": words, "n": len(hits)},
            choices=(*_hits(scene, hits), *_near(near), *_others(hits)),
            listed=False,
        )
        if chosen == ADVISE:
            return Finish(then=Start("advise"))
        if chosen.isdecimal():
            return (yield from _open(scene, hits[int(chosen)]))
        words = near[0] if chosen == "near" and near else ""
    return Finish()


def _hits(scene: Scene, hits: tuple[Hit, ...]) -> tuple[Option, ...]:
    return tuple(Option(str(number), _named(scene, hit)) for number, hit in enumerate(hits))


def _named(scene: Scene, hit: Hit) -> Text:
    """The field and its plan, and the sentence in which it was found."""
    plan = scene.plans[hit.place.plan_id]
    field = plan.field(hit.place.field_id)
    name: Text = field.title if field else phrase(f"search.in.{hit.place.section}")
    if not hit.sentence:
        return phrase("search.hit.title", name=name, plan=plan.short)
    return phrase("search.hit", name=name, plan=plan.short, sentence=hit.sentence)


def _near(near: tuple[str, ...]) -> tuple[Option, ...]:
    return tuple(Option("near", phrase("search.near", words=words)) for words in near)


def _others(hits: tuple[Hit, ...]) -> tuple[Option, ...]:
    again = Option(AGAIN, phrase("search.again"), ("tim lai", "tim chu khac", "search again"))
    return (again,) if hits else (again, Option(ADVISE, phrase("menu.advise"), ("goi y", "giup toi chon")))


def _open(scene: Scene, hit: Hit) -> Looking:
    plan = scene.plans[hit.place.plan_id]
    field = plan.field(hit.place.field_id)
    if field is not None:
        return (yield from show_field(scene, plan, field))
    return (yield from read_part(scene, plan, hit.place.section))


def search_flow(scene: Scene) -> Flow:
    """Search for the words that came with the command, or ask for some."""
    return (yield from find(scene, str(scene.args.get("words", ""))))


SEARCH = FlowKind("search", search_flow, open=True, browse=True)
