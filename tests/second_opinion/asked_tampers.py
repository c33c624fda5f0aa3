# SPDX-License-Identifier: Apache-2.0
"""Ways to spoil a ledger, as tampers.py has others, by events that are not what the methodology asks for."""
from tampers import DEVICE, SALT, first_of, submit


def _collection(**changes):
    return submit(payload=changes)


def _reconditioning(**changes):
    """Of a new device."""
    def spoil(forged, keys):
        collection = forged.payload(first_of("collection", forged)) | {"salt": SALT}
        collection.pop("private", None)
        seq = forged.size() + 1
        reconditioning = {name: collection[name] for name in ("salt", "occurred_at", "participant", "country")} | {
            "outcome": "reconditioned", "functions_tested": True} | changes
        forged.submission(keys["developer"], "DEMO", [
            ({"kind": "collection", "device": DEVICE}, collection),
            ({"kind": "reconditioning", "device": DEVICE, "after": seq}, reconditioning)])
    return spoil


CASES = {
    "a listed model, written otherwise": _collection(model="IPHONE 1164gb"),
    "a model with a hyphen for a space": _collection(model="iPhone-11 64 GB"),
    "a model with a letter for a digit": _collection(model="iPhone 1l 64 GB"),
    "a model with one letter too many": _collection(model="Fairrphone 4"),
    "a model with one letter too few": _collection(model="Fairphne 4"),
    "another model, by its number": _collection(model="Fairphone 5"),
    "another model, by a digit more": _collection(model="iPhone 111 64 GB"),
    "a model in other letters": _collection(model="\u0424\u0435\u0439\u0440\u0444\u043e\u043d"),
    "a model with one letter of another alphabet": _collection(model="F\u0430irphone 4"),
    "a slip that is confirmed": _collection(model="iPhone-11 64 GB", confirmed=True),
    "what is no slip, confirmed": _collection(confirmed=True),
    "confirmed is false": _collection(confirmed=False),
    "a mass in grams": _collection(mass_kg="194"),
    "a mass in grams that is confirmed": _collection(mass_kg="194", confirmed=True),
    "the greatest likely mass": _collection(mass_kg="0.6"),
    "a journey around the world": _collection(legs=[{"distance_km": "40000", "mode": "van"}]),
    "data erased to no standard of the method's": _reconditioning(data_erasure={"standard": "Gutmann"}),
    "data not erased, to no standard of the method's": _reconditioning(
        data_erasure={"result": "failed", "standard": "Gutmann"}),
    "an erasure that is said to have succeeded": _reconditioning(
        data_erasure={"result": "succeeded", "standard": "Purge"}),
    "a standard in capitals": _reconditioning(data_erasure={"standard": "PURGE"}),
    "an energy in watt-hours": _reconditioning(energy_kwh="350"),
}
