# SPDX-License-Identifier: Apache-2.0
"""Which identifiers belong to which device as entries follow one another: schemas/README.md, section Device."""
import lifecycle


class Identities:
    """Devices by the pseudonym that their entries name, and their further identifiers."""

    def __init__(self):
        self.devices = {}       # pseudonym → lifecycle.Device
        self.further = {}       # further identifier → its device, None once it is free again
        self._brought = {}      # seq → the further identifiers that were tied by it
        self._below = {}        # seq of an event → what stood before it, as its entry says

    def take(self, seq, entry, unreadable):
        """The entry's device, and the findings about its chain and its further identifiers."""
        found, name = [], entry["device"]
        if self.further.get(name):
            found.append("wrong_device")
        device = self.devices.setdefault(name, lifecycle.Device())
        after = entry.get("after")
        if after != device.last:
            device.readable = False
            if after not in unreadable:
                found.append("wrong_after")
        if "also" in entry and entry["kind"] == "void":
            return device, found + ["wrong_also"]
        for other in entry.get("also", []):
            known = self.devices.get(other)
            if self.further.get(other) or other == name or (known and known.stands is not None):
                found.append("wrong_also")
            else:
                self.further[other] = name
                self._brought.setdefault(seq, []).append(other)
        return device, found

    def follow(self, seq, entry, device, recorded):
        """What stands of the device after its entry, and which identifiers are free again. `recorded` is the event, unless
        it was refused. Of a device that cannot be read, the entries say it."""
        self._below[seq] = entry["standing"] if "standing" in entry else entry.get("after")
        voided = None
        if device.readable:
            if recorded and entry["kind"] == "void":
                voided = recorded.facts["voids"]
            device.stands = device.standing[-1][0].seq if device.standing else None
        elif entry["kind"] != "void":
            device.stands = seq
        elif self._below[seq] is not None:
            voided = self._below[seq]
            device.stands = self._below.get(voided)
        for other in self._brought.get(voided, []):
            if self.further.get(other) == entry["device"]:
                self.further[other] = None
