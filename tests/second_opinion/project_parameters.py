# SPDX-License-Identifier: Apache-2.0
"""What a methodology asks of projects: schemas/methodologies/README.md, section Project parameters."""
from typing import NamedTuple


class ProjectParameter(NamedTuple):
    unit: tuple
    lowest: int
    highest: int
    by_category: bool
    practice: bool = False

    def can_be_zero(self):
        return self.lowest <= 0 <= self.highest


def categories_of(tables):
    return next((table.rows for table in tables.values() if table.by == ("category",)), {})
