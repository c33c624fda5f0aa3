#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The vectors of reconditioning-reference-1.0.json, worked out by hand.

Shares nothing with the engine: no formula is parsed and no document is read.
Every figure is an integer times 10^-9, every product and quotient is rounded
half to even at the ninth digit, and the factors are typed in from their
sources. Prints the vectors; with --check FILE, compares them with those of the
document FILE and exits 1 where they differ.
"""

import json
import sys

ONE = 10**9


def dec(text):
    """The integer of a decimal text."""
    negative = text.startswith("-")
    whole, _, fraction = text.lstrip("-").partition(".")
    value = int(whole) * ONE + int(fraction.ljust(9, "0") or "0")
    return -value if negative else value


def text(value):
    """The shortest plain decimal text of an integer."""
    whole, fraction = divmod(abs(value), ONE)
    digits = ("%d.%09d" % (whole, fraction)).rstrip("0").rstrip(".")
    return "-" + digits if value < 0 else digits


def divide_half_even(numerator, denominator):
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    quotient, remainder = divmod(numerator, denominator)  # floors, remainder >= 0
    twice = 2 * remainder
    if twice > denominator or (twice == denominator and quotient % 2 == 1):
        quotient += 1
    return quotient


def times(a, b):
    return divide_half_even(a * b, ONE)


def over(a, b):
    return divide_half_even(a * ONE, b)


# Factors, as in the sources.
SUBSTITUTION = dec("0.8")
CORRUGATED_BOARD = dec("1.17")
MS_PER_YEAR = dec("31557600000")
VAN, TRUCK, SHIP, RAIL = dec("0.574"), dec("0.08"), dec("0.0159"), dec("0.0275")
FRANCE, EU, CHINA = dec("0.0519"), dec("0.25"), dec("0.766")


def displaced(refurbished, second, first):
    """substitution * (1 - refurbished share) * (second life / first life), from left to right."""
    return times(times(SUBSTITUTION, ONE - dec(refurbished)), over(dec(second), dec(first)))


def journeys(mass, *legs):
    """Sum over legs of mass / 1000 * km * factor."""
    tonnes = over(dec(mass), dec("1000"))
    return sum(times(times(tonnes, dec(km)), factor) for km, factor in legs)


def parts(*pieces):
    return sum(times(dec(quantity), dec(factor)) for quantity, factor in pieces)


def event_steps(mass, legs=(), pieces=(), energy="0", grid=FRANCE, packaging="0"):
    return {
        "mass_in_tonnes": text(over(dec(mass), dec("1000"))),
        "emitted_journeys": text(journeys(mass, *legs)),
        "emitted_parts": text(parts(*pieces)),
        "emitted_energy": text(times(dec(energy), grid)),
        "emitted_packaging": text(times(dec(packaging), CORRUGATED_BOARD)),
    }


def cycle_steps(share, manufacture, distribution):
    return {
        "displaced_share": text(share),
        "avoided_manufacture": text(times(share, dec(manufacture))),
        "avoided_journeys": text(times(share, dec(distribution))),
    }


def recollection_steps(cycle, elapsed_ms, second):
    life = times(dec(second), MS_PER_YEAR)
    left = max(0, ONE - over(dec(elapsed_ms), life))
    return {
        "unspent_share": text(left),
        "given_back_manufacture": text(times(dec(cycle["avoided_manufacture"]), left)),
        "given_back_journeys": text(times(dec(cycle["avoided_journeys"]), left)),
    }


def facts(category, **changes):
    result = {
        "collection.category": category,
        "collection.holder": "consumer",
        "collection.waste": False,
        "collection.country": "FR",
        "reconditioning.outcome": "reconditioned",
        "reconditioning.functions_tested": True,
        "reconditioning.data_erasure": True,
        "reconditioning.country": "FR",
        "resale.warranty_months": "12",
        "resale.country": "FR",
    }
    for name, value in changes.items():
        name = name.replace("__", ".")
        if value is None:
            del result[name]
        else:
            result[name] = value
    return result


def event(kind, country="FR", **more):
    return {"event.kind": kind, "event.country": country, **{"event." + k: v for k, v in more.items()}}


def smartphone_of_a_known_model():
    cycle = cycle_steps(displaced("0.15", "2", "2.5"), "56.88", "2.27")
    return {
        "name": "a smartphone whose model has a factor, through one whole cycle and collected again a year later",
        "note": "0.8 x 0.85 x (2 / 2.5) = 0.544 of a new one; one year of 365.25 days is half of its second life",
        "facts": facts("smartphone", collection__model="iPhone 11 64 GB", collection__mass_kg="0.194",
                       reconditioning__data_erasure_standard="NIST SP 800-88 Purge", resale__channel="marketplace",
                       resale__grade="A"),
        "events": [
            {
                "facts": event("collection"),
                "legs": [{"mode": "van", "distance_km": "35.5"},
                         {"mode": "articulated_truck", "distance_km": "420"}],
                "steps": event_steps("0.194", [("35.5", VAN), ("420", TRUCK)]),
            },
            {
                "facts": event("reconditioning", energy_kwh="0.35"),
                "parts": [{"part": "battery", "quantity": "1", "origin": "new"},
                          {"part": "screen", "quantity": "1", "origin": "reused"}],
                "steps": event_steps("0.194", pieces=[("1", "2"), ("1", "0")], energy="0.35"),
            },
            {
                "facts": event("resale", packaging_kg="0.12"),
                "legs": [{"mode": "van", "distance_km": "610.25"}],
                "steps": event_steps("0.194", [("610.25", VAN)], packaging="0.12"),
            },
        ],
        "cycle": {"steps": cycle},
        "recollection": {
            "facts": {"elapsed_ms": "31557600000"},
            "steps": recollection_steps(cycle, "31557600000", "2"),
        },
    }


def smartphone_of_an_unknown_model():
    return {
        "name": "a smartphone whose model has no factor takes its category's, and its category's mass",
        "facts": facts("smartphone", collection__model="Galaxy S10"),
        "events": [{
            "facts": event("collection", country="DE"),
            "legs": [{"mode": "rail", "distance_km": "1048.7"}],
            "steps": event_steps("0.2", [("1048.7", RAIL)], grid=EU),
        }],
        "cycle": {"steps": cycle_steps(displaced("0.15", "2", "2.5"), "77", "2.27")},
    }


def confirmed_smartphone():
    return {
        "name": "a smartphone in which a likely slip was confirmed takes the lowest factor, whatever its model",
        "facts": facts("smartphone", collection__model="iPhone-11 64 GB", confirmed=True),
        "cycle": {"steps": cycle_steps(displaced("0.15", "2", "2.5"), "36.78", "2.27")},
    }


def tablet():
    cycle = cycle_steps(displaced("0.05", "2", "3"), "80.5", "3.43")
    return {
        "name": "a tablet: two thirds do not end, so every step is rounded",
        "note": "2 / 3 is 0.666666667, and 0.76 of it 0.506666667; it is given back after 123,456,789,012 ms: nothing is left",
        "facts": facts("tablet"),
        "cycle": {"steps": cycle},
        "recollection": {
            "facts": {"elapsed_ms": "123456789012"},
            "steps": recollection_steps(cycle, "123456789012", "2"),
        },
    }


def laptop():
    cycle = cycle_steps(displaced("0.05", "3", "5"), "170", "12.3")
    return {
        "name": "a laptop with a new battery and two new memory modules, reconditioned with Chinese and French energy",
        "facts": facts("laptop", collection__mass_kg="1.37", collection__holder="business"),
        "events": [
            {
                "facts": event("reconditioning", energy_kwh="1.234567891"),
                "parts": [{"part": "battery", "quantity": "1", "origin": "new"},
                          {"part": "ram", "quantity": "2", "origin": "new"}],
                "steps": event_steps("1.37", pieces=[("1", "8"), ("2", "5")], energy="1.234567891"),
            },
            {
                "facts": event("reconditioning", country="CN", energy_kwh="0.5"),
                "legs": [{"mode": "container_ship", "distance_km": "18950"}],
                "steps": event_steps("1.37", [("18950", SHIP)], energy="0.5", grid=CHINA),
            },
        ],
        "cycle": {"steps": cycle},
        "recollection": {
            "facts": {"elapsed_ms": "1"},
            "steps": recollection_steps(cycle, "1", "3"),
        },
    }


def monitor_without_erasure():
    return {
        "name": "a monitor holds no data, so that none need be erased",
        "facts": facts("monitor", reconditioning__data_erasure=False, resale__warranty_months="24"),
        "cycle": {"steps": cycle_steps(displaced("0.05", "3", "6"), "64.6", "1.29")},
    }


def other_categories():
    for category, first, manufacture, distribution in (("desktop", "6", "259", "2.94"),
                                                       ("television", "8", "325", "3.26"),
                                                       ("console", "6", "279", "1.2")):
        yield {
            "name": "a %s of its category's factors" % category,
            "facts": facts(category),
            "cycle": {"steps": cycle_steps(displaced("0.05", "3", first), manufacture, distribution)},
        }


def ineligible():
    for name, reason, changes in (
            ("functions that were not tested", "functions_not_tested",
             {"reconditioning__functions_tested": False, "resale__warranty_months": "6"}),
            ("data that was not erased", "data_not_erased", {"reconditioning__data_erasure": False}),
            ("a reconditioning abroad", "reconditioned_abroad", {"reconditioning__country": "PL"}),
            ("a resale abroad", "resold_abroad", {"resale__country": "DE"}),
            ("a warranty under 12 months", "warranty_too_short", {"resale__warranty_months": "11.999999999"})):
        yield {
            "name": "not counted: " + name,
            "facts": facts("smartphone", **changes),
            "cycle": {"reason": reason},
        }


def overseas():
    return {
        "name": "reconditioned and sold again in Réunion, which is French territory",
        "facts": facts("smartphone", reconditioning__country="RE", resale__country="RE"),
        "cycle": {"steps": cycle_steps(displaced("0.15", "2", "2.5"), "77", "2.27")},
    }


def vectors():
    return [smartphone_of_a_known_model(), smartphone_of_an_unknown_model(), confirmed_smartphone(), tablet(), laptop(),
            monitor_without_erasure(), *other_categories(), overseas(), *ineligible()]


def main():
    if sys.argv[1:2] == ["--check"] and len(sys.argv) == 3:
        with open(sys.argv[2], encoding="utf-8") as file:
            written = json.load(file)["vectors"]
        expected = vectors()
        for index in range(max(len(written), len(expected))):
            mine = expected[index] if index < len(expected) else None
            theirs = written[index] if index < len(written) else None
            if mine != theirs:
                print("vectors[%d] differs:\n  expected %s\n  found    %s" % (index, json.dumps(mine),
                                                                            json.dumps(theirs)), file=sys.stderr)
                return 1
        print("%d vectors agree" % len(expected))
        return 0
    if len(sys.argv) > 1:
        print("usage: vectors.py [--check FILE]", file=sys.stderr)
        return 2
    print(json.dumps(vectors(), ensure_ascii=False, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
