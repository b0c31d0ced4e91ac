"""A round in texts: the plan, the dates, the quotas as they hold, what is the admin's own. No rules stand here."""

from conversations.calendar.tet import tet_warning
from conversations.flow import Scene
from conversations.flows.extension import extension_lines
from conversations.flows.quota import quota_line
from conversations.flows.round_days import milestone_lines
from conversations.plans.plan import Plan
from conversations.plans.rules import Rules
from conversations.queries import Round
from conversations.texts import Joined, Text, phrase


def round_card(round_: Round, plan: Plan, scene: Scene) -> tuple[Text, ...]:
    """Return what an admin needs to see of a round; `plan` is the one it was opened from."""
    work = scene.plans.at_work(plan, round_.rules)
    over = (phrase("round.card.template", plan=plan.short),) if plan.over(scene.today) else ()
    warning = tet_warning(round_.closes)
    return (
        phrase("round.card", name=round_.name, opens=round_.opens, closes=round_.closes),
        *extension_lines(round_, scene),
        *((phrase("round.card.warning", warning=warning),) if warning else ()),
        *over,
        phrase("round.card.years", years=Joined(tuple(map(str, round_.years)))),
        *(quota_line(quota) for quota in work.quotas),
        *_own(round_.rules, plan),
        *milestone_lines(plan, round_.rules, round_.year),
    )


def _own(rules: Rules, plan: Plan) -> tuple[Text, ...]:
    """What the admin set himself, so that nobody takes it for the plan's."""
    dropped = len(rules.dropped)
    fields = {field.id: field.title for field in plan.fields}
    named = tuple(fields[one] for one in dict.fromkeys(own.field for own in rules.criteria) if one in fields)
    return (
        *((phrase("round.card.dropped", n=dropped),) if dropped else ()),
        *((phrase("round.card.criteria", n=len(rules.criteria), fields=Joined(named)),) if rules.criteria else ()),
        *(phrase("round.card.threshold", text=one.text, field=fields.get(one.field, "")) for one in rules.thresholds),
        *((phrase("round.card.successors", n=len(rules.successors)),) if rules.successors else ()),
    )
