"""A nomination that looks like another, in words: whom it is about, and who made it as far as the person may see."""

from conversations.flow import Scene
from conversations.queries import Twin
from conversations.texts import Text, phrase


def whom(twin: Twin) -> Text:
    """Return "Hoàng Văn Thắng, sinh 1979, thôn Đồng Mỏ"; of a date only the year, which is enough to tell by."""
    born = phrase("twin.born", name=twin.subject, year=twin.born[:4]) if twin.born else twin.subject
    return phrase("twin.whom", who=born, place=twin.place) if twin.place else born


def by_whom(twin: Twin) -> Text:
    """Return who nominated the subject and when."""
    if twin.own and twin.at:
        return phrase("twin.own", on=twin.at, year=str(twin.year))
    if twin.by and twin.unit and twin.at:
        return phrase("twin.by", by=twin.by, unit=twin.unit, on=twin.at, year=str(twin.year))
    return phrase("twin.elsewhere", year=str(twin.year))


def in_which_field(twin: Twin, plan_id: str, field_id: str, scene: Scene) -> tuple[Text, ...]:
    """Name the field of the other nomination where it is another one."""
    plan = scene.plans.get(plan_id)
    field = plan.field(twin.field_id) if plan and twin.field_id != field_id else None
    return (phrase("twin.field", field=field.title),) if field else ()
