# SPDX-License-Identifier: Apache-2.0
"""What may happen to a device, in which order: schemas/README.md, section Life cycle."""

UNSEEN, COLLECTED, RECONDITIONED, SCRAPPED, RESOLD, DISPOSED = range(6)
OPEN = (COLLECTED, RECONDITIONED, SCRAPPED)
BY_OUTCOME = "by outcome"
FIVE_MINUTES = 300_000

_COLUMNS = ("collection", "reconditioning", "resale", "return", "disposal")
_TABLE = {
    UNSEEN: (COLLECTED, "reconditioning_before_collection", "resale_before_reconditioning", "return_before_resale",
             "disposal_before_collection"),
    COLLECTED: ("cycle_already_open", BY_OUTCOME, "resale_before_reconditioning", "return_before_resale", DISPOSED),
    RECONDITIONED: ("cycle_already_open", BY_OUTCOME, RESOLD, "return_before_resale", DISPOSED),
    SCRAPPED: ("cycle_already_open", BY_OUTCOME, "resale_before_reconditioning", "return_before_resale", DISPOSED),
    RESOLD: (COLLECTED, "reconditioning_before_collection", "resale_before_reconditioning", RECONDITIONED,
             "disposal_before_collection"),
    DISPOSED: (COLLECTED, "reconditioning_before_collection", "resale_before_reconditioning", "return_before_resale",
               "disposal_before_collection"),
}


def next_stage(stage, event):
    """The stage after an event, or the word it is refused with."""
    found = _TABLE[stage][_COLUMNS.index(event.kind)]
    if found == BY_OUTCOME:
        return RECONDITIONED if event.facts["outcome"] == "reconditioned" else SCRAPPED
    return found


class Device:
    """A device's state. `standing` has (event, stage after it) for every event that stands."""

    def __init__(self):
        self.last = None        # seq of the last event of any kind
        self.events = {}        # seq → event
        self.standing = []
        self.cycles = []        # for each of these: its cycle's collection, and seq of its last reconditioning
        self.stands = None      # seq of the last event that stands; of an unreadable device, as its entries say
        self.readable = True    # False once an event could not be read: then only the chain is followed

    @property
    def stage(self):
        return self.standing[-1][1] if self.standing else UNSEEN

    @property
    def category(self):
        """The category of the last standing collection."""
        return self.cycles[-1][0].facts["category"] if self.cycles else None

    def links(self, kind):
        """The members standing, collection and reconditioning that the entry of the next event has to have."""
        top = self.standing[-1][0].seq if self.standing else None
        found = {"standing": top} if top != self.last else {}
        if kind in ("collection", "void") or top is None:
            return found
        begun, reconditioned = self.cycles[-1]
        named = {"collection": begun.seq, "reconditioning": reconditioned}
        return found | {name: seq for name, seq in named.items() if seq not in (None, top)}

    def refusal(self, event):
        """The word that the life cycle refuses an event with, or None."""
        if self.standing:
            last = self.standing[-1][0]
            ours = self.stage in OPEN or event.kind == "void" or (event.kind == "return" and self.stage == RESOLD)
            if last.project != event.project and ours:
                return "device_of_another_project"
            if event.kind != "void" and event.at < last.at:
                return "out_of_order"
        if event.kind == "void":
            return self._void_refusal(event.facts["voids"])
        found = next_stage(self.stage, event)
        return found if isinstance(found, str) else None

    def _void_refusal(self, voided):
        if voided not in self.events:
            return "void_of_unknown_event"
        if self.events[voided].kind == "void":
            return "void_of_void"
        if not self.standing or self.standing[-1][0].seq != voided:
            return "void_not_last"
        return None

    def record(self, event):
        """Takes in an event that was not refused."""
        self.events[event.seq] = event
        if event.kind == "void":
            self.standing.pop()
            self.cycles.pop()
        else:
            begun, reconditioned = (event, None) if event.kind == "collection" else self.cycles[-1]
            self.cycles.append((begun, event.seq if event.kind == "reconditioning" else reconditioned))
            self.standing.append((event, next_stage(self.stage, event)))


def event_refusals(event, time, project, signer_role, device, registered):
    """The words of all event rules that are broken. `project` knows its methodology, if any."""
    words, facts, keys = [], event.facts, project.keys
    if keys is not None:
        words += _unknown_keys(event, keys, device) + _unasked(event, project.asked)
    if facts["participant"] not in registered:
        words.append("unknown_participant")
    if event.at < project.counts_from(facts["participant"]):
        words.append("before_notification")
    exempt = event.kind in ("void", "return", "disposal") or (event.kind == "collection" and device.stage == RESOLD)
    if project.closed_on is not None and event.at >= project.closed_on and not exempt:
        words.append("after_closure")
    if event.kind == "collection":
        if project.followed_from is not None and event.at >= project.followed_from:
            words.append("collected_under_another_methodology")
        if project.follows is not None and event.at < project.crediting[0]:
            words.append("collected_under_another_methodology")
    if event.at > time + FIVE_MINUTES:
        words.append("in_the_future")
    if signer_role == "certifier" and event.kind != "void":
        words.append("wrong_role")
    return words


def _unknown_keys(event, keys, device):
    words, facts = [], event.facts
    if event.kind == "collection" and not keys.has("category", facts["category"]):
        words.append("unknown_category")
    if any(not keys.has("mode", leg["mode"]) for leg in facts.get("legs", [])):
        words.append("unknown_mode")
    if device.stage in OPEN and any(not keys.has_part(device.category, part["part"], part["origin"])
                                    for part in facts.get("parts", [])):
        words.append("unknown_part")
    if not keys.has("country", facts["country"]):
        words.append("unknown_country")
    return words


def _unasked(event, asked):
    """Section What is asked of events, of methodologies/README.md."""
    words, facts = [], event.facts
    if "data_erasure" in facts and not asked.knows_standard(facts["data_erasure"]["standard"]):
        words.append("unknown_erasure_standard")
    if "confirmed" not in facts and "model" in facts and asked.nearly_listed(facts["model"]):
        words.append("model_nearly_listed")
    if "confirmed" not in facts and asked.is_unlikely(facts):
        words.append("unlikely_quantity")
    return words
