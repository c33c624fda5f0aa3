# SPDX-License-Identifier: Apache-2.0
"""Events as they are stored: schemas/README.md, section Payload of an event."""
import decimal9
import values

KINDS = ("collection", "reconditioning", "resale", "return", "disposal", "void")
NEEDED, ALLOWED = True, False


def _text(value):
    return values.is_text(value, 128) and value[0] != " " and value[-1] != " "


def _name(value):
    return _text(value) and ":" not in value and ";" not in value


def _truth(value):
    return isinstance(value, bool)


def _words(*words):
    return lambda value: isinstance(value, str) and value in words


def _whole(lowest, highest):
    return lambda value: values.is_integer(value) and lowest <= value <= highest


def _quantity(highest, above_zero=False):
    def holds(value):
        number = decimal9.parse(value)
        return number is not None and (0 < number if above_zero else 0 <= number) and number <= highest * decimal9.ONE
    return holds


def _object(**members):
    """An object of these members and no others: each is (needed, form)."""
    def holds(value):
        return (isinstance(value, dict) and set(value) <= set(members)
                and all(name in value or not needed for name, (needed, _) in members.items())
                and all(members[name][1](member) for name, member in value.items()))
    return holds


def _list(longest, element):
    return lambda value: isinstance(value, list) and 1 <= len(value) <= longest and all(map(element, value))


_LEGS = _list(32, _object(mode=(NEEDED, _name), distance_km=(NEEDED, _quantity(50_000))))
_PARTS = _list(64, _object(part=(NEEDED, _name), quantity=(NEEDED, _whole(1, 100)),
                           origin=(NEEDED, _words("new", "reused"))))
_OF_ALL = {
    "occurred_at": (NEEDED, lambda value: values.instant(value) is not None),
    "participant": (NEEDED, values.is_siret),
    "country": (NEEDED, values.is_country),
    "private": (ALLOWED, values.is_digest),
    "salt": (NEEDED, values.is_short_hex),
}
_OF_KIND = {
    "collection": {
        "legs": (ALLOWED, _LEGS),
        "category": (NEEDED, _name),
        "model": (ALLOWED, _text),
        "mass_kg": (ALLOWED, _quantity(1000, above_zero=True)),
        "holder": (NEEDED, _words("consumer", "business", "administration")),
        "waste": (NEEDED, _truth),
        "identity": (NEEDED, values.is_digest),
        "unchecked": (ALLOWED, _words("imei", "serial")),
    },
    "reconditioning": {
        "legs": (ALLOWED, _LEGS),
        "outcome": (NEEDED, _words("reconditioned", "for_parts", "recycled")),
        "functions_tested": (NEEDED, _truth),
        "data_erasure": (ALLOWED, _object(standard=(NEEDED, _text), result=(ALLOWED, _words("failed")))),
        "parts": (ALLOWED, _PARTS),
        "energy_kwh": (ALLOWED, _quantity(10_000)),
    },
    "resale": {
        "legs": (ALLOWED, _LEGS),
        "channel": (ALLOWED, _text),
        "grade": (ALLOWED, _text),
        "warranty_months": (NEEDED, _whole(0, 120)),
        "packaging_kg": (ALLOWED, _quantity(1000)),
    },
    "return": {"legs": (ALLOWED, _LEGS), "reason": (ALLOWED, _text)},
    "disposal": {"legs": (ALLOWED, _LEGS), "route": (NEEDED, _text)},
    "void": {"voids": (NEEDED, values.is_integer), "reason": (NEEDED, _text)},
}
for _kind in KINDS[:-1]:
    _OF_KIND[_kind]["confirmed"] = (ALLOWED, lambda value: value is True)
_PAYLOADS = {kind: _object(**_OF_ALL, **members) for kind, members in _OF_KIND.items()}


def is_payload(kind, value):
    """Whether a value is the payload of an event of this kind."""
    return _PAYLOADS[kind](value)


class Event:
    """One readable event: what derivation, the life cycle and the tests of plausibility read of it."""

    def __init__(self, entry, payload):
        self.seq, self.kind, self.device = entry["seq"], entry["kind"], entry["device"]
        self.project = entry["project"]
        self.facts = payload
        self.at = values.instant(payload["occurred_at"])
        self.recorded, self.brought = values.instant(entry["time"]), len(entry.get("also", []))
