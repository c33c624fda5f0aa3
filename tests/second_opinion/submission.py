# SPDX-License-Identifier: Apache-2.0
"""The events behind a submission: schemas/README.md, section Submission."""
import hashlib

import entries


class Submission:
    """The events that are due behind a submission. What is not known of it is None."""

    def __init__(self, seq, act, role):
        self.seq, self.role = seq, role
        self.count = act["count"] if act else None
        self.digest = act["digest"] if act else None
        self.project = None
        self.met, self.manifest = 0, hashlib.sha256()

    def take(self, entry):
        self.met += 1
        if entry is None or not entries.is_event(entry):
            self.digest = None  # cannot be judged
        else:
            names = ",".join([entry["device"], *entry.get("also", [])])
            self.manifest.update(f"{entry['kind']} {names} {entry['payload']}\n".encode())

    def is_complete(self):
        return self.met == self.count
