# SPDX-License-Identifier: Apache-2.0
"""Checkpoints, those of the ledger and those from elsewhere: schemas/README.md, section Verification."""
import notes
from findings import Finding


class Heads:
    """All signed notes of a ledger, and the heads that statements may have seen."""

    def __init__(self, rows):
        self._rows = []         # (size of the row, checkpoint or None)
        for size, note in rows:
            try:
                checkpoint = notes.read(note)
            except notes.Malformed:
                checkpoint = None
            self._rows.append((size, checkpoint))
        self._sizes = {size for size, _ in self._rows}
        self.seen = {}          # (size, root in hex) that a statement may have seen → when the log went on, or None
        self._reached = {}      # (size, root in hex) → the time of its last entry, or None
        self._signed = set()    # those that the log key signed, once that is known

    def trust(self, origin, log_key):
        """Entry 0 told whose signatures count."""
        self._signed = {(size, checkpoint.root.hex()) for size, checkpoint in self._rows
                        if checkpoint is not None and checkpoint.size == size and checkpoint.origin == origin
                        and notes.is_signed(checkpoint, origin, log_key)}
        self.seen = dict.fromkeys(self._signed) | self.seen

    def signs(self, size, root):
        """Whether a stored checkpoint says so; whether that is right, its own finding says."""
        return (size, root.hex()) in self._signed

    def reach(self, size, root, time, last):
        """A statement of that time stands behind the first `size` entries, the last of which is of the time `last`:
        whoever signed it, or a later one, may have seen that head."""
        self.seen[size, root.hex()] = time
        self._reached[size, root.hex()] = last

    def knows(self, head, seq):
        """Whether the statement that is entry `seq` can speak of a head, {"root", "size"}."""
        return 0 < head["size"] <= seq and (head["size"], head["root"]) in self.seen

    def passed_at(self, head):
        """When the entry behind it was recorded, as far as that is known; of the one that is judged, too."""
        return self.seen[head["size"], head["root"]]

    def reached_at(self, head):
        return self._reached.get((head["size"], head["root"]))

    def sizes_stored(self):
        """The size of each note, as the ledger files it."""
        return [size for size, _ in self._rows]

    def commit_findings(self, size):
        """A commit ends before each statement but the first, and at the end of the log: with a note filed under that
        size, whatever is wrong with it."""
        return [] if size in self._sizes else [Finding("no_checkpoint", size - 1)]

    def findings(self, log, origin, log_key):
        """`log` knows its size and root_at(size). Origin and key are None where no entry 0 tells them."""
        wrong_from = None
        for size, checkpoint in sorted(self._rows, key=lambda row: row[0]):
            if checkpoint is None or checkpoint.size != size or origin not in (None, checkpoint.origin):
                yield Finding("malformed_checkpoint", None, size)
            elif log_key is not None and not notes.is_signed(checkpoint, origin, log_key):
                yield Finding("wrong_checkpoint_signature", None, size)
            elif log.broken:
                continue
            elif size > log.size:
                yield Finding("checkpoint_beyond_log", None, size)
            elif wrong_from in (None, size) and log.root_at(size) != checkpoint.root:
                wrong_from = size
                yield Finding("wrong_root", None, size)


def outside_findings(text, log, origin, log_key, words):
    """Findings of one note from outside the database; `words` are for one that is beyond the log and for one
    with another root."""
    try:
        checkpoint = notes.read(text)
    except notes.Malformed:
        return [Finding("malformed_checkpoint")]
    if origin not in (None, checkpoint.origin):
        return [Finding("malformed_checkpoint")]
    if log_key is not None and not notes.is_signed(checkpoint, origin, log_key):
        return [Finding("wrong_checkpoint_signature", None, checkpoint.size)]
    if log.broken:
        return []
    if checkpoint.size > log.size:
        return [Finding(words[0], None, checkpoint.size)]
    if log.root_at(checkpoint.size) != checkpoint.root:
        return [Finding(words[1], None, checkpoint.size)]
    return []
