# SPDX-License-Identifier: Apache-2.0
"""What a bundle says that it withholds: schemas/README.md, section Bundle."""


class Bundle:
    """The two tables of a bundle whose last entry is at `entries` − 1. `disorder` counts ranges that count for nothing.
    """

    def __init__(self, terms, ranges, entries):
        self.project, self.size, self.private = terms[0], terms[1], terms[2] == 1
        self.entries = entries
        self._seqs, self.disorder, free = set(), 0, 0
        for first, last in ranges:
            if free <= first <= last < entries:
                self._seqs.update(range(first, last + 1))
                free = last + 1
            else:
                self.disorder += 1

    @property
    def of_statements(self):
        """Whether it is of no project, and discloses no event."""
        return self.project == ""

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
    """Pseudonym → the device's events that can be read, in order."""

    def __init__(self):
        super().__init__()
        self._withheld = []     # (seq, project, pseudonym) of events whose payload is withheld
        self._projects = {}     # pseudonym → (seq, project) of every event
        self._further = {}      # further identifier → [seq, the device it means from there on, or None], in order
        self._brought = {}      # seq → the further identifiers it brings

    def note(self, entry, is_withheld):
        self._projects.setdefault(entry["device"], []).append((entry["seq"], entry["project"]))
        for also in entry.get("also", []):
            self._further.setdefault(also, []).append((entry["seq"], entry["device"]))
            self._brought.setdefault(entry["seq"], []).append(also)
        if entry["kind"] == "void":
            for freed in self._brought.get(entry.get("standing", entry.get("after")), []):
                self._further[freed].append((entry["seq"], None))
        if is_withheld:
            self._withheld.append((entry["seq"], entry["project"], entry["device"]))

    def device_of(self, pseudonym, size):
        """The device that a pseudonym means at a size of the log."""
        meant = [device for seq, device in self._further.get(pseudonym, []) if seq < size]
        return meant[-1] if meant and meant[-1] is not None else pseudonym

    def withheld_devices(self):
        return {pseudonym for _, _, pseudonym in self._withheld}

    def withheld_beside(self, project_id):
        """The devices with events of a project, of which events of other projects alone are withheld."""
        own = {pseudonym for _, project, pseudonym in self._withheld if project == project_id}
        return {pseudonym for pseudonym in self.withheld_devices() - own
                if any(project == project_id for _, project in self._projects[pseudonym])}

    def withholds_of(self, project_id, size):
        """Whether an event of the project below `size` is withheld."""
        return any(seq < size and project == project_id for seq, project, _ in self._withheld)

    def require(self, project_id, size):
        """Raises Withheld where a derivation of the project at a size needs what is not disclosed: an event, of
        whichever project, of a device that has one in the project."""
        for seq, _, pseudonym in self._withheld:
            if seq < size and any(project == project_id and other < size for other, project in self._projects[pseudonym]):
                raise Withheld(f"the payload of entry {seq} is withheld")
