#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes tests/figures/sampling_vectors.json, with the second implementation: populations, what is drawn from them and
what is concluded.

   python3 tests/figures/sampling_vectors.py > tests/figures/sampling_vectors.json"""
import hashlib
import json
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "second_opinion"))
import decimal9  # noqa: E402
import sampling  # noqa: E402

PLANS = [("random", "reasonable", "0.3", "0.05"), ("random", "limited", "1", "0"),
         ("stratified", "reasonable", "0.4", "0"), ("stratified", "limited", "0.25", "0.1"),
         ("monetary_unit", "reasonable", "0.2", "0.03"), ("monetary_unit", "limited", "0.05", "0"),
         ("random", "reasonable", "0.000000001", "0"), ("monetary_unit", "reasonable", "0.000000001", "0")]


def population(chance, size):
    """(seq, kgCO2e, category, participant, confirmed) of each cycle, some of them far above the others."""
    items, seq = [], 0
    for _ in range(size):
        seq += chance.randrange(1, 9)
        kg = chance.randrange(1, 10 ** chance.randrange(1, 13))
        items.append((seq, kg, chance.randrange(1, 4), chance.randrange(1, 3), chance.randrange(9) == 0))
    return items


def vector(plan, chance, size):
    method, assurance, materiality, expected = plan
    plan = {"method": method, "assurance": assurance, "materiality": materiality, "expected": expected}
    rows = population(chance, size)
    seed = hashlib.sha256(str(chance.random()).encode()).digest()
    sample = sampling.Sample(plan, [sampling.Item(seq, kg, (c, p), None, slip) for seq, kg, c, p, slip in rows], seed)
    picked = sorted(chance.sample(sample.items, min(5, len(sample.items))), key=lambda item: item.seq)
    results = [{"seq": item.seq, "found_kgco2e": decimal9.form(chance.choice((0, item.kg // 3, item.kg, item.kg * 2)))}
               for item in picked]
    projected, bound = sample.conclusion(results)
    return {"plan": plan, "population": [[seq, decimal9.form(kg), c, p, slip] for seq, kg, c, p, slip in rows], "seed": seed.hex(),
            "interval": decimal9.form(sample.interval), "precision": decimal9.form(sample.precision),
            "drawn": [item.seq for item in sample.items], "sample": sample.digest(), "results": results,
            "projected": decimal9.form(projected), "bound": decimal9.form(bound)}


def main():
    chance = random.Random(14064)
    vectors = [vector(plan, chance, size) for plan in PLANS for size in (1, 7, 60)]
    print("[\n" + ",\n".join(json.dumps(each, separators=(",", ":")) for each in vectors) + "\n]")


if __name__ == "__main__":
    main()
