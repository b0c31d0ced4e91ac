"""The kinds of check, one file each: what a criterion asks for, and what the answers say about it.

Adding a kind: one file, one line in CHECKS, its rows in tests/criteria/, its words in locales/.
"""

from conversations.criteria.any_of import AnyOf
from conversations.criteria.check import Check
from conversations.criteria.count import Count
from conversations.criteria.evidenced import Evidenced
from conversations.criteria.judged import Judged
from conversations.criteria.negative import Negative
from conversations.criteria.prize import Prize
from conversations.criteria.rating_yearly import RatingYearly
from conversations.criteria.rising import Rising
from conversations.criteria.title_once import TitleOnce
from conversations.criteria.title_yearly import TitleYearly

CHECKS: tuple[type[Check], ...] = (
    Rising,
    TitleYearly,
    TitleOnce,
    RatingYearly,
    Prize,
    Count,
    Negative,
    Evidenced,
    Judged,
    AnyOf,
)
