#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The tally of event logs under the reference methodology, computed a second time: from the logs alone, in
integers (value times 10^9), sharing neither code nor documents with the library. Factors are written out
below with their sources; [A] marks an assumption of the methodology.

    tally.py --from 2025-01-01 --to 2026-01-01 LOG…    the tally as JSON; logs are .ndjson or .csv

Logs are of one project, each device's events in order of time. They must be sound: what a registry would
refuse is not checked here. They hold no voids, because a void names an entry of a ledger.
"""
import argparse
import csv
import datetime
import functools
import json
import sys
from collections import defaultdict

SCALE = 10**9


def decimal(text):
    """A plain numeral as an integer of 10^-9, exactly."""
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    whole, _, fraction = digits.partition(".")
    if not (whole + fraction).isdecimal() or len(fraction) > 9:
        raise ValueError(f"not a decimal with at most 9 digits after the point: {text}")
    return sign * int(whole + fraction.ljust(9, "0"))


def text_of(value):
    """The shortest plain form."""
    whole, fraction = divmod(abs(value), SCALE)
    digits = f"{whole}.{fraction:09}".rstrip("0").rstrip(".")
    return "-" + digits if value < 0 else digits


def half_even(numerator, denominator):
    """numerator / denominator to the nearest integer, half-way cases to the even one."""
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    quotient, remainder = divmod(numerator, denominator)
    twice = 2 * remainder
    return quotient + (twice > denominator or (twice == denominator and quotient % 2))


def times(a, b):
    return half_even(a * b, SCALE)


def over(a, b):
    return half_even(a * SCALE, b)


def table(**rows):
    return {key: decimal(value) for key, value in rows.items()}


ONE = SCALE
SUBSTITUTION = decimal("0.8")  # [A]
DISCOUNTS = [decimal("0.1"), decimal("0.1"), decimal("0.05")]  # additionality, uncertainty, reversal [A]
CARDBOARD = decimal("1.17")  # kgCO2e per kg, Base Carbone
LEAST_WARRANTY_MONTHS = 12
YEAR_MS = decimal("31557600000")

# ADEME publicodes-acv-numerique 2.1.0 (Base Empreinte), kgCO2e per new unit; years.
MANUFACTURE = table(smartphone="77", tablet="80.5", laptop="170", desktop="259", monitor="64.6",
                    television="325", console="279")
DISTRIBUTION = table(smartphone="2.27", tablet="3.43", laptop="12.3", desktop="2.94", monitor="1.29",
                     television="3.26", console="1.2")
FIRST_LIFE = table(smartphone="2.5", tablet="3", laptop="5", desktop="6", monitor="6", television="8", console="6")
# ADEME 2022; monitor, television, console [A].
SECOND_LIFE = table(smartphone="2", tablet="2", laptop="3", desktop="3", monitor="3", television="3", console="3")
REFURBISHED_SHARE = table(smartphone="0.15", tablet="0.05", laptop="0.05", desktop="0.05", monitor="0.05",
                          television="0.05", console="0.05")  # [A]
# Makers' sheets by way of Boavizta, February 2023: total times the share of manufacture.
MODEL_MANUFACTURE = {"iPhone 11 64 GB": decimal("56.88"), "Fairphone 4": decimal("36.78")}
# IVL B2372, kg; television and console [A].
MASS = table(smartphone="0.2", tablet="0.5", laptop="1.6", desktop="8.2", monitor="11", television="15", console="4")
# IVL B2372, kgCO2e per new piece; batteries of phones and tablets [A]; a reused part emits nothing [A].
NEW_PARTS = {
    "smartphone": table(screen="14", battery="2"),
    "tablet": table(screen="32", battery="4"),
    "laptop": table(screen="60", battery="8", ssd="93", hdd="70", ram="5", keyboard="3", adaptor="3"),
    "desktop": table(ssd="93", hdd="70", cpu="50", ram="5"),
}
# UK Government conversion factors, kgCO2e per t.km.
TRANSPORT = table(van="0.574", rigid_truck="0.211", articulated_truck="0.080", rail="0.0275",
                  container_ship="0.0159", air_long="1.014", air_short="2.291")
# kgCO2e per kWh: France 2024 edition, China; EU mean [A]; overseas as China [A].
FRENCH = "FR GP MQ GF RE YT PM BL MF WF PF NC TF".split()
ELECTRICITY = {code: decimal("0.25") for code in
               "AT BE BG CY CZ DE DK EE ES FI GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()}
ELECTRICITY |= {code: decimal("0.766") for code in FRENCH} | {"FR": decimal("0.0519"), "CN": decimal("0.766")}

AVOIDED = ("avoided_manufacture", "avoided_journeys")
EFFECTS = AVOIDED + ("emitted_journeys", "emitted_parts", "emitted_energy", "emitted_packaging", "given_back",
                     "baseline", "leakage")
REASONS = ("functions_not_tested", "data_not_erased", "reconditioned_abroad", "resold_abroad", "warranty_too_short")
# The logs compared here declare nothing of the kind.
REGISTRY_REASONS = ("participant_suspended", "credited_elsewhere", "collection_void")
# Where makers are; all else happens in the event's country.
ABROAD = ("avoided_manufacture", "avoided_journeys", "emitted_parts", "given_back")


def milliseconds(text):
    """An RFC 3339 instant or a date as milliseconds since 1970 in UTC."""
    instant = datetime.datetime.fromisoformat(text)
    if instant.tzinfo is None:
        if len(text) != 10:
            raise ValueError(f"an instant without a zone: {text}")
        instant = instant.replace(tzinfo=datetime.timezone.utc)
    epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    return (instant - epoch) // datetime.timedelta(milliseconds=1)


@functools.cache
def month_of_day(days_since_1970):
    return f"{datetime.date(1970, 1, 1) + datetime.timedelta(days=days_since_1970):%Y-%m}"


def month_of(instant_ms):
    return month_of_day(instant_ms // 86_400_000)


def events_of_ndjson(file):
    for line in file:
        if line.strip():
            yield json.loads(line, parse_float=str, parse_int=str)


def events_of_csv(file):
    for row in csv.DictReader(file, strict=True):
        event = {}
        for name, cell in row.items():
            if cell == "":
                continue
            place = event
            *folders, last = name.split(".")
            for folder in folders:
                place = place.setdefault(folder, {})
            place[last] = {"true": True, "false": False}.get(cell, cell)
        if "legs" in event:
            event["legs"] = [dict(zip(("mode", "distance_km"), leg.split(":"))) for leg in event["legs"].split(";")]
        if "parts" in event:
            parts = [part.split(":") for part in event["parts"].split(";")]
            event["parts"] = [dict(zip(("part", "quantity", "origin"), part)) for part in parts]
        yield event


def events_of(paths):
    for path in paths:
        with open(path, encoding="utf-8", newline="") as file:
            yield from (events_of_csv if path.endswith(".csv") else events_of_ndjson)(file)


class Device:
    """What has happened to a device in its current cycle, and what its last resale was worth."""

    def __init__(self):
        self.collection = self.reconditioning = self.resale = None
        self.resold_ms = self.collected_ms = self.closed_ms = None
        self.disposed = False


class Tally:
    def __init__(self, from_ms, to_ms):
        self.from_ms, self.to_ms = from_ms, to_ms
        self.devices = {}  # by each identifier
        self.effects = defaultdict(int)  # (effect, month, category, territory) → 10^-9 kg
        self.cycles = defaultdict(int)

    def device_of(self, identifiers):
        keys = []
        for name in ("imei", "imei2"):
            if digits := identifiers.get(name):
                keys.append("imei:" + digits.strip()[:14])
        if serial := identifiers.get("serial"):
            keys.append(f"serial:{identifiers['manufacturer'].strip().lower()}:{serial.strip().upper()}")
        known = {id(self.devices[key]): self.devices[key] for key in keys if key in self.devices}
        if len(known) > 1:
            raise ValueError(f"the identifiers {keys} belong to two devices")
        device = next(iter(known.values())) if known else Device()
        for key in keys:
            self.devices[key] = device
        return device

    def add(self, effect, at_ms, category, country, amount):
        if not self.from_ms <= at_ms < self.to_ms:
            return
        french = effect not in ABROAD and country in FRENCH
        territory = "france" if french else "abroad"
        self.effects[effect, month_of(at_ms), category, territory] += amount

    def take(self, event):
        device = self.device_of(event["device"])
        at_ms = milliseconds(event["occurred_at"])
        kind = event["kind"]
        if kind == "collection":
            self.close(device)
            self.give_back(device, event, at_ms)
            device.collection, device.collected_ms = event, at_ms
            device.reconditioning = device.resale = device.resold_ms = None
            device.disposed = False
        elif kind == "reconditioning":
            device.reconditioning = event
        elif kind == "resale":
            device.resale, device.resold_ms = event, at_ms
        elif kind == "return":
            device.resale = device.resold_ms = None
        elif kind == "disposal":
            device.disposed, device.closed_ms = True, at_ms
        else:
            raise ValueError(f"a log for this program has no {kind}")
        self.emit(device, event, at_ms)

    def emit(self, device, event, at_ms):
        category = device.collection["category"]
        mass = device.collection.get("mass_kg")
        tonnes = over(decimal(mass) if mass is not None else MASS[category], decimal("1000"))
        amounts = defaultdict(int)
        for leg in event.get("legs", ()):
            tonne_km = times(tonnes, decimal(leg["distance_km"]))
            amounts["emitted_journeys"] += times(tonne_km, TRANSPORT[leg["mode"]])
        for part in event.get("parts", ()):
            factor = 0 if part["origin"] == "reused" else NEW_PARTS[category][part["part"]]
            amounts["emitted_parts"] += times(decimal(part["quantity"]), factor)
        if "energy_kwh" in event:
            amounts["emitted_energy"] = times(decimal(event["energy_kwh"]), ELECTRICITY[event["country"]])
        if "packaging_kg" in event:
            amounts["emitted_packaging"] = times(decimal(event["packaging_kg"]), CARDBOARD)
        for effect, amount in amounts.items():
            self.add(effect, at_ms, category, event["country"], amount)

    @staticmethod
    def reason(device):
        """The first rule that the resold cycle breaks, or nothing."""
        collection, last, resale = device.collection, device.reconditioning, device.resale
        broken = (
            not last["functions_tested"],
            collection["category"] != "monitor" and "data_erasure" not in last,
            last["country"] not in FRENCH,
            resale["country"] not in FRENCH,
            int(resale["warranty_months"]) < LEAST_WARRANTY_MONTHS,
        )
        return next((reason for reason, is_broken in zip(REASONS, broken) if is_broken), None)

    @staticmethod
    def avoided(device):
        """What a credited cycle avoids, by effect."""
        category = device.collection["category"]
        share = times(times(SUBSTITUTION, ONE - REFURBISHED_SHARE[category]),
                      over(SECOND_LIFE[category], FIRST_LIFE[category]))
        manufacture = MODEL_MANUFACTURE.get(device.collection.get("model"), MANUFACTURE[category])
        if Tally.is_confirmed(device):
            manufacture = min([MANUFACTURE[category]] + (list(MODEL_MANUFACTURE.values()) if category == "smartphone" else []))
        return dict(zip(AVOIDED, (times(share, manufacture), times(share, DISTRIBUTION[category]))))

    @staticmethod
    def is_confirmed(device):
        return any("confirmed" in event for event in (device.collection, device.reconditioning, device.resale))

    def give_back(self, device, collection, at_ms):
        """At a new collection of a credited device: the part of its second life that it did not have."""
        if device.resale is None or self.reason(device) is not None:
            return
        category = device.collection["category"]
        lived = over(decimal(str(at_ms - device.resold_ms)), times(SECOND_LIFE[category], YEAR_MS))
        rest = max(0, ONE - lived)
        amount = sum(times(amount, rest) for amount in self.avoided(device).values())
        self.add("given_back", at_ms, category, collection["country"], amount)

    def close(self, device):
        """Counts the cycle that a device is in, as it stands now, in its one class."""
        if device.collection is None:
            return
        if device.resale is not None:
            if self.from_ms <= device.resold_ms < self.to_ms:
                reason = self.reason(device)
                self.cycles[reason or "credited"] += 1
                self.cycles["confirmed"] += reason is None and self.is_confirmed(device)
            if self.reason(device) is None:
                for effect, amount in self.avoided(device).items():
                    self.add(effect, device.resold_ms, device.collection["category"], device.resale["country"], amount)
        elif device.disposed:
            if self.from_ms <= device.closed_ms < self.to_ms:
                self.cycles["disposed"] += 1
        elif device.collected_ms < self.to_ms:
            self.cycles["open"] += 1

    def close_all(self):
        for device in {id(device): device for device in self.devices.values()}.values():
            self.close(device)

    def summed(self, label):
        """Effects summed by what `label` makes of their month, category and territory."""
        sums = defaultdict(lambda: dict.fromkeys(EFFECTS, 0))
        for (effect, *place), amount in self.effects.items():
            sums[label(*place)][effect] += amount
        return dict(sorted(sums.items()))


def net(amounts):
    return sum(amount if effect in AVOIDED else -amount for effect, amount in amounts.items())


def creditable(s):
    if s > 0:
        for discount in DISCOUNTS:
            s = times(s, ONE - discount)
    return s


def shown(amounts):
    return {effect: text_of(amount) for effect, amount in amounts.items()}


def report(tally):
    total = tally.summed(lambda month, category, territory: "all").get("all", dict.fromkeys(EFFECTS, 0))
    by = {
        "month": tally.summed(lambda month, category, territory: month),
        "category": tally.summed(lambda month, category, territory: category),
        "territory": tally.summed(lambda month, category, territory: territory),
    }
    vintages = tally.summed(lambda month, category, territory: int(month[:4]))
    return {
        "amounts": shown(total),
        "cycles": {
            "confirmed": tally.cycles["confirmed"],
            "credited": tally.cycles["credited"],
            "ineligible": {reason: tally.cycles[reason] for reason in (*REASONS, *REGISTRY_REASONS)},
            "disposed": tally.cycles["disposed"],
            "open": tally.cycles["open"],
        },
        "by": {name: {key: shown(amounts) for key, amounts in rows.items()} for name, rows in by.items()},
        "vintages": [
            {"year": year, "amounts": shown(amounts), "net": text_of(net(amounts)),
             "creditable": text_of(creditable(net(amounts)))}
            for year, amounts in vintages.items()
        ],
    }


def tally_of(paths, from_text, to_text):
    tally = Tally(milliseconds(from_text), milliseconds(to_text))
    for event in events_of(paths):
        tally.take(event)
    tally.close_all()
    return report(tally)


def main():
    parser = argparse.ArgumentParser(description="The tally of event logs, computed a second time.")
    parser.add_argument("--from", dest="from_text", required=True, metavar="DATE", help="first day or instant")
    parser.add_argument("--to", dest="to_text", required=True, metavar="DATE", help="day or instant after the last")
    parser.add_argument("logs", nargs="+", metavar="LOG")
    given = parser.parse_args()
    json.dump(tally_of(given.logs, given.from_text, given.to_text), sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
