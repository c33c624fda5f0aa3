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
    """(seq, avoided, emitted, cap, category, participant, confirmed) of each cycle, some of them far above the others."""
    items, seq = [], 0
    for _ in range(size):
        seq += chance.randrange(1, 9)
        most = 10 ** chance.randrange(2, 13)
        avoided = chance.choice((0, chance.randrange(1, most), chance.randrange(1, most)))
        items.append((seq, avoided, chance.randrange(0, most // 2), chance.randrange(1, most), chance.randrange(1, 4),
                      chance.randrange(1, 3), chance.randrange(9) == 0))
    return items


def device(seq):
    return hashlib.sha256(b"device %d" % seq).hexdigest()[:32]


def vector(plan, chance, size):
    method, assurance, materiality, expected = plan
    plan = {"method": method, "assurance": assurance, "materiality": materiality, "expected": expected}
    rows = population(chance, size)
    seed = hashlib.sha256(str(chance.random()).encode()).digest()
    items = [sampling.Item(seq, (device(seq), seq % 3), avoided, emitted, cap, (str(c), p), slip)
             for seq, avoided, emitted, cap, c, p, slip in rows]
    reduction = sum(item.book for item in items)
    whole = ["2"] if chance.randrange(3) == 0 else []
    sample = sampling.Sample(plan, items, reduction, seed, whole=set(whole))
    picked = sorted(chance.sample(sample.items, min(5, len(sample.items))), key=lambda item: item.seq)
    wrong = [(item, chance.choice((item.book // 3, None, item.book, item.book + 7))) for item in picked]
    if wrong and chance.randrange(3) == 0:
        wrong[0] = wrong[0][0], -wrong[0][0].cap - 5
    projected, bound, beyond = sample.conclusion([(item.seq, found) for item, found in wrong])
    form = decimal9.form
    return {"plan": plan, "population": [[seq, form(avoided), form(emitted), form(cap), c, p, slip] for seq, avoided, emitted, cap, c, p, slip in rows],
            "reduction": form(reduction), "seed": seed.hex(), "whole": whole, "errors": sampling.errors_borne(plan),
            "interval": form(sample.interval), "precision": form(sample.precision),
            "drawn": [item.seq for item in sample.items], "sample": sample.digest(),
            "results": [{"seq": item.seq} | ({} if found is None else {"found_kgco2e": form(found)}) for item, found in wrong],
            "projected": form(projected), "bound": form(bound), "beyond_cap": beyond}


def main():
    chance = random.Random(14064)
    vectors = [vector(plan, chance, size) for plan in PLANS for size in (1, 7, 60)]
    print("[\n" + ",\n".join(json.dumps(each, separators=(",", ":")) for each in vectors) + "\n]")


if __name__ == "__main__":
    main()
