# SPDX-License-Identifier: Apache-2.0
"""What a bundle says that it withholds: schemas/README.md, section Bundle."""


class Bundle:
    """The two tables of a bundle of a log with `entries` entries. `disorder` counts ranges that count for nothing."""

    def __init__(self, terms, ranges, entries):
        self.project, self.size, self.private = terms[0], terms[1], terms[2] == 1
        self._seqs, self.disorder, free = set(), 0, 0
        for first, last in ranges:
            if free <= first <= last < entries:
                self._seqs.update(range(first, last + 1))
                free = last + 1
            else:
                self.disorder += 1

    def lists(self, seq):
        return seq in self._seqs

    def discloses_private(self, project):
        """Whether the private part of an entry of this project is in the bundle, where there is one."""
        return self.private and project == self.project

    def document(self):
        return {"private": self.private, "project": self.project, "size": self.size}


class Withheld(Exception):
    """A figure rests on a payload that the bundle withholds."""


class Histories(dict):
    """Pseudonym → the device's events that can be read, in order; `withheld` has (seq, project, pseudonym) of each
    event whose payload is withheld."""

    def __init__(self):
        super().__init__()
        self.withheld = []

    def withheld_seqs(self):
        return {seq for seq, _, _ in self.withheld}

    def withheld_devices(self):
        return {pseudonym for _, _, pseudonym in self.withheld}

    def require(self, project_id, size):
        """Raises Withheld where a derivation of the project at a size needs what is not disclosed: one of its events,
        or an earlier event of a device that has one."""
        for seq, project, pseudonym in self.withheld:
            if seq < size and (project == project_id or any(
                    event.project == project_id and seq < event.seq < size for event in self.get(pseudonym, []))):
                raise Withheld(f"the payload of entry {seq} is withheld")
