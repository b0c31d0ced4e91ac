"""The plans at hand: every version of each, the newest under its id."""

from dataclasses import replace

from conversations.plans.documents import document_from_json, document_to_json
from tests.talk import PLANS

OLD = PLANS["huu-lung"]
NEW = replace(OLD, version=2, short="bản hai")


def test_the_newest_version_stands_under_the_id() -> None:
    more = PLANS.joined([NEW])
    assert more["huu-lung"] is NEW
    assert more.versions("huu-lung") == (NEW, OLD)
    assert more.at("huu-lung", 1) is OLD
    assert more.at("huu-lung", 3) is None
    assert (more.versions("none"), len(more), list(more)) == ((), len(PLANS), list(PLANS))


def test_joining_leaves_what_was_there() -> None:
    PLANS.joined([NEW])
    assert PLANS["huu-lung"] is OLD


def test_a_document_survives_json() -> None:
    document = {"id": "a", "begins": OLD.begins, "ends": OLD.ends, "fields": [{"id": "b"}]}
    assert document_from_json(document_to_json(document)) == document
    assert document_from_json(["no", "document"]) == {}
    assert document_from_json({"begins": "30/02/2025"}) == {"begins": "30/02/2025"}
