# SPDX-License-Identifier: Apache-2.0
"""What a methodology asks of events: schemas/methodologies/README.md, section What is asked of events."""
import re

import decimal9
import values

_QUANTITIES = ("distance_km", "energy_kwh", "packaging_kg")


def folded(text):
    small = re.sub("[A-Z]", lambda letter: letter[0].lower(), text.replace(" ", ""))
    return re.sub(r"([0-9][gt])o\Z", r"\1b", small)


def without_storage(model):
    """A model without the storage that it ends in; the whole where it ends in none."""
    return re.sub("^(.*[^ ]) +[0-9]+ *[GgTt][BbOo] *\\Z", r"\1", model, flags=re.S)


def _condensed(text):
    return re.sub("[^a-z0-9]", "", folded(text))


def _is_digit(character):
    return character in "0123456789"


def _one_slip(longer, shorter):
    """Whether one change that is not of a digit for a digit, nor of a digit too many, makes one text the other."""
    if len(longer) < len(shorter):
        longer, shorter = shorter, longer
    if len(longer) == len(shorter) + 1:
        return any(longer[:at] + longer[at + 1:] == shorter and not _is_digit(longer[at]) for at in range(len(longer)))
    places = [at for at in range(len(shorter)) if longer[at] != shorter[at]] if len(longer) == len(shorter) else []
    return len(places) == 1 and not (_is_digit(longer[places[0]]) and _is_digit(shorter[places[0]]))


class Asked:
    def __init__(self):
        self.standards, self.imei, self.spans, self.masses, self.models = [], [], {}, {}, {}

    def knows_standard(self, text):
        return not self.standards or folded(text) in self.standards

    def nearly_listed(self, model):
        """Whether a model is almost a listed one, and none itself, with its storage or without."""
        written = (model, without_storage(model))
        return not any(folded(each) in self.models for each in written) and any(map(self._is_near, written))

    def _is_near(self, model):
        found = _condensed(model)
        return found != "" and any(listed and (listed == found or _one_slip(listed, found))
                                   for listed in self.models.values())

    def is_unlikely(self, facts):
        """Whether a quantity of an event is outside its span."""
        found = [(self.masses.get(facts.get("category")), facts.get("mass_kg"))]
        found += [(self.spans.get(name), facts.get(name)) for name in ("energy_kwh", "packaging_kg")]
        found += [(self.spans.get("distance_km"), leg["distance_km"]) for leg in facts.get("legs", [])]
        return any(span and quantity is not None and not span[0] <= decimal9.parse(quantity) <= span[1]
                   for span, quantity in found)


class Malformed(Exception):
    pass


class UnknownCategory(Exception):
    pass


def _require(holds, detail):
    if not holds:
        raise Malformed(detail)


def _texts(value, most, compared):
    _require(isinstance(value, list) and 1 <= len(value), "a list")
    _require(len(value) <= most, "too many")
    _require(all(values.is_text(each, 4000) and compared(each) for each in value), "texts")
    _require(len({compared(each) for each in value}) == len(value), "one twice")
    return [compared(each) for each in value]


def _span(value):
    _require(isinstance(value, list) and len(value) == 2, "span")
    lowest, highest = map(decimal9.parse, value)
    _require(lowest is not None and highest is not None and 0 <= lowest <= highest, "span")
    return lowest, highest


def read(value, tables):
    """The member `asks` of a document, absent as an empty object."""
    found = Asked()
    for table in tables.values():
        if "model" in table.by:
            at = table.by.index("model")
            found.models |= {row[at]: _condensed(row[at]) for row in table.rows}
    _require(isinstance(value, dict) and set(value) <= {"clause", "erasure_standards", "imei", "spans"}
             and values.is_text(value.get("clause", "-"), 4000), "asks")
    categories = next((table.rows for table in tables.values() if table.by == ("category",)), None)
    if "erasure_standards" in value:
        found.standards = _texts(value["erasure_standards"], 64, folded)
    if "imei" in value:
        found.imei = _texts(value["imei"], 256, str)
    spans = value.get("spans", {})
    _require(isinstance(spans, dict) and set(spans) <= {"mass_kg", *_QUANTITIES}, "spans")
    _require(isinstance(spans.get("mass_kg", {}), dict), "mass_kg")
    found.masses = {category: _span(span) for category, span in spans.get("mass_kg", {}).items()}
    found.spans = {name: _span(spans[name]) for name in _QUANTITIES if name in spans}
    for category in [*found.imei, *found.masses]:
        if not values.matches("[a-z0-9_]{1,64}", category) or (categories is not None and (category,) not in categories):
            raise UnknownCategory(category)
    return found
