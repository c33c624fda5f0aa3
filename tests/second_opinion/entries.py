# SPDX-License-Identifier: Apache-2.0
"""Entries: schemas/README.md, section Entry."""
import acts
import canonical_json
import events
import merkle
import values

LONGEST = 65_535
_FIELDS = {"after", "also", "collection", "device", "kind", "matters", "on", "payload", "prev", "previous", "project", "reconditioning",
           "seq", "standing", "time"}


def is_known_kind(kind):
    return kind in acts.ACTS or kind in events.KINDS


def is_event(entry):
    return entry["kind"] in events.KINDS


def _has_forms(entry):
    return (values.matches("[a-z_]{1,32}", entry["kind"]) and values.is_digest(entry["payload"])
            and values.is_digest(entry["prev"]) and values.is_integer(entry["seq"])
            and values.instant(entry["time"]) is not None
            and ("project" not in entry or values.is_project(entry["project"]))
            and ("after" not in entry or values.is_integer(entry["after"]))
            and ("device" not in entry or values.is_short_hex(entry["device"]))
            and ("also" not in entry or _is_also(entry["also"], entry.get("device"))))


def _points_back(entry):
    """Whether a statement names the one before it, and an event none."""
    previous, on = entry.get("previous"), entry.get("on")
    if "device" in entry:
        return previous is None and on is None and "matters" not in entry
    if (previous is None) != (entry["seq"] == 0) or (previous is None) != ("matters" not in entry):
        return False
    if "matters" in entry and not values.is_digest(entry["matters"]):
        return False
    if previous is not None and not (values.is_integer(previous) and previous < entry["seq"]):
        return False
    return on is None or (values.is_integer(on) and previous is not None and on <= previous)


LINKS = ("standing", "collection", "reconditioning")


def _names_its_device_s(entry):
    """Whether the events that an event rests on lead back, and none is named that follows from the others."""
    named = {name: entry[name] for name in LINKS if name in entry}
    if "device" not in entry:
        return not named
    if not all(values.is_integer(seq) or (name == "standing" and seq is None) for name, seq in named.items()):
        return False
    after = entry.get("after")
    if "standing" in named and (after is None or (named["standing"] is not None and named["standing"] >= after)):
        return False
    top = named.get("standing", after)
    if "collection" in named and (top is None or named["collection"] >= top):
        return False
    return "reconditioning" not in named or named.get("collection", top) < named["reconditioning"] < top


def matter_of(entry):
    """What a statement is on: its project, else keys or registry."""
    if "project" in entry:
        return entry["project"]
    on_keys = ("registry_opened", "replacement_stopped", "clock_corrected")
    return "keys" if entry["kind"] in on_keys or entry["kind"].startswith(("key_", "holder_")) else "registry"


class Matters:
    """The last statement of each matter, and the tree over them."""

    def __init__(self):
        self.last = {}  # by name, in the order of their first statements

    def take(self, entry, seq):
        self.last[matter_of(entry)] = seq

    def root(self):
        tree = merkle.Tree()
        for matter, seq in self.last.items():
            tree.append(merkle.leaf_hash(canonical_json.write({"last": seq, "matter": matter})))
        return tree.root().hex()


def _is_also(also, device):
    return (isinstance(also, list) and bool(also) and all(map(values.is_short_hex, also))
            and all(a < b for a, b in zip(also, also[1:])) and device not in also)


def read(data):
    """The entry that bytes hold, or None. One of an unknown kind is given too."""
    if data is None or len(data) > LONGEST:
        return None
    try:
        entry = canonical_json.read_canonical(data)
    except canonical_json.NotCanonical:
        return None
    if not isinstance(entry, dict) or not {"kind", "payload", "prev", "seq", "time"} <= set(entry) <= _FIELDS:
        return None
    if not _has_forms(entry):
        return None
    if ("after" in entry or "also" in entry) and "device" not in entry:
        return None
    if not _points_back(entry) or not _names_its_device_s(entry):
        return None
    if is_event(entry) and not ("device" in entry and "project" in entry):
        return None
    if entry["kind"] in acts.ACTS and "device" in entry:
        return None
    return entry
