# SPDX-License-Identifier: Apache-2.0
"""Cycles, their classes and their amounts: schemas/README.md, section Derivation."""
from typing import NamedTuple

import decimal9
import lifecycle
from methodology_vectors import broken_rule, run_steps
from registry import dates

FRANCE = frozenset("FR BL GF GP MF MQ NC PF PM RE TF WF YT".split())
_DECIMALS = ("mass_kg", "energy_kwh", "packaging_kg")


CREDIT = ("avoided_manufacture", "avoided_journeys", "given_back", "baseline")


def counts(document, effect, territory):
    """Whether amounts of an effect on a territory are counted: `credited_territory`."""
    return territory == "france" or effect not in CREDIT or document.document.get("credited_territory") != "france"


class Amount(NamedTuple):
    """What one step yields, and where it counts; `cycle` is the device, and how many cycles of it stand before."""

    cycle: tuple
    effect: str
    territory: str
    direct: bool
    kgco2e: int
    at: int
    participant: str
    category: str
    reconditioning: str                 # light, full, none
    given_back_to: int | None = None    # of what is given back: the entry of the collection, if another project's


class Counted(NamedTuple):
    """The class of one cycle, and where it counts. `reason` is that of an ineligible one."""

    name: str
    reason: str
    at: int
    participant: str
    category: str
    confirmed: bool
    reconditioning: str


class Cycle:
    def __init__(self, collection):
        self.collection, self.reconditioning, self.resale, self.disposal = collection, None, None, None
        self.events = []

    def add(self, event):
        self.events.append(event)
        if event.kind in ("reconditioning", "resale", "disposal"):
            setattr(self, event.kind, event)
        elif event.kind == "return":
            self.resale = None

    @property
    def category(self):
        return self.collection.facts["category"]

    def facts(self):
        return (_facts("collection", self.collection, "category", "model", "mass_kg", "holder", "waste", "country")
                | _facts("reconditioning", self.reconditioning, "outcome", "functions_tested", "country")
                | _erasure(self.reconditioning)
                | _facts("resale", self.resale, "channel", "grade", "warranty_months", "country")
                | ({"confirmed": True} if self.is_confirmed() else {}))

    def is_confirmed(self):
        return any(event is not None and "confirmed" in event.facts
                   for event in (self.collection, self.reconditioning, self.resale))


def _refit(reconditioning):
    """How a cycle was reconditioned, by its last reconditioning."""
    return "none" if reconditioning is None else "full" if reconditioning.facts.get("parts") else "light"


def _facts(prefix, event, *fields):
    """The facts of an event that its payload has."""
    if event is None:
        return {}
    found = {f"{prefix}.{field}": event.facts[field] for field in fields if field in event.facts}
    for name, value in found.items():
        if name.partition(".")[2] in _DECIMALS:
            found[name] = decimal9.parse(value)
        elif name == "resale.warranty_months":
            found[name] = value * decimal9.ONE
    return found


def _erasure(reconditioning):
    if reconditioning is None:
        return {}
    erasure = reconditioning.facts.get("data_erasure")
    erased = erasure is not None and erasure.get("result") != "failed"
    found = {"reconditioning.data_erasure": erased}
    return found if not erased else found | {"reconditioning.data_erasure_standard": erasure["standard"]}


def _lists(event):
    legs = [{"mode": leg["mode"], "distance_km": decimal9.parse(leg["distance_km"])}
            for leg in event.facts.get("legs", [])]
    parts = [{"part": part["part"], "quantity": part["quantity"] * decimal9.ONE, "origin": part["origin"]}
             for part in event.facts.get("parts", [])]
    return {"event.legs": legs, "event.parts": parts}


def cycles_of(events, size):
    """The cycles of one device, by its standing events below `size`, in order of seq."""
    device, found = lifecycle.Device(), []
    for event in events:
        if event.seq < size:
            device.record(event)
    for event, _ in device.standing:
        if event.kind == "collection":
            found.append(Cycle(event))
        else:
            found[-1].add(event)
    return found


class Eligibility:
    """Which cycles of one project are credited, at one size of the log."""

    def __init__(self, registry, devices, project_id, size, assumed=None):
        self._registry, self._devices, self._size = registry, devices, size
        self.project = registry.projects[project_id]
        self._assumed = assumed     # in place of the project's own methodology

    def methodology(self, project_id=None):
        if self._assumed is not None and project_id in (None, self.project.id):
            return self._assumed
        project = self._registry.projects[project_id or self.project.id]
        return self._registry.methodologies[project.methodology]

    def is_void(self, cycle):
        """Whether a dispute of its collection was upheld."""
        return self._registry.void_collections.get(cycle.collection.seq, self._size) < self._size

    def reason(self, pseudonym, cycle):
        """Why a resold cycle is not eligible, or None."""
        stated = self._registry.projects[cycle.collection.project].stated
        broken = broken_rule(self.methodology(cycle.collection.project), cycle.facts(), stated)
        if broken is not None:
            return broken
        if any(self._registry.suspended(event.facts["participant"], event.at, self._size)
               for event in [cycle.collection, *cycle.events]):
            return "participant_suspended"
        for seq, act in self._registry.projects[cycle.collection.project].elsewhere:
            named = "devices" not in act or any(self._devices.device_of(name, self._size) == pseudonym
                                                for name in act["devices"])
            start, end = dates(act["period"]) if "period" in act else (cycle.resale.at, cycle.resale.at + 1)
            withdrawn = self._registry.projects[cycle.collection.project].declarations_withdrawn.get(seq, self._size)
            if seq < self._size <= withdrawn and named and start <= cycle.resale.at < end:
                return "credited_elsewhere"
        if self.is_void(cycle):
            return "collection_void"
        start, end = self._registry.projects[cycle.collection.project].crediting
        return None if start <= cycle.resale.at < end else "outside_crediting"


