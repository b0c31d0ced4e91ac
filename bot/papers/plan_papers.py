"""Plans as workbooks for whoever asks, and workbooks that came in, read: the one place that joins the two.

Everything here blocks and takes a second for a large plan: threads run it, outside of any transaction.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.papers.plan_workbook import PlanWorkbook
from bot.shelf import Shelf
from conversations.model import Json
from conversations.plans.documents import document_to_json
from conversations.texts import text_to_json


class PlanPapers:
    """`folder` holds the documents of the house, `shelf` those that admins published."""

    def __init__(self, folder: Path, shelf: Shelf, workbook: PlanWorkbook) -> None:
        self._folder = folder
        self._shelf = shelf
        self._workbook = workbook

    def plan(self, ref: str) -> bytes:
        """Return the workbook of the plan `ref` ("huu-lung@2"). Raises LookupError where there is none."""
        plan_id, _, version = ref.partition("@")
        return self._workbook.write(self._document(plan_id, int(version)))

    def template(self, _: str) -> bytes:
        """Return the workbook to begin a plan with."""
        return self._workbook.template()

    def reading(self, content: bytes, name: str) -> tuple[Json, bytes | None]:
        """Return what stands in a workbook, as `WorkbookRead` answers it, and where faulty the same workbook marked."""
        read = self._workbook.read(content, name)
        faults: list[Json] = [text_to_json(fault.sentence) for fault in read.faults]
        return {"document": document_to_json(read.document), "faults": faults}, read.marked

    def _document(self, plan_id: str, version: int) -> Mapping[str, Any]:
        published = self._shelf.document(plan_id, version)
        if published is not None:
            return published
        for path in sorted(self._folder.glob("*.toml")):
            document = tomllib.loads(path.read_text(encoding="utf-8"))
            if document["id"] == plan_id:
                return document
        raise LookupError(f"{plan_id}@{version} is neither published nor of the house")
