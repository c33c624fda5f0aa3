# SPDX-License-Identifier: Apache-2.0
"""Findings, in the order of the vocabulary: schemas/findings.md, and schemas/README.md, section Verification."""
import pathlib
import re
from typing import NamedTuple, Optional

_PAGE = pathlib.Path(__file__).resolve().parents[2] / "schemas/findings.md"
WORDS = re.findall(r"^### ([a-z_]+)$", _PAGE.read_text(encoding="utf-8"), re.MULTILINE)


class Finding(NamedTuple):
    """`seq` of an entry, or `size` of a checkpoint, or neither."""

    word: str
    seq: Optional[int] = None
    size: Optional[int] = None
    detail: str = ""

    def order(self):
        return (self.seq is None, self.seq or 0, WORDS.index(self.word), self.size or 0, self.detail)


WORD_OF_REFUSAL = {"bad_signature": "wrong_signature", "unknown_head": "unknown_seen", "replayed": "replayed_statement"}


def of_refusal(refused):
    """The finding's word of a statement that should have been refused."""
    if refused.startswith("methodology_") and refused != "methodology_already_adopted":
        return "methodology_unsound"
    return WORD_OF_REFUSAL.get(refused, "not_permitted")