class Derivation(Eligibility):
    """Derives one project at one size of the log, from `devices` (bundle.Histories)."""

    def __init__(self, registry, devices, project_id, size, assumed=None):
        super().__init__(registry, devices, project_id, size, assumed)
        devices.require(project_id, size)
        self.amounts, self.classes = [], []
        self.collected = []     # (instant, category) of each cycle collected in the crediting period
        for pseudonym in sorted(devices):
            self._derive(pseudonym, cycles_of(devices[pseudonym], size))

    def _derive(self, pseudonym, cycles):
        for number, cycle in enumerate(cycles):
            self._name = pseudonym, number
            if cycle.collection.project == self.project.id:
                start, end = self.project.crediting
                if start <= cycle.collection.at < end:
                    self.collected.append((cycle.collection.at, cycle.category))
                self._events(cycle)
                self._cycle(pseudonym, cycle)
                later = next((other for other in cycles[number + 1:] if not self.is_void(other)), None)
                if later is not None:
                    self._recollection(pseudonym, cycle, later)

    def _add(self, document, scope, figures, event, category, refit, participant=None, given_back_to=None):
        for step in document.steps:
            if step.scope == scope and step.effect:
                in_france = step.territory == "france" or (step.territory == "event_country"
                                                           and event.facts["country"] in FRANCE)
                if not counts(document, step.effect, "france" if in_france else "abroad"):
                    continue
                start, end = self.project.crediting
                self.amounts.append(Amount(self._name, step.effect, "france" if in_france else "abroad", step.direct,
                                           figures[step.name], min(max(event.at, start), end - 1),
                                           participant or event.facts["participant"], category, refit, given_back_to))

    def _events(self, cycle):
        of_collection = _facts("collection", cycle.collection, "category", "model", "mass_kg", "holder", "waste",
                               "country")
        last = None
        for event in [cycle.collection, *cycle.events]:
            last = event if event.kind == "reconditioning" else last
            facts = (of_collection | _facts("event", event, "country", "energy_kwh", "packaging_kg")
                     | {"event.kind": event.kind})
            figures = run_steps(self.methodology(), "event", facts, _lists(event), project=self.project.stated)
            if cycle.collection.at < self.project.crediting[1]:
                self._add(self.methodology(), "event", figures, event, cycle.category, _refit(last))

    def _cycle(self, pseudonym, cycle):
        if cycle.resale is not None:
            reason = self.reason(pseudonym, cycle)
            start, end = self.project.crediting
            if not start <= cycle.resale.at < end:
                return
            self._count("credited" if reason is None else "ineligible", reason, cycle.resale, cycle)
            if reason is None:
                figures = run_steps(self.methodology(), "cycle", cycle.facts(), project=self.project.stated)
                self._add(self.methodology(), "cycle", figures, cycle.resale, cycle.category, _refit(cycle.reconditioning))
        elif cycle.disposal is not None:
            self._count("disposed", None, cycle.disposal, cycle)
        else:
            self._count("open", None, cycle.collection, cycle)

    def _count(self, name, reason, event, cycle):
        self.classes.append(Counted(name, reason, event.at, event.facts["participant"], cycle.category,
                                    name == "credited" and cycle.is_confirmed(),
                                    "none" if name == "open" else _refit(cycle.reconditioning)))

    def _recollection(self, pseudonym, cycle, later):
        """What `cycle`, if it is credited, gives back since the device was collected again, by whichever project."""
        if cycle.resale is None or self.reason(pseudonym, cycle) is not None:
            return
        document = self.methodology()
        facts = cycle.facts()
        figures = run_steps(document, "cycle", facts, project=self.project.stated)
        facts["elapsed_ms"] = decimal9.checked((later.collection.at - cycle.resale.at) * decimal9.ONE)
        figures = run_steps(document, "recollection", facts, None, figures, self.project.stated)
        collection = later.collection
        self._add(document, "recollection", figures, collection, cycle.category, _refit(cycle.reconditioning), cycle.resale.facts["participant"],
                  collection.seq if collection.project != self.project.id else None)
