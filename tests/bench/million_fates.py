"""What became of the million: decisions, remarks, votes, visits, the gallery with its words, the journal. Made in the
database from the nominations that are there already, so that each fits its own.
"""

from conversations.answers.folding import fold
from tests.bench.names import WORK

_WORDS = ", ".join(f"'trong {fold(work)} nuoi bo lam giau giup ho ngheo'" for work in WORK)
_LEADERS = "(SELECT unit_id, min(person_id) AS person_id FROM roles WHERE role = 'leader' GROUP BY unit_id)"


def _decided(act: str, where: str, days: int, unit: str = "n.territory_id") -> str:
    """Every nomination of which this holds was decided about, by the leader of its commune."""
    return f"""
        INSERT INTO decisions (nomination_id, person_id, unit_id, act, note, was, at)
        SELECT n.id, l.person_id, {unit}, '{act}', 'Anh chị viết rõ cách làm.', '{{}}', n.at + interval '{days} days'
        FROM nominations n JOIN {_LEADERS} l ON l.unit_id = n.territory_id WHERE {where}
    """  # noqa: S608 - the parts are those below


def _ballots(table: str, more: str, values: str) -> str:
    """Those who voted: everybody where the vote is closed, half of them where it is open."""
    return f"""
        INSERT INTO {table} (vote_id, nomination_id, {more})
        SELECT v.id, i.nomination_id, {values} FROM votes v
        JOIN vote_items i ON i.vote_id = v.id JOIN vote_members m ON m.vote_id = v.id
        WHERE v.closed_at IS NOT NULL OR m.person_id % 2 = 0
    """  # noqa: S608 - the parts are those below


_DECISIONS = (
    _decided("return", "n.id % 3 = 0 OR (n.stage = 'returned' AND n.station = 0)", 2),
    _decided("forward", "n.station = 1", 5),
    _decided("nurture", "n.stage = 'nurturing'", 6),
    _decided("decline", "n.stage = 'declined'", 9, "n.desk_id"),
    _decided("recognise", "n.stage IN ('recognised', 'propagated')", 20, "n.desk_id"),
    """
        INSERT INTO comments (nomination_id, person_id, text, at)
        SELECT id, 1 + id % 1000, 'Mô hình làm thật, bà con học được.', at + interval '1 day' FROM nominations
        WHERE id % 8 = 0
    """,
    "INSERT INTO recusals SELECT id, 1 + id % 1000, 'Là em họ.', at FROM nominations WHERE id % 50 = 0",
    """
        INSERT INTO places (round_id, unit_id, field_id, taken)
        SELECT round_id, territory_id, '', count(*) FROM nominations WHERE station = 1 GROUP BY 1, 2
    """,
)
_VOTES = (
    f"""
        INSERT INTO votes (unit_id, round_id, person_id, secret, quorum, passing, base, closes_on, opened_at, closed_at,
                           version)
        SELECT l.unit_id, r.id, l.person_id, true, '2/3', '1/2', 'members', r.closes, r.opens,
               CASE WHEN r.year < 2028 THEN r.closes END, 1
        FROM {_LEADERS} l JOIN units u ON u.id = l.unit_id JOIN rounds r ON r.unit_id = u.parent_id
        ORDER BY r.year, l.unit_id
    """,  # noqa: S608 - the part is the one above
    """
        INSERT INTO vote_items
        SELECT vote_id, nomination_id FROM (
            SELECT v.id AS vote_id, n.id AS nomination_id, row_number() OVER (PARTITION BY v.id ORDER BY n.id) AS at
            FROM votes v JOIN nominations n ON n.round_id = v.round_id AND n.territory_id = v.unit_id
            WHERE (v.closed_at IS NULL AND n.stage = 'submitted') OR (v.closed_at IS NOT NULL AND n.station = 1)
        ) one WHERE at <= 5
    """,
    """
        INSERT INTO vote_members SELECT v.id, r.person_id FROM votes v JOIN roles r ON r.unit_id = v.unit_id
        WHERE r.role IN ('council', 'leader')
    """,
    _ballots("turnouts", "person_id", "m.person_id"),
    _ballots("ballots", "mark, opinion", "md5(m.person_id::text || v.id::text), 'for'"),
)
_FOLLOWED = (
    """
        INSERT INTO visits (nomination_id, person_id, news, obstacle, missing, at)
        SELECT id, person_id, 'Đã có thêm 2 lao động.', 'Thiếu vốn.', 2, at + interval '90 days' * time
        FROM nominations, generate_series(1, 2) time WHERE stage = 'nurturing'
    """,
    """
        INSERT INTO follow_ups (nomination_id, person_id, works, households, units, help, at)
        SELECT id, person_id, 'well', id % 7, id % 2, '', at + interval '90 days' FROM nominations
        WHERE stage IN ('recognised', 'propagated') AND id % 2 = 0
    """,
    """
        INSERT INTO gallery (nomination_id, agreed, person_id, at)
        SELECT id, id % 8 <> 0, person_id, at + interval '30 days' FROM nominations
        WHERE stage IN ('recognised', 'propagated') AND id % 5 < 3 ORDER BY id
    """,
    f"""
        INSERT INTO gallery_words (word, entry_id)
        SELECT DISTINCT unnest(string_to_array(
            n.subject_folded || ' ' || u.folded || ' hoi nong dan ' || (ARRAY[{_WORDS}])[1 + g.id % {len(WORK)}], ' '
        )), g.id
        FROM gallery g JOIN nominations n ON n.id = g.nomination_id JOIN units u ON u.id = n.territory_id WHERE g.agreed
        ORDER BY 1, 2
    """,  # noqa: S608 - the words are those above
    "INSERT INTO gallery_words SELECT '', id FROM gallery WHERE agreed ON CONFLICT DO NOTHING",
)
_JOURNAL = (
    """
        INSERT INTO journal (id, at, person_id, owner, act, nomination_id, draft, detail, before_hash, hash)
        SELECT id, at, person_id, 'p:' || person_id, 'filed', id, draft, '{}', md5(id::text), md5((id + 1)::text)
        FROM nominations
    """,
    """
        INSERT INTO journal (id, at, person_id, owner, act, nomination_id, detail, before_hash, hash)
        SELECT 10000000 + id, at + interval '1 day', 1 + id % 1000, 'p:' || 1 + id % 1000, 'viewed', id, '{}',
               md5(id::text), md5((id + 1)::text)
        FROM nominations WHERE id % 2 = 0
    """,
    """
        INSERT INTO journal (id, at, person_id, owner, act, draft, detail, before_hash, hash)
        SELECT 20000000 + id * 10 + time, at - interval '1 minute' * time, person_id, 'p:' || person_id, 'answered',
               draft, '{"key": "place", "value": 7}', md5(id::text), md5((id + 1)::text)
        FROM nominations, generate_series(0, 9) time WHERE id % 10 = 0
    """,
)
FATES = (*_DECISIONS, *_VOTES, *_FOLLOWED, *_JOURNAL)
